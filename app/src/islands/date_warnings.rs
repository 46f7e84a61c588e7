//! What the calendar says of the date that was just chosen for a visit.

use crate::api::staff;
use crate::components::warning_list;
use crate::text::use_staff_words;
use domain::field::Field;
use domain::holiday::Warning;
use domain::plan::{parse_date, parse_time};
use domain::village::VillageCode;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

/// Wraps the field of the date, and looks at those of village and end; `warnings` are those of the date the page came with.
#[island]
pub fn DateWarnings(warnings: Vec<Warning>, children: Children) -> impl IntoView {
    let words = use_staff_words();
    let latest = RwSignal::new((warnings, false));
    let ask = move |text: String| {
        let Ok(date) = parse_date(&text) else { return };
        let village = VillageCode::parse(&typed(Field::Village)).ok();
        let ends_at = parse_time(&typed(Field::EndsAt)).ok();
        spawn_local(async move {
            if let Ok(warnings) = staff::calendar(date, village, ends_at).await {
                latest.set((warnings, true));
            }
        });
    };
    view! {
        <div on:change=move |event| ask(event_target_value(&event))>{children()}</div>
        <div aria-live="polite">
            {move || {
                let (warnings, asked) = latest.get();
                let free = (asked && warnings.is_empty()).then(|| words.calendar_free());
                view! {
                    {warning_list(words, &warnings)}
                    <p class="hint">{free}</p>
                }
            }}
        </div>
    }
}

/// What stands in another field of the form.
fn typed(field: Field) -> String {
    let element = document().get_element_by_id(field.name());
    // A list of choices has a value like an input.
    element.map_or_else(String::new, |it| it.unchecked_into::<HtmlInputElement>().value())
}
