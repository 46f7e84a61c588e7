//! Forms of the office. The service checks the role of each; the door in `login` has checked the session.

mod after;
mod bookings;
mod calendar;
mod choice;
mod day;
mod demand;
mod feasts;
mod letters;
mod meetings;
mod messages;
mod months;
mod operators;
mod papers;
mod questions;
mod reports;
mod visits;

use crate::forms::pdf;
use crate::refusal::Refusal;
use crate::state::AppState;
use axum::Router;
use axum::response::{IntoResponse, Response};
use domain::id::VisitId;
use domain::service::Answer;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .merge(visits::routes())
        .merge(bookings::routes())
        .merge(choice::routes())
        .merge(day::routes())
        .merge(demand::routes())
        .merge(messages::routes())
        .merge(months::routes())
        .merge(operators::routes())
        .merge(letters::routes())
        .merge(papers::routes())
        .merge(questions::routes())
        .merge(calendar::routes())
        .merge(feasts::routes())
        .merge(after::routes())
        .merge(meetings::routes())
        .merge(reports::routes())
}

/// Note on the page after something was saved.
const SAVED: &str = "tersimpan";

/// A paper of a visit, which the browser shows, or why there is none.
fn paper(name: &str, file: Answer<(VisitId, Vec<u8>)>) -> Response {
    match file {
        Ok((visit, file)) => pdf(&format!("{name}-{visit}.pdf"), file),
        Err(error) => Refusal::from(error).into_response(),
    }
}
