//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn OutboxView() -> impl IntoView {
    view! { <main></main> }
}
