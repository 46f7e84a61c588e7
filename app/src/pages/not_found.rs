//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn NotFoundView() -> impl IntoView {
    view! { <main></main> }
}
