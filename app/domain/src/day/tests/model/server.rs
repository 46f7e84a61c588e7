//! The server of the model: what `server/backend/src/day/report.rs` does, without a database.

use super::super::*;
use super::rules;
use crate::day::service::{Granted, Report, Rest, Sent, Synced, Wish};
use std::collections::HashMap;

/// What is varied.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// Each person is dealt to one device at most; without: every device may call everybody.
    pub(super) shares: bool,
    /// How long a share lasts.
    pub(super) lease: Duration,
}

struct Met {
    block: u32,
    operator: Option<OperatorId>,
    count: u32,
}

pub(super) struct Server {
    rules: Rules,
    pub(super) day: Day,
    version: i64,
    versions: Vec<(i64, EventId)>,
    shares: Vec<Share>,
    met: HashMap<DeviceId, Met>,
    last_number: u32,
    /// For whom a person is asked for.
    pub(super) wanted: Option<(EntryId, OperatorId)>,
    /// The day as it was when an event was granted to somebody with a network.
    pub(super) granted: Vec<(EventId, Day)>,
}

impl Server {
    pub(super) fn new(rules: Rules, plan: DayPlan, expected: Vec<Expected>) -> Server {
        Server {
            rules,
            day: Day::of(plan, expected, Vec::new()),
            version: 1,
            versions: Vec::new(),
            shares: Vec::new(),
            met: HashMap::new(),
            last_number: 0,
            wanted: None,
            granted: Vec::new(),
        }
    }

    /// Somebody who has not come calls the booking off.
    pub(super) fn cancel(&mut self, pick: usize) {
        let mut expected = self.day.expected().to_vec();
        let place = pick % expected.len();
        let it = &mut expected[place];
        if self.day.entry(it.entry).map(|it| it.stage) == Some(Stage::Expected) {
            it.cancelled = true;
            if let Some(day) = self.day.expecting(it.entry, Some(it)) {
                self.day = day;
            }
            self.version += 1;
        }
    }

    pub(super) fn knows(&self, event: EventId) -> bool {
        self.day.events().iter().any(|it| it.id == event)
    }

    pub(super) fn holder(&self, entry: EntryId, now: DateTime<Utc>) -> Option<DeviceId> {
        Shares::new(self.shares.clone()).other_holder(entry, None, now)
    }

    pub(super) fn share_until(&self, entry: EntryId, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut shares = self.shares.iter();
        let share = shares.find(|it| it.entry == entry && it.until > now)?;
        Some(share.until)
    }

    pub(super) fn contact(&mut self, report: &Report, now: DateTime<Utc>) -> Synced {
        let blocks = u32::try_from(self.met.len()).unwrap() + 1;
        let met = self.met.entry(report.device).or_insert(Met {
            block: blocks,
            operator: None,
            count: 0,
        });
        let overtaken = report.count <= met.count;
        if !overtaken {
            met.operator = report.operator;
        }
        let block = met.block;
        self.version += 1;
        for sent in &report.events {
            self.note(report, sent, now);
        }
        let wish = report.wish.as_ref();
        let granted = wish.map(|it| self.grant(report.device, it, now));
        let (share, share_until) = match report.operator {
            Some(operator) if !overtaken => self.deal(report, operator, now),
            _ => (Vec::new(), now),
        };
        let news = |it: &&Event| {
            let new = |(version, id): &(i64, EventId)| *id == it.id && *version > report.known;
            self.versions.iter().any(new)
        };
        Synced {
            count: report.count,
            version: self.version,
            now,
            events: self.day.events().iter().filter(news).cloned().collect(),
            people: Vec::new(),
            rest: Some(Rest {
                plan: self.day.plan().clone(),
                expected: self.day.expected().to_vec(),
                people: Vec::new(),
                settled: Vec::new(),
            }),
            share,
            share_until,
            block,
            granted,
        }
    }

    fn note(&mut self, report: &Report, sent: &Sent, now: DateTime<Utc>) {
        if self.knows(sent.id) {
            return;
        }
        let event = Event {
            id: sent.id,
            device: report.device,
            seq: sent.seq,
            at: report.time_of(sent, &self.day, now),
            by: String::new(),
            act: sent.act.clone(),
        };
        let (_, day) = self.day.tried(event.clone());
        self.add(event, day);
    }

    fn add(&mut self, event: Event, day: Day) {
        self.versions.push((self.version, event.id));
        self.day = day;
    }

    fn grant(&mut self, device: DeviceId, wish: &Wish, now: DateTime<Utc>) -> Granted {
        let (id, seq) = match wish {
            Wish::Next { id, seq, .. } => (*id, *seq),
            Wish::Do(sent) => (sent.id, sent.seq),
        };
        if let Some(had) = self.day.events().iter().find(|it| it.id == id) {
            return Granted::Done(had.act.entry());
        }
        if self.day.is_overtaken(device, seq) {
            return Granted::Refused(Flag::Overtaken);
        }
        let shares = Shares::new(self.shares.clone());
        let taken = |it| self.rules.shares && shares.other_holder(it, Some(device), now).is_some();
        let act = match wish {
            Wish::Next { operator, .. } => match self.day.next(*operator, now, taken) {
                Err(flag) => return Granted::Refused(flag),
                found => {
                    rules::is_first(&self.day, *operator, now, found.unwrap(), |it| !taken(it));
                    let Ok(Some(entry)) = found else {
                        return Granted::NobodyWaits;
                    };
                    let operator = *operator;
                    Act::Call { entry, operator }
                }
            },
            Wish::Do(sent) => match sent.act {
                Act::Call { entry, .. } if taken(entry) => return Granted::Refused(Flag::HeldByOther),
                _ => sent.act.clone(),
            },
        };
        let act = match act.number() {
            Some(_) => act.with_number(self.last_number + 1),
            None => act,
        };
        let event = Event {
            id,
            device,
            seq,
            at: now,
            by: String::new(),
            act,
        };
        let entry = event.act.entry();
        match self.day.tried(event.clone()) {
            (Verdict::Done, day) => {
                self.last_number = event.act.number().unwrap_or(self.last_number);
                self.granted.push((id, self.day.clone()));
                self.add(event, day);
                Granted::Done(entry)
            }
            (Verdict::Again, _) => Granted::Done(entry),
            (Verdict::Odd(flag) | Verdict::Refused(flag), _) => Granted::Refused(flag),
        }
    }

    fn deal(
        &mut self,
        report: &Report,
        operator: OperatorId,
        now: DateTime<Utc>,
    ) -> (Vec<EntryId>, DateTime<Utc>) {
        let until = now + self.rules.lease;
        if !self.rules.shares {
            let everybody = self.day.order(now).iter().map(|it| it.id).collect();
            return (everybody, until);
        }
        let devices = self.met.iter().filter_map(|(id, it)| Some((*id, it.operator?)));
        let devices: Vec<_> = devices.collect();
        let me = (report.device, operator);
        let shares = Shares::new(self.shares.clone());
        let wanted = |id| self.wanted.is_some_and(|(it, by)| it == id && by != operator);
        let hand = shares.renew(&self.day, me, &devices, &report.held, (now, until), wanted);
        if hand.changed {
            self.met.get_mut(&report.device).unwrap().count = report.count;
            self.shares
                .retain(|it| it.device != report.device && it.until > now);
            self.shares.extend(hand.held.iter().map(|entry| Share {
                entry: *entry,
                device: report.device,
                until: hand.until,
            }));
        }
        (hand.share, hand.until)
    }
}
