//! A contact of a device: it brings what happened without a network, asks for what somebody wants now, and
//! learns what it does not know.

use super::{BLOCK, Open, caller, load, may_act, may_do};
use crate::Backend;
use crate::bookings::{Refused, Tried};
use crate::db::{Tx, execute, fetch_optional, insert_many};
use crate::error::Stored;
use chrono::{DateTime, Duration, Utc};
use domain::day::service::{Granted, PersonOfDay, Report, Rest, Sent, Synced, Wish};
use domain::day::{Act, Event, Hand, MOST_EVENTS, Shares};
use domain::error::ServiceError;
use domain::id::{EntryId, EventId, OperatorId, VisitId};
use domain::service::Answer;
use domain::staff::{Act as Task, Staff};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A device that was heard of within so many seconds need not be written down again.
const SEEN_SECONDS: i64 = 60;

const DEVICE: &str =
    "select block, operator_id, seen_at, last_report from day_device where visit_id = $1 and device_id = $2";
const WRITE_DEVICE: &str = "insert into day_device (visit_id, device_id, block, operator_id, seen_at, last_report)
    values ($1, $2, $3, $4, $5, 0)
    on conflict (visit_id, device_id) do update set operator_id = excluded.operator_id, seen_at = excluded.seen_at";
const NOTE_REPORT: &str = "update day_device set last_report = $3 where visit_id = $1 and device_id = $2";
/// What the device held, and what other devices held at which its operator sat before.
const CLEAR_SHARE: &str = "delete from queue_share where visit_id = $1 and (device_id = $2 or device_id in
    (select d.device_id from day_device d where d.visit_id = $1 and d.operator_id = $3))";
const CLEAR_OLD_SHARES: &str = "delete from queue_share where visit_id = $1 and until <= $2";

type DeviceRow = (i64, Option<Uuid>, DateTime<Utc>, i64);

/// A device as it was met.
struct Met {
    block: i64,
    /// Of the report that last changed its share.
    last_report: i64,
    /// Something was written.
    written: bool,
}

/// What came of a contact, with what the answer needs.
struct Contact {
    /// Version of the day that it left.
    version: i64,
    granted: Option<Granted>,
    share: Vec<EntryId>,
    until: DateTime<Utc>,
    block: i64,
}

impl Backend {
    pub(crate) async fn take_report(&self, staff: &Staff, id: VisitId, report: &Report) -> Answer<Synced> {
        let (desk, table) = (staff.role.may(Task::RunDesk), staff.role.may(Task::Serve));
        if !(desk || table) || !report.events.iter().all(|it| may_act(&it.act, desk, table)) {
            return Err(ServiceError::Forbidden);
        }
        if let Some(wish) = &report.wish {
            may_do(staff, wish)?;
        }
        if report.events.len() > MOST_EVENTS || report.device == super::SERVER {
            return Err(ServiceError::Invalid(Vec::new()));
        }
        if let Some(Wish::Next { operator, .. }) = &report.wish {
            self.ask_for_first(id, report, *operator).await?;
        }
        let contact = crate::bookings::until_done!(self.try_report(staff, id, report))?;
        self.releases.heard(report.device);
        self.answer_to(id, report, contact).await
    }

    async fn try_report(
        &self,
        staff: &Staff,
        id: VisitId,
        report: &Report,
    ) -> Result<Tried<Contact>, Refused> {
        let settings = self.settings_now().await?;
        let mut tx = self.pool.begin().await?;
        let mut open = self.take_day(&mut tx, id, report.wish.as_ref()).await?;
        let now = open.now;
        let until = now + Duration::minutes(i64::from(settings.offline_share_minutes));
        let met = self.meet(&mut tx, &mut open, report).await?;
        let mut sent: Vec<&Sent> = Vec::new();
        for event in &report.events {
            if self
                .note(&mut tx, &mut open, staff, report, event, met.block)
                .await?
            {
                sent.push(event);
            }
        }
        let shares =
            if report.operator.is_some() || report.wish.as_ref().is_some_and(|it| caller(it).is_some()) {
                load::shares_in(&mut tx, id, report.operator, report.device).await?
            } else {
                Shares::default()
            };
        let granted = match &report.wish {
            None => None,
            Some(wish) => {
                let taken = |entry| shares.other_holder(entry, Some(report.device), now).is_some();
                let by = (staff, report.device);
                let granted = self.grant(&mut tx, &mut open, wish, by, taken).await?;
                if let Wish::Do(it) = wish {
                    sent.push(it);
                }
                Some(granted)
            }
        };
        let hand = match report.operator {
            // A report that comes later than a newer one, or again, changes no share.
            Some(operator) if i64::from(report.count) > met.last_report => {
                let devices = load::devices_in(&mut tx, id).await?;
                let me = (report.device, operator);
                let wanted = |entry| self.releases.is_wanted(entry, operator, now);
                Some(shares.renew(&open.is, me, &devices, &report.held, (now, until), wanted))
            }
            _ => None,
        };
        let share_changed = hand.as_ref().is_some_and(|it| it.changed);
        if let Some(hand) = hand.as_ref().filter(|it| it.changed) {
            write_hand(&mut tx, id, report, hand, now).await?;
        }
        let (share, until) = hand.map_or((Vec::new(), now), |it| (it.share, it.until));
        let changed = !open.added.is_empty();
        let contact = Contact {
            version: open.row.version - i64::from(!changed),
            granted,
            share,
            until,
            block: met.block,
        };
        if changed {
            if !self.write_day(&mut tx, &mut open, Some(staff), &sent).await? {
                return Ok(Tried::Again);
            }
        } else if !share_changed && !met.written {
            // Nothing to write: the version is not used up.
            return Ok(Tried::Done(contact));
        } else {
            execute!(tx, UNTAKE, id.uuid(), open.row.last_number, open.row.last_block)?;
        }
        tx.commit().await?;
        if changed {
            self.day_changed(open);
        }
        Ok(Tried::Done(contact))
    }

