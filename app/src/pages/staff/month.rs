//! The board of a month: its publication, its visits with how ready they are; a calendar, of which a phone
//! shows the days with visits.

use super::frame::{Tab, staff_frame};
use super::meeting::PATH as MEETING;
use super::meeting_parts::decision_lines;
use super::month_grid::grid;
use super::parts::{link_button, moment, plan_button, visit_path};
use super::period::period_path;
use super::ranking::ranking_path;
use crate::api::{self, Loaded, may};
use crate::components::{empty, error_summary, loaded, query};
use crate::form::{FormState, use_form_state};
use crate::text::{ChoiceWords, DemandWords, MeetingWords, MonthWords, StaffWords, use_staff_words};
use chrono::{Datelike, Months, NaiveDate};
use domain::calendar::{long_date, month_year};
use domain::demand::Heat;
use domain::evaluation::Decision;
use domain::month::{Board, BoardVisit, first_of};
use domain::plan::parse_date;
use domain::staff::Act;
use leptos::prelude::*;

/// `/staf/kunjungan`
#[component]
pub fn MonthView() -> impl IntoView {
    let words = use_staff_words();
    let form = use_form_state();
    let month = query("bulan");
    let data = load(month.get_untracked());
    let content = loaded(data, move |board| content(words, &board, &form)).into_any();
    staff_frame(words.visits(), Tab::Visits, content)
}

/// `month` is `2026-12`; anything else is the month of today.
async fn load(month: String) -> Loaded<Board> {
    let day = match parse_date(&[&month, "-01"].concat()) {
        Ok(day) => day,
        Err(_) => api::staff::today().await?.date,
    };
    api::staff::board(first_of(day)).await
}

fn content(words: StaffWords, board: &Board, form: &FormState) -> AnyView {
    let first = board.month;
    let plan = plan_button(words);
    let list = if board.visits.is_empty() {
        empty(words.no_visits(), plan)
    } else {
        view! {
            {grid(words, first, &board.visits)}
            <p>{plan}</p>
        }
        .into_any()
    };
    view! {
        <h1>{words.visits()} ", " {month_year(first, words.0)}</h1>
        {error_summary(form)}
        <nav class="months" aria-label=words.months()>
            {other_month(words, first.checked_sub_months(Months::new(1)), words.previous_month())}
            {other_month(words, first.checked_add_months(Months::new(1)), words.next_month())}
        </nav>
        {decisions(MeetingWords(words.0), board)}
        {publication(MonthWords(words.0), board)}
        <p class="no-print">{link_button(ranking_path(first), "button second", ChoiceWords(words.0).choose())}</p>
        {candidates(MonthWords(words.0), board)}
        {list}
    }
    .into_any()
}

/// Open decisions of the evaluation meetings: those that hold the plan, and those that go on.
fn decisions(words: MeetingWords, board: &Board) -> AnyView {
    let (hold, go_on): (Vec<_>, Vec<_>) = board.decisions.iter().partition(|it| it.holds(board.month));
    let list = |some: Vec<&Decision>| {
        let rows: Vec<_> = some
            .into_iter()
            .map(|it| {
                let sheet = format!("{}#keputusan-{}", period_path(MEETING, it.period), it.id);
                view! {
                    <li>
                        {decision_lines(words, it, board.today)}
                        <p>
                            <a href=sheet>{words.to_answer()}</a>
                        </p>
                    </li>
                }
                .into_any()
            })
            .collect();
        view! { <ul>{rows}</ul> }.into_any()
    };
    let held = (!hold.is_empty()).then(|| {
        view! {
            <section class="notice warning no-print">
                <h2>{words.hold()}</h2>
                <p>{words.hold_hint()}</p>
                {list(hold)}
            </section>
        }
        .into_any()
    });
    let going_on = (!go_on.is_empty()).then(|| {
        view! {
            <section class="card no-print">
                <h2>{words.open_still()}</h2>
                {list(go_on)}
            </section>
        }
        .into_any()
    });
    view! {
        {held}
        {going_on}
    }
    .into_any()
}

