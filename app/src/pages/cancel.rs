//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn CancelView() -> impl IntoView {
    view! { <main></main> }
}
