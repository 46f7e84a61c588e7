//! The desk: who is expected, who waits, who came without booking.

use super::person::{act_button, common, head, need_choice, ready_form};
use super::rows::{Group, Row};
use super::{desk_path, use_day_words};
use crate::components::{Input, input};
use crate::form::FormState;
use domain::field::Field;
use domain::id::VisitId;
use leptos::prelude::*;

/// The groups of the page, each with its heading.
pub const GROUPS: [fn(Group) -> bool; 5] = [
    |group| group == Group::Missed,
    |group| group == Group::Expected,
    |group| group == Group::Waiting,
    |group| group == Group::AtTable,
    |group| matches!(group, Group::NoShow | Group::Done(_) | Group::Cancelled),
];

/// All groups as lists; `lines` shows the lines of one.
pub fn desk_rows(lines: impl Fn(usize) -> AnyView) -> AnyView {
    let words = use_day_words();
    let headings = [
        words.missed(),
        words.expected(),
        words.waiting(),
        words.at_tables(),
        words.others(),
    ];
    let section = |(at, heading): (usize, &'static str)| {
        // Nobody expected, nobody waiting: that is news. The others are there when somebody is in them.
        let class = if matches!(at, 1 | 2) {
            "day-group"
        } else {
            "day-group when-needed"
        };
        view! {
            <section class=class>
                <h2>{heading}</h2>
                <ul class="people">{lines(at)}</ul>
            </section>
        }
    };
    headings
        .into_iter()
        .enumerate()
        .map(section)
        .collect_view()
        .into_any()
}

/// A person's line with what can be done.
pub fn row_card(visit: VisitId, row: &Row, changes: bool) -> AnyView {
    let words = use_day_words();
    let action = desk_path(visit);
    let button =
        |act, class, label| changes.then(|| act_button(&action, act, (Some(row.entry), None), class, label));
    let main = match row.group {
        Group::Expected => changes.then(|| check_in(&action, row)),
        Group::Missed => button("back", "button", words.back()),
        Group::NoShow => button("undo-no-show", "button second", words.undo_no_show()),
        Group::AtTable => Some(said(&words.table_number(row.table))),
        Group::Done(ending) => Some(said(ending.outcome().state().word(words.0))),
        Group::Cancelled => Some(said(words.cancelled_booking())),
        Group::Waiting => None,
    };
    let more = match row.group {
        Group::Expected => button("no-show", "button second", words.no_show()),
        Group::Waiting => changes.then(|| waiting(visit, &action, row)),
        Group::Missed => button("leave", "button second", words.leave()),
        _ => None,
    };
    let more = more.map(|more| {
        view! {
            <details>
                <summary>{words.more()}</summary>
                {more}
            </details>
        }
    });
    view! { <li class="person">{head(row)} {main} {more}</li> }.into_any()
}

fn said(text: &str) -> AnyView {
    view! { <p class="said">{text.to_owned()}</p> }.into_any()
}

fn check_in(action: &str, row: &Row) -> AnyView {
    let words = use_day_words();
    view! {
        <form method="post" action=action.to_owned() class="check-in">
            {common("check-in", (Some(row.entry), None))}
            {need_choice(&row.entry.to_string(), row.need)}
            <button class="button">
                {words.check_in()} <span class="visually-hidden">{[": ", &row.name].concat()}</span>
            </button>
        </form>
    }
    .into_any()
}

fn waiting(visit: VisitId, action: &str, row: &Row) -> AnyView {
    let words = use_day_words();
    let (entry, of) = (row.entry, (Some(row.entry), None));
    let file = if row.file_ready {
        act_button(
            action,
            "file-not-ready",
            of,
            "button second",
            words.file_not_ready(),
        )
    } else {
        act_button(action, "file-ready", of, "button second", words.file_ready())
    };
    let slip = [
        "/staf/kunjungan/",
        &visit.to_string(),
        "/kartu-kembali/",
        &entry.to_string(),
    ]
    .concat();
    view! {
        <form method="post" action=action.to_owned()>
            {common("need", of)}
            {need_choice(&entry.to_string(), row.need)}
            <p class="hint">{words.priority_hint()}</p>
            <button class="button second">{words.save()}</button>
        </form>
        {ready_form(action, row)}
        {file}
        {act_button(action, "leave", of, "button second", words.leave())}
        <a class="button second" href=slip rel="external">
            {words.return_slip()}
        </a>
        {act_button(action, "undo-check-in", of, "button second danger", words.undo_check_in())}
    }
    .into_any()
}

/// Three fields and a number.
pub fn walk_in_form(visit: VisitId, form: &FormState) -> AnyView {
    let words = use_day_words();
    let id = form
        .values
        .iter()
        .find(|(name, _)| name == "id")
        .map(|(_, id)| crate::components::hidden("id", id.clone()));
    let name = Input {
        required: true,
        autocomplete: "off",
        ..Input::text(Field::ApplicantName, words.name())
    };
    let phone = Input {
        required: true,
        kind: "tel",
        inputmode: "tel",
        autocomplete: "off",
        ..Input::text(Field::Phone, words.phone())
    };
    let business = Input {
        required: true,
        autocomplete: "off",
        ..Input::text(Field::BusinessActivity, words.business())
    };
    view! {
        <details class="walk-in card" open=form.is_refused()>
            <summary>{words.walk_in()}</summary>
            <form method="post" action=desk_path(visit)>
                {common("walk-in", (None, None))}
                {id}
                {input(name, form)}
                {input(phone, form)}
                {input(business, form)}
                {need_choice("walk-in", None)}
                <button class="button">{words.give_number()}</button>
            </form>
        </details>
    }
    .into_any()
}

/// What a search came to, where that has to be said.
pub fn found_words(sought: &str, found: usize) -> Option<&'static str> {
    let words = use_day_words();
    match found {
        _ if sought.trim().is_empty() => None,
        0 => Some(words.not_found()),
        1 => None,
        _ => Some(words.ambiguous()),
    }
}
