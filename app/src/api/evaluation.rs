//! Reads of the pages that look back.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use domain::evaluation::{CoveragePage, Dashboard, Period, Review};
use domain::id::VisitId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// A period; of none, this month.
#[server(name = ReadDashboard, prefix = "/baca", endpoint = "staf/evaluasi", input = GetUrl)]
pub async fn dashboard(period: Option<Period>) -> Loaded<Dashboard> {
    let staff = report(staff().await)?;
    report(services().evaluation.dashboard(&staff, period).await)
}

/// One visit.
#[server(name = ReadReview, prefix = "/baca", endpoint = "staf/evaluasi/kunjungan", input = GetUrl)]
pub async fn review(visit: VisitId) -> Loaded<Review> {
    let staff = report(staff().await)?;
    report(services().evaluation.review(&staff, visit).await)
}

/// Which villages were reached.
#[server(name = ReadCoverage, prefix = "/baca", endpoint = "staf/evaluasi/desa", input = GetUrl)]
pub async fn coverage() -> Loaded<CoveragePage> {
    let staff = report(staff().await)?;
    report(services().evaluation.coverage(&staff).await)
}
