//! Forms of the calendar: adding a day, changing the holidays of a date.

use super::parts::{OwnField, caution, only, option, own_field, typed};
use crate::components::hidden;
use crate::form::FormState;
use crate::text::{CalendarWords, use_lang};
use chrono::NaiveDate;
use domain::calendar::long_date;
use domain::error::ServiceError;
use domain::field::Field;
use domain::holiday::{Holiday, HolidayKind};
use domain::lunar::LunarKind;
use domain::year::CalendarYear;
use leptos::prelude::*;

/// The holidays of a date, each with its form.
pub(super) fn change(
    words: CalendarWords,
    year: &CalendarYear,
    date: NaiveDate,
    form: &FormState,
) -> AnyView {
    let cards: Vec<_> = year
        .holidays
        .iter()
        .filter(|holiday| holiday.date == date)
        .enumerate()
        .map(|(at, holiday)| change_one(words, holiday, &at.to_string(), form))
        .collect();
    let list = if cards.is_empty() {
        caution(words.no_such_day())
    } else {
        cards.into_any()
    };
    view! {
        <section>
            <h2>{words.change_title()} ", " {long_date(date, words.0)}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn change_one(words: CalendarWords, holiday: &Holiday, owner: &str, form: &FormState) -> AnyView {
    // Two holidays may share a date: the form that came back says whose it was.
    let mine = if form.holds("was_name", &holiday.name) {
        only(form, "ubah")
    } else {
        FormState::default()
    };
    let confirm = holiday.provisional.then(|| {
        view! {
            <form method="post" action="/staf/kalender/libur/sahkan">
                {seen(holiday, &FormState::default())}
                <button class="button second">{words.confirm()}</button>
            </form>
        }
        .into_any()
    });
    view! {
        <div class="card">
            <h3>{holiday.name.clone()}</h3>
            <form method="post" action="/staf/kalender/libur/ubah" class="narrow">
                {seen(holiday, &mine)}
                {holiday_fields(words, Some(holiday), owner, &mine)}
                <button class="button">{words.save()}</button>
            </form>
            <div class="actions">
                {confirm}
                <form method="post" action="/staf/kalender/libur/hapus">
                    {seen(holiday, &FormState::default())}
                    <button class="button danger">{words.remove_holiday()}</button>
                </form>
            </div>
        </div>
    }
    .into_any()
}

/// The row that was seen: after a clash the stored one, for the reader has now compared.
fn seen(holiday: &Holiday, form: &FormState) -> AnyView {
    let keeps = form.is_refused() && form.error != Some(ServiceError::Stale);
    let value = |name: &'static str, stored: String| {
        let kept = if keeps { typed(form, name) } else { None };
        hidden(name, kept.unwrap_or(stored))
    };
    view! {
        {value("was_date", holiday.date.to_string())}
        {value("was_kind", holiday.kind.key().to_owned())}
        {value("was_name", holiday.name.clone())}
        {value("was_provisional", holiday.provisional.to_string())}
    }
    .into_any()
}

/// A holiday that is not in the table yet.
pub(super) fn add_holiday(words: CalendarWords, year: i32, form: &FormState) -> AnyView {
    view! {
        <details open=form.is_refused() class="no-print">
            <summary>{words.add()}</summary>
            <form method="post" action="/staf/kalender/libur" class="narrow">
                {hidden("tahun", year.to_string())}
                {holiday_fields(words, None, "libur", form)}
                <button class="button">{words.add()}</button>
            </form>
        </details>
    }
    .into_any()
}

fn holiday_fields(words: CalendarWords, stored: Option<&Holiday>, owner: &str, form: &FormState) -> AnyView {
    let name = OwnField {
        field: Field::HolidayName,
        kind: "text",
        label: words.name(),
        hint: words.name_hint(),
        value: stored.map(|holiday| holiday.name.clone()).unwrap_or_default(),
    };
    let kinds = HolidayKind::ALL
        .iter()
        .map(|kind| (kind.key(), kind.word(words.0)))
        .collect();
    let kind = stored.map_or(HolidayKind::National, |holiday| holiday.kind);
    let provisional = if form.is_refused() {
        form.holds("provisional", "true")
    } else {
        stored.is_some_and(|holiday| holiday.provisional)
    };
    view! {
        {own_field(date(words, stored.map(|holiday| holiday.date)), owner, form)}
        {own_field(name, owner, form)}
        {choose(words.kind(), Field::HolidayKind, kinds, kind.key(), owner, form)}
        <label class="choice">
            <input type="checkbox" name="provisional" value="true" checked=provisional />
            <span>{words.provisional_box()} <small>{words.provisional_hint()}</small></span>
        </label>
    }
    .into_any()
}

fn date(words: CalendarWords, stored: Option<NaiveDate>) -> OwnField {
    OwnField {
        field: Field::Date,
        kind: "date",
        label: words.date(),
        hint: "",
        value: stored.map(|date| date.to_string()).unwrap_or_default(),
    }
}

/// A day of the lunar calendar that is not in the table yet.
pub(super) fn add_lunar(words: CalendarWords, year: i32, form: &FormState) -> AnyView {
    let kinds = LunarKind::ALL
        .iter()
        .map(|kind| (kind.key(), words.lunar_kind(*kind)))
        .collect();
    view! {
        <details open=form.is_refused() class="no-print">
            <summary>{words.add_lunar()}</summary>
            <form method="post" action="/staf/kalender/hari-bali" class="narrow">
                {hidden("tahun", year.to_string())}
                {own_field(date(words, None), "bali", form)}
                {choose(words.kind(), Field::LunarKind, kinds, LunarKind::Nyepi.key(), "bali", form)}
                <button class="button">{words.add_lunar()}</button>
            </form>
        </details>
    }
    .into_any()
}

/// A list of which one is chosen; its id as in [`own_field`].
fn choose(
    label: &'static str,
    field: Field,
    choices: Vec<(&'static str, &'static str)>,
    stored: &str,
    owner: &str,
    form: &FormState,
) -> AnyView {
    let name = field.name();
    let id = if form.is_refused() {
        name.to_owned()
    } else {
        [name, "-", owner].concat()
    };
    let about = [&id, "-about"].concat();
    let problem = form.problem(field, use_lang());
    let invalid = problem.is_some().then_some("true");
    let chosen = form.value_or(field, stored);
    let options: Vec<_> = choices
        .into_iter()
        .map(|(key, label)| option(key.to_owned(), label.to_owned(), key == chosen))
        .collect();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="problem" id=about.clone()>
                {problem}
            </p>
            <select id=id name=name aria-describedby=about aria-invalid=invalid>
                {options}
            </select>
        </div>
    }
    .into_any()
}
