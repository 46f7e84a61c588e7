//! What everybody in the hall may see: numbers, no names.

use crate::day::{Day, Stage, Wait};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A number at a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CalledNumber {
    /// The number.
    pub number: u32,
    /// The table, from 1.
    pub table: u32,
    /// How often it was called again: a repeated call is spoken again.
    pub recalls: u32,
    /// When it was last called.
    pub at: DateTime<Utc>,
}

/// The board of a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Board {
    /// Called and not yet at the table, the last one first.
    pub called: Vec<CalledNumber>,
    /// At a table, by its number.
    pub serving: Vec<CalledNumber>,
    /// Everybody who waits, in their order.
    pub order: Vec<u32>,
    /// The wait of each of them; empty while nothing is promised.
    pub waits: Vec<Wait>,
    /// The wait of whoever comes now.
    pub newcomer: Option<Wait>,
    /// Called again and again and not there.
    pub missed: Vec<u32>,
    /// Put aside by an operator, who will call again.
    pub parked: Vec<u32>,
    /// Operators who serve.
    pub operators: u32,
    /// OSS has failed since then.
    pub incident_since: Option<DateTime<Utc>>,
    /// The day is closed.
    pub closed: bool,
}

impl Day {
    /// The board at `now`.
    pub fn board(&self, now: DateTime<Utc>) -> Board {
        let at_table = |number, operator, recalls, at| CalledNumber {
            number,
            table: self.table(operator),
            recalls,
            at,
        };
        let (mut called, mut serving) = (Vec::new(), Vec::new());
        let (mut missed, mut parked) = (Vec::new(), Vec::new());
        for entry in self.entries() {
            let number = entry.number.unwrap_or(0);
            match entry.stage {
                Stage::Called {
                    operator,
                    at,
                    recalls,
                } => called.push(at_table(number, operator, recalls, at)),
                Stage::InService { operator, since } => serving.push(at_table(number, operator, 0, since)),
                Stage::Missed => missed.push(number),
                Stage::Parked { .. } => parked.push(number),
                _ => {}
            }
        }
        called.sort_unstable_by_key(|it| (std::cmp::Reverse(it.at), it.number));
        serving.sort_unstable_by_key(|it| (it.table, it.number));
        missed.sort_unstable();
        parked.sort_unstable();
        let order: Vec<u32> = self.order(now).iter().filter_map(|it| it.number).collect();
        let waits = (0..order.len())
            .map_while(|ahead| self.wait(ahead, now))
            .collect();
        Board {
            newcomer: self.wait(order.len(), now),
            waits,
            called,
            serving,
            order,
            missed,
            parked,
            operators: u32::try_from(self.active().count()).unwrap_or(u32::MAX),
            incident_since: self.open_incident(now).map(|it| it.from),
            closed: self.plan.closed_at.is_some(),
        }
    }
}
