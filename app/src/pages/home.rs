//! `/`: one question, then the coming visits.

use super::village::cards;
use crate::api::public;
use crate::components::{empty, loaded, office, public_frame, query};
use crate::text::use_words;
use domain::service::Home;
use domain::village::Village;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// The page.
#[component]
pub fn HomeView() -> impl IntoView {
    let words = use_words();
    let search = query("cari");
    let page = Resource::new_blocking(move || search.get(), public::home);
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
                if let Ok(home) = public::home(text).await {
                    found.try_set(home.villages);
                }
            });
        };
        set_timeout(ask, Duration::from_millis(300));
    };
    let content = view! {
        <p class="lead">{words.lead()} " " <b class="free">{words.free()}</b></p>
        <form class="search" role="search" action="/">
            <h1>
                <label for="cari">{words.your_village()}</label>
            </h1>
            <input
                id="cari"
                name="cari"
                type="search"
                value=search.get_untracked()
                autocomplete="off"
                enterkeyhint="search"
                placeholder=words.search_example()
                on:input:target=move |event| suggest(event.target().value())
            />
            <button class="button" type="submit">
                {words.search()}
            </button>
        </form>
        <div role="status">{move || villages(&found.read())}</div>
        {loaded(page, move |home| show(home, &search.get_untracked()))}
        <details>
            <summary>{words.nib_short_question()}</summary>
            <p>{words.nib_short()}</p>
            <p>
                <a href="/tentang-nib">{words.read_more()}</a>
            </p>
        </details>
    };
    public_frame("", content.into_any())
}

fn show(home: Home, search: &str) -> AnyView {
    let words = use_words();
    let searching = !search.trim().is_empty();
    let hits = if !searching {
        ().into_any()
    } else if home.villages.is_empty() {
        let again = view! { <p>{words.no_village_advice()}</p> };
        empty(&words.no_village(search.trim()), again.into_any())
    } else {
        view! {
            <h2>{words.villages_found()}</h2>
            {villages(&home.villages)}
        }
        .into_any()
    };
    let heading = if searching && !home.villages.is_empty() {
        words.visits_there()
    } else {
        words.coming_visits()
    };
    let visits = if home.visits.is_empty() {
        let action = view! {
            <p>{words.ask_village_office()}</p>
            {office(&home.settings)}
        };
        empty(words.no_visit_planned(), action.into_any())
    } else {
        cards(&home.visits)
    };
    view! {
        {hits}
        <h2>{heading}</h2>
        {visits}
    }
    .into_any()
}

/// Villages with their kecamatan, for names are not unique.
fn villages(found: &[Village]) -> AnyView {
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
