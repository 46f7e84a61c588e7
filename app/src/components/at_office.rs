//! Where a business is served better than in the village, and why.

use crate::text::{CheckWords, use_lang};
use domain::settings::Settings;
use domain::triage::{Business, office_reasons};
use leptos::prelude::*;

/// The reasons with address and hours of the office; none where a visit is right.
pub fn at_office(business: &Business, settings: &Settings) -> Option<AnyView> {
    let lang = use_lang();
    let words = CheckWords(lang);
    let reasons = office_reasons(business, &settings.kind_risks);
    if reasons.is_empty() {
        return None;
    }
    let reasons: Vec<_> = reasons
        .into_iter()
        .map(|reason| view! { <li>{reason.text(lang)}</li> }.into_any())
        .collect();
    let phone = (!settings.office_phone.is_empty()).then(|| [", ", &settings.office_phone].concat());
    Some(
        view! {
            <div class="notice warning" id="di-kantor">
                <p>
                    <b>{words.at_office()}</b>
                </p>
                <ul>{reasons}</ul>
                <p>
                    <b>{settings.office_name.clone()}</b>
                    ", "
                    {settings.office_address.clone()}
                    {phone}
                    ". "
                    {words.open_hours()}
                    " "
                    {settings.office_hours(lang).to_owned()}
                    "."
                </p>
                <p>{words.never_blocked()}</p>
            </div>
        }
        .into_any(),
    )
}
