//! "Yes, I come": said by the holder of a ticket, shown to the holder and to staff.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::bookings::{BY_ID, Stub, visit_in};
use crate::db::{execute, fetch_optional};
use crate::moves::LOCK_BOOKING;
use crate::outbox;
use domain::error::ServiceError;
use domain::id::{BookingId, VisitId};
use domain::service::{Answer, Ticket};

const CONFIRM: &str = "update booking set confirmed_for = $2 where id = $1";

impl Backend {
    /// Notes that the holder comes, to the slot as it is now: after a move it has to be said anew. Twice is once.
    pub(crate) async fn confirm(&self, id: BookingId, actor: Actor<'_>) -> Answer<Ticket> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        execute!(tx, LOCK_BOOKING, id.uuid())?;
        let mut stub = fetch_optional!(tx, Stub, BY_ID, id.uuid())?.ok_or(ServiceError::NotFound)?;
        let visit = visit_in(&mut tx, VisitId::new(stub.visit_id), now).await?;
        let settings = self.settings_in(&mut tx).await?;
        if !stub.confirmed() {
            if !stub.state()?.holder_may_confirm(visit.state, stub.starts_at, now) {
                return Err(ServiceError::BookingSettled);
            }
            execute!(tx, CONFIRM, stub.id, stub.starts_at)?;
            stub.confirm();
            // The question, where it still waits, is answered.
            outbox::drop_question(&mut tx, id).await?;
            let entry = Entry {
                act: "booking-confirmed",
                visit: Some(visit.id),
                booking: Some(id),
                detail: "",
            };
            audit::record(&mut tx, now, actor, entry).await?;
            tx.commit().await?;
        }
        self.ticket_of(&stub, visit, settings)
    }
}
