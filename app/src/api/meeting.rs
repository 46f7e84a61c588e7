//! Reads of the pages about evaluation meetings.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use domain::evaluation::{MeetingPage, Period};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// The sheet of a month; of none, that of this month.
#[server(name = ReadMeeting, prefix = "/baca", endpoint = "staf/rapat", input = GetUrl)]
pub async fn meeting(period: Option<Period>) -> Loaded<MeetingPage> {
    let staff = report(staff().await)?;
    report(services().meeting.meeting(&staff, period).await)
}
