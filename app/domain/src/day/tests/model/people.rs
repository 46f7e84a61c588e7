//! People, where the operators see them.

use super::super::*;
use std::collections::HashMap;

/// A person at a table.
#[derive(Clone, Copy)]
pub(super) struct Hold {
    operator: OperatorId,
    pub(super) call: EventId,
    /// The end of the share from which the person was called.
    pub(super) share_until: Option<DateTime<Utc>>,
}

#[derive(Default)]
pub(super) struct People {
    holds: HashMap<EntryId, Hold>,
    /// Numbers as people were told them.
    pub(super) told: Vec<(u32, EntryId)>,
    /// Calls of a person who was at another table.
    pub(super) called_twice: usize,
}

impl People {
    /// Something happens. Where a person is called who is at another table: how they came there.
    pub(super) fn see(
        &mut self,
        event: EventId,
        act: &Act,
        share_until: impl Fn(EntryId) -> Option<DateTime<Utc>>,
    ) -> Option<Hold> {
        match *act {
            Act::CheckIn { entry, number, .. } | Act::WalkIn { entry, number, .. } => {
                self.told.push((number, entry));
            }
            Act::Call { entry, operator } => {
                let hold = Hold {
                    operator,
                    call: event,
                    share_until: share_until(entry),
                };
                let had = self.holds.insert(entry, hold);
                let twice = had.filter(|it| it.operator != operator);
                self.called_twice += usize::from(twice.is_some());
                return twice;
            }
            Act::Miss { entry, .. }
            | Act::HandOver { entry, .. }
            | Act::End { entry, .. }
            | Act::Leave { entry }
            | Act::Return { entry } => {
                self.holds.remove(&entry);
            }
            Act::Stop { operator } => self.holds.retain(|_, it| it.operator != operator),
            _ => {}
        }
        None
    }
}
