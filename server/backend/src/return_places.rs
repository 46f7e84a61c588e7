//! Where a place can be kept for a person whom an outage sent home: what is left, and taking it. In a visit it is
//! taken by the guarded statement of every booking, at the office by a counter with the same guard.

use crate::Backend;
use crate::almanac::almanac_in;
use crate::audit::{self, Actor, Entry};
use crate::bookings::{self, CODE_TAKEN, Place, Refused, Stub, TRIES, why_not};
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::person_of_day::{PERSON_BOOKED, PERSON_OF_DAY, PersonOfDay};
use crate::return_slips::{OF_ENTRY, Row};
use crate::visits::{SummaryRow, people, summary};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::booking::{Applicant, NewBooking};
use domain::calendar::date_in_wita;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{EntryId, SlotId, VisitId};
use domain::return_slip::{
    KeptPlace, Nearness, OfficeChoice, ReturnChoices, ReturnSlipPage, VisitChoice, office_days, order,
};
use domain::service::{Answer, VisitSummary};
use domain::settings::Settings;
use domain::text::Line;
use std::collections::HashMap;
use uuid::Uuid;

/// Of two at once for the last place the second finds none.
const TAKE_OFFICE: &str = "insert into office_return_day (day, given) select $1, 1 where $2 > 0
    on conflict (day) do update set given = office_return_day.given + 1 where office_return_day.given < $2";
/// The same without the guard, for the control test.
const TAKE_OFFICE_UNGUARDED: &str = "insert into office_return_day (day, given) select $1, 1 where $2 > 0
    on conflict (day) do update set given = office_return_day.given + 1";
const DATE_OF_SLOT: &str = "select v.date from slot s join visit v on v.id = s.visit_id where s.id = $1";

const AHEAD: &str = summary!(
    "where v.date > $1 and v.date <= $2 and v.state in ('open', 'closed')
    group by v.id, l.code order by v.date, v.id limit 60"
);
const FREE_SLOTS: &str = "select s.id, s.visit_id, s.starts_at, s.capacity - s.booked - s.held as free
    from slot s join visit v on v.id = s.visit_id
    where v.date > $1 and v.date <= $2 and v.state in ('open', 'closed') and not s.withdrawn
    and s.booked + s.held < s.capacity order by s.starts_at, s.id limit 2000";
const OFFICE_DAYS: &str =
    "select day, given from office_return_day where day > $1 and day <= $2 order by day";

impl Backend {
    pub(crate) async fn take_office_day(
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
    pub(crate) async fn book_return(
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
            choices: self.return_choices(&visit).await?,
            visit,
            entry,
            name: person.name,
            number: person.number.map(people),
            slip,
            office: (settings.office_name, settings.office_address),
        })
    }

    /// Where places can be kept for people of a visit: never in that visit itself.
    pub(crate) async fn return_choices(&self, from: &VisitSummary) -> Answer<ReturnChoices> {
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
            .filter(|visit| visit.id != from.id)
            .filter_map(|visit| {
                Some(VisitChoice {
                    slots: slots.remove(&visit.id.uuid())?,
                    nearness: Nearness::of(&from.village, &visit.village),
                    visit,
                })
            })
            .collect();
        order(&mut visits);
        Ok(ReturnChoices { office, visits })
    }
}

/// The last day on which a place may be kept.
pub(crate) fn last_day(today: NaiveDate, settings: &Settings) -> NaiveDate {
    today + Days::new(u64::from(settings.return_days))
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
        if bookings::insert(tx, new, &stub, actor, now, None).await? {
            return Ok(stub);
        }
        if fetch_optional!(tx, (i64,), CODE_TAKEN, stub.code.as_str())?.is_none() {
            return Err(ServiceError::DuplicateBooking.into());
        }
    }
    Err(ServiceError::Busy.into())
}

impl PersonOfDay {
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
