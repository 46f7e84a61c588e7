//! The survey of satisfaction: by link, and on a device of the office.

use super::login::LoggedIn;
use super::{Page, Posted, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::error::ServiceError;
use domain::service::Answer;
use domain::survey::Answers;
use uuid::Uuid;

const TABLET: &str = "/staf/survei/isi";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/survei/{token}", post(by_link))
        .route(TABLET, post(on_tablet))
}

fn answers(form: &Posted) -> Answer<Answers> {
    let parsed = Answers::parse(|element| form.pairs.get(element.key()));
    parsed.map_err(|error| ServiceError::Invalid(vec![error]))
}

async fn by_link(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let token = captured.text("token");
    let answered: Answer<String> = async {
        state
            .services
            .survey
            .answer_survey(token, &answers(&form)?)
            .await?;
        Ok(format!("/survei/{token}"))
    }
    .await;
    form.answer(&state, Page::Same, "", answered).await
}

async fn on_tablet(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let answered: Answer<String> = async {
        // Without a number the form was not made here.
        let number: Uuid = form
            .pairs
            .get("form")
            .parse()
            .map_err(|_| ServiceError::NotFound)?;
        let answers = answers(&form)?;
        state
            .services
            .survey
            .answer_on_tablet(&staff, number, &answers)
            .await?;
        Ok(with_note(TABLET, "terima-kasih"))
    }
    .await;
    form.answer(&state, Page::Same, "", answered).await
}
