//! Return slips: a place kept with precedence for a person whom an outage sent home. In a visit it is taken by the
//! guarded statement of every booking, at the office by a counter with the same guard.

use crate::Backend;
use crate::after_text::{self, Kept};
use crate::audit::{self, Actor, Entry};
use crate::bookings::{Refused, Tried, until_done, visit_in};
use crate::db::{Pool, Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::follow_ups::{self, LOCK_DAY, NewFollowUp};
use crate::outbox::{self, NewMessage};
use crate::person_of_day::{PersonOfDay, person_of_day};
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{date_in_wita, from_wita};
use domain::code::BookingCode;
use domain::error::ServiceError;
use domain::id::{BookingId, EntryId, VisitId};
use domain::message::MessageKind;
use domain::pending::PendingReason;
use domain::return_slip::{KeptPlace, ReturnPlace, ReturnSlip};
use domain::service::{Answer, VisitSummary};
use domain::settings::Settings;
use domain::staff::Staff;
use uuid::Uuid;

const LOCK_ENTRY: &str = "update queue_entry set stage = stage where id = $1";

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    id: Uuid,
    office_day: Option<NaiveDate>,
    given_at: DateTime<Utc>,
    booking_id: Option<Uuid>,
    code: Option<String>,
    state: Option<String>,
    pub(crate) visit_id: Option<Uuid>,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
}

pub(crate) const OF_ENTRY: &str = "select r.id, r.office_day, r.given_at, r.booking_id, b.code, b.state, b.visit_id, s.starts_at,
    s.ends_at from return_slip r left join booking b on b.id = r.booking_id left join slot s on s.id = b.slot_id
    where r.entry_id = $1";

impl Row {
    /// The place is still kept: its day is not over, and nobody called its booking off.
    pub(crate) fn stands(&self, now: DateTime<Utc>) -> bool {
        let kept = self.state.as_deref() != Some("cancelled");
        self.office_day.is_some_and(|day| day >= date_in_wita(now))
            || self.ends_at.is_some_and(|end| kept && end > now)
    }

    fn step(&self) -> String {
        message_step(self.id)
    }

    /// `visit` is that of the booking.
    pub(crate) fn slip(self, entry: EntryId, visit: Option<VisitSummary>) -> Stored<ReturnSlip> {
        let corrupt = || StoreError::Corrupt("return slip");
        let at = match (self.office_day, visit) {
            (Some(day), _) => KeptPlace::Office(day),
            (None, Some(visit)) => KeptPlace::Visit {
                booking: BookingId::new(self.booking_id.ok_or_else(corrupt)?),
                code: BookingCode::parse(self.code.as_deref().unwrap_or_default()).map_err(|_| corrupt())?,
                starts_at: self.starts_at.ok_or_else(corrupt)?,
                visit: Box::new(visit),
            },
            (None, None) => return Err(corrupt()),
        };
        Ok(ReturnSlip {
            entry,
            at,
            given_at: self.given_at,
        })
    }
}

fn message_step(slip: Uuid) -> String {
    format!("return-slip:{slip}")
}

const RELEASE_OFFICE: &str = "update office_return_day set given = given - 1 where day = $1 and given > 0";
const INSERT: &str = "insert into return_slip (id, entry_id, office_day, booking_id, given_at, given_by)
    values ($1, $2, $3, $4, $5, $6)";
const DELETE: &str = "delete from return_slip where id = $1";
/// Bookings of a visit that hold a return slip, through a pool or in a transaction.
pub(crate) const PRECEDENCE: &str =
    "select r.booking_id from return_slip r join booking b on b.id = r.booking_id
    where b.visit_id = $1 and b.state <> 'cancelled' order by r.booking_id";

/// Bookings of a visit that come first: return slips keep their places.
pub(crate) async fn precedence_of(pool: &Pool, visit: VisitId) -> Stored<Vec<BookingId>> {
    let rows = fetch_all!(pool, (Uuid,), PRECEDENCE, visit.uuid())?;
    Ok(rows.into_iter().map(|(id,)| BookingId::new(id)).collect())
}

impl Backend {
    /// Keeps a place for a person of a day. A person who has one keeps that, so that giving it twice is giving it
    /// once. Whoever calls it must not commit after an error.
    pub(crate) async fn give_slip(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        actor: Actor<'_>,
        entry: EntryId,
        place: ReturnPlace,
    ) -> Result<ReturnSlip, Refused> {
        execute!(tx, LOCK_ENTRY, entry.uuid())?;
        let person = person_of_day(tx, entry).await?.ok_or(ServiceError::NotFound)?;
        if let Some(row) = fetch_optional!(tx, Row, OF_ENTRY, entry.uuid())? {
            if row.stands(now) {
                return Ok(slip_in(tx, row, entry, now).await?);
            }
            execute!(tx, DELETE, row.id)?;
        }
        let settings = self.settings_in(tx).await?;
        let id = Uuid::now_v7();
        let at = match place {
            ReturnPlace::Office(day) => {
                self.take_office_day(tx, now, day, &settings).await?;
                KeptPlace::Office(day)
            }
            ReturnPlace::Slot(slot) => {
                self.book_return(tx, now, actor, (id, &person), slot, &settings)
                    .await?
            }
        };
        let (day, booking, comes_at) = match &at {
            KeptPlace::Office(day) => (Some(*day), None, from_wita(*day, settings.opening())),
            KeptPlace::Visit {
                booking, starts_at, ..
            } => (None, Some(booking.uuid()), *starts_at),
        };
        execute!(tx, INSERT, id, entry.uuid(), day, booking, now, actor.staff_id())?;
        let slip = ReturnSlip {
            entry,
            at,
            given_at: now,
        };
        self.tell_slip(tx, now, id, &person, &slip, &settings).await?;
        let follow_up = NewFollowUp {
            entry,
            visit: VisitId::new(person.visit_id),
            booking: person.booking_id.map(BookingId::new),
            reason: PendingReason::ReturnSlip,
            note: None,
            call_back: Some(comes_at),
        };
        follow_ups::open(tx, now, follow_up).await?;
        let detail = date_in_wita(comes_at).to_string();
        audit::record(tx, now, actor, person.record("return-slip-given", &detail)).await?;
        Ok(slip)
    }

