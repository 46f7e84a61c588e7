//! Follow-ups: people whom the day left unfinished, until it is done. Their names and numbers are read from the
//! booking or the entry of the day, never copied.

use crate::Backend;
use crate::after_text;
use crate::audit::{self, Actor, Entry};
use crate::bookings::{Refused, Tried, until_done};
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::outbox::{self, NewMessage};
use crate::visits::people;
use chrono::{DateTime, NaiveDate, Utc};
use domain::booking::BookingState;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::follow_up::{
    CallBack, Colleague, FollowUp, FollowUpEnd, FollowUpList, FollowUpPage, FollowUpPerson, FollowUpState,
};
use domain::id::{BookingId, EntryId, FollowUpId, StaffId, VisitId};
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::nib::Nib;
use domain::pending::PendingReason;
use domain::phone::Phone;
use domain::service::Answer;
use domain::staff::{Role, Staff};
use domain::text::{Email, Line};
use uuid::Uuid;

/// A person whom the day leaves unfinished.
#[derive(Debug, Clone)]
pub(crate) struct NewFollowUp {
    pub(crate) entry: EntryId,
    pub(crate) visit: VisitId,
    pub(crate) booking: Option<BookingId>,
    pub(crate) reason: PendingReason,
    pub(crate) note: Option<Line<200>>,
    pub(crate) call_back: Option<DateTime<Utc>>,
}

/// Says the same again: nothing is written, so that a form that is open stays good. What is done stays done.
const OPEN: &str =
    "insert into follow_up (id, entry_id, visit_id, booking_id, reason, note, call_back_at, state, version, opened_at)
    values ($1, $2, $3, $4, $5, $6, $7, 'open', 1, $8)
    on conflict (entry_id) do update set state = 'open', reason = excluded.reason,
      note = coalesce(excluded.note, follow_up.note),
      call_back_at = coalesce(excluded.call_back_at, follow_up.call_back_at), version = follow_up.version + 1
    where follow_up.state = 'withdrawn' or (follow_up.state = 'open' and (follow_up.reason <> excluded.reason
      or coalesce(excluded.note, follow_up.note) is distinct from follow_up.note
      or coalesce(excluded.call_back_at, follow_up.call_back_at) is distinct from follow_up.call_back_at))";

/// Opens the follow-up of a person of the day; while it is open, changes it.
pub(crate) async fn open(tx: &mut Tx, now: DateTime<Utc>, new: NewFollowUp) -> Stored<()> {
    execute!(
        tx,
        OPEN,
        Uuid::now_v7(),
        new.entry.uuid(),
        new.visit.uuid(),
        new.booking.map(BookingId::uuid),
        new.reason.key(),
        new.note.as_ref().map(|note| note.as_str()),
        new.call_back,
        now
    )?;
    Ok(())
}

const WITHDRAW: &str = "update follow_up set state = 'withdrawn', version = version + 1
    where entry_id = $1 and state = 'open'";

/// The day's outcome was corrected: there is nothing to follow. What is done stays done.
pub(crate) async fn withdraw(tx: &mut Tx, entry: EntryId) -> Stored<()> {
    execute!(tx, WITHDRAW, entry.uuid())?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    visit_id: Uuid,
    entry_id: Uuid,
    date: NaiveDate,
    village: String,
    district: String,
    name: Option<String>,
    phone: Option<String>,
    business_activity: Option<String>,
    number: Option<i64>,
    reason: String,
    note: Option<String>,
    call_back_at: Option<DateTime<Utc>>,
    responsible_id: Option<Uuid>,
    responsible_name: Option<String>,
    state: String,
    detail: Option<String>,
    nib: Option<String>,
    opened_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    closed_by: Option<String>,
    version: i64,
}

macro_rules! rows {
    ($where_and_order:literal) => {
        concat!(
            "select f.id, f.visit_id, f.entry_id, v.date, l.name as village, l.district,
    coalesce(b.name, e.name) as name, coalesce(b.phone, e.phone) as phone,
    coalesce(b.business_activity, e.business_activity) as business_activity, e.number, f.reason, f.note,
    f.call_back_at, f.responsible_id, r.name as responsible_name, f.state, f.detail, e.nib, f.opened_at,
    f.closed_at, c.name as closed_by, f.version
    from follow_up f join visit v on v.id = f.visit_id join village l on l.code = v.village_code
    join queue_entry e on e.id = f.entry_id left join booking b on b.id = f.booking_id
    left join staff r on r.id = f.responsible_id left join staff c on c.id = f.closed_by ",
            $where_and_order
        )
    };
}