/// The villages chosen for the month, each with the way to its visit.
fn candidates(words: MonthWords, board: &Board) -> Option<AnyView> {
    if board.candidates.is_empty() {
        return None;
    }
    let rows: Vec<_> = board
        .candidates
        .iter()
        .map(|village| {
            let href = ["/staf/kunjungan/baru?desa=", village.code.as_str()].concat();
            let name = format!("{}, {}", village.name, village.district);
            let plan = may(Act::PlanVisits).then(|| {
                view! {
                    <a href=href>
                        {words.plan_candidate()}
                        <span class="visually-hidden">": " {name.clone()}</span>
                    </a>
                }
                .into_any()
            });
            view! { <li>{name.clone()} " " {plan}</li> }.into_any()
        })
        .collect();
    Some(
        view! {
            <section class="card no-print">
                <h2>{words.candidates()}</h2>
                <ul class="links">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

/// Whether the plan is out, by when it must be, and the button.
fn publication(words: MonthWords, board: &Board) -> AnyView {
    let status = match &board.published {
        Some(published) => words.published(&moment(published.at, words.0), &published.by),
        None => words.publish_by(&long_date(board.publish_by, words.0)),
    };
    let late = board
        .is_late()
        .then(|| view! { <p class="notice warning">{words.late()}</p> }.into_any());
    let sudden =
        (board.sudden() > 0).then(|| view! { <p>{words.sudden_count(board.sudden())}</p> }.into_any());
    let open = board.published.is_none() && may(Act::PlanVisits) && board.may_publish().is_ok();
    let publish = open.then(|| {
        let action = format!("/staf/bulan/{}/terbitkan", month_key(board.month));
        view! {
            <form method="post" action=action>
                <p class="hint">{words.publish_hint()}</p>
                <button class="button">{words.publish()}</button>
            </form>
        }
        .into_any()
    });
    view! {
        <section class="card no-print">
            <h2>{words.publication()}</h2>
            <p>{status}</p>
            <p>{words.planned(board.planned(), board.needed)}</p>
            {sudden}
            {late}
            {publish}
        </section>
    }
    .into_any()
}

/// How ready a visit is, and whether it joined later.
pub(super) fn preparation(words: StaffWords, each: &BoardVisit) -> AnyView {
    let words = MonthWords(words.0);
    let sudden = each.sudden_reason.as_ref().map(|reason| {
        view! {
            <p>
                <strong>{words.sudden()}</strong>
                ": "
                {reason.clone()}
            </p>
        }
        .into_any()
    });
    let readiness = each.visit.state.is_before_the_day().then(|| {
        let lacks: Vec<_> = each
            .readiness
            .lacks
            .iter()
            .map(|need| need.word(words.0))
            .collect();
        let text = if lacks.is_empty() {
            words.ready().to_owned()
        } else {
            words.lacks(&lacks)
        };
        view! {
            <p>
                <a href=visit_path(each.visit.id, "/kesiapan")>{text}</a>
            </p>
        }
        .into_any()
    });
    let expected = each.judged.filter(|it| it.heat != Heat::On).map(|it| {
        view! {
            <p>
                <a href=visit_path(each.visit.id, "/permintaan")>
                    {DemandWords(words.0).judged(it.heat, it.expected)}
                </a>
            </p>
        }
        .into_any()
    });
    view! {
        {sudden}
        {readiness}
        {expected}
    }
    .into_any()
}

/// `2026-12`.
pub(super) fn month_key(first: NaiveDate) -> String {
    format!("{}-{:02}", first.year(), first.month())
}

fn other_month(words: StaffWords, first: Option<NaiveDate>, label: &'static str) -> Option<AnyView> {
    let first = first?;
    Some(
        view! {
            <a class="button quiet" href=["/staf/kunjungan?bulan=", &month_key(first)].concat()>
                <span class="visually-hidden">{label} ": "</span>
                {month_year(first, words.0)}
            </a>
        }
        .into_any(),
    )
}
