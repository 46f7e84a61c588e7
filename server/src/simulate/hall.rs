//! The service day, minute by minute, with the devices of a desk and two tables.

use super::Failed;
use super::agenda::Deed;
use super::year::{Year, hour};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chrono::{DateTime, Duration, Utc};
use domain::day::service::{Granted, Report, Sent, Synced, WalkInPerson, Wish};
use domain::day::{Act, Ending};
use domain::id::{DeviceId, EntryId, EventId, OperatorId};
use domain::nib::Nib;
use domain::pending::PendingReason;
use domain::phone::Phone;
use domain::text::Line;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Of a hundred people with a place, so many do not come.
const STAY_AWAY: u64 = 14;
/// Of a hundred days, so many have an outage of OSS.
const OUTAGES: u64 = 18;
/// Of a hundred served, so many go home without NIB.
const UNFINISHED: u64 = 8;
/// Most people who come without a place.
const WALK_INS: u64 = 4;
/// Minutes after the end of service until whoever still waits is sent home.
const OVERTIME: i64 = 90;

/// Somebody on the way to the hall.
enum Arrival {
    Booked(EntryId),
    WalkIn,
}

/// A device of the office, with what it knows.
struct Device {
    id: DeviceId,
    operator: Option<OperatorId>,
    /// Its own count, of reports and of events.
    count: u32,
    known: i64,
}

impl Device {
    fn new(operator: Option<OperatorId>) -> Device {
        Device {
            id: DeviceId::new(Uuid::now_v7()),
            operator,
            count: 0,
            known: 0,
        }
    }
}

/// A table: whom it serves, and until when.
struct Table {
    operator: OperatorId,
    device: Device,
    serves: Option<(EntryId, DateTime<Utc>)>,
}

/// A day in the hall.
struct Hall {
    path: String,
    desk: Device,
    begins: DateTime<Utc>,
    ends: DateTime<Utc>,
    arrivals: Vec<(DateTime<Utc>, Arrival)>,
    outage: Option<(DateTime<Utc>, DateTime<Utc>)>,
    confirm_at: DateTime<Utc>,
    down: bool,
    tables: Vec<Table>,
    arrived: HashMap<EntryId, DateTime<Utc>>,
    waiting: HashSet<EntryId>,
}

impl Year {
    /// The whole day, from the way there to the last table.
    pub(super) async fn day(&mut self, at: usize) -> Result<(), Failed> {
        let path = format!("/staf/kunjungan/{}", self.visits[at].id);
        self.head
            .must(&format!("{path}/langkah"), &[("step", "begin"), ("reason", "")])
            .await?;
        let mut hall = self.hall(at, path.clone()).await?;
        for table in 0..hall.tables.len() {
            let operator = hall.tables[table].operator;
            self.wish(&mut hall, Act::Start { operator }).await?;
        }
        let last = hall.ends + Duration::minutes(OVERTIME);
        let mut now = self.clock.now().max(hall.begins - Duration::minutes(30));
        while now < last && !hall.is_over(now) {
            self.clock.set(now);
            self.minute(&mut hall, now).await?;
            if now.timestamp() % (30 * 60) == 0 {
                self.turn().await?;
            }
            now += Duration::minutes(1);
        }
        self.clear(&mut hall).await?;
        self.head
            .must(&format!("{path}/langkah"), &[("step", "finish"), ("reason", "")])
            .await?;
        self.counted.visits += 1;
        let date = self.visits[at].date;
        self.agenda
            .note(hour(date + Duration::days(3), 9, 0), Deed::Evaluate(at));
        Ok(())
    }

    async fn hall(&mut self, at: usize, path: String) -> Result<Hall, Failed> {
        let date = self.visits[at].date;
        let (begins, ends) = (hour(date, 8, 30), hour(date, 11, 30));
        let mut arrivals = Vec::new();
        for token in self.visits[at].tickets.clone() {
            let (_, booking) = self
                .somebody
                .call::<()>(&format!("/api/v1/bookings/{token}"), None)
                .await?;
            let booked = booking["state"] == "booked";
            if booked
                && !self.happens(STAY_AWAY)
                && let (Some(entry), Some(slot)) = (entry_of(&token), begin_of(&booking))
            {
                // From 15 minutes early to 9 late.
                let when = slot + Duration::minutes(self.chance.below(25) as i64 - 15);
                arrivals.push((when, Arrival::Booked(entry)));
            }
        }
        for _ in 0..self.chance.below(WALK_INS + 1) {
            let when = begins + Duration::minutes(self.chance.below(170) as i64);
            arrivals.push((when, Arrival::WalkIn));
        }
        // The last first: taken from the end.
        arrivals.sort_by_key(|(when, _)| std::cmp::Reverse(*when));
        let outage = self.happens(OUTAGES).then(|| {
            let from = begins + Duration::minutes(self.chance.below(120) as i64);
            (from, from + Duration::minutes(10 + self.chance.below(80) as i64))
        });
        let table = |operator: &OperatorId| Table {
            operator: *operator,
            device: Device::new(Some(*operator)),
            serves: None,
        };
        Ok(Hall {
            path,
            desk: Device::new(None),
            begins,
            ends,
            arrivals,
            outage,
            confirm_at: begins,
            down: false,
            tables: self.team.iter().map(table).collect(),
            arrived: HashMap::new(),
            waiting: HashSet::new(),
        })
    }

