//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn TicketView() -> impl IntoView {
    view! { <main></main> }
}
