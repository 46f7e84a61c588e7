//! The plan of a month: its board, its publication, and what joins it afterwards.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::Stored;
use crate::evaluation::decisions;
use crate::readiness;
use crate::visits::{SummaryRow, summary};
use chrono::{DateTime, Months, NaiveDate, Utc};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::month::{Board, BoardVisit, Published, first_of, may_publish, publish_by};
use domain::plan::VisitPlan;
use domain::service::Answer;
use domain::staff::Staff;
use domain::text::Line;
use domain::village::{Village, VillageCode};
use std::collections::HashMap;
use uuid::Uuid;

const MONTH: &str = summary!(
    "where v.date >= $1 and v.date < $2 group by v.id, l.code order by v.date, v.starts_at, v.id limit 500"
);
const SUDDEN: &str = "select id, sudden_reason from visit
    where date >= $1 and date < $2 and sudden_reason is not null order by id";
const PUBLISHED: &str = "select p.published_at, s.name from month_plan p join staff s on s.id = p.staff_id
    where p.month = $1";
const PUBLISHED_FROM: &str = "select month from month_plan where month >= $1 order by month";
const PUBLISH: &str = "insert into month_plan (month, published_at, staff_id) values ($1, $2, $3)
    on conflict (month) do nothing";
const PLANNED: &str = "select count(*) from visit
    where date >= $1 and date < $2 and state not in ('postponed', 'cancelled')";
const IS_PUBLISHED: &str = "select month from month_plan where month = $1";

/// A month's first day, and the first day of the next.
fn span(month: NaiveDate) -> Answer<(NaiveDate, NaiveDate)> {
    let from = first_of(month);
    let until = from.checked_add_months(Months::new(1));
    Ok((from, until.ok_or(ServiceError::NotFound)?))
}

/// Why a visit joins its month now: nothing before the month is published, a reason afterwards. A visit
/// that stays in its month keeps what it has (`was` is its day so far).
///
/// # Errors
/// A field error where the reason is missing.
pub(crate) async fn sudden_reason(tx: &mut Tx, plan: &VisitPlan, was: Option<NaiveDate>) -> Answer<Joins> {
    let month = first_of(plan.date);
    if was.is_some_and(|was| first_of(was) == month) {
        return Ok(Joins::Stays);
    }
    if fetch_optional!(tx, (NaiveDate,), IS_PUBLISHED, month)?.is_none() {
        return Ok(Joins::Planned);
    }
    match &plan.sudden_reason {
        Some(reason) => Ok(Joins::Suddenly(reason.clone())),
        None => Err(ServiceError::field(Field::SuddenReason, Problem::MonthPublished)),
    }
}

/// How a visit comes to stand in its month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Joins {
    /// It was in this month already.
    Stays,
    /// Before the month was published.
    Planned,
    /// Afterwards, for a reason.
    Suddenly(Line<200>),
}

impl Joins {
    /// The reason to store.
    pub(crate) fn reason(&self) -> Option<&str> {
        match self {
            Joins::Suddenly(reason) => Some(reason.as_str()),
            Joins::Stays | Joins::Planned => None,
        }
    }
}

impl Backend {
    /// The board of a month.
    pub(crate) async fn board_of(&self, month: NaiveDate) -> Answer<Board> {
        let first = first_of(month);
        self.kept_board
            .get(self.now(), first, self.read_board(first))
            .await
    }

    async fn read_board(&self, month: NaiveDate) -> Answer<Board> {
        let (from, until) = span(month)?;
        let settings = self.settings_now().await?;
        let today = self.today_in_wita();
        let summaries = self.summaries(fetch_all!(self.pool, SummaryRow, MONTH, from, until)?)?;
        let mut reasons: HashMap<Uuid, String> = fetch_all!(self.pool, (Uuid, String), SUDDEN, from, until)?
            .into_iter()
            .collect();
        let ready = readiness::of_span(self, from, until, &summaries).await?;
        let judged = self.judged(from, until).await?;
        let visits: Vec<BoardVisit> = summaries
            .into_iter()
            .zip(ready)
            .map(|(visit, readiness)| BoardVisit {
                sudden_reason: reasons.remove(&visit.id.uuid()),
                judged: judged.iter().find(|it| it.visit == visit.id).copied(),
                visit,
                readiness,
            })
            .collect();
        let published = fetch_optional!(self.pool, (DateTime<Utc>, String), PUBLISHED, from)?;
        Ok(Board {
            month: from,
            today,
            published: published.map(|(at, by)| Published { at, by }),
            publish_by: publish_by(from, settings.publish_day),
            needed: settings.month_minimum,
            candidates: self.open_candidates(from, &visits).await?,
            decisions: self.open_before(from).await?,
            visits,
        })
    }

    /// The candidates of a month for which no visit is planned in it.
    async fn open_candidates(&self, month: NaiveDate, visits: &[BoardVisit]) -> Answer<Vec<Village>> {
        let planned = |code: &VillageCode| {
            let mut standing = visits.iter().filter(|each| each.visit.state.is_planned());
            standing.any(|each| each.visit.village.code == *code)
        };
        let candidates = self.candidates_of(month).await?.into_iter();
        Ok(candidates
            .map(|candidate| candidate.village)
            .filter(|village| !planned(&village.code))
            .collect())
    }

    /// Months from this one on whose plan is out.
    pub(crate) async fn published_months(&self) -> Stored<Vec<NaiveDate>> {
        let from = first_of(self.today_in_wita());
        let rows = fetch_all!(self.pool, (NaiveDate,), PUBLISHED_FROM, from)?;
        Ok(rows.into_iter().map(|(month,)| month).collect())
    }

    /// The next month whose plan should be out and is not.
    pub(crate) async fn late_month(&self, today: NaiveDate) -> Stored<Option<NaiveDate>> {
        let Some(next) = first_of(today).checked_add_months(Months::new(1)) else {
            return Ok(None);
        };
        let due = publish_by(next, self.settings_now().await?.publish_day);
        let late = today > due && !self.published_months().await?.contains(&next);
        Ok(late.then_some(next))
    }

    /// Publishes the plan of a month. Published twice is published once: the first stands.
    pub(crate) async fn publish(&self, staff: &Staff, month: NaiveDate) -> Answer<()> {
        let (from, until) = span(month)?;
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let needed = self.settings_in(&mut tx).await?.month_minimum;
        let planned = fetch_optional!(tx, (i64,), PLANNED, from, until)?
            .map_or(0, |(number,)| crate::visits::people(number));
        let open = decisions::holding(&mut tx, from).await?;
        may_publish(from, planned, needed, open, self.today_in_wita())
            .map_err(ServiceError::CannotPublish)?;
        if execute!(tx, PUBLISH, from, now, staff.id.uuid())? == 1 {
            let entry = Entry {
                act: "month-published",
                visit: None,
                booking: None,
                detail: &from.format("%Y-%m").to_string(),
            };
            audit::record(&mut tx, now, Actor::Staff(staff), entry).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
