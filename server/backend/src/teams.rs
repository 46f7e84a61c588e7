//! Operators, their absences, and the capacities that follow from them.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use chrono::NaiveDate;
use domain::capacity::{Allotted, capacity};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{AbsenceId, OperatorId, VisitId};
use domain::service::Answer;
use domain::staff::{Absence, NewAbsence, Operator, Staff};
use domain::text::Line;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct OperatorRow {
    id: Uuid,
    name: String,
    certified_on: Option<NaiveDate>,
}

#[derive(sqlx::FromRow)]
struct AbsenceRow {
    id: Uuid,
    operator_id: Uuid,
    from_day: NaiveDate,
    until_day: NaiveDate,
    reason: String,
}

const OPERATORS: &str = "select id, name, certified_on from operator order by name, id";
const ABSENCES: &str = "select id, operator_id, from_day, until_day, reason from absence
    where until_day >= $1 order by from_day, id";
const ADD_OPERATOR: &str =
    "insert into operator (id, name, certified_on, created_at) values ($1, $2, $3, $4)";
const CERTIFY: &str = "update operator set certified_on = $2 where id = $1";
const ADD_ABSENCE: &str = "insert into absence (id, operator_id, from_day, until_day, reason)
    select $1, o.id, $3, $4, $5 from operator o where o.id = $2";
const FIND_ABSENCE: &str = "select operator_id, reason from absence where id = $1";
const REMOVE_ABSENCE: &str = "delete from absence where id = $1";
const VISITS_OF_OPERATOR: &str = "select v.id from visit v join allotment a on a.visit_id = v.id
    where a.operator_id = $1 and v.date >= $2 and v.state not in ('done', 'evaluated', 'cancelled') order by v.id";
const CAPACITY_FACTS: &str = "select slot_minutes, service_minutes, walk_in_places from visit where id = $1";

/// The team of a visit, with what counts of each on its day.
pub(crate) const TEAM: &str = "select o.name, o.certified_on is not null and o.certified_on <= v.date as certified,
    exists (select 1 from absence b where b.operator_id = o.id and b.from_day <= v.date and b.until_day >= v.date) as absent
    from visit v join allotment a on a.visit_id = v.id join operator o on o.id = a.operator_id
    where v.id = $1 order by o.name, o.id";

// The slots of a visit have one length and one team, so they have one capacity.
const SET_CAPACITY: &str =
    "update slot set capacity = case when withdrawn then 0 else $2 end where visit_id = $1";

const LOCK_OPERATOR: &str = "update operator set name = name where id = $1";
const LOCK_VISIT: &str = "update visit set version = version where id = $1";

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

/// Computes the capacities of a visit's slots anew. Bookings stay; where more are booked than can be
/// served, the surplus shows as a conflict.
pub(crate) async fn recompute(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    // One computes at a time, so that the last one has seen what the others changed.
    execute!(tx, LOCK_VISIT, visit.uuid())?;
    let Some((slot_minutes, service_minutes, walk_in)) =
        fetch_optional!(tx, (i64, i64, i64), CAPACITY_FACTS, visit.uuid())?
    else {
        return Ok(());
    };
    let team: Vec<Allotted> = fetch_all!(tx, (String, bool, bool), TEAM, visit.uuid())?
        .into_iter()
        .map(|(_, certified, absent)| Allotted { certified, absent })
        .collect();
    let minutes = |value: i64| u32::try_from(value).map_err(|_| StoreError::Corrupt("minutes"));
    let each = capacity(
        minutes(slot_minutes)?,
        minutes(service_minutes)?,
        &team,
        minutes(walk_in)?,
    );
    execute!(tx, SET_CAPACITY, visit.uuid(), i64::from(each))?;
    Ok(())
}

async fn recompute_of(tx: &mut Tx, operator: OperatorId, from: NaiveDate) -> Stored<()> {
    for (visit,) in fetch_all!(tx, (Uuid,), VISITS_OF_OPERATOR, operator.uuid(), from)? {
        recompute(tx, VisitId::new(visit)).await?;
    }
    Ok(())
}

