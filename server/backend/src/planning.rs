//! Planning a visit: creating and editing it, its slots, and the steps it takes.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::bookings::{Stub, stub, visit_in};
use crate::db::{Tx, execute, fetch_all, fetch_optional, insert_many};
use crate::desk::may_take;
use crate::error::{StoreError, Stored};
use crate::interest;
use crate::months::{self, Joins};
use crate::offers;
use crate::outbox;
use crate::readiness;
use crate::teams;
use crate::venues;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::calendar::from_wita;
use domain::error::ServiceError;
use domain::field::{Field, FieldError, Problem};
use domain::holiday::Severity;
use domain::id::VisitId;
use domain::message::MessageKind;
use domain::plan::VisitPlan;
use domain::service::Answer;
use domain::staff::Staff;
use domain::text::Line;
use domain::visit::{VisitState, VisitStep};
use uuid::Uuid;

const INSERT: &str = "insert into visit (id, village_code, date, starts_at, ends_at, pause_from, pause_until, slot_minutes,
    service_minutes, walk_in_places, venue, override_reason, sudden_reason, state, attended, version, created_at)
    select $1, l.code, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'proposed', null, 1, $14 from village l where l.code = $2";

const UPDATE: &str = "update visit set village_code = $3, date = $4, starts_at = $5, ends_at = $6, pause_from = $7,
    pause_until = $8, slot_minutes = $9, service_minutes = $10, walk_in_places = $11, venue = $12, override_reason = $13,
    state = $14, version = version + 1
    where id = $1 and version = $2";

const SET_SUDDEN: &str = "update visit set sudden_reason = $2 where id = $1";
const CURRENT: &str = "select village_code, date, starts_at, ends_at, venue, override_reason, state, version from visit where id = $1";

#[derive(sqlx::FromRow)]
struct Current {
    village_code: String,
    date: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    venue: String,
    override_reason: Option<String>,
    state: String,
    version: i64,
}

/// Only a counter that is left short needs it.
const APPROVE_OFFICE: &str = "update visit set office_reason = $2, office_approved_by = $3 where id = $1";
const WITHDRAW_SLOTS: &str = "update slot set withdrawn = true where visit_id = $1";
const DROP_UNUSED_SLOTS: &str = "delete from slot where visit_id = $1 and withdrawn
    and not exists (select 1 from booking b where b.slot_id = slot.id)";
const SLOT_TIMES: &str =
    "select id, starts_at, ends_at from slot where visit_id = $1 order by starts_at desc, id";
const SHIFT_SLOT: &str = "update slot set starts_at = $2, ends_at = $3 where id = $1";
const STEP: &str = "update visit set state = $3, version = version + 1 where id = $1 and state = $2";
const CANCEL_BOOKINGS: &str =
    "update booking set state = 'cancelled' where visit_id = $1 and state in ('booked', 'waitlisted')";
pub(crate) const LOCK_BOOKINGS: &str = "update booking set moves = moves where visit_id = $1";
pub(crate) const LOCK_SLOTS: &str = "update slot set booked = booked where visit_id = $1";
const EMPTY_SLOTS: &str = "update slot set booked = 0 where visit_id = $1";
const DROP_ANSWER: &str = "delete from venue_answer where visit_id = $1";

/// People with a place in a visit, by time.
const HOLDERS: &str =
    stub!("b.visit_id = $1 and b.state in ('booked', 'waitlisted') order by s.starts_at, b.id");

struct Times {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    pause_from: Option<DateTime<Utc>>,
    pause_until: Option<DateTime<Utc>>,
}

fn times(plan: &VisitPlan) -> Times {
    let at = |time| from_wita(plan.date, time);
    Times {
        starts_at: at(plan.hours.starts_at),
        ends_at: at(plan.hours.ends_at),
        pause_from: plan.hours.pause.map(|(from, _)| at(from)),
        pause_until: plan.hours.pause.map(|(_, until)| at(until)),
    }
}

/// A change of a visit.
pub(crate) struct Change<'a> {
    /// The version that was seen.
    pub(crate) version: i64,
    /// What it becomes.
    pub(crate) plan: &'a VisitPlan,
    /// The people booked are told of new hours or a new venue.
    pub(crate) tell: bool,
}

