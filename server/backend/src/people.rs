//! The people of the programme: their certificates, training, working days and absences. Whatever
//! changes one of them changes capacities in the same transaction.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::teams::{free_on, lock, recompute_of, week};
use crate::visits::people;
use chrono::NaiveDate;
use domain::counter::OfficeDay;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{AbsenceId, OperatorId, VisitId};
use domain::service::Answer;
use domain::staff::{Absence, NewAbsence, Operator, Staff};
use domain::team::{Duty, NewPerson, TouchedVisit, Work};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct OperatorRow {
    id: Uuid,
    name: String,
    certified_on: Option<NaiveDate>,
    duty: String,
    supervised: bool,
    working_days: String,
    supervised_nibs: i64,
}

#[derive(sqlx::FromRow)]
struct AbsenceRow {
    id: Uuid,
    operator_id: Uuid,
    from_day: NaiveDate,
    until_day: NaiveDate,
    reason: String,
}

const OPERATORS: &str = "select o.id, o.name, o.certified_on, o.duty, o.supervised, o.working_days,
    cast((select count(*) from supervised_nib n where n.operator_id = o.id) as bigint) as supervised_nibs
    from operator o order by o.name, o.id";
const ABSENCES: &str = "select id, operator_id, from_day, until_day, reason from absence
    where until_day >= $1 order by from_day, id";
/// Absences that meet a team.
const TOUCHED: &str = "select b.id, v.id, l.name, v.date,
    cast(coalesce((select sum(s.booked - s.capacity) from slot s where s.visit_id = v.id and s.booked > s.capacity), 0) as bigint)
    from absence b join allotment a on a.operator_id = b.operator_id join visit v on v.id = a.visit_id
    join village l on l.code = v.village_code
    where b.until_day >= $1 and v.date >= $1 and v.date >= b.from_day and v.date <= b.until_day
    and v.state not in ('done', 'evaluated', 'postponed', 'cancelled') order by v.date, v.id, b.id";
const ADD_OPERATOR: &str =
    "insert into operator (id, name, certified_on, duty, supervised, working_days, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)";
const SET_WORK: &str = "update operator set duty = $2, supervised = $3, working_days = $4 where id = $1";
const ADD_NIB: &str = "insert into supervised_nib (id, operator_id, day, recorded_by, recorded_at)
    select $1, o.id, $3, $4, $5 from operator o where o.id = $2 and o.duty = 'oss-operator' and o.supervised";
const UNDO_NIB: &str = "delete from supervised_nib where id = (select n.id from supervised_nib n
    where n.operator_id = $1 order by n.id desc limit 1)";
const CERTIFIED: &str = "select count(*) from operator
    where duty = 'oss-operator' and certified_on is not null and certified_on <= $1";
const CERTIFY: &str = "update operator set certified_on = $2 where id = $1";
const ADD_ABSENCE: &str = "insert into absence (id, operator_id, from_day, until_day, reason)
    select $1, o.id, $3, $4, $5 from operator o where o.id = $2";
const FIND_ABSENCE: &str = "select operator_id, reason from absence where id = $1";
const REMOVE_ABSENCE: &str = "delete from absence where id = $1";
impl Backend {
    /// Everybody, with the absences that have not passed and the visits these meet.
    pub(crate) async fn all_operators(&self) -> Answer<Vec<Operator>> {
        let today = self.today_in_wita();
        let absences = fetch_all!(self.pool, AbsenceRow, ABSENCES, today)?;
        let touched = fetch_all!(self.pool, (Uuid, Uuid, String, NaiveDate, i64), TOUCHED, today)?;
        let absence = |row: &AbsenceRow| Absence {
            id: AbsenceId::new(row.id),
            from: row.from_day,
            until: row.until_day,
            reason: row.reason.clone(),
            visits: touched
                .iter()
                .filter(|(absence, ..)| *absence == row.id)
                .map(|(_, visit, village, date, surplus)| TouchedVisit {
                    visit: VisitId::new(*visit),
                    village: village.clone(),
                    date: *date,
                    surplus: people(*surplus),
                })
                .collect(),
        };
        let operator = |row: OperatorRow| -> Stored<Operator> {
            let mine = absences.iter().filter(|absence| absence.operator_id == row.id);
            Ok(Operator {
                id: OperatorId::new(row.id),
                absences: mine.map(absence).collect(),
                name: row.name,
                certified_on: row.certified_on,
                work: Work {
                    duty: Duty::from_key(&row.duty).ok_or(StoreError::Corrupt("duty"))?,
                    supervised: row.supervised,
                    days: week(&row.working_days)?,
                },
                supervised_nibs: people(row.supervised_nibs),
            })
        };
        let rows = fetch_all!(self.pool, OperatorRow, OPERATORS)?;
        Ok(rows.into_iter().map(operator).collect::<Stored<_>>()?)
    }