impl Backend {
    pub(crate) async fn all_operators(&self) -> Answer<Vec<Operator>> {
        let absences = fetch_all!(self.pool, AbsenceRow, ABSENCES, self.today_in_wita())?;
        let operators = fetch_all!(self.pool, OperatorRow, OPERATORS)?;
        let of = |id: Uuid| absences.iter().filter(move |absence| absence.operator_id == id);
        let absence = |row: &AbsenceRow| Absence {
            id: AbsenceId::new(row.id),
            from: row.from_day,
            until: row.until_day,
            reason: row.reason.clone(),
        };
        let operator = |row: OperatorRow| Operator {
            id: OperatorId::new(row.id),
            absences: of(row.id).map(absence).collect(),
            name: row.name,
            certified_on: row.certified_on,
        };
        Ok(operators.into_iter().map(operator).collect())
    }

    pub(crate) async fn new_operator(
        &self,
        by: Actor<'_>,
        name: &Line<80>,
        certified_on: Option<NaiveDate>,
    ) -> Answer<OperatorId> {
        let (now, id) = (self.now(), Uuid::now_v7());
        let mut tx = self.pool.begin().await?;
        execute!(tx, ADD_OPERATOR, id, name.as_str(), certified_on, now)?;
        let entry = Entry {
            act: "operator-added",
            visit: None,
            booking: None,
            detail: name.as_str(),
        };
        audit::record(&mut tx, now, by, entry).await?;
        tx.commit().await?;
        Ok(OperatorId::new(id))
    }

    pub(crate) async fn set_certificate(
        &self,
        staff: &Staff,
        operator: OperatorId,
        on: Option<NaiveDate>,
    ) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        if execute!(tx, CERTIFY, operator.uuid(), on)? != 1 {
            return Err(ServiceError::NotFound);
        }
        recompute_of(&mut tx, operator, self.today_in_wita()).await?;
        let act = if on.is_some() {
            "operator-certified"
        } else {
            "certificate-withdrawn"
        };
        let entry = Entry {
            act,
            visit: None,
            booking: None,
            detail: &operator.to_string(),
        };
        audit::record(&mut tx, now, Actor::Staff(staff), entry).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(crate) async fn new_absence(&self, staff: &Staff, absence: &NewAbsence) -> Answer<()> {
        if absence.until < absence.from {
            return Err(ServiceError::field(Field::AbsentUntil, Problem::EndBeforeStart));
        }
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let NewAbsence {
            operator,
            from,
            until,
            reason,
        } = absence;
        lock(&mut tx, &[*operator]).await?;
        if execute!(
            tx,
            ADD_ABSENCE,
            Uuid::now_v7(),
            operator.uuid(),
            *from,
            *until,
            reason.as_str()
        )? != 1
        {
            return Err(ServiceError::NotFound);
        }
        recompute_of(&mut tx, *operator, self.today_in_wita()).await?;
        let entry = Entry {
            act: "absence-added",
            visit: None,
            booking: None,
            detail: reason.as_str(),
        };
        audit::record(&mut tx, now, Actor::Staff(staff), entry).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(crate) async fn drop_absence(&self, staff: &Staff, absence: AbsenceId) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let (operator, reason) = fetch_optional!(tx, (Uuid, String), FIND_ABSENCE, absence.uuid())?
            .ok_or(ServiceError::NotFound)?;
        lock(&mut tx, &[OperatorId::new(operator)]).await?;
        execute!(tx, REMOVE_ABSENCE, absence.uuid())?;
        recompute_of(&mut tx, OperatorId::new(operator), self.today_in_wita()).await?;
        let entry = Entry {
            act: "absence-removed",
            visit: None,
            booking: None,
            detail: &reason,
        };
        audit::record(&mut tx, now, Actor::Staff(staff), entry).await?;
        tx.commit().await?;
        Ok(())
    }
}
