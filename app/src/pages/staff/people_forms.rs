//! Forms about one person of the programme: how the person works, and the ledger of the training.

use super::parts::{option, post_button, typed, visit_path};
use crate::components::check;
use crate::form::FormState;
use crate::text::{PeopleWords, StaffWords, use_lang};
use domain::calendar::{short_date, weekday_name};
use domain::field::Field;
use domain::staff::{Absence, Operator};
use domain::team::{Duty, Work, WorkingDays, weekday_key};
use leptos::prelude::*;

/// Duty, training and working days; `owner` tells the forms of a page apart.
pub(super) fn work_fields(words: PeopleWords, work: Work, owner: &str, form: &FormState) -> AnyView {
    let duty = form.value_or(Field::Duty, work.duty.key());
    let duties = Duty::ALL
        .map(|each| option(each.key().into(), each.word(words.0).into(), each.key() == duty))
        .into();
    let stored = if work.supervised { "supervised" } else { "trainee" };
    let training = form.value_or(Field::Supervised, stored);
    let trainings = [("trainee", words.trainee()), ("supervised", words.supervised())]
        .map(|(key, label)| option(key.into(), label.into(), key == training))
        .into();
    view! {
        {select(Field::Duty, words.duty(), duties, owner, form)}
        {select(Field::Supervised, words.training(), trainings, owner, form)}
        {week(words, work.days, form)}
    }
    .into_any()
}

fn select(
    field: Field,
    label: &'static str,
    options: Vec<AnyView>,
    owner: &str,
    form: &FormState,
) -> AnyView {
    let id = if form.is_refused() {
        field.name().to_owned()
    } else {
        [field.name(), "-", owner].concat()
    };
    let problem = form
        .problem(field, use_lang())
        .map(|problem| view! { <p class="problem">{problem}</p> }.into_any());
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {problem}
            <select id=id name=field.name()>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn week(words: PeopleWords, days: WorkingDays, form: &FormState) -> AnyView {
    let name = Field::WorkingDays.name();
    let boxes: Vec<_> = WorkingDays::WEEK
        .into_iter()
        .map(|day| {
            let key = weekday_key(day);
            let chosen = if form.is_refused() {
                form.holds(name, key)
            } else {
                days.holds(day)
            };
            view! {
                <label class="choice">
                    <input type="checkbox" name=name value=key checked=chosen />
                    <span>{weekday_name(day, words.0)}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset>
            <legend>{words.working_days()}</legend>
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// The ledger: how many NIBs, one more, the latest one back.
pub(super) fn ledger(words: PeopleWords, person: &Operator, manages: bool) -> Option<AnyView> {
    let number = person.supervised_nibs;
    let learns = person.work.duty == Duty::OssOperator && person.work.supervised;
    if !learns && number == 0 {
        return None;
    }
    let path = |rest: &str| format!("/staf/operator/{}/nib{rest}", person.id);
    let add =
        (manages && learns).then(|| post_button(path(""), "button second", words.add_nib(), ().into_any()));
    let undo = (manages && number > 0)
        .then(|| post_button(path("/batal"), "button quiet", words.undo_nib(), ().into_any()));
    Some(
        view! {
            <p>{words.supervised_nibs(number)}</p>
            <div class="actions">{add} {undo}</div>
        }
        .into_any(),
    )
}

/// The visits that an absence meets.
pub(super) fn touched(words: StaffWords, absence: &Absence) -> Option<AnyView> {
    if absence.visits.is_empty() {
        return None;
    }
    let visits: Vec<_> = absence
        .visits
        .iter()
        .map(|it| {
            let surplus = (it.surplus > 0).then(|| {
                view! { " " <strong class="surplus">"! " {words.surplus(it.surplus)}</strong> }.into_any()
            });
            view! {
                <br />
                <a href=visit_path(it.visit, "")>
                    {[it.village.as_str(), ", ", &short_date(it.date, words.0)].concat()}
                </a>
                {surplus}
            }
            .into_any()
        })
        .collect();
    Some(view! { <p>{PeopleWords(words.0).touched()} {visits}</p> }.into_any())
}

/// A person of the plan form: the box, and the part of the day.
pub(super) struct Member<'a> {
    /// Who.
    pub(super) person: &'a Operator,
    /// Certificate and absences in words.
    pub(super) standing: String,
    /// Proposed, stored or typed.
    pub(super) chosen: bool,
    /// The stored part, `HH:MM`.
    pub(super) part: (String, String),
    /// What is wrong with the part typed.
    pub(super) problem: Option<String>,
}

/// The box of a person and, beside it, from when until when.
pub(super) fn member(words: PeopleWords, member: Member<'_>, form: &FormState) -> AnyView {
    let id = member.person.id.to_string();
    let name = &member.person.name;
    let invalid = member.problem.is_some().then_some("true");
    let about = ["part-", &id].concat();
    let wrong = member.problem.map(|problem| {
        view! {
            <p class="problem" id=about.clone()>
                {problem}
            </p>
        }
        .into_any()
    });
    let described = wrong.is_some().then_some(about);
    let time = |start: &str, label: &str, stored: String| {
        let key = [start, &id].concat();
        let value = typed(form, &key).unwrap_or(stored);
        view! {
            <div class="field">
            <label for=key.clone()>{label.to_owned()}</label>
            <input
                type="time"
                id=key.clone()
                name=key
                aria-label=words.of_person(label, name)
                value=(!value.is_empty()).then_some(value)
                aria-invalid=invalid
                aria-describedby=described.clone()
            />
            </div>
        }
        .into_any()
    };
    view! {
        {check(Field::Operators.name(), &id, name, &member.standing, member.chosen)}
        {wrong}
        <div class="pair">
            {time("part_from_", words.part_from(), member.part.0)}
            {time("part_until_", words.part_until(), member.part.1)}
        </div>
    }
    .into_any()
}
