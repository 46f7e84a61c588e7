//! Operators of OSS: their certificates and absences decide how many people a visit can serve.

use super::frame::{Tab, staff_frame};
use super::parts::{OwnField, caution, date_value, only, own_field, post_button};
use crate::api::{self, may};
use crate::components::{Input, empty, error_summary, input, loaded};
use crate::form::{FormState, use_form_state};
use crate::text::{StaffWords, use_staff_words};
use domain::calendar::{long_date, short_date};
use domain::field::Field;
use domain::staff::{Absence, Act, Operator};
use leptos::prelude::*;

/// `/staf/operator`
#[component]
pub fn OperatorsView() -> impl IntoView {
    let words = use_staff_words();
    let form = use_form_state();
    let data = Resource::new_blocking(|| (), |()| api::staff::operators());
    let content = loaded(data, move |all| content(words, &all, &form)).into_any();
    staff_frame(words.operators(), Tab::More, content)
}

fn content(words: StaffWords, all: &[Operator], form: &FormState) -> AnyView {
    let certified = all.iter().filter(|each| each.certified_on.is_some()).count();
    let fragile = (certified <= 2).then(|| caution(words.two_people()));
    let cards: Vec<_> = all.iter().map(|each| operator(words, each, form)).collect();
    let list = if cards.is_empty() {
        empty(words.no_operators_yet(), ().into_any())
    } else {
        view! { <ul class="rows">{cards}</ul> }.into_any()
    };
    view! {
        <h1>{words.operators()}</h1>
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
    let certificate = match operator.certified_on {
        Some(date) => words.certified_since(&long_date(date, words.0)),
        None => words.not_certified().to_owned(),
    };
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
            {certificate_form(words, operator, &mine("sertifikat"))}
            {absence_form(words, operator, &mine("absen"))}
        }
    });
    view! {
        <li class="card">
            <h2>{operator.name.clone()}</h2>
            <p>{certificate}</p>
            <h3>{words.absences()}</h3>
            {absences}
            {forms}
        </li>
    }
    .into_any()
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
        ..Input::text(Field::OperatorName, words.operator_name())
    };
    let certified_on = OwnField {
        field: Field::CertifiedOn,
        kind: "date",
        label: words.certified_on(),
        hint: words.certified_hint(),
        value: String::new(),
    };
    view! {
        <section>
            <h2>{words.add_operator()}</h2>
            <form method="post" action="/staf/operator" class="narrow">
                {input(name, form)}
                {own_field(certified_on, "baru", form)}
                <button class="button">{words.add_operator()}</button>
            </form>
        </section>
    }
    .into_any()
}
