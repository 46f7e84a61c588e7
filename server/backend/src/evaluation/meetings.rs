//! The evaluation meeting of a month: its sheet, obstacles and decisions.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::services::may;
use crate::visits::people;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::day::{Act as DayAct, IncidentStep};
use domain::error::ServiceError;
use domain::evaluation::{
    EvaluationService, Figures, Indicator, Meeting, MeetingPage, MeetingService, NewDecision, NewMeeting,
    NewObstacle, NewReply, Obstacle, OutageRow, Outcome, Period, Span,
};
use domain::field::{Field, Problem};
use domain::id::{DecisionId, MeetingId, ObstacleId, VisitId};
use domain::service::Answer;
use domain::staff::{Act, Staff};
use domain::text::Line;
use domain::visit::VisitStep;
use std::collections::HashMap;
use uuid::Uuid;

const MEETING: &str = "select id, held_on, present, proposals, figures, version from evaluation_meeting
    where month = $1";
const ADD_MEETING: &str =
    "insert into evaluation_meeting (id, month, held_on, present, proposals, figures, version, saved_by, saved_at)
    values ($1, $2, $3, $4, $5, $6, 1, $7, $8) on conflict (month) do nothing";
const SAVE_MEETING: &str =
    "update evaluation_meeting set held_on = $3, present = $4, proposals = $5, figures = $6,
    version = version + 1, saved_by = $7, saved_at = $8 where month = $1 and version = $2";
const DONE_VISITS: &str =
    "select id from visit where date >= $1 and date < $2 and state = 'done' order by id";

const OBSTACLES: &str = "select o.id, o.indicator, o.words from obstacle o
    join evaluation_meeting m on m.id = o.meeting_id where m.month = $1 order by o.created_at, o.id";
const ADD_OBSTACLE: &str = "insert into obstacle (id, meeting_id, indicator, words, created_at)
    select $2, m.id, $3, $4, $5 from evaluation_meeting m where m.month = $1";
const REMOVE_OBSTACLE: &str = "delete from obstacle where id = $2
    and meeting_id = (select m.id from evaluation_meeting m where m.month = $1)";

const HELD_ON: &str = "select id, held_on from evaluation_meeting where month = $1";
const ADD_DECISION: &str = "insert into decision (id, meeting_id, what, owner, due, is_open, created_at)
    values ($1, $2, $3, $4, $5, true, $6)";
/// Nothing may have been said of it: the reply would lose what it is about.
const REMOVE_DECISION: &str = "delete from decision where id = $2
    and meeting_id = (select m.id from evaluation_meeting m where m.month = $1)
    and not exists (select 1 from decision_reply r where r.decision_id = decision.id)";
const REPLIED: &str = "select decision_id from decision_reply where decision_id = $1 limit 1";
/// One after the other: of two who close a decision the second finds it closed.
const STILL_OPEN: &str = "update decision set is_open = $2 where id = $1 and is_open";
const KNOWN: &str = "select id from decision where id = $1";
const ADD_REPLY: &str =
    "insert into decision_reply (id, decision_id, outcome, words, until_day, at, staff_id)
    values ($1, $2, $3, $4, $5, $6, $7)";

const OUTAGES: &str = "select v.id, l.name, v.date, i.from_at, i.until_at, i.plan_version, i.lost_seconds
    from visit v join village l on l.code = v.village_code join incident i on i.visit_id = v.id
    where v.date >= $1 and v.date < $2 order by i.from_at, i.id";
/// Only the acts of choosing a step: the JSON of the others begins otherwise.
const STEPS: &str = "select v.id, e.at, e.act from visit v join day_event e on e.visit_id = v.id
    where v.date >= $1 and v.date < $2 and e.act like '{\"choose-step\"%' order by e.at, e.id";

#[derive(sqlx::FromRow)]
struct MeetingRow {
    id: Uuid,
    held_on: NaiveDate,
    present: String,
    proposals: Option<String>,
    figures: String,
    version: i64,
}

impl MeetingRow {
    /// Figures of another edition of the program are none that can be compared.
    fn figures(&self) -> Option<Figures> {
        serde_json::from_str(&self.figures).ok()
    }
}

#[derive(sqlx::FromRow)]
struct OutageOf {
    id: Uuid,
    name: String,
    date: NaiveDate,
    from_at: DateTime<Utc>,
    until_at: Option<DateTime<Utc>>,
    plan_version: i64,
    lost_seconds: i64,
}

