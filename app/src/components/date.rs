//! Dates and hours.

use crate::text::use_lang;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::calendar::{clock, month_name, weekday_name};
use leptos::prelude::*;

/// Weekday, day and month as a block.
pub fn date_block(date: NaiveDate) -> AnyView {
    let lang = use_lang();
    view! {
        <time class="date-block" datetime=date.to_string()>
            <span>{weekday_name(date.weekday(), lang)}</span>
            " "
            <b>{date.day().to_string()}</b>
            " "
            <span>{month_name(date.month(), lang)}</span>
            " "
            <span>{date.year().to_string()}</span>
        </time>
    }
    .into_any()
}

/// `08.30–11.30 WITA`.
pub fn hours(from: DateTime<Utc>, until: DateTime<Utc>) -> String {
    [&clock(from), "–", &clock(until), " WITA"].concat()
}
