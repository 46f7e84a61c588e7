//! The hall of the model: two desks and three tables, each with a device of its own whose clock is off, a
//! network that loses, delays and repeats, and people who are where the operators see them.

use super::super::*;
use super::people::People;
use super::rules;
use super::server::{Rules, Server};
use super::{Deed, Fate, Step, What};
use crate::day::service::{Report, Synced, Wish};

pub(super) const DESKS: usize = 2;
pub(super) const TABLES: usize = 3;

pub(super) struct Device {
    pub(super) replica: Replica,
    online: bool,
    /// What its clock shows more than the true time.
    off: Duration,
    /// Its clock was changed.
    pub(super) jumped: bool,
}

/// An event, with what whoever decided it knew.
pub(super) struct Made {
    pub(super) event: EventId,
    pub(super) device: usize,
    pub(super) known: Vec<EventId>,
}

enum Letter {
    Request(Report),
    Answer(usize, Box<Synced>),
}

pub(super) struct Hall {
    rules: Rules,
    pub(super) now: DateTime<Utc>,
    pub(super) server: Server,
    pub(super) devices: Vec<Device>,
    letters: Vec<Letter>,
    sent: Vec<Report>,
    pub(super) made: Vec<Made>,
    pub(super) people: People,
    last_id: u128,
}

impl Hall {
    pub(super) fn new(rules: Rules, clocks: &[i64]) -> Hall {
        let operators = (1..=TABLES as u128).map(operator).collect();
        let plan = DayPlan { operators, ..plan() };
        let mut expected: Vec<_> = (1..=8)
            .map(|it| booked(it, ["08:00", "08:30", "09:00", "10:00"][it as usize % 4]))
            .collect();
        expected[6].cancelled = true;
        expected[7].precedence = true;
        let page = service::DayPage {
            plan: plan.clone(),
            expected: expected.clone(),
            now: at("07:45"),
            ..replica::page()
        };
        let device = |(number, minutes): (usize, &i64)| {
            let off = Duration::minutes(*minutes);
            let seat = Seat {
                device: device(number as u128 + 1),
                operator: number.checked_sub(DESKS).map(|it| operator(it as u128 + 1)),
                by: String::new(),
            };
            Device {
                replica: Replica::new(page.clone(), seat, at("07:45") + off),
                online: true,
                off,
                jumped: false,
            }
        };
        Hall {
            rules,
            now: at("07:45"),
            server: Server::new(rules, plan, expected),
            devices: clocks.iter().enumerate().map(device).collect(),
            letters: Vec::new(),
            sent: Vec::new(),
            made: Vec::new(),
            people: People::default(),
            last_id: 1000,
        }
    }

    /// The day begins with people who wait and operators who serve.
    pub(super) fn open(&mut self) {
        for pick in 0..6 {
            let deed = [Deed::CheckIn, Deed::WalkIn][pick % 2];
            self.deed(pick, deed, pick, Fate::Answered);
        }
        for table in 0..TABLES {
            self.deed(table, Deed::Start, table, Fate::Answered);
        }
    }

    fn new_id(&mut self) -> Uuid {
        self.last_id += 1;
        Uuid::from_u128(self.last_id)
    }

    /// The time by the clock of a device.
    pub(super) fn clock(&self, device: usize) -> DateTime<Utc> {
        self.now + self.devices[device].off
    }

    pub(super) fn take(&mut self, step: &Step) {
        self.now += Duration::seconds(step.seconds);
        let device = step.device;
        match step.what {
            What::Wait { minutes } => self.now += Duration::minutes(minutes),
            What::Network(online) => self.devices[device].online = online,
            What::Clock { minutes } => self.set_clock(device, Duration::minutes(minutes)),
            What::Sync(fate) if self.devices[device].online => self.exchange(device, None, fate),
            What::Sync(_) => {}
            What::Deliver => self.deliver(step.pick),
            What::Again if !self.sent.is_empty() => {
                let report = self.sent[step.pick % self.sent.len()].clone();
                self.serve(&report);
            }
            What::Again => {}
            What::Cancel => self.server.cancel(step.pick),
            What::Do(deed, fate) => self.deed(device, deed, step.pick, fate),
        }
        if self.rules.shares {
            rules::no_device_believes_more_than_the_server(self);
        }
    }

    fn set_clock(&mut self, device: usize, by: Duration) {
        let (before, after) = (self.clock(device), self.clock(device) + by);
        let it = &mut self.devices[device];
        it.replica.tick(before);
        it.off += by;
        it.replica.tick(after);
        it.jumped = true;
    }

    fn exchange(&mut self, device: usize, wish: Option<Wish>, fate: Fate) {
        let now = self.clock(device);
        let report = self.devices[device].replica.report(now, wish);
        self.sent.push(report.clone());
        if fate == Fate::RequestDelayed {
            return self.letters.push(Letter::Request(report));
        }
        let answer = self.serve(&report);
        match fate {
            Fate::Answered => self.devices[device].replica.take(answer, now),
            Fate::AnswerDelayed => self.letters.push(Letter::Answer(device, Box::new(answer))),
            Fate::AnswerLost | Fate::RequestDelayed => {}
        }
    }

