//! The answer of a village, given through its link.

use super::{Page, Posted, mended, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::calendar::date_in_wita;
use domain::field::Field;
use domain::service::Answer;
use domain::venue::VenueAnswerForm;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/konfirmasi/{token}", post(answer))
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
