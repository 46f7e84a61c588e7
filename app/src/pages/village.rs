//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn VillageView() -> impl IntoView {
    view! { <main></main> }
}
