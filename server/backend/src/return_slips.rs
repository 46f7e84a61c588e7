//! Return slips: a place kept with precedence for a person whom an outage sent home. In a visit it is taken by the
//! guarded statement of every booking, at the office by a counter with the same guard.

use crate::Backend;
use crate::after_text::{self, Kept};
use crate::almanac::almanac_in;
use crate::audit::{self, Actor, Entry};
use crate::bookings::{self, CODE_TAKEN, Place, Refused, Stub, TRIES, Tried, until_done, visit_in, why_not};
use crate::db::{Pool, Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::follow_ups::{
    self, LOCK_DAY, NewFollowUp, PERSON_BOOKED, PERSON_OF_DAY, PersonOfDay, person_of_day,
};
use crate::outbox::{self, NewMessage};
use crate::visits::{SummaryRow, people, summary};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::booking::{Applicant, NewBooking};
use domain::calendar::{date_in_wita, from_wita};
use domain::code::BookingCode;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{BookingId, EntryId, SlotId, VisitId};
use domain::message::MessageKind;
use domain::pending::PendingReason;
use domain::return_slip::{
    KeptPlace, Nearness, OfficeChoice, ReturnChoices, ReturnPlace, ReturnSlip, ReturnSlipPage, VisitChoice,
    office_days, order,
};
use domain::service::{Answer, VisitSummary};
use domain::settings::Settings;
use domain::staff::Staff;
use domain::text::Line;
use domain::village::Village;
use std::collections::HashMap;
use uuid::Uuid;

const LOCK_ENTRY: &str = "update queue_entry set stage = stage where id = $1";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    office_day: Option<NaiveDate>,
    given_at: DateTime<Utc>,
    booking_id: Option<Uuid>,
    code: Option<String>,
    state: Option<String>,
    visit_id: Option<Uuid>,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
}

const OF_ENTRY: &str = "select r.id, r.office_day, r.given_at, r.booking_id, b.code, b.state, b.visit_id, s.starts_at,
    s.ends_at from return_slip r left join booking b on b.id = r.booking_id left join slot s on s.id = b.slot_id
    where r.entry_id = $1";

impl Row {
    /// The place is still kept: its day is not over, and nobody called its booking off.
    fn stands(&self, now: DateTime<Utc>) -> bool {
        let kept = self.state.as_deref() != Some("cancelled");
        self.office_day.is_some_and(|day| day >= date_in_wita(now))
            || self.ends_at.is_some_and(|end| kept && end > now)
    }

    fn step(&self) -> String {
        message_step(self.id)
    }

    /// `visit` is that of the booking.
    fn slip(self, entry: EntryId, visit: Option<VisitSummary>) -> Stored<ReturnSlip> {
        let corrupt = || StoreError::Corrupt("return slip");
        let at = match (self.office_day, visit) {
            (Some(day), _) => KeptPlace::Office(day),
            (None, Some(visit)) => KeptPlace::Visit {
                booking: BookingId::new(self.booking_id.ok_or_else(corrupt)?),
                code: BookingCode::parse(self.code.as_deref().unwrap_or_default()).map_err(|_| corrupt())?,
                starts_at: self.starts_at.ok_or_else(corrupt)?,
                visit: Box::new(visit),
            },
            (None, None) => return Err(corrupt()),
        };
        Ok(ReturnSlip {
            entry,
            at,
            given_at: self.given_at,
        })
    }
}

fn message_step(slip: Uuid) -> String {
    format!("return-slip:{slip}")
}

/// Of two at once for the last place the second finds none.
const TAKE_OFFICE: &str = "insert into office_return_day (day, given) select $1, 1 where $2 > 0
    on conflict (day) do update set given = office_return_day.given + 1 where office_return_day.given < $2";
/// The same without the guard, for the control test.
const TAKE_OFFICE_UNGUARDED: &str = "insert into office_return_day (day, given) select $1, 1 where $2 > 0
    on conflict (day) do update set given = office_return_day.given + 1";
const RELEASE_OFFICE: &str = "update office_return_day set given = given - 1 where day = $1 and given > 0";
const INSERT: &str = "insert into return_slip (id, entry_id, office_day, booking_id, given_at, given_by)
    values ($1, $2, $3, $4, $5, $6)";
const DELETE: &str = "delete from return_slip where id = $1";
const DATE_OF_SLOT: &str = "select v.date from slot s join visit v on v.id = s.visit_id where s.id = $1";

/// Bookings of a visit that hold a return slip, through a pool or in a transaction.
pub(crate) const PRECEDENCE: &str =
    "select r.booking_id from return_slip r join booking b on b.id = r.booking_id
    where b.visit_id = $1 and b.state <> 'cancelled' order by r.booking_id";

