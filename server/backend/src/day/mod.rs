//! The service day: one transaction a contact of a device, or a press of a button.
//!
//! The first statement of each takes the day's version, so that writers of one day stand in a row; what is
//! read and decided afterwards cannot change before the commit.

mod board;
mod close;
mod contact;
mod kept;
mod load;
mod project;
mod release;
mod report;
mod send_home;

pub(crate) use contact::Queues;
pub(crate) use kept::Days;
pub(crate) use release::Releases;
pub use release::{Listening, Release};

use crate::Backend;
use crate::bookings::{Refused, Tried};
use crate::db::{Tx, execute, fetch_optional, insert_many};
use crate::error::Stored;
use crate::secret::Purpose;
use chrono::{DateTime, NaiveDate, Utc};
use domain::code::BookingCode;
use domain::day::service::{DayPage, Granted, Sent, Wish};
use domain::day::{Act, Day, Event, Flag, Shares, Verdict};
use domain::error::ServiceError;
use domain::id::{DeviceId, EntryId, EventId, OperatorId, StaffId, VisitId};
use domain::service::Answer;
use domain::staff::{Act as Task, Role, Staff};
use load::{Known, WalkIns};
use std::sync::Arc;
use uuid::Uuid;

/// The device of pages that have none: the server itself.
const SERVER: DeviceId = DeviceId::new(Uuid::nil());
/// Numbers in a block.
const BLOCK: i64 = 100;

/// The row of a day, its version taken by this transaction.
#[derive(sqlx::FromRow)]
struct Row {
    version: i64,
    last_number: i64,
    last_block: i64,
}

/// Takes the version, and with it as many numbers as are asked for: what is not given is given back.
const TAKE: &str =
    "update service_day set version = version + 1, last_number = last_number + $2 where visit_id = $1
    returning version, last_number, last_block";
const TOUCH: &str = "update service_day set version = version + 1 where visit_id = $1";
const SET_NUMBERS: &str = "update service_day set last_number = $2, last_block = $3 where visit_id = $1";
const VERSION: &str = "select version from service_day where visit_id = $1";
/// Rows of one statement.
const MOST_ROWS: usize = 200;
const ADD_EVENTS: &str =
    "insert into day_event (id, visit_id, version, device_id, seq, at, act, staff_id, received_at) ";
const ELSEWHERE: &str = "select l.name, v.date from booking b join visit v on v.id = b.visit_id
    join village l on l.code = v.village_code
    where (b.code = $1 or b.id = $2) and b.visit_id <> $3 and b.state <> 'cancelled'";
const SETTLE: &str = "update day_event set settled_by = $3, settled_at = $4
    where visit_id = $1 and id = $2 and settled_at is null";

/// A booking of a day under way was moved or called off: devices are to learn it, and what is in memory is old.
pub(crate) async fn touch(tx: &mut Tx, visit: Uuid) -> Stored<()> {
    execute!(tx, TOUCH, visit)?;
    Ok(())
}

/// A day under way in a transaction.
struct Open {
    id: VisitId,
    row: Row,
    /// Numbers and blocks as they are written.
    had: (i64, i64),
    was: Arc<Day>,
    is: Arc<Day>,
    /// By whom, where a person did it.
    added: Vec<(Event, Option<StaffId>)>,
    /// With which version each event was written.
    versions: Arc<Vec<(i64, EventId)>>,
    walk_ins: Arc<WalkIns>,
    now: DateTime<Utc>,
}

impl Open {
    /// The next number of the server's own. A block that is used up is followed by a new one.
    fn next_number(&mut self) -> u32 {
        let row = &mut self.row;
        row.last_number += 1;
        if row.last_number % BLOCK == 0 {
            row.last_block += 1;
            row.last_number = row.last_block * BLOCK + 1;
        }
        u32::try_from(row.last_number).unwrap_or(u32::MAX)
    }

    fn next_block(&mut self) -> i64 {
        self.row.last_block += 1;
        self.row.last_block
    }

