//! Reads of the pages that choose villages.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use chrono::NaiveDate;
use domain::choice::{VillageChoice, VillageRanking};
use domain::village::VillageCode;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// The ranking, and the candidates of a month; none: the next.
#[server(name = ReadRanking, prefix = "/baca", endpoint = "staf/peringkat", input = GetUrl)]
pub async fn ranking(month: Option<NaiveDate>) -> Loaded<VillageRanking> {
    let staff = report(staff().await)?;
    report(services().staff.ranking(&staff, month).await)
}

/// One village of the ranking.
#[server(name = ReadChoice, prefix = "/baca", endpoint = "staf/desa", input = GetUrl)]
pub async fn village(month: Option<NaiveDate>, code: VillageCode) -> Loaded<VillageChoice> {
    let staff = report(staff().await)?;
    report(services().staff.village_choice(&staff, month, &code).await)
}
