//! An address that leads nowhere.

use crate::components::public_frame;
use crate::text::use_words;
use leptos::prelude::*;

/// The page.
#[component]
pub fn NotFoundView() -> impl IntoView {
    let words = use_words();
    let content = view! {
        <h1>{words.not_found()}</h1>
        <p>{words.not_found_text()}</p>
        <p>
            <a class="button" href="/">
                {words.to_front_page()}
            </a>
        </p>
    };
    public_frame(words.not_found(), content.into_any())
}
