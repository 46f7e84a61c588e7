//! Publishing the plan of a month, ticking what a visit needs.

use super::SAVED;
use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::error::ServiceError;
use domain::id::VisitId;
use domain::plan::parse_date;
use domain::readiness::Check;
use domain::service::Answer;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/bulan/{month}/terbitkan", post(publish))
        .route("/staf/kunjungan/{visit}/kesiapan", post(tick))
}

async fn publish(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let text = captured.text("month").to_owned();
    // The board of a text that is no month is the one of today.
    let known = parse_date(&[&text, "-01"].concat());
    let board = match known {
        Ok(_) => format!("/staf/kunjungan?bulan={text}"),
        Err(_) => "/staf/kunjungan".to_owned(),
    };
    let published: Answer<String> = async {
        let month = known.map_err(|_| ServiceError::NotFound)?;
        state.services.staff.publish_month(&staff, month).await?;
        Ok(with_note(&board, "terbit"))
    }
    .await;
    form.answer(&state, Page::At(board.clone()), "terbitkan", published)
        .await
}

async fn tick(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let ticked: Answer<String> = async {
        let id: VisitId = captured.id("visit")?;
        let check = Check::from_key(form.pairs.get("item")).ok_or(ServiceError::NotFound)?;
        let done = form.pairs.get("done") == "true";
        state.services.staff.tick_check(&staff, id, check, done).await?;
        Ok(with_note(&format!("/staf/kunjungan/{id}/kesiapan"), SAVED))
    }
    .await;
    form.answer(&state, Page::Same, "kesiapan", ticked).await
}
