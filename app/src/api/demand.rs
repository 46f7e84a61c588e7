//! Reads of the demand thermometer.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use domain::demand::{DemandPage, Forecast, Offer};
use domain::id::VisitId;
#[cfg(feature = "ssr")]
use domain::{demand::Remedy, error::ServiceError};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// How many are expected at a visit.
#[server(name = ReadForecast, prefix = "/baca", endpoint = "staf/perkiraan", input = GetUrl)]
pub async fn forecast(visit: VisitId) -> Loaded<Forecast> {
    let staff = report(staff().await)?;
    report(services().demand.forecast(&staff, visit).await)
}

/// The same, and what can be done.
#[server(name = ReadDemand, prefix = "/baca", endpoint = "staf/permintaan", input = GetUrl)]
pub async fn demand(visit: VisitId) -> Loaded<DemandPage> {
    let staff = report(staff().await)?;
    report(services().demand.demand(&staff, visit).await)
}

/// What a remedy would do, if it is possible now.
#[server(name = ReadRemedy, prefix = "/baca", endpoint = "staf/permintaan/langkah", input = GetUrl)]
pub async fn remedy(visit: VisitId, key: String) -> Loaded<Option<Offer>> {
    let staff = report(staff().await)?;
    let remedy = report(Remedy::from_key(&key).ok_or(ServiceError::NotFound))?;
    report(services().demand.remedy(&staff, visit, &remedy).await)
}
