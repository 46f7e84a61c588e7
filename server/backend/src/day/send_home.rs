//! Sending a person home with a place kept for them: the day and the slip in one transaction.

use super::SERVER;
use crate::Backend;
use crate::audit::Actor;
use crate::bookings::{Refused, Tried, until_done};
use domain::day::service::{Granted, Sent, Wish};
use domain::day::{Act, Ending, Stage};
use domain::error::ServiceError;
use domain::id::{EntryId, EventId, VisitId};
use domain::return_slip::{ReturnPlace, ReturnSlip};
use domain::service::Answer;
use domain::staff::Staff;
use uuid::Uuid;

impl Backend {
    pub(crate) async fn send_home(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: EntryId,
        place: ReturnPlace,
    ) -> Answer<ReturnSlip> {
        until_done!(self.try_send_home(staff, visit, entry, place))
    }

    async fn try_send_home(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: EntryId,
        place: ReturnPlace,
    ) -> Result<Tried<ReturnSlip>, Refused> {
        let mut tx = self.pool.begin().await?;
        let mut open = self.take_day(&mut tx, visit, 0).await?;
        // Whoever went home unfinished before may be given a place later.
        let is_home = |stage| {
            matches!(
                stage,
                Stage::Done {
                    ending: Ending::Pending(_),
                    ..
                }
            )
        };
        let is_home = open.is.entry(entry).is_some_and(|it| is_home(it.stage));
        let sent = Sent {
            id: EventId::new(Uuid::now_v7()),
            seq: 0,
            at: open.now,
            after: None,
            act: Act::Return { entry },
            person: None,
            nib: None,
            note: None,
            call_back: None,
        };
        if !is_home {
            let wish = Wish::Do(Box::new(sent.clone()));
            let granted = self.grant(&mut tx, &mut open, &wish, (staff, SERVER), |_| false);
            if let Granted::Refused(flag) = granted.await? {
                return Err(ServiceError::DayFlag(flag).into());
            }
        }
        if !self.write_day(&mut tx, &mut open, &[&sent]).await? {
            return Ok(Tried::Again);
        }
        let actor = Actor::Staff(staff);
        let slip = self.give_slip(&mut tx, open.now, actor, entry, place).await?;
        tx.commit().await?;
        self.day_changed(open);
        self.outbox_bell.notify_one();
        Ok(Tried::Done(slip))
    }
}
