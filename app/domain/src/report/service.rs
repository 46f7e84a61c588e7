//! What the heads of agency and division do about reports.

use super::ReportWish;
use crate::evaluation::Period;
use crate::id::ReportId;
use crate::lang::Lang;
use crate::service::Answer;
use crate::staff::Staff;
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How far a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportState {
    /// It is being made: so many of so many parts are there.
    Making {
        /// Parts that are there.
        done: u32,
        /// All of them, the writing of the file is one.
        of: u32,
    },
    /// It can be fetched.
    Ready {
        /// Bytes of the file.
        bytes: u64,
    },
    /// It could not be made.
    Failed,
}

/// A report that somebody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    /// Which.
    pub id: ReportId,
    /// What it is.
    pub wish: ReportWish,
    /// How far it is.
    pub state: ReportState,
}

/// Where reports are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportsPage {
    /// The period that is looked at.
    pub period: Period,
    /// Today, in WITA.
    pub today: NaiveDate,
    /// Minutes for which a report can be fetched.
    pub minutes: u32,
}

/// Reports. Every method checks the role; a report is fetched by whoever asked for it.
#[async_trait]
pub trait ReportService: Send + Sync {
    /// Where reports are chosen; of no period, this month.
    async fn reports(&self, staff: &Staff, period: Option<Period>) -> Answer<ReportsPage>;
    /// Begins to make one. Whoever asks for too many at once has to wait.
    async fn make_report(&self, staff: &Staff, wish: ReportWish, lang: Lang) -> Answer<ReportView>;
    /// How far it is.
    async fn report(&self, staff: &Staff, id: ReportId) -> Answer<ReportView>;
    /// The file, once it is ready.
    async fn report_file(&self, staff: &Staff, id: ReportId) -> Answer<(ReportWish, Vec<u8>)>;
}
