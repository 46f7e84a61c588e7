//! Reading a day: its plan, the people booked, its events.

use crate::Backend;
use crate::db::{Tx, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::outage_plans;
use crate::visits::people;
use chrono::{DateTime, Utc};
use domain::code::BookingCode;
use domain::day::service::{PersonOfDay, Sent};
use domain::day::{Act, Day, DayPlan, Event, Expected, Share, Shares, Window};
use domain::error::ServiceError;
use domain::id::{DeviceId, EntryId, EventId, OperatorId, VisitId};
use domain::outage_plan::OutagePlan;
use domain::service::Answer;
use domain::settings::Settings;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// How often a number is called again before its person counts as missed (issue of the programme: three times).
const RECALLS: u32 = 3;

/// A day as it was last read.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) version: i64,
    pub(crate) day: Arc<Day>,
    /// With which version each event was written.
    pub(crate) versions: Arc<Vec<(i64, EventId)>>,
    /// Who came without booking.
    pub(crate) walk_ins: Arc<WalkIns>,
}

/// Those by name who came without booking.
pub(crate) type WalkIns = HashMap<EntryId, Arc<PersonOfDay>>;

#[derive(sqlx::FromRow)]
struct PlanRow {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    service_minutes: i64,
    closed_at: Option<DateTime<Utc>>,
}

const PLAN: &str = "select v.starts_at, v.ends_at, v.service_minutes, d.closed_at
    from visit v left join service_day d on d.visit_id = v.id where v.id = $1";

const OPERATORS: &str = "select o.id, o.name from allotment a join operator o on o.id = a.operator_id
    where a.visit_id = $1 and o.duty = 'oss-operator' order by o.name, o.id";

#[derive(sqlx::FromRow)]
struct ExpectedRow {
    id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    state: String,
    precedence: bool,
}

const EXPECTED: &str =
    "select b.id, s.starts_at, s.ends_at, b.state,
    exists (select 1 from return_slip r where r.booking_id = b.id) as precedence from booking b join slot s on s.id = b.slot_id
    where b.visit_id = $1 and b.state <> 'waitlisted' order by s.starts_at, b.id";
const ONE_EXPECTED: &str =
    "select b.id, s.starts_at, s.ends_at, b.state,
    exists (select 1 from return_slip r where r.booking_id = b.id) as precedence from booking b join slot s on s.id = b.slot_id
    where b.visit_id = $1 and b.id = $2 and b.state <> 'waitlisted'";

#[derive(sqlx::FromRow)]
struct EventRow {
    id: Uuid,
    device_id: Uuid,
    seq: i64,
    at: DateTime<Utc>,
    act: String,
    name: Option<String>,
    version: i64,
}

const EVENTS: &str = "select e.id, e.device_id, e.seq, e.at, e.act, s.name, e.version
    from day_event e left join staff s on s.id = e.staff_id where e.visit_id = $1 order by e.version, e.id";

const SETTLED: &str =
    "select id from day_event where visit_id = $1 and settled_at is not null order by settled_at, id";

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    name: String,
    code: Option<String>,
    phone: String,
    business_activity: String,
    banjar: Option<String>,
    assistance_needed: bool,
}

const PEOPLE: &str =
    "select b.id, b.name, b.code, b.phone, b.business_activity, b.banjar, b.assistance_needed
    from booking b where b.visit_id = $1 and b.state <> 'waitlisted'
    union all
    select q.id, q.name, null, coalesce(q.phone, ''), coalesce(q.business_activity, ''), null, false
    from queue_entry q where q.visit_id = $1 and q.booking_id is null and q.name is not null
    order by 1";

const WALK_INS: &str = "select q.id, q.name, null as code, coalesce(q.phone, '') as phone,
    coalesce(q.business_activity, '') as business_activity, null as banjar, false as assistance_needed
    from queue_entry q where q.visit_id = $1 and q.booking_id is null and q.name is not null order by q.id";

/// Shares as they hold for an operator at a device. Whoever sits down at another device works there: what the one
/// before was dealt holds for nobody any more.
pub(super) const SHARES: &str = "select s.entry_id, s.device_id, s.until from queue_share s
    join day_device d on d.visit_id = s.visit_id and d.device_id = s.device_id
    where s.visit_id = $1 and (s.device_id = $3 or d.operator_id is distinct from $2) order by s.entry_id";
