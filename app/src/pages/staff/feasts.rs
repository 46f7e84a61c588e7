//! Temple feasts of a village, as the office keeps them.

use super::frame::{Tab, staff_frame};
use crate::api::{self, Loaded, may};
use crate::components::{error_summary, feasts, loaded, param};
use crate::form::use_form_state;
use crate::text::{CalendarWords, use_lang, use_words};
use domain::staff::Act;
use domain::village::VillageCode;
use domain::year::VillageFeasts;
use leptos::prelude::*;

/// `/staf/desa/:code/odalan`
#[component]
pub fn FeastsView() -> impl IntoView {
    let words = CalendarWords(use_lang());
    let common = use_words();
    let form = use_form_state();
    let code = param("code");
    let data = load(code.get_untracked());
    let content = loaded(data, move |all| {
        let base = format!("/staf/desa/{}/odalan", all.village.code.as_str());
        view! {
            <h1>{words.feasts()}</h1>
            <p>
                <b>{common.village(&all.village.name)}</b>
                ", "
                {common.district(&all.village.district)}
            </p>
            {error_summary(&form)}
            {feasts(&all, &form, &base, may(Act::AskVillages))}
        }
        .into_any()
    })
    .into_any();
    staff_frame(words.feasts(), Tab::Visits, content)
}

async fn load(code: String) -> Loaded<VillageFeasts> {
    match VillageCode::parse(&code) {
        Ok(code) => api::staff::feasts(code).await,
        Err(_) => api::not_found(),
    }
}
