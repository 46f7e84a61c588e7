//! What the calendar says of a day.

use crate::text::StaffWords;
use domain::holiday::{Severity, Warning};
use leptos::prelude::*;

/// What the calendar says, hard warnings first; `None` where it says nothing.
pub fn warning_list(words: StaffWords, warnings: &[Warning]) -> Option<AnyView> {
    if warnings.is_empty() {
        return None;
    }
    let lines: Vec<_> = warnings
        .iter()
        .map(|warning| warning_item(words, warning))
        .collect();
    Some(
        view! {
            <div class="notice warning">
                <p>
                    <strong>{words.calendar_says()}</strong>
                </p>
                <ul>{lines}</ul>
            </div>
        }
        .into_any(),
    )
}

fn warning_item(words: StaffWords, warning: &Warning) -> AnyView {
    let weight = match warning.severity() {
        Severity::Hard => format!(" ({})", words.needs_reason()),
        Severity::Soft => String::new(),
    };
    view! {
        <li>
            {warning.text(words.0)} <strong>{weight}</strong>
        </li>
    }
    .into_any()
}
