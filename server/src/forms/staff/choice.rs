//! Choosing the villages of a month, and what is known of a village.

use super::SAVED;
use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, mended, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use chrono::NaiveDate;
use domain::choice::FactsForm;
use domain::error::ServiceError;
use domain::field::Field;
use domain::plan::parse_date;
use domain::service::Answer;
use domain::village::VillageCode;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/desa/{code}/calon", post(choose))
        .route("/staf/desa/{code}/calon/hapus", post(drop_choice))
        .route("/staf/desa/{code}/data", post(facts))
}

fn village(captured: &Captured) -> Answer<VillageCode> {
    VillageCode::parse(captured.text("code")).map_err(|_| ServiceError::NotFound)
}

/// The month that the form carries, and its page: of a text that is no month the one without.
fn month(form: &Posted) -> Answer<NaiveDate> {
    let text = form.pairs.get("bulan");
    parse_date(&[text, "-01"].concat()).map_err(|_| ServiceError::NotFound)
}

fn page(captured: &Captured, form: &Posted) -> String {
    let page = format!("/staf/desa/{}", captured.text("code"));
    match month(form) {
        Ok(month) => format!("{page}?bulan={}", month.format("%Y-%m")),
        Err(_) => page,
    }
}

/// The ranking of a month, after a choice was saved.
fn back_to_ranking(month: NaiveDate) -> String {
    with_note(&format!("/staf/desa?bulan={}", month.format("%Y-%m")), SAVED)
}

async fn choose(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let page = page(&captured, &form);
    let chosen: Answer<String> = async {
        let (village, month) = (village(&captured)?, month(&form)?);
        let reason = form.pairs.get(Field::Reason.name());
        let service = &state.services.staff;
        service.add_candidate(&staff, month, &village, reason).await?;
        Ok(back_to_ranking(month))
    }
    .await;
    form.answer(&state, Page::At(page), "calon", chosen).await
}

async fn drop_choice(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let page = page(&captured, &form);
    let dropped: Answer<String> = async {
        let (village, month) = (village(&captured)?, month(&form)?);
        state
            .services
            .staff
            .drop_candidate(&staff, month, &village)
            .await?;
        Ok(back_to_ranking(month))
    }
    .await;
    form.answer(&state, Page::At(page), "hapus", dropped).await
}

async fn facts(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let page = page(&captured, &form);
    let set: Answer<String> = async {
        let typed = FactsForm {
            unlicensed_estimate: form.pairs.text(Field::UnlicensedEstimate.name()),
            travel_minutes: form.pairs.text(Field::TravelMinutes.name()),
            signal: form.pairs.text(Field::Signal.name()),
        };
        let (village, facts) = (village(&captured)?, mended(typed.parse())?);
        state.services.staff.set_facts(&staff, &village, facts).await?;
        Ok(with_note(&page, SAVED))
    }
    .await;
    form.answer(&state, Page::At(page.clone()), "data", set).await
}
