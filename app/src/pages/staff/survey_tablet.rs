//! `/staf/survei/isi`: the survey on a device of the office, one person after the other. It has the frame of the
//! public pages: whoever answers does not see the menu of the office.

use super::super::survey::thanks;
use crate::api;
use crate::components::{hidden, loaded, public_frame, query, survey_form};
use crate::form::use_form_state;
use crate::text::{SurveyWords, use_lang};
use leptos::prelude::*;
use leptos_meta::Meta;

/// Address of the page.
pub(super) const TABLET: &str = "/staf/survei/isi";

/// The page.
#[component]
pub fn SurveyTabletView() -> impl IntoView {
    let words = SurveyWords(use_lang());
    let form = use_form_state();
    let done = query("kabar").get_untracked() == "terima-kasih" && !form.is_refused();
    let content = if done {
        view! {
            <h1>{words.heading()}</h1>
            {thanks(words)}
            <p>
                <a class="button wide" href=TABLET>
                    {words.next_person()}
                </a>
            </p>
        }
        .into_any()
    } else {
        loaded(api::survey::survey_form(), move |number| {
            let number = hidden("form", number.to_string());
            view! {
                <h1>{words.heading()}</h1>
                <p class="lead">{words.lead()}</p>
                {survey_form(TABLET.to_owned(), number, &form)}
            }
        })
    };
    public_frame(
        words.heading(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}