impl Backend {
    pub(crate) async fn outages(&self, from: NaiveDate, until: NaiveDate) -> Stored<Vec<OutageRow>> {
        let mut steps: HashMap<Uuid, Vec<(IncidentStep, DateTime<Utc>)>> = HashMap::new();
        for (visit, at, act) in fetch_all!(self.pool, (Uuid, DateTime<Utc>, String), STEPS, from, until)? {
            let act: DayAct = serde_json::from_str(&act).map_err(|_| StoreError::Corrupt("act of a day"))?;
            if let DayAct::ChooseStep { step } = act {
                steps.entry(visit).or_default().push((step, at));
            }
        }
        let rows = fetch_all!(self.pool, OutageOf, OUTAGES, from, until)?;
        let outage = |row: OutageOf| {
            let taken = steps.get(&row.id).map_or(&[][..], Vec::as_slice);
            let in_it = |at: DateTime<Utc>| at >= row.from_at && row.until_at.is_none_or(|until| at <= until);
            OutageRow {
                visit: VisitId::new(row.id),
                village: row.name,
                date: row.date,
                from: row.from_at,
                until: row.until_at,
                plan_version: people(row.plan_version),
                lost_seconds: u64::try_from(row.lost_seconds).unwrap_or(0),
                steps: taken.iter().filter(|(_, at)| in_it(*at)).copied().collect(),
            }
        };
        Ok(rows.into_iter().map(outage).collect())
    }

    async fn meeting_row(&self, period: Period) -> Stored<Option<MeetingRow>> {
        if period.span() != Span::Month {
            return Ok(None);
        }
        fetch_optional!(self.pool, MeetingRow, MEETING, period.first())
    }

    /// The figures as the meeting of a month was told; none where it has not been, and none of a longer period.
    pub(crate) async fn figures_of_meeting(&self, period: Period) -> Stored<Option<Figures>> {
        let row = self.meeting_row(period).await?;
        Ok(row.as_ref().and_then(MeetingRow::figures))
    }

    async fn obstacles_of(&self, month: NaiveDate) -> Stored<Vec<Obstacle>> {
        let rows = fetch_all!(self.pool, (Uuid, String, String), OBSTACLES, month)?;
        let obstacle = |(id, indicator, words): (Uuid, String, String)| {
            Ok(Obstacle {
                id: ObstacleId::new(id),
                indicator: Indicator::from_key(&indicator)
                    .ok_or(StoreError::Corrupt("indicator of an obstacle"))?,
                words,
            })
        };
        rows.into_iter().map(obstacle).collect()
    }

    async fn record_meeting(
        &self,
        tx: &mut Tx,
        staff: &Staff,
        act: &'static str,
        detail: &str,
    ) -> Stored<()> {
        let entry = Entry {
            act,
            visit: None,
            booking: None,
            detail,
        };
        audit::record(tx, self.now(), Actor::Staff(staff), entry).await
    }
}

fn month_of(period: Period) -> Answer<NaiveDate> {
    let is_month = period.span() == Span::Month;
    is_month.then(|| period.first()).ok_or(ServiceError::NotFound)
}

#[async_trait]
impl MeetingService for Backend {
    async fn meeting(&self, staff: &Staff, period: Option<Period>) -> Answer<MeetingPage> {
        let period = self.period_or_now(period.filter(|it| it.span() == Span::Month), Span::Month)?;
        // It checks the role.
        let dashboard = self.dashboard(staff, Some(period)).await?;
        let month = period.first();
        let row = self.meeting_row(period).await?;
        let then = row.as_ref().and_then(MeetingRow::figures);
        Ok(MeetingPage {
            dashboard,
            then,
            meeting: row.map(|row| Meeting {
                id: MeetingId::new(row.id),
                period,
                held_on: row.held_on,
                present: row.present,
                proposals: row.proposals,
                version: row.version,
            }),
            obstacles: self.obstacles_of(month).await?,
            decisions: self.decisions_of(month).await?,
            open: self.open_before(month).await?,
            outages: self.outages(month, period.end()).await?,
        })
    }

