//! The service day: who is here, who comes next, what happened.
//!
//! A day is nothing but its events, laid in the order in which they happened and gone through one by one.
//! So the server and every device that has the same events have the same day, in whatever order they came
//! to know them. To add something that can happen: a variant of [`Act`], its line in `step.rs`, or in
//! `person.rs` where it is about one person alone.

mod act;
mod board;
mod entry;
mod find;
mod flag;
mod form;
mod incident;
mod order;
mod person;
mod place;
mod replica;
pub mod service;
mod share;
mod step;
mod wait;

pub use act::{Act, Ending, Event, Need, Ready};
pub use board::{Board, CalledNumber};
pub use entry::{Entry, Stage, Window};
pub use find::find;
pub use flag::Flag;
pub use form::{Around, DayForm};
pub use incident::{ChosenStep, Incident, IncidentStep};
pub use place::Place;
pub use replica::{MOST_EVENTS, Replica, Seat};
pub use share::{Hand, Share, Shares};
pub use wait::Wait;

use crate::id::{DeviceId, EntryId, EventId, OperatorId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// What is known of a day before it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayPlan {
    /// Begin of service.
    pub starts_at: DateTime<Utc>,
    /// End of service.
    pub ends_at: DateTime<Utc>,
    /// When the day was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// A booked person is in time from so many minutes before the slot until so many after it.
    pub tolerance_minutes: u32,
    /// How often a number is called again before its person counts as missed.
    pub recalls: u32,
    /// Service time of one person in minutes, as planned.
    pub service_minutes: u32,
    /// An open incident is confirmed again after so many minutes.
    pub confirm_minutes: u32,
    /// The operators of the team; the place in the list is the number of the table.
    pub operators: Vec<OperatorId>,
}

/// A person who booked for the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The booking.
    pub entry: EntryId,
    /// The slot.
    pub window: Window,
    /// The booking was called off.
    pub cancelled: bool,
    /// Holds a return slip of an earlier day.
    pub precedence: bool,
}

/// An event that did not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The event.
    pub event: EventId,
    /// Why.
    pub flag: Flag,
    /// It counts nevertheless: what an operator did with a person at the table is a fact.
    pub counts: bool,
}

/// What an event came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is so now.
    Done,
    /// It was so already.
    Again,
    /// It is so now, and somebody should look at it.
    Odd(Flag),
    /// It cannot be.
    Refused(Flag),
}

/// The time an operator serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Turn {
    operator: OperatorId,
    from: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
}

/// A day, as its events leave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    plan: DayPlan,
    expected: Vec<Expected>,
    events: Vec<Event>,
    entries: BTreeMap<EntryId, Entry>,
    turns: Vec<Turn>,
    incidents: Vec<Incident>,
    contradictions: Vec<Contradiction>,
    last: Verdict,
}

impl Day {
    /// Goes through the events, in whatever order they are given.
    pub fn of(plan: DayPlan, expected: Vec<Expected>, events: Vec<Event>) -> Day {
        let entries = expected
            .iter()
            .map(|it| (it.entry, Entry::expected(it)))
            .collect();
        let events = in_order(events);
        let mut day = Day {
            plan,
            expected,
            events: Vec::with_capacity(events.len()),
            entries,
            turns: Vec::new(),
            incidents: Vec::new(),
            contradictions: Vec::new(),
            last: Verdict::Done,
        };
        for event in events {
            day.take(event);
        }
        day
    }

    fn take(&mut self, event: Event) {
        let verdict = self.step(&event);
        let contradiction = match verdict {
            Verdict::Done | Verdict::Again => None,
            Verdict::Odd(flag) => Some((flag, true)),
            Verdict::Refused(flag) => Some((flag, false)),
        };
        if let Some((flag, counts)) = contradiction {
            self.contradictions.push(Contradiction {
                event: event.id,
                flag,
                counts,
            });
        }
        self.last = verdict;
        self.events.push(event);
    }

    /// The day with more events. One that it has already is left out.
    #[must_use]
    pub fn with(&self, more: impl IntoIterator<Item = Event>) -> Day {
        let events = self.events.iter().cloned().chain(more).collect();
        Day::of(self.plan.clone(), self.expected.clone(), events)
    }

    /// What an event that comes now would come to, and the day with it.
    pub fn tried(&self, event: Event) -> (Verdict, Day) {
        let id = event.id;
        if self.ends_before(&event) {
            let mut day = self.clone();
            day.take(event);
            return (day.last, day);
        }
        let day = self.with([event]);
        let found = day.contradictions.iter().find(|it| it.event == id);
        let verdict = match found {
            None => Verdict::Done,
            Some(it) if it.counts => Verdict::Odd(it.flag),
            Some(it) => Verdict::Refused(it.flag),
        };
        (verdict, day)
    }

    /// The event is new and comes after all others: the day need not be gone through anew.
    fn ends_before(&self, event: &Event) -> bool {
        let last = self.events.last();
        last.is_none_or(|last| place(last) < place(event))
            && self
                .events
                .iter()
                .all(|it| it.id != event.id && (it.device != event.device || it.seq < event.seq))
    }

    /// The plan.
    pub fn plan(&self) -> &DayPlan {
        &self.plan
    }

    /// The events, as they happened.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Everybody, by id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The people booked.
    pub fn expected(&self) -> &[Expected] {
        &self.expected
    }