    async fn tell_slip(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        id: Uuid,
        person: &PersonOfDay,
        slip: &ReturnSlip,
        settings: &Settings,
    ) -> Stored<()> {
        let Some((name, phone)) = person.reachable() else {
            return Ok(());
        };
        let link;
        let (kept, visit, booking) = match &slip.at {
            KeptPlace::Office(day) => {
                let booking = person.booking_id.map(BookingId::new);
                (Kept::Office(*day), VisitId::new(person.visit_id), booking)
            }
            KeptPlace::Visit {
                booking,
                code,
                starts_at,
                visit,
            } => {
                link = self.ticket_link(*booking);
                let kept = Kept::Visit {
                    visit,
                    starts_at: *starts_at,
                    code: *code,
                    ticket_link: &link,
                };
                (kept, visit.id, Some(*booking))
            }
        };
        let message = NewMessage {
            kind: MessageKind::ReturnSlip,
            step: message_step(id),
            visit,
            booking,
            to_name: name.to_owned(),
            phone,
            email: person.email(),
            wish: person.wish(),
            useful_until: Some(kept.until()),
            text: after_text::return_slip(person.lang(), name, &kept, settings),
        };
        let ways = self.ways(tx).await?;
        outbox::write(tx, now, &ways, vec![message]).await
    }

    /// Gives the place of a slip back, unless its day is over. Without one there is nothing to do.
    pub(crate) async fn take_back_slip(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        actor: Actor<'_>,
        entry: EntryId,
    ) -> Result<(), Refused> {
        execute!(tx, LOCK_ENTRY, entry.uuid())?;
        let Some(row) = fetch_optional!(tx, Row, OF_ENTRY, entry.uuid())? else {
            return Ok(());
        };
        if !row.stands(now) {
            return Ok(());
        }
        let person = person_of_day(tx, entry).await?.ok_or(ServiceError::NotFound)?;
        execute!(tx, DELETE, row.id)?;
        outbox::drop_step(tx, &row.step()).await?;
        if let Some(day) = row.office_day {
            execute!(tx, RELEASE_OFFICE, day)?;
        }
        if let Some(booking) = row.booking_id.filter(|_| row.state.as_deref() == Some("booked")) {
            match self.cancel_in(tx, BookingId::new(booking), "", actor).await? {
                Tried::Done(_) => {}
                Tried::Again => return Err(ServiceError::Busy.into()),
            }
        }
        audit::record(tx, now, actor, person.record("return-slip-taken-back", "")).await?;
        Ok(())
    }

    pub(crate) async fn take_back_slip_by(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: EntryId,
    ) -> Answer<()> {
        until_done!(self.try_take_back(staff, visit, entry))
    }

    async fn try_take_back(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: EntryId,
    ) -> Result<Tried<()>, Refused> {
        let mut tx = self.day_of(visit, entry).await?;
        self.take_back_slip(&mut tx, self.now(), Actor::Staff(staff), entry)
            .await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(Tried::Done(()))
    }

    /// A transaction in the row of those who write the day of a visit; the person has to be of that day.
    async fn day_of(&self, visit: VisitId, entry: EntryId) -> Result<Tx, Refused> {
        let mut tx = self.pool.begin().await?;
        execute!(tx, LOCK_DAY, visit.uuid())?;
        match person_of_day(&mut tx, entry).await? {
            Some(person) if person.visit_id == visit.uuid() => Ok(tx),
            _ => Err(ServiceError::NotFound.into()),
        }
    }
}

async fn slip_in(tx: &mut Tx, row: Row, entry: EntryId, now: DateTime<Utc>) -> Answer<ReturnSlip> {
    let visit = match row.visit_id {
        Some(id) => Some(visit_in(tx, VisitId::new(id), now).await?),
        None => None,
    };
    Ok(row.slip(entry, visit)?)
}

impl PersonOfDay {
    fn record<'a>(&self, act: &'static str, detail: &'a str) -> Entry<'a> {
        Entry {
            act,
            visit: Some(VisitId::new(self.visit_id)),
            booking: self.booking_id.map(BookingId::new),
            detail,
        }
    }
}
