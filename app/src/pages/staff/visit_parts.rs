//! What the page of a visit shows below its steps.

use super::parts::{cell, heads, moment, optional_row, phone_links, row, text_row};
use crate::components::slot_time;
use crate::text::{PeopleWords, StaffWords};
use domain::calendar::long_date;
use domain::capacity::surplus;
use domain::service::{HistoryEntry, RecordedAnswer, StaffSlot, StaffVisit, facility_words};
use domain::text::Line;
use domain::venue::VenueAnswer;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What the village said, and how long its link is good.
pub(super) fn answer(words: StaffWords, visit: &StaffVisit) -> AnyView {
    let link = visit
        .link_expires_at
        .map(|at| view! { <p class="hint">{words.link_until(&moment(at, words.0))}</p> }.into_any());
    let body = match &visit.answer {
        Some(recorded) => recorded_answer(words, recorded),
        None => view! { <p>{words.no_answer()}</p> }.into_any(),
    };
    view! {
        <section>
            <h2>{words.answer()}</h2>
            {body}
            {link}
        </section>
    }
    .into_any()
}

fn recorded_answer(words: StaffWords, recorded: &RecordedAnswer) -> AnyView {
    let note = |note: &Option<Line<300>>| {
        let text = note.as_ref().map(|note| note.as_str().to_owned());
        optional_row(words.note(), text)
    };
    let rows = match &recorded.answer {
        VenueAnswer::Yes {
            venue,
            contact_name,
            contact_phone,
            facilities,
            note: remark,
        } => {
            let contact = view! {
                {contact_name.as_str().to_owned()}
                <br />
                {phone_links(words, contact_phone)}
            };
            view! {
                {text_row(words.answer(), words.answer_yes().to_owned())}
                {text_row(words.venue(), venue.as_str().to_owned())}
                {row(words.contact(), contact.into_any())}
                {text_row(words.facilities(), facility_words(facilities, words.0).join(", "))}
                {note(remark)}
            }
            .into_any()
        }
        VenueAnswer::OtherDate { date, note: remark } => view! {
            {text_row(words.answer(), words.answer_other().to_owned())}
            {text_row(words.other_date(), long_date(*date, words.0))}
            {note(remark)}
        }
        .into_any(),
        VenueAnswer::No { note: remark } => view! {
            {text_row(words.answer(), words.answer_no().to_owned())}
            {note(remark)}
        }
        .into_any(),
    };
    view! {
        <dl class="summary-list">{rows} {text_row(words.answered_at(), moment(recorded.at, words.0))}</dl>
    }
    .into_any()
}

/// The slots with their people.
pub(super) fn slots(words: StaffWords, visit: &StaffVisit) -> AnyView {
    let lines: Vec<_> = visit.slots.iter().map(|each| slot_line(words, each)).collect();
    let body = if lines.is_empty() {
        view! { <p>{words.no_slots()}</p> }.into_any()
    } else {
        view! {
            <table class="cards">
                {heads(&[words.time(), words.booked(), words.operators()])}
                <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{words.slots()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn slot_line(words: StaffWords, each: &StaffSlot) -> AnyView {
    let beyond = surplus(each.booked, each.slot.capacity);
    let beyond = (beyond > 0)
        .then(|| view! { <strong class="surplus">" ! " {words.surplus(beyond)}</strong> }.into_any());
    let places = view! {
        {words.of(each.booked, each.slot.capacity)}
        {beyond}
    };
    let operators = if each.operators.is_empty() {
        words.none().to_owned()
    } else {
        each.operators.join(", ")
    };
    view! {
        <tr>
            {cell(words.time(), slot_time(&each.slot).into_any())}
            {cell(words.booked(), places.into_any())}
            {cell(words.operators(), operators.into_any())}
        </tr>
    }
    .into_any()
}

/// The names that count in some slot, each once.
pub(super) fn team(words: StaffWords, visit: &StaffVisit) -> AnyView {
    let names: BTreeSet<&str> = visit
        .slots
        .iter()
        .flat_map(|each| each.operators.iter().map(String::as_str))
        .collect();
    let names: Vec<_> = names.into_iter().collect();
    let text = if names.is_empty() {
        words.nobody_allotted().to_owned()
    } else {
        names.join(", ")
    };
    let approval = visit.plan.office_reason.as_ref().map(|reason| {
        let label = PeopleWords(words.0).office_reason();
        view! { <p class="hint">{[label, ": ", reason.as_str()].concat()}</p> }.into_any()
    });
    view! {
        <section>
            <h2>{words.team()}</h2>
            <p>{text}</p>
            <p>{PeopleWords(words.0).office_left(visit.office.left(&visit.plan.operators), visit.office.minimum)}</p>
            {approval}
        </section>
    }
    .into_any()
}

/// The record, latest first.
pub(super) fn history(words: StaffWords, entries: &[HistoryEntry]) -> AnyView {
    let lines: Vec<_> = entries
        .iter()
        .map(|entry| {
            let detail = (!entry.detail.is_empty()).then(|| [": ", &entry.detail].concat());
            view! {
                <li>
                    <span class="hint">{moment(entry.at, words.0)}</span>
                    <br />
                    {words.act(&entry.act).to_owned()}
                    {detail}
                    " ("
                    {words.actor(&entry.actor).to_owned()}
                    ")"
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <details class="no-print">
            <summary>
                <h2>{words.history()}</h2>
            </summary>
            <ol class="history">{lines}</ol>
        </details>
    }
    .into_any()
}