    /// Reads one booking again: it may have been made, moved or called off since the day was read.
    async fn refresh(&mut self, tx: &mut Tx, entry: EntryId) -> Stored<()> {
        let now = load::expected_now(tx, self.id, entry).await?;
        if let Some(was) = self.was.expecting(entry, now.as_ref()) {
            self.was = Arc::new(was);
        }
        if let Some(is) = self.is.expecting(entry, now.as_ref()) {
            self.is = Arc::new(is);
        }
        Ok(())
    }

    fn add(&mut self, event: Event, day: Day, by: Option<StaffId>) {
        self.is = Arc::new(day);
        self.added.push((event, by));
    }

    /// Remembers who came without booking, once what was sent is written.
    fn remember(&mut self, sent: &[&Sent]) {
        for person in sent.iter().filter_map(|it| load::walk_in(it)) {
            if self.is.entry(person.entry).is_some() && !self.walk_ins.contains_key(&person.entry) {
                Arc::make_mut(&mut self.walk_ins).insert(person.entry, Arc::new(person));
            }
        }
    }

    fn has(&self, event: EventId) -> Option<&Event> {
        self.is.events().iter().find(|it| it.id == event)
    }
}

impl Backend {
    /// Takes the day: others who write it wait until this transaction has ended.
    async fn take_day(&self, tx: &mut Tx, id: VisitId, numbers: usize) -> Answer<Open> {
        let numbers = i64::try_from(numbers).unwrap_or_default();
        let mut row = match fetch_optional!(tx, Row, TAKE, id.uuid(), numbers)? {
            Some(row) => row,
            None => return Err(ServiceError::IllegalStep(self.summary(id).await?.state)),
        };
        let known = self.known_in(tx, id, row.version - 1).await?;
        let had = (row.last_number, row.last_block);
        row.last_number -= numbers;
        Ok(Open {
            id,
            was: known.day.clone(),
            is: known.day,
            versions: known.versions,
            walk_ins: known.walk_ins,
            added: Vec::new(),
            now: self.now(),
            had,
            row,
        })
    }

    /// Writes what was added. False where a booking was moved or called off meanwhile: read and try again.
    async fn write_day(&self, tx: &mut Tx, open: &mut Open, sent: &[&Sent]) -> Answer<bool> {
        let mut rows = Vec::with_capacity(open.added.len());
        for (event, by) in &open.added {
            let act = serde_json::to_string(&event.act).map_err(|_| ServiceError::Busy)?;
            rows.push((event, by, act));
        }
        for some in rows.chunks(MOST_ROWS) {
            insert_many!(
                tx,
                ADD_EVENTS,
                some,
                |row, it| {
                    let (event, by, act) = it;
                    row.push_bind(event.id.uuid())
                        .push_bind(open.id.uuid())
                        .push_bind(open.row.version)
                        .push_bind(event.device.uuid())
                        .push_bind(i64::from(event.seq))
                        .push_bind(event.at)
                        .push_bind(act)
                        .push_bind(by.map(StaffId::uuid))
                        .push_bind(open.now);
                },
                ""
            )?;
        }
        let numbers = (open.row.last_number, open.row.last_block);
        if numbers != open.had {
            execute!(tx, SET_NUMBERS, open.id.uuid(), numbers.0, numbers.1)?;
        }
        self.count_again(tx, open).await?;
        let all_here = project::write(tx, open.id, &open.was, &open.is, sent, open.now).await?;
        open.remember(sent);
        self.tell_of_incidents(tx, open).await?;
        Ok(all_here)
    }

    /// After the commit: the day is in memory, and whoever watches it is told.
    fn day_changed(&self, open: Open) {
        let (id, version) = (open.id, open.row.version);
        let (mut versions, day, walk_ins) = (open.versions, open.is, open.walk_ins);
        Arc::make_mut(&mut versions).extend(open.added.iter().map(|(event, _)| (version, event.id)));
        self.days.keep(
            id,
            Known {
                version,
                day,
                versions,
                walk_ins,
            },
        );
        self.live.changed(id, version);
        // Messages of an outage, if any were written.
        self.outbox_bell.notify_one();
    }

