//! Reads of the pages about what follows the service day.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use domain::follow_up::{FollowUpList, FollowUpPage};
use domain::id::{EntryId, VisitId};
use domain::outage_plan::AgreedPlan;
use domain::return_slip::ReturnSlipPage;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// People whom the day left unfinished.
#[server(name = ReadFollowUps, prefix = "/baca", endpoint = "staf/tindak-lanjut", input = GetUrl)]
pub async fn follow_ups(list: FollowUpList) -> Loaded<FollowUpPage> {
    let staff = report(staff().await)?;
    report(services().after.follow_ups(&staff, list).await)
}

/// How many call-backs are due.
#[server(name = ReadDueFollowUps, prefix = "/baca", endpoint = "staf/tindak-lanjut/jatuh-tempo", input = GetUrl)]
pub async fn due_follow_ups() -> Loaded<u32> {
    let staff = report(staff().await)?;
    report(services().after.due_follow_ups(&staff).await)
}

/// All versions of the steps agreed for an outage, latest first.
#[server(name = ReadOutagePlans, prefix = "/baca", endpoint = "staf/gangguan", input = GetUrl)]
pub async fn outage_plans() -> Loaded<Vec<AgreedPlan>> {
    let staff = report(staff().await)?;
    report(services().after.outage_plans(&staff).await)
}

/// The return slip of a person of a day, or where a place can be kept for them.
#[server(name = ReadReturnSlip, prefix = "/baca", endpoint = "staf/kartu-kembali", input = GetUrl)]
pub async fn return_slip(visit: VisitId, entry: EntryId) -> Loaded<ReturnSlipPage> {
    let staff = report(staff().await)?;
    report(services().after.return_slip(&staff, visit, entry).await)
}
