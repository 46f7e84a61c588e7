//! Reads of the pages about the survey of satisfaction.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use domain::evaluation::Period;
use domain::survey::{SurveyPage, SurveyResult};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use uuid::Uuid;

/// What the holder of a link sees. Sent in the body: a token stays out of URLs that are logged.
#[server(name = ReadSurvey, prefix = "/baca", endpoint = "survei")]
pub async fn survey(token: String) -> Loaded<SurveyPage> {
    report(services().survey.survey(&token).await)
}

/// A number for one form on a device of the office.
#[server(name = ReadSurveyForm, prefix = "/baca", endpoint = "staf/survei/formulir", input = GetUrl)]
pub async fn survey_form() -> Loaded<Uuid> {
    let staff = report(staff().await)?;
    report(services().survey.survey_form(&staff).await)
}

/// What a period's answers say.
#[server(name = ReadSurveyResult, prefix = "/baca", endpoint = "staf/survei", input = GetUrl)]
pub async fn survey_result(period: Option<Period>) -> Loaded<SurveyResult> {
    let staff = report(staff().await)?;
    report(services().survey.survey_result(&staff, period).await)
}
