//! The calendar that the office keeps. All its forms stand on one page.

use super::SAVED;
use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, mended, with_note};
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use chrono::{Datelike, NaiveDate};
use domain::error::ServiceError;
use domain::field::{Field, FieldError};
use domain::holiday::HolidayKind;
use domain::lunar::LunarDay;
use domain::plan::parse_date;
use domain::service::Answer;
use domain::text::Line;
use domain::year::{HolidayEntry, parse_lunar};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/kalender/libur", post(add))
        .route("/staf/kalender/libur/ubah", post(edit))
        .route("/staf/kalender/libur/sahkan", post(confirm))
        .route("/staf/kalender/libur/hapus", post(remove))
        .route("/staf/kalender/hari-bali", post(add_lunar))
        .route("/staf/kalender/hari-bali/hapus", post(remove_lunar))
}

async fn add(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let added: Answer<String> = async {
        let new = mended(read(&form))?;
        state.services.staff.add_holiday(&staff, &new).await?;
        Ok(saved(new.date))
    }
    .await;
    let page = page_of(&form);
    form.answer(&state, page, "libur", added).await
}

async fn edit(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let edited: Answer<String> = async {
        let (was, new) = (seen(&form)?, mended(read(&form))?);
        state.services.staff.edit_holiday(&staff, &was, &new).await?;
        Ok(saved(new.date))
    }
    .await;
    let page = page_of(&form);
    form.answer(&state, page, "ubah", edited).await
}

async fn confirm(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let confirmed: Answer<String> = async {
        let was = seen(&form)?;
        let new = HolidayEntry {
            provisional: false,
            ..was.clone()
        };
        state.services.staff.edit_holiday(&staff, &was, &new).await?;
        Ok(saved(new.date))
    }
    .await;
    let page = page_of(&form);
    form.answer(&state, page, "sahkan", confirmed).await
}

async fn remove(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let removed: Answer<String> = async {
        let was = seen(&form)?;
        state.services.staff.remove_holiday(&staff, &was).await?;
        Ok(saved(was.date))
    }
    .await;
    let page = page_of(&form);
    form.answer(&state, page, "hapus", removed).await
}

async fn add_lunar(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let added: Answer<String> = async {
        let day = mended(lunar(&form))?;
        state.services.staff.add_lunar_day(&staff, day).await?;
        Ok(saved(day.date))
    }
    .await;
    let page = page_of(&form);
    form.answer(&state, page, "hari-bali", added).await
}

async fn remove_lunar(State(state): State<AppState>, LoggedIn(staff): LoggedIn, form: Posted) -> Response {
    let removed: Answer<String> = async {
        let day = lunar(&form).map_err(|_| ServiceError::NotFound)?;
        state.services.staff.remove_lunar_day(&staff, day).await?;
        Ok(saved(day.date))
    }
    .await;
    let page = page_of(&form);
    form.answer(&state, page, "hapus-hari-bali", removed).await
}

fn saved(date: NaiveDate) -> String {
    with_note(&format!("/staf/kalender?tahun={}", date.year()), SAVED)
}

/// The page that a form stood on: its year, and the day whose holidays were open.
fn page_of(form: &Posted) -> Page {
    let opened = parse_date(form.pairs.get("was_date"));
    Page::At(match opened {
        Ok(date) => format!("/staf/kalender?tahun={}&ubah={date}", date.year()),
        Err(_) => match form.pairs.get("tahun").parse::<i32>() {
            Ok(year) => format!("/staf/kalender?tahun={year}"),
            Err(_) => "/staf/kalender".to_owned(),
        },
    })
}

fn read(form: &Posted) -> Result<HolidayEntry, Vec<FieldError>> {
    let text = |field: Field| form.pairs.get(field.name());
    HolidayEntry::parse(
        text(Field::Date),
        text(Field::HolidayKind),
        text(Field::HolidayName),
        form.pairs.get("provisional"),
    )
}

fn lunar(form: &Posted) -> Result<LunarDay, Vec<FieldError>> {
    parse_lunar(
        form.pairs.get(Field::Date.name()),
        form.pairs.get(Field::LunarKind.name()),
    )
}

/// The row that was seen when the form was opened. A form without it comes from nowhere.
fn seen(form: &Posted) -> Answer<HolidayEntry> {
    let entry = || {
        Some(HolidayEntry {
            date: parse_date(form.pairs.get("was_date")).ok()?,
            kind: HolidayKind::from_key(form.pairs.get("was_kind"))?,
            name: Line::parse(form.pairs.get("was_name")).ok()?,
            provisional: form.pairs.get("was_provisional") == "true",
        })
    };
    entry().ok_or(ServiceError::NotFound)
}
