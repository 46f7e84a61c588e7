//! Forms for everybody: booking a slot, moving and cancelling a booking, the language.

use super::calendar_file::calendar_file;
use super::outreach_public::came_by;
use super::{Page, Posted, field, kept_cookie, mended, own_address, see_other, with_note};
use crate::lang::COOKIE;
use crate::request::{Captured, Query};
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::choice::InterestAnswer;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::lang::Lang;
use domain::phone::Phone;
use domain::service::Answer;
use domain::village::VillageCode;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/kunjungan/{visit}", post(book))
        .route("/tiket/{token}/pindah", post(move_booking))
        .route("/tiket/{token}/batal", post(cancel))
        .route("/tiket/{token}/hadir", post(confirm))
        .route("/tiket/{token}/kabar", post(choose_reach))
        .route("/tiket/{token}/kalender.ics", get(calendar_file))
        .route("/bahasa/{tag}", get(language))
        .route("/desa/{code}/minat", post(interest))
}

async fn book(State(state): State<AppState>, form: Posted) -> Response {
    if form.is_from_a_robot() {
        return see_other("/");
    }
    let booked: Answer<String> = async {
        let new = mended(form.booking().parse(form.lang()))?;
        state.limits.person(&new.applicant.phone)?;
        let ticket = state.services.public.book(&new).await?;
        // A count, no part of the booking: where it fails the person has a place all the same, and the log says why.
        if let Some(code) = came_by(&form.parts) {
            let _ = state.services.outreach.credit(&ticket.manage_token, &code).await;
        }
        Ok(format!("/tiket/{}?kabar=terdaftar", ticket.manage_token))
    }
    .await;
    form.answer(&state, Page::Same, "", booked).await
}

async fn move_booking(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let moved: Answer<String> = async {
        let ticket = state
            .services
            .public
            .move_booking(captured.text("token"), form.slot()?)
            .await?;
        Ok(format!("/tiket/{}?kabar=pindah", ticket.manage_token))
    }
    .await;
    form.answer(&state, Page::Same, "", moved).await
}

async fn cancel(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let cancelled = state.services.public.cancel_booking(captured.text("token")).await;
    let address = cancelled.map(|ticket| format!("/tiket/{}?kabar=batal", ticket.manage_token));
    form.answer(&state, Page::Same, "", address).await
}

async fn confirm(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let confirmed = state
        .services
        .public
        .confirm_booking(captured.text("token"))
        .await;
    let address = confirmed.map(|ticket| format!("/tiket/{}?kabar=hadir", ticket.manage_token));
    form.answer(&state, Page::Same, "", address).await
}

async fn choose_reach(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let chosen: Answer<String> = async {
        let reach = mended(form.reach().parse())?;
        let ticket = state
            .services
            .public
            .choose_reach(captured.text("token"), &reach)
            .await?;
        Ok(format!("/tiket/{}?kabar=kabar", ticket.manage_token))
    }
    .await;
    form.answer(&state, Page::Same, "", chosen).await
}

/// Who wants to be told; the answer is the same whether the number was there.
async fn interest(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let page = format!("/desa/{}", captured.text("code"));
    if form.is_from_a_robot() {
        return see_other("/");
    }
    let noted: Answer<String> = async {
        let village = VillageCode::parse(captured.text("code")).map_err(|_| ServiceError::NotFound)?;
        let phone = Phone::parse(form.pairs.get(Field::Phone.name()));
        let phone = field(Field::Phone, phone.map_err(Problem::Phone))?;
        state.limits.person(&phone)?;
        let noted = state
            .services
            .public
            .want_news(&village, &phone, form.lang())
            .await?;
        let note = match noted {
            InterestAnswer::Noted => "minat",
            InterestAnswer::OpenAlready => "dibuka",
        };
        Ok(with_note(&page, note))
    }
    .await;
    form.answer(&state, Page::At(page.clone()), "minat", noted).await
}

/// Keeps the language for a year and goes back to where the link stood.
async fn language(State(state): State<AppState>, captured: Captured, Query(query): Query) -> Response {
    let lang = Lang::from_tag(captured.text("tag"));
    let cookie = kept_cookie(&state, (COOKIE, lang.tag()), 365 * 24 * 3600, false);
    let back = own_address(query.get("ke")).unwrap_or("/");
    ([(header::SET_COOKIE, cookie)], see_other(back)).into_response()
}
