//! What the browser adds to the booking form: newer numbers, the hour on the button, and a first look
//! at the fields. None of it is needed, none of it touches what was typed.

use crate::api::public;
use domain::booking::BookingForm;
use domain::field::{Field, FieldError};
use domain::id::VisitId;
use domain::lang::Lang;
use domain::service::SlotView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};
use std::time::Duration;

/// Asks for the places left every 20 seconds while the page is looked at.
pub(super) fn keep_fresh(visit: VisitId, live: RwSignal<Vec<SlotView>>) {
    Effect::new(move |_| {
        let ask = move || {
            if document().hidden() {
                return;
            }
            spawn_local(async move {
                if let Ok(page) = public::visit(visit).await {
                    live.try_set(page.slots);
                }
            });
        };
        if let Ok(timer) = set_interval_with_handle(ask, Duration::from_secs(20)) {
            on_cleanup(move || timer.clear());
        }
    });
}

/// Once the program is there: our own texts instead of the browser's, and the choice made meanwhile.
pub(super) fn take_over(picked: RwSignal<Option<String>>) {
    Effect::new(move |_| {
        if let Some(form) = find("#daftar") {
            let _ = form.set_attribute("novalidate", "");
        }
        read_choice(picked);
    });
}

/// Reads the chosen slot from the page: it may have been chosen before the program was there.
pub(super) fn read_choice(picked: RwSignal<Option<String>>) {
    picked.set(find("input[name=slot_id]:checked").and_then(|it| it.get_attribute("value")));
}

/// Shows what needs mending without a round trip; the server looks again.
pub(super) fn check_before_sending(event: &SubmitEvent, lang: Lang) {
    let value = |field: Field| {
        let selector = ["#daftar [name=", field.name(), "]"].concat();
        find(&selector)
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
            .map(|it| it.value())
            .unwrap_or_default()
    };
    let form = BookingForm {
        slot_id: find("input[name=slot_id]:checked:enabled")
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
    };
    let errors = form.parse(lang).err().unwrap_or_default();
    for field in [
        Field::Slot,
        Field::ApplicantName,
        Field::Phone,
        Field::BusinessActivity,
        Field::Banjar,
        Field::BusinessName,
        Field::Email,
    ] {
        tell(field, errors.iter().find(|error| error.field == field), lang);
    }
    if let Some(first) = errors.first() {
        event.prevent_default();
        if let Some(field) = document().get_element_by_id(first.field.name()) {
            if let Ok(Some(more)) = field.closest("details") {
                let _ = more.set_attribute("open", "");
            }
            if let Some(field) = field.dyn_ref::<HtmlElement>() {
                let _ = field.focus();
            }
        }
    }
}

fn tell(field: Field, error: Option<&FieldError>, lang: Lang) {
    let id = [field.name(), "-problem"].concat();
    let text = error.map(|error| error.problem.text(field, lang));
    if let Some(place) = document().get_element_by_id(&id) {
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
