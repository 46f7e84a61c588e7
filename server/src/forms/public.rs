//! Forms for everybody: booking a slot, moving and cancelling a booking, the language.

use super::calendar_file::calendar_file;
use super::{Page, Posted, kept_cookie, mended, own_address, see_other};
use crate::lang::COOKIE;
use crate::request::{Captured, Query};
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::lang::Lang;
use domain::service::Answer;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/kunjungan/{visit}", post(book))
        .route("/tiket/{token}/pindah", post(move_booking))
        .route("/tiket/{token}/batal", post(cancel))
        .route("/tiket/{token}/kalender.ics", get(calendar_file))
        .route("/bahasa/{tag}", get(language))
}

async fn book(State(state): State<AppState>, form: Posted) -> Response {
    if form.is_from_a_robot() {
        return see_other("/");
    }
    let booked: Answer<String> = async {
        let new = mended(form.booking().parse(form.lang()))?;
        let ticket = state.services.public.book(&new).await?;
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

/// Keeps the language for a year and goes back to where the link stood.
async fn language(State(state): State<AppState>, captured: Captured, Query(query): Query) -> Response {
    let lang = Lang::from_tag(captured.text("tag"));
    let cookie = kept_cookie(&state, (COOKIE, lang.tag()), 365 * 24 * 3600, false);
    let back = own_address(query.get("ke")).unwrap_or("/");
    ([(header::SET_COOKIE, cookie)], see_other(back)).into_response()
}
