//! The village's answer: three large cards, each opens its own fields (by style alone).

use crate::components::{Input, check, choice, input, problem};
use crate::form::FormState;
use crate::text::{VenueWords, use_lang};
use domain::field::Field;
use domain::service::VenueRequest;
use domain::venue::{Facility, VenueAnswer};
use leptos::prelude::*;

/// What the form begins with: the answer given, else what the office knows.
#[derive(Default)]
struct Known {
    answer: &'static str,
    venue: String,
    contact_name: String,
    contact_phone: String,
    facilities: Vec<Facility>,
    other_date: String,
    note: String,
}

fn known(page: &VenueRequest) -> Known {
    let blank = Known {
        venue: page.visit.venue.clone(),
        ..Known::default()
    };
    let text = |note: &Option<domain::text::Line<300>>| {
        note.as_ref()
            .map(|note| note.as_str().to_owned())
            .unwrap_or_default()
    };
    match page.answer.as_ref().map(|given| &given.answer) {
        None => blank,
        Some(VenueAnswer::Yes {
            venue,
            contact_name,
            contact_phone,
            facilities,
            note,
        }) => Known {
            answer: "yes",
            venue: venue.as_str().to_owned(),
            contact_name: contact_name.as_str().to_owned(),
            contact_phone: contact_phone.local(),
            facilities: facilities.clone(),
            other_date: String::new(),
            note: text(note),
        },
        Some(VenueAnswer::OtherDate { date, note }) => Known {
            answer: "other-date",
            other_date: date.to_string(),
            note: text(note),
            ..blank
        },
        Some(VenueAnswer::No { note }) => Known {
            answer: "no",
            note: text(note),
            ..blank
        },
    }
}

/// The form. Fields of an answer are not `required`: a hidden one would block the sending.
pub(super) fn answer_form(page: &VenueRequest, form: &FormState, token: &str) -> AnyView {
    let words = VenueWords(use_lang());
    let known = known(page);
    let chosen = form.value_or(Field::Answer, known.answer);
    let name = Field::Answer.name();
    let card = |value: &str, label: &str| choice(name, value, label, "", chosen == value);
    let other_date = Input {
        kind: "date",
        value: known.other_date.clone(),
        ..Input::text(Field::OtherDate, words.other_date())
    };
    let note = Input {
        value: known.note.clone(),
        ..Input::text(Field::Note, words.note())
    };
    view! {
        <form method="post" action=["/konfirmasi/", token].concat()>
            <fieldset id=name tabindex="-1" aria-describedby="answer-problem">
                <legend>
                    <h2>{words.question()}</h2>
                </legend>
                {problem(Field::Answer, form)}
                <div class="answer">
                    {card("yes", words.yes())}
                    <div class="more">{yes_fields(&known, form, words)}</div>
                </div>
                <div class="answer">
                    {card("other-date", words.other())}
                    <div class="more">{input(other_date, form)}</div>
                </div>
                <div class="answer">{card("no", words.no())}</div>
            </fieldset>
            {input(note, form)}
            <button class="button wide" type="submit">
                {words.send()}
            </button>
        </form>
    }
    .into_any()
}

fn yes_fields(known: &Known, form: &FormState, words: VenueWords) -> AnyView {
    let venue = Input {
        hint: words.venue_hint(),
        value: known.venue.clone(),
        ..Input::text(Field::Venue, words.venue())
    };
    let contact_name = Input {
        value: known.contact_name.clone(),
        ..Input::text(Field::ContactName, words.contact_name())
    };
    let contact_phone = Input {
        kind: "tel",
        inputmode: "tel",
        value: known.contact_phone.clone(),
        ..Input::text(Field::ContactPhone, words.contact_phone())
    };
    let facilities = Facility::ALL
        .iter()
        .map(|facility| {
            let key = facility.key();
            let has = if form.is_refused() {
                form.holds("facilities", key)
            } else {
                known.facilities.contains(facility)
            };
            check("facilities", key, facility.word(words.0), "", has)
        })
        .collect::<Vec<_>>();
    view! {
        {input(venue, form)}
        {input(contact_name, form)}
        {input(contact_phone, form)}
        <fieldset>
            <legend>{words.facilities()}</legend>
            {facilities}
        </fieldset>
    }
    .into_any()
}
