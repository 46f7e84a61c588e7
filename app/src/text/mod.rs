//! The message catalogue: every string of the pages, Indonesian beside English. A text without its
//! second language does not compile. File per audience.

mod public;
mod staff;

pub use domain::lang::Lang;
pub use public::{
    AboutWords, AssistWords, CheckWords, FeastWords, InterestWords, KitWords, OutreachWords, PrivacyWords,
    QuestionWords, QueueWords, ReachWords, ResultsWords, SurveyWords, VenueWords, WaitingWords, Words,
};
pub use staff::{
    AfterWords, CalendarWords, ChoiceWords, DayWords, DemandWords, EvaluationWords, LetterWords,
    MeetingWords, MonthWords, PaperWords, PeopleWords, ReportsWords, SettleWords, StaffWords, WhatIfWords,
};

use leptos::prelude::*;

/// Puts the language of this request into the context: the cookie's on the server, the page's in the
/// browser.
pub fn provide_lang() {
    provide_context(use_lang());
}

/// The language of the page.
pub fn use_lang() -> Lang {
    if let Some(lang) = use_context::<Lang>() {
        return lang;
    }
    page_lang()
}

/// The public texts in the language of the page.
pub fn use_words() -> Words {
    Words(use_lang())
}

/// The texts of the staff pages in the language of the page.
pub fn use_staff_words() -> StaffWords {
    StaffWords(use_lang())
}

#[cfg(feature = "ssr")]
fn page_lang() -> Lang {
    use_context::<axum::http::request::Parts>()
        .and_then(|parts| crate::api::cookie(&parts, "lang"))
        .map(|tag| Lang::from_tag(&tag))
        .unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn page_lang() -> Lang {
    document()
        .document_element()
        .and_then(|html| html.get_attribute("lang"))
        .map(|tag| Lang::from_tag(&tag))
        .unwrap_or_default()
}