const DEVICES: &str =
    "select device_id, block, operator_id, seen_at, last_report from day_device where visit_id = $1
    order by device_id";

/// A device of a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met {
    pub(super) block: i64,
    pub(super) operator: Option<OperatorId>,
    pub(super) seen_at: DateTime<Utc>,
    /// Of the report that last changed its share.
    pub(super) last_report: i64,
}

type DeviceRow = (Uuid, i64, Option<Uuid>, DateTime<Utc>, i64);

impl ExpectedRow {
    fn expected(self) -> Expected {
        Expected {
            entry: EntryId::new(self.id),
            window: Window {
                from: self.starts_at,
                until: self.ends_at,
            },
            cancelled: self.state == "cancelled",
            precedence: self.precedence,
        }
    }
}

impl EventRow {
    fn event(self) -> Stored<(i64, Event)> {
        let event = Event {
            id: EventId::new(self.id),
            device: DeviceId::new(self.device_id),
            seq: people(self.seq),
            at: self.at,
            by: self.name.unwrap_or_default(),
            act: serde_json::from_str(&self.act).map_err(|_| StoreError::Corrupt("act of a day"))?,
        };
        Ok((self.version, event))
    }
}

impl PersonRow {
    fn person(self) -> Stored<PersonOfDay> {
        let code = self.code.as_deref().map(BookingCode::parse).transpose();
        Ok(PersonOfDay {
            entry: EntryId::new(self.id),
            name: self.name,
            code: code.map_err(|_| StoreError::Corrupt("booking code"))?,
            phone_end: phone_end(&self.phone),
            business_activity: self.business_activity,
            banjar: self.banjar,
            assistance_needed: self.assistance_needed,
        })
    }
}

/// Its last four digits.
fn phone_end(phone: &str) -> String {
    phone
        .get(phone.len().saturating_sub(4)..)
        .unwrap_or_default()
        .to_owned()
}

/// Who came without booking by what a device sent, as it is read back later.
pub(super) fn walk_in(sent: &Sent) -> Option<PersonOfDay> {
    let Act::WalkIn { entry, .. } = sent.act else {
        return None;
    };
    let person = sent.person.as_ref()?;
    Some(PersonOfDay {
        entry,
        name: person.name.as_str().to_owned(),
        code: None,
        phone_end: phone_end(person.phone.as_e164()),
        business_activity: person.business_activity.as_str().to_owned(),
        banjar: None,
        assistance_needed: false,
    })
}

fn plan(row: PlanRow, operators: &[(Uuid, String)], settings: &Settings, agreed: &OutagePlan) -> DayPlan {
    DayPlan {
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        closed_at: row.closed_at,
        tolerance_minutes: settings.arrival_tolerance,
        recalls: RECALLS,
        service_minutes: people(row.service_minutes),
        confirm_minutes: agreed.confirm_minutes,
        operators: operators.iter().map(|(id, _)| OperatorId::new(*id)).collect(),
    }
}

/// Everything a day is made of, through a pool or in a transaction.
macro_rules! read_day {
    ($on:expr, $id:expr, $version:expr, $settings:expr, $agreed:expr) => {{
        let row = fetch_optional!($on, PlanRow, PLAN, $id.uuid())?.ok_or(ServiceError::NotFound)?;
        let operators = fetch_all!($on, (Uuid, String), OPERATORS, $id.uuid())?;
        let expected = fetch_all!($on, ExpectedRow, EXPECTED, $id.uuid())?;
        let events = fetch_all!($on, EventRow, EVENTS, $id.uuid())?;
        let walk_ins = fetch_all!($on, PersonRow, WALK_INS, $id.uuid())?;
        Ok(known(
            $version,
            plan(row, &operators, $settings, &$agreed),
            expected,
            events,
            walk_ins,
        )?)
    }};
}

