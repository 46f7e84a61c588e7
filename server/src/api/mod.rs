//! The JSON API under `/api/v1`: the same services as the pages, thinner. `openapi.json` describes it.
//!
//! To add an endpoint: a handler with its `utoipa::path` in the file of its noun, its route here and its name in
//! [`Document`]. A refusal is a [`Refusal`]; `refusal` words it as a problem document.

mod body;
mod bookings;
mod dto;
pub(crate) mod problem;
mod results;
mod visits;

use crate::refusal::Refusal;
use crate::state::AppState;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::error::ServiceError;
use utoipa::OpenApi;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/villages", get(visits::villages))
        .route("/visits", get(visits::visits))
        .route("/visits/{id}", get(visits::visit))
        .route("/results", get(results::results))
        .route("/bookings", post(bookings::book))
        .route(
            "/bookings/{manage_token}",
            get(bookings::show).delete(bookings::cancel),
        )
        .route("/bookings/{manage_token}/reschedule", post(bookings::reschedule))
        .route("/openapi.json", get(document))
        .fallback(async || Refusal::from(ServiceError::NotFound))
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Jemput Izin",
        description = "Visits of the licence office to the villages of Tabanan, and bookings of their slots. \
                       Times are UTC; dates are those of Bali (WITA, UTC+8). A manage token is a secret: who \
                       has it may see, move and cancel the booking. Errors are problem documents (RFC 9457); \
                       their texts follow Accept-Language (id, en).",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/api/v1")),
    paths(
        visits::villages, visits::visits, visits::visit, results::results,
        bookings::book, bookings::show, bookings::cancel, bookings::reschedule, openapi_json
    ),
    components(schemas(problem::ProblemDocument, problem::FieldProblem)),
    tags(
        (name = "visits", description = "Where the office comes"),
        (name = "results", description = "What came of it: open data, small groups left out"),
        (name = "bookings", description = "Places"))
)]
struct Document;

/// The document as text, for the command line.
pub(crate) fn document_text() -> String {
    // A document made of constants can be written.
    Document::openapi().to_pretty_json().unwrap_or_default()
}

/// This document
#[utoipa::path(get, path = "/openapi.json", operation_id = "openapi", tag = "visits",
    responses((status = 200, description = "OpenAPI 3.1")))]
#[expect(
    dead_code,
    reason = "carries the description of `document`, whose type is the document itself"
)]
fn openapi_json() {}

async fn document() -> impl IntoResponse {
    (
        [(header::CACHE_CONTROL, "public, max-age=600")],
        Json(Document::openapi()),
    )
}
