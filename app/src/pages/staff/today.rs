//! First page of the office: what needs a decision today, then what comes.

use super::follow_ups::PATH as FOLLOW_UPS;
use super::frame::{Tab, staff_frame};
use super::month::month_key;
use super::parts::{link_button, plan_button, visit_path, visit_row};
use crate::api::{self, Loaded, may};
use crate::components::{empty, loaded};
use crate::text::{
    AfterWords, DemandWords, MonthWords, PeopleWords, QuestionWords, StaffWords, use_staff_words,
};
use chrono::NaiveDate;
use domain::calendar::{long_date, month_year};
use domain::service::{Today, VisitSummary};
use domain::staff::Act;
use domain::team::FRAGILE;
use domain::visit::VisitState;
use leptos::prelude::*;

/// `/staf`
#[component]
pub fn TodayView() -> impl IntoView {
    let words = use_staff_words();
    let content = loaded(load(), move |(today, due, asked)| {
        content(words, today, due, asked)
    })
    .into_any();
    staff_frame(words.today(), Tab::Today, content)
}

/// The day, how many call-backs are due, and how many questions wait for those who answer them.
async fn load() -> Loaded<(Today, u32, u32)> {
    let today = api::staff::today().await?;
    let asked = if may(Act::HandleMessages) {
        api::before::open_questions().await?
    } else {
        0
    };
    Ok((today, api::after::due_follow_ups().await?, asked))
}

fn content(words: StaffWords, today: Today, due: u32, asked: u32) -> AnyView {
    let own = QuestionWords(words.0);
    let decisions: Vec<_> = today
        .decisions
        .iter()
        .map(|visit| visit_row(words, visit, reasons(words, visit, &today)))
        .collect();
    let coming: Vec<_> = today
        .coming
        .iter()
        .map(|visit| visit_row(words, visit, ().into_any()))
        .collect();
    let stopped: Vec<_> = today
        .paused
        .iter()
        .map(|channel| {
            waiting(
                1,
                "notice error",
                words.stopped(*channel),
                "/staf/pesan",
                words.see_messages(),
            )
        })
        .collect();
    view! {
        <h1>{words.today()}</h1>
        <p>{long_date(today.date, words.0)}</p>
        {waiting(today.to_send_by_hand, "notice warning", words.by_hand(today.to_send_by_hand), "/staf/pesan", words.send_now())}
        {waiting(today.dead, "notice error", words.dead(today.dead), "/staf/pesan?status=dead", words.see_dead())}
        {stopped}
        {waiting(asked, "notice warning", own.waiting(asked), "/staf/pertanyaan", own.see_questions())}
        {call_backs(AfterWords(words.0), due)}
        {late_month(words, today.late_month)}
        {fragile(words, today.certified)}
        <h2>{words.decisions()}</h2>
        {list(decisions, words.no_decisions(), ().into_any())}
        <h2>{words.coming()}</h2>
        {list(
            coming,
            words.no_coming(),
            plan_button(words),
        )}
    }
    .into_any()
}

/// Rows, or what is said where there are none.
fn list(rows: Vec<AnyView>, none: &'static str, action: AnyView) -> AnyView {
    if rows.is_empty() {
        empty(none, action)
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    }
}

/// One who falls ill stops the programme.
fn fragile(words: StaffWords, certified: u32) -> Option<AnyView> {
    (certified <= FRAGILE).then(|| {
        view! {
            <div class="notice warning">
                <p>{words.two_people()}</p>
                {link_button("/staf/operator".to_owned(), "button second", PeopleWords(words.0).see_people())}
            </div>
        }
        .into_any()
    })
}

/// Messages that wait for a person.
fn waiting(
    count: u32,
    class: &'static str,
    text: String,
    href: &'static str,
    action: &'static str,
) -> Option<AnyView> {
    let action = may(Act::HandleMessages).then(|| link_button(href.to_owned(), "button second", action));
    (count > 0).then(|| {
        view! {
            <div class=class>
                <p>
                    <strong>{text}</strong>
                </p>
                {action}
            </div>
        }
        .into_any()
    })
}

/// People whose call-back is due.
fn call_backs(words: AfterWords, due: u32) -> Option<AnyView> {
    (due > 0).then(|| {
        view! {
            <div class="notice warning">
                <p>
                    <strong>{words.due(due)}</strong>
                </p>
                {link_button(FOLLOW_UPS.to_owned(), "button second", words.see_follow_ups())}
            </div>
        }
        .into_any()
    })
}

/// The plan that should be out.
fn late_month(words: StaffWords, month: Option<NaiveDate>) -> Option<AnyView> {
    let first = month?;
    let href = ["/staf/kunjungan?bulan=", &month_key(first)].concat();
    Some(
        view! {
            <div class="notice warning">
                <p>
                    <strong>{month_year(first, words.0)}</strong>
                    ": "
                    {MonthWords(words.0).late()}
                </p>
                {link_button(href, "button second", MonthWords(words.0).publication())}
            </div>
        }
        .into_any(),
    )
}

/// Why a visit waits for a decision; the surplus has its own line.
fn reasons(words: StaffWords, visit: &VisitSummary, today: &Today) -> AnyView {
    let mut lines = Vec::new();
    if visit.date < today.date {
        lines.push(words.why_past());
    }
    match visit.state {
        VisitState::Proposed => lines.push(words.why_proposed()),
        VisitState::AwaitingVillage => lines.push(words.why_awaiting()),
        VisitState::Confirmed => lines.push(words.why_confirmed()),
        VisitState::Postponed => lines.push(words.why_postponed()),
        _ => {}
    }
    if visit.capacity == 0 && visit.state.is_before_the_day() {
        lines.push(words.why_no_capacity());
    }
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| view! { <li>{line}</li> }.into_any())
        .collect();
    let rescue = today.rescue.contains(&visit.id).then(|| {
        view! {
            <li>
                <a href=visit_path(visit.id, "/kesiapan")>{MonthWords(words.0).rescue()}</a>
            </li>
        }
        .into_any()
    });
    let demand = today.demand.iter().find(|it| it.visit == visit.id).map(|it| {
        view! {
            <li>
                <a href=visit_path(visit.id, "/permintaan")>
                    {DemandWords(words.0).judged(it.heat, it.expected)}
                </a>
            </li>
        }
        .into_any()
    });
    view! { <ul class="reasons">{rescue} {demand} {lines}</ul> }.into_any()
}
