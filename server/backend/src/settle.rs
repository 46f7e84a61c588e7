//! Settling a surplus: the ways that work, and the one that staff choose, in one transaction.
//!
//! A proposal is what would happen: each way is tried in a transaction that is rolled back. The chosen one
//! is done again, and kept only if it touches exactly the people that were shown.

use crate::Backend;
use crate::audit::Actor;
use crate::bookings::{Refused, Tried, until_done};
use crate::db::{Tx, execute, fetch_all};
use crate::desk::{PEOPLE, PersonRow};
use crate::error::Stored;
use crate::planning::{Change, LOCK_BOOKINGS, LOCK_SLOTS};
use crate::secret::hash;
use crate::teams;
use crate::visits::{SLOTS, SlotRow, people};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::booking::BookingState;
use domain::calendar::short_date;
use domain::capacity::surplus;
use domain::demand::Remedy;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{BookingId, SlotId, VisitId};
use domain::lang::Lang;
use domain::plan::VisitPlan;
use domain::service::{Answer, StaffVisit, VisitSummary};
use domain::settle::{Crowded, Free, Near, Proposal, Settlement, Transfer, Way, settle};
use domain::staff::{Act, Staff};
use domain::text::Line;
use domain::visit::VisitStep;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The longest by which a day is lengthened to settle a surplus, in minutes.
const LONGEST: i64 = 120;

/// Places in other visits of the kecamatan that take bookings. A code's first eight signs are its
/// kecamatan.
const ELSEWHERE: &str = "select s.id, s.visit_id, v.village_code, l.name, v.date, s.starts_at,
    s.capacity - s.booked - s.held as places
    from slot s join visit v on v.id = s.visit_id join village l on l.code = v.village_code
    where v.id <> $1 and v.state in ('open', 'closed') and s.starts_at > $2 and not s.withdrawn
    and s.booked + s.held < s.capacity and substr(v.village_code, 1, 8) = substr($3, 1, 8)
    order by s.starts_at, s.id";

#[derive(sqlx::FromRow)]
struct Elsewhere {
    id: Uuid,
    visit_id: Uuid,
    village_code: String,
    name: String,
    date: NaiveDate,
    starts_at: DateTime<Utc>,
    places: i64,
}

/// Open visits in which somebody who is booked in this one has a place as well.
const BOOKED_TWICE: &str = "select b.id, o.visit_id from booking b join visit v on v.id <> b.visit_id
    join booking o on o.visit_id = v.id and o.phone = b.phone and o.name_key = b.name_key
    where b.visit_id = $1 and b.state = 'booked' and v.state in ('open', 'closed') and o.state <> 'cancelled'
    order by b.id, o.visit_id";

/// Takes the lock of a visit that is still as it was seen.
const LOCK_AS_SEEN: &str = "update visit set version = version where id = $1 and version = $2";

/// What was done in a transaction.
pub(crate) struct Done {
    pub(crate) settlement: Settlement,
    pub(crate) seen: String,
}

/// Free places, and the slot of each.
type Places = (Vec<Free>, HashMap<(VisitId, DateTime<Utc>), SlotId>);

impl Backend {
    /// The ways that settle a visit's surplus, or some of it, for this member of staff.
    pub(crate) async fn ways_to_settle(&self, staff: &Staff, id: VisitId) -> Answer<Vec<Proposal>> {
        let visit = self.visit_for_staff(staff, id).await?;
        if visit.visit.surplus == 0 || !visit.visit.state.is_before_the_day() {
            return Ok(Vec::new());
        }
        let mut ways = vec![(Way::Move, String::new())];
        if staff.role.may(Act::PlanVisits) {
            let free = teams::free_on(&self.pool, visit.visit.date, Some(id)).await?;
            let free = free
                .into_iter()
                .filter(|(it, _)| !visit.plan.operators.contains(it));
            ways.extend(free.map(|(operator, name)| (Way::AddOperator(operator), name)));
            ways.extend(longer_days(&visit.plan).map(|way| (way, String::new())));
        }
        let mut proposals: Vec<Proposal> = Vec::new();
        for (way, name) in ways {
            let settled = |it: &Proposal| matches!(it.way, Way::Lengthen(_));
            if matches!(way, Way::Lengthen(_)) && proposals.iter().any(settled) {
                continue; // the shortest one that is enough
            }
            proposals.extend(self.propose(staff, &visit, way, name).await?);
        }
        Ok(proposals)
    }

