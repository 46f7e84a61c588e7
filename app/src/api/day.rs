//! Reads of the service day's pages.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use domain::day::service::DayPage;
use domain::id::VisitId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Everything a device of the day needs.
#[server(name = ReadDay, prefix = "/baca", endpoint = "staf/hari", input = GetUrl)]
pub async fn day(visit: VisitId) -> Loaded<DayPage> {
    let staff = report(staff().await)?;
    report(services().day.day(&staff, visit).await)
}

/// Where somebody is booked who is not of this day: village and date, in words.
#[server(name = ReadElsewhere, prefix = "/baca", endpoint = "staf/hari-lain", input = GetUrl)]
pub async fn elsewhere(visit: VisitId, text: String) -> Loaded<Option<(String, chrono::NaiveDate)>> {
    let staff = report(staff().await)?;
    report(services().day.elsewhere(&staff, visit, &text).await)
}
