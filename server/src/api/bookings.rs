//! Bookings: taking a place, seeing it, moving it, giving it back.

use super::body::{JsonObject, NewBookingBody, RescheduleBody};
use super::dto::Booking;
use super::problem::ProblemDocument;
use crate::lang::lang_of_api;
use crate::refusal::Refusal;
use crate::request::Captured;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

/// Takes a place. The same Idempotency-Key and contents sent again give the same booking
#[utoipa::path(post, path = "/bookings", operation_id = "book", tag = "bookings",
    request_body = NewBookingBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "8 to 100 visible ASCII characters")),
    responses(
        (status = 201, body = Booking, headers(("Location" = String, description = "Address of the booking"))),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "malformed-json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json",
            description = "slot-full, slot-closed or duplicate-booking"),
        (status = 413, body = ProblemDocument, content_type = "application/problem+json", description = "too-large"),
        (status = 415, body = ProblemDocument, content_type = "application/problem+json", description = "not-json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json",
            description = "invalid, with one entry a field; or key-reused"),
        (status = 429, body = ProblemDocument, content_type = "application/problem+json", description = "too-many"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy")))]
pub(crate) async fn book(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: JsonObject,
) -> Result<Response, Refusal> {
    // A key that is no text at all is worse than a missing one: it would never match.
    let key = headers
        .get("idempotency-key")
        .map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned());
    let key = key.unwrap_or_else(|| Uuid::now_v7().to_string());
    let new = body.booking(key, lang_of_api(&headers))?;
    state.limits.person(&new.applicant.phone)?;
    let booking = Booking::from(state.services.public.book(&new).await?);
    let address = format!("/api/v1/bookings/{}", booking.manage_token);
    Ok((StatusCode::CREATED, [(header::LOCATION, address)], Json(booking)).into_response())
}

/// A booking
#[utoipa::path(get, path = "/bookings/{manage_token}", operation_id = "booking", tag = "bookings",
    params(("manage_token" = String, Path, description = "Secret of the booking")),
    responses(
        (status = 200, body = Booking),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not-found"),
        (status = 410, body = ProblemDocument, content_type = "application/problem+json", description = "link-expired"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy")))]
pub(crate) async fn show(
    State(state): State<AppState>,
    captured: Captured,
) -> Result<Json<Booking>, Refusal> {
    Ok(Json(
        state
            .services
            .public
            .ticket(captured.text("manage_token"))
            .await?
            .into(),
    ))
}

/// Gives the place back
#[utoipa::path(delete, path = "/bookings/{manage_token}", operation_id = "cancel", tag = "bookings",
    params(("manage_token" = String, Path, description = "Secret of the booking")),
    responses(
        (status = 200, body = Booking, description = "Its state is now cancelled"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not-found"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json", description = "booking-settled"),
        (status = 410, body = ProblemDocument, content_type = "application/problem+json", description = "link-expired"),
        (status = 429, body = ProblemDocument, content_type = "application/problem+json", description = "too-many"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy")))]
pub(crate) async fn cancel(
    State(state): State<AppState>,
    captured: Captured,
) -> Result<Json<Booking>, Refusal> {
    Ok(Json(
        state
            .services
            .public
            .cancel_booking(captured.text("manage_token"))
            .await?
            .into(),
    ))
}

/// Takes another slot, then lets the old one go
#[utoipa::path(post, path = "/bookings/{manage_token}/reschedule", operation_id = "reschedule", tag = "bookings",
    request_body = RescheduleBody,
    params(("manage_token" = String, Path, description = "Secret of the booking")),
    responses(
        (status = 200, body = Booking),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "malformed-json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not-found"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json",
            description = "slot-full, slot-closed, duplicate-booking or booking-settled"),
        (status = 410, body = ProblemDocument, content_type = "application/problem+json", description = "link-expired"),
        (status = 413, body = ProblemDocument, content_type = "application/problem+json", description = "too-large"),
        (status = 415, body = ProblemDocument, content_type = "application/problem+json", description = "not-json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json", description = "invalid"),
        (status = 429, body = ProblemDocument, content_type = "application/problem+json", description = "too-many"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy")))]
pub(crate) async fn reschedule(
    State(state): State<AppState>,
    captured: Captured,
    body: JsonObject,
) -> Result<Json<Booking>, Refusal> {
    let slot = body.slot()?;
    Ok(Json(
        state
            .services
            .public
            .move_booking(captured.text("manage_token"), slot)
            .await?
            .into(),
    ))
}
