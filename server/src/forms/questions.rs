//! The form of a question before booking, about a visit or the programme.

use super::{Page, Posted, mended, see_other, with_note};
use crate::limits::Client;
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::field::Field;
use domain::id::VisitId;
use domain::question::QuestionForm;
use domain::service::Answer;
use uuid::Uuid;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/tanya", post(ask))
        .route("/kunjungan/{visit}/tanya", post(ask_of_visit))
}

async fn ask(State(state): State<AppState>, form: Posted) -> Response {
    take(&state, form, Ok(None)).await
}

async fn ask_of_visit(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    take(&state, form, captured.id("visit").map(Some)).await
}

async fn take(state: &AppState, form: Posted, visit: Answer<Option<VisitId>>) -> Response {
    if form.is_from_a_robot() {
        return see_other("/");
    }
    let asked: Answer<String> = async {
        let text = |field: Field| form.pairs.text(field.name());
        let mut typed = QuestionForm {
            question: text(Field::Question),
            applicant_name: text(Field::ApplicantName),
            phone: text(Field::Phone),
            email: text(Field::Email),
            idempotency_key: text(Field::IdempotencyKey),
        };
        if typed.idempotency_key.trim().is_empty() {
            typed.idempotency_key = Uuid::now_v7().to_string();
        }
        let new = mended(typed.parse(visit?, form.lang()))?;
        let client = form.parts.extensions.get::<Client>().copied();
        state
            .limits
            .question(new.phone.as_ref(), new.email.as_ref(), client)?;
        let token = state.services.before.ask(&new).await?;
        Ok(with_note(&format!("/tanya/{token}"), "terkirim"))
    }
    .await;
    form.answer(state, Page::Same, "", asked).await
}
