//! `/privasi`: the privacy notice.

use crate::api::public;
use crate::components::{loaded, public_frame};
use crate::text::{InterestWords, PrivacyWords, QuestionWords, SurveyWords, use_lang};
use domain::service::Home;
use leptos::prelude::*;

/// The page.
#[component]
pub fn PrivacyView() -> impl IntoView {
    let words = PrivacyWords(use_lang());
    // For the office's name and address, which the office sets itself.
    let page = public::home(String::new());
    public_frame(
        words.title(),
        loaded(page, move |home| show(&home, words)).into_any(),
    )
}

fn show(home: &Home, words: PrivacyWords) -> AnyView {
    let office = || {
        let settings = &home.settings;
        let phone = (!settings.office_phone.is_empty()).then(|| [", ", &settings.office_phone].concat());
        view! {
            <b>{settings.office_name.clone()}</b>
            ", "
            {settings.office_address.clone()}
            {phone}
        }
    };
    view! {
        <h1>{words.title()}</h1>
        <p class="lead">{words.lead()}</p>
        <h2>{words.who()}</h2>
        <p>{words.who_text()} " " {office()}</p>
        <h2>{words.what()}</h2>
        <ul>
            <li>{words.what_must()}</li>
            <li>{words.what_may()}</li>
            <li>{InterestWords(words.0).privacy_what()}</li>
            <li>{QuestionWords(words.0).privacy_what()}</li>
            <li>{SurveyWords(words.0).privacy_what()}</li>
            <li>{words.what_not()}</li>
        </ul>
        {part(words.why(), words.why_text())}
        {part(words.seen_by(), words.seen_by_text())}
        {part(words.how_long(), words.how_long_text())}
        {part(words.rights(), words.rights_text())}
        <p>{words.rights_ticket()}</p>
        {part(words.cookies(), words.cookies_text())}
        <h2>{words.contact()}</h2>
        <p>{office()}</p>
    }
    .into_any()
}

fn part(heading: &'static str, text: &'static str) -> AnyView {
    view! {
        <h2>{heading}</h2>
        <p>{text}</p>
    }
    .into_any()
}
