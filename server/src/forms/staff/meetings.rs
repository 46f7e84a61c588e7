//! The evaluation meeting of a month: its sheet, obstacles, decisions and what became of them.

use super::SAVED;
use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, mended, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::calendar::date_in_wita;
use domain::error::ServiceError;
use domain::evaluation::{NewDecision, NewMeeting, NewObstacle, NewReply, Period};
use domain::field::Field;
use domain::service::Answer;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/rapat/{period}", post(save))
        .route("/staf/rapat/{period}/kendala", post(add_obstacle))
        .route("/staf/rapat/{period}/kendala/{id}/hapus", post(remove_obstacle))
        .route("/staf/rapat/{period}/keputusan", post(add_decision))
        .route("/staf/rapat/{period}/keputusan/{id}/hapus", post(remove_decision))
        .route("/staf/rapat/{period}/keputusan/{id}/jawab", post(reply))
}

/// What is no period has no sheet.
fn period(captured: &Captured) -> Answer<Period> {
    Period::parse(captured.text("period")).map_err(|_| ServiceError::NotFound)
}

/// The page of the sheet; of what is no period, the one of today.
fn sheet(captured: &Captured) -> String {
    match period(captured) {
        Ok(period) => format!("/staf/rapat?masa={period}"),
        Err(_) => "/staf/rapat".to_owned(),
    }
}

async fn finish(
    state: &AppState,
    captured: &Captured,
    form: Posted,
    name: &str,
    done: Answer<()>,
) -> Response {
    let page = sheet(captured);
    let address = done.map(|()| with_note(&page, SAVED));
    form.answer(state, Page::At(page), name, address).await
}

async fn save(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let saved: Answer<()> = async {
        let text = |field: Field| form.pairs.get(field.name());
        let version = form.pairs.get("version").parse().unwrap_or(0);
        let new = mended(NewMeeting::parse(
            period(&captured)?,
            text(Field::MeetingDate),
            text(Field::Present),
            text(Field::Proposals),
            date_in_wita(state.backend.now()),
        ))?;
        state.services.meeting.save_meeting(&staff, version, &new).await
    }
    .await;
    finish(&state, &captured, form, "lembar", saved).await
}

async fn add_obstacle(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let added: Answer<()> = async {
        let text = |field: Field| form.pairs.get(field.name());
        let new = mended(NewObstacle::parse(text(Field::Indicator), text(Field::Obstacle)))?;
        let period = period(&captured)?;
        state.services.meeting.add_obstacle(&staff, period, &new).await
    }
    .await;
    finish(&state, &captured, form, "kendala", added).await
}

async fn remove_obstacle(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let removed: Answer<()> = async {
        let (period, id) = (period(&captured)?, captured.id("id")?);
        state.services.meeting.remove_obstacle(&staff, period, id).await
    }
    .await;
    finish(&state, &captured, form, "hapus", removed).await
}

async fn add_decision(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let added: Answer<()> = async {
        let text = |field: Field| form.pairs.get(field.name());
        let new = mended(NewDecision::parse(
            text(Field::Decision),
            text(Field::Owner),
            text(Field::Due),
        ))?;
        let period = period(&captured)?;
        state.services.meeting.add_decision(&staff, period, &new).await
    }
    .await;
    finish(&state, &captured, form, "keputusan", added).await
}

async fn remove_decision(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let removed: Answer<()> = async {
        let (period, id) = (period(&captured)?, captured.id("id")?);
        state.services.meeting.remove_decision(&staff, period, id).await
    }
    .await;
    finish(&state, &captured, form, "hapus", removed).await
}

async fn reply(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let replied: Answer<()> = async {
        let text = |field: Field| form.pairs.get(field.name());
        let new = mended(NewReply::parse(
            text(Field::DecisionOutcome),
            text(Field::Reply),
            text(Field::ContinuedUntil),
            date_in_wita(state.backend.now()),
        ))?;
        state
            .services
            .meeting
            .reply(&staff, captured.id("id")?, &new)
            .await
    }
    .await;
    // Several decisions stand on the page: the form that comes back says which it was about.
    let form = form.about("decision", captured.text("id"));
    finish(&state, &captured, form, "jawab", replied).await
}
