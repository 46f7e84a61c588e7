//! The service day: forms of its pages, and contacts of devices.

use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, with_note};
use crate::refusal::Refusal;
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::post;
use domain::calendar::date_in_wita;
use domain::day::service::{Granted, Report};
use domain::day::{Around, DayForm};
use domain::error::ServiceError;
use domain::id::{EventId, VisitId};
use domain::service::Answer;
use uuid::Uuid;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/kunjungan/{visit}/meja", post(act))
        .route("/staf/kunjungan/{visit}/meja/{operator}", post(act))
        .route("/staf/kunjungan/{visit}/meja/periksa", post(settle))
        .route("/staf/kunjungan/{visit}/kirim", post(report))
}

/// One act from a page without WebAssembly: done if it fits, or the page again with the reason.
async fn act(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let act = form.pairs.text("act");
    let own = match captured.text("operator") {
        "" => format!("/staf/kunjungan/{}/meja", captured.text("visit")),
        operator => format!("/staf/kunjungan/{}/meja/{operator}", captured.text("visit")),
    };
    let done: Answer<String> = async {
        let visit: VisitId = captured.id("visit")?;
        // Hours are those of the visit's day; nothing else of a form needs it.
        let date = match act.as_str() {
            "correct-incident" => state.services.day.day(&staff, visit).await?.visit.date,
            _ => date_in_wita(state.backend.now()),
        };
        let around = Around {
            fresh: Uuid::now_v7(),
            seq: 0,
            at: state.backend.now(),
            date,
        };
        let wish = DayForm(form.pairs.0.clone())
            .parse(around)
            .map_err(ServiceError::Invalid)?;
        match state.services.day.act_now(&staff, visit, wish).await? {
            Granted::Done(Some(entry)) if matches!(act.as_str(), "check-in" | "walk-in") => {
                Ok(format!("{own}?orang={entry}"))
            }
            Granted::Done(_) => Ok(own.clone()),
            Granted::NobodyWaits => Ok(with_note(&own, "kosong")),
            Granted::Refused(flag) => Err(ServiceError::DayFlag(flag)),
        }
    }
    .await;
    form.answer(&state, Page::At(own.clone()), &act, done).await
}

async fn settle(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let own = format!("/staf/kunjungan/{}/meja", captured.text("visit"));
    let done: Answer<String> = async {
        let event: EventId = form
            .pairs
            .get("event")
            .parse()
            .map_err(|_| ServiceError::NotFound)?;
        let visit: VisitId = captured.id("visit")?;
        state.services.day.settle(&staff, visit, event).await?;
        Ok(with_note(&own, "tersimpan"))
    }
    .await;
    form.answer(&state, Page::At(own.clone()), "", done).await
}

/// A contact of a device, as JSON both ways.
async fn report(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    body: Bytes,
) -> Result<Response, Refusal> {
    let visit: VisitId = captured.id("visit")?;
    let report: Report = serde_json::from_slice(&body).map_err(|_| Refusal::NotJson)?;
    let synced = state.services.day.sync(&staff, visit, &report).await?;
    Ok(Json(synced).into_response())
}
