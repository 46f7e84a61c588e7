//! Follow-ups: people whom the day left unfinished, until it is done. Their names and numbers are read from the
//! booking or the entry of the day, never copied.

use crate::Backend;
use crate::after_text;
use crate::audit::{self, Actor, Entry};
use crate::bookings::{Refused, Tried, until_done};
use crate::db::{Tx, execute, fetch_optional};
use crate::error::Stored;
use crate::outbox::{self, NewMessage};
use crate::person_of_day::person_of_day;
use chrono::{DateTime, Utc};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::follow_up::{CallBack, FollowUpEnd, FollowUpState};
use domain::id::{BookingId, EntryId, FollowUpId, StaffId, VisitId};
use domain::message::MessageKind;
use domain::nib::Nib;
use domain::pending::PendingReason;
use domain::service::Answer;
use domain::staff::Staff;
use domain::text::Line;
use uuid::Uuid;

/// A person whom the day leaves unfinished.
#[derive(Debug, Clone)]
pub(crate) struct NewFollowUp {
    pub(crate) entry: EntryId,
    pub(crate) visit: VisitId,
    pub(crate) booking: Option<BookingId>,
    pub(crate) reason: PendingReason,
    pub(crate) note: Option<Line<200>>,
    pub(crate) call_back: Option<DateTime<Utc>>,
}

/// Says the same again: nothing is written, so that a form that is open stays good. What is done stays done.
const OPEN: &str =
    "insert into follow_up (id, entry_id, visit_id, booking_id, reason, note, call_back_at, state, version, opened_at)
    values ($1, $2, $3, $4, $5, $6, $7, 'open', 1, $8)
    on conflict (entry_id) do update set state = 'open', reason = excluded.reason,
      note = coalesce(excluded.note, follow_up.note),
      call_back_at = coalesce(excluded.call_back_at, follow_up.call_back_at), version = follow_up.version + 1
    where follow_up.state = 'withdrawn' or (follow_up.state = 'open' and (follow_up.reason <> excluded.reason
      or coalesce(excluded.note, follow_up.note) is distinct from follow_up.note
      or coalesce(excluded.call_back_at, follow_up.call_back_at) is distinct from follow_up.call_back_at))";

/// How a follow-up ended is the outcome of its person, whatever the events of the day left in its place.
const ENTRY_AS_ENDED: &str = "update queue_entry set
    outcome = (select f.state from follow_up f where f.entry_id = queue_entry.id),
    reason = (select f.detail from follow_up f where f.entry_id = queue_entry.id),
    nib = (select f.nib from follow_up f where f.entry_id = queue_entry.id)
    where id = $1 and exists (select 1 from follow_up f where f.entry_id = queue_entry.id
      and f.state in ('nib-issued', 'referred'))";
const BOOKING_AS_ENDED: &str = "update booking set
    state = (select f.state from follow_up f where f.booking_id = booking.id)
    where id = $1 and state = 'pending' and exists (select 1 from follow_up f where f.booking_id = booking.id
      and f.state in ('nib-issued', 'referred'))";

async fn as_ended(tx: &mut Tx, entry: EntryId, booking: Option<BookingId>) -> Stored<()> {
    execute!(tx, ENTRY_AS_ENDED, entry.uuid())?;
    execute!(tx, BOOKING_AS_ENDED, booking.map(BookingId::uuid))?;
    Ok(())
}

/// Opens the follow-up of a person of the day; while it is open, changes it. One that has ended stays so, and so
/// does what it made of the person's outcome: a device may bring late what happened before.
pub(crate) async fn open(tx: &mut Tx, now: DateTime<Utc>, new: NewFollowUp) -> Stored<()> {
    let opened = execute!(
        tx,
        OPEN,
        Uuid::now_v7(),
        new.entry.uuid(),
        new.visit.uuid(),
        new.booking.map(BookingId::uuid),
        new.reason.key(),
        new.note.as_ref().map(|note| note.as_str()),
        new.call_back,
        now
    )?;
    if opened == 0 {
        as_ended(tx, new.entry, new.booking).await?;
    }
    Ok(())
}

const WITHDRAW: &str = "update follow_up set state = 'withdrawn', version = version + 1
    where entry_id = $1 and state = 'open'";

/// The day's outcome was corrected: there is nothing to follow. What is done stays done.
pub(crate) async fn withdraw(tx: &mut Tx, entry: EntryId) -> Stored<()> {
    execute!(tx, WITHDRAW, entry.uuid())?;
    Ok(())
}

const CAME_BACK: &str = "update follow_up set state = 'came-back', closed_at = $2, version = version + 1
    where state = 'open' and entry_id in (select entry_id from return_slip where booking_id = $1)";

/// Whoever holds a return slip has come back and was served, however it ended: what is left now is a matter of the
/// new day. For every other booking there is nothing to do.
pub(crate) async fn came_back(tx: &mut Tx, now: DateTime<Utc>, booking: BookingId) -> Stored<()> {
    execute!(tx, CAME_BACK, booking.uuid(), now)?;
    Ok(())
}

/// What a change of a follow-up needs to know.
#[derive(sqlx::FromRow)]
struct Current {
    visit_id: Uuid,
    entry_id: Uuid,
    booking_id: Option<Uuid>,
    call_back_at: Option<DateTime<Utc>>,
    responsible_id: Option<Uuid>,
    state: String,
    detail: Option<String>,
    nib: Option<String>,
}