/// Bookings of a visit that come first: return slips keep their places.
pub(crate) async fn precedence_of(pool: &Pool, visit: VisitId) -> Stored<Vec<BookingId>> {
    let rows = fetch_all!(pool, (Uuid,), PRECEDENCE, visit.uuid())?;
    Ok(rows.into_iter().map(|(id,)| BookingId::new(id)).collect())
}

const AHEAD: &str = summary!(
    "where v.date > $1 and v.date <= $2 and v.state in ('open', 'closed')
    group by v.id, l.code order by v.date, v.id limit 60"
);
const FREE_SLOTS: &str = "select s.id, s.visit_id, s.starts_at, s.capacity - s.booked as free
    from slot s join visit v on v.id = s.visit_id
    where v.date > $1 and v.date <= $2 and v.state in ('open', 'closed') and not s.withdrawn
    and s.booked < s.capacity order by s.starts_at, s.id limit 2000";
const OFFICE_DAYS: &str =
    "select day, given from office_return_day where day > $1 and day <= $2 order by day";

impl Backend {
    /// Keeps a place for a person of a day. A person who has one keeps that, so that giving it twice is giving it
    /// once. Whoever calls it must not commit after an error.
    pub(crate) async fn give_slip(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        actor: Actor<'_>,
        entry: EntryId,
        place: ReturnPlace,
    ) -> Result<ReturnSlip, Refused> {
        execute!(tx, LOCK_ENTRY, entry.uuid())?;
        let person = person_of_day(tx, entry).await?.ok_or(ServiceError::NotFound)?;
        if let Some(row) = fetch_optional!(tx, Row, OF_ENTRY, entry.uuid())? {
            if row.stands(now) {
                return Ok(slip_in(tx, row, entry, now).await?);
            }
            execute!(tx, DELETE, row.id)?;
        }
        let settings = self.settings_in(tx).await?;
        let id = Uuid::now_v7();
        let at = match place {
            ReturnPlace::Office(day) => {
                self.take_office_day(tx, now, day, &settings).await?;
                KeptPlace::Office(day)
            }
            ReturnPlace::Slot(slot) => {
                self.book_return(tx, now, actor, (id, &person), slot, &settings)
                    .await?
            }
        };
        let (day, booking, comes_at) = match &at {
            KeptPlace::Office(day) => (Some(*day), None, from_wita(*day, settings.opening())),
            KeptPlace::Visit {
                booking, starts_at, ..
            } => (None, Some(booking.uuid()), *starts_at),
        };
        execute!(tx, INSERT, id, entry.uuid(), day, booking, now, actor.staff_id())?;
        let slip = ReturnSlip {
            entry,
            at,
            given_at: now,
        };
        self.tell_slip(tx, now, id, &person, &slip, &settings).await?;
        let follow_up = NewFollowUp {
            entry,
            visit: VisitId::new(person.visit_id),
            booking: person.booking_id.map(BookingId::new),
            reason: PendingReason::ReturnSlip,
            note: None,
            call_back: Some(comes_at),
        };
        follow_ups::open(tx, now, follow_up).await?;
        let detail = date_in_wita(comes_at).to_string();
        audit::record(tx, now, actor, person.record("return-slip-given", &detail)).await?;
        Ok(slip)
    }

    async fn take_office_day(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        day: NaiveDate,
        settings: &Settings,
    ) -> Result<(), Refused> {
        let today = date_in_wita(now);
        let until = last_day(today, settings);
        let almanac = almanac_in(tx, today, until + Days::new(3)).await?;
        if !office_days(today, settings.return_days, &almanac).contains(&day) {
            return Err(ServiceError::field(Field::ReturnPlace, Problem::NotAChoice).into());
        }
        let take = if self.guard {
            TAKE_OFFICE
        } else {
            TAKE_OFFICE_UNGUARDED
        };
        let places = i64::from(settings.office_return_places);
        match execute!(tx, take, day, places)? {
            1 => Ok(()),
            _ => Err(ServiceError::SlotFull.into()),
        }
    }

    /// Books a person of a day into a slot of a coming visit.
    async fn book_return(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        actor: Actor<'_>,
        (slip, person): (Uuid, &PersonOfDay),
        slot: SlotId,
        settings: &Settings,
    ) -> Result<KeptPlace, Refused> {
        let today = date_in_wita(now);
        let (date,) =
            fetch_optional!(tx, (NaiveDate,), DATE_OF_SLOT, slot.uuid())?.ok_or(ServiceError::NotFound)?;
        if date <= today || date > last_day(today, settings) {
            return Err(ServiceError::field(Field::ReturnPlace, Problem::NotAChoice).into());
        }
        let new = person.booking(slip, slot)?;
        let Some(place) = self.take_place(tx, slot, now, actor).await? else {
            return Err(why_not(tx, slot, now, actor).await?.into());
        };
        let visit_id = VisitId::new(place.visit_id);
        let stub = insert(tx, &new, &place, actor, now).await?;
        let visit = bookings::visit_of_place(tx, visit_id, now, actor).await?;
        let made = Entry {
            act: "booking-made",
            visit: Some(visit.id),
            booking: Some(stub.booking()),
            detail: &domain::calendar::clock(place.starts_at),
        };
        audit::record(tx, now, actor, made).await?;
        Ok(KeptPlace::Visit {
            booking: stub.booking(),
            code: stub.code()?,
            starts_at: place.starts_at,
            visit: Box::new(visit),
        })
    }

