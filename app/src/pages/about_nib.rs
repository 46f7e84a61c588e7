//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn AboutNibView() -> impl IntoView {
    view! { <main></main> }
}
