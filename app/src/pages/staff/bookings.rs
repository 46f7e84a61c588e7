//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn BookingsView() -> impl IntoView {
    view! { <main></main> }
}
