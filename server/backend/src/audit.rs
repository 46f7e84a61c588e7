//! The record: who did what, written in the same transaction as the act itself.

use crate::db::{Pool, Tx, execute, fetch_all};
use crate::error::Stored;
use chrono::{DateTime, Utc};
use domain::id::{BookingId, VisitId};
use domain::service::HistoryEntry;
use domain::staff::Staff;
use uuid::Uuid;

/// Who acted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Actor<'a> {
    /// The holder of a ticket, or the person who booked it.
    Applicant,
    /// The holder of a village's link.
    Village,
    /// A member of the office.
    Staff(&'a Staff),
    /// The program itself: import, demonstration data.
    System,
}

impl<'a> Actor<'a> {
    fn key(self) -> &'static str {
        match self {
            Actor::Applicant => "applicant",
            Actor::Village => "village",
            Actor::Staff(_) => "staff",
            Actor::System => "system",
        }
    }

    /// Id of the member of the office, if it was one.
    pub(crate) fn staff_id(self) -> Option<Uuid> {
        match self {
            Actor::Staff(staff) => Some(staff.id.uuid()),
            _ => None,
        }
    }
}

/// An entry of the record.
pub(crate) struct Entry<'a> {
    pub(crate) act: &'static str,
    pub(crate) visit: Option<VisitId>,
    pub(crate) booking: Option<BookingId>,
    pub(crate) detail: &'a str,
}

const INSERT: &str = "insert into audit_entry (id, at, actor, staff_id, act, visit_id, booking_id, detail)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Writes an entry.
pub(crate) async fn record(
    tx: &mut Tx,
    now: DateTime<Utc>,
    actor: Actor<'_>,
    entry: Entry<'_>,
) -> Stored<()> {
    execute!(
        tx,
        INSERT,
        Uuid::now_v7(),
        now,
        actor.key(),
        actor.staff_id(),
        entry.act,
        entry.visit.map(VisitId::uuid),
        entry.booking.map(BookingId::uuid),
        entry.detail
    )?;
    Ok(())
}

/// Writes an entry about a visit.
pub(crate) async fn note(
    tx: &mut Tx,
    now: DateTime<Utc>,
    actor: Actor<'_>,
    visit: VisitId,
    act: &'static str,
    detail: &str,
) -> Stored<()> {
    let entry = Entry {
        act,
        visit: Some(visit),
        booking: None,
        detail,
    };
    record(tx, now, actor, entry).await
}

#[derive(sqlx::FromRow)]
struct Row {
    at: DateTime<Utc>,
    actor: String,
    staff_name: Option<String>,
    act: String,
    detail: String,
}

const OF_VISIT: &str = "select a.at, a.actor, s.name as staff_name, a.act, a.detail
    from audit_entry a left join staff s on s.id = a.staff_id
    where a.visit_id = $1 order by a.id desc limit 50";

/// The record of a visit, latest first.
pub(crate) async fn of_visit(pool: &Pool, visit: VisitId) -> Stored<Vec<HistoryEntry>> {
    let rows = fetch_all!(pool, Row, OF_VISIT, visit.uuid())?;
    let entry = |row: Row| HistoryEntry {
        at: row.at,
        actor: row.staff_name.unwrap_or(row.actor),
        act: row.act,
        detail: row.detail,
    };
    Ok(rows.into_iter().map(entry).collect())
}
