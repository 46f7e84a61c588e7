//! What changed between a proposal as it was shown and as it is now: staff who confirm an old one are told.

use crate::settle::{Proposal, Transfer};
use std::collections::BTreeSet;

/// One difference to what was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Moves still, but from or to another place than was shown.
    Otherwise(Transfer),
    /// Was not to move, and now is.
    Also(Transfer),
    /// So many were to move and are no longer: nobody has to, or no place is left.
    Gone(usize),
}

impl Transfer {
    /// The transfer as the page sends it back. Two are the same where the person, the places and the times
    /// are.
    pub fn key(&self) -> String {
        let (from, to) = (self.from.timestamp(), self.to.timestamp());
        format!("{} {from} {} {to}", self.booking, self.visit)
    }
}

/// The differences between the keys that were shown and the proposal of now, if there still is one. What is
/// no key counts as a person who is gone.
pub fn changes(shown: &[String], now: Option<&Proposal>) -> Vec<Change> {
    let person = |key: &str| key.split(' ').next().unwrap_or_default().to_owned();
    let mut before: BTreeSet<String> = shown.iter().map(|key| person(key)).collect();
    let mut changes = Vec::new();
    for transfer in now.iter().flat_map(|it| &it.settlement.transfers) {
        let was_shown = before.remove(&transfer.booking.to_string());
        if !was_shown {
            changes.push(Change::Also(transfer.clone()));
        } else if !shown.contains(&transfer.key()) {
            changes.push(Change::Otherwise(transfer.clone()));
        }
    }
    if !before.is_empty() {
        changes.push(Change::Gone(before.len()));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{BookingId, VisitId};
    use crate::settle::{Settlement, Way};
    use chrono::DateTime;
    use proptest::prelude::*;

    fn transfer(person: u128, to: i64) -> Transfer {
        Transfer {
            booking: BookingId::new(uuid::Uuid::from_u128(person)),
            name: format!("Orang {person}"),
            needs_help: false,
            from: DateTime::from_timestamp(0, 0).unwrap(),
            visit: VisitId::new(uuid::Uuid::nil()),
            place: None,
            to: DateTime::from_timestamp(to, 0).unwrap(),
        }
    }

    fn proposal(transfers: Vec<Transfer>) -> Proposal {
        Proposal {
            way: Way::Move,
            name: String::new(),
            needs_office_reason: false,
            settlement: Settlement {
                transfers,
                left_over: 0,
            },
            seen: String::new(),
        }
    }

    fn keys(transfers: &[Transfer]) -> Vec<String> {
        transfers.iter().map(Transfer::key).collect()
    }

    #[test]
    fn each_difference_is_told_once() {
        let shown = keys(&[transfer(1, 10), transfer(2, 20), transfer(3, 30), transfer(4, 40)]);
        let now = proposal(vec![transfer(1, 10), transfer(2, 25), transfer(5, 20)]);
        assert_eq!(
            changes(&shown, Some(&now)),
            [
                Change::Otherwise(transfer(2, 25)),
                Change::Also(transfer(5, 20)),
                Change::Gone(2)
            ]
        );
    }

    #[test]
    fn a_way_that_is_closed_now_moves_nobody() {
        let shown = keys(&[transfer(1, 10), transfer(2, 20)]);
        assert_eq!(changes(&shown, None), [Change::Gone(2)]);
        assert_eq!(changes(&[], None), []);
    }

    proptest! {
        #[test]
        fn only_the_same_list_has_no_changes(
            before in prop::collection::btree_map(0u128..6, 0i64..3, 0..6),
            after in prop::collection::btree_map(0u128..6, 0i64..3, 0..6),
        ) {
            let list = |all: &std::collections::BTreeMap<u128, i64>| -> Vec<_> {
                all.iter().map(|(person, to)| transfer(*person, *to)).collect()
            };
            let told = changes(&keys(&list(&before)), Some(&proposal(list(&after))));
            prop_assert_eq!(told.is_empty(), before == after);
        }

        #[test]
        fn whatever_is_sent_back_is_read(shown in prop::collection::vec(".*", 0..4)) {
            let _ = changes(&shown, Some(&proposal(vec![transfer(1, 10)])));
        }
    }
}