    fn serve(&mut self, report: &Report) -> Synced {
        let before = self.server.granted.len();
        let answer = self.server.contact(report, self.now);
        for (id, day) in self.server.granted.split_off(before) {
            let event = self.server.day.events().iter().find(|it| it.id == id);
            let act = event.unwrap().act.clone();
            let device = |it: &Device| it.replica.seat().device == report.device;
            let device = self.devices.iter().position(device).unwrap();
            self.happened(id, &act, device, &day);
        }
        answer
    }

    fn deliver(&mut self, pick: usize) {
        if self.letters.is_empty() {
            return;
        }
        match self.letters.swap_remove(pick % self.letters.len()) {
            Letter::Request(report) => {
                self.serve(&report);
            }
            Letter::Answer(device, answer) => {
                let now = self.clock(device);
                self.devices[device].replica.take(*answer, now);
            }
        }
    }

    fn deed(&mut self, device: usize, deed: Deed, pick: usize, fate: Fate) {
        let device = if deed.is_at_a_table() {
            DESKS + device % TABLES
        } else {
            device % DESKS
        };
        if deed == Deed::Next {
            return self.next(device, fate);
        }
        let new = EntryId::new(self.new_id());
        let now = self.clock(device);
        let acts = deed.acts(&self.devices[device].replica, now, pick, new);
        for act in acts {
            self.now += Duration::seconds(10);
            let (id, now) = (EventId::new(self.new_id()), self.clock(device));
            let it = &mut self.devices[device];
            let mut sent = it.replica.stamp(id, act, now);
            if it.online {
                self.exchange(device, Some(Wish::Do(Box::new(sent.clone()))), fate);
                if fate == Fate::Answered {
                    continue;
                }
                let fresh = EventId::new(self.new_id());
                sent = self.devices[device].replica.in_doubt(sent, fresh, now);
            }
            let it = &mut self.devices[device];
            let (day, before) = (it.replica.day(now), it.replica.waiting_to_send());
            let _ = it.replica.record(sent.clone(), now);
            if it.replica.waiting_to_send() > before {
                let after = it.replica.day(now);
                let event = after.events().iter().find(|it| it.id == sent.id).unwrap();
                self.happened(event.id, &event.act, device, &day);
            }
        }
    }

    fn next(&mut self, device: usize, fate: Fate) {
        let (id, now) = (EventId::new(self.new_id()), self.clock(device));
        let it = &mut self.devices[device];
        if it.online {
            let wish = it.replica.wish_next(id);
            self.ask_for_first(device);
            self.exchange(device, wish, fate);
            self.server.wanted = None;
            if fate == Fate::Answered {
                return;
            }
        }
        // Another id: the server may have heard the wish.
        let id = EventId::new(self.new_id());
        let it = &mut self.devices[device];
        let (before, day) = (it.replica.clone(), it.replica.day(now));
        let Ok(found) = it.replica.next_offline(id, now) else {
            return;
        };
        let operator = before.seat().operator.unwrap();
        let mine = |it| before.may_call(it, now);
        rules::is_first(&day, operator, before.time(now), found, mine);
        if let Some(entry) = found {
            self.happened(id, &Act::Call { entry, operator }, device, &day);
        }
    }

    /// Whoever is first is let go by the device that holds them, if that is in touch.
    fn ask_for_first(&mut self, device: usize) {
        let operator = operator((device - DESKS) as u128 + 1);
        let Ok(Some(first)) = self.server.day.next(operator, self.now, |_| false) else {
            return;
        };
        let holder = self.server.holder(first, self.now);
        let holds = |it: &Device| it.online && Some(it.replica.seat().device) == holder;
        let others = self.devices.iter().position(holds);
        if let Some(other) = others.filter(|it| *it != device) {
            self.server.wanted = Some((first, operator));
            self.devices[other].replica.release(first);
            self.exchange(other, None, Fate::Answered);
            assert_ne!(self.server.holder(first, self.now), holder, "not let go");
        }
    }

    /// What people in the hall see.
    fn happened(&mut self, event: EventId, act: &Act, device: usize, day: &Day) {
        if self.made.iter().any(|it| it.event == event) {
            return;
        }
        let known: Vec<EventId> = day.events().iter().map(|it| it.id).collect();
        let until = |entry| self.server.share_until(entry, self.now);
        if let Some(had) = self.people.see(event, act, until)
            && self.rules.shares
        {
            let over = had.share_until.is_some_and(|it| it <= self.now);
            let unknown = !known.contains(&had.call);
            assert!(over && unknown, "called twice though that could be known");
        }
        self.made.push(Made { event, device, known });
    }

    /// Everything that waits is sent, in an order that `seed` picks, some of it twice.
    pub(super) fn close(&mut self, mut seed: usize) {
        while !self.letters.is_empty() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            self.deliver(seed >> 33);
        }
        for round in 0..3 {
            for place in 0..self.devices.len() {
                let device = (place + seed) % self.devices.len();
                self.devices[device].online = true;
                self.now += Duration::seconds(3);
                let lost = round == 0 && (seed >> place) & 1 == 1;
                let fate = if lost { Fate::AnswerLost } else { Fate::Answered };
                self.exchange(device, None, fate);
            }
        }
    }
}