/// Those whose call-back has passed come first, for theirs is the earliest.
const ALL_OPEN: &str = rows!(
    "where f.state = 'open' order by case when f.call_back_at is null then 1 else 0 end, f.call_back_at,
    f.opened_at, f.id limit 200"
);
const ALL_DONE: &str = rows!(
    "where f.state in ('nib-issued', 'referred', 'gave-up') order by f.closed_at desc, f.id desc limit 200"
);
const COUNTS: &str = "select count(*) as open,
    cast(coalesce(sum(case when call_back_at <= $1 then 1 else 0 end), 0) as bigint) as due
    from follow_up where state = 'open'";
const COLLEAGUES: &str = "select id, name from staff order by name, id";

impl Row {
    /// What the reader may see. Operators see people of the day, and those they are responsible for (law 27/2022,
    /// data minimisation).
    fn shown(self, staff: &Staff, today: NaiveDate) -> Stored<FollowUp> {
        let responsible = self.responsible_id.map(StaffId::new);
        let may_see = staff.role != Role::Operator || self.date == today || responsible == Some(staff.id);
        let person = self.name.filter(|_| may_see).map(|name| FollowUpPerson {
            name,
            phone: self.phone.as_deref().and_then(|phone| Phone::parse(phone).ok()),
            business_activity: self.business_activity.unwrap_or_default(),
        });
        let responsible = responsible.map(|id| Colleague {
            id,
            name: self.responsible_name.unwrap_or_default(),
        });
        Ok(FollowUp {
            id: FollowUpId::new(self.id),
            visit: VisitId::new(self.visit_id),
            entry: EntryId::new(self.entry_id),
            date: self.date,
            village: self.village,
            district: self.district,
            person,
            number: self.number.map(people),
            reason: PendingReason::from_key(&self.reason).ok_or(StoreError::Corrupt("reason"))?,
            note: self.note.filter(|_| may_see),
            call_back: self.call_back_at,
            responsible,
            state: FollowUpState::from_key(&self.state).ok_or(StoreError::Corrupt("follow-up"))?,
            detail: self.detail.filter(|_| may_see),
            nib: self
                .nib
                .as_deref()
                .filter(|_| may_see)
                .and_then(|nib| Nib::parse(nib).ok()),
            opened_at: self.opened_at,
            closed: self.closed_at.zip(self.closed_by),
            version: self.version,
        })
    }
}

/// What a change of a follow-up needs to know.
#[derive(sqlx::FromRow)]
struct Current {
    visit_id: Uuid,
    entry_id: Uuid,
    booking_id: Option<Uuid>,
    call_back_at: Option<DateTime<Utc>>,
    responsible_id: Option<Uuid>,
    state: String,
    detail: Option<String>,
    nib: Option<String>,
}

const CURRENT: &str =
    "select f.visit_id, f.entry_id, f.booking_id, f.call_back_at, f.responsible_id, f.state,
    f.detail, e.nib from follow_up f join queue_entry e on e.id = f.entry_id where f.id = $1";
const PLAN: &str = "update follow_up set call_back_at = $3, responsible_id = $4, version = version + 1
    where id = $1 and version = $2 and state = 'open'";
const END: &str =
    "update follow_up set state = $2, detail = $3, closed_at = $4, closed_by = $5, version = version + 1
    where id = $1 and state = 'open'";

/// Those who write a day come one after the other.
pub(crate) const LOCK_DAY: &str = "update service_day set version = version where visit_id = $1";
const END_ENTRY: &str = "update queue_entry set outcome = $2, reason = $3, nib = $4 where id = $1";
const END_BOOKING: &str = "update booking set state = $2 where id = $1 and state = 'pending'";

impl Current {
    fn says(&self, call_back: CallBack) -> bool {
        self.call_back_at == call_back.at && self.responsible_id == call_back.responsible.map(StaffId::uuid)
    }

