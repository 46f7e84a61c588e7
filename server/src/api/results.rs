//! What the programme has done, as open data: the figures of the page `/hasil`.

use super::problem::ProblemDocument;
use crate::refusal::{FieldTrouble, Refusal};
use crate::request::{Pairs, Query};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use domain::evaluation::{
    DistrictResults, Headcount, Period, PublicResults, PublicVisit, Rating, Span, Sums as Sum,
};
use domain::field::{Field, Problem};
use domain::year::YEARS;
use serde::Serialize;
use utoipa::ToSchema;

/// What a year and the whole programme brought
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Results {
    /// The year, by the calendar of Bali
    #[schema(example = 2026)]
    year: i32,
    /// Years from the first visit until today, latest first
    years: Vec<i32>,
    /// A number of people from 1 to one less than this is not published
    #[schema(example = 5)]
    small_group: u32,
    /// Villages of the regency
    villages: u32,
    of_year: Totals,
    since_the_beginning: Totals,
    /// All kecamatan, by code
    districts: Vec<District>,
    /// Visits of the year that took place, by day
    visits: Vec<HeldVisit>,
    satisfaction: Satisfaction,
}

/// Visits and people
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Sums {
    /// Visits that took place
    visits: u32,
    /// Villages in which they did
    villages_reached: u32,
    #[serde(flatten)]
    people: People,
    /// Visits with a small group: their people are in no sum
    visits_left_out: u32,
}

/// Visits, people and NIBs
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Totals {
    #[serde(flatten)]
    sums: Sums,
    /// NIBs of people whose visit is in the sum, rounded down to a multiple of `small_group`; null where there were too
    /// few, or none was recorded
    nib_at_least: Option<u32>,
}

/// A number of people
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct People {
    /// People who came; null where it is not known or not published
    people: Option<u32>,
    /// True where a small group came, whose number is not published
    suppressed: bool,
}

/// A kecamatan
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct District {
    /// The first three groups of its villages' codes
    #[schema(example = "51.02.06")]
    code: String,
    #[schema(example = "Kediri")]
    name: String,
    /// Villages in it
    villages: u32,
    of_year: Sums,
    since_the_beginning: Sums,
}

/// A visit that took place
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeldVisit {
    /// Id (UUID)
    #[schema(format = Uuid)]
    id: String,
    /// Kemendagri code of its village
    #[schema(example = "51.02.06.2001")]
    village: String,
    /// Day in Bali
    date: NaiveDate,
    #[serde(flatten)]
    people: People,
}

/// The survey of satisfaction (SKM, PermenPANRB 14/2017), of quarters that are over and have enough answers
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Satisfaction {
    /// Answers that a quarter needs
    minimum_answers: u32,
    latest_quarter: Option<Score>,
    /// Quarters of the year with enough answers, together
    year: Option<Score>,
}

/// What people said of a period
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Score {
    #[schema(example = "2026-Q3")]
    period: String,
    answers: u32,
    /// IKM, 25 to 100, in hundredths: 8831 for 88.31
    index_hundredths: u32,
    /// A, B, C or D
    quality: &'static str,
}

/// What a year brought; this year without one
#[utoipa::path(get, path = "/results", operation_id = "results", tag = "results",
    params(("year" = Option<i32>, Query, description = "A year, by the calendar of Bali", example = 2026)),
    responses(
        (status = 200, body = Results),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json", description = "invalid"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy")))]
pub(crate) async fn results(
    State(state): State<AppState>,
    Query(query): Query,
) -> Result<Json<Results>, Refusal> {
    let year = year(&query)?.map(Period::year_number);
    Ok(Json(state.services.results.results(year).await?.into()))
}

fn year(query: &Pairs) -> Result<Option<Period>, Refusal> {
    let text = query.get("year");
    if text.is_empty() {
        return Ok(None);
    }
    let year = Period::parse(text).ok().filter(|it| it.span() == Span::Year);
    let problem = Problem::OutOfRange {
        min: (*YEARS.start()).into(),
        max: (*YEARS.end()).into(),
    };
    let trouble = FieldTrouble::Parameter("year", Field::Date, problem);
    year.map(Some).ok_or(Refusal::Fields(vec![trouble]))
}

impl From<PublicResults> for Results {
    fn from(results: PublicResults) -> Self {
        Results {
            year: results.year,
            years: results.years,
            small_group: results.small_group,
            villages: results.villages,
            of_year: Totals::of(results.of_year, results.nib_of_year),
            since_the_beginning: Totals::of(results.whole, results.nib_whole),
            districts: results.districts.into_iter().map(District::from).collect(),
            visits: results.visits.into_iter().map(HeldVisit::from).collect(),
            satisfaction: Satisfaction {
                minimum_answers: results.survey_minimum,
                latest_quarter: results.latest_rating.map(Score::from),
                year: results.year_rating.map(Score::from),
            },
        }
    }
}

impl Totals {
    fn of(sums: Sum, nib: Option<Headcount>) -> Self {
        Totals {
            sums: sums.into(),
            nib_at_least: nib.and_then(Headcount::number),
        }
    }
}

impl From<Sum> for Sums {
    fn from(sums: Sum) -> Self {
        Sums {
            visits: sums.visits,
            villages_reached: sums.reached,
            people: Some(sums.people).into(),
            visits_left_out: sums.left_out,
        }
    }
}

impl From<Option<Headcount>> for People {
    fn from(people: Option<Headcount>) -> Self {
        People {
            people: people.and_then(Headcount::number),
            suppressed: people.is_some_and(|it| it.number().is_none()),
        }
    }
}

impl From<DistrictResults> for District {
    fn from(district: DistrictResults) -> Self {
        District {
            code: district.code,
            name: district.name,
            villages: district.villages,
            of_year: district.of_year.into(),
            since_the_beginning: district.whole.into(),
        }
    }
}

impl From<PublicVisit> for HeldVisit {
    fn from(visit: PublicVisit) -> Self {
        HeldVisit {
            id: visit.id.to_string(),
            village: visit.village.to_string(),
            date: visit.date,
            people: visit.people.into(),
        }
    }
}

impl From<Rating> for Score {
    fn from(rating: Rating) -> Self {
        Score {
            period: rating.period.to_string(),
            answers: rating.answers,
            index_hundredths: rating.index.hundredths(),
            quality: rating.quality.key(),
        }
    }
}
