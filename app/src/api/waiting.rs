//! Reads of the pages about the waiting list.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use domain::id::VisitId;
use domain::waiting::{WaitingPage, WaitingRow};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// The page of a person who waits. Sent in the body: a token stays out of URLs that are logged.
#[server(name = ReadWaiting, prefix = "/baca", endpoint = "tunggu")]
pub async fn waiting(token: String) -> Loaded<WaitingPage> {
    report(services().waiting.waiting(&token).await)
}

/// Those who wait for a place in a visit.
#[server(name = ReadWaitingList, prefix = "/baca", endpoint = "staf/daftar-tunggu", input = GetUrl)]
pub async fn waiting_list(visit: VisitId) -> Loaded<Vec<WaitingRow>> {
    let staff = report(staff().await)?;
    report(services().waiting.waiting_list(&staff, visit).await)
}
