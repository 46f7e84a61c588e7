//! What the holder of a survey's link may do, and members of the office.

use super::{Answers, SurveyResult};
use crate::evaluation::Period;
use crate::service::Answer;
use crate::staff::Staff;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How the survey of a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SurveyState {
    /// May be answered.
    Open,
    /// Was answered: one answer for each person who was served.
    Answered,
    /// The person has not been served yet.
    NotServed,
}

/// The page of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyPage {
    /// How it stands.
    pub state: SurveyState,
    /// Name of the office.
    pub office_name: String,
}

/// The survey. Answers carry no time finer than their month, and nothing leads from them to a person.
#[async_trait]
pub trait SurveyService: Send + Sync {
    /// What the holder of a link sees.
    async fn survey(&self, token: &str) -> Answer<SurveyPage>;
    /// Answers by a link, once.
    async fn answer_survey(&self, token: &str, answers: &Answers) -> Answer<()>;
    /// A number for one form on a device of the office, made by chance.
    async fn survey_form(&self, staff: &Staff) -> Answer<Uuid>;
    /// Answers by it. The same form twice is once.
    async fn answer_on_tablet(&self, staff: &Staff, form: Uuid, answers: &Answers) -> Answer<()>;
    /// What a period's answers say; of none, those of this quarter.
    async fn survey_result(&self, staff: &Staff, period: Option<Period>) -> Answer<SurveyResult>;
}