    /// The day with one booking as it stands now, without it where it is no longer of this day; none where that is
    /// known.
    #[must_use]
    pub fn expecting(&self, entry: EntryId, now: Option<&Expected>) -> Option<Day> {
        if self.expected.iter().find(|it| it.entry == entry) == now {
            return None;
        }
        let others = self.expected.iter().filter(|it| it.entry != entry).chain(now);
        let expected = others.cloned().collect();
        Some(Day::of(self.plan.clone(), expected, self.events.clone()))
    }

    /// One person.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// What did not fit, in the order of time.
    pub fn contradictions(&self) -> &[Contradiction] {
        &self.contradictions
    }

    /// The outages, in the order of time.
    pub fn incidents(&self) -> &[Incident] {
        &self.incidents
    }

    /// The outage that is open at `now`.
    pub fn open_incident(&self, now: DateTime<Utc>) -> Option<&Incident> {
        self.incidents
            .iter()
            .rfind(|it| it.from <= now && it.end(&self.plan, now).is_none())
    }

    /// Operators who serve now, those who began first before the others.
    pub fn active(&self) -> impl Iterator<Item = OperatorId> {
        self.turns
            .iter()
            .filter(|turn| turn.until.is_none())
            .map(|turn| turn.operator)
    }

    /// Whether an operator serves now.
    pub fn is_active(&self, operator: OperatorId) -> bool {
        self.active().any(|it| it == operator)
    }

    /// Number of an operator's table, from 1.
    pub fn table(&self, operator: OperatorId) -> u32 {
        let place = self.plan.operators.iter().position(|it| *it == operator);
        place.map_or(0, |place| u32::try_from(place + 1).unwrap_or(u32::MAX))
    }

    /// Whom an operator has called, serves or has put aside.
    pub fn held_by(&self, operator: OperatorId) -> impl Iterator<Item = &Entry> {
        self.entries()
            .filter(move |it| it.stage.holder() == Some(operator))
    }

    /// People who came.
    pub fn came(&self) -> u32 {
        let came = self.entries().filter(|it| it.arrived.is_some()).count();
        u32::try_from(came).unwrap_or(u32::MAX)
    }

    /// The greatest number that was given out in a block of a hundred: 0 for the server's own.
    pub fn last_number(&self, block: u32) -> u32 {
        let numbers = self.events.iter().filter_map(|it| it.act.number());
        numbers
            .filter(|number| number / 100 == block)
            .max()
            .unwrap_or(block * 100)
    }

    /// The next event of a device.
    pub fn next_seq(&self, device: DeviceId) -> u32 {
        let mine = self.events.iter().filter(|it| it.device == device);
        mine.map(|it| it.seq + 1).max().unwrap_or(0)
    }

    /// Whether the device did something later already: what somebody wanted before is not done any more, as it
    /// would push everything later behind the present moment.
    pub fn is_overtaken(&self, device: DeviceId, seq: u32) -> bool {
        seq < self.next_seq(device)
    }

    /// Minutes of operators that incidents took, together. Two outages at once count once.
    pub fn lost_seconds(&self, now: DateTime<Utc>) -> i64 {
        let outages = self.outages(now);
        let spans = self.turns.iter().map(|it| (it.from, it.until.unwrap_or(now)));
        spans
            .map(|span| incident::overlap(span, &outages).num_seconds())
            .sum()
    }

    /// The part of one incident in them. What two outages share belongs to the one that was opened first, so that
    /// the parts of all of them together are what was lost.
    pub fn lost_seconds_of(&self, one: &Incident, now: DateTime<Utc>) -> i64 {
        let place = self.incidents.iter().position(|it| it.id == one.id);
        let earlier = place.map_or(&[][..], |place| &self.incidents[..place]);
        let before = self.spans(earlier, now);
        let with = incident::union(before.iter().copied().chain([self.span(one, now)]).collect());
        let turns = self.turns.iter().map(|it| (it.from, it.until.unwrap_or(now)));
        let lost = |turn| incident::overlap(turn, &with) - incident::overlap(turn, &before);
        turns.map(|turn| lost(turn).num_seconds()).sum()
    }

    /// Outages until `now`, in order and without overlap.
    fn outages(&self, now: DateTime<Utc>) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        self.spans(&self.incidents, now)
    }

    fn spans(&self, some: &[Incident], now: DateTime<Utc>) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        incident::union(some.iter().map(|it| self.span(it, now)).collect())
    }

    fn span(&self, it: &Incident, now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        (it.from, it.end(&self.plan, now).unwrap_or(now).min(now))
    }
}

/// Where an event stands in a day.
fn place(event: &Event) -> (DateTime<Utc>, DeviceId, u32) {
    (event.at, event.device, event.seq)
}

/// The events as they happened: by time, those of one device never against its own count, each once.
fn in_order(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by_key(|it| (it.device, it.seq, it.id));
    let mut seen = HashMap::new();
    events.retain(|it| seen.insert(it.id, ()).is_none());
    // A device's clock that was set back must not put its later acts before its earlier ones.
    let mut latest: HashMap<DeviceId, DateTime<Utc>> = HashMap::new();
    for event in &mut events {
        let at = latest.entry(event.device).or_insert(event.at);
        *at = (*at).max(event.at);
        event.at = *at;
    }
    events.sort_by_key(|it| (it.at, it.device, it.seq, it.id));
    events
}

#[cfg(test)]
mod tests;
