//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn MoveView() -> impl IntoView {
    view! { <main></main> }
}