impl Backend {
    /// A held date needs a reason; a past one is refused.
    async fn check_date(&self, plan: &VisitPlan, was: Option<&Current>) -> Answer<()> {
        let stays = was.filter(|was| was.date == plan.date);
        // A visit keeps its day, but not without the reason that was given for it.
        if stays.is_some_and(|was| was.override_reason.is_none()) {
            return Ok(());
        }
        if stays.is_none() && plan.date < self.today_in_wita() {
            return Err(ServiceError::field(Field::Date, Problem::InThePast));
        }
        let held = self
            .warnings_of(plan.date)
            .await?
            .iter()
            .any(|warning| warning.severity() == Severity::Hard);
        if held && plan.override_reason.is_none() {
            let error = |field| FieldError::new(field, Problem::CalendarHolds);
            return Err(ServiceError::Invalid(vec![
                error(Field::Date),
                FieldError::new(Field::OverrideReason, Problem::Missing),
            ]));
        }
        Ok(())
    }

    /// The calendar lets a new visit have its day, or the reason for it is there.
    pub(crate) async fn check_new_date(&self, plan: &VisitPlan) -> Answer<()> {
        self.check_date(plan, None).await
    }

    pub(crate) async fn plan_visit(&self, by: Actor<'_>, plan: &VisitPlan) -> Answer<VisitId> {
        self.check_date(plan, None).await?;
        self.insert_visit(by, plan).await
    }

