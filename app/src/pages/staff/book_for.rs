//! Page.

use leptos::prelude::*;

/// Page.
#[component]
pub fn BookForView() -> impl IntoView {
    view! { <main></main> }
}
