//! Hours, places and team of a plan.

use super::operators::training;
use super::parts::hhmm;
use super::people_forms::{Member, member};
use crate::components::{Input, input, problem};
use crate::form::FormState;
use crate::text::{PeopleWords, StaffWords};
use domain::calendar::short_date;
use domain::counter::OfficeDay;
use domain::field::{Field, Problem};
use domain::id::OperatorId;
use domain::plan::VisitPlan;
use domain::service::PlanChoices;
use domain::staff::Operator;
use domain::team::Duty;
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

/// Who comes along. A new visit proposes the certified, those left out who keep the counter.
pub(super) fn team(
    words: StaffWords,
    choices: &PlanChoices,
    plan: Option<&VisitPlan>,
    office: Option<&OfficeDay>,
    form: &FormState,
) -> AnyView {
    let name = Field::Operators.name();
    let people = PeopleWords(words.0);
    let proposed = proposal(choices, office);
    let rows: Vec<_> = choices
        .operators
        .iter()
        .map(|person| {
            let chosen = match plan {
                _ if form.is_refused() => form.holds(name, &person.id.to_string()),
                Some(plan) => plan.operators.contains(&person.id),
                None => proposed.contains(&person.id),
            };
            let part = plan.and_then(|plan| plan.parts.get(&person.id));
            let part = part.map(|part| part.times());
            let row = Member {
                person,
                standing: standing(words, person),
                chosen,
                part: part.map_or_else(Default::default, |(from, until)| (hhmm(from), hhmm(until))),
                problem: part_problem(words, person.id, form),
            };
            member(people, row, form)
        })
        .collect();
    let none = rows
        .is_empty()
        .then(|| view! { <p class="notice warning">{words.no_operators()}</p> }.into_any());
    view! {
        <fieldset>
            <legend id=name>{words.team()}</legend>
            <p class="hint">{words.team_hint()}</p>
            <p class="hint" id=Field::Parts.name()>
                {people.part_hint()}
            </p>
            {problem(Field::Operators, form)}
            {none}
            {rows}
            {office.map(|office| counter(people, office, plan, form))}
            {office_reason(people, plan, form)}
        </fieldset>
    }
    .into_any()
}

/// Where the day is not known yet, everybody certified counts as free.
fn proposal(choices: &PlanChoices, office: Option<&OfficeDay>) -> Vec<OperatorId> {
    let certified = choices
        .operators
        .iter()
        .filter(|person| person.work.duty == Duty::OssOperator && person.certified_on.is_some());
    let unknown = OfficeDay {
        free: certified.map(|person| person.id).collect(),
        minimum: choices.settings.office_minimum,
    };
    office.unwrap_or(&unknown).proposal().to_vec()
}

/// Who is left at the office: with the team typed, with the stored one, or before there is one.
fn counter(words: PeopleWords, office: &OfficeDay, plan: Option<&VisitPlan>, form: &FormState) -> AnyView {
    let typed: Option<Vec<OperatorId>> = form.is_refused().then(|| {
        let chosen = form
            .values
            .iter()
            .filter(|(name, _)| name == Field::Operators.name());
        chosen.filter_map(|(_, id)| id.parse().ok()).collect()
    });
    let team = typed.or_else(|| plan.map(|plan| plan.operators.clone()));
    let team = team.unwrap_or_else(|| office.proposal().to_vec());
    let text = words.office_left(office.left(&team), office.minimum);
    view! { <p id="kantor">{text}</p> }.into_any()
}

fn office_reason(words: PeopleWords, plan: Option<&VisitPlan>, form: &FormState) -> AnyView {
    let reason = plan.and_then(|plan| plan.office_reason.as_ref());
    let field = Input {
        hint: words.office_hint(),
        value: reason
            .map(|reason| reason.as_str().to_owned())
            .unwrap_or_default(),
        ..Input::text(Field::OfficeReason, words.office_reason())
    };
    input(field, form)
}

/// What is wrong with the part of the day typed for a person.
fn part_problem(words: StaffWords, person: OperatorId, form: &FormState) -> Option<String> {
    let errors = form.error.as_ref()?.fields().iter();
    errors
        .filter(|error| matches!(&error.problem, Problem::PartOfDay { operator, .. } if *operator == person))
        .map(|error| error.problem.text(error.field, words.0))
        .next()
}

/// Duty, training and absences of a person, in words.
fn standing(words: StaffWords, person: &Operator) -> String {
    let mut lines = vec![match person.work.duty {
        Duty::OssOperator => training(words, person, short_date),
        duty => duty.word(words.0).to_owned(),
    }];
    for absence in &person.absences {
        lines.push(words.absent(
            &short_date(absence.from, words.0),
            &short_date(absence.until, words.0),
        ));
    }
    lines.join(" · ")
}