    /// The visits that can take everybody of a visit that is not ready.
    pub(crate) async fn ways_to_merge(&self, staff: &Staff, id: VisitId) -> Answer<Vec<Proposal>> {
        let visit = self.visit_for_staff(staff, id).await?;
        if !visit.readiness.needs_rescue {
            return Ok(Vec::new());
        }
        let code = visit.plan.village.as_str();
        let places = fetch_all!(self.pool, Elsewhere, ELSEWHERE, id.uuid(), self.now(), code)?;
        let mut proposals: Vec<Proposal> = Vec::new();
        for place in places {
            let way = Way::Merge(VisitId::new(place.visit_id));
            if proposals.iter().all(|it| it.way != way) {
                proposals.extend(self.propose(staff, &visit, way, place.words()).await?);
            }
        }
        Ok(proposals)
    }

    /// The visits of the kecamatan with places, into which everybody could go, soonest first.
    pub(crate) async fn mergers_for_demand(&self, visit: &StaffVisit) -> Answer<Vec<(Remedy, String)>> {
        let (id, code) = (visit.visit.id.uuid(), visit.plan.village.as_str());
        let mut remedies: Vec<(Remedy, String)> = Vec::new();
        for place in fetch_all!(self.pool, Elsewhere, ELSEWHERE, id, self.now(), code)? {
            let remedy = Remedy::Settle(Way::Merge(VisitId::new(place.visit_id)));
            if remedies.iter().all(|(known, _)| *known != remedy) {
                remedies.push((remedy, place.words()));
            }
        }
        Ok(remedies)
    }

    /// Name of the operator or of the other visit of a way.
    pub(crate) async fn name_of_way(&self, visit: &VisitSummary, way: Way) -> Answer<String> {
        Ok(match way {
            Way::AddOperator(operator) => {
                let free = teams::free_on(&self.pool, visit.date, Some(visit.id)).await?;
                let found = free.into_iter().find(|(id, _)| *id == operator);
                found.map(|(_, name)| name).unwrap_or_default()
            }
            Way::Merge(into) => {
                let into = self.summary(into).await?;
                format!("{}, {}", into.village.name, short_date(into.date, Lang::Id))
            }
            Way::Move | Way::Lengthen(_) => String::new(),
        })
    }