    async fn minute(&mut self, hall: &mut Hall, now: DateTime<Utc>) -> Result<(), Failed> {
        while hall.arrivals.last().is_some_and(|(when, _)| *when <= now) {
            if let Some((_, arrival)) = hall.arrivals.pop() {
                self.arrive(hall, arrival, now).await?;
            }
        }
        self.outage(hall, now).await?;
        if now < hall.begins || hall.down {
            return Ok(());
        }
        for table in 0..hall.tables.len() {
            self.serve(hall, table, now).await?;
        }
        Ok(())
    }

    async fn arrive(&mut self, hall: &mut Hall, arrival: Arrival, now: DateTime<Utc>) -> Result<(), Failed> {
        let granted = match arrival {
            Arrival::Booked(entry) => {
                let (number, need) = (0, None);
                self.wish(hall, Act::CheckIn { entry, number, need }).await?
            }
            Arrival::WalkIn => self.walk_in(hall).await?,
        };
        if let Granted::Done(Some(entry)) = granted {
            self.counted.came += 1;
            hall.arrived.insert(entry, now);
            hall.waiting.insert(entry);
        }
        Ok(())
    }

    async fn walk_in(&mut self, hall: &mut Hall) -> Result<Granted, Failed> {
        let person = self.person();
        let unreadable = || Failed::Unreadable("a person made up".into());
        let person = WalkInPerson {
            name: Line::parse(&person.name).map_err(|_| unreadable())?,
            phone: Phone::parse(&person.phone).map_err(|_| unreadable())?,
            business_activity: Line::parse(person.business).map_err(|_| unreadable())?,
        };
        let entry = EntryId::new(Uuid::now_v7());
        let (number, need) = (0, None);
        let mut sent = self.sent(Act::WalkIn { entry, number, need });
        sent.person = Some(person);
        self.counted.walk_ins += 1;
        self.send(hall, sent).await
    }

    /// OSS fails, is confirmed to fail every half hour, and works again.
    async fn outage(&mut self, hall: &mut Hall, now: DateTime<Utc>) -> Result<(), Failed> {
        let Some((from, until)) = hall.outage else {
            return Ok(());
        };
        if !hall.down && now >= from && now < until {
            self.wish(hall, Act::OpenIncident).await?;
            (hall.down, hall.confirm_at) = (true, now + Duration::minutes(25));
            self.counted.outages += 1;
        } else if hall.down && now >= until {
            self.wish(hall, Act::CloseIncident).await?;
            (hall.down, hall.outage) = (false, None);
            // Whoever is served has waited too.
            let longer = until - from;
            for table in &mut hall.tables {
                if let Some((_, ends)) = &mut table.serves {
                    *ends += longer;
                }
            }
        } else if hall.down && now >= hall.confirm_at {
            self.wish(hall, Act::ConfirmIncident).await?;
            hall.confirm_at = now + Duration::minutes(25);
        }
        Ok(())
    }

    /// A table ends with one person and calls the next.
    async fn serve(&mut self, hall: &mut Hall, table: usize, now: DateTime<Utc>) -> Result<(), Failed> {
        let operator = hall.tables[table].operator;
        if let Some((entry, ends)) = hall.tables[table].serves {
            if now < ends {
                return Ok(());
            }
            self.end(hall, entry, operator).await?;
            hall.tables[table].serves = None;
        }
        if hall.waiting.is_empty() {
            return Ok(());
        }
        let next = Wish::Next {
            id: EventId::new(Uuid::now_v7()),
            seq: 0,
            operator,
        };
        if let Granted::Done(Some(entry)) = self.contact(hall, next).await? {
            hall.waiting.remove(&entry);
            let came = hall.arrived.get(&entry).copied().unwrap_or(now);
            self.counted.waits.push((now - came).num_minutes());
            self.wish(hall, Act::Begin { entry, operator }).await?;
            let minutes = 12 + self.chance.below(13) as i64;
            hall.tables[table].serves = Some((entry, now + Duration::minutes(minutes)));
        }
        Ok(())
    }

