//! Reads of the pages of a visit's papers.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report as answer, services, staff};
use domain::evaluation::{BriefingPage, ReportPage};
use domain::id::VisitId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// The briefing before a visit.
#[server(name = ReadBriefing, prefix = "/baca", endpoint = "staf/kunjungan/pengarahan", input = GetUrl)]
pub async fn briefing(visit: VisitId) -> Loaded<BriefingPage> {
    let staff = answer(staff().await)?;
    answer(services().papers.briefing(&staff, visit).await)
}

/// The report after it.
#[server(name = ReadVisitReport, prefix = "/baca", endpoint = "staf/kunjungan/laporan", input = GetUrl)]
pub async fn report(visit: VisitId) -> Loaded<ReportPage> {
    let staff = answer(staff().await)?;
    answer(services().papers.report(&staff, visit).await)
}
