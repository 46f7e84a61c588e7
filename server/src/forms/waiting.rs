//! Forms of the waiting list: joining, taking an offer, leaving, waiting again. Links only show; these write.

use super::{Page, Posted, mended, see_other, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::id::VisitId;
use domain::service::Answer;
use domain::waiting::NewWaiting;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/kunjungan/{visit}/tunggu", post(join))
        .route("/tunggu/{token}/terima", post(accept))
        .route("/tunggu/{token}/keluar", post(leave))
        .route("/tunggu/{token}/lagi", post(again))
}

async fn join(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    if form.is_from_a_robot() {
        return see_other("/");
    }
    let joined: Answer<String> = async {
        let visit: VisitId = captured.id("visit")?;
        let new = mended(NewWaiting::parse(visit, form.booking(), form.lang()))?;
        state.limits.person(&new.applicant.phone)?;
        let token = state.services.waiting.join_waiting(&new).await?;
        Ok(format!("/tunggu/{token}?kabar=menunggu"))
    }
    .await;
    form.answer(&state, Page::Same, "", joined).await
}

fn page(captured: &Captured) -> String {
    format!("/tunggu/{}", captured.text("token"))
}

async fn accept(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let accepted = state.services.waiting.accept_offer(captured.text("token")).await;
    let address = accepted.map(|ticket| format!("/tiket/{}?kabar=terdaftar", ticket.manage_token));
    form.answer(&state, Page::At(page(&captured)), "", address).await
}

async fn leave(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let left = state.services.waiting.leave_waiting(captured.text("token")).await;
    let address = left.map(|()| with_note(&page(&captured), "keluar"));
    form.answer(&state, Page::At(page(&captured)), "", address).await
}

async fn again(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let waits = state.services.waiting.wait_again(captured.text("token")).await;
    let address = waits.map(|()| with_note(&page(&captured), "menunggu"));
    form.answer(&state, Page::At(page(&captured)), "", address).await
}
