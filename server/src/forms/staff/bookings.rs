//! Booking, moving and cancelling on behalf of someone.

use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, field, mended, own_address, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::error::ServiceError;
use domain::field::Field;
use domain::id::{BookingId, VisitId};
use domain::service::Answer;
use domain::settle::Way;
use domain::text::Line;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/kunjungan/{visit}/daftarkan", post(book_for))
        .route(
            "/staf/kunjungan/{visit}/pendaftar/{booking}/pindah",
            post(move_for),
        )
        .route("/staf/kunjungan/{visit}/konflik", post(settle))
        .route(
            "/staf/kunjungan/{visit}/pendaftar/{booking}/batal",
            post(cancel_for),
        )
}

async fn book_for(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let booked: Answer<String> = async {
        let visit: VisitId = captured.id("visit")?;
        let new = mended(form.booking().parse(form.lang()))?;
        state.services.staff.book_for(&staff, &new).await?;
        Ok(format!("/staf/kunjungan/{visit}/pendaftar?kabar=terdaftar"))
    }
    .await;
    form.answer(&state, Page::Same, "", booked).await
}

async fn move_for(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let moved: Answer<String> = async {
        let booking = captured.id("booking")?;
        state
            .services
            .staff
            .move_for(&staff, booking, form.slot()?)
            .await?;
        let own = page_address(&captured);
        Ok(with_note(
            own_address(form.pairs.get("ke")).unwrap_or(&own),
            "dipindah",
        ))
    }
    .await;
    form.answer(&state, Page::At(page_address(&captured)), "pindah", moved)
        .await
}

async fn cancel_for(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let cancelled: Answer<String> = async {
        let booking = captured.id("booking")?;
        let reason: Line<200> = field(Field::Reason, Line::parse(form.pairs.get(Field::Reason.name())))?;
        state
            .services
            .staff
            .cancel_for(&staff, booking, reason.as_str())
            .await?;
        Ok(with_note(&page_address(&captured), "dibatalkan"))
    }
    .await;
    form.answer(&state, Page::At(page_address(&captured)), "batal", cancelled)
        .await
}

/// The booking's page; for ids that are none, one that says so.
fn page_address(captured: &Captured) -> String {
    match (
        captured.id::<VisitId>("visit"),
        captured.id::<BookingId>("booking"),
    ) {
        (Ok(visit), Ok(booking)) => format!("/staf/kunjungan/{visit}/pendaftar/{booking}"),
        _ => "/staf/kunjungan/tidak-ada".to_owned(),
    }
}

/// Goes a way to settle a surplus, or merges a visit: as it was shown, or not at all.
async fn settle(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let key = form.pairs.text("cara");
    let way = Way::from_key(&key);
    let visit = captured.text("visit");
    let merges = matches!(way, Some(Way::Merge(_)));
    let page = if merges {
        format!("/staf/kunjungan/{visit}/kesiapan")
    } else {
        format!("/staf/kunjungan/{visit}/konflik")
    };
    let settled: Answer<String> = async {
        let id: VisitId = captured.id("visit")?;
        let way = way.ok_or(ServiceError::NotFound)?;
        let reason = field(
            Field::OfficeReason,
            Line::<200>::parse_optional(form.pairs.get(Field::OfficeReason.name())),
        )?;
        let seen = form.pairs.get("seen");
        state
            .services
            .staff
            .settle(&staff, id, way, seen, reason.as_ref())
            .await?;
        Ok(if merges {
            format!("/staf/kunjungan/{id}?kabar=digabung")
        } else {
            with_note(&page, "selesai")
        })
    }
    .await;
    form.answer(&state, Page::At(page.clone()), &key, settled).await
}