    async fn tell_slip(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        id: Uuid,
        person: &PersonOfDay,
        slip: &ReturnSlip,
        settings: &Settings,
    ) -> Stored<()> {
        let Some((name, phone)) = person.reachable() else {
            return Ok(());
        };
        let link;
        let (kept, visit, booking) = match &slip.at {
            KeptPlace::Office(day) => {
                let booking = person.booking_id.map(BookingId::new);
                (Kept::Office(*day), VisitId::new(person.visit_id), booking)
            }
            KeptPlace::Visit {
                booking,
                code,
                starts_at,
                visit,
            } => {
                link = self.ticket_link(*booking);
                let kept = Kept::Visit {
                    visit,
                    starts_at: *starts_at,
                    code: *code,
                    ticket_link: &link,
                };
                (kept, visit.id, Some(*booking))
            }
        };
        let message = NewMessage {
            kind: MessageKind::ReturnSlip,
            step: message_step(id),
            visit,
            booking,
            to_name: name.to_owned(),
            phone,
            email: person.email(),
            text: after_text::return_slip(person.lang(), name, &kept, settings),
        };
        outbox::write(tx, now, self.sends_mail(), vec![message]).await
    }

    /// Gives the place of a slip back, unless its day is over. Without one there is nothing to do.
    pub(crate) async fn take_back_slip(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        actor: Actor<'_>,
        entry: EntryId,
    ) -> Result<(), Refused> {
        execute!(tx, LOCK_ENTRY, entry.uuid())?;
        let Some(row) = fetch_optional!(tx, Row, OF_ENTRY, entry.uuid())? else {
            return Ok(());
        };
        if !row.stands(now) {
            return Ok(());
        }
        let person = person_of_day(tx, entry).await?.ok_or(ServiceError::NotFound)?;
        execute!(tx, DELETE, row.id)?;
        outbox::drop_step(tx, &row.step()).await?;
        if let Some(day) = row.office_day {
            execute!(tx, RELEASE_OFFICE, day)?;
        }
        if let Some(booking) = row.booking_id.filter(|_| row.state.as_deref() == Some("booked")) {
            match self.cancel_in(tx, BookingId::new(booking), "", actor).await? {
                Tried::Done(_) => {}
                Tried::Again => return Err(ServiceError::Busy.into()),
            }
        }
        audit::record(tx, now, actor, person.record("return-slip-taken-back", "")).await?;
        Ok(())
    }

    pub(crate) async fn take_back_slip_by(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: EntryId,
    ) -> Answer<()> {
        until_done!(self.try_take_back(staff, visit, entry))
    }

    async fn try_take_back(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: EntryId,
    ) -> Result<Tried<()>, Refused> {
        let mut tx = self.day_of(visit, entry).await?;
        self.take_back_slip(&mut tx, self.now(), Actor::Staff(staff), entry)
            .await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(Tried::Done(()))
    }

    /// A transaction in the row of those who write the day of a visit; the person has to be of that day.
    async fn day_of(&self, visit: VisitId, entry: EntryId) -> Result<Tx, Refused> {
        let mut tx = self.pool.begin().await?;
        execute!(tx, LOCK_DAY, visit.uuid())?;
        match person_of_day(&mut tx, entry).await? {
            Some(person) if person.visit_id == visit.uuid() => Ok(tx),
            _ => Err(ServiceError::NotFound.into()),
        }
    }

    pub(crate) async fn slip_page(&self, visit: VisitId, entry: EntryId) -> Answer<ReturnSlipPage> {
        let now = self.now();
        let person = match fetch_optional!(self.pool, PersonOfDay, PERSON_OF_DAY, entry.uuid())? {
            Some(person) => Some(person),
            None => fetch_optional!(self.pool, PersonOfDay, PERSON_BOOKED, entry.uuid())?,
        };
        let person = person
            .filter(|person| person.visit_id == visit.uuid())
            .ok_or(ServiceError::NotFound)?;
        let row = fetch_optional!(self.pool, Row, OF_ENTRY, entry.uuid())?;
        let slip = match row.filter(|row| row.stands(now)) {
            Some(row) => {
                let there = match row.visit_id {
                    Some(id) => Some(self.summary(VisitId::new(id)).await?),
                    None => None,
                };
                Some(row.slip(entry, there)?)
            }
            None => None,
        };
        let visit = self.summary(visit).await?;
        let settings = self.settings_now().await?;
        Ok(ReturnSlipPage {
            choices: self.return_choices(&visit.village).await?,
            visit,
            entry,
            name: person.name,
            number: person.number.map(people),
            slip,
            office: (settings.office_name, settings.office_address),
        })
    }

