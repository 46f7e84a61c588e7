//! What the browser adds to the booking form: newer numbers, the hour on the button, and a first look
//! at the fields. None of it is needed, none of it touches what was typed.

use crate::api::public;
use crate::components::left_words;
use crate::text::{Words, use_words};
use domain::booking::BookingForm;
use domain::field::{Field, FieldError};
use domain::id::VisitId;
use domain::lang::Lang;
use domain::service::SlotView;
use leptos::ev::SubmitEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};
use std::time::Duration;

/// Wraps the booking form.
#[island]
pub fn BookingHelp(visit: VisitId, children: Children) -> impl IntoView {
    let words = use_words();
    let wrapper = NodeRef::<Div>::new();
    Effect::new(move |_| {
        // Our own texts instead of the browser's, and the choice made before the program was there.
        if let Some(form) = find("#daftar") {
            let _ = form.set_attribute("novalidate", "");
        }
        name_the_hour(words);
        keep_fresh(visit, words, wrapper);
    });
    view! {
        <div
            node_ref=wrapper
            on:change=move |_| name_the_hour(words)
            on:submit=move |event| check_before_sending(&event, words.0)
        >
            {children()}
        </div>
    }
}

/// Asks for the places left every 20 seconds while the page is looked at; ends with the page.
fn keep_fresh(visit: VisitId, words: Words, wrapper: NodeRef<Div>) {
    let timer = StoredValue::new(None::<IntervalHandle>);
    let ask = move || {
        if !wrapper.get_untracked().is_some_and(|it| it.is_connected()) {
            if let Some(timer) = timer.get_value() {
                timer.clear();
            }
            return;
        }
        if document().hidden() {
            return;
        }
        spawn_local(async move {
            if let Ok(page) = public::visit(visit).await {
                page.slots.iter().for_each(|opening| show_places(opening, words));
                warn_if_taken(words);
            }
        });
    };
    timer.set_value(set_interval_with_handle(ask, Duration::from_secs(20)).ok());
}

/// The newest number on a slot's card; a choice that was made stays.
fn show_places(opening: &SlotView, words: Words) {
    let id = opening.id.to_string();
    let Some(radio) = find(&["input[name=slot_id][value='", &id, "']"].concat()) else {
        return;
    };
    let left = if opening.bookable || opening.available == 0 {
        left_words(opening.available, words.0)
    } else {
        words.closed().to_owned()
    };
    if let Some(radio) = radio.dyn_ref::<HtmlInputElement>() {
        // A chosen card is left as it is: the words say that it is full, and the button refuses.
        radio.set_disabled(!opening.bookable && !radio.checked());
        let _ = radio.set_attribute("data-free", if opening.bookable { "1" } else { "0" });
    }
    if let Ok(Some(place)) = radio
        .parent_element()
        .map_or(Ok(None), |card| card.query_selector("small"))
    {
        place.set_text_content(Some(&left));
    }
}

/// Says so when the chosen slot has filled up meanwhile.
fn warn_if_taken(words: Words) {
    let taken = find("input[name=slot_id]:checked[data-free='0']").is_some();
    if let Some(place) = find("#penuh") {
        place.set_text_content(taken.then(|| words.just_filled()));
    }
}

/// The chosen hour on the button.
fn name_the_hour(words: Words) {
    let hour = find("input[name=slot_id]:checked")
        .and_then(|radio| radio.parent_element()?.query_selector("b").ok()?)
        .and_then(|hour| hour.text_content());
    if let Some(button) = find("#daftar button[type=submit]") {
        button.set_text_content(Some(&words.book_place(hour.as_deref())));
    }
    warn_if_taken(words);
}

/// Shows what needs mending without a round trip; the server looks again.
fn check_before_sending(event: &SubmitEvent, lang: Lang) {
    let errors = typed_form().parse(lang).err().unwrap_or_default();
    for field in CHECKED {
        tell(field, errors.iter().find(|error| error.field == field), lang);
    }
    if let Some(first) = errors.first() {
        event.prevent_default();
        go_to(first.field);
    }
}

const CHECKED: [Field; 7] = [
    Field::Slot,
    Field::ApplicantName,
    Field::Phone,
    Field::BusinessActivity,
    Field::Banjar,
    Field::BusinessName,
    Field::Email,
];

fn typed_form() -> BookingForm {
    let value = |field: Field| {
        find(&["#daftar [name=", field.name(), "]"].concat())
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
            .map(|it| it.value())
            .unwrap_or_default()
    };
    BookingForm {
        slot_id: find("input[name=slot_id]:checked")
            .and_then(|it| it.get_attribute("value"))
            .unwrap_or_default(),
        applicant_name: value(Field::ApplicantName),
        phone: value(Field::Phone),
        business_activity: value(Field::BusinessActivity),
        banjar: value(Field::Banjar),
        email: value(Field::Email),
        business_name: value(Field::BusinessName),
        assistance_needed: String::new(),
        idempotency_key: value(Field::IdempotencyKey),
    }
}

fn go_to(field: Field) {
    let Some(field) = document().get_element_by_id(field.name()) else {
        return;
    };
    if let Ok(Some(more)) = field.closest("details") {
        let _ = more.set_attribute("open", "");
    }
    if let Some(field) = field.dyn_ref::<HtmlElement>() {
        let _ = field.focus();
    }
}

fn tell(field: Field, error: Option<&FieldError>, lang: Lang) {
    let text = error.map(|error| error.problem.text(field, lang));
    if let Some(place) = document().get_element_by_id(&[field.name(), "-problem"].concat()) {
        place.set_text_content(Some(text.as_deref().unwrap_or_default()));
    }
    if let Some(input) = document().get_element_by_id(field.name()) {
        let _ = match text {
            Some(_) => input.set_attribute("aria-invalid", "true"),
            None => input.remove_attribute("aria-invalid"),
        };
    }
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}
