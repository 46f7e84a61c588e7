//! What does not fit the bar: operators, language, who is logged in, log-out.

use super::frame::{Tab, staff_frame};
use crate::api::{self, may};
use crate::components::loaded;
use crate::text::{
    AfterWords, CalendarWords, EvaluationWords, Lang, PeopleWords, QuestionWords, StaffWords, SurveyWords,
    use_staff_words,
};
use domain::staff::{Act, Staff};
use leptos::prelude::*;

/// `/staf/lainnya`
#[component]
pub fn MoreView() -> impl IntoView {
    let words = use_staff_words();
    let data = api::staff::me();
    let content = loaded(data, move |staff| content(words, staff)).into_any();
    staff_frame(words.more(), Tab::More, content)
}

fn content(words: StaffWords, staff: Staff) -> AnyView {
    let language = match words.0 {
        Lang::Id => ("en", "/bahasa/en?ke=/staf"),
        Lang::En => ("id", "/bahasa/id?ke=/staf"),
    };
    let questions = may(Act::HandleMessages).then(|| {
        view! {
            <li>
                <a href="/staf/pertanyaan">{QuestionWords(words.0).questions()}</a>
            </li>
        }
        .into_any()
    });
    let evaluation = may(Act::SeeEvaluation).then(|| {
        view! {
            <li>
                <a href="/staf/evaluasi">{EvaluationWords(words.0).evaluation()}</a>
            </li>
        }
        .into_any()
    });
    view! {
        <h1>{words.more()}</h1>
        <p>
            {words.logged_in_as()} " " <strong>{staff.name}</strong> ", " {staff.role.word(words.0)}
        </p>
        <ul class="links">
            {questions}
            <li>
                <a href="/staf/tindak-lanjut">{AfterWords(words.0).follow_ups()}</a>
            </li>
            <li>
                <a href="/staf/gangguan">{AfterWords(words.0).outage_steps()}</a>
            </li>
            {evaluation}
            <li>
                <a href="/staf/survei">{SurveyWords(words.0).results()}</a>
            </li>
            <li>
                <a href="/staf/operator">{PeopleWords(words.0).people()}</a>
            </li>
            <li>
                <a href="/staf/kalender">{CalendarWords(words.0).calendar()}</a>
            </li>
            <li>
                <a href=language.1 rel="external" lang=language.0 hreflang=language.0>
                    {words.language()}
                </a>
            </li>
            <li>
                <a href="/">{words.to_public()}</a>
            </li>
        </ul>
        <form method="post" action="/staf/keluar" data-unsent=words.unsent()>
            <button class="button second">{words.log_out()}</button>
        </form>
    }
    .into_any()
}
