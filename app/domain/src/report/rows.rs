//! Lines that are read for reports alone.

use crate::day::Ending;
use crate::outreach::{OutreachChannel, Verdict};
use chrono::{DateTime, NaiveDate, Utc};

/// Somebody who came. A file goes where nobody sees it any more: it has neither names nor numbers of phones, and the
/// number of the queue leads to nobody once the day is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceRow {
    /// The day, in WITA.
    pub date: NaiveDate,
    /// Name of the village.
    pub village: String,
    /// Number in the queue, if one was given.
    pub number: Option<u32>,
    /// From when on they waited.
    pub arrived: DateTime<Utc>,
    /// Had a booking that stood.
    pub booked: bool,
    /// Seconds at a table.
    pub served_seconds: i64,
    /// When it was over, if it is.
    pub ended: Option<DateTime<Utc>>,
    /// How it ended, if it is over.
    pub ending: Option<Ending>,
}

impl AttendanceRow {
    /// Minutes of waiting, as [`crate::evaluation::Waits`] counts them: of those who were served, rounded down.
    pub fn waited_minutes(&self) -> Option<u64> {
        let ended = self.ended.filter(|_| self.served_seconds > 0)?;
        let waited = (ended - self.arrived).num_seconds() - self.served_seconds;
        Some(u64::try_from(waited).unwrap_or(0) / 60)
    }
}

/// Once that the word was spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutreachRow {
    /// The day of the visit, in WITA.
    pub visit_date: NaiveDate,
    /// Name of its village.
    pub village: String,
    /// When the word was spread.
    pub date: NaiveDate,
    /// How.
    pub channel: OutreachChannel,
    /// Names of the banjar; none: the whole village.
    pub banjars: Vec<String>,
    /// Entered by a member of the office, otherwise by an official of the village.
    pub by_office: bool,
    /// What staff say of it.
    pub verdict: Option<Verdict>,
}
