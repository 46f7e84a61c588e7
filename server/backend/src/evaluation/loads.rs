//! How long people waited, how much of their time operators served, and how many NIBs there are.

use crate::db::{Pool, fetch_all, fetch_optional};
use crate::error::Stored;
use crate::visits::people;
use chrono::{DateTime, NaiveDate, Utc};
use domain::evaluation::{OperatorLoad, Reach, Waits, allotted_seconds};
use domain::id::{OperatorId, VisitId};
use domain::part::Part;
use std::collections::BTreeMap;
use uuid::Uuid;

macro_rules! waits {
    ($where:literal) => {
        concat!(
            "select q.arrived_at, q.ended_at, q.served_seconds from visit v join queue_entry q on q.visit_id = v.id
    where q.arrived_at is not null and q.ended_at is not null and q.served_seconds > 0 and ",
            $where,
            " order by q.id"
        )
    };
}
const WAITS: &str = waits!("v.date >= $1 and v.date < $2");
const WAITS_OF_VISIT: &str = waits!("v.id = $1");

/// Visits that are over and whose day was recorded: of the others nobody knows who served.
const ALLOTTED: &str =
    "select o.id, o.name, v.starts_at, v.ends_at, v.pause_from, v.pause_until, a.part_from, a.part_until
    from visit v join service_day d on d.visit_id = v.id join allotment a on a.visit_id = v.id
    join operator o on o.id = a.operator_id
    where v.date >= $1 and v.date < $2 and v.state in ('done', 'evaluated') and o.duty = 'oss-operator'
    order by o.name, o.id, v.date, v.id";
const SERVED: &str = "select o.id, o.name, count(*), cast(sum(q.served_seconds) as bigint)
    from visit v join queue_entry q on q.visit_id = v.id join operator o on o.id = q.operator_id
    where v.date >= $1 and v.date < $2 and v.state in ('done', 'evaluated') and q.served_seconds > 0
    group by o.id, o.name order by o.name, o.id";

const NIBS: &str = "select count(*) from queue_entry where outcome = 'nib-issued'";
const BUSINESSES: &str = "select year, businesses from msme_count order by year desc limit 1";

#[derive(sqlx::FromRow)]
struct AllottedRow {
    id: Uuid,
    name: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    pause_from: Option<DateTime<Utc>>,
    pause_until: Option<DateTime<Utc>>,
    part_from: Option<i64>,
    part_until: Option<i64>,
}

impl AllottedRow {
    fn seconds(&self) -> u64 {
        let minute = |minute: Option<i64>| minute.map(people);
        let part = minute(self.part_from).zip(minute(self.part_until));
        allotted_seconds(
            (self.starts_at, self.ends_at),
            self.pause_from.zip(self.pause_until),
            part.and_then(|(from, until)| Part::new(from, until)),
        )
    }
}

/// When somebody arrived, when the service ended, and its seconds.
type Wait = (DateTime<Utc>, DateTime<Utc>, i64);

fn waited((arrived, ended, served): Wait) -> i64 {
    (ended - arrived).num_seconds() - served
}

/// How long people of a span of days waited.
pub(super) async fn waits(pool: &Pool, from: NaiveDate, until: NaiveDate) -> Stored<Option<Waits>> {
    let rows = fetch_all!(pool, Wait, WAITS, from, until)?;
    Ok(Waits::of(rows.into_iter().map(waited)))
}

/// How long people of one visit waited.
pub(super) async fn waits_of_visit(pool: &Pool, visit: VisitId) -> Stored<Option<Waits>> {
    let rows = fetch_all!(pool, Wait, WAITS_OF_VISIT, visit.uuid())?;
    Ok(Waits::of(rows.into_iter().map(waited)))
}

/// What operators did in a span of days, by name.
pub(super) async fn of_span(pool: &Pool, from: NaiveDate, until: NaiveDate) -> Stored<Vec<OperatorLoad>> {
    let mut loads: BTreeMap<(String, Uuid), OperatorLoad> = BTreeMap::new();
    let load = |id, name: &str| OperatorLoad {
        id: OperatorId::new(id),
        name: name.to_owned(),
        visits: 0,
        people: 0,
        served_seconds: 0,
        allotted_seconds: 0,
    };
    for row in fetch_all!(pool, AllottedRow, ALLOTTED, from, until)? {
        let seconds = row.seconds();
        let entry = loads.entry((row.name.clone(), row.id));
        let entry = entry.or_insert_with(|| load(row.id, &row.name));
        entry.visits += 1;
        entry.allotted_seconds += seconds;
    }
    for (id, name, number, seconds) in fetch_all!(pool, (Uuid, String, i64, i64), SERVED, from, until)? {
        let entry = loads.entry((name.clone(), id)).or_insert_with(|| load(id, &name));
        entry.people = people(number);
        entry.served_seconds = u64::try_from(seconds).unwrap_or(0);
    }
    Ok(loads.into_values().collect())
}

/// All NIBs of the programme, and the latest count of small businesses.
pub(super) async fn reach(pool: &Pool) -> Stored<Reach> {
    let nibs = fetch_optional!(pool, (i64,), NIBS)?;
    let businesses = fetch_optional!(pool, (i64, i64), BUSINESSES)?;
    Ok(Reach {
        nib: nibs.map_or(0, |(number,)| people(number)),
        businesses: businesses.and_then(|(year, number)| Some((i32::try_from(year).ok()?, people(number)))),
    })
}
