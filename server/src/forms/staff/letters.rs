//! The official letter: number and date, and the file.

use super::SAVED;
use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, mended, with_note};
use crate::refusal::Refusal;
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::field::Field;
use domain::id::VisitId;
use domain::letter::LetterForm;
use domain::service::Answer;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/kunjungan/{visit}/surat", post(save))
        .route("/staf/kunjungan/{visit}/surat.pdf", get(file))
}

async fn save(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let saved: Answer<String> = async {
        let visit: VisitId = captured.id("visit")?;
        let text = |field: Field| form.pairs.text(field.name());
        let letter = LetterForm {
            number: text(Field::LetterNumber),
            dated: text(Field::LetterDate),
            recipient: text(Field::LetterRecipient),
        };
        // A form without its version comes from nowhere: it is as old as can be.
        let version = form.pairs.get("version").trim().parse().unwrap_or(-1);
        let letter = mended(letter.parse())?;
        state
            .services
            .staff
            .save_letter(&staff, visit, version, &letter)
            .await?;
        Ok(with_note(&format!("/staf/kunjungan/{visit}/surat"), SAVED))
    }
    .await;
    form.answer(&state, Page::Same, "", saved).await
}

async fn file(State(state): State<AppState>, LoggedIn(staff): LoggedIn, captured: Captured) -> Response {
    let file: Answer<(VisitId, Vec<u8>)> = async {
        let visit = captured.id("visit")?;
        Ok((visit, state.services.staff.letter_pdf(&staff, visit).await?))
    }
    .await;
    match file {
        Ok((visit, file)) => {
            let name = format!("inline; filename=\"surat-{visit}.pdf\"");
            let kind = "application/pdf".to_owned();
            (
                [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)],
                file,
            )
                .into_response()
        }
        Err(error) => Refusal::from(error).into_response(),
    }
}
