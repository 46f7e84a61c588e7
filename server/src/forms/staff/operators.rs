//! Operators: adding one, the certificate, times away. All stand on one page, so that a form that comes back
//! carries the `id` it was about.

use super::SAVED;
use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, field, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use chrono::NaiveDate;
use domain::error::ServiceError;
use domain::field::{Field, FieldError, Problem};
use domain::id::OperatorId;
use domain::plan::parse_date;
use domain::service::Answer;
use domain::staff::NewAbsence;
use domain::text::Line;

const OPERATORS: &str = "/staf/operator";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(OPERATORS, post(add))
        .route("/staf/operator/{id}/sertifikat", post(certify))
        .route("/staf/operator/{id}/absen", post(add_absence))
        .route("/staf/absen/{id}/hapus", post(remove_absence))
}

async fn add(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let added: Answer<String> = async {
        let name = Line::parse_min(form.pairs.get(Field::OperatorName.name()), 2);
        let name = field(Field::OperatorName, name)?;
        state
            .services
            .staff
            .add_operator(&staff, &name, certified_on(&form)?)
            .await?;
        Ok(with_note(OPERATORS, SAVED))
    }
    .await;
    finish(&state, form, "", "tambah", added).await
}

async fn certify(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let certified: Answer<String> = async {
        state
            .services
            .staff
            .certify(&staff, captured.id("id")?, certified_on(&form)?)
            .await?;
        Ok(with_note(OPERATORS, SAVED))
    }
    .await;
    finish(&state, form, captured.text("id"), "sertifikat", certified).await
}

async fn add_absence(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let added: Answer<String> = async {
        let absence = absence(&form, captured.id("id")?)?;
        state.services.staff.add_absence(&staff, &absence).await?;
        Ok(with_note(OPERATORS, SAVED))
    }
    .await;
    finish(&state, form, captured.text("id"), "absen", added).await
}

async fn remove_absence(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let removed: Answer<String> = async {
        state
            .services
            .staff
            .remove_absence(&staff, captured.id("id")?)
            .await?;
        Ok(with_note(OPERATORS, SAVED))
    }
    .await;
    finish(&state, form, captured.text("id"), "hapus", removed).await
}

async fn finish(
    state: &AppState,
    mut form: Posted,
    id: &str,
    name: &str,
    answer: Answer<String>,
) -> Response {
    form.pairs.0.retain(|(name, _)| name != "id");
    form.pairs.0.push(("id".to_owned(), id.to_owned()));
    form.answer(state, Page::At(OPERATORS.to_owned()), name, answer)
        .await
}

/// The day of the certificate; none withdraws it.
fn certified_on(form: &Posted) -> Answer<Option<NaiveDate>> {
    match parse_date(form.pairs.get(Field::CertifiedOn.name())) {
        Err(Problem::Missing) => Ok(None),
        date => field(Field::CertifiedOn, date).map(Some),
    }
}

fn absence(form: &Posted, operator: OperatorId) -> Answer<NewAbsence> {
    let mut errors = Vec::new();
    let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
    let text = |field: Field| form.pairs.get(field.name());
    let from = parse_date(text(Field::AbsentFrom)).map_err(|problem| keep(Field::AbsentFrom, problem));
    // One day away needs no second date.
    let until = match parse_date(text(Field::AbsentUntil)) {
        Err(Problem::Missing) => from,
        until => until.map_err(|problem| keep(Field::AbsentUntil, problem)),
    };
    let reason = Line::parse(text(Field::Reason)).map_err(|problem| keep(Field::Reason, problem));
    if let (Ok(from), Ok(until)) = (from, until)
        && until < from
    {
        keep(Field::AbsentUntil, Problem::EndBeforeStart);
    }
    match (from, until, reason) {
        (Ok(from), Ok(until), Ok(reason)) if errors.is_empty() => Ok(NewAbsence {
            operator,
            from,
            until,
            reason,
        }),
        _ => Err(ServiceError::Invalid(errors)),
    }
}
