//! The stream of a device of the service day: it is told that the day has changed, and whom it is asked to let go of.

use crate::forms::LoggedIn;
use crate::refusal::Refusal;
use crate::request::{Captured, Query};
use crate::state::AppState;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::Listening;
use domain::error::ServiceError;
use domain::id::{DeviceId, VisitId};
use domain::staff::Act;
use futures_util::stream::unfold;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::sleep;

/// So that a line that broke is noticed.
const BEAT: Duration = Duration::from_secs(15);

/// `GET /staf/kunjungan/{visit}/kabar?perangkat=`
pub(super) async fn stream(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    Query(query): Query,
) -> Result<Response, Refusal> {
    if !staff.role.may(Act::RunDesk) && !staff.role.may(Act::Serve) {
        return Err(ServiceError::Forbidden.into());
    }
    let Some(permit) = state.boards.device_permit() else {
        return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
    };
    let visit: VisitId = captured.id("visit")?;
    let device: DeviceId = query
        .get("perangkat")
        .parse()
        .map_err(|_| ServiceError::NotFound)?;
    let device = Device {
        changes: state.backend.watch_day(visit),
        asked: state.backend.listen_as(device),
        closed: state.boards.closed(),
        _permit: permit,
    };
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(unfold(device, Device::next))).into_response())
}

struct Device {
    changes: watch::Receiver<i64>,
    asked: Listening,
    closed: watch::Receiver<bool>,
    _permit: OwnedSemaphorePermit,
}

impl Device {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Device)> {
        let bytes: Bytes = tokio::select! {
            _ = self.closed.wait_for(|closed| *closed) => return None,
            changed = self.changes.changed() => {
                changed.ok()?;
                "data: ubah\n\n".into()
            }
            release = self.asked.next() => format!("event: lepas\ndata: {}\n\n", release?.entry).into(),
            () = sleep(BEAT) => ": \n\n".into(),
        };
        Some((Ok(bytes), self))
    }
}
