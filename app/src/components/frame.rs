//! The frame of the public pages.

use super::url_encode;
use crate::text::{Lang, ResultsWords, use_words};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// Sets the title of the document. The signs of mark-up are left out: `leptos_meta` does not escape it.
pub fn title(text: &str) -> AnyView {
    let site = use_words().site_name();
    let text = text.replace(['<', '>', '&'], "");
    let text = if text.is_empty() {
        site.to_owned()
    } else {
        [&text, " · ", site].concat()
    };
    view! { <Title text=text /> }.into_any()
}

/// Header, main part and footer of a public page.
pub fn public_frame(heading: &str, children: AnyView) -> AnyView {
    let words = use_words();
    let here = use_location();
    let address = move || [here.pathname.get(), here.search.get()].join("?");
    let (tag, name) = match words.0 {
        Lang::Id => ("en", "English"),
        Lang::En => ("id", "Bahasa Indonesia"),
    };
    view! {
        {title(heading)}
        <a class="skip" href="#isi" rel="external">
            {words.skip()}
        </a>
        <header class="top">
            <a class="brand" href="/">
                {words.site_name()}
            </a>
            <a
                class="lang"
                lang=tag
                hreflang=tag
                rel="external"
                href=move || ["/bahasa/", tag, "?ke=", &url_encode(address().trim_end_matches('?'))].concat()
            >
                {name}
            </a>
        </header>
        <main id="isi" class="public" tabindex="-1">
            {children}
        </main>
        <footer class="foot">
            <p>
                {words.office()} ". " <b>{words.all_free()}</b>
            </p>
            <p>
                <a href="/tentang-nib">{words.about_nib()}</a>
                " "
                <a href="/hasil">{ResultsWords(words.0).heading()}</a>
                " "
                <a href="/privasi">{words.privacy()}</a>
            </p>
        </footer>
    }
    .into_any()
}
