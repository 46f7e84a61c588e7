//! A device of the hall: what it knows of the day, what it did without a network and has not sent yet, and whom
//! it may call on its own. It is kept in the storage of the browser as JSON.
//!
//! With a network: [`Replica::stamp`] an act, put it into a [`Wish`], send the [`Replica::report`], give the
//! answer to [`Replica::take`]. Without: [`Replica::record`] it, or [`Replica::next_offline`]; it is sent with
//! the next report. One page at a time may work with a replica: its counts must not be used twice.

use crate::day::service::{DayPage, PersonOfDay, Report, Sent, Synced, Wish};
use crate::day::{Act, Day, Event, Flag, Verdict, place};
use crate::id::{DeviceId, EntryId, EventId, OperatorId};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// Most events of one report.
pub const MOST_EVENTS: usize = 100;
/// Numbers of one block.
const BLOCK: u32 = 100;
/// A clock that goes back by less is only put right.
const JITTER: Duration = Duration::seconds(2);

/// Who works where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The device.
    pub device: DeviceId,
    /// Who sits at it; none: a desk.
    pub operator: Option<OperatorId>,
    /// Name of the member of the office.
    pub by: String,
}

/// A device of the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replica {
    page: DayPage,
    seat: Seat,
    unsent: Vec<Sent>,
    /// Of the next event.
    seq: u32,
    /// Of the last report.
    count: u32,
    /// When it was sent, by the own clock.
    asked_at: DateTime<Utc>,
    share: Vec<EntryId>,
    /// By the own clock.
    share_until: DateTime<Utc>,
    /// 0: none yet.
    block: u32,
    /// How much later the server's clock is than the own.
    behind_ms: i64,
    /// The latest that the own clock showed.
    seen: DateTime<Utc>,
}

impl Replica {
    /// A device that has just opened the page. `now` is by its own clock, here and everywhere below.
    pub fn new(page: DayPage, seat: Seat, now: DateTime<Utc>) -> Replica {
        let mine = page.events.iter().filter(|it| it.device == seat.device);
        Replica {
            seq: mine.map(|it| it.seq + 1).max().unwrap_or(0),
            behind_ms: (page.now - now).num_milliseconds(),
            page,
            seat,
            unsent: Vec::new(),
            count: 0,
            asked_at: now,
            share: Vec::new(),
            share_until: now,
            block: 0,
            seen: now,
        }
    }

    /// Takes a page that was loaded again, if it is newer than what the device knows: a page from the browser's
    /// store may be hours old.
    pub fn reload(&mut self, page: DayPage) {
        if page.version > self.page.version {
            self.page = page;
            self.forget_what_arrived();
        }
    }

    /// What the server said last.
    pub fn page(&self) -> &DayPage {
        &self.page
    }

    /// Who works here.
    pub fn seat(&self) -> &Seat {
        &self.seat
    }

    /// Somebody else sits down: what was dealt to the one before is let go.
    pub fn sit(&mut self, operator: Option<OperatorId>, by: String) {
        if operator != self.seat.operator {
            self.share.clear();
            self.count += 1; // An answer on its way deals to the one before.
        }
        (self.seat.operator, self.seat.by) = (operator, by);
    }

    /// The day as this device sees it: what the server told, and what it did itself since.
    pub fn day(&self, now: DateTime<Utc>) -> Day {
        let mine = self.unsent.iter().map(|it| self.event(it, now));
        let events = self.page.events.iter().cloned().chain(mine).collect();
        Day::of(self.page.plan.clone(), self.page.expected.clone(), events)
    }

    /// What the server's clock shows, as far as the device knows: the time for everything that is asked of
    /// [`Replica::day`].
    pub fn time(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let time = now.max(self.seen) + Duration::milliseconds(self.behind_ms);
        time.max(self.page.now)
    }

    fn event(&self, sent: &Sent, now: DateTime<Utc>) -> Event {
        let at = (sent.at + Duration::milliseconds(self.behind_ms)).min(self.time(now));
        let known = self.page.events.iter().find(|it| Some(it.id) == sent.after);
        Event {
            id: sent.id,
            device: self.seat.device,
            seq: sent.seq,
            at: known.map_or(at, |it| at.max(it.at + Duration::microseconds(1))),
            by: self.seat.by.clone(),
            act: sent.act.clone(),
        }
    }

