//! Pieces of a person's line: buttons that are forms, and the small lists.

use super::rows::Row;
use super::use_day_words;
use crate::components::hidden;
use domain::day::Need;
use domain::field::Field;
use domain::id::{EntryId, OperatorId};
use domain::preparation::Item;
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
    let tick = |item: &Item| {
        view! {
            <label class="tick">
                <input type="checkbox" name=item.key() value="1" checked=row.ready.has(*item) />
                <span>{item.word(words.0)}</span>
            </label>
        }
        .into_any()
    };
    let ticks = |items: &[Item]| items.iter().map(tick).collect::<Vec<_>>();
    view! {
        <form method="post" action=action.to_owned()>
            {common("ready", (Some(row.entry), None))}
            <fieldset>
                <legend>{words.with_them()}</legend>
                {ticks(&Item::WITH_THEM)}
            </fieldset>
            <fieldset>
                <legend>{words.written_down()}</legend>
                {ticks(&Item::WRITTEN)}
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