    /// Tries a wish; the event is added where it fits.
    async fn grant(
        &self,
        tx: &mut Tx,
        open: &mut Open,
        wish: &Wish,
        by: (&Staff, DeviceId),
        taken: impl Fn(EntryId) -> bool,
    ) -> Answer<Granted> {
        let (staff, device) = by;
        let overtaken = |seq| device != SERVER && open.is.is_overtaken(device, seq);
        let (id, seq, act) = match wish {
            Wish::Next { id, seq, operator } => {
                if let Some(event) = open.has(*id) {
                    return Ok(Granted::Done(event.act.entry()));
                }
                if overtaken(*seq) {
                    return Ok(Granted::Refused(Flag::Overtaken));
                }
                let entry = match open.is.next(*operator, open.now, taken) {
                    Ok(Some(entry)) => entry,
                    Ok(None) => return Ok(Granted::NobodyWaits),
                    Err(flag) => return Ok(Granted::Refused(flag)),
                };
                let operator = *operator;
                (*id, *seq, Act::Call { entry, operator })
            }
            Wish::Do(sent) => {
                if let Some(event) = open.has(sent.id) {
                    return Ok(Granted::Done(event.act.entry()));
                }
                if overtaken(sent.seq) {
                    return Ok(Granted::Refused(Flag::Overtaken));
                }
                if let Act::Call { entry, .. } = sent.act
                    && taken(entry)
                {
                    return Ok(Granted::Refused(Flag::HeldByOther));
                }
                (sent.id, sent.seq, sent.act.clone())
            }
        };
        if let Act::CheckIn { entry, .. } | Act::NoShow { entry } | Act::Return { entry } = act {
            open.refresh(tx, entry).await?;
        }
        if let Some(operator) = act.operator()
            && !open.is.plan().operators.contains(&operator)
        {
            return Ok(Granted::Refused(Flag::Unknown));
        }
        let act = if act.number() == Some(0) {
            act.with_number(open.next_number())
        } else {
            act
        };
        let event = Event {
            id,
            device,
            seq: if device == SERVER {
                seq_of_server(open)
            } else {
                seq
            },
            at: open.now,
            by: staff.name.clone(),
            act,
        };
        let entry = event.act.entry();
        let (verdict, day) = open.is.tried(event.clone());
        match verdict {
            Verdict::Done => {
                open.add(event, day, Some(staff.id));
                Ok(Granted::Done(entry))
            }
            Verdict::Again => Ok(Granted::Done(entry)),
            Verdict::Odd(flag) | Verdict::Refused(flag) => Ok(Granted::Refused(flag)),
        }
    }

    pub(crate) async fn do_now(&self, staff: &Staff, id: VisitId, wish: &Wish) -> Answer<Granted> {
        may_do(staff, wish)?;
        crate::bookings::until_done!(self.try_now(staff, id, wish))
    }

    async fn try_now(&self, staff: &Staff, id: VisitId, wish: &Wish) -> Result<Tried<Granted>, Refused> {
        let mut tx = self.pool.begin().await?;
        let mut open = self
            .take_day(&mut tx, id, usize::from(asks_for_number(wish)))
            .await?;
        let now = open.now;
        let shares = match caller(wish) {
            Some(operator) => load::shares_in(&mut tx, id, Some(operator), SERVER).await?,
            None => Shares::default(),
        };
        let taken = |entry| shares.other_holder(entry, None, now).is_some();
        let granted = self
            .grant(&mut tx, &mut open, wish, (staff, SERVER), taken)
            .await?;
        if open.added.is_empty() {
            return Ok(Tried::Done(granted));
        }
        let sent = match wish {
            Wish::Do(sent) => vec![&**sent],
            Wish::Next { .. } => Vec::new(),
        };
        if !self.write_day(&mut tx, &mut open, &sent).await? {
            return Ok(Tried::Again);
        }
        tx.commit().await?;
        self.day_changed(open);
        Ok(Tried::Done(granted))
    }

