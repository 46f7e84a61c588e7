//! Who comes next. The rule, as people are told it (`app/src/text/public/queue.rs`):
//!
//! 1. who was at a table already and was handed on,
//! 2. who has a priority (elderly, disabled, pregnant, with a small child),
//! 3. who holds a return slip of an earlier day,
//! 4. who booked and came in time, by the begin of the slot,
//! 5. everybody else by the time they came: without booking, too late, or too early. Too late loses the
//!    precedence of the booking, not the place; too early gets it when the slot comes.
//!
//! While OSS fails, the clock of the queue stands still: the order stays, and nobody is late for it.

use crate::day::{Day, Entry, Flag, Stage};
use crate::id::{EntryId, OperatorId};
use chrono::{DateTime, Duration, Utc};

/// The precedence of a person who waits; the less, the sooner.
type Rank = (u8, DateTime<Utc>, DateTime<Utc>, u32);

impl Day {
    /// The time of the queue: what the clock shows, less the minutes in which OSS failed.
    pub fn queue_time(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let lost = self
            .outages(at)
            .iter()
            .fold(Duration::zero(), |sum, (from, until)| {
                sum + (at.min(*until) - *from).max(Duration::zero())
            });
        at - lost
    }

    /// Everybody who waits, in their order at `now`.
    pub fn order(&self, now: DateTime<Utc>) -> Vec<&Entry> {
        let queue_now = self.queue_time(now);
        let waiting = self.entries().filter(|it| it.stage == Stage::Waiting);
        let mut ranked: Vec<_> = waiting.map(|it| (self.rank(it, queue_now), it.id, it)).collect();
        ranked.sort_unstable_by_key(|(rank, id, _)| (*rank, *id));
        ranked.into_iter().map(|(_, _, entry)| entry).collect()
    }

    fn rank(&self, entry: &Entry, queue_now: DateTime<Utc>) -> Rank {
        let since = entry.in_line_since.unwrap_or(queue_now);
        let class = |class, first| (class, first, since, entry.number.unwrap_or(u32::MAX));
        if entry.handed {
            return class(1, since);
        }
        if entry.need.is_some() {
            return class(2, since);
        }
        if entry.was_missed {
            return class(5, since);
        }
        if entry.precedence {
            return class(3, since);
        }
        let tolerance = Duration::minutes(i64::from(self.plan.tolerance_minutes));
        match entry.window {
            Some(window)
                if self.queue_time(since) <= window.until + tolerance
                    && window.from - tolerance <= queue_now =>
            {
                class(4, window.from)
            }
            _ => class(5, since),
        }
    }

    /// How many come before a person who waits.
    pub fn ahead_of(&self, entry: EntryId, now: DateTime<Utc>) -> Option<usize> {
        self.order(now).iter().position(|it| it.id == entry)
    }

    /// Whom an operator calls next, of those who are not `taken` by another device; none when nobody waits.
    ///
    /// # Errors
    /// While an incident is open, and while somebody called or served is at the table.
    pub fn next(
        &self,
        operator: OperatorId,
        now: DateTime<Utc>,
        taken: impl Fn(EntryId) -> bool,
    ) -> Result<Option<EntryId>, Flag> {
        if self.open_incident(now).is_some() {
            return Err(Flag::IncidentOpen);
        }
        if self.is_busy(operator) {
            return Err(Flag::TableTaken);
        }
        let next = self
            .order(now)
            .into_iter()
            .find(|it| self.may_call(operator, it) && !taken(it.id));
        Ok(next.map(|it| it.id))
    }

    /// Whether somebody is called to, or sits at, the table of an operator.
    pub fn is_busy(&self, operator: OperatorId) -> bool {
        self.held_by(operator)
            .any(|it| !matches!(it.stage, Stage::Parked { .. }))
    }

    /// Nobody else is meant to serve the person.
    pub(super) fn may_call(&self, operator: OperatorId, entry: &Entry) -> bool {
        entry
            .meant_for
            .is_none_or(|meant| meant == operator || !self.is_active(meant))
    }
}