    /// Where places can be kept for people of a village.
    pub(crate) async fn return_choices(&self, village: &Village) -> Answer<ReturnChoices> {
        let (settings, today) = (self.settings_now().await?, self.today_in_wita());
        let until = last_day(today, &settings);
        let almanac = self.almanac(today, until + Days::new(3)).await?;
        let given: HashMap<NaiveDate, i64> =
            fetch_all!(self.pool, (NaiveDate, i64), OFFICE_DAYS, today, until)?
                .into_iter()
                .collect();
        let office = office_days(today, settings.return_days, &almanac)
            .into_iter()
            .map(|date| {
                let given = given.get(&date).copied().map_or(0, people);
                let left = settings.office_return_places.saturating_sub(given);
                OfficeChoice { date, left }
            })
            .filter(|choice| choice.left > 0)
            .collect();
        let mut slots: HashMap<Uuid, Vec<(SlotId, DateTime<Utc>, u32)>> = HashMap::new();
        let free = fetch_all!(
            self.pool,
            (Uuid, Uuid, DateTime<Utc>, i64),
            FREE_SLOTS,
            today,
            until
        )?;
        for (id, visit, starts_at, free) in free {
            let slot = (SlotId::new(id), starts_at, people(free));
            slots.entry(visit).or_default().push(slot);
        }
        let ahead = self.summaries(fetch_all!(self.pool, SummaryRow, AHEAD, today, until)?)?;
        let mut visits: Vec<_> = ahead
            .into_iter()
            .filter_map(|visit| {
                Some(VisitChoice {
                    slots: slots.remove(&visit.id.uuid())?,
                    nearness: Nearness::of(village, &visit.village),
                    visit,
                })
            })
            .collect();
        order(&mut visits);
        Ok(ReturnChoices { office, visits })
    }
}

/// The last day on which a place may be kept.
fn last_day(today: NaiveDate, settings: &Settings) -> NaiveDate {
    today + Days::new(u64::from(settings.return_days))
}

async fn slip_in(tx: &mut Tx, row: Row, entry: EntryId, now: DateTime<Utc>) -> Answer<ReturnSlip> {
    let visit = match row.visit_id {
        Some(id) => Some(visit_in(tx, VisitId::new(id), now).await?),
        None => None,
    };
    Ok(row.slip(entry, visit)?)
}

/// Writes the booking; a code that somebody has is drawn again.
async fn insert(
    tx: &mut Tx,
    new: &NewBooking,
    place: &Place,
    actor: Actor<'_>,
    now: DateTime<Utc>,
) -> Result<Stub, Refused> {
    for _ in 0..TRIES {
        let stub = Stub::new(new, place);
        if bookings::insert(tx, new, &stub, actor, now).await? {
            return Ok(stub);
        }
        if fetch_optional!(tx, (i64,), CODE_TAKEN, stub.code.as_str())?.is_none() {
            return Err(ServiceError::DuplicateBooking.into());
        }
    }
    Err(ServiceError::Busy.into())
}

impl PersonOfDay {
    fn record<'a>(&self, act: &'static str, detail: &'a str) -> Entry<'a> {
        Entry {
            act,
            visit: Some(VisitId::new(self.visit_id)),
            booking: self.booking_id.map(BookingId::new),
            detail,
        }
    }

    /// The booking that keeps a place for this person.
    fn booking(&self, slip: Uuid, slot: SlotId) -> Answer<NewBooking> {
        fn line<const MAX: usize>(text: &str) -> Stored<Line<MAX>> {
            Line::parse(text).map_err(|_| StoreError::Corrupt("person of a day"))
        }
        let (name, phone) = self.reachable().ok_or(ServiceError::NotFound)?;
        let business = self.business_activity.as_deref().unwrap_or_default();
        Ok(NewBooking {
            slot,
            applicant: Applicant {
                name: line(name)?,
                phone,
                email: self.email(),
                banjar: self.banjar.as_deref().map(line).transpose()?,
                business_activity: line(business)?,
                business_name: self.business_name.as_deref().map(line).transpose()?,
                assistance_needed: self.assistance_needed.unwrap_or(false),
            },
            idempotency_key: format!("return-slip-{slip}"),
            lang: self.lang(),
        })
    }
}
