//! The steps agreed for an outage: all versions, and the form of the next one.

use super::frame::{Tab, staff_frame};
use super::parts::{caution, moment, typed};
use crate::api::{self, may};
use crate::components::{Input, error_summary, hidden, input, loaded, text_area};
use crate::form::{FormState, use_form_state};
use crate::text::{AfterWords, use_lang};
use domain::day::IncidentStep;
use domain::error::ServiceError;
use domain::field::Field;
use domain::outage_plan::{AgreedPlan, OutagePlan};
use domain::staff::Act;
use leptos::prelude::*;

/// `/staf/gangguan`
#[component]
pub fn OutagePlanView() -> impl IntoView {
    let words = AfterWords(use_lang());
    let form = use_form_state();
    let data = api::after::outage_plans();
    let content = loaded(data, move |plans| content(words, &plans, &form)).into_any();
    staff_frame(words.outage_steps(), Tab::More, content)
}

/// Latest first; there is always the built-in one.
fn content(words: AfterWords, plans: &[AgreedPlan], form: &FormState) -> AnyView {
    let (latest, former) = match plans.split_first() {
        Some((latest, former)) => (Some(latest), former),
        None => (None, plans),
    };
    let form = latest
        .filter(|_| may(Act::PlanVisits))
        .map(|latest| new_form(words, &latest.plan, form));
    let former: Vec<_> = former.iter().map(|each| card(words, each)).collect();
    let former = (!former.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words.former()}</summary>
                {former}
            </details>
        }
    });
    view! {
        <h1>{words.outage_steps()}</h1>
        <p>{words.outage_lead()}</p>
        <h2>{words.in_force()}</h2>
        {latest.map(|latest| card(words, latest))}
        {form}
        {former}
    }
    .into_any()
}

fn card(words: AfterWords, agreed: &AgreedPlan) -> AnyView {
    let plan = &agreed.plan;
    let made = match &agreed.made {
        Some((by, at)) => words.agreed(&moment(*at, words.0), by),
        None => words.built_in().to_owned(),
    };
    let steps: Vec<_> = IncidentStep::ALL
        .iter()
        .map(|step| {
            let when = match step {
                IncidentStep::Wait => words.until_minute(plan.prepare_after),
                IncidentStep::PrepareFiles => words.between_minutes(plan.prepare_after, plan.slips_after),
                IncidentStep::ReturnSlips => words.after_minute(plan.slips_after),
            };
            view! {
                <h4>{step.word(words.0)} " · " {when}</h4>
                <p lang="id">{plan.words(*step).to_owned()}</p>
            }
            .into_any()
        })
        .collect();
    view! {
        <article class="card">
            <h3>{words.version(plan.version)}</h3>
            {steps}
            <p>{words.confirm_every(plan.confirm_minutes)}</p>
            <p class="hint">{made}</p>
        </article>
    }
    .into_any()
}

fn new_form(words: AfterWords, latest: &OutagePlan, form: &FormState) -> AnyView {
    let number = |field, label, value: u32| Input {
        kind: "number",
        inputmode: "numeric",
        value: value.to_string(),
        required: true,
        ..Input::text(field, label)
    };
    let spoken = |field, label, stored: &str| Input {
        value: stored.to_owned(),
        required: true,
        ..Input::text(field, label)
    };
    // Whoever has seen what the other agreed on may go on from there.
    let stale = form.error == Some(ServiceError::Stale);
    let seen = match typed(form, "version") {
        Some(version) if !stale => version,
        _ => latest.version.to_string(),
    };
    let (prepare, slips) = (latest.prepare_after, latest.slips_after);
    view! {
        <section>
            <h2>{words.new_version()}</h2>
            {error_summary(form)}
            {stale.then(|| caution(&words.version(latest.version)))}
            <form method="post" action="/staf/gangguan" class="narrow">
                {hidden("version", seen)}
                {input(number(Field::PrepareAfter, words.prepare_after(), prepare), form)}
                {input(number(Field::SlipsAfter, words.slips_after(), slips), form)}
                {input(number(Field::ConfirmMinutes, words.confirm_minutes(), latest.confirm_minutes), form)}
                {text_area(spoken(Field::WaitWords, words.wait_words(), &latest.wait_words), form)}
                {text_area(spoken(Field::PrepareWords, words.prepare_words(), &latest.prepare_words), form)}
                {text_area(spoken(Field::SlipsWords, words.slips_words(), &latest.slips_words), form)}
                <button class="button">{words.agree()}</button>
            </form>
        </section>
    }
    .into_any()
}
