//! The papers of a visit: the files, and making its report.

use super::{SAVED, paper};
use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use domain::id::VisitId;
use domain::service::Answer;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/kunjungan/{visit}/pengarahan.pdf", get(briefing))
        .route("/staf/kunjungan/{visit}/laporan", post(make))
        .route("/staf/kunjungan/{visit}/laporan.pdf", get(report))
}

async fn briefing(State(state): State<AppState>, LoggedIn(staff): LoggedIn, captured: Captured) -> Response {
    let file: Answer<(VisitId, Vec<u8>)> = async {
        let visit = captured.id("visit")?;
        Ok((visit, state.services.papers.briefing_pdf(&staff, visit).await?))
    }
    .await;
    paper("pengarahan", file)
}

async fn report(State(state): State<AppState>, LoggedIn(staff): LoggedIn, captured: Captured) -> Response {
    let file: Answer<(VisitId, Vec<u8>)> = async {
        let visit = captured.id("visit")?;
        Ok((visit, state.services.papers.report_pdf(&staff, visit).await?))
    }
    .await;
    paper("laporan", file)
}

async fn make(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let visit = captured.id::<VisitId>("visit");
    // Where there can be no report yet, its page is none either: the visit says why.
    let page = visit.as_ref().map_or_else(
        |_| "/staf/kunjungan/tidak-ada".to_owned(),
        |visit| format!("/staf/kunjungan/{visit}"),
    );
    let made: Answer<String> = async {
        state.services.papers.make_report(&staff, visit?).await?;
        Ok(with_note(&format!("{page}/laporan"), SAVED))
    }
    .await;
    form.answer(&state, Page::At(page.clone()), "laporan", made).await
}