    async fn save_meeting(&self, staff: &Staff, version: i64, new: &NewMeeting) -> Answer<()> {
        may(staff, Act::Evaluate)?;
        let (month, now) = (month_of(new.period)?, self.now());
        let figures = self.dashboard(staff, Some(new.period)).await?.figures;
        let figures = serde_json::to_string(&figures).map_err(|_| StoreError::Corrupt("figures"))?;
        let (present, proposals) = (new.present.as_str(), new.proposals.as_ref().map(Line::as_str));
        let by = staff.id.uuid();
        let mut tx = self.pool.begin().await?;
        let (rows, act) = if version == 0 {
            let id = Uuid::now_v7();
            let rows = execute!(
                tx,
                ADD_MEETING,
                id,
                month,
                new.held_on,
                present,
                proposals,
                figures,
                by,
                now
            )?;
            (rows, "meeting-held")
        } else {
            let rows = execute!(
                tx,
                SAVE_MEETING,
                month,
                version,
                new.held_on,
                present,
                proposals,
                figures,
                by,
                now
            )?;
            (rows, "meeting-edited")
        };
        if rows == 0 {
            return Err(ServiceError::Stale);
        }
        for (visit,) in fetch_all!(tx, (Uuid,), DONE_VISITS, month, new.period.end())? {
            let visit = VisitId::new(visit);
            self.step_in(&mut tx, Actor::Staff(staff), visit, VisitStep::Evaluate, "")
                .await?;
        }
        self.record_meeting(&mut tx, staff, act, &new.period.to_string())
            .await?;
        Ok(tx.commit().await?)
    }

    async fn add_obstacle(&self, staff: &Staff, period: Period, new: &NewObstacle) -> Answer<()> {
        may(staff, Act::Evaluate)?;
        let (month, id, now) = (month_of(period)?, Uuid::now_v7(), self.now());
        let mut tx = self.pool.begin().await?;
        let (indicator, words) = (new.indicator.key(), new.words.as_str());
        if execute!(tx, ADD_OBSTACLE, month, id, indicator, words, now)? == 0 {
            return Err(ServiceError::NotFound);
        }
        self.record_meeting(&mut tx, staff, "obstacle-noted", &period.to_string())
            .await?;
        Ok(tx.commit().await?)
    }

    async fn remove_obstacle(&self, staff: &Staff, period: Period, id: ObstacleId) -> Answer<()> {
        may(staff, Act::Evaluate)?;
        let month = month_of(period)?;
        let mut tx = self.pool.begin().await?;
        if execute!(tx, REMOVE_OBSTACLE, month, id.uuid())? == 1 {
            self.record_meeting(&mut tx, staff, "obstacle-removed", &period.to_string())
                .await?;
        }
        Ok(tx.commit().await?)
    }

    async fn add_decision(&self, staff: &Staff, period: Period, new: &NewDecision) -> Answer<()> {
        may(staff, Act::Evaluate)?;
        let (month, now) = (month_of(period)?, self.now());
        let mut tx = self.pool.begin().await?;
        let meeting = fetch_optional!(tx, (Uuid, NaiveDate), HELD_ON, month)?;
        let (meeting, held_on) = meeting.ok_or(ServiceError::NotFound)?;
        if new.due < held_on {
            return Err(ServiceError::field(Field::Due, Problem::InThePast));
        }
        let id = Uuid::now_v7();
        let (what, owner) = (new.what.as_str(), new.owner.as_str());
        execute!(tx, ADD_DECISION, id, meeting, what, owner, new.due, now)?;
        self.record_meeting(&mut tx, staff, "decision-made", &id.to_string())
            .await?;
        Ok(tx.commit().await?)
    }

    async fn remove_decision(&self, staff: &Staff, period: Period, id: DecisionId) -> Answer<()> {
        may(staff, Act::Evaluate)?;
        let month = month_of(period)?;
        let mut tx = self.pool.begin().await?;
        if execute!(tx, REMOVE_DECISION, month, id.uuid())? == 1 {
            self.record_meeting(&mut tx, staff, "decision-removed", &id.to_string())
                .await?;
        } else if fetch_optional!(tx, (Uuid,), REPLIED, id.uuid())?.is_some() {
            return Err(ServiceError::Stale);
        }
        Ok(tx.commit().await?)
    }

    async fn reply(&self, staff: &Staff, id: DecisionId, new: &NewReply) -> Answer<()> {
        may(staff, Act::Evaluate)?;
        let now = self.now();
        let goes_on = new.outcome == Outcome::Continued;
        let mut tx = self.pool.begin().await?;
        if execute!(tx, STILL_OPEN, id.uuid(), goes_on)? == 0 {
            let known = fetch_optional!(tx, (Uuid,), KNOWN, id.uuid())?.is_some();
            return Err(if known {
                ServiceError::Stale
            } else {
                ServiceError::NotFound
            });
        }
        execute!(
            tx,
            ADD_REPLY,
            Uuid::now_v7(),
            id.uuid(),
            new.outcome.key(),
            new.words.as_str(),
            new.until,
            now,
            staff.id.uuid()
        )?;
        self.record_meeting(&mut tx, staff, "decision-answered", &id.to_string())
            .await?;
        Ok(tx.commit().await?)
    }
}
