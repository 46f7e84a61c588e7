//! Beginning and closing a day.

use super::{Open, SERVER};
use crate::Backend;
use crate::db::{Tx, execute, fetch_optional};
use chrono::{DateTime, Utc};
use domain::day::{Act, Event, Stage, Verdict};
use domain::error::ServiceError;
use domain::id::{EventId, VisitId};
use domain::service::Answer;
use uuid::Uuid;

const BEGIN: &str = "insert into service_day (visit_id, version, last_number, last_block)
    values ($1, 1, 0, 0) on conflict do nothing";
const HAS_DAY: &str = "select version from service_day where visit_id = $1";
const CLOSE: &str = "update service_day set closed_at = $2 where visit_id = $1";
const ATTENDED: &str = "update visit set attended = $2 where id = $1";

impl Backend {
    pub(crate) async fn begin_day(&self, tx: &mut Tx, id: VisitId) -> Answer<()> {
        execute!(tx, BEGIN, id.uuid())?;
        Ok(())
    }

    /// Closes the day in its own transaction: whoever did not come is noted so, whoever was called in vain has
    /// gone home, and an outage that goes on ends with the day. Nobody who is there may be left.
    ///
    /// # Errors
    /// While people wait or sit at a table.
    pub(crate) async fn close_day(&self, tx: &mut Tx, id: VisitId) -> Answer<()> {
        // Visits of before, and demonstration data, have no day.
        if fetch_optional!(tx, (i64,), HAS_DAY, id.uuid())?.is_none() {
            return Ok(());
        }
        let mut open = self.take_day(tx, id, 0).await?;
        let there = open
            .is
            .entries()
            .filter(|it| it.stage.is_here() && it.stage != Stage::Missed)
            .count();
        if there > 0 {
            let people = u32::try_from(there).unwrap_or(u32::MAX);
            return Err(ServiceError::StillThere { people });
        }
        let now = open.now;
        if open.is.open_incident(now).is_some() {
            open.happen(Act::CloseIncident, now);
        }
        let operators: Vec<_> = open.is.active().collect();
        for operator in operators {
            open.happen(Act::Stop { operator }, now);
        }
        for act in open.last_acts() {
            open.happen(act, now);
        }
        if !self.write_day(tx, &mut open, &[]).await? {
            return Err(ServiceError::Stale);
        }
        execute!(tx, CLOSE, id.uuid(), now)?;
        // Devices learn that the plan has an end now.
        super::touch(tx, id.uuid()).await?;
        execute!(tx, ATTENDED, id.uuid(), i64::from(open.is.came()))?;
        Ok(())
    }

    /// Those who wait and those who still come are told that OSS fails, and that it works again. What is heard of an
    /// outage long over is no news.
    pub(super) async fn tell_of_incidents(&self, tx: &mut Tx, open: &Open) -> Answer<()> {
        let (was, is) = (open.was.open_incident(open.now), open.is.open_incident(open.now));
        match (was, is) {
            (None, Some(it)) => {
                self.outage_messages(tx, open.now, open.id, it.id, it.from)
                    .await?
            }
            (Some(it), None) => self.outage_over(tx, open.now, open.id, it.id).await?,
            (Some(was), Some(is)) if was.id != is.id => {
                self.outage_messages(tx, open.now, open.id, is.id, is.from)
                    .await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// What comes in after the closing may be people who came.
    pub(super) async fn count_again(&self, tx: &mut Tx, open: &Open) -> Answer<()> {
        if open.is.plan().closed_at.is_some() && open.was.came() != open.is.came() {
            execute!(tx, ATTENDED, open.id.uuid(), i64::from(open.is.came()))?;
        }
        Ok(())
    }
}

impl Open {
    fn happen(&mut self, act: Act, at: DateTime<Utc>) {
        let event = Event {
            id: EventId::new(Uuid::now_v7()),
            device: SERVER,
            seq: self.is.next_seq(SERVER),
            at,
            by: String::new(),
            act,
        };
        let (verdict, day) = self.is.tried(event.clone());
        if verdict == Verdict::Done {
            self.add(event, day, None);
        }
    }

    /// Who did not come, and who was called in vain. Whoever was expected while OSS failed stays at home with
    /// good reason and is no no-show.
    fn last_acts(&self) -> Vec<Act> {
        let mut acts = Vec::new();
        for it in self.is.entries() {
            match (it.stage, it.window) {
                (Stage::Missed, _) => acts.push(Act::Leave { entry: it.id }),
                (Stage::Expected, Some(window)) if !it.cancelled => {
                    let failed = self.is.incidents().iter().any(|one| {
                        one.from < window.until
                            && one
                                .end(self.is.plan(), self.now)
                                .is_none_or(|end| end > window.from)
                    });
                    if !failed {
                        acts.push(Act::NoShow { entry: it.id });
                    }
                }
                _ => {}
            }
        }
        acts
    }
}
