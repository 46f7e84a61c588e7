//! Arrival windows as cards.

use super::left_words;
use crate::text::use_words;
use chrono::Timelike;
use domain::calendar::{clock, date_in_wita, long_date, to_wita};
use domain::field::Field;
use domain::service::SlotView;
use leptos::prelude::*;

/// `09.20–09.40`.
pub fn slot_time(opening: &SlotView) -> String {
    [&clock(opening.starts_at), "–", &clock(opening.ends_at)].concat()
}

/// The slots by hour, each card a radio named `slot_id`; full ones are shown and cannot be chosen.
/// Once a page.
pub fn slot_cards(slots: &[SlotView], chosen: Option<String>) -> AnyView {
    let words = use_words();
    let Some(first) = slots.first() else {
        return ().into_any();
    };
    let day = long_date(date_in_wita(first.starts_at), words.0);
    let hour = |opening: &SlotView| to_wita(opening.starts_at).hour();
    let mut number = 0;
    let groups = slots
        .chunk_by(|a, b| hour(a) == hour(b))
        .map(|group| {
            let cards = group
                .iter()
                .map(|opening| {
                    number += 1;
                    card(opening, number, chosen.as_deref())
                })
                .collect::<Vec<_>>();
            view! {
                <h3>{words.hour(hour(&group[0]))}</h3>
                <div class="slots">{cards}</div>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <p id="tgl">{day}</p>
        {groups}
    }
    .into_any()
}

fn card(opening: &SlotView, number: usize, chosen: Option<&str>) -> AnyView {
    let words = use_words();
    let id = opening.id;
    let value = id.to_string();
    let checked = chosen == Some(value.as_str()) && opening.bookable;
    let label_id = ["j", &number.to_string()].concat();
    let left = if opening.bookable || opening.available == 0 {
        left_words(opening.available, words.0)
    } else {
        words.closed().to_owned()
    };
    view! {
        <label class="choice">
            <input
                type="radio"
                name=Field::Slot.name()
                value=value
                required=true
                checked=checked
                disabled=!opening.bookable
                aria-labelledby=["tgl ", &label_id].concat()
            />
            <span id=label_id>
                <b>{clock(opening.starts_at)}</b>
                " "
                <small>{left}</small>
            </span>
        </label>
    }
    .into_any()
}
