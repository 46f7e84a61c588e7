//! Villages and visits.

use super::dto::{Village, Visit, VisitDetail};
use super::problem::ProblemDocument;
use crate::refusal::{FieldTrouble, Refusal};
use crate::request::{Captured, Pairs, Query};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use domain::field::{Field, Problem};
use domain::plan::parse_date;
use domain::service::VisitFilter;
use domain::village::VillageCode;

/// Villages, best match first; all of them without a text
#[utoipa::path(get, path = "/villages", operation_id = "villages", tag = "visits",
    params(("q" = Option<String>, Query, description = "Name, other spelling or kecamatan", example = "Perean")),
    responses(
        (status = 200, body = Vec<Village>),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy")))]
pub(crate) async fn villages(
    State(state): State<AppState>,
    Query(query): Query,
) -> Result<Json<Vec<Village>>, Refusal> {
    let found = state.services.public.villages(query.get("q")).await?;
    Ok(Json(found.into_iter().map(Village::from).collect()))
}

/// Public visits by day, at most 500
#[utoipa::path(get, path = "/visits", operation_id = "visits", tag = "visits",
    params(
        ("village" = Option<String>, Query, description = "Code of a village", example = "51.02.06.2001"),
        ("from" = Option<chrono::NaiveDate>, Query, description = "On or after this day"),
        ("to" = Option<chrono::NaiveDate>, Query, description = "On or before this day")),
    responses(
        (status = 200, body = Vec<Visit>),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json", description = "invalid"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy")))]
pub(crate) async fn visits(
    State(state): State<AppState>,
    Query(query): Query,
) -> Result<Json<Vec<Visit>>, Refusal> {
    let found = state.services.public.visits(&filter(&query)?).await?;
    Ok(Json(found.into_iter().map(Visit::from).collect()))
}

/// A visit with its slots
#[utoipa::path(get, path = "/visits/{id}", operation_id = "visit", tag = "visits",
    params(("id" = String, Path, description = "Id of the visit")),
    responses(
        (status = 200, body = VisitDetail),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not-found"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy")))]
pub(crate) async fn visit(
    State(state): State<AppState>,
    captured: Captured,
) -> Result<Json<VisitDetail>, Refusal> {
    let page = state.services.public.visit(captured.id("id")?).await?;
    Ok(Json(page.into()))
}

fn filter(query: &Pairs) -> Result<VisitFilter, Refusal> {
    let mut troubles = Vec::new();
    let village = match query.get("village") {
        "" => None,
        code => match VillageCode::parse(code) {
            Ok(code) => Some(code),
            Err(_) => {
                troubles.push(FieldTrouble::Value(Field::Village, Problem::NotAChoice));
                None
            }
        },
    };
    let mut date = |name| match parse_date(query.get(name)) {
        Ok(date) => Some(date),
        Err(Problem::Missing) => None,
        Err(problem) => {
            troubles.push(FieldTrouble::Parameter(name, Field::Date, problem));
            None
        }
    };
    let (from, to) = (date("from"), date("to"));
    if troubles.is_empty() {
        Ok(VisitFilter { village, from, to })
    } else {
        Err(Refusal::Fields(troubles))
    }
}
