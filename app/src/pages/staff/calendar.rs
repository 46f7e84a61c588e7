//! The calendar of a year: what the office enters, beside what is computed.

use super::calendar_forms::{add_holiday, add_lunar, change};
use super::frame::{Tab, staff_frame};
use super::parts::{caution, cell, heads, only};
use crate::api::{self, Loaded, may};
use crate::components::{empty, error_summary, hidden, loaded, query};
use crate::form::{FormState, use_form_state};
use crate::text::{CalendarWords, use_lang};
use chrono::{Datelike, NaiveDate};
use domain::calendar::long_date;
use domain::holiday::Holiday;
use domain::lunar::LunarDay;
use domain::pawukon::BalineseDay;
use domain::plan::parse_date;
use domain::staff::Act;
use domain::year::{CalendarYear, YEARS, computed_days};
use leptos::prelude::*;

/// `/staf/kalender`; `?tahun=2027` is a year, `&ubah=2027-03-10` opens the holidays of a day.
#[component]
pub fn CalendarView() -> impl IntoView {
    let words = CalendarWords(use_lang());
    let form = use_form_state();
    let year = query("tahun");
    let opened = query("ubah");
    let data = load(year.get_untracked());
    let content = loaded(data, move |year| {
        let opened = parse_date(&opened.get_untracked()).ok();
        content(words, &year, opened, &form)
    })
    .into_any();
    staff_frame(words.calendar(), Tab::More, content)
}

/// Anything that is no year is the year of today.
async fn load(year: String) -> Loaded<CalendarYear> {
    let year = match year.parse() {
        Ok(year) => year,
        Err(_) => api::staff::today().await?.date.year(),
    };
    api::staff::calendar_year(year).await
}

fn content(
    words: CalendarWords,
    year: &CalendarYear,
    opened: Option<NaiveDate>,
    form: &FormState,
) -> AnyView {
    let edits = may(Act::PlanVisits);
    let unknown = (!year.nyepi_known).then(|| caution(words.nyepi_unknown()));
    let forms = opened
        .filter(|_| edits)
        .map(|date| change(words, year, date, form));
    view! {
        <h1>{format!("{} {}", words.calendar(), year.year)}</h1>
        {error_summary(form)}
        <nav class="months" aria-label=words.years()>
            {other_year(year.year - 1, words.previous())}
            {other_year(year.year + 1, words.next())}
        </nav>
        {unknown}
        {forms}
        <section>
            <h2>{words.holidays()}</h2>
            {holidays(words, year, edits)}
            {edits.then(|| add_holiday(words, year.year, &only(form, "libur")))}
        </section>
        <section>
            <h2>{words.lunar()}</h2>
            <p class="hint">{words.lunar_lead()}</p>
            {lunar(words, year, edits)}
            {edits.then(|| add_lunar(words, year.year, &only(form, "hari-bali")))}
        </section>
        {computed(words, year.year)}
    }
    .into_any()
}

fn other_year(year: i32, label: &'static str) -> Option<AnyView> {
    YEARS.contains(&year).then(|| {
        view! {
            <a class="button quiet" href=format!("/staf/kalender?tahun={year}")>
                <span class="visually-hidden">{label} ": "</span>
                {year}
            </a>
        }
        .into_any()
    })
}

fn holidays(words: CalendarWords, year: &CalendarYear, edits: bool) -> AnyView {
    if year.holidays.is_empty() {
        return empty(words.no_holidays(), ().into_any());
    }
    let rows: Vec<_> = year
        .holidays
        .iter()
        .map(|holiday| holiday_row(words, holiday, edits))
        .collect();
    let some_may_move = year.holidays.iter().any(|holiday| holiday.provisional);
    let lead = some_may_move.then(|| view! { <p class="hint">{words.provisional_lead()}</p> }.into_any());
    view! {
        {lead}
        <table class="cards">
            {heads(&[words.date(), words.kind(), words.name()])} <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn holiday_row(words: CalendarWords, holiday: &Holiday, edits: bool) -> AnyView {
    let provisional = holiday
        .provisional
        .then(|| view! { <strong>" (" {words.provisional()} ")"</strong> }.into_any());
    let change = edits.then(|| {
        let href = format!(
            "/staf/kalender?tahun={}&ubah={}",
            holiday.date.year(),
            holiday.date
        );
        view! {
            " "
            <a href=href class="no-print">
                {words.change()}
                <span class="visually-hidden" lang="id">
                    " "
                    {holiday.name.clone()}
                </span>
            </a>
        }
        .into_any()
    });
    let name = view! {
        <span lang="id">{holiday.name.clone()}</span>
        {provisional}
        {change}
    };
    view! {
        <tr>
            {cell(words.date(), long_date(holiday.date, words.0).into_any())}
            {cell(words.kind(), holiday.kind.word(words.0).into_any())} {cell(words.name(), name.into_any())}
        </tr>
    }
    .into_any()
}

fn lunar(words: CalendarWords, year: &CalendarYear, edits: bool) -> AnyView {
    if year.lunar.is_empty() {
        return empty(words.no_lunar(), ().into_any());
    }
    let rows: Vec<_> = year
        .lunar
        .iter()
        .map(|day| lunar_row(words, day, edits))
        .collect();
    view! { <ul class="absences">{rows}</ul> }.into_any()
}

fn lunar_row(words: CalendarWords, day: &LunarDay, edits: bool) -> AnyView {
    let text = [&long_date(day.date, words.0), ": ", words.lunar_kind(day.kind)].concat();
    let remove = edits.then(|| {
        view! {
            <form method="post" action="/staf/kalender/hari-bali/hapus" class="no-print">
                {hidden("date", day.date.to_string())}
                {hidden("lunar_kind", day.kind.key().to_owned())}
                <button class="button quiet">
                    {words.remove()} <span class="visually-hidden">": " {text.clone()}</span>
                </button>
            </form>
        }
        .into_any()
    });
    view! {
        <li>
            <span>{text.clone()}</span>
            {remove}
        </li>
    }
    .into_any()
}

fn computed(words: CalendarWords, year: i32) -> AnyView {
    let line = |(date, day): (NaiveDate, BalineseDay)| {
        let holds = if day.is_local_holiday() {
            [" (", words.local_holiday(), ")"].concat()
        } else {
            String::new()
        };
        let text = [&long_date(date, words.0), ": ", day.name(words.0), &holds].concat();
        view! { <li>{text}</li> }.into_any()
    };
    let lines: Vec<_> = computed_days(year).into_iter().map(line).collect();
    view! {
        <section>
            <h2>{words.computed()}</h2>
            <p class="hint">{words.computed_lead()}</p>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}
