//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn MoreView() -> impl IntoView {
    view! { <main></main> }
}
