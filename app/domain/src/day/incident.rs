//! An outage of OSS as a record: it is opened once, confirmed again and again, closed, and never forgotten.

use crate::day::DayPlan;
use crate::id::EventId;
use crate::lang::keyed;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

keyed! {
    /// What was agreed to do while OSS fails.
    IncidentStep {
        /// Wait: most outages are short.
        Wait = "wait", "Tunggu", "Wait";
        /// Write down everything OSS will ask for.
        PrepareFiles = "prepare-files", "Siapkan berkas", "Prepare the files";
        /// Send people home with a place kept for them.
        ReturnSlips = "return-slips", "Beri kartu kembali", "Give return slips";
    }
}

/// A step that somebody chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenStep {
    /// Which.
    pub step: IncidentStep,
    /// When.
    pub at: DateTime<Utc>,
    /// Name of the member of the office.
    pub by: String,
}

/// An outage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// The event that opened it.
    pub id: EventId,
    /// From.
    pub from: DateTime<Utc>,
    /// Until, if somebody said so.
    pub until: Option<DateTime<Utc>>,
    /// When somebody last said that it goes on.
    pub confirmed: DateTime<Utc>,
    /// Who opened it.
    pub by: String,
    /// What was done, in the order of time.
    pub steps: Vec<ChosenStep>,
    /// How often its times were corrected.
    pub corrections: u32,
}

impl Incident {
    /// When it ends by itself: nobody confirmed it, and the hours of the visit are over. Within the hours it
    /// stays open, and people are asked to confirm.
    pub fn expires_at(&self, plan: &DayPlan) -> DateTime<Utc> {
        (self.confirmed + Duration::minutes(i64::from(plan.confirm_minutes))).max(plan.ends_at)
    }

    /// Its end as far as it is known at `now`; none while it is open.
    pub fn end(&self, plan: &DayPlan, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.until
            .or_else(|| Some(self.expires_at(plan)).filter(|end| *end <= now))
    }

    /// Nobody closed it and it ended by itself.
    pub fn was_forgotten(&self, plan: &DayPlan, now: DateTime<Utc>) -> bool {
        self.until.is_none() && self.end(plan, now).is_some()
    }

    /// It is open and has to be confirmed again.
    pub fn is_due(&self, plan: &DayPlan, now: DateTime<Utc>) -> bool {
        self.end(plan, now).is_none()
            && now >= self.confirmed + Duration::minutes(i64::from(plan.confirm_minutes))
    }
}

/// Spans of time without overlap, in order: the minutes of two incidents that overlap count once.
pub(super) fn union(mut spans: Vec<(DateTime<Utc>, DateTime<Utc>)>) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    spans.retain(|(from, until)| from < until);
    spans.sort_unstable();
    let mut merged: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::new();
    for (from, until) in spans {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => merged.push((from, until)),
        }
    }
    merged
}

/// How much of a span lies in the others.
pub(super) fn overlap(
    span: (DateTime<Utc>, DateTime<Utc>),
    others: &[(DateTime<Utc>, DateTime<Utc>)],
) -> Duration {
    others.iter().fold(Duration::zero(), |sum, (from, until)| {
        sum + (span.1.min(*until) - span.0.max(*from)).max(Duration::zero())
    })
}
