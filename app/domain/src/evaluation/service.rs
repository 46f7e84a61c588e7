//! What the heads of agency and division see of what was learnt, and what everybody sees.

use super::{Atlas, Figures, Funnel, OperatorLoad, Period, PublicResults, Reach, Reason, VisitCounts, Waits};
use crate::id::VisitId;
use crate::service::Answer;
use crate::staff::Staff;
use crate::survey::SurveyResult;
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A visit looked back at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// What is stored of it, counted.
    pub counts: VisitCounts,
    /// The way of people through it.
    pub funnel: Funnel,
    /// Why it may have stayed under its target.
    pub reasons: Vec<Reason>,
}

/// A period looked back at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Which period.
    pub period: Period,
    /// Today, in WITA.
    pub today: NaiveDate,
    /// People who should come to a visit: more than this number.
    pub target: u32,
    /// Visits that the plans of its months need.
    pub needed: u32,
    /// Its figures.
    pub figures: Figures,
    /// Its visits, by day.
    pub reviews: Vec<Review>,
    /// How long people waited; none where nobody was served.
    pub waits: Option<Waits>,
    /// Operators, by name.
    pub loads: Vec<OperatorLoad>,
    /// All NIBs of the programme beside the small businesses of the regency.
    pub reach: Reach,
    /// The survey of satisfaction.
    pub survey: SurveyResult,
}

/// Which villages were reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveragePage {
    /// Today, in WITA.
    pub today: NaiveDate,
    /// People who should come to a visit: more than this number.
    pub target: u32,
    /// The villages and their kecamatan.
    pub atlas: Atlas,
}

/// Looking back. Every method checks the role.
#[async_trait]
pub trait EvaluationService: Send + Sync {
    /// A period; of none, this month.
    async fn dashboard(&self, staff: &Staff, period: Option<Period>) -> Answer<Dashboard>;
    /// One visit.
    async fn review(&self, staff: &Staff, visit: VisitId) -> Answer<Review>;
    /// Which villages were reached, since the programme began.
    async fn coverage(&self, staff: &Staff) -> Answer<CoveragePage>;
}

/// What the programme has done, for everybody.
#[async_trait]
pub trait ResultsService: Send + Sync {
    /// A year; of none, this year.
    async fn results(&self, year: Option<i32>) -> Answer<PublicResults>;
}
