//! Villages that fit what is typed into the search, before it is sent.

use crate::api::public;
use crate::components::village_links;
use domain::village::Village;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// Wraps the search form and shows suggestions below it.
#[island]
pub fn VillageSuggestions(children: Children) -> impl IntoView {
    let found = RwSignal::new(Vec::<Village>::new());
    let typed = StoredValue::new(String::new());
    let suggest = move |text: String| {
        typed.set_value(text.clone());
        let ask = move || {
            // Only once typing rests.
            if text.trim().len() < 2 || typed.try_get_value().as_deref() != Some(text.as_str()) {
                return;
            }
            spawn_local(async move {
                if let Ok(villages) = public::villages(text).await {
                    found.try_set(villages);
                }
            });
        };
        set_timeout(ask, Duration::from_millis(300));
    };
    view! {
        <div on:input=move |event| suggest(event_target_value(&event))>{children()}</div>
        <div role="status">{move || village_links(&found.read())}</div>
    }
}
