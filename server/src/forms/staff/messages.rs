//! The outbox: marking a draft as sent, trying a dead message again.

use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::error::ServiceError;
use domain::message::Channel;
use domain::service::Answer;

const OUTBOX: &str = "/staf/pesan";
const DEAD: &str = "/staf/pesan?status=dead";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/pesan/{id}/terkirim", post(mark_sent))
        .route("/staf/pesan/{id}/ulang", post(resend))
        .route("/staf/pesan/saluran/{channel}", post(resume))
}

async fn mark_sent(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let marked: Answer<String> = async {
        state.services.staff.mark_sent(&staff, captured.id("id")?).await?;
        Ok(with_note(OUTBOX, "terkirim"))
    }
    .await;
    form.answer(&state, Page::At(OUTBOX.to_owned()), "terkirim", marked)
        .await
}

async fn resend(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let queued: Answer<String> = async {
        state.services.staff.resend(&staff, captured.id("id")?).await?;
        Ok(with_note(DEAD, "diulang"))
    }
    .await;
    form.answer(&state, Page::At(DEAD.to_owned()), "ulang", queued)
        .await
}

async fn resume(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let resumed: Answer<String> = async {
        let channel = Channel::from_key(captured.text("channel")).ok_or(ServiceError::NotFound)?;
        state.services.staff.resume_channel(&staff, channel).await?;
        Ok(with_note(OUTBOX, "dilanjutkan"))
    }
    .await;
    form.answer(&state, Page::At(OUTBOX.to_owned()), "lanjut", resumed)
        .await
}
