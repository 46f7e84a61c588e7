//! `/kait/whatsapp`: Meta asks once whether this is the right place, and reports what became of messages.

use crate::LARGEST_REPORT;
use crate::refusal::Refusal;
use crate::request::Query;
use crate::state::AppState;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;

/// The path; its reports are signed, so that they count against no client's limit.
pub(crate) const PATH: &str = "/kait/whatsapp";

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route(PATH, get(challenge).post(report))
        .layer(DefaultBodyLimit::max(LARGEST_REPORT))
}

async fn challenge(State(state): State<AppState>, Query(query): Query) -> Result<String, Refusal> {
    let (mode, word) = (query.get("hub.mode"), query.get("hub.verify_token"));
    let answer = state
        .backend
        .whatsapp_challenge(mode, word, query.get("hub.challenge"));
    answer.map_err(Refusal::from)
}

async fn report(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let signature = headers.get("x-hub-signature-256").and_then(|it| it.to_str().ok());
    let taken = state
        .backend
        .whatsapp_report(signature.unwrap_or(""), &body)
        .await;
    taken.map(|()| StatusCode::OK).map_err(Refusal::from)
}
