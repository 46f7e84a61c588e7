//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn PrivacyView() -> impl IntoView {
    view! { <main></main> }
}