    fn ended_so(&self, end: &FollowUpEnd) -> bool {
        self.state == end.state().key()
            && self.detail.as_deref() == end.detail()
            && end.nib().is_none_or(|nib| self.nib.as_deref() == Some(nib))
    }

    fn entry<'a>(&self, act: &'static str, detail: &'a str) -> Entry<'a> {
        Entry {
            act,
            visit: Some(VisitId::new(self.visit_id)),
            booking: self.booking_id.map(BookingId::new),
            detail,
        }
    }
}

impl Backend {
    pub(crate) async fn follow_up_page(&self, staff: &Staff, list: FollowUpList) -> Answer<FollowUpPage> {
        let (now, today) = (self.now(), self.today_in_wita());
        let sql = match list {
            FollowUpList::Open => ALL_OPEN,
            FollowUpList::Done => ALL_DONE,
        };
        let rows = fetch_all!(self.pool, Row, sql)?;
        let (open, due) = self.follow_up_counts().await?;
        let colleagues = fetch_all!(self.pool, (Uuid, String), COLLEAGUES)?;
        Ok(FollowUpPage {
            rows: rows
                .into_iter()
                .map(|row| row.shown(staff, today))
                .collect::<Stored<_>>()?,
            open,
            due,
            colleagues: colleagues
                .into_iter()
                .map(|(id, name)| Colleague {
                    id: StaffId::new(id),
                    name,
                })
                .collect(),
            now,
        })
    }

    /// How many are open, and how many of them are due.
    pub(crate) async fn follow_up_counts(&self) -> Stored<(u32, u32)> {
        let counts = fetch_optional!(self.pool, (i64, i64), COUNTS, self.now())?;
        Ok(counts.map_or((0, 0), |(open, due)| (people(open), people(due))))
    }

