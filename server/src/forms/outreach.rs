//! Outreach: what a village enters through its link, and what the office does about it.

use super::login::LoggedIn;
use super::photo::PostedPhoto;
use super::{Page, Posted, field, mended, with_note};
use crate::refusal::Refusal;
use crate::request::Captured;
use crate::state::AppState;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::calendar::date_in_wita;
use domain::error::ServiceError;
use domain::field::Field;
use domain::id::VisitId;
use domain::outreach::{ActivityForm, NewActivity, NewLink, Verdict, parse_banjar};
use domain::service::Answer;

/// The note that pages show after something was saved.
const SAVED: &str = "tersimpan";

pub(super) fn routes() -> Router<AppState> {
    let photos = DefaultBodyLimit::max(crate::request::LARGEST_PHOTO_FORM);
    Router::new()
        .route("/konfirmasi/{token}/ruang", post(enter).layer(photos))
        .route("/konfirmasi/{token}/banjar", post(name_banjar))
        .route("/konfirmasi/{token}/baru", post(ask_renewal))
        .route("/konfirmasi/{token}/foto/{entry}", get(own_photo))
        .route(
            "/staf/kunjungan/{visit}/sosialisasi",
            post(enter_for).layer(photos),
        )
        .route("/staf/kunjungan/{visit}/sosialisasi/{entry}/nilai", post(judge))
        .route("/staf/kunjungan/{visit}/sosialisasi/foto/{entry}", get(photo))
        .route("/staf/kunjungan/{visit}/sosialisasi/banjar", post(add_banjar))
        .route(
            "/staf/kunjungan/{visit}/sosialisasi/banjar/{banjar}/hapus",
            post(remove_banjar),
        )
        .route("/staf/kunjungan/{visit}/sosialisasi/tautan", post(make_link))
        .route(
            "/staf/kunjungan/{visit}/sosialisasi/tautan/{link}/cabut",
            post(end_link),
        )
        .route(
            "/staf/kunjungan/{visit}/sosialisasi/tautan/{link}/baru",
            post(renew_link),
        )
}

fn room(captured: &Captured) -> String {
    format!("/konfirmasi/{}/ruang", captured.text("token"))
}

fn read(state: &AppState, form: &Posted) -> Answer<NewActivity> {
    let text = |field: Field| form.pairs.text(field.name());
    let typed = ActivityForm {
        channel: text(Field::OutreachChannel),
        banjars: form.pairs.all(Field::Banjars.name()),
        date: text(Field::Date),
        note: text(Field::Note),
    };
    mended(typed.parse(date_in_wita(state.backend.now())))
}

async fn enter(State(state): State<AppState>, captured: Captured, sent: PostedPhoto) -> Response {
    let PostedPhoto { form, photo } = sent;
    let entered: Answer<String> = async {
        let new = read(&state, &form)?;
        let service = &state.services.outreach;
        service.log_own(captured.text("token"), &new, photo).await?;
        Ok(with_note(&room(&captured), SAVED))
    }
    .await;
    form.answer(&state, Page::Same, "catat", entered).await
}

async fn name_banjar(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let named: Answer<String> = async {
        let name = field(
            Field::BanjarName,
            parse_banjar(form.pairs.get(Field::BanjarName.name())),
        )?;
        let service = &state.services.outreach;
        service.name_banjar(captured.text("token"), &name).await?;
        Ok(with_note(&room(&captured), SAVED))
    }
    .await;
    form.answer(&state, Page::At(room(&captured)), "banjar", named)
        .await
}

async fn ask_renewal(State(state): State<AppState>, captured: Captured, form: Posted) -> Response {
    let asked = state
        .services
        .outreach
        .ask_renewal(captured.text("token"))
        .await
        .map(|()| with_note(&room(&captured), "diminta"));
    form.answer(&state, Page::At(room(&captured)), "baru", asked)
        .await
}

async fn own_photo(State(state): State<AppState>, captured: Captured) -> Response {
    let found: Answer<Vec<u8>> = async {
        let entry = captured.id("entry")?;
        let service = &state.services.outreach;
        service.own_photo(captured.text("token"), entry).await
    }
    .await;
    jpeg(found)
}

