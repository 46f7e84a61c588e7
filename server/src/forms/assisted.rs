//! Assisted booking: what an official sends through his link.

use super::{Page, Posted, mended, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::assisted::AssistedForm;
use domain::field::Field;
use domain::service::Answer;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/konfirmasi/{token}/daftarkan", post(book))
        .route("/konfirmasi/{token}/daftar/{booking}/batal", post(cancel))
}

/// The ordinary form, without what a person without a phone has none of.
fn read(form: &Posted) -> AssistedForm {
    let booking = form.booking();
    AssistedForm {
        slot_id: booking.slot_id,
        applicant_name: booking.applicant_name,
        phone: booking.phone,
        banjar: booking.banjar,
        business_activity: booking.business_activity,
        assistance_needed: booking.assistance_needed,
        consent: form.pairs.text(Field::Consent.name()),
        idempotency_key: booking.idempotency_key,
    }
}

async fn book(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let token = captured.text("token").to_owned();
    let booked: Answer<String> = async {
        let new = mended(read(&form).parse(form.lang()))?;
        state.services.assisted.book_assisted(&token, &new).await?;
        Ok(with_note(&format!("/konfirmasi/{token}/daftarkan"), "terdaftar"))
    }
    .await;
    form.answer(&state, Page::Same, "", booked).await
}

async fn cancel(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let list = format!("/konfirmasi/{}/daftar", captured.text("token"));
    let cancelled: Answer<String> = async {
        let booking = captured.id("booking")?;
        let service = &state.services.assisted;
        service.cancel_assisted(captured.text("token"), booking).await?;
        Ok(with_note(&list, "batal"))
    }
    .await;
    form.answer(&state, Page::At(list.clone()), "", cancelled).await
}
