//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn TodayView() -> impl IntoView {
    view! { <main></main> }
}
