//! `/staf/rapat`: the sheet of a month's evaluation meeting, made from the data; what it decided, and what became of
//! that.

use super::evaluation_parts::{figures, visit_table};
use super::frame::{Tab, staff_frame};
use super::meeting_parts::{decisions, earlier, obstacles};
use super::parts::{cell, date_value, heads, link_button, only, typed, visit_path};
use super::period::{asked_period, neighbours, period_path};
use crate::api::{self, may};
use crate::components::{Input, error_summary, hidden, in_textarea, input, loaded, problem};
use crate::form::{FormState, use_form_state};
use crate::text::{AfterWords, EvaluationWords, MeetingWords, use_lang};
use domain::calendar::{clock, long_date, short_date};
use domain::error::ServiceError;
use domain::evaluation::{Changed, MeetingPage, OutageRow, Review, number_text};
use domain::field::Field;
use domain::staff::Act;
use leptos::prelude::*;

/// Its address.
pub(super) const PATH: &str = "/staf/rapat";

/// The page.
#[component]
pub fn MeetingView() -> impl IntoView {
    let words = MeetingWords(use_lang());
    let form = use_form_state();
    let data = api::meeting::meeting(asked_period());
    let content = loaded(data, move |page| content(words, &page, &form));
    staff_frame(words.meeting(), Tab::More, content)
}

fn content(words: MeetingWords, page: &MeetingPage, form: &FormState) -> AnyView {
    let looks = EvaluationWords(words.0);
    let (it, period) = (&page.dashboard.figures, page.dashboard.period);
    let summary = looks.summary(it.held, it.planned, page.dashboard.needed, it.reached, it.missed);
    let rest = page.meeting.is_some().then(|| {
        view! {
            {obstacles(words, page, &only(form, "kendala"))}
            {decisions(words, page, form)}
        }
    });
    view! {
        <h1>{[words.meeting(), ", ", &period.words(words.0)].concat()}</h1>
        {error_summary(form)}
        {neighbours(PATH, period)}
        {earlier(words, page, form)}
        <p>
            <strong>{summary}</strong>
        </p>
        <p class="no-print">
            <a href=period_path("/staf/evaluasi", period)>{looks.evaluation()}</a>
        </p>
        {changed(words, &page.changed())}
        {under_target(words, &page.dashboard.reviews)}
        {outages(words, &page.outages)}
        {figures(looks, it)}
        {sheet(words, page, &only(form, "lembar"))}
        {rest}
    }
    .into_any()
}

