//! What staff read: the day, a month, one visit, its people, its conflicts.

use crate::Backend;
use crate::bookings::sender;
use crate::db::{fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::visits::{SLOTS, SlotRow, SummaryRow, people, summary};
use crate::{audit, channel_state, outbox, teams, venues, villages};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::booking::BookingState;
use domain::calendar::to_wita;
use domain::capacity::surplus;
use domain::code::BookingCode;
use domain::demand::Heat;
use domain::error::ServiceError;
use domain::id::{BookingId, OperatorId, SlotId, VisitId};
use domain::message::MessageState;
use domain::part::Part;
use domain::phone::Phone;
use domain::plan::{Hours, VisitPlan};
use domain::service::{
    Answer, BookingRow, Conflict, PlanChoices, SlotView, StaffSlot, StaffVisit, Today, VisitSummary,
};
use domain::staff::{Act, Role, Staff};
use domain::text::Line;
use domain::village::VillageCode;
use domain::visit::{VisitState, VisitStep};
use uuid::Uuid;

const AHEAD: &str = summary!(
    "where v.date >= $1 and v.state not in ('done', 'evaluated', 'cancelled')
    group by v.id, l.code order by v.date, v.starts_at, v.id limit 200"
);

/// No visit is judged earlier than so many days before it.
const FAR: Days = Days::new(100);

#[derive(sqlx::FromRow)]
struct PlanRow {
    village_code: String,
    date: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    pause_from: Option<DateTime<Utc>>,
    pause_until: Option<DateTime<Utc>>,
    slot_minutes: i64,
    service_minutes: i64,
    walk_in_places: i64,
    venue: String,
    override_reason: Option<String>,
    sudden_reason: Option<String>,
    office_reason: Option<String>,
    version: i64,
    attended: Option<i64>,
}

const PLAN: &str =
    "select village_code, date, starts_at, ends_at, pause_from, pause_until, slot_minutes, service_minutes,
    walk_in_places, venue, override_reason, office_reason, sudden_reason, version, attended
    from visit where id = $1";

impl PlanRow {
    fn plan(self, team: Vec<(OperatorId, Option<Part>)>) -> Stored<VisitPlan> {
        let time = |at| to_wita(at).time();
        let reason = |text: Option<String>| {
            let text = text.as_deref().map(Line::parse).transpose();
            text.map_err(|_| StoreError::Corrupt("reason"))
        };
        Ok(VisitPlan {
            village: VillageCode::parse(&self.village_code)
                .map_err(|_| StoreError::Corrupt("village code"))?,
            date: self.date,
            hours: Hours {
                starts_at: time(self.starts_at),
                ends_at: time(self.ends_at),
                pause: self
                    .pause_from
                    .zip(self.pause_until)
                    .map(|(from, until)| (time(from), time(until))),
            },
            slot_minutes: people(self.slot_minutes),
            service_minutes: people(self.service_minutes),
            walk_in_places: people(self.walk_in_places),
            venue: Line::parse(&self.venue).map_err(|_| StoreError::Corrupt("venue"))?,
            operators: team.iter().map(|(person, _)| *person).collect(),
            parts: team
                .into_iter()
                .filter_map(|(person, part)| Some((person, part?)))
                .collect(),
            override_reason: reason(self.override_reason)?,
            office_reason: reason(self.office_reason)?,
            sudden_reason: reason(self.sudden_reason)?,
        })
    }
}

#[derive(sqlx::FromRow)]
pub(crate) struct PersonRow {
    id: Uuid,
    code: String,
    name: String,
    phone: String,
    banjar: Option<String>,
    business_activity: String,
    assistance_needed: bool,
    state: String,
    confirmed_for: Option<DateTime<Utc>>,
    slot_id: Uuid,
    starts_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    own_phone: bool,
    helper_name: Option<String>,
    helper_role: Option<String>,
    staff_name: Option<String>,
}

pub(crate) const PEOPLE: &str =
    "select b.id, b.code, b.name, b.phone, b.banjar, b.business_activity, b.assistance_needed, b.state, b.confirmed_for,
    b.slot_id, s.starts_at, b.created_at, b.own_phone, h.contact_name as helper_name, h.role as helper_role,
    f.name as staff_name
    from booking b join slot s on s.id = b.slot_id
    left join village_link h on h.id = b.helped_by left join staff f on f.id = b.booked_by
    where b.visit_id = $1 order by s.starts_at, b.created_at, b.id";

impl PersonRow {
    pub(crate) fn row(self) -> Stored<BookingRow> {
        Ok(BookingRow {
            id: BookingId::new(self.id),
            code: BookingCode::parse(&self.code).map_err(|_| StoreError::Corrupt("booking code"))?,
            applicant_name: self.name,
            phone: Phone::parse(&self.phone).map_err(|_| StoreError::Corrupt("phone"))?,
            banjar: self.banjar,
            business_activity: self.business_activity,
            assistance_needed: self.assistance_needed,
            state: BookingState::from_key(&self.state).ok_or(StoreError::Corrupt("booking state"))?,
            confirmed: self.state == BookingState::Booked.key() && self.confirmed_for == Some(self.starts_at),
            slot: SlotId::new(self.slot_id),
            starts_at: self.starts_at,
            booked_at: self.created_at,
            own_phone: self.own_phone,
            booked_by: sender(
                self.helper_name.as_deref(),
                self.helper_role.as_deref(),
                self.staff_name.as_deref(),
            )?,
        })
    }
}

impl Backend {
    pub(crate) async fn day(&self) -> Answer<Today> {
        let date = self.today_in_wita();
        let ahead = self.summaries(fetch_all!(self.pool, SummaryRow, AHEAD, date)?)?;
        let counts = outbox::counts(&self.pool).await?;
        let paused = channel_state::paused(&self.pool).await?;
        let count = |state| {
            counts
                .iter()
                .find(|(it, _)| *it == state)
                .map_or(0, |(_, number)| *number)
        };
        let mut coming: Vec<_> = ahead
            .iter()
            .filter(|visit| visit.state != VisitState::Postponed)
            .cloned()
            .collect();
        coming.truncate(10);
        let rescue = self.to_rescue(date, &ahead).await?;
        let mut demand = self.judged(date, date + FAR).await?;
        demand.retain(|it| it.heat != Heat::On);
        let judged = |visit: &VisitSummary| demand.iter().any(|it| it.visit == visit.id);
        Ok(Today {
            date,
            decisions: ahead
                .into_iter()
                .filter(|visit| needs_decision(visit) || rescue.contains(&visit.id) || judged(visit))
                .collect(),
            coming,
            rescue,
            demand,
            late_month: self.late_month(date).await?,
            to_send_by_hand: count(MessageState::ToSendByHand),
            dead: count(MessageState::Dead),
            paused: paused.into_iter().map(|it| it.channel).collect(),
            certified: self.certified_today().await?,
        })
    }

    pub(crate) async fn visit_for_staff(&self, staff: &Staff, id: VisitId) -> Answer<StaffVisit> {
        let (visit, today) = (self.summary(id).await?, self.today_in_wita());
        let row = fetch_optional!(self.pool, PlanRow, PLAN, id.uuid())?.ok_or(ServiceError::NotFound)?;
        let (version, attended) = (row.version, row.attended.map(people));
        let plan = row.plan(teams::plan_of(&self.pool, id).await?)?;
        Ok(StaffVisit {
            slots: self.staff_slots(&visit).await?,
            warnings: self.warnings_of_visit(&visit).await?,
            answer: venues::answer_of(&self.pool, id).await?,
            link_expires_at: venues::link_until(&self.pool, id).await?,
            steps: visit
                .state
                .steps()
                .filter(|step| may_take(staff.role, *step) && step.is_due(visit.date, today))
                .collect(),
            readiness: self.readiness_of(&visit).await?,
            history: audit::of_visit(&self.pool, id).await?,
            office: self.counter_on(visit.date, Some(id)).await?,
            public_link: format!("{}/kunjungan/{id}", self.public_url),
            visit,
            attended,
            plan,
            version,
        })
    }

    async fn staff_slots(&self, visit: &VisitSummary) -> Answer<Vec<StaffSlot>> {
        let now = self.now();
        let weight = self.settings_now().await?.supervised_weight;
        let team = teams::team_of(&self.pool, visit.id).await?;
        let team = team
            .into_iter()
            .map(|member| Ok((member.allotted(visit.date)?, member.name)))
            .collect::<Stored<Vec<_>>>()?;
        let serving = |row: &SlotRow| {
            let slot = Part::of_slot(row.starts_at, row.ends_at);
            let counts = team.iter().filter(|(person, _)| person.weight(slot, weight) > 0);
            counts.map(|(_, name)| name.clone()).collect()
        };
        let bookable = matches!(visit.state, VisitState::Open | VisitState::Closed);
        let rows = fetch_all!(self.pool, SlotRow, SLOTS, visit.id.uuid())?;
        let slot = |row: &SlotRow| StaffSlot {
            slot: row.view(bookable, now),
            booked: people(row.booked),
            operators: if row.withdrawn { Vec::new() } else { serving(row) },
        };
        // A slot that is no longer planned is shown while people are booked in it.
        Ok(rows
            .iter()
            .filter(|row| !row.withdrawn || row.booked > 0)
            .map(slot)
            .collect())
    }

    pub(crate) async fn choices(&self) -> Answer<PlanChoices> {
        Ok(PlanChoices {
            villages: villages::all(&self.pool).await?,
            operators: self.all_operators().await?,
            published: self.published_months().await?,
            settings: self.settings_now().await?,
        })
    }

    pub(crate) async fn people_of(&self, staff: &Staff, id: VisitId) -> Answer<Vec<BookingRow>> {
        let visit = self.summary(id).await?;
        // Operators see the people of the day alone (law 27/2022, data minimisation).
        if staff.role == Role::Operator && visit.date != self.today_in_wita() {
            return Err(ServiceError::Forbidden);
        }
        let rows = fetch_all!(self.pool, PersonRow, PEOPLE, id.uuid())?;
        Ok(rows.into_iter().map(PersonRow::row).collect::<Stored<_>>()?)
    }

    pub(crate) async fn conflicts_of(&self, staff: &Staff, id: VisitId) -> Answer<Vec<Conflict>> {
        let visit = self.summary(id).await?;
        let slots = self.staff_slots(&visit).await?;
        let people = self.people_of(staff, id).await?;
        let over = slots
            .iter()
            .filter(|slot| surplus(slot.booked, slot.slot.capacity) > 0);
        Ok(over.map(|slot| conflict(slot, &slots, &people)).collect())
    }
}

fn conflict(over: &StaffSlot, slots: &[StaffSlot], people: &[BookingRow]) -> Conflict {
    let mut bookings: Vec<BookingRow> = people
        .iter()
        .filter(|row| row.slot == over.slot.id && row.state == BookingState::Booked)
        .cloned()
        .collect();
    // Last booked first; whoever needs help is disturbed last.
    bookings.sort_by_key(|row| (row.assistance_needed, std::cmp::Reverse((row.booked_at, row.id))));
    let mut free: Vec<SlotView> = slots
        .iter()
        .filter(|slot| slot.slot.bookable)
        .map(|slot| slot.slot.clone())
        .collect();
    free.sort_by_key(|slot| {
        (
            (slot.starts_at - over.slot.starts_at).abs(),
            slot.starts_at,
            slot.id,
        )
    });
    Conflict {
        surplus: surplus(over.booked, over.slot.capacity),
        slot: over.clone(),
        bookings,
        free,
    }
}

/// A surplus, an answer to ask for or to act on, a visit that can serve nobody, a date to find.
fn needs_decision(visit: &VisitSummary) -> bool {
    visit.surplus > 0
        || visit.capacity == 0
        || matches!(
            visit.state,
            VisitState::Proposed | VisitState::Confirmed | VisitState::Postponed
        )
}

pub(crate) fn may_take(role: Role, step: VisitStep) -> bool {
    let act = match step {
        VisitStep::AskVillage | VisitStep::VillageAgrees | VisitStep::VillageDeclines => Act::AskVillages,
        _ => Act::PlanVisits,
    };
    role.may(act)
}
