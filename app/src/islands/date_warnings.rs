//! What the calendar says of the date that was just chosen for a visit.

use crate::api::staff;
use crate::components::warning_list;
use crate::text::use_staff_words;
use domain::holiday::Warning;
use domain::plan::parse_date;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Wraps the field of the date; `warnings` are those of the date the page came with.
#[island]
pub fn DateWarnings(warnings: Vec<Warning>, children: Children) -> impl IntoView {
    let words = use_staff_words();
    let latest = RwSignal::new((warnings, false));
    let ask = move |text: String| {
        let Ok(date) = parse_date(&text) else { return };
        spawn_local(async move {
            if let Ok(warnings) = staff::calendar(date).await {
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
