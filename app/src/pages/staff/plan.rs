//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn NewVisitView() -> impl IntoView {
    view! { <main></main> }
}

/// Page.
#[component]
pub fn EditVisitView() -> impl IntoView {
    view! { <main></main> }
}
