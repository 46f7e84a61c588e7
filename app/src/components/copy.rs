//! Pages that open without signal: what the service worker (`public/sw.js`) reads in them.
//!
//! Which pages are kept is decided there, by their address.

use crate::text::use_words;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_meta::Meta;

/// Says how the copy of this page is called where the pages of a device are listed, and the `day` of its visit, after
/// which it is forgotten in time.
pub fn copy_facts(label: String, day: NaiveDate) -> AnyView {
    view! {
        <Meta name="copy-label" content=label />
        <Meta name="copy-day" content=day.to_string() />
    }
    .into_any()
}

/// The line on a copy that says so. The worker puts the time into it and shows it: the page itself is fresh. A page
/// with this line also keeps itself where the worker is not there yet (`browser.js`).
pub fn copy_line(text: &'static str) -> AnyView {
    view! {
        <p class="notice info" data-copy hidden>
            {text}
            " "
            <time></time>
            " WITA. "
            {use_words().copy_reload()}
        </p>
    }
    .into_any()
}
