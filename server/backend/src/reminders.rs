//! Reminders: written when their hour has come, each once. Driven by the clock, not by what was done before: a worker
//! that was away for a while writes what is still of use.

use crate::Backend;
use crate::bookings::{Stub, stub, visit_in};
use crate::db::{execute, fetch_all};
use crate::error::{StoreError, Stored};
use crate::outbox;
use crate::planning::LOCK_BOOKINGS;
use chrono::{DateTime, Duration, Utc};
use domain::error::ServiceError;
use domain::id::VisitId;
use domain::message::MessageKind;
use domain::rhythm::{Rhythm, Step};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// People with a place ahead, and when they were last told something of it.
const AHEAD: &str = "select b.visit_id, s.starts_at, b.confirmed_for, b.email is not null as has_email,
    b.created_at, max(m.created_at) as told_at
    from booking b join slot s on s.id = b.slot_id join visit v on v.id = b.visit_id
    left join message m on m.booking_id = b.id
    where b.state = 'booked' and v.state in ('confirmed', 'open', 'closed', 'underway')
    and v.date >= $1 and v.date <= $2 and s.starts_at > $3
    group by b.id, b.visit_id, s.starts_at, b.confirmed_for, b.email, b.created_at order by b.visit_id, b.id";

#[derive(sqlx::FromRow)]
struct Ahead {
    visit_id: Uuid,
    starts_at: DateTime<Utc>,
    confirmed_for: Option<DateTime<Utc>>,
    has_email: bool,
    created_at: DateTime<Utc>,
    told_at: Option<DateTime<Utc>>,
}

const HOLDERS: &str = stub!("b.visit_id = $1 and b.state = 'booked' order by s.starts_at, b.id");
const TOLD: &str =
    "select b.id, b.created_at, max(m.created_at) from booking b left join message m on m.booking_id = b.id
    where b.visit_id = $1 and b.state = 'booked' group by b.id, b.created_at order by b.id";
const STANDS: &str = "select cast(1 as bigint) from visit where id = $1 and state in ('confirmed', 'open', 'closed', 'underway')";

/// What is due for one person. Whom somebody has to write to by hand is reminded once, the day before.
fn due(
    rhythm: Rhythm,
    now: DateTime<Utc>,
    (starts_at, told_at): (DateTime<Utc>, DateTime<Utc>),
    confirmed: bool,
    by_itself: bool,
) -> Option<Step> {
    let steps = rhythm.due(now, starts_at, told_at, confirmed);
    steps
        .filter(|step| by_itself || step.kind == MessageKind::Reminder)
        .last()
}

impl Backend {
    /// Writes the reminders that are due; says how many visits had some. Public for tests.
    ///
    /// # Errors
    /// Of the store; what was written for other visits stays.
    pub async fn write_reminders(&self) -> Stored<usize> {
        let now = self.now();
        let settings = self.settings_now().await?;
        let (rhythm, ways) = (settings.rhythm(), self.ways_of(&settings));
        let first = self.today_in_wita();
        let days = rhythm.ask_days.max(rhythm.reminder_days).max(1);
        let last = first + Duration::days(i64::from(days));
        let mut visits = BTreeSet::new();
        for row in fetch_all!(self.pool, Ahead, AHEAD, first, last, now)? {
            let told_at = row.told_at.unwrap_or(row.created_at);
            let confirmed = row.confirmed_for == Some(row.starts_at);
            let by_itself = ways.by_itself(row.has_email);
            if due(rhythm, now, (row.starts_at, told_at), confirmed, by_itself).is_some() {
                visits.insert(row.visit_id);
            }
        }
        for visit in &visits {
            self.remind(VisitId::new(*visit), rhythm).await?;
        }
        Ok(visits.len())
    }

    /// Writes what is due for the people of one visit. They are locked: who calls off meanwhile comes before, or
    /// finds the reminder and drops it.
    async fn remind(&self, id: VisitId, rhythm: Rhythm) -> Stored<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        execute!(tx, LOCK_BOOKINGS, id.uuid())?;
        if fetch_all!(tx, (i64,), STANDS, id.uuid())?.is_empty() {
            return Ok(());
        }
        let ways = self.ways(&mut tx).await?;
        let settings = self.settings_in(&mut tx).await?;
        let visit = match visit_in(&mut tx, id, now).await {
            Ok(visit) => visit,
            Err(ServiceError::NotFound) => return Ok(()),
            Err(_) => return Err(StoreError::Corrupt("visit")),
        };
        let told = fetch_all!(tx, (Uuid, DateTime<Utc>, Option<DateTime<Utc>>), TOLD, id.uuid())?;
        let told: HashMap<_, _> = told
            .into_iter()
            .map(|(booking, created_at, told_at)| (booking, told_at.unwrap_or(created_at)))
            .collect();
        let mut messages = Vec::new();
        for holder in fetch_all!(tx, Stub, HOLDERS, id.uuid())? {
            let told_at = told.get(&holder.id).copied().unwrap_or(now);
            let times = (holder.starts_at, told_at);
            let by_itself = ways.by_itself(holder.has_email());
            if let Some(step) = due(rhythm, now, times, holder.confirmed(), by_itself) {
                let mut message = self.tell(step.kind, &holder, &visit, &settings)?;
                message.useful_until = Some(step.useful_until);
                messages.push(message);
            }
        }
        outbox::write(&mut tx, now, &ways, messages).await?;
        tx.commit().await
    }
}