const CURRENT: &str =
    "select f.visit_id, f.entry_id, f.booking_id, f.call_back_at, f.responsible_id, f.state,
    f.detail, f.nib from follow_up f where f.id = $1";
const PLAN: &str = "update follow_up set call_back_at = $3, responsible_id = $4, version = version + 1
    where id = $1 and version = $2 and state = 'open'";
const END: &str = "update follow_up set state = $2, detail = $3, nib = $4, closed_at = $5, closed_by = $6,
    version = version + 1 where id = $1 and state = 'open'";

/// Those who write a day come one after the other.
pub(crate) const LOCK_DAY: &str = "update service_day set version = version where visit_id = $1";

impl Current {
    fn says(&self, call_back: CallBack) -> bool {
        self.call_back_at == call_back.at && self.responsible_id == call_back.responsible.map(StaffId::uuid)
    }

    fn ended_so(&self, end: &FollowUpEnd) -> bool {
        self.state == end.state().key()
            && self.detail.as_deref() == end.detail()
            && end.nib().is_none_or(|nib| self.nib.as_deref() == Some(nib))
    }

    fn entry<'a>(&self, act: &'static str, detail: &'a str) -> Entry<'a> {
        Entry {
            act,
            visit: Some(VisitId::new(self.visit_id)),
            booking: self.booking_id.map(BookingId::new),
            detail,
        }
    }
}

impl Backend {
    pub(crate) async fn plan_follow_up(
        &self,
        staff: &Staff,
        id: FollowUpId,
        version: i64,
        call_back: CallBack,
    ) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let current = fetch_optional!(tx, Current, CURRENT, id.uuid())?.ok_or(ServiceError::NotFound)?;
        if current.says(call_back) && current.state == FollowUpState::Open.key() {
            return Ok(());
        }
        call_back
            .check(current.call_back_at, now)
            .map_err(|error| ServiceError::Invalid(vec![error]))?;
        let responsible = call_back.responsible.map(StaffId::uuid);
        match execute!(tx, PLAN, id.uuid(), version, call_back.at, responsible) {
            Ok(1) => {}
            Ok(_) => return Err(ServiceError::Stale),
            Err(error) if error.is_foreign_key_violation() => {
                return Err(ServiceError::field(Field::Responsible, Problem::NotAChoice));
            }
            Err(error) => return Err(error.into()),
        }
        audit::record(
            &mut tx,
            now,
            Actor::Staff(staff),
            current.entry("follow-up-planned", ""),
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    pub(crate) async fn finish_follow_up(
        &self,
        staff: &Staff,
        id: FollowUpId,
        end: &FollowUpEnd,
    ) -> Answer<()> {
        until_done!(self.try_finish(staff, id, end))
    }

    async fn try_finish(
        &self,
        staff: &Staff,
        id: FollowUpId,
        end: &FollowUpEnd,
    ) -> Result<Tried<()>, Refused> {
        let (now, actor) = (self.now(), Actor::Staff(staff));
        let mut tx = self.pool.begin().await?;
        let before = fetch_optional!(tx, Current, CURRENT, id.uuid())?.ok_or(ServiceError::NotFound)?;
        execute!(tx, LOCK_DAY, before.visit_id)?;
        let (state, by) = (end.state().key(), staff.id.uuid());
        if execute!(tx, END, id.uuid(), state, end.detail(), end.nib(), now, by)? != 1 {
            let current = fetch_optional!(tx, Current, CURRENT, id.uuid())?.ok_or(ServiceError::NotFound)?;
            return if current.ended_so(end) {
                Ok(Tried::Done(()))
            } else {
                Err(ServiceError::Stale.into())
            };
        }
        let entry = EntryId::new(before.entry_id);
        as_ended(&mut tx, entry, before.booking_id.map(BookingId::new)).await?;
        let act = match end {
            FollowUpEnd::NibIssued(_) => "follow-up-nib",
            FollowUpEnd::Referred(_) => "follow-up-referred",
            FollowUpEnd::GaveUp(_) => "follow-up-closed",
        };
        audit::record(&mut tx, now, actor, before.entry(act, "")).await?;
        // Whoever is done needs no place.
        self.take_back_slip(&mut tx, now, actor, entry).await?;
        if let FollowUpEnd::NibIssued(nib) = end {
            self.tell_nib(&mut tx, now, entry, nib.as_ref()).await?;
        }
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(Tried::Done(()))
    }

    /// Tells a person that the NIB is out, once.
    async fn tell_nib(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        entry: EntryId,
        nib: Option<&Nib>,
    ) -> Stored<()> {
        let Some(person) = person_of_day(tx, entry).await? else {
            return Ok(());
        };
        let Some((name, phone)) = person.reachable() else {
            return Ok(());
        };
        let settings = self.settings_in(tx).await?;
        let message = NewMessage {
            kind: MessageKind::NibReady,
            step: format!("nib-ready:{entry}"),
            visit: VisitId::new(person.visit_id),
            booking: person.booking_id.map(BookingId::new),
            to_name: name.to_owned(),
            phone,
            email: person.email(),
            wish: person.wish(),
            useful_until: None,
            text: after_text::nib_ready(person.lang(), name, nib, &settings),
        };
        let ways = self.ways(tx).await?;
        outbox::write(tx, now, &ways, vec![message]).await
    }
}
