//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn ConflictsView() -> impl IntoView {
    view! { <main></main> }
}
