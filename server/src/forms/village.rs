//! The answer of a village, given through its link.

use super::{Page, Posted, feast, mended, pdf, with_note};
use crate::refusal::Refusal;
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::calendar::date_in_wita;
use domain::field::Field;
use domain::service::Answer;
use domain::venue::VenueAnswerForm;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/konfirmasi/{token}", post(answer))
        .route("/konfirmasi/{token}/surat.pdf", get(letter))
        .route("/konfirmasi/{token}/odalan", post(add_feast))
        .route("/konfirmasi/{token}/odalan/{id}/hapus", post(remove_feast))
}

async fn answer(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let given: Answer<String> = async {
        let today = date_in_wita(state.backend.now());
        let answer = mended(read(&form).parse(today))?;
        state
            .services
            .village
            .answer_venue(captured.text("token"), &answer)
            .await?;
        Ok(with_note(form.parts.uri.path(), "terkirim"))
    }
    .await;
    form.answer(&state, Page::Same, "", given).await
}

/// The official letter. Nobody else keeps it (`headers::security`).
async fn letter(State(state): State<AppState>, captured: Captured) -> Response {
    match state.services.village.own_letter(captured.text("token")).await {
        Ok(file) => pdf("surat.pdf", file),
        Err(error) => Refusal::from(error).into_response(),
    }
}

async fn add_feast(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let added: Answer<String> = async {
        let (token, new) = (captured.text("token"), feast(&form)?);
        state.services.village.add_own_odalan(token, &new).await?;
        Ok(with_note(&feasts_page(token), "tersimpan"))
    }
    .await;
    form.answer(&state, Page::Same, "odalan", added).await
}

async fn remove_feast(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let token = captured.text("token");
    let removed: Answer<String> = async {
        let id = captured.id("id")?;
        state.services.village.remove_own_odalan(token, id).await?;
        Ok(with_note(&feasts_page(token), "tersimpan"))
    }
    .await;
    form.answer(&state, Page::At(feasts_page(token)), "hapus", removed)
        .await
}

fn feasts_page(token: &str) -> String {
    format!("/konfirmasi/{token}/odalan")
}

fn read(form: &Posted) -> VenueAnswerForm {
    let text = |field: Field| form.pairs.text(field.name());
    VenueAnswerForm {
        answer: text(Field::Answer),
        venue: text(Field::Venue),
        contact_name: text(Field::ContactName),
        contact_phone: text(Field::ContactPhone),
        facilities: form.pairs.all("facilities"),
        other_date: text(Field::OtherDate),
        note: text(Field::Note),
    }
}
