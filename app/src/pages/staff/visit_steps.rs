//! The steps of a visit as forms: one main button, the weighty ones folded with their reason.

use super::parts::{OwnField, only, own_field, post_button, visit_path};
use crate::components::{Input, hidden, input};
use crate::form::FormState;
use crate::text::StaffWords;
use domain::field::Field;
use domain::service::StaffVisit;
use domain::venue::VenueAnswer;
use domain::visit::{VisitState, VisitStep};
use leptos::prelude::*;

/// What can be done now.
pub(super) fn steps(words: StaffWords, visit: &StaffVisit, form: &FormState) -> AnyView {
    let action = visit_path(visit.visit.id, "/langkah");
    let mut forms = Vec::new();
    let mut main = "button";
    for step in &visit.steps {
        let form = match step {
            VisitStep::AskVillage => ask(words, visit, form),
            step if step.needs_reason() => with_reason(words, *step, action.clone(), form),
            step => {
                let fields = hidden("step", step.key().to_owned());
                post_button(action.clone(), main, step.word(words.0), fields)
            }
        };
        forms.push(view! { <li>{form}</li> }.into_any());
        main = "button second";
    }
    let list = if forms.is_empty() {
        view! { <p class="hint">{words.no_steps()}</p> }.into_any()
    } else {
        view! { <ul class="steps">{forms}</ul> }.into_any()
    };
    view! {
        <section class="no-print">
            <h2>{words.steps()}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn with_reason(words: StaffWords, step: VisitStep, action: String, form: &FormState) -> AnyView {
    let form = only(form, step.key());
    let reason = OwnField {
        field: Field::Reason,
        kind: "text",
        label: words.reason(),
        hint: words.step_reason_hint(),
        value: String::new(),
    };
    let word = step.word(words.0);
    view! {
        <details class="danger-zone" open=form.is_refused()>
            <summary>{word}</summary>
            <form method="post" action=action class="narrow">
                {hidden("step", step.key().to_owned())}
                {own_field(reason, step.key(), &form)}
                <button class="button danger">{word}</button>
            </form>
        </details>
    }
    .into_any()
}

/// Makes a link for the village, and the message that carries it.
fn ask(words: StaffWords, visit: &StaffVisit, form: &FormState) -> AnyView {
    let form = only(form, "tautan");
    let first = visit.visit.state == VisitState::Proposed;
    let (name, phone) = match visit.answer.as_ref().map(|recorded| &recorded.answer) {
        Some(VenueAnswer::Yes {
            contact_name,
            contact_phone,
            ..
        }) => (contact_name.as_str().to_owned(), contact_phone.local()),
        _ => (String::new(), String::new()),
    };
    let name = Input {
        value: name,
        required: true,
        ..Input::text(Field::ContactName, words.contact_name())
    };
    let phone = Input {
        kind: "tel",
        inputmode: "tel",
        value: phone,
        required: true,
        ..Input::text(Field::ContactPhone, words.contact_phone())
    };
    let email = Input {
        kind: "email",
        inputmode: "email",
        hint: words.optional(),
        ..Input::text(Field::ContactEmail, words.contact_email())
    };
    let heading = if first {
        VisitStep::AskVillage.word(words.0)
    } else {
        words.ask_again()
    };
    view! {
        <details class="card" open=first || form.is_refused()>
            <summary>{heading}</summary>
            <p class="hint">{words.ask_lead()}</p>
            <form method="post" action=visit_path(visit.visit.id, "/tautan") class="narrow">
                {input(name, &form)}
                {input(phone, &form)}
                {input(email, &form)}
                <button class="button">{words.make_link()}</button>
            </form>
        </details>
    }
    .into_any()
}
