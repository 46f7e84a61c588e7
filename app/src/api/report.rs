//! Reads of the pages about reports.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report as passed_on, services, staff};
use domain::evaluation::Period;
use domain::id::ReportId;
use domain::report::{ReportView, ReportsPage};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Where reports are chosen; of no period, this month.
#[server(name = ReadReports, prefix = "/baca", endpoint = "staf/laporan", input = GetUrl)]
pub async fn reports(period: Option<Period>) -> Loaded<ReportsPage> {
    let staff = passed_on(staff().await)?;
    passed_on(services().report.reports(&staff, period).await)
}

/// How far a report is.
#[server(name = ReadReport, prefix = "/baca", endpoint = "staf/laporan/satu", input = GetUrl)]
pub async fn report(id: ReportId) -> Loaded<ReportView> {
    let staff = passed_on(staff().await)?;
    passed_on(services().report.report(&staff, id).await)
}
