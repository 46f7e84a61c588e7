//! The people of the programme: certificates, working days and absences decide how many people a visit
//! can serve.

use super::frame::{Tab, staff_frame};
use super::parts::{OwnField, caution, date_value, only, own_field, post_button};
use super::people_forms::{ledger, touched, work_fields};
use crate::api::{self, may};
use crate::components::{Input, empty, error_summary, input, loaded};
use crate::form::{FormState, use_form_state};
use crate::text::{Lang, PeopleWords, StaffWords, use_staff_words};
use chrono::NaiveDate;
use domain::calendar::{long_date, short_date};
use domain::field::Field;
use domain::staff::{Absence, Act, Operator};
use domain::team::{Duty, FRAGILE, Work};
use leptos::prelude::*;

/// `/staf/operator`
#[component]
pub fn OperatorsView() -> impl IntoView {
    let words = use_staff_words();
    let form = use_form_state();
    let data = api::staff::operators();
    let content = loaded(data, move |all| content(words, &all, &form)).into_any();
    staff_frame(PeopleWords(words.0).people(), Tab::More, content)
}

fn content(words: StaffWords, all: &[Operator], form: &FormState) -> AnyView {
    let certified = all
        .iter()
        .filter(|each| each.work.duty == Duty::OssOperator && each.certified_on.is_some())
        .count();
    let fragile = (certified <= FRAGILE as usize).then(|| caution(words.two_people()));
    let cards: Vec<_> = all.iter().map(|each| operator(words, each, form)).collect();
    let list = if cards.is_empty() {
        empty(words.no_operators_yet(), ().into_any())
    } else {
        view! { <ul class="rows">{cards}</ul> }.into_any()
    };
    view! {
        <h1>{PeopleWords(words.0).people()}</h1>
        {error_summary(form)}
        {fragile}
        {list}
        {manages().then(|| add_form(words, &only(form, "tambah")))}
    }
    .into_any()
}

fn manages() -> bool {
    may(Act::ManageOperators)
}

fn operator(words: StaffWords, operator: &Operator, form: &FormState) -> AnyView {
    let people = PeopleWords(words.0);
    // Several operators share a page: the handler adds the id of the one whose form came back.
    let mine = |name| {
        let id = operator.id.to_string();
        if form.holds("id", &id) {
            only(form, name)
        } else {
            FormState::default()
        }
    };
    let absences: Vec<_> = operator
        .absences
        .iter()
        .map(|each| absence(words, each))
        .collect();
    let absences = if absences.is_empty() {
        view! { <p class="hint">{words.no_absences()}</p> }.into_any()
    } else {
        view! { <ul class="absences">{absences}</ul> }.into_any()
    };
    let forms = manages().then(|| {
        view! {
            {work_form(people, operator, &mine("kerja"))}
            {certificate_form(words, operator, &mine("sertifikat"))}
            {absence_form(words, operator, &mine("absen"))}
        }
    });
    view! {
        <li class="card">
            <h2>{operator.name.clone()}</h2>
            <p>{standing(words, operator)}</p>
            {ledger(people, operator, manages())}
            <h3>{words.absences()}</h3>
            {absences}
            {forms}
        </li>
    }
    .into_any()
}

/// Duty, training and week of a person, in words.
fn standing(words: StaffWords, person: &Operator) -> String {
    let people = PeopleWords(words.0);
    let mut lines = vec![person.work.duty.word(words.0).to_owned()];
    if person.work.duty == Duty::OssOperator {
        lines.push(training(words, person, long_date));
    }
    let days = match person.work.days.words(words.0) {
        none if none.is_empty() => people.no_working_days().to_owned(),
        days => days,
    };
    lines.push([people.working_days(), ": ", &days].concat());
    lines.join(" · ")
}

/// How far the training has come, in words.
pub(super) fn training(
    words: StaffWords,
    person: &Operator,
    date_words: fn(NaiveDate, Lang) -> String,
) -> String {
    let people = PeopleWords(words.0);
    let before = if person.work.supervised {
        people.is_supervised()
    } else {
        people.is_trainee()
    };
    match person.certified_on {
        Some(date) => words.certified_since(&date_words(date, words.0)),
        None => before.to_owned(),
    }
}

fn work_form(people: PeopleWords, person: &Operator, form: &FormState) -> AnyView {
    folded(
        people.work(),
        form,
        format!("/staf/operator/{}/kerja", person.id),
        view! {
            {work_fields(people, person.work, &person.id.to_string(), form)}
            <button class="button second">{people.save_work()}</button>
        }
        .into_any(),
    )
}

fn absence(words: StaffWords, absence: &Absence) -> AnyView {
    let when = words.absent(
        &short_date(absence.from, words.0),
        &short_date(absence.until, words.0),
    );
    let remove = manages().then(|| {
        let action = format!("/staf/absen/{}/hapus", absence.id);
        post_button(action, "button quiet", words.remove(), ().into_any())
    });
    view! {
        <li>
            <span>{when} ": " {absence.reason.clone()}</span>
            {touched(words, absence)}
            {remove}
        </li>
    }
    .into_any()
}

fn certificate_form(words: StaffWords, operator: &Operator, form: &FormState) -> AnyView {
    let certified_on = OwnField {
        field: Field::CertifiedOn,
        kind: "date",
        label: words.certified_on(),
        hint: words.certificate_hint(),
        value: date_value(operator.certified_on),
    };
    folded(
        words.certificate(),
        form,
        format!("/staf/operator/{}/sertifikat", operator.id),
        view! {
            {own_field(certified_on, &operator.id.to_string(), form)}
            <button class="button second">{words.save_certificate()}</button>
        }
        .into_any(),
    )
}

fn absence_form(words: StaffWords, operator: &Operator, form: &FormState) -> AnyView {
    let owner = operator.id.to_string();
    let date = |field, label| OwnField {
        field,
        kind: "date",
        label,
        hint: "",
        value: String::new(),
    };
    let reason = OwnField {
        kind: "text",
        ..date(Field::Reason, words.reason())
    };
    folded(
        words.add_absence(),
        form,
        format!("/staf/operator/{}/absen", operator.id),
        view! {
            {own_field(date(Field::AbsentFrom, words.absent_from()), &owner, form)}
            {own_field(date(Field::AbsentUntil, words.absent_until()), &owner, form)}
            {own_field(reason, &owner, form)}
            <button class="button second">{words.add_absence()}</button>
        }
        .into_any(),
    )
}

/// A form that stays folded until it is wanted, or came back.
fn folded(summary: &'static str, form: &FormState, action: String, fields: AnyView) -> AnyView {
    view! {
        <details open=form.is_refused()>
            <summary>{summary}</summary>
            <form method="post" action=action class="narrow">
                {fields}
            </form>
        </details>
    }
    .into_any()
}

fn add_form(words: StaffWords, form: &FormState) -> AnyView {
    let name = Input {
        required: true,
        ..Input::text(Field::OperatorName, words.name())
    };
    let certified_on = OwnField {
        field: Field::CertifiedOn,
        kind: "date",
        label: words.certified_on(),
        hint: words.certified_hint(),
        value: String::new(),
    };
    let people = PeopleWords(words.0);
    view! {
        <section>
            <h2>{people.add_person()}</h2>
            <form method="post" action="/staf/operator" class="narrow">
                {input(name, form)}
                {work_fields(people, Work::default(), "baru", form)}
                {own_field(certified_on, "baru", form)}
                <button class="button">{people.add_person()}</button>
            </form>
        </section>
    }
    .into_any()
}
