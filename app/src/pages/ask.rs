//! `/tanya` and `/kunjungan/{visit}/tanya`: a question without a booking.

use crate::api::{before, not_found};
use crate::components::{
    Input, error_summary, faq_list, hidden, input, loaded, office, param, public_frame, text_area, title,
    trap, when_and_where,
};
use crate::form::{FormState, use_form_state};
use crate::text::{QuestionWords, use_words};
use domain::before::AskPage;
use domain::error::ServiceError;
use domain::field::Field;
use leptos::prelude::*;

/// The page.
#[component]
pub fn AskView() -> impl IntoView {
    let visit = param("visit").get_untracked();
    let form = use_form_state();
    let page = async move {
        match visit.as_str() {
            "" => before::ask_page(None).await,
            id => match id.parse() {
                Ok(id) => before::ask_page(Some(id)).await,
                Err(_) => not_found(),
            },
        }
    };
    let content = loaded(page, move |page| show(&page, &form));
    public_frame(QuestionWords(use_words().0).heading(), content.into_any())
}

fn show(page: &AskPage, form: &FormState) -> AnyView {
    let (words, own) = (use_words(), QuestionWords(use_words().0));
    let (heading, head, action) = match &page.visit {
        Some(visit) => {
            let name = words.village(&visit.village.name);
            let here = ["/kunjungan/", &visit.id.to_string()].concat();
            let head = view! {
                {when_and_where(visit, None)}
                <p>
                    <a href=here.clone()>{own.to_visit()}</a>
                </p>
            };
            let heading = [own.heading(), ": ", &name].concat();
            (heading, head.into_any(), [&here, "/tanya"].concat())
        }
        None => (own.heading().to_owned(), ().into_any(), "/tanya".to_owned()),
    };
    view! {
        {title(&heading)}
        <h1>{heading.clone()}</h1>
        {error_summary(form)}
        <p class="lead">{own.lead()}</p>
        {head}
        {faq_list(&page.published)}
        {question_form(page, action, form)}
        {office(&page.settings)}
    }
    .into_any()
}

fn question_form(page: &AskPage, action: String, form: &FormState) -> AnyView {
    let (words, own) = (use_words(), QuestionWords(use_words().0));
    let question = Input {
        hint: own.example(),
        required: true,
        ..Input::text(Field::Question, own.yours())
    };
    let phone = Input {
        kind: "tel",
        hint: words.phone_hint(),
        autocomplete: "tel",
        inputmode: "tel",
        ..Input::text(Field::Phone, own.phone())
    };
    let email = Input {
        kind: "email",
        autocomplete: "email",
        inputmode: "email",
        ..Input::text(Field::Email, own.email())
    };
    let name = Input {
        hint: own.name_hint(),
        autocomplete: "name",
        ..Input::text(Field::ApplicantName, own.name())
    };
    let key = match form.error {
        // The old key belongs to another form.
        Some(ServiceError::KeyReused) | None => page.idempotency_key.clone(),
        Some(_) => form.value_or(Field::IdempotencyKey, &page.idempotency_key),
    };
    view! {
        <form id="tanya" method="post" action=action>
            {text_area(question, form)}
            <h2>{own.where_to()}</h2>
            <p class="hint">{own.where_to_hint()}</p>
            {input(phone, form)}
            {input(email, form)}
            {input(name, form)}
            {hidden(Field::IdempotencyKey.name(), key)}
            {trap()}
            <p class="hint">
                {own.privacy()} " " <a href="/privasi" target="_blank" rel="external">{words.privacy_notice()}</a>
            </p>
            <button class="button wide" type="submit">
                {own.send()}
            </button>
        </form>
    }
    .into_any()
}
