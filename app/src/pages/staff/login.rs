//! Log-in of the office.

use super::frame::{Tab, staff_frame};
use super::parts::typed;
use crate::components::{Input, error_summary, hidden, input, query};
use crate::form::use_form_state;
use crate::text::use_staff_words;
use domain::field::Field;
use leptos::prelude::*;

/// `/staf/masuk`
#[component]
pub fn LoginView() -> impl IntoView {
    let words = use_staff_words();
    let form = use_form_state();
    // Where the reader wanted to go.
    let after = typed(&form, "ke").unwrap_or_else(|| query("ke").get_untracked());
    let user_name = Input {
        autocomplete: "username",
        required: true,
        ..Input::text(Field::UserName, words.user_name())
    };
    let password = Input {
        kind: "password",
        autocomplete: "current-password",
        required: true,
        ..Input::text(Field::Password, words.password())
    };
    let content = view! {
        <h1>{words.log_in()}</h1>
        <p>{words.log_in_lead()}</p>
        {error_summary(&form)}
        <form method="post" action="/staf/masuk" class="narrow">
            {hidden("ke", after)}
            {input(user_name, &form)}
            {input(password, &form)}
            <button class="button">{words.log_in()}</button>
        </form>
        <p class="hint">{words.log_in_help()}</p>
    }
    .into_any();
    staff_frame(words.log_in(), Tab::Outside, content)
}
