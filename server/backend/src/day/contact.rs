//! Devices that come at once share a transaction: whoever's turn it is takes all who wait. A commit waits for the
//! disk, and eight desks would stand in a row for it.

use super::load::{self, Met};
use super::{BLOCK, Open, asks_for_number, caller};
use crate::Backend;
use crate::bookings::{Refused, Tried};
use crate::db::{Tx, execute, insert_many};
use crate::error::Stored;
use chrono::{DateTime, Duration, Utc};
use domain::day::service::{Granted, Report, Sent, Wish};
use domain::day::{Event, Hand, Shares};
use domain::id::{DeviceId, EntryId, OperatorId, VisitId};
use domain::service::Answer;
use domain::staff::Staff;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// A device that was heard of within so many seconds need not be written down again.
const SEEN_SECONDS: i64 = 60;
/// Most contacts in one transaction.
const MOST: usize = 32;
/// Most days whose queues are kept.
const MOST_DAYS: usize = 16;

const WRITE_DEVICE: &str = "insert into day_device (visit_id, device_id, block, operator_id, seen_at, last_report)
    values ($1, $2, $3, $4, $5, 0)
    on conflict (visit_id, device_id) do update set operator_id = excluded.operator_id, seen_at = excluded.seen_at";
const NOTE_REPORT: &str = "update day_device set last_report = $3 where visit_id = $1 and device_id = $2";
/// What the device held, and what other devices held at which its operator sat before.
const CLEAR_SHARE: &str = "delete from queue_share where visit_id = $1 and (device_id = $2 or device_id in
    (select d.device_id from day_device d where d.visit_id = $1 and d.operator_id = $3))";
const CLEAR_OLD_SHARES: &str = "delete from queue_share where visit_id = $1 and until <= $2";
/// Takes the version back: nothing of the day was changed, only who holds what.
const UNTAKE: &str =
    "update service_day set version = version - 1, last_number = $2, last_block = $3 where visit_id = $1";

/// What came of a contact, with what the answer needs.
#[derive(Debug)]
pub(super) struct Contact {
    /// Version of the day that it left.
    pub(super) version: i64,
    pub(super) granted: Option<Granted>,
    pub(super) share: Vec<EntryId>,
    pub(super) until: DateTime<Utc>,
    pub(super) block: i64,
}

/// A device that waits for its turn.
#[derive(Debug)]
struct Waiting {
    staff: Staff,
    report: Report,
    tell: oneshot::Sender<Answer<Contact>>,
}

#[derive(Debug, Default)]
struct Queue {
    turn: tokio::sync::Mutex<()>,
    waiting: Mutex<Vec<Waiting>>,
}

/// Who waits for which day.
#[derive(Debug, Default)]
pub(crate) struct Queues(Mutex<HashMap<VisitId, Arc<Queue>>>);

impl Queues {
    fn of(&self, id: VisitId) -> Arc<Queue> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if queues.len() >= MOST_DAYS {
            queues.retain(|_, queue| Arc::strong_count(queue) > 1);
        }
        queues.entry(id).or_default().clone()
    }
}

impl Queue {
    fn join(&self, staff: &Staff, report: &Report) -> oneshot::Receiver<Answer<Contact>> {
        let (tell, told) = oneshot::channel();
        let waiting = Waiting {
            staff: staff.clone(),
            report: report.clone(),
            tell,
        };
        self.lock().push(waiting);
        told
    }

    fn take_some(&self) -> Vec<Waiting> {
        let mut waiting = self.lock();
        let some = waiting.len().min(MOST);
        waiting.drain(..some).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one transaction has taken in so far.
struct Taken<'a> {
    open: Open,
    devices: BTreeMap<DeviceId, Met>,
    sent: Vec<&'a Sent>,
    /// A device or a share was written.
    written: bool,
    /// How long a share lasts.
    lasts: Duration,
}

impl Backend {
    /// Takes a report in, alone or with others that came at the same time.
    pub(super) async fn contact(&self, staff: &Staff, id: VisitId, report: &Report) -> Answer<Contact> {
        let queue = self.queues.of(id);
        let mut answer = queue.join(staff, report);
        loop {
            tokio::select! {
                biased;
                told = &mut answer => match told {
                    Ok(told) => return told,
                    // Who had taken it along was cut off. What was done is undone, or is known when it comes again.
                    Err(_) => answer = queue.join(staff, report),
                },
                _turn = queue.turn.lock() => self.take_contacts(id, queue.take_some()).await,
            }
        }
    }

    async fn take_contacts(&self, id: VisitId, waiting: Vec<Waiting>) {
        let (reports, tells): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .map(|it| ((it.staff, it.report), it.tell))
            .unzip();
        let done = match self.try_until_done(id, &reports).await {
            Ok(done) => done.into_iter().map(Ok).collect(),
            Err(error) if reports.len() == 1 => vec![Err(error)],
            // One of them must not spoil it for the others.
            Err(_) => {
                let mut done = Vec::with_capacity(reports.len());
                for report in reports.chunks(1) {
                    let alone = self.try_until_done(id, report).await;
                    done.extend(alone.map_or_else(|it| vec![Err(it)], |it| it.into_iter().map(Ok).collect()));
                }
                done
            }
        };
        for (tell, done) in tells.into_iter().zip(done) {
            // Who has gone away asks again.
            let _ = tell.send(done);
        }
    }

    async fn try_until_done(&self, id: VisitId, reports: &[(Staff, Report)]) -> Answer<Vec<Contact>> {
        crate::bookings::until_done!(self.try_reports(id, reports))
    }

