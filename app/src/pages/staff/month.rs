//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn MonthView() -> impl IntoView {
    view! { <main></main> }
}
