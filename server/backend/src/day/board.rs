//! What people in the hall see of a day: the board, and the own place on a ticket.

use super::load::Known;
use crate::Backend;
use chrono::{DateTime, Utc};
use domain::day::service::BoardPage;
use domain::day::{Entry, Stage};
use domain::error::ServiceError;
use domain::id::{BookingId, EntryId, VisitId};
use domain::service::{Answer, TicketToday, VisitSummary};

impl Backend {
    pub(crate) async fn board_page(&self, id: VisitId) -> Answer<BoardPage> {
        let visit = self.summary(id).await?;
        if !visit.state.is_public() {
            return Err(ServiceError::NotFound);
        }
        let known = self.day_now(id).await?;
        let now = self.now();
        Ok(BoardPage {
            visit: visit.for_everybody(),
            board: (known.version > 0).then(|| known.day.board(now)),
            version: known.version,
            now,
        })
    }

    /// How a booking stands in the queue, on the day of its visit: one statement, the day itself is in memory.
    pub(crate) async fn ticket_today(
        &self,
        visit: &VisitSummary,
        booking: BookingId,
    ) -> Answer<Option<TicketToday>> {
        if visit.date != self.today_in_wita() || !visit.state.is_public() {
            return Ok(None);
        }
        let known = self.day_now(visit.id).await?;
        Ok(today(&known, EntryId::new(booking.uuid()), self.now()))
    }
}

fn today(known: &Known, entry: EntryId, now: DateTime<Utc>) -> Option<TicketToday> {
    if known.version == 0 {
        return Some(TicketToday {
            begun: false,
            queue: None,
            incident_since: None,
        });
    }
    let board = known.day.board(now);
    let number = known.day.entry(entry).and_then(checked_in);
    (!board.closed).then(|| TicketToday {
        begun: true,
        queue: number.map(|number| (number, board.place_of(number))),
        incident_since: board.incident_since,
    })
}

/// The number of who has come. A check-in that was taken back leaves its number behind.
fn checked_in(entry: &Entry) -> Option<u32> {
    let not_here = matches!(entry.stage, Stage::Expected | Stage::NoShow | Stage::Withdrawn);
    entry.number.filter(|_| !not_here)
}
