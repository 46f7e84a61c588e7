//! `/tentang-nib`: what an NIB is, in plain words.

use crate::components::public_frame;
use crate::text::{AboutWords, QuestionWords, use_lang};
use leptos::prelude::*;

/// The page.
#[component]
pub fn AboutNibView() -> impl IntoView {
    let words = AboutWords(use_lang());
    let why = list(&[
        words.why_legal(),
        words.why_lpg(),
        words.why_bank(),
        words.why_next(),
    ]);
    let how = list(&[words.how_1(), words.how_2(), words.how_3()]);
    let myths = [
        (words.myth_tax_q(), words.myth_tax()),
        (words.myth_small_q(), words.myth_small()),
        (words.myth_aid_q(), words.myth_aid()),
        (words.myth_name_q(), words.myth_name()),
        (words.myth_computer_q(), words.myth_computer()),
        (words.myth_halal_q(), words.myth_halal()),
    ]
    .into_iter()
    .map(|(question, answer)| {
        view! {
            <details>
                <summary>{question}</summary>
                <p>{answer}</p>
            </details>
        }
    })
    .collect::<Vec<_>>();
    let content = view! {
        <h1>{words.title()}</h1>
        <p class="lead">{words.lead()}</p>
        <p class="free">{words.free()}</p>
        <h2>{words.why()}</h2>
        <ul>{why}</ul>
        <h2>{words.who()}</h2>
        <p>{words.who_text()}</p>
        <h2>{words.how()}</h2>
        <ol>{how}</ol>
        <h2>{words.myths()}</h2>
        {myths}
        <p>
            <a class="button" href="/">
                {words.find()}
            </a>
            " "
            <a class="button second" href="/tanya">
                {QuestionWords(words.0).heading()}
            </a>
        </p>
    };
    public_frame(words.title(), content.into_any())
}

fn list(lines: &[&'static str]) -> AnyView {
    let lines = lines.iter().map(|line| view! { <li>{*line}</li> });
    lines.collect::<Vec<_>>().into_any()
}
