//! Planning a visit, changing it, taking its steps, asking its village.

use super::SAVED;
use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, field, mended, with_note};
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::error::ServiceError;
use domain::field::{Field, FieldError, Problem};
use domain::id::VisitId;
use domain::phone::Phone;
use domain::plan::VisitPlanForm;
use domain::service::{Answer, VillageContact};
use domain::text::{Email, Line};
use domain::visit::VisitStep;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/kunjungan/baru", post(create))
        .route("/staf/kunjungan/{visit}/ubah", post(edit))
        .route("/staf/kunjungan/{visit}/langkah", post(step))
        .route("/staf/kunjungan/{visit}/tautan", post(ask_village))
}

async fn create(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let created: Answer<String> = async {
        let plan = mended(plan(&form).parse())?;
        let id = state.services.staff.create_visit(&staff, &plan).await?;
        Ok(with_note(&address(id), SAVED))
    }
    .await;
    form.answer(&state, Page::Same, "", created).await
}

async fn edit(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let edited: Answer<String> = async {
        let id = captured.id("visit")?;
        let plan = mended(plan(&form).parse())?;
        // A form without its version comes from nowhere: it is as old as can be.
        let version = form.pairs.get("version").trim().parse().unwrap_or(-1);
        state
            .services
            .staff
            .edit_visit(&staff, id, version, &plan)
            .await?;
        Ok(with_note(&address(id), SAVED))
    }
    .await;
    form.answer(&state, Page::Same, "", edited).await
}

async fn step(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let name = form.pairs.text("step");
    let taken: Answer<String> = async {
        let id = captured.id("visit")?;
        let step = VisitStep::from_key(&name).ok_or(ServiceError::NotFound)?;
        let reason = field(
            Field::Reason,
            Line::<200>::parse_optional(form.pairs.get(Field::Reason.name())),
        )?;
        if step.needs_reason() && reason.is_none() {
            return Err(ServiceError::field(Field::Reason, Problem::Missing));
        }
        let reason = reason.as_ref().map_or("", Line::as_str);
        state.services.staff.step_visit(&staff, id, step, reason).await?;
        Ok(with_note(&address(id), "langkah"))
    }
    .await;
    form.answer(&state, page_of(&captured), &name, taken).await
}

async fn ask_village(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let asked: Answer<String> = async {
        let id = captured.id("visit")?;
        let contact = contact(&form)?;
        state.services.staff.ask_village(&staff, id, &contact).await?;
        Ok(with_note(&address(id), "terkirim"))
    }
    .await;
    form.answer(&state, page_of(&captured), "tautan", asked).await
}

fn address(id: VisitId) -> String {
    format!("/staf/kunjungan/{id}")
}

/// The visit's page; for an id that is none, one that says so.
fn page_of(captured: &Captured) -> Page {
    let visit = captured
        .id::<VisitId>("visit")
        .map_or_else(|_| "tidak-ada".to_owned(), |id| id.to_string());
    Page::At(format!("/staf/kunjungan/{visit}"))
}

fn plan(form: &Posted) -> VisitPlanForm {
    let text = |field: Field| form.pairs.text(field.name());
    VisitPlanForm {
        village: text(Field::Village),
        date: text(Field::Date),
        starts_at: text(Field::StartsAt),
        ends_at: text(Field::EndsAt),
        break_from: text(Field::BreakFrom),
        break_until: text(Field::BreakUntil),
        slot_minutes: text(Field::SlotMinutes),
        service_minutes: text(Field::ServiceMinutes),
        walk_in_places: text(Field::WalkInPlaces),
        venue: text(Field::Venue),
        operators: form.pairs.all(Field::Operators.name()),
        override_reason: text(Field::OverrideReason),
        sudden_reason: text(Field::SuddenReason),
        parts: parts(form),
        office_reason: text(Field::OfficeReason),
    }
}

/// `part_from_<id>` and `part_until_<id>`, a pair for each person of the page.
fn parts(form: &Posted) -> Vec<(String, String, String)> {
    let pairs = form.pairs.0.iter();
    pairs
        .filter_map(|(name, from)| Some((name.strip_prefix("part_from_")?, from)))
        .map(|(id, from)| {
            let until = form.pairs.text(&["part_until_", id].concat());
            (id.to_owned(), from.clone(), until)
        })
        .collect()
}

fn contact(form: &Posted) -> Answer<VillageContact> {
    let mut errors = Vec::new();
    let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
    let text = |field: Field| form.pairs.get(field.name());
    let name =
        Line::parse_min(text(Field::ContactName), 2).map_err(|problem| keep(Field::ContactName, problem));
    let phone = Phone::parse(text(Field::ContactPhone))
        .map_err(|error| keep(Field::ContactPhone, Problem::Phone(error)));
    let email = Email::parse_optional(text(Field::ContactEmail))
        .map_err(|problem| keep(Field::ContactEmail, problem));
    match (name, phone, email) {
        (Ok(name), Ok(phone), Ok(email)) => Ok(VillageContact { name, phone, email }),
        _ => Err(ServiceError::Invalid(errors)),
    }
}
