//! Hours, places and team of a plan.

use super::parts::hhmm;
use crate::components::{Input, check, input, problem};
use crate::form::FormState;
use crate::text::StaffWords;
use domain::calendar::short_date;
use domain::field::Field;
use domain::plan::VisitPlan;
use domain::service::PlanChoices;
use domain::staff::Operator;
use leptos::prelude::*;

pub(super) fn hours(
    words: StaffWords,
    choices: &PlanChoices,
    plan: Option<&VisitPlan>,
    form: &FormState,
) -> AnyView {
    let settings = &choices.settings;
    let time = |field, label, stored: Option<String>, otherwise: &str, required| {
        let field = Input {
            kind: "time",
            value: stored.unwrap_or_else(|| otherwise.to_owned()),
            required,
            ..Input::text(field, label)
        };
        input(field, form)
    };
    let pause = plan.and_then(|plan| plan.hours.pause);
    let begin = plan.map(|plan| hhmm(plan.hours.starts_at));
    let end = plan.map(|plan| hhmm(plan.hours.ends_at));
    view! {
        <fieldset>
            <legend>{words.hours()}</legend>
            <div class="pair">
                {time(Field::StartsAt, words.starts_at(), begin, &settings.opens_at, true)}
                {time(Field::EndsAt, words.ends_at(), end, &settings.closes_at, true)}
                {time(Field::BreakFrom, words.break_from(), pause.map(|(from, _)| hhmm(from)), "", false)}
                {time(Field::BreakUntil, words.break_until(), pause.map(|(_, until)| hhmm(until)), "", false)}
            </div>
            <p class="hint">{words.break_hint()}</p>
        </fieldset>
    }
    .into_any()
}

pub(super) fn places(
    words: StaffWords,
    choices: &PlanChoices,
    plan: Option<&VisitPlan>,
    form: &FormState,
) -> AnyView {
    let settings = &choices.settings;
    let number = |field, label, hint, value: u32, min, max| {
        let field = Input {
            kind: "number",
            inputmode: "numeric",
            hint,
            value: value.to_string(),
            min,
            max,
            required: true,
            ..Input::text(field, label)
        };
        input(field, form)
    };
    let slot = plan.map_or(settings.slot_minutes, |plan| plan.slot_minutes);
    let service = plan.map_or(settings.service_minutes, |plan| plan.service_minutes);
    let walk_in = plan.map_or(0, |plan| plan.walk_in_places);
    view! {
        <fieldset>
            <legend>{words.slots_and_places()}</legend>
            <p class="hint">{words.target(settings.target)}</p>
            {number(Field::SlotMinutes, words.slot_minutes(), "", slot, "10", "240")}
            {number(Field::ServiceMinutes, words.service_minutes(), "", service, "10", "45")}
            {number(Field::WalkInPlaces, words.walk_in_places(), words.walk_in_hint(), walk_in, "0", "20")}
        </fieldset>
    }
    .into_any()
}

/// Who comes along. A new visit proposes everybody who is certified.
pub(super) fn team(
    words: StaffWords,
    choices: &PlanChoices,
    plan: Option<&VisitPlan>,
    form: &FormState,
) -> AnyView {
    let name = Field::Operators.name();
    let boxes: Vec<_> = choices
        .operators
        .iter()
        .map(|operator| {
            let id = operator.id.to_string();
            let chosen = match plan {
                _ if form.is_refused() => form.holds(name, &id),
                Some(plan) => plan.operators.contains(&operator.id),
                None => operator.certified_on.is_some(),
            };
            check(name, &id, &operator.name, &standing(words, operator), chosen)
        })
        .collect();
    let none = boxes
        .is_empty()
        .then(|| view! { <p class="notice warning">{words.no_operators()}</p> }.into_any());
    view! {
        <fieldset>
            <legend id=name>{words.team()}</legend>
            <p class="hint">{words.team_hint()}</p>
            {problem(Field::Operators, form)}
            {none}
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// Certificate and absences of an operator, in words.
fn standing(words: StaffWords, operator: &Operator) -> String {
    let mut lines = vec![match operator.certified_on {
        Some(date) => words.certified_since(&short_date(date, words.0)),
        None => words.not_certified().to_owned(),
    }];
    for absence in &operator.absences {
        lines.push(words.absent(
            &short_date(absence.from, words.0),
            &short_date(absence.until, words.0),
        ));
    }
    lines.join(" · ")
}
