//! The form of a plan.

use super::parts::{option, typed, visit_line, visit_path};
use super::plan_fields::{hours, places, team};
use crate::components::{Input, error_summary, hidden, input, problem};
use crate::form::FormState;
use crate::islands::DateWarnings;
use crate::text::{MonthWords, StaffWords, use_lang};
use domain::calendar::{clock_time, long_date, month_year};
use domain::counter::OfficeDay;
use domain::error::ServiceError;
use domain::field::Field;
use domain::holiday::Warning;
use domain::plan::VisitPlan;
use domain::service::{PlanChoices, StaffVisit};
use domain::staff::Operator;
use domain::village::Village;
use leptos::prelude::*;

/// Choices, the visit that is edited, what the calendar says of its date, and the counter that day.
pub(super) type Planning = (PlanChoices, Option<StaffVisit>, Vec<Warning>, Option<OfficeDay>);

/// The whole form.
pub(super) fn plan_form(
    words: StaffWords,
    (choices, stored, warnings, office): &Planning,
    form: &FormState,
) -> AnyView {
    let plan = stored.as_ref().map(|visit| &visit.plan);
    let (heading, action, button) = match stored {
        Some(visit) => (
            words.edit_visit(),
            visit_path(visit.visit.id, "/ubah"),
            words.save_changes(),
        ),
        None => (
            words.new_visit(),
            "/staf/kunjungan/baru".to_owned(),
            words.save_plan(),
        ),
    };
    let about = stored.as_ref().map(|visit| {
        view! {
            {visit_line(words, &visit.visit)}
            <p class="hint">{words.edit_warning()}</p>
        }
        .into_any()
    });
    view! {
        <h1>{heading}</h1>
        {about}
        {error_summary(form)}
        {stored.as_ref().and_then(|visit| stored_now(words, visit, choices, form))}
        <form method="post" action=action>
            {stored.as_ref().map(|visit| version(visit, form))}
            {where_and_when(words, choices, plan, form, warnings.clone())}
            {hours(words, choices, plan, form)}
            {places(words, choices, plan, form)}
            {team(words, choices, plan, office.as_ref(), form)}
            <button class="button">{button}</button>
        </form>
    }
    .into_any()
}

/// The version that was seen: after a clash the stored one, for the reader has now compared.
fn version(visit: &StaffVisit, form: &FormState) -> AnyView {
    let seen = match form.error {
        Some(ServiceError::Stale) | None => None,
        Some(_) => typed(form, "version"),
    };
    hidden("version", seen.unwrap_or_else(|| visit.version.to_string()))
}

/// What is stored, after somebody else changed it.
fn stored_now(
    words: StaffWords,
    visit: &StaffVisit,
    choices: &PlanChoices,
    form: &FormState,
) -> Option<AnyView> {
    if form.error != Some(ServiceError::Stale) {
        return None;
    }
    let plan = &visit.plan;
    let with_part = |person: &Operator| match plan.parts.get(&person.id) {
        Some(part) => [&person.name, " (", &part.words(), ")"].concat(),
        None => person.name.clone(),
    };
    let team: Vec<String> = choices
        .operators
        .iter()
        .filter(|operator| plan.operators.contains(&operator.id))
        .map(with_part)
        .collect();
    let line = [
        visit.visit.village.name.as_str(),
        &long_date(plan.date, words.0),
        &[clock_time(plan.hours.starts_at), clock_time(plan.hours.ends_at)].join("–"),
        plan.venue.as_str(),
        &[words.team(), ": ", &team.join(", ")].concat(),
    ]
    .join(" · ");
    Some(view! { <p class="notice warning">{words.stored_now(&line)}</p> }.into_any())
}

fn where_and_when(
    words: StaffWords,
    choices: &PlanChoices,
    plan: Option<&VisitPlan>,
    form: &FormState,
    warnings: Vec<Warning>,
) -> AnyView {
    let date = Input {
        kind: "date",
        hint: words.date_hint(),
        value: plan.map(|plan| plan.date.to_string()).unwrap_or_default(),
        required: true,
        ..Input::text(Field::Date, words.date())
    };
    let reason = Input {
        hint: words.override_hint(),
        value: plan
            .and_then(|plan| plan.override_reason.as_ref())
            .map(|reason| reason.as_str().to_owned())
            .unwrap_or_default(),
        ..Input::text(Field::OverrideReason, words.override_reason())
    };
    let venue = Input {
        hint: words.venue_hint(),
        value: plan
            .map(|plan| plan.venue.as_str().to_owned())
            .unwrap_or_default(),
        required: true,
        ..Input::text(Field::Venue, words.venue())
    };
    let date = input(date, form);
    view! {
        <fieldset>
            <legend>{words.where_when()}</legend>
            {villages(words, choices, plan, form)}
            <DateWarnings warnings=warnings>{date}</DateWarnings>
            {input(reason, form)}
            {sudden(words, choices, plan, form)}
            {input(venue, form)}
        </fieldset>
    }
    .into_any()
}

/// The reason for joining a month whose plan is out; not asked while no plan is out.
fn sudden(
    words: StaffWords,
    choices: &PlanChoices,
    plan: Option<&VisitPlan>,
    form: &FormState,
) -> Option<AnyView> {
    if choices.published.is_empty() {
        return None;
    }
    let words = MonthWords(words.0);
    let months: Vec<_> = choices
        .published
        .iter()
        .map(|month| month_year(*month, words.0))
        .collect();
    let hint = words.sudden_hint(&months.join(", "));
    let reason = Input {
        value: plan
            .and_then(|plan| plan.sudden_reason.as_ref())
            .map(|reason| reason.as_str().to_owned())
            .unwrap_or_default(),
        ..Input::text(Field::SuddenReason, words.sudden_reason())
    };
    Some(
        view! {
            <p class="hint">{hint}</p>
            {input(reason, form)}
        }
        .into_any(),
    )
}

/// All villages, by kecamatan.
fn villages(words: StaffWords, choices: &PlanChoices, plan: Option<&VisitPlan>, form: &FormState) -> AnyView {
    let name = Field::Village.name();
    let chosen = form.value_or(Field::Village, plan.map_or("", |plan| plan.village.as_str()));
    let mut sorted: Vec<&Village> = choices.villages.iter().collect();
    sorted.sort_by(|a, b| (&a.district, &a.name).cmp(&(&b.district, &b.name)));
    let groups: Vec<_> = sorted
        .chunk_by(|a, b| a.district == b.district)
        .map(|group| {
            let options: Vec<_> = group
                .iter()
                .map(|village| {
                    let code = village.code.as_str();
                    option(code.to_owned(), village.name.clone(), code == chosen)
                })
                .collect();
            view! { <optgroup label=group[0].district.clone()>{options}</optgroup> }.into_any()
        })
        .collect();
    let invalid = form
        .problem(Field::Village, use_lang())
        .is_some()
        .then_some("true");
    view! {
        <div class="field">
            <label for=name>{words.village()}</label>
            {problem(Field::Village, form)}
            <select id=name name=name required=true aria-describedby=[name, "-problem"].concat() aria-invalid=invalid>
                {option(String::new(), words.choose_village().to_owned(), chosen.is_empty())}
                {groups}
            </select>
        </div>
    }
    .into_any()
}
