//! Moving a booking, and giving its place back.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::bookings::{BY_ID, Refused, Stub, Tried, until_done, visit_in, visit_of_place, why_not};
use crate::db::{Tx, execute, fetch_optional};
use crate::{day, outbox};
use chrono::{DateTime, Utc};
use domain::booking::{BookingState, BookingStep};
use domain::error::ServiceError;
use domain::id::{BookingId, SlotId, VisitId};
use domain::message::MessageKind;
use domain::service::{Answer, Ticket, VisitSummary};
use domain::settings::Settings;
use uuid::Uuid;

const RELEASE_PLACE: &str = "update slot set booked = booked - 1 where id = $1 and booked > 0";

const VISIT_OF: &str = "select visit_id from booking where id = $1";

/// Takes the lock of a slot without changing it.
pub(crate) const LOCK_SLOT: &str = "update slot set booked = booked where id = $1";

/// Takes the lock of a booking without changing it: one change of it after the other.
pub(crate) const LOCK_BOOKING: &str = "update booking set moves = moves where id = $1";

/// In another visit it no longer counts among the places of its number or its helper.
const MOVE: &str = "update booking set slot_id = $3, visit_id = $4, moves = moves + 1,
    phone_place = case when visit_id = $4 then phone_place else null end,
    helper_place = case when visit_id = $4 then helper_place else null end
    where id = $1 and slot_id = $2 and state = 'booked'";

const CANCEL: &str = "update booking set state = 'cancelled' where id = $1 and slot_id = $2 and state = $3";

impl Backend {
    pub(crate) async fn change_slot(&self, id: BookingId, to: SlotId, actor: Actor<'_>) -> Answer<Ticket> {
        until_done!(self.try_move(id, to, actor))
    }

    async fn try_move(&self, id: BookingId, to: SlotId, actor: Actor<'_>) -> Result<Tried<Ticket>, Refused> {
        let mut tx = self.pool.begin().await?;
        let from = fetch_optional!(tx, (Uuid,), VISIT_OF, id.uuid())?;
        let from = VisitId::new(from.ok_or(ServiceError::NotFound)?.0);
        let Tried::Done((stub, visit, settings)) = self.move_in(&mut tx, id, to, actor).await? else {
            return Ok(Tried::Again);
        };
        tx.commit().await?;
        self.outbox_bell.notify_one();
        self.place_freed(from).await;
        Ok(Tried::Done(self.ticket_of(&stub, visit, settings)?))
    }

    /// A move inside a transaction: the new place is taken, the old one let go, the person told.
    pub(crate) async fn move_in(
        &self,
        tx: &mut Tx,
        id: BookingId,
        to: SlotId,
        actor: Actor<'_>,
    ) -> Result<Tried<(Stub, VisitSummary, Settings)>, Refused> {
        let now = self.now();
        let mut stub = self.changeable(tx, id, BookingStep::Move, actor, now).await?;
        if stub.slot_id == to.uuid() {
            let visit = visit_in(tx, VisitId::new(stub.visit_id), now).await?;
            return Ok(Tried::Done((stub, visit, self.settings_in(tx).await?)));
        }
        // Locks in the order of ids: two people who swap places do not wait for each other.
        if stub.slot_id < to.uuid() {
            execute!(tx, LOCK_SLOT, stub.slot_id)?;
        }
        let Some(place) = self.take_place(tx, to, now, actor).await? else {
            return Err(why_not(tx, to, now, actor).await?.into());
        };
        match execute!(tx, MOVE, stub.id, stub.slot_id, to.uuid(), place.visit_id) {
            Ok(1) => {}
            Ok(_) => return Ok(Tried::Again),
            Err(error) if error.is_unique_violation() => return Err(ServiceError::DuplicateBooking.into()),
            Err(error) => return Err(error.into()),
        }
        execute!(tx, RELEASE_PLACE, stub.slot_id)?;
        let detail = format!(
            "{} → {}",
            domain::calendar::clock(stub.starts_at),
            domain::calendar::clock(place.starts_at)
        );
        day::touch(tx, stub.visit_id).await?;
        stub.take(to, &place);
        outbox::drop_of_booking(tx, id).await?;
        let visit = visit_of_place(tx, VisitId::new(stub.visit_id), now, actor).await?;
        let settings = self.settings_in(tx).await?;
        let tell = self.tell(MessageKind::Moved, &stub, &visit, &settings)?;
        let ways = self.ways(tx).await?;
        outbox::write(tx, now, &ways, vec![tell]).await?;
        let entry = Entry {
            act: "booking-moved",
            visit: Some(visit.id),
            booking: Some(id),
            detail: &detail,
        };
        audit::record(tx, now, actor, entry).await?;
        Ok(Tried::Done((stub, visit, settings)))
    }