    /// Inserts without asking the calendar. What the program itself inserts is not asked of the team
    /// either: history and demonstration data are what they are.
    pub(crate) async fn insert_visit(&self, by: Actor<'_>, plan: &VisitPlan) -> Answer<VisitId> {
        let mut tx = self.pool.begin().await?;
        let id = self.insert_visit_in(&mut tx, by, plan).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The same inside a transaction.
    pub(crate) async fn insert_visit_in(
        &self,
        tx: &mut Tx,
        by: Actor<'_>,
        plan: &VisitPlan,
    ) -> Answer<VisitId> {
        let (now, id) = (self.now(), Uuid::now_v7());
        let t = times(plan);
        teams::lock_all(tx).await?;
        if let Actor::Staff(_) = by {
            teams::check(tx, plan, None).await?;
        }
        let joins = months::sudden_reason(tx, plan, None).await?;
        let inserted = execute!(
            tx,
            INSERT,
            id,
            plan.village.as_str(),
            plan.date,
            t.starts_at,
            t.ends_at,
            t.pause_from,
            t.pause_until,
            i64::from(plan.slot_minutes),
            i64::from(plan.service_minutes),
            i64::from(plan.walk_in_places),
            plan.venue.as_str(),
            plan.override_reason.as_ref().map(Line::as_str),
            joins.reason(),
            now
        );
        match inserted {
            Ok(1) => {}
            Ok(_) => return Err(ServiceError::field(Field::Village, Problem::NotAChoice)),
            Err(error) => return Err(taken_that_day(error)),
        }
        let id = VisitId::new(id);
        if let Actor::Staff(staff) = by {
            self.approve_office(tx, staff, id, plan).await?;
        }
        write_team_and_slots(tx, id, plan).await?;
        let detail = plan.override_reason.as_ref().map_or("", Line::as_str);
        audit::record(
            tx,
            now,
            by,
            Entry {
                act: "visit-created",
                visit: Some(id),
                booking: None,
                detail,
            },
        )
        .await?;
        Ok(id)
    }

    pub(crate) async fn change_visit(
        &self,
        staff: &Staff,
        id: VisitId,
        version: i64,
        plan: &VisitPlan,
    ) -> Answer<()> {
        let stored = self.current(id).await?;
        self.check_date(plan, Some(&stored)).await?;
        let mut tx = self.pool.begin().await?;
        let tell = true;
        self.change_in(&mut tx, staff, id, Change { version, plan, tell })
            .await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        self.place_freed(id).await;
        Ok(())
    }

    /// A change inside a transaction. The calendar was asked before.
    pub(crate) async fn change_in(
        &self,
        tx: &mut Tx,
        staff: &Staff,
        id: VisitId,
        Change { version, plan, tell }: Change<'_>,
    ) -> Answer<()> {
        let now = self.now();
        teams::lock_all(tx).await?;
        let was = fetch_optional!(tx, Current, CURRENT, id.uuid())?.ok_or(ServiceError::NotFound)?;
        if was.version != version {
            return Err(ServiceError::Stale);
        }
        let state = VisitState::from_key(&was.state).ok_or(StoreError::Corrupt("visit state"))?;
        let moved = was.date != plan.date || was.village_code != plan.village.as_str();
        let state = state_after_edit(state, moved)?;
        teams::check(tx, plan, Some(id)).await?;
        let joins = months::sudden_reason(tx, plan, Some(was.date)).await?;
        self.update(tx, id, version, plan, state).await?;
        self.approve_office(tx, staff, id, plan).await?;
        if joins != Joins::Stays {
            execute!(tx, SET_SUDDEN, id.uuid(), joins.reason())?;
        }
        if moved {
            venues::end_links(tx, id, now).await?;
            // It was given for another day or by another village.
            execute!(tx, DROP_ANSWER, id.uuid())?;
            execute!(tx, readiness::UNTICK_ALL, id.uuid())?;
            shift_slots(tx, id, plan.date - was.date).await?;
        }
        write_team_and_slots(tx, id, plan).await?;
        let t = times(plan);
        let touches =
            was.venue != plan.venue.as_str() || was.starts_at != t.starts_at || was.ends_at != t.ends_at;
        if tell
            && touches
            && matches!(
                state,
                VisitState::Open | VisitState::Closed | VisitState::Confirmed
            )
        {
            self.tell_holders(tx, id, MessageKind::VisitChanged, "").await?;
        }
        audit::record(
            tx,
            now,
            Actor::Staff(staff),
            Entry {
                act: "visit-edited",
                visit: Some(id),
                booking: None,
                detail: plan.override_reason.as_ref().map_or("", Line::as_str),
            },
        )
        .await?;
        Ok(())
    }

    /// Whoever takes so many along that the counter of the office is left short approves it by name, with
    /// a reason. Where it is not short, nothing is kept of what was typed.
    async fn approve_office(&self, tx: &mut Tx, staff: &Staff, id: VisitId, plan: &VisitPlan) -> Answer<()> {
        let minimum = self.settings_in(tx).await?.office_minimum;
        let office = teams::office_in(tx, plan.date, Some(id), minimum).await?;
        if !office.needs_reason(&plan.operators) {
            execute!(tx, APPROVE_OFFICE, id.uuid(), None::<&str>, None::<Uuid>)?;
            return Ok(());
        }
        let left = office.left(&plan.operators);
        let Some(reason) = &plan.office_reason else {
            let short = Problem::OfficeBelowMinimum { left, minimum };
            return Err(ServiceError::field(Field::OfficeReason, short));
        };
        execute!(tx, APPROVE_OFFICE, id.uuid(), reason.as_str(), staff.id.uuid())?;
        let entry = Entry {
            act: "office-approved",
            visit: Some(id),
            booking: None,
            detail: reason.as_str(),
        };
        audit::record(tx, self.now(), Actor::Staff(staff), entry).await?;
        Ok(())
    }

    async fn update(
        &self,
        tx: &mut Tx,
        id: VisitId,
        version: i64,
        plan: &VisitPlan,
        state: VisitState,
    ) -> Answer<()> {
        let t = times(plan);
        let updated = execute!(
            tx,
            UPDATE,
            id.uuid(),
            version,
            plan.village.as_str(),
            plan.date,
            t.starts_at,
            t.ends_at,
            t.pause_from,
            t.pause_until,
            i64::from(plan.slot_minutes),
            i64::from(plan.service_minutes),
            i64::from(plan.walk_in_places),
            plan.venue.as_str(),
            plan.override_reason.as_ref().map(Line::as_str),
            state.key()
        );
        match updated {
            Ok(1) => Ok(()),
            Ok(_) => Err(ServiceError::Stale),
            Err(error) if error.is_foreign_key_violation() => {
                Err(ServiceError::field(Field::Village, Problem::NotAChoice))
            }
            Err(error) => Err(taken_that_day(error)),
        }
    }

    async fn current(&self, id: VisitId) -> Answer<Current> {
        fetch_optional!(self.pool, Current, CURRENT, id.uuid())?.ok_or(ServiceError::NotFound)
    }

    /// Writes a message to everybody who holds a place.
    pub(crate) async fn tell_holders(
        &self,
        tx: &mut Tx,
        id: VisitId,
        kind: MessageKind,
        reason: &str,
    ) -> Answer<()> {
        let now = self.now();
        let visit = visit_in(tx, id, now).await?;
        let settings = self.settings_in(tx).await?;
        // What they have not been sent yet is no longer true; this message holds all of it.
        outbox::drop_of_holders(tx, id).await?;
        let mut messages = Vec::new();
        for holder in fetch_all!(tx, Stub, HOLDERS, id.uuid())? {
            messages.push(self.tell_reason(kind, &holder, &visit, &settings, reason)?);
        }
        let ways = self.ways(tx).await?;
        outbox::write(tx, now, &ways, messages).await?;
        Ok(())
    }

    pub(crate) async fn take_step(
        &self,
        staff: &Staff,
        id: VisitId,
        step: VisitStep,
        reason: &str,
    ) -> Answer<()> {
        if !may_take(staff.role, step) {
            return Err(ServiceError::Forbidden);
        }
        // Asking needs someone to ask: `ask_village`.
        if step == VisitStep::AskVillage {
            return Err(ServiceError::field(Field::ContactPhone, Problem::Missing));
        }
        let reason = if step.needs_reason() {
            Line::<200>::parse_min(reason, 3)
                .map_err(|problem| ServiceError::field(Field::Reason, problem))?
                .as_str()
                .to_owned()
        } else {
            String::new()
        };
        let mut tx = self.pool.begin().await?;
        self.step_in(&mut tx, Actor::Staff(staff), id, step, &reason)
            .await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        self.live.ring(id);
        self.place_freed(id).await;
        Ok(())
    }

    /// A step inside a transaction: the state, what follows from it, and the record.
    pub(crate) async fn step_in(
        &self,
        tx: &mut Tx,
        by: Actor<'_>,
        id: VisitId,
        step: VisitStep,
        reason: &str,
    ) -> Answer<()> {
        let now = self.now();
        if step == VisitStep::Replan {
            teams::lock_all(tx).await?;
        }
        let was = fetch_optional!(tx, Current, CURRENT, id.uuid())?.ok_or(ServiceError::NotFound)?;
        let state = VisitState::from_key(&was.state).ok_or(StoreError::Corrupt("visit state"))?;
        let next = state
            .after(step)
            .map_err(|illegal| ServiceError::IllegalStep(illegal.from))?;
        if !step.is_due(was.date, self.today_in_wita()) {
            return Err(ServiceError::IllegalStep(state));
        }
        match execute!(tx, STEP, id.uuid(), state.key(), next.key()) {
            Ok(1) => {}
            Ok(_) => return Err(ServiceError::Stale),
            Err(error) => return Err(taken_that_day(error)),
        }
        match step {
            VisitStep::Cancel | VisitStep::Postpone => {
                // Whoever is taking a place comes first and is told, or waits and finds it closed.
                // Bookings before slots, as a move locks them.
                execute!(tx, LOCK_BOOKINGS, id.uuid())?;
                execute!(tx, LOCK_SLOTS, id.uuid())?;
                venues::end_links(tx, id, now).await?;
                outbox::drop_of_visit_request(tx, id).await?;
                self.tell_holders(tx, id, MessageKind::VisitCancelled, reason)
                    .await?;
                self.close_waiting(tx, id, reason, step == VisitStep::Cancel)
                    .await?;
                interest::wait_again(tx, id).await?;
                if step == VisitStep::Cancel {
                    execute!(tx, CANCEL_BOOKINGS, id.uuid())?;
                    execute!(tx, EMPTY_SLOTS, id.uuid())?;
                }
            }
            VisitStep::CloseBooking => self.close_waiting(tx, id, "", false).await?,
            VisitStep::Begin => {
                self.close_waiting(tx, id, "", true).await?;
                self.begin_day(tx, id).await?;
            }
            VisitStep::Finish => {
                self.close_day(tx, id).await?;
                interest::forget(tx, id).await?;
                offers::forget(tx, id).await?;
            }
            VisitStep::OpenBooking => self.tell_interested(tx, id).await?,
            VisitStep::Replan => teams::drop_taken(tx, id).await?,
            // Only people of a visit that was put off hold places already: now they learn the new date.
            VisitStep::VillageAgrees => self.tell_holders(tx, id, MessageKind::VisitChanged, "").await?,
            _ => {}
        }
        audit::record(
            tx,
            now,
            by,
            Entry {
                act: step_act(step),
                visit: Some(id),
                booking: None,
                detail: reason,
            },
        )
        .await?;
        Ok(())
    }
}

/// The date and the village may change until the village has agreed; then it is asked anew.
fn state_after_edit(state: VisitState, moved: bool) -> Answer<VisitState> {
    match (state, moved) {
        (VisitState::Proposed | VisitState::AwaitingVillage, true) => Ok(VisitState::Proposed),
        (state, false) if state.is_before_the_day() => Ok(state),
        (state, _) => Err(ServiceError::IllegalStep(state)),
    }
}

fn taken_that_day(error: StoreError) -> ServiceError {
    if error.is_unique_violation() {
        ServiceError::field(Field::Date, Problem::VillageTakenThatDay)
    } else {
        error.into()
    }
}

/// Team and slots follow the plan: slots that are still planned stay with their bookings, new ones are
/// added, those no longer planned go, or stay with no capacity while people are booked in them.
async fn write_team_and_slots(tx: &mut Tx, id: VisitId, plan: &VisitPlan) -> Answer<()> {
    teams::write(tx, id, plan).await?;
    execute!(tx, WITHDRAW_SLOTS, id.uuid())?;
    let slots = plan.slots();
    if !slots.is_empty() {
        insert_many!(
            tx,
            "insert into slot (id, visit_id, starts_at, ends_at, capacity, booked, withdrawn) ",
            slots,
            |row, slot| {
                row.push_bind(Uuid::now_v7())
                    .push_bind(id.uuid())
                    .push_bind(slot.starts_at)
                    .push_bind(slot.ends_at)
                    .push_bind(0i64)
                    .push_bind(0i64)
                    .push_bind(false);
            },
            " on conflict (visit_id, starts_at, ends_at) do update set withdrawn = false"
        )?;
    }
    execute!(tx, DROP_UNUSED_SLOTS, id.uuid())?;
    teams::recompute(tx, id).await?;
    Ok(())
}

/// A visit that was put off keeps its bookings: each slot moves with the day.
async fn shift_slots(tx: &mut Tx, id: VisitId, by: Duration) -> Stored<()> {
    let mut slots = fetch_all!(tx, (Uuid, DateTime<Utc>, DateTime<Utc>), SLOT_TIMES, id.uuid())?;
    // Latest first when moving ahead, so that no slot meets one that has not moved yet.
    if by < Duration::zero() {
        slots.reverse();
    }
    for (slot, starts_at, ends_at) in slots {
        execute!(tx, SHIFT_SLOT, slot, starts_at + by, ends_at + by)?;
    }
    Ok(())
}

fn step_act(step: VisitStep) -> &'static str {
    match step {
        VisitStep::AskVillage => "village-asked",
        VisitStep::VillageAgrees => "village-agreed",
        VisitStep::VillageDeclines => "village-declined",
        VisitStep::OpenBooking => "booking-opened",
        VisitStep::CloseBooking => "booking-closed",
        VisitStep::Begin => "visit-begun",
        VisitStep::Finish => "visit-finished",
        VisitStep::Evaluate => "visit-evaluated",
        VisitStep::Postpone => "visit-postponed",
        VisitStep::Replan => "visit-replanned",
        VisitStep::Cancel => "visit-cancelled",
    }
}