async fn photo(State(state): State<AppState>, LoggedIn(staff): LoggedIn, captured: Captured) -> Response {
    let found: Answer<Vec<u8>> = async {
        let (visit, entry) = (captured.id("visit")?, captured.id("entry")?);
        state.services.outreach.photo(&staff, visit, entry).await
    }
    .await;
    jpeg(found)
}

/// Nobody keeps it (`headers::security`), and whatever it holds runs nothing.
fn jpeg(found: Answer<Vec<u8>>) -> Response {
    match found {
        Ok(file) => (
            [
                (header::CONTENT_TYPE, "image/jpeg"),
                (
                    header::CONTENT_DISPOSITION,
                    "inline; filename=\"sosialisasi.jpg\"",
                ),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
            ],
            file,
        )
            .into_response(),
        Err(error) => Refusal::from(error).into_response(),
    }
}

fn page(captured: &Captured) -> String {
    let visit = captured
        .id::<VisitId>("visit")
        .map_or_else(|_| "tidak-ada".to_owned(), |id| id.to_string());
    format!("/staf/kunjungan/{visit}/sosialisasi")
}

/// The page again, as after every form of the office here.
async fn back(state: &AppState, captured: &Captured, form: Posted, name: &str, done: Answer<()>) -> Response {
    let page = page(captured);
    let made_link = matches!(name, "tautan" | "baru");
    let done = done.map(|()| with_note(&page, if made_link { "tautan" } else { SAVED }));
    form.answer(state, Page::At(page.clone()), name, done).await
}

async fn enter_for(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    sent: PostedPhoto,
) -> Response {
    let PostedPhoto { form, photo } = sent;
    let entered: Answer<()> = async {
        let (visit, new) = (captured.id("visit")?, read(&state, &form)?);
        let service = &state.services.outreach;
        service.log_for(&staff, visit, &new, photo).await
    }
    .await;
    back(&state, &captured, form, "catat", entered).await
}

async fn judge(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let judged: Answer<()> = async {
        let (visit, entry) = (captured.id("visit")?, captured.id("entry")?);
        let verdict = match form.pairs.get("verdict") {
            "" => None,
            key => Some(Verdict::from_key(key).ok_or(ServiceError::NotFound)?),
        };
        let service = &state.services.outreach;
        service.judge(&staff, visit, entry, verdict).await
    }
    .await;
    back(&state, &captured, form, "nilai", judged).await
}

async fn add_banjar(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let added: Answer<()> = async {
        let name = parse_banjar(form.pairs.get(Field::BanjarName.name()));
        let (visit, name) = (captured.id("visit")?, field(Field::BanjarName, name)?);
        state.services.outreach.add_banjar(&staff, visit, &name).await
    }
    .await;
    back(&state, &captured, form, "banjar", added).await
}

async fn remove_banjar(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let removed: Answer<()> = async {
        let (visit, banjar) = (captured.id("visit")?, captured.id("banjar")?);
        state.services.outreach.remove_banjar(&staff, visit, banjar).await
    }
    .await;
    back(&state, &captured, form, "hapus", removed).await
}

async fn make_link(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let made: Answer<()> = async {
        let text = |field: Field| form.pairs.get(field.name());
        let new = mended(NewLink::parse(
            text(Field::LinkRole),
            text(Field::Banjar),
            text(Field::ContactName),
            text(Field::ContactPhone),
        ))?;
        let service = &state.services.outreach;
        service.make_link(&staff, captured.id("visit")?, &new).await
    }
    .await;
    back(&state, &captured, form, "tautan", made).await
}

async fn end_link(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let ended: Answer<()> = async {
        let (visit, link) = (captured.id("visit")?, captured.id("link")?);
        state.services.outreach.end_link(&staff, visit, link).await
    }
    .await;
    back(&state, &captured, form, "cabut", ended).await
}

async fn renew_link(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    form: Posted,
) -> Response {
    let renewed: Answer<()> = async {
        let (visit, link) = (captured.id("visit")?, captured.id("link")?);
        state.services.outreach.renew_link(&staff, visit, link).await
    }
    .await;
    back(&state, &captured, form, "baru", renewed).await
}
