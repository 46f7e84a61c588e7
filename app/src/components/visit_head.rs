//! When and where a visit is, and what to bring.

use super::{date_block, hours, map_href};
use crate::text::use_words;
use domain::service::VisitSummary;
use domain::settings::Settings;
use leptos::prelude::*;

/// Date block, hours (or the `time` of a slot), place with its map, and that it is free.
pub fn when_and_where(visit: &VisitSummary, time: Option<String>) -> AnyView {
    let words = use_words();
    let time = time.unwrap_or_else(|| hours(visit.starts_at, visit.ends_at));
    view! {
        <div class="when">
            {date_block(visit.date)}
            <div>
                <p>
                    <b>{words.at_clock()} " " {time}</b>
                </p>
                <p>{visit.venue.clone()}</p>
                <p>
                    <a
                        class="map"
                        href=map_href(&visit.venue, &visit.village)
                        target="_blank"
                        rel="external noreferrer"
                    >
                        {words.map()}
                    </a>
                </p>
                <p class="free">{words.free()}</p>
            </div>
        </div>
    }
    .into_any()
}

/// What to bring, to be opened.
pub fn bring(settings: &Settings, open: bool) -> AnyView {
    let words = use_words();
    let lines = settings
        .bring(words.0)
        .iter()
        .map(|line| view! { <li>{line.clone()}</li> })
        .collect::<Vec<_>>();
    view! {
        <details open=open>
            <summary>{words.what_to_bring()}</summary>
            <ul>{lines}</ul>
        </details>
    }
    .into_any()
}

/// The office: where to go when a visit does not suit.
pub fn office(settings: &Settings) -> AnyView {
    let words = use_words();
    let phone = (!settings.office_phone.is_empty()).then(|| {
        view! {
            " "
            {words.call()}
            " "
            <a href=["tel:", &settings.office_phone].concat()>{settings.office_phone.clone()}</a>
            "."
        }
    });
    view! {
        <p>
            {words.or_office()} " " <b>{settings.office_name.clone()}</b> ", "
            {settings.office_address.clone()} "." {phone}
        </p>
    }
    .into_any()
}
