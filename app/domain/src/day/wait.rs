//! How long the wait will be: a span, never a promise.

use crate::day::{Day, Ending, Stage};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Fewer services than these say nothing of how long one takes.
const ENOUGH: usize = 4;
/// Minutes are told in steps of five.
const STEP: u32 = 5;

/// A span of minutes, in steps of five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Wait {
    /// If all goes well.
    pub from_minutes: u32,
    /// If it does not.
    pub until_minutes: u32,
}

impl Day {
    /// The wait of a person with so many before them. None while nobody serves or OSS fails: nothing is promised
    /// then.
    pub fn wait(&self, ahead: usize, now: DateTime<Utc>) -> Option<Wait> {
        let operators = self.active().count();
        if operators == 0 || self.open_incident(now).is_some() {
            return None;
        }
        let (short, long) = self.service_seconds(now);
        let rounds = |people: usize, seconds: i64| {
            let people = i64::try_from(people).unwrap_or(i64::MAX / 100_000);
            let operators = i64::try_from(operators).unwrap_or(1);
            u32::try_from(people.saturating_mul(seconds) / operators / 60).unwrap_or(u32::MAX / 2)
        };
        Some(Wait {
            from_minutes: rounds(ahead, short) / STEP * STEP,
            // Whoever sits at a table now has to finish first.
            until_minutes: rounds(ahead + 1, long).div_ceil(STEP) * STEP,
        })
    }

    /// Seconds that a service takes: the lower and the upper quarter of today's, or around the plan while there
    /// are too few. Minutes in which OSS failed do not count.
    fn service_seconds(&self, now: DateTime<Utc>) -> (i64, i64) {
        let outages = self.outages(now);
        let served = self.entries().filter(|it| {
            matches!(it.stage, Stage::Done { ending, .. }
                if !matches!(ending, Ending::Pending(_)))
                && !it.sittings.is_empty()
        });
        let seconds = |spans: &[(DateTime<Utc>, DateTime<Utc>)]| {
            let worked = spans.iter().map(|span| {
                let lost = super::incident::overlap(*span, &outages);
                (span.1 - span.0 - lost).num_seconds()
            });
            worked.sum::<i64>().max(1)
        };
        let mut measured: Vec<i64> = served.map(|it| seconds(&it.sittings)).collect();
        measured.sort_unstable();
        if measured.len() < ENOUGH {
            let plan = i64::from(self.plan.service_minutes.max(1)) * 60;
            return (plan / 2, plan * 3 / 2);
        }
        let last = measured.len() - 1;
        (measured[last / 4], measured[(last * 3).div_ceil(4)])
    }
}
