//! An outage on the pages of the day, and what did not fit.

use super::person::{act_button, common};
use super::use_day_words;
use crate::components::{Input, hidden, input};
use crate::form::FormState;
use chrono::{DateTime, Utc};
use domain::calendar::clock;
use domain::day::service::PersonOfDay;
use domain::day::{Day, IncidentStep};
use domain::field::Field;
use domain::id::EventId;
use domain::outage_plan::OutagePlan;
use leptos::prelude::*;

/// An outage by its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The event that opened it.
    pub id: EventId,
    /// From.
    pub from: DateTime<Utc>,
    /// Until; none while it is open.
    pub until: Option<DateTime<Utc>>,
    /// It ended by itself.
    pub forgotten: bool,
}

/// The outages of a day as the page shows them. Two equal ones look the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IncidentView {
    /// The open one: since when.
    pub since: Option<DateTime<Utc>>,
    /// It has to be confirmed.
    pub due: bool,
    /// The step that was agreed for an outage of this length.
    pub step: Option<IncidentStep>,
    /// What was agreed to do in it.
    pub words: String,
    /// Steps chosen, with who and when.
    pub chosen: Vec<(IncidentStep, String, DateTime<Utc>)>,
    /// The latest of the day, open or over.
    pub last: Option<Span>,
    /// Seconds of operators lost.
    pub lost: i64,
}

impl IncidentView {
    /// As it is at `now`.
    pub fn of(day: &Day, now: DateTime<Utc>, plan: &OutagePlan) -> Self {
        let open = day.open_incident(now);
        let minutes = |from: DateTime<Utc>| u32::try_from((now - from).num_minutes()).unwrap_or(0);
        let step = open.map(|it| plan.step_after(minutes(it.from)));
        IncidentView {
            since: open.map(|it| it.from),
            due: open.is_some_and(|it| it.is_due(day.plan(), now)),
            step,
            words: step.map(|step| plan.words(step).to_owned()).unwrap_or_default(),
            chosen: open.map_or_else(Vec::new, |it| {
                it.steps
                    .iter()
                    .map(|it| (it.step, it.by.clone(), it.at))
                    .collect()
            }),
            last: day.incidents().last().map(|it| Span {
                id: it.id,
                from: it.from,
                until: it.end(day.plan(), now),
                forgotten: it.was_forgotten(day.plan(), now),
            }),
            // Whole minutes: the page need not change with each second.
            lost: day.lost_seconds(now) / 60 * 60,
        }
    }
}

/// One tap opens it; while it is open it takes the top.
pub fn incident_panel(action: &str, view: &IncidentView, form: &FormState) -> AnyView {
    let words = use_day_words();
    let button = |act, class, label: &'static str| act_button(action, act, (None, None), class, label);
    match view.since {
        None => view! {
            <details class="incident-closed">
                <summary>{words.incident()}</summary>
                <p class="hint">{words.open_incident_hint()}</p>
                {button("open-incident", "button danger", words.open_incident())}
                {past(action, view, form)}
            </details>
        }
        .into_any(),
        Some(since) => view! {
            <section class="incident notice error" role="status">
                <h2>{words.down_since(&clock(since))}</h2>
                {view.due.then(|| view! { <p><b>{words.confirm_due()}</b></p> })}
                {steps(action, view)}
                <div class="actions">
                    {button("close-incident", "button", words.close_incident())}
                    {button("confirm-incident", "button second", words.confirm_incident())}
                </div>
                {past(action, view, form)}
            </section>
        }
        .into_any(),
    }
}

fn steps(action: &str, view: &IncidentView) -> AnyView {
    let words = use_day_words();
    let chosen: Vec<_> = view
        .chosen
        .iter()
        .map(|(step, by, at)| view! { <li>{words.chosen_by(step.word(words.0), by, &clock(*at))}</li> })
        .collect();
    let step = view.step.map(|step| {
        view! {
            <form method="post" action=action.to_owned()>
                {common("choose-step", (None, None))}
                {hidden("step", step.key().to_owned())}
                <p>
                    {words.step_now()} ": " <b>{step.word(words.0)}</b>
                </p>
                // The office's own words.
                <p lang="id">{view.words.clone()}</p>
                <button class="button second">{[words.choose(), ": ", step.word(words.0)].concat()}</button>
            </form>
        }
    });
    view! {
        {step}
        <ul>{chosen}</ul>
    }
    .into_any()
}

/// The latest outage, whose times may be corrected, and what all of them cost.
fn past(action: &str, view: &IncidentView, form: &FormState) -> AnyView {
    let words = use_day_words();
    let Some(last) = view.last else {
        return ().into_any();
    };
    let end = last.until.map(clock).unwrap_or_default();
    let from = Input {
        kind: "time",
        value: clock(last.from).replace('.', ":"),
        required: true,
        ..Input::text(Field::IncidentFrom, words.from())
    };
    let until = Input {
        kind: "time",
        value: end.replace('.', ":"),
        ..Input::text(Field::IncidentUntil, words.until())
    };
    let shown = if end.is_empty() { "…" } else { &end };
    view! {
        <p>{words.was_down(&clock(last.from), shown)}</p>
        {last.forgotten.then(|| view! { <p>{words.forgotten()}</p> })}
        <p class="hint">{words.lost()} ": " {words.minutes(view.lost)}</p>
        <details>
            <summary>{words.correct_times()}</summary>
            <form method="post" action=action.to_owned()>
                {common("correct-incident", (None, None))}
                {hidden("incident", last.id.to_string())}
                {input(from, form)}
                {input(until, form)}
                <button class="button second">{words.save()}</button>
            </form>
        </details>
    }
    .into_any()
}

/// What did not fit and nobody has looked at yet.
pub fn contradictions(action: &str, day: &Day, people: &[PersonOfDay], settled: &[EventId]) -> AnyView {
    let words = use_day_words();
    let line = |it: &domain::day::Contradiction| {
        let event = day.events().iter().find(|event| event.id == it.event)?;
        let person = people
            .iter()
            .find(|person| Some(person.entry) == event.act.entry());
        let name = person.map(|person| person.name.clone()).unwrap_or_default();
        let counts = if it.counts {
            words.counts_anyway()
        } else {
            words.counts_not()
        };
        Some(view! {
            <li>
                <p>
                    <b>{name}</b>
                    " "
                    {[&clock(event.at), " · ", &event.by].concat()}
                </p>
                <p>{it.flag.text(words.0)} " " {counts}</p>
                <form method="post" action=[action, "/periksa"].concat()>
                    {hidden("event", it.event.to_string())}
                    <button class="button second">{words.looked_at()}</button>
                </form>
            </li>
        })
    };
    let open = day
        .contradictions()
        .iter()
        .filter(|it| !settled.contains(&it.event));
    let lines: Vec<_> = open.filter_map(line).collect();
    if lines.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="contradictions card">
            <h2>{words.contradictions()}</h2>
            <p class="hint">{words.contradictions_hint()}</p>
            <ul class="people">{lines}</ul>
        </section>
    }
    .into_any()
}