/// Attendance was corrected, or an NIB came out, after the sheet was saved.
fn changed(words: MeetingWords, changed: &[Changed]) -> Option<AnyView> {
    if changed.is_empty() {
        return None;
    }
    let number = |number| number_text(number, words.0).into_any();
    let lines: Vec<_> = changed
        .iter()
        .map(|it| {
            view! {
                <tr>
                    <th scope="row">{it.figure.word(words.0)}</th>
                    {cell(words.was(), number(it.was))}
                    {cell(words.is(), number(it.is))}
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads = heads(&[EvaluationWords(words.0).figure(), words.was(), words.is()]);
    let view = view! {
        <section class="notice warning">
            <h2>{words.changed()}</h2>
            <table class="cards">
                {heads} <tbody>{lines}</tbody>
            </table>
            <p>{words.changed_hint()}</p>
        </section>
    };
    Some(view.into_any())
}

fn under_target(words: MeetingWords, reviews: &[Review]) -> AnyView {
    let missed: Vec<Review> = reviews
        .iter()
        .filter(|it| it.funnel.target.is_missed())
        .cloned()
        .collect();
    let content = if missed.is_empty() {
        view! { <p>{words.none_under()}</p> }.into_any()
    } else {
        visit_table(EvaluationWords(words.0), &missed)
    };
    view! {
        <section>
            <h2>{words.under_target()}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn outages(words: MeetingWords, outages: &[OutageRow]) -> AnyView {
    let lines: Vec<_> = outages.iter().map(|it| outage(words, it)).collect();
    let labels = [
        EvaluationWords(words.0).visit(),
        words.time(),
        words.lost(),
        words.steps(),
    ];
    let content = if outages.is_empty() {
        view! { <p>{words.no_outages()}</p> }.into_any()
    } else {
        view! {
            <table class="cards">
                {heads(&labels)} <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{words.outages()}</h2>
            {content}
            <p class="no-print">
                {link_button("/staf/gangguan".to_owned(), "button second", words.outage_steps())}
            </p>
        </section>
    }
    .into_any()
}

fn outage(words: MeetingWords, it: &OutageRow) -> AnyView {
    let until = it.until.map_or_else(|| words.goes_on().to_owned(), clock);
    let time = format!("{}–{until}", clock(it.from));
    let steps: Vec<_> = it
        .steps
        .iter()
        .map(|(step, at)| format!("{} {}", clock(*at), step.word(words.0)))
        .collect();
    let steps = if steps.is_empty() {
        words.no_steps().to_owned()
    } else {
        steps.join("; ")
    };
    let version = AfterWords(words.0).version(it.plan_version);
    view! {
        <tr>
            <th scope="row">
                <a href=visit_path(it.visit, "/evaluasi")>
                    {short_date(it.date, words.0)} " " {it.village.clone()}
                </a>
            </th>
            {cell(words.time(), time.into_any())}
            {cell(words.lost(), (it.lost_seconds / 60).into_any())}
            {cell(words.steps(), [&steps, " · ", &version].concat().into_any())}
        </tr>
    }
    .into_any()
}

/// The meeting itself: what is recorded, and the form for those who hold it.
fn sheet(words: MeetingWords, page: &MeetingPage, form: &FormState) -> AnyView {
    let recorded = match &page.meeting {
        None => view! { <p>{words.not_held()}</p> }.into_any(),
        Some(meeting) => {
            let held = words.held(&long_date(meeting.held_on, words.0), &meeting.present);
            let proposals = meeting.proposals.clone().map(|text| {
                view! { <p>{words.proposals()} ": " <span lang="id">{text}</span></p> }
            });
            view! {
                <p>{held}</p>
                {proposals}
            }
            .into_any()
        }
    };
    let fields = may(Act::Evaluate).then(|| sheet_form(words, page, form));
    view! {
        <section>
            <h2>{words.sheet()}</h2>
            {recorded}
            {fields}
        </section>
    }
    .into_any()
}

fn sheet_form(words: MeetingWords, page: &MeetingPage, form: &FormState) -> AnyView {
    let meeting = page.meeting.as_ref();
    // Whoever has seen what the other stored may save over it.
    let stale = form.error == Some(ServiceError::Stale);
    let stored = meeting.map_or(0, |meeting| meeting.version).to_string();
    let version = match typed(form, "version") {
        Some(version) if !stale => version,
        _ => stored,
    };
    let held_on = Input {
        kind: "date",
        value: date_value(meeting.map(|it| it.held_on).or(Some(page.dashboard.today))),
        required: true,
        ..Input::text(Field::MeetingDate, words.held_on())
    };
    let present = Input {
        value: meeting.map(|it| it.present.clone()).unwrap_or_default(),
        required: true,
        ..Input::text(Field::Present, words.present())
    };
    let proposals = meeting.and_then(|it| it.proposals.clone()).unwrap_or_default();
    let label = if meeting.is_some() {
        words.edit_sheet()
    } else {
        words.save()
    };
    let open = meeting.is_none() || form.is_refused();
    view! {
        <details class="no-print" open=open>
            <summary>{label}</summary>
            <p>{words.lead()}</p>
            <form method="post" action=format!("{PATH}/{}", page.dashboard.period) class="narrow">
                {hidden("version", version)}
                {input(held_on, form)}
                {input(present, form)}
                {text_area(Field::Proposals, words.proposals(), &proposals, form)}
                <button class="button">{words.save()}</button>
            </form>
        </details>
    }
    .into_any()
}

fn text_area(field: Field, label: &'static str, stored: &str, form: &FormState) -> AnyView {
    let name = field.name();
    let invalid = form.problem(field, use_lang()).is_some().then_some("true");
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {problem(field, form)}
            <textarea
                id=name
                name=name
                rows="3"
                aria-describedby=[name, "-problem"].concat()
                aria-invalid=invalid
            >
                {in_textarea(&form.value_or(field, stored))}
            </textarea>
        </div>
    }
    .into_any()
}
