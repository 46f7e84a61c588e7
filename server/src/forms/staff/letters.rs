//! The official letter: number and date, and the file.

use super::{SAVED, paper};
use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, mended, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use domain::field::Field;
use domain::id::VisitId;
use domain::letter::LetterForm;
use domain::service::Answer;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/kunjungan/{visit}/surat", post(save))
        .route("/staf/kunjungan/{visit}/surat/kirim", post(send))
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

async fn send(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let visit = captured.id::<VisitId>("visit");
    let page = visit.as_ref().map_or_else(
        |_| "/staf/kunjungan/tidak-ada/surat".to_owned(),
        |visit| format!("/staf/kunjungan/{visit}/surat"),
    );
    let sent: Answer<String> = async {
        state.services.staff.send_letter(&staff, visit?).await?;
        Ok(with_note(&page, "surat-dikirim"))
    }
    .await;
    form.answer(&state, Page::At(page.clone()), "kirim", sent).await
}

async fn file(State(state): State<AppState>, LoggedIn(staff): LoggedIn, captured: Captured) -> Response {
    let file: Answer<(VisitId, Vec<u8>)> = async {
        let visit = captured.id("visit")?;
        Ok((visit, state.services.staff.letter_pdf(&staff, visit).await?))
    }
    .await;
    paper("surat", file)
}
