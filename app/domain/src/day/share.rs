//! Shares of the queue: whom a device of an operator may call while it has no network.
//!
//! Each person who waits is dealt to at most one device, like cards, so that no two devices without a network
//! call the same person. A device tells at each contact whom it holds; what it was dealt counts as held until
//! it says otherwise, or until its time is over.

use crate::day::{Day, Entry, Stage};
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

/// What a device of an operator has after a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    /// Whom it may call from now on; this is what it is told.
    pub share: Vec<EntryId>,
    /// Until then.
    pub until: DateTime<Utc>,
    /// Whom nobody else may call until it is heard of again, in the order of ids: it may never get this answer
    /// and go by the one before.
    pub held: Vec<EntryId>,
    /// Whether anything has to be written, and with it the count of the report.
    pub changed: bool,
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
    fn is_exactly(&self, device: DeviceId, held: &[EntryId], least: DateTime<Utc>) -> bool {
        let mut mine: Vec<&Share> = self.0.iter().filter(|it| it.device == device).collect();
        mine.sort_unstable_by_key(|it| it.entry);
        mine.iter().all(|it| it.until > least) && mine.iter().map(|it| it.entry).eq(held.iter().copied())
    }

    /// Whether a device of this operator holds anybody.
    fn holds(&self, devices: &[(DeviceId, OperatorId)], operator: OperatorId, now: DateTime<Utc>) -> bool {
        let mut mine = devices.iter().filter(|(_, it)| *it == operator);
        mine.any(|(device, _)| self.0.iter().any(|it| it.device == *device && it.until > now))
    }

    /// Deals to a device that reports, `until` then. `told` are those whom it says it may call, `devices` those
    /// at which operators sit, `wanted` those whom another operator waits for. Not for a report that comes later
    /// than a newer one.
    pub fn renew(
        &self,
        day: &Day,
        me: (DeviceId, OperatorId),
        devices: &[(DeviceId, OperatorId)],
        told: &[EntryId],
        (now, until): (DateTime<Utc>, DateTime<Utc>),
        wanted: impl Fn(EntryId) -> bool,
    ) -> Hand {
        let share = self.deal(day, me, devices, now, wanted);
        // Called or missed, they may come back to the queue of a device without a network.
        let done = |id| {
            day.entry(id)
                .is_none_or(|it| matches!(it.stage, Stage::Done { .. }))
        };
        let free = |id| self.other_holder(id, Some(me.0), now).is_none();
        let kept = told.iter().copied().filter(|it| free(*it) && !done(*it));
        let mut held: Vec<EntryId> = kept.chain(share.iter().copied()).collect();
        held.sort_unstable();
        held.dedup();
        // A report that was overtaken tells what the device held before: it does no harm while that is more.
        let fewer = share.iter().all(|it| told.contains(it));
        let least = now + (until - now) / 2;
        if fewer && self.is_exactly(me.0, &held, least) {
            let mine = self.0.iter().filter(|it| it.device == me.0);
            let until = mine.map(|it| it.until).min().unwrap_or(until);
            return Hand {
                share,
                until,
                held,
                changed: false,
            };
        }
        Hand {
            share,
            until,
            held,
            changed: true,
        }
    }

    /// Deals anew to a device: its part of those who wait and are in no other share, in their order.
    /// `devices` are those at which operators sit; `wanted` are people whom another operator waits for.
    fn deal(
        &self,
        day: &Day,
        me: (DeviceId, OperatorId),
        devices: &[(DeviceId, OperatorId)],
        now: DateTime<Utc>,
        wanted: impl Fn(EntryId) -> bool,
    ) -> Vec<EntryId> {
        let (device, operator) = me;
        if !day.is_active(operator) {
            return Vec::new();
        }
        let order = day.order(now);
        let free = |it: &&&Entry| {
            day.may_call(operator, it)
                && self.other_holder(it.id, Some(device), now).is_none()
                && !wanted(it.id)
        };
        // Those who have nothing yet will take their part of what is left: leave it for them. Whoever can call
        // at once comes before those who have somebody at the table.
        let others = |it: &OperatorId| *it == operator || !self.holds(devices, *it, now);
        let mut without: Vec<OperatorId> = day.active().filter(others).collect();
        without.sort_by_key(|it| day.is_busy(*it));
        let mine = without.iter().position(|it| *it == operator).unwrap_or(0);
        let part = order.len().div_ceil(day.active().count().max(1)).min(MOST);
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
