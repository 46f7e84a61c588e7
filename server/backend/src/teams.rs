//! The team of a visit: who may be allotted, what follows for the capacity of its slots, and who is
//! left at the counter of the office.

use crate::db::{Pool, Tx, execute, fetch_all, fetch_optional, insert_many, on_db};
use crate::error::{StoreError, Stored};
use crate::offers;
use crate::visits::people;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::capacity::{Allotted, Pace, capacity};
use domain::counter::OfficeDay;
use domain::error::ServiceError;
use domain::field::{Field, FieldError, Problem};
use domain::id::{OperatorId, VisitId};
use domain::part::Part;
use domain::plan::VisitPlan;
use domain::service::Answer;
use domain::team::{Duty, Training, WorkingDays, weekday_key};
use uuid::Uuid;

const VISITS_OF_OPERATOR: &str = "select v.id from visit v join allotment a on a.visit_id = v.id
    where a.operator_id = $1 and v.date >= $2 and v.state not in ('done', 'evaluated', 'cancelled') order by v.id";
const VISITS_AHEAD: &str =
    "select id from visit where date >= $1 and state not in ('done', 'evaluated', 'cancelled')
    order by id";

/// The weight is read where it is used: what a server keeps in memory may be a minute old.
const CAPACITY_FACTS: &str = "select v.date, v.service_minutes, v.walk_in_places,
    (select s.value from setting s where s.key = 'supervised_weight') as supervised_weight
    from visit v where v.id = $1";

/// The team of a visit, with what counts of each on its day.
const TEAM: &str = "select o.name, o.duty, o.certified_on, o.supervised, o.working_days, a.part_from, a.part_until,
    exists (select 1 from absence b where b.operator_id = o.id and b.from_day <= v.date and b.until_day >= v.date) as absent
    from visit v join allotment a on a.visit_id = v.id join operator o on o.id = a.operator_id
    where v.id = $1 order by o.name, o.id";

const SLOTS: &str = "select id, starts_at, ends_at from slot where visit_id = $1 and not withdrawn
    order by starts_at, ends_at, id";
const NO_CAPACITY: &str = "update slot set capacity = 0 where visit_id = $1";

const OPERATOR_IDS: &str = "select id from operator order by id";
const LOCK_OPERATOR: &str = "update operator set name = name where id = $1";
const LOCK_VISIT: &str = "update visit set version = version where id = $1";

/// People in other visits of a day. What was put off or called off takes nobody.
const ELSEWHERE: &str = "select a.operator_id, o.name, a.part_from, a.part_until, l.name as village
    from allotment a join visit v on v.id = a.visit_id join operator o on o.id = a.operator_id
    join village l on l.code = v.village_code
    where v.date = $1 and v.id <> $2 and v.state not in ('postponed', 'cancelled') order by o.name, o.id, v.id";

/// Everybody, with what may keep each from a day.
const ON_DAY: &str = "select o.id, o.name, o.working_days,
    exists (select 1 from absence b where b.operator_id = o.id and b.from_day <= $1 and b.until_day >= $1) as absent,
    exists (select 1 from allotment a join visit v on v.id = a.visit_id
      where a.operator_id = o.id and a.visit_id = $2 and v.date = $1) as allotted
    from operator o order by o.name, o.id";

/// Certified OSS operators who work on a day, are not absent, and in no other visit than `$2`.
const FREE: &str = "select o.id, o.name from operator o
    where o.duty = 'oss-operator' and o.certified_on is not null and o.certified_on <= $1 and o.working_days like $3
    and not exists (select 1 from absence b where b.operator_id = o.id and b.from_day <= $1 and b.until_day >= $1)
    and not exists (select 1 from allotment a join visit v on v.id = a.visit_id
      where a.operator_id = o.id and v.date = $1 and v.id <> $2 and v.state not in ('postponed', 'cancelled'))
    order by o.name, o.id";