    async fn end(&mut self, hall: &mut Hall, entry: EntryId, operator: OperatorId) -> Result<(), Failed> {
        let ending = if self.happens(UNFINISHED) {
            Ending::Pending(PendingReason::ALL[0])
        } else {
            Ending::NibIssued
        };
        let mut sent = self.sent(Act::End {
            entry,
            operator,
            ending,
        });
        if ending == Ending::NibIssued {
            self.counted.issued += 1;
            sent.nib = Nib::parse(&format!("{:013}", 1_000_000_000_000 + self.counted.issued)).ok();
        }
        self.send(hall, sent).await?;
        Ok(())
    }

    /// Nobody is left in the hall: OSS is said to work, tables end, whoever waits goes home.
    async fn clear(&mut self, hall: &mut Hall) -> Result<(), Failed> {
        if hall.down {
            self.wish(hall, Act::CloseIncident).await?;
        }
        for table in 0..hall.tables.len() {
            let operator = hall.tables[table].operator;
            if let Some((entry, _)) = hall.tables[table].serves.take() {
                self.end(hall, entry, operator).await?;
            }
            self.wish(hall, Act::Stop { operator }).await?;
        }
        for entry in std::mem::take(&mut hall.waiting) {
            self.counted.left += 1;
            self.wish(hall, Act::Leave { entry }).await?;
        }
        Ok(())
    }

    fn sent(&self, act: Act) -> Sent {
        Sent {
            id: EventId::new(Uuid::now_v7()),
            seq: 0,
            at: self.clock.now(),
            after: None,
            act,
            person: None,
            nib: None,
            note: None,
            call_back: None,
        }
    }

    async fn wish(&mut self, hall: &mut Hall, act: Act) -> Result<Granted, Failed> {
        let sent = self.sent(act);
        self.send(hall, sent).await
    }

    async fn send(&mut self, hall: &mut Hall, sent: Sent) -> Result<Granted, Failed> {
        self.contact(hall, Wish::Do(Box::new(sent))).await
    }

    async fn contact(&mut self, hall: &mut Hall, mut wish: Wish) -> Result<Granted, Failed> {
        // Who serves calls and ends; the desk does the rest.
        let operator = match &wish {
            Wish::Next { operator, .. } => Some(*operator),
            Wish::Do(sent) => match sent.act {
                Act::Start { operator }
                | Act::Stop { operator }
                | Act::Begin { operator, .. }
                | Act::End { operator, .. } => Some(operator),
                _ => None,
            },
        };
        let table = hall.tables.iter_mut().find(|it| Some(it.operator) == operator);
        let (browser, device) = match table {
            Some(table) => (&mut self.table, &mut table.device),
            None => (&mut self.desk, &mut hall.desk),
        };
        device.count += 1;
        match &mut wish {
            Wish::Next { seq, .. } => *seq = device.count,
            Wish::Do(sent) => sent.seq = device.count,
        }
        let report = Report {
            device: device.id,
            operator: device.operator,
            count: device.count,
            held: Vec::new(),
            known: device.known,
            sent_at: self.clock.now(),
            events: Vec::new(),
            wish: Some(wish),
        };
        let path = format!("{}/kirim", hall.path);
        let synced: Synced = browser.sync(&path, &report).await?;
        device.known = synced.version;
        Ok(synced.granted.unwrap_or(Granted::NobodyWaits))
    }
}

impl Hall {
    /// Service has ended, everybody has come who comes, and nobody waits or is served.
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        let served = self.tables.iter().all(|table| table.serves.is_none());
        now >= self.ends && self.arrivals.is_empty() && self.waiting.is_empty() && served
    }
}

/// The id in a ticket's token: its first 16 bytes.
fn entry_of(token: &str) -> Option<EntryId> {
    let bytes = BASE64.decode(token).ok()?;
    Uuid::from_slice(bytes.get(..16)?).ok().map(EntryId::new)
}

fn begin_of(booking: &Value) -> Option<DateTime<Utc>> {
    booking["slot"]["starts_at"].as_str()?.parse().ok()
}
