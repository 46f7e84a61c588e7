//! The people booked for a visit; printed, it is the list for the desk.

use super::frame::{Tab, staff_frame};
use super::parts::{
    Booked, book_for_button, cell, heads, load_booked, phone_links, use_visit_id, visit_line, visit_path,
};
use crate::components::{booking_word, empty, loaded};
use crate::text::{AssistWords, StaffWords, use_staff_words};
use domain::calendar::clock;
use domain::id::VisitId;
use domain::phone::Phone;
use domain::service::BookingRow;
use leptos::prelude::*;

/// `/staf/kunjungan/:visit/pendaftar`
#[component]
pub fn BookingsView() -> impl IntoView {
    let words = use_staff_words();
    let id = use_visit_id();
    let data = load_booked(id.get_untracked());
    let content = loaded(data, move |data| content(words, data)).into_any();
    staff_frame(words.bookings(), Tab::Visits, content)
}

fn content(words: StaffWords, (visit, rows): Booked) -> AnyView {
    let id = visit.visit.id;
    let list = if rows.is_empty() {
        empty(words.no_bookings(), ().into_any())
    } else {
        let lines: Vec<_> = rows.into_iter().map(|row| line(words, id, row)).collect();
        view! {
            <table class="cards bookings">
                {heads(
                    &[
                        words.time(),
                        words.code(),
                        words.name(),
                        words.phone(),
                        words.banjar(),
                        words.business(),
                        words.help(),
                        words.state(),
                    ],
                )}
                <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <h1>{words.bookings()}</h1>
        {visit_line(words, &visit.visit)}
        {list}
        {book_for_button(words, &visit.visit)}
    }
    .into_any()
}

/// The number; that of an official where the person has none.
pub(super) fn number(words: StaffWords, phone: &Phone, own: bool) -> AnyView {
    let words_of = AssistWords(words.0);
    let through = (!own)
        .then(|| view! { <small>{words_of.no_phone()} ", " {words_of.through()} ": "</small> }.into_any());
    view! {
        {through}
        {phone_links(words, phone)}
    }
    .into_any()
}

fn line(words: StaffWords, visit: VisitId, row: BookingRow) -> AnyView {
    let path = visit_path(visit, &["/pendaftar/", &row.id.to_string()].concat());
    let by = row.booked_by.as_ref().map(|by| {
        let text = AssistWords(words.0).booked_by(by);
        view! {
            <br />
            <small>{text}</small>
        }
        .into_any()
    });
    let name = view! {
        <a href=path>{row.applicant_name}</a>
        {by}
    }
    .into_any();
    let help = if row.assistance_needed {
        words.yes()
    } else {
        words.none()
    };
    let coming = row.confirmed.then(|| [", ", words.will_come()].concat());
    let state = view! {
        {booking_word(row.state)}
        {coming}
    }
    .into_any();
    let banjar = row.banjar.unwrap_or_else(|| words.none().to_owned());
    view! {
        <tr>
            {cell(words.time(), clock(row.starts_at).into_any())}
            {cell(words.code(), view! { <b class="code">{row.code.to_string()}</b> }.into_any())}
            {cell(words.name(), name)}
            {cell(words.phone(), number(words, &row.phone, row.own_phone))}
            {cell(words.banjar(), banjar.into_any())}
            {cell(words.business(), row.business_activity.into_any())}
            {cell(words.help(), help.into_any())}
            {cell(words.state(), state)}
        </tr>
    }
    .into_any()
}
