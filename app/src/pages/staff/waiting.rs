//! Those who wait for a place in a visit, on the visit's page.

use super::parts::{cell, heads, moment, phone_links};
use crate::api::may;
use crate::text::{StaffWords, WaitingWords};
use domain::calendar::clock;
use domain::staff::Act;
use domain::waiting::WaitingRow;
use leptos::prelude::*;

/// The list, in the order of offers. Only for those who see bookings.
pub(super) fn waiting_list(words: StaffWords, rows: &[WaitingRow]) -> AnyView {
    if !may(Act::SeeBookings) {
        return ().into_any();
    }
    let own = WaitingWords(words.0);
    let body = if rows.is_empty() {
        view! { <p>{own.nobody()}</p> }.into_any()
    } else {
        let lines: Vec<_> = rows.iter().map(|row| line(words, row)).collect();
        view! {
            <table class="cards">
                {heads(&[words.name(), words.phone(), words.time(), own.since(), words.state()])}
                <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section id="daftar-tunggu">
            <h2>{own.heading()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn line(words: StaffWords, row: &WaitingRow) -> AnyView {
    let own = WaitingWords(words.0);
    let first = row.precedence.then(|| [" (", own.first(), ")"].concat());
    let time = row
        .wanted
        .map_or_else(|| own.any_time().to_owned(), |at| own.only_at(at));
    let state = row.state.word(words.0);
    let state = match &row.offer {
        Some(offer) => {
            let until = moment(offer.until, words.0);
            [
                state,
                " ",
                &clock(offer.starts_at),
                ". ",
                own.held_until(),
                " ",
                &until,
            ]
            .concat()
        }
        None => state.to_owned(),
    };
    let name = view! {
        {row.name.clone()}
        {first}
    };
    view! {
        <tr>
            {cell(words.name(), name.into_any())}
            {cell(words.phone(), phone_links(words, &row.phone))}
            {cell(words.time(), time.into_any())}
            {cell(own.since(), moment(row.since, words.0).into_any())}
            {cell(words.state(), state.into_any())}
        </tr>
    }
    .into_any()
}