    /// Everybody by name, with those whom this device registered and has not sent yet.
    pub fn people(&self) -> Vec<PersonOfDay> {
        let new = self.unsent.iter().filter_map(|it| {
            let person = it.person.as_ref()?;
            let digits = person.phone.as_e164();
            Some(PersonOfDay {
                entry: it.act.entry()?,
                name: person.name.as_str().to_owned(),
                code: None,
                phone_end: digits[digits.len().saturating_sub(4)..].to_owned(),
                business_activity: person.business_activity.as_str().to_owned(),
                banjar: None,
                assistance_needed: false,
            })
        });
        self.page.people.iter().cloned().chain(new).collect()
    }

    /// Notes what the clock shows; call it now and then. A clock that was set back must not make the share last
    /// longer, nor put what happens now before what happened earlier.
    pub fn tick(&mut self, now: DateTime<Utc>) {
        let back = self.seen - now;
        if back > JITTER {
            self.seen = now;
            self.behind_ms += back.num_milliseconds();
            for event in &mut self.unsent {
                event.at -= back;
            }
            self.share.clear();
            // An answer on its way was asked for by the other clock.
            self.count += 1;
        }
        self.seen = self.seen.max(now);
    }

    /// An act with the device's next count and time. What the record of events leaves out is filled in by the
    /// caller. Who leaves the table lets the share go. A check-in with the number 0 gets one from the server or, without a network, from the own block.
    pub fn stamp(&mut self, id: EventId, act: Act, now: DateTime<Utc>) -> Sent {
        self.tick(now);
        let seq = self.seq;
        self.seq += 1;
        if matches!(act, Act::Stop { operator } if Some(operator) == self.seat.operator) {
            self.share.clear();
        }
        Sent {
            id,
            seq,
            at: now,
            after: self.page.events.iter().max_by_key(|it| place(it)).map(|it| it.id),
            act,
            person: None,
            nib: None,
            note: None,
            call_back: None,
        }
    }

    /// The wish for the next person of the queue; none at a desk.
    pub fn wish_next(&mut self, id: EventId) -> Option<Wish> {
        let operator = self.seat.operator?;
        let seq = self.seq;
        self.seq += 1;
        Some(Wish::Next { id, seq, operator })
    }

    /// Does something without a network, as far as this device knows that it fits. After a wish that nobody
    /// answered, see [`Replica::in_doubt`].
    ///
    /// # Errors
    /// Why it does not fit; nothing is kept then.
    pub fn record(&mut self, mut sent: Sent, now: DateTime<Utc>) -> Result<(), Flag> {
        self.tick(now);
        if let Act::Call { entry, .. } = sent.act
            && !self.may_call(entry, now)
        {
            return Err(Flag::NotInShare);
        }
        if sent.act.number() == Some(0) {
            let number = self.next_number().ok_or(Flag::NoNumbers)?;
            sent.act = sent.act.with_number(number);
        }
        match self.day(now).tried(self.event(&sent, now)).0 {
            Verdict::Done => {
                self.unsent.push(sent);
                Ok(())
            }
            Verdict::Again => Ok(()),
            Verdict::Odd(flag) | Verdict::Refused(flag) => Err(flag),
        }
    }

    /// A wish without an answer, made ready to be recorded instead: with its own id, so that it is done once if the
    /// server heard it. What gives a number gets the `fresh` id: the server may have given another number, and the
    /// two must not pass for one.
    pub fn in_doubt(&mut self, wished: Sent, fresh: EventId, now: DateTime<Utc>) -> Sent {
        if wished.act.number().is_none() {
            return wished;
        }
        let again = self.stamp(fresh, wished.act.clone(), now);
        Sent {
            id: again.id,
            seq: again.seq,
            at: again.at,
            ..wished
        }
    }

