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
use domain::team::{Duty, NewPerson, Work, WorkingDays};
use domain::text::Line;

const OPERATORS: &str = "/staf/operator";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(OPERATORS, post(add))
        .route("/staf/operator/{id}/sertifikat", post(certify))
        .route("/staf/operator/{id}/absen", post(add_absence))
        .route("/staf/operator/{id}/kerja", post(set_work))
        .route("/staf/operator/{id}/nib", post(add_nib))
        .route("/staf/operator/{id}/nib/batal", post(undo_nib))
        .route("/staf/absen/{id}/hapus", post(remove_absence))
}

async fn add(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let added: Answer<String> = async {
        let name = Line::parse_min(form.pairs.get(Field::OperatorName.name()), 2);
        let person = NewPerson {
            name: field(Field::OperatorName, name)?,
            work: work(&form)?,
            certified_on: certified_on(&form)?,
        };
        state.services.staff.add_person(&staff, &person).await?;
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

async fn set_work(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let set: Answer<String> = async {
        let person = captured.id("id")?;
        state
            .services
            .staff
            .set_work(&staff, person, work(&form)?)
            .await?;
        Ok(with_note(OPERATORS, SAVED))
    }
    .await;
    finish(&state, form, captured.text("id"), "kerja", set).await
}

async fn add_nib(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let added: Answer<String> = async {
        let person = captured.id("id")?;
        state.services.staff.add_supervised_nib(&staff, person).await?;
        Ok(with_note(OPERATORS, SAVED))
    }
    .await;
    finish(&state, form, captured.text("id"), "nib", added).await
}

async fn undo_nib(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let undone: Answer<String> = async {
        let person = captured.id("id")?;
        state.services.staff.undo_supervised_nib(&staff, person).await?;
        Ok(with_note(OPERATORS, SAVED))
    }
    .await;
    finish(&state, form, captured.text("id"), "nib", undone).await
}

async fn finish(state: &AppState, form: Posted, id: &str, name: &str, answer: Answer<String>) -> Response {
    let form = form.about("id", id);
    form.answer(state, Page::At(OPERATORS.to_owned()), name, answer)
        .await
}

/// Duty, supervision and working days. No day at all is somebody who does not work at the moment.
fn work(form: &Posted) -> Answer<Work> {
    let mut errors = Vec::new();
    let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
    let duty = Duty::from_key(form.pairs.get(Field::Duty.name()));
    if duty.is_none() {
        keep(Field::Duty, Problem::NotAChoice);
    }
    let supervised = match form.pairs.get(Field::Supervised.name()) {
        "supervised" => true,
        "trainee" | "" => false,
        _ => {
            keep(Field::Supervised, Problem::NotAChoice);
            false
        }
    };
    let keys = form.pairs.all(Field::WorkingDays.name());
    let days = WorkingDays::from_keys(keys.iter().map(String::as_str));
    if days.is_none() {
        keep(Field::WorkingDays, Problem::NotAChoice);
    }
    match (duty, days) {
        (Some(duty), Some(days)) if errors.is_empty() => Ok(Work {
            duty,
            supervised,
            days,
        }),
        _ => Err(ServiceError::Invalid(errors)),
    }
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
