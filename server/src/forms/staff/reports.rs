//! Reports as files: asking for one, and fetching it.

use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted};
use crate::refusal::Refusal;
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::error::ServiceError;
use domain::evaluation::Period;
use domain::report::{ReportState, ReportWish};
use domain::service::Answer;

const PATH: &str = "/staf/laporan";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(PATH, post(make))
        .route("/staf/laporan/{id}/berkas", get(file))
}

/// Leads to the file where it was made at once, otherwise to how far it is.
async fn make(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let asked = Period::parse(form.pairs.get("masa"));
    let page = asked.map_or_else(|_| PATH.to_owned(), |period| format!("{PATH}?masa={period}"));
    let made: Answer<String> = async {
        // Only a form that was tampered with names what there is not.
        let period = asked.map_err(|_| ServiceError::NotFound)?;
        let wish = ReportWish::parse(period, form.pairs.get("berkas")).ok_or(ServiceError::NotFound)?;
        let report = state
            .services
            .report
            .make_report(&staff, wish, form.lang())
            .await?;
        Ok(match report.state {
            ReportState::Ready { .. } => format!("{PATH}/{}/berkas", report.id),
            ReportState::Making { .. } | ReportState::Failed => format!("{PATH}/{}", report.id),
        })
    }
    .await;
    form.answer(&state, Page::At(page), "", made).await
}

async fn file(State(state): State<AppState>, LoggedIn(staff): LoggedIn, captured: Captured) -> Response {
    let file: Answer<(ReportWish, Vec<u8>)> = async {
        state
            .services
            .report
            .report_file(&staff, captured.id("id")?)
            .await
    }
    .await;
    match file {
        Ok((wish, file)) => attached(wish, file),
        Err(error) => Refusal::from(error).into_response(),
    }
}

/// A file that the browser keeps.
fn attached(wish: ReportWish, file: Vec<u8>) -> Response {
    let kept = format!("attachment; filename=\"{}\"", wish.file_name());
    let kind = wish.format().media_type().to_owned();
    (
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, kept)],
        file,
    )
        .into_response()
}
