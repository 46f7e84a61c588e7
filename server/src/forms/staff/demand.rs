//! Acting on the demand for a visit: what was shown is done, or nothing.

use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, field, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::demand::Remedy;
use domain::error::ServiceError;
use domain::field::Field;
use domain::id::VisitId;
use domain::service::Answer;
use domain::text::Line;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/staf/kunjungan/{visit}/permintaan", post(apply))
}

async fn apply(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let remedy = Remedy::from_key(form.pairs.get("cara"));
    let page = captured.id::<VisitId>("visit");
    let page = match (&page, &remedy) {
        (Ok(id), Some(remedy)) => format!("/staf/kunjungan/{id}/permintaan/langkah?cara={}", remedy.key()),
        (Ok(id), None) => format!("/staf/kunjungan/{id}/permintaan"),
        (Err(_), _) => "/staf/kunjungan/tidak-ada/permintaan".to_owned(),
    };
    let done: Answer<String> = async {
        let id: VisitId = captured.id("visit")?;
        let remedy = remedy.ok_or(ServiceError::NotFound)?;
        let reason = field(
            Field::OfficeReason,
            Line::<200>::parse_optional(form.pairs.get(Field::OfficeReason.name())),
        )?;
        let service = &state.services.demand;
        let visit = service
            .apply_remedy(&staff, id, &remedy, form.pairs.get("seen"), reason.as_ref())
            .await?;
        Ok(with_note(
            &format!("/staf/kunjungan/{visit}"),
            "langkah-permintaan",
        ))
    }
    .await;
    form.answer(&state, Page::At(page), "langkah", done).await
}
