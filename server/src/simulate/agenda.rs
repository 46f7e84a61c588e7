//! What is to happen, in the order of its time. Of things at the same moment the one noted first comes first.

use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that somebody does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deed {
    /// The office plans the visit and asks the village.
    Plan(usize),
    /// The village answers.
    Answer(usize),
    /// The office opens booking.
    Open(usize),
    /// The village spreads the word.
    Spread(usize),
    /// A villager wants a place.
    Book(usize),
    /// A villager calls off, or says to come.
    Decide(usize, String),
    /// The service day.
    Day(usize),
    /// The office looks back.
    Evaluate(usize),
    /// Messages and waiting lists have their turn.
    Turn,
}

/// Deeds by their time.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    deeds: BinaryHeap<Reverse<(DateTime<Utc>, u64, Deed)>>,
    noted: u64,
}

impl Agenda {
    pub(super) fn note(&mut self, at: DateTime<Utc>, deed: Deed) {
        self.noted += 1;
        self.deeds.push(Reverse((at, self.noted, deed)));
    }

    pub(super) fn next(&mut self) -> Option<(DateTime<Utc>, Deed)> {
        self.deeds.pop().map(|Reverse((at, _, deed))| (at, deed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn deeds_come_by_their_time_and_by_their_order_at_the_same_moment() {
        let at = |hour| Utc.with_ymd_and_hms(2027, 1, 4, hour, 0, 0).unwrap();
        let mut agenda = Agenda::default();
        agenda.note(at(3), Deed::Day(1));
        agenda.note(at(1), Deed::Plan(2));
        agenda.note(at(3), Deed::Answer(0));
        let all: Vec<_> = std::iter::from_fn(|| agenda.next()).collect();
        let order = [
            (at(1), Deed::Plan(2)),
            (at(3), Deed::Day(1)),
            (at(3), Deed::Answer(0)),
        ];
        assert_eq!(all, order);
    }
}
