//! Temple feasts of a village, entered by the office.

use super::SAVED;
use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, feast, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::error::ServiceError;
use domain::service::Answer;
use domain::village::VillageCode;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/desa/{code}/odalan", post(add))
        .route("/staf/desa/{code}/odalan/{id}/hapus", post(remove))
}

fn village(captured: &Captured) -> Answer<VillageCode> {
    VillageCode::parse(captured.text("code")).map_err(|_| ServiceError::NotFound)
}

fn page(village: &VillageCode) -> String {
    format!("/staf/desa/{}/odalan", village.as_str())
}

async fn add(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let added: Answer<String> = async {
        let village = village(&captured)?;
        let new = feast(&form)?;
        state.services.staff.add_odalan(&staff, &village, &new).await?;
        Ok(with_note(&page(&village), SAVED))
    }
    .await;
    form.answer(&state, Page::Same, "odalan", added).await
}

async fn remove(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let removed: Answer<String> = async {
        let village = village(&captured)?;
        let id = captured.id("id")?;
        state.services.staff.remove_odalan(&staff, &village, id).await?;
        Ok(with_note(&page(&village), SAVED))
    }
    .await;
    let page = village(&captured).map_or_else(|_| "/staf/kunjungan".to_owned(), |code| page(&code));
    form.answer(&state, Page::At(page), "hapus", removed).await
}
