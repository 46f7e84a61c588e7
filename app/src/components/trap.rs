//! What programs fill in and people do not see.

use leptos::prelude::*;

/// The field of a public form that stays empty: programs that fill every field give themselves away.
pub fn trap() -> AnyView {
    view! {
        <div class="trap" aria-hidden="true">
            <label>
                "Website" <input name="website" tabindex="-1" autocomplete="off" />
            </label>
        </div>
    }
    .into_any()
}
