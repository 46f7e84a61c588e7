//! What is read for reports alone.

use crate::db::{Pool, fetch_all};
use crate::error::{StoreError, Stored};
use crate::visits::people;
use chrono::{DateTime, NaiveDate, Utc};
use domain::day::Ending;
use domain::outreach::{OutreachChannel, Verdict};
use domain::pending::{PendingReason, ReferredTo};
use domain::report::{AttendanceRow, OutreachRow};
use uuid::Uuid;

/// Whoever called the booking off and came nevertheless came without booking.
const ATTENDANCE: &str = "select v.date, l.name, q.number, q.arrived_at,
    (b.id is not null and b.state <> 'cancelled') as booked, q.served_seconds, q.ended_at, q.outcome, q.reason
    from visit v join village l on l.code = v.village_code join queue_entry q on q.visit_id = v.id
    left join booking b on b.id = q.booking_id
    where v.date >= $1 and v.date < $2 and q.arrived_at is not null
    order by v.date, v.starts_at, v.id, q.arrived_at, q.id";

/// Entries about another day or another village do not count.
const OUTREACH: &str =
    "select o.id, v.date as visit_date, l.name as village, o.date, o.channel, (o.staff_id is not null) as by_office,
    o.verdict, b.name as banjar
    from visit v join village l on l.code = v.village_code
    join outreach o on o.visit_id = v.id and o.told_village = v.village_code and o.told_day = v.date
    left join outreach_banjar p on p.outreach_id = o.id left join banjar b on b.id = p.banjar_id
    where v.date >= $1 and v.date < $2 order by v.date, v.id, o.date, o.id, b.name, b.id";

#[derive(sqlx::FromRow)]
struct Came {
    date: NaiveDate,
    name: String,
    number: Option<i64>,
    arrived_at: DateTime<Utc>,
    booked: bool,
    served_seconds: i64,
    ended_at: Option<DateTime<Utc>>,
    outcome: Option<String>,
    reason: Option<String>,
}

impl Came {
    fn row(self) -> Stored<AttendanceRow> {
        let ending = self
            .outcome
            .as_deref()
            .map(|outcome| ending(outcome, self.reason.as_deref()));
        Ok(AttendanceRow {
            ending: ending.transpose()?,
            date: self.date,
            village: self.name,
            number: self.number.map(people),
            arrived: self.arrived_at,
            booked: self.booked,
            served_seconds: self.served_seconds,
            ended: self.ended_at,
        })
    }
}

/// A reason that is not known is another one, as in the figures.
fn ending(outcome: &str, reason: Option<&str>) -> Stored<Ending> {
    Ok(match outcome {
        "nib-issued" => Ending::NibIssued,
        "consultation-only" => Ending::ConsultationOnly,
        "pending" => {
            let reason = reason.and_then(PendingReason::from_key);
            Ending::Pending(reason.unwrap_or(PendingReason::Other))
        }
        "referred" => {
            let place = reason.and_then(ReferredTo::from_key);
            Ending::Referred(place.unwrap_or(ReferredTo::OtherAgency))
        }
        _ => return Err(StoreError::Corrupt("outcome of a service")),
    })
}

/// Everybody who came in a span of days, by arrival.
pub(super) async fn attendance(pool: &Pool, from: NaiveDate, until: NaiveDate) -> Stored<Vec<AttendanceRow>> {
    let rows = fetch_all!(pool, Came, ATTENDANCE, from, until)?;
    rows.into_iter().map(Came::row).collect()
}

#[derive(sqlx::FromRow)]
struct Told {
    id: Uuid,
    visit_date: NaiveDate,
    village: String,
    date: NaiveDate,
    channel: String,
    by_office: bool,
    verdict: Option<String>,
    banjar: Option<String>,
}

impl Told {
    fn row(self) -> Stored<OutreachRow> {
        let verdict = self.verdict.as_deref();
        let verdict = verdict.map(|key| Verdict::from_key(key).ok_or(StoreError::Corrupt("verdict")));
        let channel = OutreachChannel::from_key(&self.channel);
        Ok(OutreachRow {
            verdict: verdict.transpose()?,
            channel: channel.ok_or(StoreError::Corrupt("channel of outreach"))?,
            visit_date: self.visit_date,
            village: self.village,
            date: self.date,
            banjars: self.banjar.into_iter().collect(),
            by_office: self.by_office,
        })
    }
}

/// How the word was spread for the visits of a span of days; one line an entry, with its banjar.
pub(super) async fn outreach(pool: &Pool, from: NaiveDate, until: NaiveDate) -> Stored<Vec<OutreachRow>> {
    let mut all: Vec<OutreachRow> = Vec::new();
    let mut last = None;
    for row in fetch_all!(pool, Told, OUTREACH, from, until)? {
        let id = Some(row.id);
        let row = row.row()?;
        match all.last_mut().filter(|_| id == last) {
            Some(entry) => entry.banjars.extend(row.banjars),
            None => all.push(row),
        }
        last = id;
    }
    Ok(all)
}