    pub(crate) async fn new_person(&self, by: Actor<'_>, person: &NewPerson) -> Answer<OperatorId> {
        let (now, id) = (self.now(), Uuid::now_v7());
        let NewPerson {
            name,
            work,
            certified_on,
        } = person;
        let mut tx = self.pool.begin().await?;
        execute!(
            tx,
            ADD_OPERATOR,
            id,
            name.as_str(),
            *certified_on,
            work.duty.key(),
            work.supervised,
            work.days.key(),
            now
        )?;
        audit::record(&mut tx, now, by, entry("operator-added", name.as_str())).await?;
        tx.commit().await?;
        Ok(OperatorId::new(id))
    }

    pub(crate) async fn change_work(&self, staff: &Staff, person: OperatorId, work: Work) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let (duty, days) = (work.duty.key(), work.days.key());
        if execute!(tx, SET_WORK, person.uuid(), duty, work.supervised, days)? != 1 {
            return Err(ServiceError::NotFound);
        }
        recompute_of(&mut tx, person, self.today_in_wita()).await?;
        let by = Actor::Staff(staff);
        audit::record(&mut tx, now, by, entry("operator-changed", &person.to_string())).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Counts a NIB. Twice is two: whoever pressed once too often takes one back.
    pub(crate) async fn count_nib(&self, staff: &Staff, person: OperatorId) -> Answer<()> {
        let (now, by) = (self.now(), staff.id.uuid());
        let mut tx = self.pool.begin().await?;
        let id = Uuid::now_v7();
        if execute!(tx, ADD_NIB, id, person.uuid(), self.today_in_wita(), by, now)? != 1 {
            return Err(ServiceError::NotFound);
        }
        let by = Actor::Staff(staff);
        audit::record(
            &mut tx,
            now,
            by,
            entry("supervised-nib-added", &person.to_string()),
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    pub(crate) async fn take_nib_back(&self, staff: &Staff, person: OperatorId) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        if execute!(tx, UNDO_NIB, person.uuid())? == 0 {
            return Ok(());
        }
        let by = Actor::Staff(staff);
        audit::record(
            &mut tx,
            now,
            by,
            entry("supervised-nib-removed", &person.to_string()),
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// OSS operators who hold the certificate today.
    pub(crate) async fn certified_today(&self) -> Answer<u32> {
        let row = fetch_optional!(self.pool, (i64,), CERTIFIED, self.today_in_wita())?;
        Ok(people(row.map_or(0, |(number,)| number)))
    }

    /// The counter of the office on a day, a visit left out.
    pub(crate) async fn counter_on(&self, day: NaiveDate, except: Option<VisitId>) -> Answer<OfficeDay> {
        let free = free_on(&self.pool, day, except).await?;
        Ok(OfficeDay {
            free: free.into_iter().map(|(id, _)| id).collect(),
            minimum: self.settings_now().await?.office_minimum,
        })
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
        let by = Actor::Staff(staff);
        audit::record(&mut tx, now, by, entry(act, &operator.to_string())).await?;
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
        let entry = entry("absence-added", reason.as_str());
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
        let entry = entry("absence-removed", &reason);
        audit::record(&mut tx, now, Actor::Staff(staff), entry).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn entry<'a>(act: &'static str, detail: &'a str) -> Entry<'a> {
    Entry {
        act,
        visit: None,
        booking: None,
        detail,
    }
}