const ALLOTTED: &str =
    "select operator_id, part_from, part_until from allotment where visit_id = $1 order by operator_id";
const CLEAR_TEAM: &str = "delete from allotment where visit_id = $1";

/// Whoever went to another visit of that day while this one was put off.
const DROP_TAKEN: &str = "delete from allotment where visit_id = $1 and exists (
    select 1 from allotment a join visit v on v.id = a.visit_id
    join visit mine on mine.date = v.date
    where mine.id = $1 and v.id <> $1 and a.operator_id = allotment.operator_id
    and v.state not in ('postponed', 'cancelled')
    and coalesce(a.part_from, 0) < coalesce(allotment.part_until, 1440)
    and coalesce(allotment.part_from, 0) < coalesce(a.part_until, 1440))";

/// A person in the team of a visit.
#[derive(sqlx::FromRow)]
pub(crate) struct Member {
    pub(crate) name: String,
    duty: String,
    certified_on: Option<NaiveDate>,
    supervised: bool,
    working_days: String,
    part_from: Option<i64>,
    part_until: Option<i64>,
    absent: bool,
}

impl Member {
    /// What counts of this person on the day of the visit.
    pub(crate) fn allotted(&self, day: NaiveDate) -> Stored<Allotted> {
        Ok(Allotted {
            duty: Duty::from_key(&self.duty).ok_or(StoreError::Corrupt("duty"))?,
            training: Training::on(day, self.certified_on, self.supervised),
            absent: self.absent,
            working: week(&self.working_days)?.holds_date(day),
            part: part(self.part_from, self.part_until)?,
        })
    }
}

pub(crate) fn week(key: &str) -> Stored<WorkingDays> {
    WorkingDays::from_key(key).ok_or(StoreError::Corrupt("working days"))
}

fn part(from: Option<i64>, until: Option<i64>) -> Stored<Option<Part>> {
    match from.zip(until) {
        None => Ok(None),
        Some((from, until)) => Part::new(people(from), people(until))
            .map(Some)
            .ok_or(StoreError::Corrupt("part of the day")),
    }
}

/// The team of a visit, by name.
pub(crate) async fn team_of(pool: &Pool, visit: VisitId) -> Stored<Vec<Member>> {
    fetch_all!(pool, Member, TEAM, visit.uuid())
}

/// The people of a plan as it is stored, each with the part of the day.
pub(crate) async fn plan_of(pool: &Pool, visit: VisitId) -> Stored<Vec<(OperatorId, Option<Part>)>> {
    let rows = fetch_all!(pool, (Uuid, Option<i64>, Option<i64>), ALLOTTED, visit.uuid())?;
    rows.into_iter()
        .map(|(id, from, until)| Ok((OperatorId::new(id), part(from, until)?)))
        .collect()
}

/// Locks operators before their visits, in the order of ids: an absence that is recorded while a team
/// is changed would otherwise not see the team, nor the team the absence.
pub(crate) async fn lock(tx: &mut Tx, operators: &[OperatorId]) -> Stored<()> {
    let mut operators = operators.to_vec();
    operators.sort_unstable();
    for operator in operators {
        execute!(tx, LOCK_OPERATOR, operator.uuid())?;
    }
    Ok(())
}

/// Locks a visit: those who compute its places, or settle them, come one after the other.
pub(crate) async fn lock_visit(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    execute!(tx, LOCK_VISIT, visit.uuid())?;
    Ok(())
}

/// Locks everybody: who plans a day counts those who stay at the counter, so that two plans of one day
/// come one after the other.
pub(crate) async fn lock_all(tx: &mut Tx) -> Stored<()> {
    let all: Vec<_> = fetch_all!(tx, (Uuid,), OPERATOR_IDS)?
        .into_iter()
        .map(|(id,)| OperatorId::new(id))
        .collect();
    lock(tx, &all).await
}

