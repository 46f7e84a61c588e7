//! A person of the day.

use crate::day::{Ending, Expected, Need, Ready};
use crate::id::{EntryId, OperatorId};
use crate::pending::PendingReason;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// The arrival window of a booking: from the begin of its slot until its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Begin.
    pub from: DateTime<Utc>,
    /// End.
    pub until: DateTime<Utc>,
}

/// Where a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Booked, not here yet.
    Expected,
    /// In the queue.
    Waiting,
    /// Called to a table.
    Called {
        /// Whose.
        operator: OperatorId,
        /// When last.
        at: DateTime<Utc>,
        /// How often again.
        recalls: u32,
    },
    /// At the table.
    InService {
        /// Whose.
        operator: OperatorId,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Put aside; belongs to the operator.
    Parked {
        /// Whose.
        operator: OperatorId,
    },
    /// Called and not there. May come back.
    Missed,
    /// Did not come. May still.
    NoShow,
    /// Served, or gone with a reason.
    Done {
        /// How it ended.
        ending: Ending,
        /// When.
        at: DateTime<Utc>,
    },
    /// A walk-in that was entered by mistake.
    Withdrawn,
}

impl Stage {
    /// The operator who has the person.
    pub fn holder(self) -> Option<OperatorId> {
        match self {
            Stage::Called { operator, .. }
            | Stage::InService { operator, .. }
            | Stage::Parked { operator } => Some(operator),
            _ => None,
        }
    }

    /// Here, and not yet through.
    pub fn is_here(self) -> bool {
        matches!(self, Stage::Waiting | Stage::Missed) || self.holder().is_some()
    }

    /// The name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Stage::Expected => "expected",
            Stage::Waiting => "waiting",
            Stage::Called { .. } => "called",
            Stage::InService { .. } => "in-service",
            Stage::Parked { .. } => "parked",
            Stage::Missed => "missed",
            Stage::NoShow => "no-show",
            Stage::Done { .. } => "done",
            Stage::Withdrawn => "withdrawn",
        }
    }
}

/// A person of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Id.
    pub id: EntryId,
    /// The slot; none: came without booking, or the booking was called off before.
    pub window: Option<Window>,
    /// The booking was called off.
    pub cancelled: bool,
    /// Holds a return slip.
    pub precedence: bool,
    /// Called out. Given once and kept.
    pub number: Option<u32>,
    /// Priority.
    pub need: Option<Need>,
    /// What the person has with them.
    pub ready: Ready,
    /// Everything OSS asks for is written down.
    pub file_ready: bool,
    /// When they came.
    pub arrived: Option<DateTime<Utc>>,
    /// From when their place in the queue counts: the arrival, or the coming back.
    pub in_line_since: Option<DateTime<Utc>>,
    /// Was called and not there: the precedence of the booking is gone.
    pub was_missed: bool,
    /// Was with an operator who gave them on: first in the queue.
    pub handed: bool,
    /// Given to this operator.
    pub meant_for: Option<OperatorId>,
    /// Who has or had them last.
    pub operator: Option<OperatorId>,
    /// Who ended their service.
    pub ended_by: Option<OperatorId>,
    /// Where they stand.
    pub stage: Stage,
    /// Their times at tables.
    pub sittings: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

impl Entry {
    pub(super) fn expected(it: &Expected) -> Entry {
        Entry {
            window: Some(it.window),
            cancelled: it.cancelled,
            precedence: it.precedence,
            ..Entry::new(it.entry)
        }
    }

    pub(super) fn new(id: EntryId) -> Entry {
        Entry {
            id,
            window: None,
            cancelled: false,
            precedence: false,
            number: None,
            need: None,
            ready: Ready::default(),
            file_ready: false,
            arrived: None,
            in_line_since: None,
            was_missed: false,
            handed: false,
            meant_for: None,
            operator: None,
            ended_by: None,
            stage: Stage::Expected,
            sittings: Vec::new(),
        }
    }

    /// Went without the leave of a table: home, or with a return slip.
    pub fn has_left(&self) -> bool {
        matches!(self.stage, Stage::Done { .. }) && self.ended_by.is_none()
    }

    /// Was given a return slip and has left.
    pub fn holds_slip(&self) -> bool {
        let slip = Ending::Pending(PendingReason::ReturnSlip);
        self.has_left() && matches!(self.stage, Stage::Done { ending, .. } if ending == slip)
    }

    /// Ends the time at the table, if they sit there.
    pub(super) fn stand_up(&mut self, at: DateTime<Utc>) {
        if let Stage::InService { since, .. } = self.stage {
            self.sittings.push((since, at));
        }
    }

    /// Everything that OSS asks for was there: the desk has said so or ticked all of it, or an NIB came of it.
    pub fn is_complete(&self) -> bool {
        let issued = matches!(
            self.stage,
            Stage::Done {
                ending: Ending::NibIssued,
                ..
            }
        );
        self.file_ready || self.ready.is_all() || issued
    }

    /// Seconds at tables so far.
    pub fn served_seconds(&self) -> i64 {
        let sum = |sum: Duration, (from, until): &(DateTime<Utc>, DateTime<Utc>)| sum + (*until - *from);
        self.sittings.iter().fold(Duration::zero(), sum).num_seconds()
    }
}
