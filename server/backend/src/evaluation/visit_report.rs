//! The report of a visit: what it is made of, and the figures that were reported.

use super::loads;
use crate::Backend;
use crate::audit::{self, Actor};
use crate::db::{Pool, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::visits::people;
use chrono::{DateTime, Utc};
use domain::error::ServiceError;
use domain::evaluation::{MadeReport, ReportFacts};
use domain::id::VisitId;
use domain::service::Answer;
use domain::staff::Staff;

const MADE: &str =
    "select r.number, r.figures, r.made_at, s.name from visit_report r join staff s on s.id = r.made_by
    where r.visit_id = $1 order by r.number";
/// Of two who report at once the second finds the number taken.
const MAKE: &str = "insert into visit_report (visit_id, number, figures, made_by, made_at)
    values ($1, $2, $3, $4, $5) on conflict (visit_id, number) do nothing";
const FOLLOW_UPS: &str = "select count(*) from follow_up where visit_id = $1 and state = 'open'";

async fn made_of(pool: &Pool, id: VisitId) -> Stored<Vec<MadeReport>> {
    let rows = fetch_all!(pool, (i64, String, DateTime<Utc>, String), MADE, id.uuid())?;
    let report = |(number, figures, at, by): (i64, String, DateTime<Utc>, String)| MadeReport {
        number: people(number),
        at,
        by,
        // Figures of another edition of the program are none that can be compared.
        figures: serde_json::from_str(&figures).ok(),
    };
    Ok(rows.into_iter().map(report).collect())
}

impl Backend {
    pub(super) async fn report_facts(&self, id: VisitId) -> Answer<ReportFacts> {
        let visit = self.summary(id).await?;
        if !visit.state.is_over() {
            return Err(ServiceError::IllegalStep(visit.state));
        }
        let (date, after) = (visit.date, visit.date.succ_opt().unwrap_or(visit.date));
        let mut outages = self.outages(date, after).await?;
        outages.retain(|it| it.visit == id);
        let follow_ups = fetch_optional!(self.pool, (i64,), FOLLOW_UPS, id.uuid())?;
        Ok(ReportFacts {
            review: self.review_of(id, date).await?,
            waits: loads::waits_of_visit(&self.pool, id).await?,
            outages,
            follow_ups: people(follow_ups.map_or(0, |(number,)| number)),
            made: made_of(&self.pool, id).await?,
            visit,
        })
    }

    pub(super) async fn keep_report(&self, staff: &Staff, id: VisitId) -> Answer<()> {
        let (facts, target) = (self.report_facts(id).await?, self.settings_now().await?.target);
        if facts.is_current(target) {
            return Ok(());
        }
        let figures = facts.figures(target).ok_or(ServiceError::NotFound)?;
        let figures = serde_json::to_string(&figures).map_err(|_| StoreError::Corrupt("figures"))?;
        let number = facts.made.last().map_or(1, |last| i64::from(last.number) + 1);
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        if execute!(tx, MAKE, id.uuid(), number, figures, staff.id.uuid(), now)? == 0 {
            drop(tx);
            // Somebody was faster; perhaps with the same.
            let is_current = self.report_facts(id).await?.is_current(target);
            return if is_current {
                Ok(())
            } else {
                Err(ServiceError::Stale)
            };
        }
        let actor = Actor::Staff(staff);
        audit::note(&mut tx, now, actor, id, "report-made", &number.to_string()).await?;
        Ok(tx.commit().await?)
    }
}
