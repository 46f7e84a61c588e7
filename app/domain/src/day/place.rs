//! Where a number stands, as its holder may know.

use crate::day::{Board, Wait};
use serde::{Deserialize, Serialize};

/// Where a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In the queue.
    Waiting {
        /// People before them.
        ahead: u32,
        /// How long; none while nothing is promised.
        wait: Option<Wait>,
    },
    /// Called to a table.
    Called {
        /// Which.
        table: u32,
    },
    /// At a table.
    Serving {
        /// Which.
        table: u32,
    },
    /// Put aside by an operator, who will call again.
    Parked,
    /// Called again and again and not there.
    Missed,
    /// Served, or gone.
    Gone,
}

impl Board {
    /// Where a number stands.
    pub fn place_of(&self, number: u32) -> Place {
        let in_order = self.order.iter().position(|it| *it == number);
        if let Some(ahead) = in_order {
            return Place::Waiting {
                ahead: u32::try_from(ahead).unwrap_or(u32::MAX),
                wait: self.waits.get(ahead).copied(),
            };
        }
        if let Some(it) = self.called.iter().find(|it| it.number == number) {
            return Place::Called { table: it.table };
        }
        if let Some(it) = self.serving.iter().find(|it| it.number == number) {
            return Place::Serving { table: it.table };
        }
        if self.parked.contains(&number) {
            Place::Parked
        } else if self.missed.contains(&number) {
            Place::Missed
        } else {
            Place::Gone
        }
    }

    /// Everybody who is here and not yet through.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        let at_tables = self.called.iter().chain(&self.serving).map(|it| it.number);
        let others = [&self.order, &self.parked, &self.missed];
        at_tables.chain(others.into_iter().flatten().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::CalledNumber;
    use chrono::{TimeZone, Utc};

    #[test]
    fn each_number_has_its_place() {
        let at = Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap();
        let at_table = |number, table| CalledNumber {
            number,
            table,
            recalls: 0,
            at,
        };
        let wait = Wait {
            from_minutes: 0,
            until_minutes: 20,
        };
        let board = Board {
            called: vec![at_table(3, 2)],
            serving: vec![at_table(1, 1)],
            order: vec![5, 4],
            waits: vec![wait],
            newcomer: None,
            missed: vec![2],
            parked: vec![6],
            operators: 2,
            incident_since: None,
            closed: false,
        };
        let waiting = |ahead, wait| Place::Waiting { ahead, wait };
        assert_eq!(board.place_of(5), waiting(0, Some(wait)));
        assert_eq!(board.place_of(4), waiting(1, None));
        assert_eq!(board.place_of(3), Place::Called { table: 2 });
        assert_eq!(board.place_of(1), Place::Serving { table: 1 });
        assert_eq!(board.place_of(2), Place::Missed);
        assert_eq!(board.place_of(6), Place::Parked);
        assert_eq!(board.place_of(7), Place::Gone);
        let mut all: Vec<u32> = board.numbers().collect();
        all.sort_unstable();
        assert_eq!(all, [1, 2, 3, 4, 5, 6]);
    }
}
