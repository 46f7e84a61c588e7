//! What members of the office do about evaluation meetings.

use super::{
    Changed, Dashboard, Decision, Figures, Meeting, NewDecision, NewMeeting, NewObstacle, NewReply, Obstacle,
    Period,
};
use crate::day::IncidentStep;
use crate::id::{DecisionId, ObstacleId, VisitId};
use crate::service::Answer;
use crate::staff::Staff;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// An outage of OSS on a visit of the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutageRow {
    /// The visit.
    pub visit: VisitId,
    /// Name of its village.
    pub village: String,
    /// Its day, in WITA.
    pub date: NaiveDate,
    /// From.
    pub from: DateTime<Utc>,
    /// Until, if it has ended.
    pub until: Option<DateTime<Utc>>,
    /// Version of the steps agreed then.
    pub plan_version: u32,
    /// Operator seconds lost.
    pub lost_seconds: u64,
    /// Steps that were taken, by time.
    pub steps: Vec<(IncidentStep, DateTime<Utc>)>,
}

/// The sheet of a month's meeting: what the data say now, and what the meeting made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingPage {
    /// The month as it is now.
    pub dashboard: Dashboard,
    /// The meeting, once it is held.
    pub meeting: Option<Meeting>,
    /// The figures as they were when its sheet was saved.
    pub then: Option<Figures>,
    /// What stood in the way.
    pub obstacles: Vec<Obstacle>,
    /// What it decided, in the order it did.
    pub decisions: Vec<Decision>,
    /// Decisions of earlier months that are open, the first due first.
    pub open: Vec<Decision>,
    /// Outages, by time.
    pub outages: Vec<OutageRow>,
}

impl MeetingPage {
    /// Figures that are no longer what the sheet says.
    pub fn changed(&self) -> Vec<Changed> {
        let now = &self.dashboard.figures;
        self.then.map(|then| now.changes(&then)).unwrap_or_default()
    }
}

/// Evaluation meetings, one a month. Every method checks the role.
#[async_trait]
pub trait MeetingService: Send + Sync {
    /// The sheet of a month; of none, or of a longer period, that of this month.
    async fn meeting(&self, staff: &Staff, period: Option<Period>) -> Answer<MeetingPage>;
    /// Saves the sheet with the figures as they are now; `version` is that of the page, 0 for the first. Visits of
    /// the month that are over count as evaluated from then on.
    async fn save_meeting(&self, staff: &Staff, version: i64, new: &NewMeeting) -> Answer<()>;
    /// Notes what stood in the way.
    async fn add_obstacle(&self, staff: &Staff, period: Period, new: &NewObstacle) -> Answer<()>;
    /// Takes it off. Twice is once.
    async fn remove_obstacle(&self, staff: &Staff, period: Period, id: ObstacleId) -> Answer<()>;
    /// Decides.
    async fn add_decision(&self, staff: &Staff, period: Period, new: &NewDecision) -> Answer<()>;
    /// Takes a decision off of which nothing was said yet; `Stale` otherwise. Twice is once.
    async fn remove_decision(&self, staff: &Staff, period: Period, id: DecisionId) -> Answer<()>;
    /// Says what became of a decision that is open; `Stale` for one that is not.
    async fn reply(&self, staff: &Staff, id: DecisionId, new: &NewReply) -> Answer<()>;
}
