//! The parts of pages that live in the browser. All else is rendered on the server alone and costs the
//! browser's module nothing (docs/decisions/0003).
//!
//! An island helps; no page needs one. To add one: a file here with an `#[island]` whose props can be
//! serialised, a line below, and its tag where a page shows it.

mod booking_help;
mod date_warnings;
mod desk;
mod device;
mod table;
mod village_suggestions;

pub use booking_help::BookingHelp;
pub use date_warnings::DateWarnings;
pub use desk::Desk;
pub use table::Table;
pub use village_suggestions::VillageSuggestions;

use crate::day::use_day_words;
use device::{Device, Link};
use leptos::prelude::*;

/// Connection and waiting changes, in one line that is always seen.
fn device_line(device: Device) -> impl IntoView {
    let words = use_day_words();
    let class = move || match device.link.get() {
        Link::Online => "device-line",
        Link::Offline | Link::LoggedOut => "device-line off",
    };
    let waiting = move || {
        let number = device.replica.with(|it| it.waiting_to_send());
        (number > 0).then(|| [" · ", &words.unsent(number)].concat())
    };
    view! {
        <p class=class role="status" id="sambungan">
            {move || desk::link_words(device.link.get())} {waiting}
        </p>
    }
}

/// What came of the last act.
fn note_line(device: Device) -> impl IntoView {
    let class = move || match device.note.get() {
        None => "visually-hidden",
        Some(note) if note.good => "notice success",
        Some(_) => "notice error",
    };
    view! {
        <p class=class role="status" id="catatan" tabindex="-1">
            {move || device.note.get().map(|note| note.text)}
        </p>
    }
}
