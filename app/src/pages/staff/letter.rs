//! The official letter to the village: its number and date, and its text.

use super::frame::{Tab, staff_frame};
use super::paper_parts::{block, facts, lines};
use super::parts::{caution, moment, post_button, typed, use_visit_id, visit_line, visit_path};
use crate::api::{self, may};
use crate::components::{Input, NoticeKind, error_summary, hidden, input, loaded, notice};
use crate::form::{FormState, use_form_state};
use crate::text::{LetterWords, use_lang, use_staff_words};
use domain::calendar::long_date;
use domain::error::ServiceError;
use domain::field::Field;
use domain::letter::{LetterPage, LetterText, SavedLetter};
use domain::staff::Act;
use domain::text::Line;
use leptos::prelude::*;

/// `/staf/kunjungan/:visit/surat`
#[component]
pub fn LetterView() -> impl IntoView {
    let words = LetterWords(use_lang());
    let (form, id) = (use_form_state(), use_visit_id());
    let data = api::visit_tools::letter(id.get_untracked());
    let content = loaded(data, move |page| content(words, &page, &form)).into_any();
    staff_frame(words.heading(), Tab::Visits, content)
}

fn content(words: LetterWords, page: &LetterPage, form: &FormState) -> AnyView {
    let missing = (!page.missing_settings.is_empty())
        .then(|| caution(&words.missing(&page.missing_settings.join(", "))));
    let file = match &page.saved {
        Some(saved) => view! {
            <p>
                <a class="button" href=visit_path(page.visit.id, "/surat.pdf") rel="external">
                    {words.open()}
                </a>
            </p>
            <p class="hint">{words.saved_by(&saved.by, &moment(saved.at, words.0))}</p>
            {send(words, page)}
        }
        .into_any(),
        None => view! { <p class="hint">{words.first_save()}</p> }.into_any(),
    };
    view! {
        <h1>{words.heading()}</h1>
        {visit_line(use_staff_words(), &page.visit)}
        <p>{words.lead()}</p>
        {notice(NoticeKind::Info, words.signed().to_owned())}
        {error_summary(form)}
        {stored_now(words, page.saved.as_ref(), form)}
        {missing}
        {fields(words, page, form)}
        {preview(words, &page.text, file)}
    }
    .into_any()
}

/// The letter for whoever was asked for the venue, by a message with a link.
fn send(words: LetterWords, page: &LetterPage) -> Option<AnyView> {
    let name = page.contact.as_ref().filter(|_| may(Act::AskVillages))?;
    let path = visit_path(page.visit.id, "/surat/kirim");
    let hint = view! { <p class="hint">{words.goes_to(name)}</p> };
    Some(post_button(path, "button second", words.send(), hint.into_any()))
}

/// What somebody else has stored meanwhile.
fn stored_now(words: LetterWords, saved: Option<&SavedLetter>, form: &FormState) -> Option<AnyView> {
    let saved = saved.filter(|_| form.error == Some(ServiceError::Stale))?;
    let date = long_date(saved.letter.dated, words.0);
    Some(caution(&words.stored_now(saved.letter.number.as_str(), &date)))
}

fn fields(words: LetterWords, page: &LetterPage, form: &FormState) -> AnyView {
    let letter = page.saved.as_ref().map(|saved| &saved.letter);
    let number = Input {
        hint: words.number_hint(),
        value: letter.map_or_else(String::new, |letter| letter.number.as_str().to_owned()),
        required: true,
        ..Input::text(Field::LetterNumber, words.number())
    };
    let dated = Input {
        kind: "date",
        value: letter.map_or(page.today, |letter| letter.dated).to_string(),
        required: true,
        ..Input::text(Field::LetterDate, words.dated())
    };
    let recipient = Input {
        hint: words.recipient_hint(),
        value: letter
            .and_then(|letter| letter.recipient.as_ref())
            .map(Line::as_str)
            .unwrap_or_default()
            .to_owned(),
        ..Input::text(Field::LetterRecipient, words.recipient())
    };
    // Whoever has seen what the other stored may save over it.
    let stored = page.saved.as_ref().map_or(0, |saved| saved.version).to_string();
    let version = match &form.error {
        Some(ServiceError::Stale) | None => stored,
        Some(_) => typed(form, "version").unwrap_or(stored),
    };
    view! {
        <form method="post" action=visit_path(page.visit.id, "/surat") class="narrow">
            {hidden("version", version)}
            {input(number, form)}
            {input(dated, form)}
            {input(recipient, form)}
            <button class="button second">{words.save()}</button>
        </form>
    }
    .into_any()
}

/// The letter as text: for those who cannot read the file, and before it is made.
fn preview(words: LetterWords, text: &LetterText, file: AnyView) -> AnyView {
    let body: Vec<_> = text.body.iter().map(block).collect();
    let signer = lines(&[
        text.signer_title.clone(),
        text.signer_name.clone(),
        text.signer_number.clone(),
    ]);
    let copies: Vec<_> = text
        .copies
        .iter()
        .map(|copy| view! { <li>{copy.clone()}</li> }.into_any())
        .collect();
    view! {
        <section>
            <h2>{words.preview()}</h2>
            {file}
            <div class="card narrow" lang="id">
                {lines(&text.head)}
                <p>{text.address.clone()}</p>
                <p>{text.place_and_date.clone()}</p>
                {facts(&text.references)}
                {lines(&text.to)}
                {body}
                {signer}
                <p>"Tembusan:"</p>
                <ol>{copies}</ol>
            </div>
        </section>
    }
    .into_any()
}
