//! `/`: one question, then the coming visits.

use super::village::cards;
use crate::api::public;
use crate::components::{empty, loaded, office, public_frame, query, village_links};
use crate::islands::VillageSuggestions;
use crate::text::{QuestionWords, use_words};
use domain::service::Home;
use leptos::prelude::*;

/// The page.
#[component]
pub fn HomeView() -> impl IntoView {
    let words = use_words();
    let search = query("cari");
    let page = public::home(search.get_untracked());
    let content = view! {
        <p class="lead">{words.lead()} " " <b class="free">{words.free()}</b></p>
        <VillageSuggestions>
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
            />
            <button class="button" type="submit">
                {words.search()}
            </button>
        </form>
        </VillageSuggestions>
        {loaded(page, move |home| show(home, &search.get_untracked()))}
        <details>
            <summary>{words.nib_short_question()}</summary>
            <p>{words.nib_short()}</p>
            <p>
                <a href="/tentang-nib">{words.read_more()}</a>
                " "
                <a href="/tanya">{QuestionWords(words.0).heading()}</a>
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
            {village_links(&home.villages)}
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
