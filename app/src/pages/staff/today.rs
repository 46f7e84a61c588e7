//! First page of the office: what needs a decision today, then what comes.

use super::frame::{Tab, staff_frame};
use super::parts::{link_button, plan_button, visit_row};
use crate::api::{self, may};
use crate::components::{empty, loaded};
use crate::text::{PeopleWords, StaffWords, use_staff_words};
use chrono::NaiveDate;
use domain::calendar::long_date;
use domain::service::{Today, VisitSummary};
use domain::staff::Act;
use domain::team::FRAGILE;
use domain::visit::VisitState;
use leptos::prelude::*;

/// `/staf`
#[component]
pub fn TodayView() -> impl IntoView {
    let words = use_staff_words();
    let data = Resource::new_blocking(|| (), |()| api::staff::today());
    let content = loaded(data, move |today| content(words, today)).into_any();
    staff_frame(words.today(), Tab::Today, content)
}

fn content(words: StaffWords, today: Today) -> AnyView {
    let decisions: Vec<_> = today
        .decisions
        .iter()
        .map(|visit| visit_row(words, visit, reasons(words, visit, today.date)))
        .collect();
    let coming: Vec<_> = today
        .coming
        .iter()
        .map(|visit| visit_row(words, visit, ().into_any()))
        .collect();
    view! {
        <h1>{words.today()}</h1>
        <p>{long_date(today.date, words.0)}</p>
        {waiting(today.to_send_by_hand, "notice warning", words.by_hand(today.to_send_by_hand), "/staf/pesan", words.send_now())}
        {waiting(today.dead, "notice error", words.dead(today.dead), "/staf/pesan?status=dead", words.see_dead())}
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

/// Why a visit waits for a decision; the surplus has its own line.
fn reasons(words: StaffWords, visit: &VisitSummary, today: NaiveDate) -> AnyView {
    let mut lines = Vec::new();
    if visit.date < today {
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
    view! { <ul class="reasons">{lines}</ul> }.into_any()
}
