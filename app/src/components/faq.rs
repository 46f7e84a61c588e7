//! Questions that are published, each with its answer to be opened.

use crate::text::{QuestionWords, use_words};
use domain::question::Faq;
use leptos::prelude::*;

/// The list; nothing where nothing is published. Texts stand as the office wrote them, in Indonesian.
pub fn faq_list(published: &[Faq]) -> AnyView {
    if published.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = published
        .iter()
        .map(|faq| {
            view! {
                <details lang="id">
                    <summary>{faq.question.clone()}</summary>
                    <p>{faq.answer.clone()}</p>
                </details>
            }
            .into_any()
        })
        .collect();
    view! {
        <section id="pertanyaan">
            <h2>{QuestionWords(use_words().0).asked_before()}</h2>
            {items}
        </section>
    }
    .into_any()
}
