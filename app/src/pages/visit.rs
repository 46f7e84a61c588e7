//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn VisitView() -> impl IntoView {
    view! { <main></main> }
}
