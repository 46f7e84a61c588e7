//! Reads about spreading the word: the village room, and the page of the office.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use domain::id::VisitId;
use domain::outreach::{OutreachPage, RoomPage};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// The village room of a link. Sent in the body: a token stays out of URLs that are logged.
#[server(name = ReadRoom, prefix = "/baca", endpoint = "ruang")]
pub async fn room(token: String) -> Loaded<RoomPage> {
    report(services().outreach.room(&token).await)
}

/// Outreach of a visit.
#[server(name = ReadOutreach, prefix = "/baca", endpoint = "staf/sosialisasi", input = GetUrl)]
pub async fn outreach(visit: VisitId) -> Loaded<OutreachPage> {
    let staff = report(staff().await)?;
    report(services().outreach.outreach(&staff, visit).await)
}
