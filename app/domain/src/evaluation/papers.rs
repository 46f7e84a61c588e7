//! The papers of a visit: the briefing before it and the report after it.

use super::MadeReport;
use crate::id::VisitId;
use crate::paper::PaperText;
use crate::service::{Answer, VisitSummary};
use crate::staff::Staff;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// The briefing on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefingPage {
    /// The visit.
    pub visit: VisitSummary,
    /// What the file says, nothing left out.
    pub text: PaperText,
}

/// The report on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportPage {
    /// The visit.
    pub visit: VisitSummary,
    /// What the file says, or would say.
    pub text: PaperText,
    /// Reports that were made, the first one first.
    pub made: Vec<MadeReport>,
    /// The last of them says what is known now.
    pub is_current: bool,
}

/// The papers of a visit. Every method checks the role.
#[async_trait]
pub trait PaperService: Send + Sync {
    /// The briefing of a visit that stands in the plan; `IllegalStep` for one that is over, put off or cancelled.
    async fn briefing(&self, staff: &Staff, visit: VisitId) -> Answer<BriefingPage>;
    /// The same as a file of one page.
    async fn briefing_pdf(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<u8>>;
    /// The report of a visit that is over; `IllegalStep` for one that is not.
    async fn report(&self, staff: &Staff, visit: VisitId) -> Answer<ReportPage>;
    /// Keeps the figures as they are now as reported. Where they are those of the last report nothing is kept.
    async fn make_report(&self, staff: &Staff, visit: VisitId) -> Answer<()>;
    /// The report as a file; `NotFound` before one was made.
    async fn report_pdf(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<u8>>;
}