    pub(crate) async fn plan_follow_up(
        &self,
        staff: &Staff,
        id: FollowUpId,
        version: i64,
        call_back: CallBack,
    ) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let current = fetch_optional!(tx, Current, CURRENT, id.uuid())?.ok_or(ServiceError::NotFound)?;
        if current.says(call_back) && current.state == FollowUpState::Open.key() {
            return Ok(());
        }
        call_back
            .check(current.call_back_at, now)
            .map_err(|error| ServiceError::Invalid(vec![error]))?;
        let responsible = call_back.responsible.map(StaffId::uuid);
        match execute!(tx, PLAN, id.uuid(), version, call_back.at, responsible) {
            Ok(1) => {}
            Ok(_) => return Err(ServiceError::Stale),
            Err(error) if error.is_foreign_key_violation() => {
                return Err(ServiceError::field(Field::Responsible, Problem::NotAChoice));
            }
            Err(error) => return Err(error.into()),
        }
        audit::record(
            &mut tx,
            now,
            Actor::Staff(staff),
            current.entry("follow-up-planned", ""),
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    pub(crate) async fn finish_follow_up(
        &self,
        staff: &Staff,
        id: FollowUpId,
        end: &FollowUpEnd,
    ) -> Answer<()> {
        until_done!(self.try_finish(staff, id, end))
    }

    async fn try_finish(
        &self,
        staff: &Staff,
        id: FollowUpId,
        end: &FollowUpEnd,
    ) -> Result<Tried<()>, Refused> {
        let (now, actor) = (self.now(), Actor::Staff(staff));
        let mut tx = self.pool.begin().await?;
        let before = fetch_optional!(tx, Current, CURRENT, id.uuid())?.ok_or(ServiceError::NotFound)?;
        execute!(tx, LOCK_DAY, before.visit_id)?;
        let state = end.state();
        if execute!(
            tx,
            END,
            id.uuid(),
            state.key(),
            end.detail(),
            now,
            staff.id.uuid()
        )? != 1
        {
            let current = fetch_optional!(tx, Current, CURRENT, id.uuid())?.ok_or(ServiceError::NotFound)?;
            return if current.ended_so(end) {
                Ok(Tried::Done(()))
            } else {
                Err(ServiceError::Stale.into())
            };
        }
        let entry = EntryId::new(before.entry_id);
        if let Some(outcome) = outcome_of(end) {
            let key = outcome.key();
            execute!(tx, END_ENTRY, entry.uuid(), key, end.detail(), end.nib())?;
            execute!(tx, END_BOOKING, before.booking_id, key)?;
        }
        let act = match end {
            FollowUpEnd::NibIssued(_) => "follow-up-nib",
            FollowUpEnd::Referred(_) => "follow-up-referred",
            FollowUpEnd::GaveUp(_) => "follow-up-closed",
        };
        audit::record(&mut tx, now, actor, before.entry(act, "")).await?;
        // Whoever is done needs no place.
        self.take_back_slip(&mut tx, now, actor, entry).await?;
        if let FollowUpEnd::NibIssued(nib) = end {
            self.tell_nib(&mut tx, now, entry, nib.as_ref()).await?;
        }
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(Tried::Done(()))
    }

    /// Tells a person that the NIB is out, once.
    async fn tell_nib(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        entry: EntryId,
        nib: Option<&Nib>,
    ) -> Stored<()> {
        let Some(person) = person_of_day(tx, entry).await? else {
            return Ok(());
        };
        let Some((name, phone)) = person.reachable() else {
            return Ok(());
        };
        let settings = self.settings_in(tx).await?;
        let message = NewMessage {
            kind: MessageKind::NibReady,
            step: format!("nib-ready:{entry}"),
            visit: VisitId::new(person.visit_id),
            booking: person.booking_id.map(BookingId::new),
            to_name: name.to_owned(),
            phone,
            email: person.email(),
            text: after_text::nib_ready(person.lang(), name, nib, &settings),
        };
        outbox::write(tx, now, self.sends_mail(), vec![message]).await
    }
}

/// What the end means for the outcome of the day; giving up leaves it pending.
fn outcome_of(end: &FollowUpEnd) -> Option<BookingState> {
    match end {
        FollowUpEnd::NibIssued(_) => Some(BookingState::NibIssued),
        FollowUpEnd::Referred(_) => Some(BookingState::Referred),
        FollowUpEnd::GaveUp(_) => None,
    }
}

/// A person of a day, with or without booking.
#[derive(sqlx::FromRow)]
pub(crate) struct PersonOfDay {
    pub(crate) visit_id: Uuid,
    pub(crate) booking_id: Option<Uuid>,
    pub(crate) number: Option<i64>,
    pub(crate) name: Option<String>,
    pub(crate) phone: Option<String>,
    email: Option<String>,
    lang: Option<String>,
    pub(crate) business_activity: Option<String>,
    pub(crate) banjar: Option<String>,
    pub(crate) business_name: Option<String>,
    pub(crate) assistance_needed: Option<bool>,
}

pub(crate) const PERSON_OF_DAY: &str =
    "select e.visit_id, e.booking_id, e.number, coalesce(b.name, e.name) as name,
    coalesce(b.phone, e.phone) as phone, b.email, b.lang,
    coalesce(b.business_activity, e.business_activity) as business_activity, b.banjar, b.business_name,
    b.assistance_needed
    from queue_entry e left join booking b on b.id = e.booking_id where e.id = $1";

/// A person who booked and of whom the day knows nothing yet.
pub(crate) const PERSON_BOOKED: &str =
    "select b.visit_id, b.id as booking_id, cast(null as bigint) as number, b.name,
    b.phone, b.email, b.lang, b.business_activity, b.banjar, b.business_name, b.assistance_needed
    from booking b where b.id = $1 and b.state = 'booked'";

/// A person of a day.
pub(crate) async fn person_of_day(tx: &mut Tx, entry: EntryId) -> Stored<Option<PersonOfDay>> {
    fetch_optional!(tx, PersonOfDay, PERSON_OF_DAY, entry.uuid())
}

impl PersonOfDay {
    /// Name and number, unless personal data has ended.
    pub(crate) fn reachable(&self) -> Option<(&str, Phone)> {
        let name = self.name.as_deref().filter(|name| !name.is_empty())?;
        Some((name, Phone::parse(self.phone.as_deref()?).ok()?))
    }

    pub(crate) fn email(&self) -> Option<Email> {
        self.email.as_deref().and_then(|email| Email::parse(email).ok())
    }

    /// The language of the booking; who came without one is written to in Indonesian.
    pub(crate) fn lang(&self) -> Lang {
        self.lang.as_deref().map_or(Lang::Id, Lang::from_tag)
    }
}