    /// Gives a new device its block of numbers.
    async fn meet(&self, tx: &mut Tx, open: &mut Open, report: &Report) -> Stored<Met> {
        let known = fetch_optional!(tx, DeviceRow, DEVICE, open.id.uuid(), report.device.uuid())?;
        let operator = report.operator.map(OperatorId::uuid);
        let (block, last_report) = match known {
            Some((block, sits, seen, last_report))
                if sits == operator && open.now - seen < Duration::seconds(SEEN_SECONDS) =>
            {
                return Ok(Met {
                    block,
                    last_report,
                    written: false,
                });
            }
            Some((block, _, _, last_report)) => (block, last_report),
            None => (open.next_block(), 0),
        };
        let (id, device) = (open.id.uuid(), report.device.uuid());
        execute!(tx, WRITE_DEVICE, id, device, block, operator, open.now)?;
        Ok(Met {
            block,
            last_report,
            written: true,
        })
    }

    /// Takes an event that happened without a network: it is a fact, whatever else is known.
    async fn note(
        &self,
        tx: &mut Tx,
        open: &mut Open,
        staff: &Staff,
        report: &Report,
        sent: &Sent,
        block: i64,
    ) -> Stored<bool> {
        if open.has(sent.id).is_some() {
            return Ok(false);
        }
        let act = match sent.act.number() {
            Some(number) if !is_own(open, number, block) => {
                let number = open.next_number();
                sent.act.clone().with_number(number)
            }
            _ => sent.act.clone(),
        };
        if let Some(entry) = act.entry()
            && open.is.entry(entry).is_none_or(|it| it.arrived.is_none())
        {
            open.refresh(tx, entry).await?;
        }
        let event = Event {
            id: sent.id,
            device: report.device,
            seq: sent.seq,
            at: report.time_of(sent, &open.is, open.now),
            by: staff.name.clone(),
            act,
        };
        let (_, day) = open.is.tried(event.clone());
        open.add(event, day);
        Ok(true)
    }

    async fn answer_to(&self, id: VisitId, report: &Report, contact: Contact) -> Answer<Synced> {
        // Others may have written since; what they wrote is told as well, or at the next contact.
        let kept = self.days.get(id).filter(|it| it.version >= contact.version);
        let known = match kept {
            Some(kept) => kept,
            None => self.day_now(id).await?,
        };
        let new: HashMap<EventId, i64> = known
            .versions
            .iter()
            .filter(|(version, _)| *version > report.known)
            .map(|(version, event)| (*event, *version))
            .collect();
        let events: Vec<Event> = known
            .day
            .events()
            .iter()
            .filter(|it| new.contains_key(&it.id))
            .cloned()
            .collect();
        // A version without an event: a booking was moved or called off, or a contradiction looked at.
        let told: HashSet<i64> = new.into_values().collect();
        let all_told = known.version - report.known == i64::try_from(told.len()).unwrap_or(0);
        let (people, rest) = if report.known > 0 && all_told {
            let walked_in = events.iter().filter_map(|it| match it.act {
                Act::WalkIn { entry, .. } => known.walk_ins.get(&entry),
                _ => None,
            });
            (walked_in.map(|it| PersonOfDay::clone(it)).collect(), None)
        } else {
            let now = self.read(id, known.version).await?;
            let rest = Rest {
                plan: now.day.plan().clone(),
                expected: now.day.expected().to_vec(),
                people: self.people_of_day(id).await?,
                settled: self.settled(id).await?,
            };
            (Vec::new(), Some(rest))
        };
        Ok(Synced {
            count: report.count,
            version: known.version,
            now: self.now(),
            events,
            people,
            rest,
            share: contact.share,
            share_until: contact.until,
            block: u32::try_from(contact.block).unwrap_or(0),
            granted: contact.granted,
        })
    }
}

/// Takes the version back: nothing of the day was changed, only who holds what.
const UNTAKE: &str =
    "update service_day set version = version - 1, last_number = $2, last_block = $3 where visit_id = $1";

/// The number is one that this device may give, and nobody has it.
fn is_own(open: &Open, number: u32, block: i64) -> bool {
    let number_of = |it: &Event| it.act.number();
    i64::from(number) / BLOCK == block
        && i64::from(number) % BLOCK != 0
        && !open.is.events().iter().any(|it| number_of(it) == Some(number))
}

/// Writes what a device may call from now on, and with it the count of its report.
async fn write_hand(
    tx: &mut Tx,
    id: VisitId,
    report: &Report,
    hand: &Hand,
    now: DateTime<Utc>,
) -> Stored<()> {
    let (visit, device) = (id.uuid(), report.device.uuid());
    execute!(tx, NOTE_REPORT, visit, device, i64::from(report.count))?;
    execute!(
        tx,
        CLEAR_SHARE,
        visit,
        device,
        report.operator.map(OperatorId::uuid)
    )?;
    execute!(tx, CLEAR_OLD_SHARES, visit, now)?;
    if !hand.held.is_empty() {
        insert_many!(
            tx,
            "insert into queue_share (visit_id, entry_id, device_id, until) ",
            &hand.held,
            |row, entry| {
                row.push_bind(visit)
                    .push_bind(entry.uuid())
                    .push_bind(device)
                    .push_bind(hand.until);
            },
            ""
        )?;
    }
    Ok(())
}
