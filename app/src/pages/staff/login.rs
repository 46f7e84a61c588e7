//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn LoginView() -> impl IntoView {
    view! { <main></main> }
}
