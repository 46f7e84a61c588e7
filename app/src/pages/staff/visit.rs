//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn StaffVisitView() -> impl IntoView {
    view! { <main></main> }
}