    /// The newest version of a day: from memory where that is it. 0 and no events before it was begun.
    async fn day_now(&self, id: VisitId) -> Answer<Arc<Known>> {
        let version = self.version_of(id).await?;
        if let Some(known) = self.days.get(id)
            && known.version == version
        {
            return Ok(known);
        }
        let known = self.read(id, version).await?;
        if version > 0 {
            self.days.keep(id, known.clone());
        }
        Ok(Arc::new(known))
    }

    async fn version_of(&self, id: VisitId) -> Stored<i64> {
        let row = fetch_optional!(self.pool, (i64,), VERSION, id.uuid())?;
        Ok(row.map_or(0, |(version,)| version))
    }

    pub(crate) async fn day_page(&self, staff: &Staff, id: VisitId) -> Answer<DayPage> {
        let visit = self.summary(id).await?;
        // Operators see the people of the day alone (law 27/2022, data minimisation).
        if staff.role == Role::Operator && visit.date != self.today_in_wita() {
            return Err(ServiceError::Forbidden);
        }
        let version = self.version_of(id).await?;
        // Read anew: people may have booked since.
        let day = self.read(id, version).await?.day;
        Ok(DayPage {
            plan: day.plan().clone(),
            expected: day.expected().to_vec(),
            events: day.events().to_vec(),
            people: self.people_of_day(id).await?,
            operators: self.operators_of_day(id).await?,
            settled: self.settled(id).await?,
            outage: self.outage_plan_now().await?,
            version,
            now: self.now(),
            visit,
        })
    }

    /// Where the person of a code, or of a genuine ticket, is booked.
    pub(crate) async fn booked_elsewhere(
        &self,
        id: VisitId,
        text: &str,
    ) -> Answer<Option<(String, NaiveDate)>> {
        let code = BookingCode::parse(text)
            .map(|code| code.to_string())
            .unwrap_or_default();
        let token = text.trim().rsplit_once("/tiket/").map_or("", |(_, token)| token);
        let booking = self.secret.open(Purpose::Ticket, token);
        Ok(fetch_optional!(
            self.pool,
            (String, NaiveDate),
            ELSEWHERE,
            code,
            booking.unwrap_or_default(),
            id.uuid()
        )?)
    }

    pub(crate) async fn settle_event(&self, staff: &Staff, id: VisitId, event: EventId) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        let open = self.take_day(&mut tx, id, 0).await?;
        execute!(tx, SETTLE, id.uuid(), event.uuid(), staff.id.uuid(), open.now)?;
        tx.commit().await?;
        self.day_changed(open);
        Ok(())
    }
}

fn asks_for_number(wish: &Wish) -> bool {
    matches!(wish, Wish::Do(sent) if sent.act.number() == Some(0))
}

/// Who calls somebody by this wish: the shares of other devices hold then.
fn caller(wish: &Wish) -> Option<OperatorId> {
    match wish {
        Wish::Next { operator, .. } => Some(*operator),
        Wish::Do(sent) => match sent.act {
            Act::Call { operator, .. } => Some(operator),
            _ => None,
        },
    }
}

fn seq_of_server(open: &Open) -> u32 {
    let before = u32::try_from(open.added.len()).unwrap_or(u32::MAX);
    open.is.next_seq(SERVER).max(before)
}

/// Who may do what at the day: the desk, the tables, and both for what concerns both.
fn may_do(staff: &Staff, wish: &Wish) -> Answer<()> {
    let (desk, table) = (staff.role.may(Task::RunDesk), staff.role.may(Task::Serve));
    let allowed = match wish {
        Wish::Next { .. } => table,
        Wish::Do(sent) => may_act(&sent.act, desk, table),
    };
    allowed.then_some(()).ok_or(ServiceError::Forbidden)
}

fn may_act(act: &Act, desk: bool, table: bool) -> bool {
    if act.operator().is_some() {
        return table;
    }
    match act {
        Act::Back { .. }
        | Act::SetReady { .. }
        | Act::FileReady { .. }
        | Act::OpenIncident
        | Act::ConfirmIncident
        | Act::ChooseStep { .. }
        | Act::CloseIncident => desk || table,
        _ => desk,
    }
}