#[derive(sqlx::FromRow)]
struct Elsewhere {
    operator_id: Uuid,
    name: String,
    part_from: Option<i64>,
    part_until: Option<i64>,
    village: String,
}

#[derive(sqlx::FromRow)]
struct OnDay {
    id: Uuid,
    name: String,
    working_days: String,
    absent: bool,
    allotted: bool,
}

/// Whether the team of a plan can be there: nobody in two places at once, and nobody newly allotted who
/// is absent or does not work that day. Who fell ill after being allotted stays in the team and adds no
/// capacity. The caller holds the locks of [`lock_all`]. `visit` is the one that is edited.
///
/// # Errors
/// One error beside the field of the team for each person who cannot.
pub(crate) async fn check(tx: &mut Tx, plan: &VisitPlan, visit: Option<VisitId>) -> Answer<()> {
    let mine = visit.map_or(Uuid::nil(), VisitId::uuid);
    let chosen = |id: Uuid| plan.operators.contains(&OperatorId::new(id));
    let mut problems = Vec::new();
    for it in fetch_all!(tx, OnDay, ON_DAY, plan.date, mine)? {
        if !chosen(it.id) || it.allotted {
            continue;
        }
        if it.absent {
            problems.push(Problem::AbsentThatDay { name: it.name });
        } else if !week(&it.working_days)?.holds_date(plan.date) {
            problems.push(Problem::NotWorkingThatDay { name: it.name });
        }
    }
    for it in fetch_all!(tx, Elsewhere, ELSEWHERE, plan.date, mine)? {
        let there = part(it.part_from, it.part_until)?.unwrap_or(Part::WHOLE_DAY);
        let here = plan.parts.get(&OperatorId::new(it.operator_id));
        let here = here.copied().unwrap_or(Part::WHOLE_DAY);
        if chosen(it.operator_id) && here.overlaps(there) {
            problems.push(Problem::AllottedElsewhere {
                name: it.name,
                village: it.village,
            });
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    let error = |problem| FieldError::new(Field::Operators, problem);
    Err(ServiceError::Invalid(problems.into_iter().map(error).collect()))
}

/// Certified operators who are free on a day, by name: they work, are not absent and in no other visit
/// than `except`.
pub(crate) async fn free_on(
    pool: &Pool,
    day: NaiveDate,
    except: Option<VisitId>,
) -> Stored<Vec<(OperatorId, String)>> {
    let except = except.map_or(Uuid::nil(), VisitId::uuid);
    let rows = fetch_all!(pool, (Uuid, String), FREE, day, except, weekday_pattern(day))?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (OperatorId::new(id), name))
        .collect())
}

/// The counter of the office on a day, in the transaction that plans for it.
pub(crate) async fn office_in(
    tx: &mut Tx,
    day: NaiveDate,
    except: Option<VisitId>,
    minimum: u32,
) -> Stored<OfficeDay> {
    let except = except.map_or(Uuid::nil(), VisitId::uuid);
    let rows = fetch_all!(tx, (Uuid, String), FREE, day, except, weekday_pattern(day))?;
    Ok(OfficeDay {
        free: rows.into_iter().map(|(id, _)| OperatorId::new(id)).collect(),
        minimum,
    })
}

fn weekday_pattern(day: NaiveDate) -> String {
    format!("%{}%", weekday_key(day.weekday()))
}

