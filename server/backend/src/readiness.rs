//! How ready visits are, and what staff tick.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{execute, fetch_all};
use crate::error::{StoreError, Stored};
use crate::outreach_log;
use chrono::{Days, NaiveDate};
use domain::error::ServiceError;
use domain::id::VisitId;
use domain::readiness::{Check, Facts, Readiness};
use domain::service::{Answer, VisitSummary};
use domain::staff::Staff;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

const TICKED: &str = "select c.visit_id, c.item from readiness_check c join visit v on v.id = c.visit_id
    where v.date >= $1 and v.date < $2 order by c.visit_id, c.item";
const LETTERS: &str = "select t.visit_id from letter t join visit v on v.id = t.visit_id
    where v.date >= $1 and v.date < $2 order by t.visit_id";
const TICK: &str = "insert into readiness_check (visit_id, item, at, staff_id)
    select v.id, $2, $3, $4 from visit v where v.id = $1 on conflict (visit_id, item) do nothing";
const UNTICK: &str = "delete from readiness_check where visit_id = $1 and item = $2";
/// A visit on another day or in another village is checked anew.
pub(crate) const UNTICK_ALL: &str = "delete from readiness_check where visit_id = $1";

/// Days by which a deadline may lie before its visit, quiet days included.
const DEADLINE_DAYS: u64 = 100;
/// Days by which quiet days may bring a deadline forward, at most.
const QUIET_DAYS: u64 = 7;

/// How ready each of these visits is; their days lie from `from` to before `until`.
pub(crate) async fn of_span(
    backend: &Backend,
    from: NaiveDate,
    until: NaiveDate,
    visits: &[VisitSummary],
) -> Stored<Vec<Readiness>> {
    let mut ticked: HashMap<Uuid, Vec<Check>> = HashMap::new();
    for (visit, item) in fetch_all!(backend.pool, (Uuid, String), TICKED, from, until)? {
        let check = Check::from_key(&item).ok_or(StoreError::Corrupt("readiness check"))?;
        ticked.entry(visit).or_default().push(check);
    }
    let letters: HashSet<Uuid> = fetch_all!(backend.pool, (Uuid,), LETTERS, from, until)?
        .into_iter()
        .map(|(visit,)| visit)
        .collect();
    let settings = backend.settings_now().await?;
    // Deadlines lie before the days of the visits.
    let earliest = from.checked_sub_days(Days::new(DEADLINE_DAYS)).unwrap_or(from);
    let quiet = backend.nyepi_between(earliest, until).await?;
    let today = backend.today_in_wita();
    let proved = outreach_log::proved(backend, (from, until), visits, &quiet).await?;
    let of = |visit: &VisitSummary| {
        let facts = Facts {
            date: visit.date,
            state: visit.state,
            capacity: visit.capacity,
            letter: letters.contains(&visit.id.uuid()),
            ticked: ticked.remove(&visit.id.uuid()).unwrap_or_default(),
            outreach_proved: proved.get(&visit.id.uuid()).copied().unwrap_or(false),
        };
        Readiness::of(&facts, &settings, today, &quiet)
    };
    Ok(visits.iter().map(of).collect())
}

impl Backend {
    /// How ready one visit is.
    pub(crate) async fn readiness_of(&self, visit: &VisitSummary) -> Stored<Readiness> {
        let after = visit.date.succ_opt().unwrap_or(visit.date);
        let mut one = of_span(self, visit.date, after, std::slice::from_ref(visit)).await?;
        one.pop().ok_or(StoreError::Corrupt("readiness"))
    }

    /// The visits that are not ready though the day of their last check has come.
    pub(crate) async fn to_rescue(&self, today: NaiveDate, ahead: &[VisitSummary]) -> Stored<Vec<VisitId>> {
        let near = Days::new(u64::from(self.settings_now().await?.check_days) + QUIET_DAYS);
        let until = today.checked_add_days(near).unwrap_or(today);
        let near: Vec<VisitSummary> = ahead
            .iter()
            .filter(|visit| (today..until).contains(&visit.date))
            .cloned()
            .collect();
        let ready = of_span(self, today, until, &near).await?;
        let pairs = near.iter().zip(ready);
        Ok(pairs
            .filter(|(_, readiness)| readiness.needs_rescue)
            .map(|(visit, _)| visit.id)
            .collect())
    }

    /// Ticks an item, or takes the tick back. Twice is once.
    pub(crate) async fn tick(&self, staff: &Staff, id: VisitId, check: Check, done: bool) -> Answer<()> {
        let now = self.now();
        let visit = self.summary(id).await?;
        if !visit.state.is_before_the_day() {
            return Err(ServiceError::IllegalStep(visit.state));
        }
        let mut tx = self.pool.begin().await?;
        let changed = if done {
            execute!(tx, TICK, id.uuid(), check.key(), now, staff.id.uuid())?
        } else {
            execute!(tx, UNTICK, id.uuid(), check.key())?
        };
        if changed == 1 {
            let act = if done { "check-done" } else { "check-undone" };
            let entry = Entry {
                act,
                visit: Some(id),
                booking: None,
                detail: check.key(),
            };
            audit::record(&mut tx, now, Actor::Staff(staff), entry).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