    /// What a way would do; none where it does nothing or is refused.
    async fn propose(
        &self,
        staff: &Staff,
        visit: &StaffVisit,
        way: Way,
        name: String,
    ) -> Answer<Option<Proposal>> {
        for reason in [None, Some(stand_in()?)] {
            let mut tx = self.pool.begin().await?;
            let tried = self.do_in(&mut tx, staff, visit, way, reason.as_ref()).await;
            drop(tx); // nothing of it is kept
            match tried {
                Ok(Tried::Done(done)) if is_worth_it(way, visit.visit.surplus, &done.settlement) => {
                    return Ok(Some(Proposal {
                        way,
                        name,
                        needs_office_reason: reason.is_some(),
                        settlement: done.settlement,
                        seen: done.seen,
                    }));
                }
                Err(Refused::Rule(error)) if reason.is_none() && asks_office_reason(&error) => {}
                Ok(_) | Err(Refused::Rule(_)) => return Ok(None),
                Err(Refused::Store(error)) if error.is_deadlock() => return Ok(None),
                Err(Refused::Store(error)) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    /// Does what was shown, or nothing: `seen` comes from the proposal.
    ///
    /// # Errors
    /// `Stale` where it would now touch other people or other places than those shown.
    pub(crate) async fn settle_surplus(
        &self,
        staff: &Staff,
        id: VisitId,
        way: Way,
        seen: &str,
        office_reason: Option<&Line<200>>,
    ) -> Answer<()> {
        until_done!(self.try_settle(staff, id, way, seen, office_reason))
    }

    async fn try_settle(
        &self,
        staff: &Staff,
        id: VisitId,
        way: Way,
        seen: &str,
        office_reason: Option<&Line<200>>,
    ) -> Result<Tried<()>, Refused> {
        let visit = self.visit_for_staff(staff, id).await?;
        let mut tx = self.pool.begin().await?;
        let done = match self.do_in(&mut tx, staff, &visit, way, office_reason).await {
            Ok(Tried::Done(done)) => done,
            Ok(Tried::Again) => return Ok(Tried::Again),
            // A place that was free when it was shown is taken now, or somebody came or left.
            Err(Refused::Rule(error)) if is_too_late(&error) => return Err(ServiceError::Stale.into()),
            Err(error) => return Err(error),
        };
        if done.seen != seen {
            return Err(ServiceError::Stale.into());
        }
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(Tried::Done(()))
    }

    /// Goes a way inside a transaction.
    pub(crate) async fn do_in(
        &self,
        tx: &mut Tx,
        staff: &Staff,
        visit: &StaffVisit,
        way: Way,
        office_reason: Option<&Line<200>>,
    ) -> Result<Tried<Done>, Refused> {
        let mut plan = visit.plan.clone();
        plan.office_reason = office_reason.cloned().or(plan.office_reason);
        match way {
            Way::AddOperator(operator) => plan.operators.push(operator),
            Way::Lengthen(until) => plan.hours.ends_at = until,
            Way::Move | Way::Merge(_) => {}
        }
        if plan == visit.plan {
            lock_as_seen(tx, visit).await?;
        } else {
            // Those whose own time stays are not disturbed.
            let change = Change {
                version: visit.version,
                plan: &plan,
                tell: false,
            };
            self.change_in(tx, staff, visit.visit.id, change).await?;
        }
        let Some(settlement) = self.move_people(tx, staff, &visit.visit, way).await? else {
            return Ok(Tried::Again);
        };
        if let Way::Merge(_) = way {
            let reason = "Digabung dengan kunjungan lain";
            self.step_in(tx, Actor::Staff(staff), visit.visit.id, VisitStep::Cancel, reason)
                .await?;
        }
        let seen = fingerprint(visit.version, &settlement);
        Ok(Tried::Done(Done { settlement, seen }))
    }

    /// Moves whoever has to; none where another transaction was in the way.
    async fn move_people(
        &self,
        tx: &mut Tx,
        staff: &Staff,
        visit: &VisitSummary,
        way: Way,
    ) -> Result<Option<Settlement>, Refused> {
        let slots = fetch_all!(tx, SlotRow, SLOTS, visit.id.uuid())?;
        let crowded = crowded(tx, visit.id, &slots, matches!(way, Way::Merge(_))).await?;
        let (free, ids) = self.places(tx, visit, &slots, way).await?;
        let booked_twice = fetch_all!(tx, (Uuid, Uuid), BOOKED_TWICE, visit.id.uuid())?
            .into_iter()
            .map(|(booking, visit)| (BookingId::new(booking), VisitId::new(visit)))
            .collect::<HashSet<_>>();
        let settlement = settle(crowded, free, &booked_twice);
        for transfer in &settlement.transfers {
            let Some(slot) = ids.get(&(transfer.visit, transfer.to)) else {
                return Ok(None);
            };
            let moved = self.move_in(tx, transfer.booking, *slot, Actor::Staff(staff));
            if let Tried::Again = moved.await? {
                return Ok(None);
            }
        }
        Ok(Some(settlement))
    }

    /// The free places to which a way may lead.
    async fn places(&self, tx: &mut Tx, visit: &VisitSummary, slots: &[SlotRow], way: Way) -> Stored<Places> {
        let now = self.now();
        let (mut free, mut ids) = (Vec::new(), HashMap::new());
        if !matches!(way, Way::Merge(_)) {
            for row in slots.iter().filter(|row| !row.withdrawn && row.starts_at > now) {
                ids.insert((visit.id, row.starts_at), SlotId::new(row.id));
                free.push(Free {
                    near: Near::Visit,
                    visit: visit.id,
                    place: None,
                    starts_at: row.starts_at,
                    left: people(row.capacity - row.booked - row.held),
                });
            }
        }
        if !matches!(way, Way::Lengthen(_)) {
            let code = visit.village.code.as_str();
            for row in fetch_all!(tx, Elsewhere, ELSEWHERE, visit.id.uuid(), now, code)? {
                let other = VisitId::new(row.visit_id);
                if matches!(way, Way::Merge(into) if into != other) {
                    continue;
                }
                ids.insert((other, row.starts_at), SlotId::new(row.id));
                free.push(Free {
                    near: if row.village_code == code {
                        Near::Village
                    } else {
                        Near::District
                    },
                    visit: other,
                    place: Some(row.words()),
                    starts_at: row.starts_at,
                    left: people(row.places),
                });
            }
        }
        Ok((free, ids))
    }
}

/// Locks a visit, its people and its places, so that whoever comes second sees what the first has done. The
/// people before the places, as a move locks them.
async fn lock_as_seen(tx: &mut Tx, visit: &StaffVisit) -> Answer<()> {
    let id = visit.visit.id.uuid();
    if execute!(tx, LOCK_AS_SEEN, id, visit.version)? != 1 {
        return Err(ServiceError::Stale);
    }
    execute!(tx, LOCK_BOOKINGS, id)?;
    execute!(tx, LOCK_SLOTS, id)?;
    Ok(())
}

/// The slots with people who have to leave: those beyond the capacity, or `all` of them.
async fn crowded(tx: &mut Tx, visit: VisitId, slots: &[SlotRow], all: bool) -> Stored<Vec<Crowded>> {
    let mut rows = Vec::new();
    for row in fetch_all!(tx, PersonRow, PEOPLE, visit.uuid())? {
        rows.push(row.row()?);
    }
    rows.retain(|row| row.state == BookingState::Booked);
    let of = |slot: &SlotRow| Crowded {
        starts_at: slot.starts_at,
        surplus: if all {
            people(slot.booked)
        } else {
            surplus(people(slot.booked), people(slot.capacity))
        },
        people: rows
            .iter()
            .filter(|row| row.slot.uuid() == slot.id)
            .cloned()
            .collect(),
    };
    Ok(slots.iter().map(of).filter(|slot| slot.surplus > 0).collect())
}

impl Elsewhere {
    /// `Jegu, Sen 14/12/26`.
    fn words(&self) -> String {
        format!("{}, {}", self.name, short_date(self.date, Lang::Id))
    }
}

/// The later ends to try, shortest first: a slot more each time.
fn longer_days(plan: &VisitPlan) -> impl Iterator<Item = Way> {
    let (ends_at, slot) = (plan.hours.ends_at, i64::from(plan.slot_minutes.max(1)));
    (1..=LONGEST / slot)
        .map(move |slots| ends_at.overflowing_add_signed(Duration::minutes(slots * slot)))
        .filter(|(_, next_day)| *next_day == 0)
        .map(|(until, _)| Way::Lengthen(until))
}

/// A way that changes nothing, or brings people nowhere, is none. A longer day and a merge are enough, or
/// they are not offered.
fn is_worth_it(way: Way, before: u32, settlement: &Settlement) -> bool {
    match way {
        Way::Move => !settlement.transfers.is_empty(),
        Way::AddOperator(_) => settlement.left_over < before,
        Way::Lengthen(_) | Way::Merge(_) => settlement.left_over == 0,
    }
}

/// A place that was free when it was shown is taken now, or somebody came or left.
pub(crate) fn is_too_late(error: &ServiceError) -> bool {
    matches!(
        error,
        ServiceError::SlotFull
            | ServiceError::SlotClosed
            | ServiceError::BookingSettled
            | ServiceError::DuplicateBooking
    )
}

pub(crate) fn asks_office_reason(error: &ServiceError) -> bool {
    error.fields().iter().any(|it| it.field == Field::OfficeReason)
}

/// A reason to see what would happen if somebody gave one.
pub(crate) fn stand_in() -> Answer<Line<200>> {
    Line::parse("persetujuan").map_err(|problem: Problem| ServiceError::field(Field::OfficeReason, problem))
}

/// The plan it is made for, whom it touches and how, as one word.
fn fingerprint(version: i64, settlement: &Settlement) -> String {
    let mut parts: Vec<String> = vec![version.to_string(), settlement.left_over.to_string()];
    parts.extend(settlement.transfers.iter().map(Transfer::key));
    hash(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}
