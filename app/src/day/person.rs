//! Pieces of a person's line: buttons that are forms, and the small lists.

use super::rows::Row;
use super::use_day_words;
use crate::components::hidden;
use domain::day::Need;
use domain::field::Field;
use domain::id::{EntryId, OperatorId};
use leptos::prelude::*;

/// A button that does one thing with one person. `operator`: at whose table.
pub(super) fn act_button(
    action: &str,
    act: &'static str,
    of: (Option<EntryId>, Option<OperatorId>),
    class: &'static str,
    label: impl Into<String>,
) -> AnyView {
    let label: String = label.into();
    view! {
        <form method="post" action=action.to_owned()>
            {common(act, of)}
            <button class=class>{label}</button>
        </form>
    }
    .into_any()
}

/// The hidden values of a form.
pub(super) fn common(act: &'static str, of: (Option<EntryId>, Option<OperatorId>)) -> AnyView {
    let (entry, operator) = of;
    view! {
        {hidden("act", act.to_owned())}
        {entry.map(|entry| hidden("entry", entry.to_string()))}
        {operator.map(|operator| hidden("operator", operator.to_string()))}
    }
    .into_any()
}

/// The choice of a priority.
pub(super) fn need_choice(id: &str, now: Option<Need>) -> AnyView {
    let words = use_day_words();
    let options: Vec<_> = Need::ALL
        .iter()
        .map(|need| {
            view! {
                <option value=need.key() selected=now == Some(*need)>
                    {need.word(words.0)}
                </option>
            }
        })
        .collect();
    let id = ["need-", id].concat();
    view! {
        <div class="field">
            <label for=id.clone()>{words.priority()}</label>
            <select id=id name=Field::Need.name()>
                <option value="">{words.no_priority()}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// What the person has with them, to tick.
pub(super) fn ready_form(action: &str, row: &Row) -> AnyView {
    let words = use_day_words();
    let tick = |name: &'static str, label: &'static str, on: bool| {
        view! {
            <label class="tick">
                <input type="checkbox" name=name value="1" checked=on />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <form method="post" action=action.to_owned()>
            {common("ready", (Some(row.entry), None))}
            <fieldset>
                <legend>{words.with_them()}</legend>
                {tick("identity_card", words.identity_card(), row.ready.identity_card)}
                {tick("has_phone", words.has_phone(), row.ready.phone)}
                {tick("has_email", words.has_email(), row.ready.email)}
            </fieldset>
            <fieldset>
                <legend>{words.written_down()}</legend>
                {tick("personal", words.personal(), row.ready.personal)}
                {tick("place", words.place(), row.ready.place)}
                {tick("capital", words.capital(), row.ready.capital)}
                {tick("products", words.products(), row.ready.products)}
            </fieldset>
            <button class="button second">{words.save()}</button>
        </form>
    }
    .into_any()
}

/// Number, name and what helps to greet the person.
pub(super) fn head(row: &Row) -> AnyView {
    let words = use_day_words();
    let number = row.number.map(|number| view! { <b class="number">{number}</b> });
    let mark = |text: &'static str| view! { <span class="mark">{text}</span> };
    view! {
        <div class="person-head">
            {number}
            <p>
                <b>{row.name.clone()}</b>
                " "
                <span class="code">{row.code.clone()}</span>
                <small>{[&row.when, " · ", &row.about].concat()}</small>
                {row.need.map(|need| mark(need.word(words.0)))}
                {row.help.then(|| mark(words.needs_help()))}
                {row.file_ready.then(|| mark(words.file_ready()))}
                {(!row.file_ready && row.ready.written() > 0)
                    .then(|| view! { <small>{words.written(row.ready.written())}</small> })}
                {row.late.then(|| mark(words.late()))}
                {row.mine.then(|| mark(words.your_share()))}
            </p>
        </div>
    }
    .into_any()
}
