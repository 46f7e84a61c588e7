//! `/survei/{token}`: the survey of satisfaction, for whoever was served. Opening it says nothing yet.

use crate::api;
use crate::components::{NoticeKind, loaded, notice, param, public_frame, survey_form};
use crate::form::{FormState, use_form_state};
use crate::text::{SurveyWords, use_lang};
use domain::survey::{SurveyPage, SurveyState};
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn SurveyView() -> impl IntoView {
    let token = param("token").get_untracked();
    let form = use_form_state();
    let page = api::survey::survey(token.clone());
    let content = loaded(page, move |page| show(&page, &token, &form));
    public_frame(
        SurveyWords(use_lang()).heading(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

fn show(page: &SurveyPage, token: &str, form: &FormState) -> AnyView {
    let words = SurveyWords(use_lang());
    let content = match page.state {
        SurveyState::Open => view! {
            <p class="lead">{words.lead()}</p>
            {survey_form(["/survei/", token].concat(), ().into_any(), form)}
        }
        .into_any(),
        SurveyState::Answered => thanks(words),
        SurveyState::NotServed => notice(NoticeKind::Info, words.not_yet().to_owned()),
    };
    view! {
        <h1>{words.heading()}</h1>
        <p class="hint">{page.office_name.clone()}</p>
        {content}
    }
    .into_any()
}

/// What stands there after the answers.
pub(super) fn thanks(words: SurveyWords) -> AnyView {
    view! {
        {notice(NoticeKind::Success, words.thanks().to_owned())}
        <p>{words.thanks_why()}</p>
    }
    .into_any()
}
