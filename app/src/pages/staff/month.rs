//! Visits of a month: rows on a phone, a calendar on a desk.

use super::frame::{Tab, staff_frame};
use super::parts::{place_name, plan_button, surplus_line, visit_path, visit_row};
use crate::api::{self, Loaded};
use crate::components::{empty, loaded, places_words, query, state_word};
use crate::text::{StaffWords, use_staff_words};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use domain::calendar::{month_year, weekday_name};
use domain::plan::parse_date;
use domain::service::VisitSummary;
use leptos::prelude::*;

/// First day of the month, and its visits.
type Month = (NaiveDate, Vec<VisitSummary>);

/// `/staf/kunjungan`
#[component]
pub fn MonthView() -> impl IntoView {
    let words = use_staff_words();
    let month = query("bulan");
    let data = Resource::new_blocking(move || month.get(), load);
    let content = loaded(data, move |(first, visits)| content(words, first, visits)).into_any();
    staff_frame(words.visits(), Tab::Visits, content)
}

/// `month` is `2026-12`; anything else is the month of today.
async fn load(month: String) -> Loaded<Month> {
    let day = match parse_date(&[&month, "-01"].concat()) {
        Ok(day) => day,
        Err(_) => api::staff::today().await?.date,
    };
    let first = day.with_day(1).unwrap_or(day);
    Ok((first, api::staff::month(first).await?))
}

fn content(words: StaffWords, first: NaiveDate, visits: Vec<VisitSummary>) -> AnyView {
    let plan = plan_button(words);
    let list = if visits.is_empty() {
        empty(words.no_visits(), plan)
    } else {
        let rows: Vec<_> = visits
            .iter()
            .map(|visit| visit_row(words, visit, ().into_any()))
            .collect();
        view! {
            <ul class="rows month-rows">{rows}</ul>
            {grid(words, first, &visits)}
            <p>{plan}</p>
        }
        .into_any()
    };
    let name = month_year(first, words.0);
    view! {
        <h1>{words.visits()} ", " {name}</h1>
        <nav class="months" aria-label=words.months()>
            {other_month(words, first.checked_sub_months(Months::new(1)), words.previous_month())}
            {other_month(words, first.checked_add_months(Months::new(1)), words.next_month())}
        </nav>
        {list}
    }
    .into_any()
}

fn other_month(words: StaffWords, first: Option<NaiveDate>, label: &'static str) -> Option<AnyView> {
    let first = first?;
    let href = format!("/staf/kunjungan?bulan={}-{:02}", first.year(), first.month());
    Some(
        view! {
            <a class="button quiet" href=href>
                <span class="visually-hidden">{label} ": "</span>
                {month_year(first, words.0)}
            </a>
        }
        .into_any(),
    )
}

const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

fn grid(words: StaffWords, first: NaiveDate, visits: &[VisitSummary]) -> AnyView {
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

fn day_cell(words: StaffWords, day: NaiveDate, inside: bool, visits: &[VisitSummary]) -> AnyView {
    if !inside {
        return view! { <td class="outside"></td> }.into_any();
    }
    let entries: Vec<_> = visits
        .iter()
        .filter(|visit| visit.date == day)
        .map(|visit| {
            view! {
                <div class="month-visit">
                    <a href=visit_path(visit.id, "")>{place_name(visit)}</a>
                    {state_word(visit.state)}
                    <p class="count">{places_words(visit.booked, visit.capacity, words.0)}</p>
                    {surplus_line(words, visit)}
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <td>
            <span class="day">{day.day().to_string()}</span>
            {entries}
        </td>
    }
    .into_any()
}
