//! `/antrean/{visit}`: the board in the hall, for a television and for phones.

use crate::api::{not_found, public};
use crate::components::{copy_facts, copy_line, loaded, param, title};
use crate::live::board_message;
use crate::text::{Lang, QueueWords, Words, use_lang, use_words};
use domain::day::service::BoardPage;
use leptos::prelude::*;

/// The page.
#[component]
pub fn BoardView() -> impl IntoView {
    let id = param("visit").get_untracked();
    let page = async move {
        match id.parse() {
            Ok(id) => public::queue(id).await,
            Err(_) => not_found(),
        }
    };
    let lang = use_lang();
    view! {
        {title(QueueWords(lang).queue())}
        <main id="isi" class="board" tabindex="-1">
            {loaded(page, move |page| show(&page, lang))}
        </main>
    }
}

fn show(page: &BoardPage, lang: Lang) -> AnyView {
    let (words, common) = (QueueWords(lang), use_words());
    let heading = words.queue_in(&common.village(&page.visit.village.name));
    let here = ["/antrean/", &page.visit.id.to_string()].concat();
    let message = board_message(page, lang);
    let calls: Vec<String> = message.calls.into_iter().map(|call| call.key).collect();
    let calls = calls.join(" ");
    view! {
        {title(&heading)}
        {copy_facts(heading.clone(), page.visit.date)}
        <div
            class="board-screen"
            data-live=here.clone()
            data-version=message.id
            data-calls=calls
            data-stale=words.stale()
            data-on=words.sound_is_on()
        >
            <header class="board-head">
                <div>
                    <h1>{heading}</h1>
                    <p>{page.visit.venue.clone()}</p>
                </div>
                <p class="board-clock">
                    <span data-clock>{message.at}</span>
                    " WITA"
                </p>
            </header>
            {copy_line(words.board_copy())}
            <p class="board-state" role="status" data-state></p>
            <div class="board-body" data-board inner_html=message.html></div>
            <p class="visually-hidden" aria-live="polite" data-call></p>
            {foot(words, common, &here)}
        </div>
    }
    .into_any()
}

fn foot(words: QueueWords, common: Words, here: &str) -> AnyView {
    let (tag, name) = match words.0 {
        Lang::Id => ("en", "English"),
        Lang::En => ("id", "Bahasa Indonesia"),
    };
    let order = [
        words.rule_handed(),
        words.rule_need(),
        words.rule_slip(),
        words.rule_booked(),
        words.rule_others(),
    ];
    let more = [
        words.rule_late(),
        words.rule_missed(),
        words.rule_incident(),
        words.rule_estimate(),
        words.rule_privacy(),
    ];
    view! {
        <footer class="board-foot">
            <button
                type="button"
                class="board-sound"
                data-sound
                data-sound-on=words.sound_on()
                data-sound-off=words.sound_off()
                hidden
            >
                {words.sound_on()}
            </button>
            <details>
                <summary>{words.rule_title()}</summary>
                <ol>{order.map(|text| view! { <li>{text}</li> }).into_iter().collect_view()}</ol>
                {more.map(|text| view! { <p>{text}</p> }).into_iter().collect_view()}
            </details>
            <p>
                <a href="/" rel="external">
                    {words.home()}
                </a>
                " "
                <a lang=tag hreflang=tag rel="external" href=["/bahasa/", tag, "?ke=", here].concat()>
                    {name}
                </a>
                " "
                <b>{common.all_free()}</b>
            </p>
        </footer>
    }
    .into_any()
}
