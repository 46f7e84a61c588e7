//! What follows the day: follow-ups, return slips, the steps agreed for an outage. The follow-ups stand on one page,
//! so that a form that comes back carries the `id` it was about.

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
use domain::field::{Field, Problem};
use domain::follow_up::{CallBackForm, FollowUpEnd};
use domain::id::{EntryId, VisitId};
use domain::nib::Nib;
use domain::outage_plan::OutagePlanForm;
use domain::pending::ReferredTo;
use domain::return_slip::ReturnPlace;
use domain::service::Answer;
use domain::staff::Staff;
use domain::text::Line;

const FOLLOW_UPS: &str = "/staf/tindak-lanjut";
const OUTAGE_PLAN: &str = "/staf/gangguan";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/tindak-lanjut/{id}/hubungi", post(plan_call_back))
        .route("/staf/tindak-lanjut/{id}/nib", post(nib_is_out))
        .route("/staf/tindak-lanjut/{id}/rujuk", post(refer))
        .route("/staf/tindak-lanjut/{id}/tutup", post(close))
        .route(OUTAGE_PLAN, post(agree))
        .route("/staf/kunjungan/{visit}/kartu-kembali/{entry}", post(give))
        .route(
            "/staf/kunjungan/{visit}/kartu-kembali/{entry}/tarik",
            post(take_back),
        )
}

async fn plan_call_back(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let planned: Answer<String> = async {
        let text = |field: Field| form.pairs.text(field.name());
        let typed = CallBackForm {
            date: text(Field::CallBackDate),
            time: text(Field::CallBackTime),
            responsible: text(Field::Responsible),
        };
        let version = form.pairs.get("version").parse().unwrap_or(0);
        let id = captured.id("id")?;
        let call_back = mended(typed.parse())?;
        state
            .services
            .after
            .plan_call_back(&staff, id, version, call_back)
            .await?;
        Ok(with_note(FOLLOW_UPS, SAVED))
    }
    .await;
    finish(&state, form, &captured, "hubungi", planned).await
}

async fn nib_is_out(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let nib = field(Field::Nib, Nib::parse_optional(form.pairs.get(Field::Nib.name())));
    let ended = end(&state, &staff, &captured, nib.map(FollowUpEnd::NibIssued)).await;
    let ended = ended.map(|()| with_note(FOLLOW_UPS, "nib-terbit"));
    finish(&state, form, &captured, "nib", ended).await
}

async fn refer(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let place = ReferredTo::from_key(form.pairs.get(Field::ReferredTo.name()));
    let place = place.ok_or(ServiceError::field(Field::ReferredTo, Problem::Missing));
    let ended = end(&state, &staff, &captured, place.map(FollowUpEnd::Referred)).await;
    let ended = ended.map(|()| with_note(FOLLOW_UPS, SAVED));
    finish(&state, form, &captured, "rujuk", ended).await
}

async fn close(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let reason = Line::parse_min(form.pairs.get(Field::Reason.name()), 3);
    let reason = field(Field::Reason, reason);
    let ended = end(&state, &staff, &captured, reason.map(FollowUpEnd::GaveUp)).await;
    let ended = ended.map(|()| with_note(FOLLOW_UPS, SAVED));
    finish(&state, form, &captured, "tutup", ended).await
}

async fn end(state: &AppState, staff: &Staff, captured: &Captured, end: Answer<FollowUpEnd>) -> Answer<()> {
    let id = captured.id("id")?;
    state.services.after.end_follow_up(staff, id, &end?).await
}

async fn finish(
    state: &AppState,
    form: Posted,
    captured: &Captured,
    name: &str,
    answer: Answer<String>,
) -> Response {
    let form = form.about("id", captured.text("id"));
    form.answer(state, Page::At(FOLLOW_UPS.to_owned()), name, answer)
        .await
}

async fn agree(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let agreed: Answer<String> = async {
        let text = |field: Field| form.pairs.text(field.name());
        let typed = OutagePlanForm {
            prepare_after: text(Field::PrepareAfter),
            slips_after: text(Field::SlipsAfter),
            confirm_minutes: text(Field::ConfirmMinutes),
            wait_words: text(Field::WaitWords),
            prepare_words: text(Field::PrepareWords),
            slips_words: text(Field::SlipsWords),
        };
        let seen: u32 = form.pairs.get("version").parse().unwrap_or(0);
        let plan = mended(typed.parse(seen.saturating_add(1)))?;
        state.services.after.agree_outage_plan(&staff, &plan).await?;
        Ok(with_note(OUTAGE_PLAN, SAVED))
    }
    .await;
    form.answer(&state, Page::Same, "", agreed).await
}

async fn give(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let given: Answer<String> = async {
        let (visit, entry) = person(&captured)?;
        let place = ReturnPlace::parse(form.pairs.get(Field::ReturnPlace.name()));
        let place = field(Field::ReturnPlace, place)?;
        let after = &state.services.after;
        after
            .give_return_slip(&staff, visit, entry, place)
            .await
            .map_err(beside_the_places)?;
        Ok(with_note(&slip_address(&captured), "kartu"))
    }
    .await;
    form.answer(&state, Page::Same, "", given).await
}

async fn take_back(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let taken: Answer<String> = async {
        let (visit, entry) = person(&captured)?;
        let after = &state.services.after;
        after.take_back_return_slip(&staff, visit, entry).await?;
        Ok(with_note(&slip_address(&captured), "kartu-ditarik"))
    }
    .await;
    form.answer(&state, Page::At(slip_address(&captured)), "", taken)
        .await
}

fn person(captured: &Captured) -> Answer<(VisitId, EntryId)> {
    Ok((captured.id("visit")?, captured.id("entry")?))
}

/// The slip's page; for ids that are none, one that says so.
fn slip_address(captured: &Captured) -> String {
    match person(captured) {
        Ok((visit, entry)) => format!("/staf/kunjungan/{visit}/kartu-kembali/{entry}"),
        Err(_) => "/staf/kunjungan/tidak-ada".to_owned(),
    }
}

/// What is wrong with a place is told beside the places.
fn beside_the_places(error: ServiceError) -> ServiceError {
    let problem = match error {
        ServiceError::SlotFull | ServiceError::SlotClosed => Problem::PlaceTaken,
        ServiceError::DuplicateBooking => Problem::BookedThere,
        error => return error,
    };
    ServiceError::field(Field::ReturnPlace, problem)
}
