//! Questions before booking: those that wait for an answer first; and what is published of them.

use super::frame::{Tab, staff_frame};
use super::parts::{moment, optional_row, post_button, row, text_row, typed, visit_path};
use super::question_forms::{PATH, publish_form, reply_form};
use crate::api;
use crate::components::{NoticeKind, empty, error_summary, loaded, notice, query, status};
use crate::form::{FormState, use_form_state};
use crate::text::{QuestionWords, use_lang};
use domain::calendar::short_date;
use domain::id::VisitId;
use domain::question::{Faq, QuestionRow, QuestionsPage};
use leptos::prelude::*;

/// `/staf/pertanyaan`
#[component]
pub fn QuestionsView() -> impl IntoView {
    let words = QuestionWords(use_lang());
    let form = use_form_state();
    let visit: Option<VisitId> = query("kunjungan").get_untracked().parse().ok();
    let news = query("kabar").get_untracked();
    let data = api::before::questions(visit);
    let content = loaded(data, move |page| content(words, &page, visit, (&form, &news))).into_any();
    staff_frame(words.questions(), Tab::More, content)
}

fn content(
    words: QuestionWords,
    page: &QuestionsPage,
    visit: Option<VisitId>,
    (form, news): (&FormState, &str),
) -> AnyView {
    let done = match news {
        "dijawab" => Some(words.note_answered()),
        "dikesampingkan" => Some(words.note_set_aside()),
        "diterbitkan" => Some(words.note_published()),
        "ditarik" => Some(words.note_unpublished()),
        _ => None,
    };
    let done = done.map(|text| notice(NoticeKind::Success, text.to_owned()));
    let cards: Vec<_> = page
        .rows
        .iter()
        .map(|it| card(words, it, page, visit, form))
        .collect();
    let cards = if cards.is_empty() {
        empty(words.none(), ().into_any())
    } else {
        view! { <ul class="rows">{cards}</ul> }.into_any()
    };
    let narrowed = visit.map(|_| {
        view! {
            <p>
                {words.of_this_visit()} " " <a href=PATH>{words.see_all()}</a>
            </p>
        }
    });
    let waiting = (page.open > 0).then(|| view! { <p><strong>{words.waiting(page.open)}</strong></p> });
    view! {
        <h1>{words.questions()}</h1>
        <p>{words.staff_lead()}</p>
        {done}
        {error_summary(form)}
        {waiting}
        {narrowed}
        {cards}
        {published(words, &page.published, visit)}
    }
    .into_any()
}

/// One question with its forms.
fn card(
    words: QuestionWords,
    it: &QuestionRow,
    page: &QuestionsPage,
    visit: Option<VisitId>,
    form: &FormState,
) -> AnyView {
    let about = match &it.visit {
        Some(visit) => {
            let label = [&visit.village, ", ", &short_date(visit.date, words.0)].concat();
            view! { <a href=visit_path(visit.id, "")>{label}</a> }.into_any()
        }
        None => words.programme().into_any(),
    };
    let state = match (&it.answer, it.set_aside) {
        (Some(_), _) => status("good", words.answered()),
        (None, true) => status("", words.is_set_aside()),
        (None, false) => status("wait", words.unanswered()),
    };
    let age = (it.answer.is_none() && !it.set_aside).then(|| words.age(page.now - it.asked_at));
    let published = it.faq.as_ref().map(|_| status("good", words.is_published()));
    let answer = it.answer.as_ref().map(|(text, at, by)| {
        let when = [&moment(*at, words.0), ", ", by].concat();
        view! {
            {text_row(words.reply(), text.clone())}
            {text_row(words.answered(), when)}
        }
    });
    let mine = typed(form, "id").is_some_and(|id| id == it.id.to_string());
    let form = if mine { form.clone() } else { FormState::default() };
    let forms = if it.answer.is_some() {
        publish_form(words, it, visit, &form)
    } else {
        reply_form(words, it, visit, &form)
    };
    view! {
        <li class="card">
            <h2>{it.text.clone()}</h2>
            <p>{state} " " {age} " " {published}</p>
            <dl class="summary-list">
                {row(words.about(), about)}
                {optional_row(words.from_whom(), it.name.clone())}
                {text_row(words.asked_at(), moment(it.asked_at, words.0))}
                {answer}
            </dl>
            {forms}
        </li>
    }
    .into_any()
}

/// What everybody reads, each with the way to take it off.
fn published(words: QuestionWords, all: &[Faq], visit: Option<VisitId>) -> AnyView {
    let items: Vec<_> = all
        .iter()
        .map(|faq| {
            let place = faq
                .village
                .clone()
                .unwrap_or_else(|| words.all_villages().to_owned());
            let action = back_to(format!("{PATH}/terbit/{}/tarik", faq.id), visit);
            view! {
                <li class="card">
                    <p lang="id">
                        <b>{faq.question.clone()}</b>
                    </p>
                    <p lang="id">{faq.answer.clone()}</p>
                    <p class="hint">{place}</p>
                    {post_button(action, "button second", words.unpublish(), ().into_any())}
                </li>
            }
            .into_any()
        })
        .collect();
    let body = if items.is_empty() {
        view! { <p>{words.nothing_published()}</p> }.into_any()
    } else {
        view! { <ul class="rows">{items}</ul> }.into_any()
    };
    view! {
        <section id="terbit">
            <h2>{words.published()}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// An address that keeps the filter of the page.
pub(super) fn back_to(path: String, visit: Option<VisitId>) -> String {
    match visit {
        Some(visit) => format!("{path}?kunjungan={visit}"),
        None => path,
    }
}
