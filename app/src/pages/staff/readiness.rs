//! How ready a visit is: what it needs, its countdown, and what to do where it is not ready in time.

use super::frame::{Tab, staff_frame};
use super::parts::{OwnField, cell, heads, only, own_field, use_visit_id, visit_line, visit_path};
use super::proposals::{way, why_back};
use crate::api::{self, Loaded, may};
use crate::components::{hidden, loaded};
use crate::form::{FormState, use_form_state};
use crate::text::{MonthWords, SettleWords, StaffWords, use_staff_words};
use domain::calendar::long_date;
use domain::field::Field;
use domain::id::VisitId;
use domain::readiness::{Check, Due, Need, Standing};
use domain::service::StaffVisit;
use domain::settle::Proposal;
use domain::staff::Act;
use domain::visit::VisitStep;
use leptos::prelude::*;

/// `/staf/kunjungan/:visit/kesiapan`
#[component]
pub fn ReadinessView() -> impl IntoView {
    let words = use_staff_words();
    let form = use_form_state();
    let id = use_visit_id();
    let data = load(id.get_untracked());
    let content = loaded(data, move |data| content(words, &data, &form)).into_any();
    staff_frame(MonthWords(words.0).readiness(), Tab::Visits, content)
}

/// A visit, and the visits that could take its people.
type Preparation = (StaffVisit, Vec<Proposal>);

async fn load(id: VisitId) -> Loaded<Preparation> {
    let visit = api::staff::visit(id).await?;
    let mergers = if visit.readiness.needs_rescue && may(Act::PlanVisits) {
        api::staff::mergers(id).await?
    } else {
        Vec::new()
    };
    Ok((visit, mergers))
}

fn content(staff_words: StaffWords, (visit, mergers): &Preparation, form: &FormState) -> AnyView {
    let words = MonthWords(staff_words.0);
    let needs: Vec<_> = Need::ALL
        .into_iter()
        .map(|need| need_line(words, visit, need))
        .collect();
    let ready = visit
        .readiness
        .is_ready()
        .then(|| view! { <p class="notice success">{words.is_ready()}</p> }.into_any());
    view! {
        <h1>{words.readiness()}</h1>
        {visit_line(staff_words, &visit.visit)}
        {why_back(staff_words, mergers, form)}
        {ready}
        {rescue(words, staff_words, visit, mergers, form)}
        <section>
            <h2>{words.needs()}</h2>
            <ul class="rows">{needs}</ul>
        </section>
        {countdown(words, &visit.readiness.countdown)}
    }
    .into_any()
}

/// One thing that is needed; those that staff tick have their button.
fn need_line(words: MonthWords, visit: &StaffVisit, need: Need) -> AnyView {
    let there = !visit.readiness.lacks.contains(&need);
    let state = if there { words.done() } else { words.missing() };
    let sign = if there { "✓ " } else { "! " };
    let open = may(Act::AskVillages) && visit.visit.state.is_before_the_day();
    let form = match need {
        Need::Check(check) if open => Some(tick(words, visit, check, there)),
        _ => None,
    };
    view! {
        <li class="card">
            <p>
                <strong>{sign} {need.word(words.0)}</strong>
                ": "
                {state}
            </p>
            {form}
        </li>
    }
    .into_any()
}

fn tick(words: MonthWords, visit: &StaffVisit, check: Check, there: bool) -> AnyView {
    let (class, label) = if there {
        ("button quiet", words.untick())
    } else {
        ("button second", words.tick())
    };
    view! {
        <form method="post" action=visit_path(visit.visit.id, "/kesiapan") class="no-print">
            {hidden("item", check.key().to_owned())}
            {hidden("done", (!there).to_string())}
            <button class=class>
                {label} <span class="visually-hidden">": " {Need::Check(check).word(words.0)}</span>
            </button>
        </form>
    }
    .into_any()
}

fn countdown(words: MonthWords, stages: &[Due]) -> AnyView {
    let rows: Vec<_> = stages
        .iter()
        .map(|due| {
            let late = (due.standing == Standing::Late).then_some("surplus");
            let by = view! {
                {long_date(due.by, words.0)}
                <br />
                <span class="hint">{words.days_before(due.days_before)}</span>
            };
            view! {
                <tr>
                    {cell(words.stage(), due.stage.word(words.0).into_any())}
                    {cell(words.by(), by.into_any())}
                    {cell(words.standing(), view! { <span class=late>{words.stands(due.standing)}</span> }.into_any())}
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section>
            <h2>{words.countdown()}</h2>
            <table class="cards">
                {heads(&[words.stage(), words.by(), words.standing()])} <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// What can be done where it is too late to get ready: the notices are shown before they are written.
fn rescue(
    words: MonthWords,
    staff: StaffWords,
    visit: &StaffVisit,
    mergers: &[Proposal],
    form: &FormState,
) -> Option<AnyView> {
    if !visit.readiness.needs_rescue {
        return None;
    }
    let postpone = visit
        .steps
        .contains(&VisitStep::Postpone)
        .then(|| postpone(words, staff, visit, form));
    Some(
        view! {
            <section class="notice warning">
                <h2>{words.rescue()}</h2>
                <p>{words.rescue_lead()}</p>
            </section>
            {postpone}
            {may(Act::PlanVisits).then(|| merge(words, visit, mergers, form))}
        }
        .into_any(),
    )
}

/// Each visit that could take everybody, with who would move where.
fn merge(words: MonthWords, visit: &StaffVisit, mergers: &[Proposal], form: &FormState) -> AnyView {
    let each: Vec<_> = mergers
        .iter()
        .map(|proposal| way(SettleWords(words.0), visit.visit.id, proposal, form))
        .collect();
    let none = mergers
        .is_empty()
        .then(|| view! { <p class="hint">{words.no_merge()}</p> }.into_any());
    view! {
        <section>
            <h2>{words.merge()}</h2>
            {none}
            {each}
        </section>
    }
    .into_any()
}

fn postpone(words: MonthWords, staff: StaffWords, visit: &StaffVisit, form: &FormState) -> AnyView {
    let lacks: Vec<_> = visit
        .readiness
        .lacks
        .iter()
        .map(|need| need.word(words.0))
        .collect();
    let reason = OwnField {
        field: Field::Reason,
        kind: "text",
        label: staff.reason(),
        hint: staff.step_reason_hint(),
        value: words.not_ready_reason(&lacks),
    };
    let key = VisitStep::Postpone.key();
    view! {
        <details class="card">
            <summary>{words.postpone()}</summary>
            <p>{words.told(visit.visit.booked)}</p>
            <form method="post" action=visit_path(visit.visit.id, "/langkah") class="narrow">
                {hidden("step", key.to_owned())}
                {own_field(reason, key, &only(form, key))}
                <button class="button danger">{words.postpone()}</button>
            </form>
        </details>
    }
    .into_any()
}
