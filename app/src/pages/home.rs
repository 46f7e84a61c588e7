//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn HomeView() -> impl IntoView {
    view! { <main></main> }
}