    /// One contact a report, in their order.
    async fn try_reports(
        &self,
        id: VisitId,
        reports: &[(Staff, Report)],
    ) -> Result<Tried<Vec<Contact>>, Refused> {
        let settings = self.settings_now().await?;
        let mut tx = self.pool.begin().await?;
        let wishes = reports.iter().filter_map(|(_, report)| report.wish.as_ref());
        let open = self
            .take_day(&mut tx, id, wishes.filter(|it| asks_for_number(it)).count())
            .await?;
        let mut taken = Taken {
            open,
            devices: load::devices_in(&mut tx, id).await?,
            sent: Vec::new(),
            written: false,
            lasts: Duration::minutes(i64::from(settings.offline_share_minutes)),
        };
        let mut done = Vec::with_capacity(reports.len());
        for (at, (staff, report)) in reports.iter().enumerate() {
            if at > 0 {
                // What one device does comes after what the one before did.
                let later = taken.open.now + Duration::microseconds(1);
                taken.open.now = self.now().max(later);
            }
            done.push(self.take_in(&mut tx, &mut taken, staff, report).await?);
        }
        let Taken {
            mut open,
            sent,
            written,
            ..
        } = taken;
        let changed = !open.added.is_empty();
        for contact in &mut done {
            contact.version = open.row.version - i64::from(!changed);
        }
        if changed {
            if !self.write_day(&mut tx, &mut open, &sent).await? {
                return Ok(Tried::Again);
            }
        } else if written {
            execute!(tx, UNTAKE, id.uuid(), open.row.last_number, open.row.last_block)?;
        } else {
            // Nothing to write: the version is not used up.
            return Ok(Tried::Done(done));
        }
        tx.commit().await?;
        if changed {
            self.day_changed(open);
        }
        Ok(Tried::Done(done))
    }

    async fn take_in<'a>(
        &self,
        tx: &mut Tx,
        taken: &mut Taken<'a>,
        staff: &Staff,
        report: &'a Report,
    ) -> Answer<Contact> {
        let (now, id) = (taken.open.now, taken.open.id);
        let met = meet(tx, taken, report).await?;
        for event in &report.events {
            if note(tx, &mut taken.open, staff, report, event, met.block).await? {
                taken.sent.push(event);
            }
        }
        let calls = report.wish.as_ref().is_some_and(|it| caller(it).is_some());
        let shares = if report.operator.is_some() || calls {
            load::shares_in(tx, id, report.operator, report.device).await?
        } else {
            Shares::default()
        };
        let mut granted = None;
        if let Some(wish) = &report.wish {
            let held = |entry| shares.other_holder(entry, Some(report.device), now).is_some();
            let by = (staff, report.device);
            granted = Some(self.grant(tx, &mut taken.open, wish, by, held).await?);
            if let Wish::Do(it) = wish {
                taken.sent.push(it);
            }
        }
        let (share, until) = match report.operator {
            // A report that comes later than a newer one, or again, changes no share.
            Some(operator) if i64::from(report.count) > met.last_report => {
                let hand = self.deal(tx, taken, report, operator, &shares).await?;
                (hand.share, hand.until)
            }
            _ => (Vec::new(), now),
        };
        Ok(Contact {
            version: 0,
            granted,
            share,
            until,
            block: met.block,
        })
    }

    /// Deals an operator's device its share of the queue.
    async fn deal(
        &self,
        tx: &mut Tx,
        taken: &mut Taken<'_>,
        report: &Report,
        operator: OperatorId,
        shares: &Shares,
    ) -> Stored<Hand> {
        let now = taken.open.now;
        let seated = |(device, met): (&DeviceId, &Met)| met.operator.map(|it| (*device, it));
        let devices: Vec<_> = taken.devices.iter().filter_map(seated).collect();
        let me = (report.device, operator);
        let wanted = |entry| self.releases.is_wanted(entry, operator, now);
        let times = (now, now + taken.lasts);
        let hand = shares.renew(&taken.open.is, me, &devices, &report.held, times, wanted);
        if hand.changed {
            write_hand(tx, taken.open.id, report, &hand, now).await?;
            taken.written = true;
            if let Some(met) = taken.devices.get_mut(&report.device) {
                met.last_report = i64::from(report.count);
            }
        }
        Ok(hand)
    }
}

/// Gives a new device its block of numbers.
async fn meet(tx: &mut Tx, taken: &mut Taken<'_>, report: &Report) -> Stored<Met> {
    let open = &mut taken.open;
    let now = open.now;
    let known = taken.devices.get(&report.device).copied();
    let met = match known {
        Some(met)
            if met.operator == report.operator && now - met.seen_at < Duration::seconds(SEEN_SECONDS) =>
        {
            return Ok(met);
        }
        Some(met) => Met {
            operator: report.operator,
            seen_at: now,
            ..met
        },
        None => Met {
            block: open.next_block(),
            operator: report.operator,
            seen_at: now,
            last_report: 0,
        },
    };
    let (id, device) = (open.id.uuid(), report.device.uuid());
    let operator = met.operator.map(OperatorId::uuid);
    execute!(tx, WRITE_DEVICE, id, device, met.block, operator, now)?;
    taken.devices.insert(report.device, met);
    taken.written = true;
    Ok(met)
}

/// Takes an event that happened without a network: it is a fact, whatever else is known.
async fn note(
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
    open.add(event, day, Some(staff.id));
    Ok(true)
}

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
