//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn OperatorsView() -> impl IntoView {
    view! { <main></main> }
}
