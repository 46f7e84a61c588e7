//! A visit in a list, and the words of states.

use super::{date_block, hours, left_words};
use crate::text::{use_lang, use_words};
use domain::booking::BookingState;
use domain::evaluation::Headcount;
use domain::service::VisitSummary;
use domain::visit::VisitState;
use leptos::prelude::*;

/// A visit as a card; the whole card is the link. Stands under an `h2`. Of a visit that is over it says who came.
pub fn visit_card(visit: &VisitSummary, came: Option<Headcount>, href: String) -> AnyView {
    let words = use_words();
    let lang = use_lang();
    let left = match came {
        Some(people) => words.people_came(people),
        None if visit.bookable || (visit.state == VisitState::Open && visit.available() == 0) => {
            left_words(visit.available(), lang)
        }
        None if visit.state == VisitState::Confirmed => words.opens_later().to_owned(),
        None if visit.state == VisitState::Open => VisitState::Closed.word(lang).to_owned(),
        None => visit.state.word(lang).to_owned(),
    };
    view! {
        <article class="card visit">
            {date_block(visit.date)}
            <div>
                <h3>
                    <a href=href>{words.village(&visit.village.name)}</a>
                </h3>
                <p>{words.district(&visit.village.district)}</p>
                <p class="hint">{hours(visit.starts_at, visit.ends_at)} ", " {visit.venue.clone()}</p>
                <p class="left">{left}</p>
            </div>
        </article>
    }
    .into_any()
}

/// A word with a dot; `tone` is `good`, `wait`, `bad` or empty.
pub fn status(tone: &str, word: &str) -> AnyView {
    view! { <span class=["status ", tone].concat()>{word.to_owned()}</span> }.into_any()
}

/// State of a visit.
pub fn state_word(state: VisitState) -> AnyView {
    use VisitState as S;
    let tone = match state {
        S::Confirmed | S::Open | S::Underway => "good",
        S::Proposed | S::AwaitingVillage | S::Postponed => "wait",
        S::Cancelled => "bad",
        S::Closed | S::Done | S::Evaluated => "",
    };
    status(tone, state.word(use_lang()))
}

/// State of a booking.
pub fn booking_word(state: BookingState) -> AnyView {
    use BookingState as S;
    let tone = match state {
        S::Booked | S::CheckedIn | S::InService | S::NibIssued => "good",
        S::Waitlisted | S::Pending | S::Referred => "wait",
        S::NoShow | S::Cancelled => "bad",
        S::ConsultationOnly => "",
    };
    status(tone, state.word(use_lang()))
}