    pub(crate) async fn call_off(&self, id: BookingId, reason: &str, actor: Actor<'_>) -> Answer<Ticket> {
        until_done!(self.try_cancel(id, reason, actor))
    }

    async fn try_cancel(
        &self,
        id: BookingId,
        reason: &str,
        actor: Actor<'_>,
    ) -> Result<Tried<Ticket>, Refused> {
        let mut tx = self.pool.begin().await?;
        let Tried::Done((stub, visit, settings)) = self.cancel_in(&mut tx, id, reason, actor).await? else {
            return Ok(Tried::Again);
        };
        tx.commit().await?;
        self.outbox_bell.notify_one();
        self.place_freed(visit.id).await;
        Ok(Tried::Done(self.ticket_of(&stub, visit, settings)?))
    }

    /// Calls a booking off inside a transaction: its place is let go, the person told.
    pub(crate) async fn cancel_in(
        &self,
        tx: &mut Tx,
        id: BookingId,
        reason: &str,
        actor: Actor<'_>,
    ) -> Result<Tried<(Stub, VisitSummary, Settings)>, Refused> {
        let now = self.now();
        let mut stub = self.changeable(tx, id, BookingStep::Cancel, actor, now).await?;
        if execute!(tx, CANCEL, stub.id, stub.slot_id, stub.state.as_str())? != 1 {
            return Ok(Tried::Again);
        }
        if stub.state()?.takes_a_place() {
            execute!(tx, RELEASE_PLACE, stub.slot_id)?;
            stub.booked -= 1;
        }
        stub.state = BookingState::Cancelled.key().to_owned();
        day::touch(tx, stub.visit_id).await?;
        outbox::drop_of_booking(tx, id).await?;
        let visit = visit_in(tx, VisitId::new(stub.visit_id), now).await?;
        let settings = self.settings_in(tx).await?;
        if !stub.is_told_to(actor) {
            let tell = self.tell(MessageKind::Cancelled, &stub, &visit, &settings)?;
            let ways = self.ways(tx).await?;
            outbox::write(tx, now, &ways, vec![tell]).await?;
        }
        let entry = Entry {
            act: "booking-cancelled",
            visit: Some(visit.id),
            booking: Some(id),
            detail: reason,
        };
        audit::record(tx, now, actor, entry).await?;
        Ok(Tried::Done((stub, visit, settings)))
    }

    /// The booking, locked, if the step is possible now.
    async fn changeable(
        &self,
        tx: &mut Tx,
        id: BookingId,
        step: BookingStep,
        actor: Actor<'_>,
        now: DateTime<Utc>,
    ) -> Result<Stub, Refused> {
        execute!(tx, LOCK_BOOKING, id.uuid())?;
        let stub = fetch_optional!(tx, Stub, BY_ID, id.uuid())?.ok_or(ServiceError::NotFound)?;
        let state = stub.state()?;
        let visit = visit_in(tx, VisitId::new(stub.visit_id), now).await?.state;
        let in_time = actor.staff_id().is_some() || state.holder_may_change(visit, stub.starts_at, now);
        if !in_time || state.after(step).is_err() {
            return Err(ServiceError::BookingSettled.into());
        }
        Ok(stub)
    }
}
