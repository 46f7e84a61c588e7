//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn VenueView() -> impl IntoView {
    view! { <main></main> }
}
