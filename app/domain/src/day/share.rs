//! Shares of the queue: whom a device of an operator may call while it has no network.
//!
//! Each person who waits is dealt to at most one device, like cards, so that no two devices without a network
//! call the same person. A device tells at each contact whom it holds; what it was dealt counts as held until
//! it says otherwise, or until its time is over.

use crate::day::{Day, Entry};
use crate::id::{DeviceId, EntryId, OperatorId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Most people one device may hold.
const MOST: usize = 8;

/// A person in the share of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Who.
    pub entry: EntryId,
    /// The device.
    pub device: DeviceId,
    /// Until then; afterwards the person is everybody's again.
    pub until: DateTime<Utc>,
}

/// All shares of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shares(Vec<Share>);

impl Shares {
    /// Wraps what the store has.
    pub fn new(shares: Vec<Share>) -> Self {
        Shares(shares)
    }

    /// The device, other than this one, that alone may call the person.
    pub fn other_holder(
        &self,
        entry: EntryId,
        device: Option<DeviceId>,
        now: DateTime<Utc>,
    ) -> Option<DeviceId> {
        self.0
            .iter()
            .find(|it| it.entry == entry && it.until > now && Some(it.device) != device)
            .map(|it| it.device)
    }

    /// Whether a device holds these people (in the order of ids) and nobody else, all of them longer than `least`.
    pub fn is_exactly(&self, device: DeviceId, held: &[EntryId], least: DateTime<Utc>) -> bool {
        let mut mine: Vec<&Share> = self.0.iter().filter(|it| it.device == device).collect();
        mine.sort_unstable_by_key(|it| it.entry);
        mine.iter().all(|it| it.until > least) && mine.iter().map(|it| it.entry).eq(held.iter().copied())
    }

    /// Whether a device other than this one holds anybody.
    fn holds(&self, operators: &[(DeviceId, OperatorId)], operator: OperatorId, now: DateTime<Utc>) -> bool {
        let devices = operators.iter().filter(|(_, it)| *it == operator);
        devices
            .clone()
            .any(|(device, _)| self.0.iter().any(|it| it.device == *device && it.until > now))
    }

    /// Deals anew to a device: its part of those who wait and are in no other share, in their order.
    /// `devices` are those at which operators sit; `wanted` are people whom another operator waits for.
    pub fn deal(
        &self,
        day: &Day,
        me: (DeviceId, OperatorId),
        devices: &[(DeviceId, OperatorId)],
        now: DateTime<Utc>,
        wanted: impl Fn(EntryId) -> bool,
    ) -> Vec<EntryId> {
        let (device, operator) = me;
        let order = day.order(now);
        let free = |it: &&&Entry| {
            day.may_call(operator, it)
                && self.other_holder(it.id, Some(device), now).is_none()
                && !wanted(it.id)
        };
        // Those who have nothing yet will take their part of what is left: leave it for them.
        let without: Vec<OperatorId> = day
            .active()
            .filter(|it| *it == operator || !self.holds(devices, *it, now))
            .collect();
        let mine = without.iter().position(|it| *it == operator).unwrap_or(0);
        let operators = day.active().count().max(1);
        let part = order.len().div_ceil(operators).min(MOST);
        order
            .iter()
            .filter(free)
            .skip(mine)
            .step_by(without.len().max(1))
            .take(part)
            .map(|it| it.id)
            .collect()
    }
}