/// Writes the team of a plan in place of the one before.
pub(crate) async fn write(tx: &mut Tx, visit: VisitId, plan: &VisitPlan) -> Answer<()> {
    execute!(tx, CLEAR_TEAM, visit.uuid())?;
    if plan.operators.is_empty() {
        return Ok(());
    }
    let allotted = insert_many!(
        tx,
        "insert into allotment (visit_id, operator_id, part_from, part_until) ",
        &plan.operators,
        |row, operator| {
            let part = plan.parts.get(operator);
            row.push_bind(visit.uuid())
                .push_bind(operator.uuid())
                .push_bind(part.map(|part| i64::from(part.from())))
                .push_bind(part.map(|part| i64::from(part.until())));
        },
        ""
    );
    match allotted {
        Ok(_) => Ok(()),
        Err(error) if error.is_foreign_key_violation() => {
            Err(ServiceError::field(Field::Operators, Problem::NotAChoice))
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes those out of the team who are in another visit meanwhile: this one was put off and comes back.
/// The caller holds the locks of [`lock_all`].
pub(crate) async fn drop_taken(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    if execute!(tx, DROP_TAKEN, visit.uuid())? > 0 {
        recompute(tx, visit).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Facts {
    date: NaiveDate,
    service_minutes: i64,
    walk_in_places: i64,
    supervised_weight: Option<String>,
}

/// Computes the capacities of a visit's slots anew. Bookings stay; where more are booked than can be
/// served, the surplus shows as a conflict.
///
/// Eight statements, whatever the number of slots, people and bookings: the lock, the facts, the team, the
/// slots, one update that holds every capacity, and three that take back offers which no longer fit.
pub(crate) async fn recompute(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    // One computes at a time, so that the last one has seen what the others changed.
    lock_visit(tx, visit).await?;
    let Some(facts) = fetch_optional!(tx, Facts, CAPACITY_FACTS, visit.uuid())? else {
        return Ok(());
    };
    let team = fetch_all!(tx, Member, TEAM, visit.uuid())?;
    let team = team
        .iter()
        .map(|member| member.allotted(facts.date))
        .collect::<Stored<Vec<_>>>()?;
    let weight = facts.supervised_weight.as_deref().unwrap_or("").trim().parse();
    let pace = Pace {
        service_minutes: people(facts.service_minutes),
        walk_in_places: people(facts.walk_in_places),
        supervised_weight: weight.unwrap_or(0),
    };
    let slots = fetch_all!(tx, (Uuid, DateTime<Utc>, DateTime<Utc>), SLOTS, visit.uuid())?;
    let capacities: Vec<(Uuid, i64)> = slots
        .into_iter()
        .map(|(id, from, until)| (id, capacity(&pace, Part::of_slot(from, until), &team).into()))
        .collect();
    set_capacities(tx, visit, &capacities).await?;
    offers::fit(tx, visit).await
}

/// Those that are not named are withdrawn and serve nobody.
async fn set_capacities(tx: &mut Tx, visit: VisitId, capacities: &[(Uuid, i64)]) -> Stored<()> {
    if capacities.is_empty() {
        execute!(tx, NO_CAPACITY, visit.uuid())?;
        return Ok(());
    }
    on_db!(tx.connection(), |c| {
        let mut update = sqlx::QueryBuilder::new("update slot set capacity = case id");
        for (slot, capacity) in capacities {
            update.push(" when ").push_bind(*slot);
            update.push(" then ").push_bind(*capacity);
        }
        update
            .push(" else 0 end where visit_id = ")
            .push_bind(visit.uuid());
        update.build().execute(c).await.map_err(StoreError::from)?;
    });
    Ok(())
}

/// The same for the coming visits of an operator.
pub(crate) async fn recompute_of(tx: &mut Tx, operator: OperatorId, from: NaiveDate) -> Stored<()> {
    for (visit,) in fetch_all!(tx, (Uuid,), VISITS_OF_OPERATOR, operator.uuid(), from)? {
        recompute(tx, VisitId::new(visit)).await?;
    }
    Ok(())
}

/// The same for all coming visits, after a setting changed that counts for each.
pub(crate) async fn recompute_ahead(tx: &mut Tx, from: NaiveDate) -> Stored<()> {
    for (visit,) in fetch_all!(tx, (Uuid,), VISITS_AHEAD, from)? {
        recompute(tx, VisitId::new(visit)).await?;
    }
    Ok(())
}