fn known(
    version: i64,
    plan: DayPlan,
    expected: Vec<ExpectedRow>,
    events: Vec<EventRow>,
    walk_ins: Vec<PersonRow>,
) -> Stored<Known> {
    let expected = expected.into_iter().map(ExpectedRow::expected).collect();
    let events = events
        .into_iter()
        .map(EventRow::event)
        .collect::<Stored<Vec<_>>>()?;
    let person = |row: PersonRow| row.person().map(|it| (it.entry, Arc::new(it)));
    Ok(Known {
        version,
        walk_ins: Arc::new(walk_ins.into_iter().map(person).collect::<Stored<_>>()?),
        versions: Arc::new(
            events
                .iter()
                .map(|(version, event)| (*version, event.id))
                .collect(),
        ),
        day: Arc::new(Day::of(
            plan,
            expected,
            events.into_iter().map(|(_, event)| event).collect(),
        )),
    })
}

impl Backend {
    /// The day at a version that this transaction has locked.
    pub(super) async fn known_in(&self, tx: &mut Tx, id: VisitId, version: i64) -> Answer<Known> {
        if let Some(known) = self.days.get(id)
            && known.version == version
        {
            return Ok(Known::clone(&known));
        }
        let settings = self.settings_in(tx).await?;
        let agreed = outage_plans::in_force(tx).await?;
        read_day!(tx, id, version, &settings, agreed)
    }

    /// A day read anew. `version` was read before: what is newer is told again later.
    pub(super) async fn read(&self, id: VisitId, version: i64) -> Answer<Known> {
        let settings = self.settings_now().await?;
        let agreed = self.outage_plan_now().await?;
        read_day!(self.pool, id, version, &settings, agreed)
    }

    pub(super) async fn people_of_day(&self, id: VisitId) -> Stored<Vec<PersonOfDay>> {
        let rows = fetch_all!(self.pool, PersonRow, PEOPLE, id.uuid())?;
        rows.into_iter().map(PersonRow::person).collect()
    }

    pub(super) async fn operators_of_day(&self, id: VisitId) -> Stored<Vec<(OperatorId, String)>> {
        let rows = fetch_all!(self.pool, (Uuid, String), OPERATORS, id.uuid())?;
        Ok(rows
            .into_iter()
            .map(|(id, name)| (OperatorId::new(id), name))
            .collect())
    }

    pub(super) async fn settled(&self, id: VisitId) -> Stored<Vec<EventId>> {
        let rows = fetch_all!(self.pool, (Uuid,), SETTLED, id.uuid())?;
        Ok(rows.into_iter().map(|(id,)| EventId::new(id)).collect())
    }
}

/// How one booking stands now: it may have been made, moved or called off since the day was read.
pub(super) async fn expected_now(tx: &mut Tx, id: VisitId, entry: EntryId) -> Stored<Option<Expected>> {
    let row = fetch_optional!(tx, ExpectedRow, ONE_EXPECTED, id.uuid(), entry.uuid())?;
    Ok(row.map(ExpectedRow::expected))
}

pub(super) type ShareRow = (Uuid, Uuid, DateTime<Utc>);

pub(super) async fn shares_in(
    tx: &mut Tx,
    id: VisitId,
    operator: Option<OperatorId>,
    device: DeviceId,
) -> Stored<Shares> {
    let (operator, device) = (operator.map(OperatorId::uuid), device.uuid());
    Ok(shares(fetch_all!(
        tx,
        ShareRow,
        SHARES,
        id.uuid(),
        operator,
        device
    )?))
}

pub(super) fn shares(rows: Vec<ShareRow>) -> Shares {
    let share = |(entry, device, until)| Share {
        entry: EntryId::new(entry),
        device: DeviceId::new(device),
        until,
    };
    Shares::new(rows.into_iter().map(share).collect())
}

/// The devices of a day.
pub(super) async fn devices_in(tx: &mut Tx, id: VisitId) -> Stored<BTreeMap<DeviceId, Met>> {
    let rows = fetch_all!(tx, DeviceRow, DEVICES, id.uuid())?;
    let met = |(device, block, operator, seen_at, last_report): DeviceRow| {
        let met = Met {
            block,
            operator: operator.map(OperatorId::new),
            seen_at,
            last_report,
        };
        (DeviceId::new(device), met)
    };
    Ok(rows.into_iter().map(met).collect())
}