    /// Calls the next person of those dealt to this device. None where none of them waits: others may, but
    /// another device may be calling them right now.
    ///
    /// # Errors
    /// While an incident is open, and while somebody is at the table.
    pub fn next_offline(&mut self, id: EventId, now: DateTime<Utc>) -> Result<Option<EntryId>, Flag> {
        self.tick(now);
        let Some(operator) = self.seat.operator else {
            return Ok(None);
        };
        let not_mine = |entry| !self.may_call(entry, now);
        let Some(entry) = self.day(now).next(operator, self.time(now), not_mine)? else {
            return Ok(None);
        };
        let call = self.stamp(id, Act::Call { entry, operator }, now);
        self.record(call, now)?;
        Ok(Some(entry))
    }

    /// Whether this device alone may call the person, network or not.
    pub fn may_call(&self, entry: EntryId, now: DateTime<Utc>) -> bool {
        now.max(self.seen) < self.share_until && self.share.contains(&entry)
    }

    /// Those who wait and whom this device may call without a network.
    pub fn share(&self, now: DateTime<Utc>) -> Vec<EntryId> {
        let day = self.day(now);
        let mine = day.order(self.time(now)).into_iter().map(|it| it.id);
        mine.filter(|it| self.may_call(*it, now)).collect()
    }

    /// Gives a person back to everybody: the next report says so.
    pub fn release(&mut self, entry: EntryId) {
        self.share.retain(|it| *it != entry);
    }

    /// The next number that this device may give without a network. None before its first contact, and where its
    /// block is used up.
    pub fn next_number(&self) -> Option<u32> {
        let known = self.page.events.iter().filter_map(|it| it.act.number());
        let mine = self.unsent.iter().filter_map(|it| it.act.number());
        let last = known.chain(mine).filter(|it| it / BLOCK == self.block).max();
        let next = last.unwrap_or(self.block * BLOCK) + 1;
        (self.block > 0 && next / BLOCK == self.block).then_some(next)
    }

    /// How much happened that the server does not know.
    pub fn waiting_to_send(&self) -> usize {
        self.unsent.len()
    }

    /// What to send. A wish goes along only with everything that happened before it: while more than
    /// [`MOST_EVENTS`] wait, send reports without one first.
    pub fn report(&mut self, now: DateTime<Utc>, wish: Option<Wish>) -> Report {
        self.tick(now);
        self.count += 1;
        self.asked_at = now;
        if now >= self.share_until {
            self.share.clear();
        }
        Report {
            device: self.seat.device,
            operator: self.seat.operator,
            count: self.count,
            held: self.share.clone(),
            known: self.page.version,
            sent_at: now,
            events: self.unsent.iter().take(MOST_EVENTS).cloned().collect(),
            wish: wish.filter(|_| self.unsent.len() <= MOST_EVENTS),
        }
    }

    /// Takes what the server answered. The answer to an earlier report than the last one still tells what
    /// happened, but not whom this device may call.
    pub fn take(&mut self, answer: Synced, now: DateTime<Utc>) {
        self.tick(now);
        if answer.count == self.count {
            self.behind_ms = (answer.now - self.asked_at).num_milliseconds();
            // Counted from the sending: the server's time cannot be over before that.
            self.share_until = self.asked_at + (answer.share_until - answer.now);
            self.share = answer.share;
            self.block = answer.block;
        }
        let known = |it: &Event| self.page.events.iter().any(|had| had.id == it.id);
        let new: Vec<Event> = answer.events.into_iter().filter(|it| !known(it)).collect();
        self.page.events.extend(new);
        if answer.version > self.page.version {
            self.page.version = answer.version;
            self.page.now = answer.now;
            for person in answer.people {
                if !self.page.people.iter().any(|it| it.entry == person.entry) {
                    self.page.people.push(person);
                }
            }
            if let Some(rest) = answer.rest {
                self.page.plan = rest.plan;
                self.page.expected = rest.expected;
                self.page.people = rest.people;
                self.page.settled = rest.settled;
            }
        }
        self.forget_what_arrived();
    }

    fn forget_what_arrived(&mut self) {
        let events = &self.page.events;
        self.unsent
            .retain(|it| !events.iter().any(|known| known.id == it.id));
        let mine = events.iter().filter(|it| it.device == self.seat.device);
        self.seq = mine.map(|it| it.seq + 1).max().unwrap_or(0).max(self.seq);
    }
}
