//! A month as a calendar; a phone shows its days with visits one below the other. One mark-up for both: each
//! visit costs its bytes once.

use super::month::preparation;
use super::parts::visit_body;
use crate::text::StaffWords;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::calendar::{month_year, weekday_name};
use domain::month::BoardVisit;
use leptos::prelude::*;

const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// A month as a calendar.
pub(super) fn grid(words: StaffWords, first: NaiveDate, visits: &[BoardVisit]) -> AnyView {
    let heads: Vec<_> = WEEK
        .iter()
        .map(|day| view! { <th scope="col">{weekday_name(*day, words.0)}</th> }.into_any())
        .collect();
    let before = u64::from(first.weekday().num_days_from_monday());
    let mut day = first.checked_sub_days(Days::new(before)).unwrap_or(first);
    let mut weeks = Vec::new();
    // At most six weeks touch a month.
    for _ in 0..6 {
        if day > first && day.month() != first.month() {
            break;
        }
        let mut cells = Vec::new();
        for _ in 0..7 {
            cells.push(day_cell(words, day, day.month() == first.month(), visits));
            day = day.succ_opt().unwrap_or(day);
        }
        weeks.push(view! { <tr>{cells}</tr> }.into_any());
    }
    view! {
        <table class="month-grid">
            <caption class="visually-hidden">{month_year(first, words.0)}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{weeks}</tbody>
        </table>
    }
    .into_any()
}

fn day_cell(words: StaffWords, day: NaiveDate, inside: bool, visits: &[BoardVisit]) -> AnyView {
    if !inside {
        return view! { <td class="outside"></td> }.into_any();
    }
    let entries: Vec<_> = visits
        .iter()
        .filter(|each| each.visit.date == day)
        .map(|each| {
            let body = visit_body(words, &each.visit, preparation(words, each));
            view! { <div class="card visit-row">{body}</div> }.into_any()
        })
        .collect();
    let busy = (!entries.is_empty()).then_some("busy");
    view! {
        <td class=busy>
            <span class="day">{day.day().to_string()}</span>
            {entries}
        </td>
    }
    .into_any()
}
