//! Villages to choose from.

use crate::text::use_words;
use domain::village::Village;
use leptos::prelude::*;

/// Villages with their kecamatan, for names are not unique.
pub fn village_links(found: &[Village]) -> AnyView {
    if found.is_empty() {
        return ().into_any();
    }
    let words = use_words();
    let lines = found
        .iter()
        .take(20)
        .map(|village| {
            view! {
                <li>
                    <a href=["/desa/", village.code.as_str()].concat()>
                        <b>{village.name.clone()}</b>
                        <span>{words.district(&village.district)}</span>
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ul class="villages">{lines}</ul> }.into_any()
}
