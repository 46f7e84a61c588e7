//! `/kait/sms`: the gateway of text messages reports what became of one.

use crate::refusal::Refusal;
use crate::state::AppState;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;

/// The path; its reports show the gateway's key, so that they count against no client's limit.
pub(crate) const PATH: &str = "/kait/sms";

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route(PATH, post(report))
}

async fn report(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let key = headers
        .get(header::AUTHORIZATION)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.strip_prefix("Bearer "));
    let taken = state.backend.sms_report(key.unwrap_or(""), &body).await;
    taken.map(|()| StatusCode::OK).map_err(Refusal::from)
}
