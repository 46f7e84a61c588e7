//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn BookingView() -> impl IntoView {
    view! { <main></main> }
}
