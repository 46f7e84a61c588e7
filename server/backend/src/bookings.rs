//! Taking a place, moving it, giving it back. Each is one transaction: the place, the booking, its
//! messages and its entry in the record are there together or not at all.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{Tx, execute, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::hoard;
use crate::message_text::{self, Facts};
use crate::outbox::{self, NewMessage, Wish};
use crate::secret::{Purpose, hash};
use crate::visits::{ONE, SummaryRow, people};
use chrono::{DateTime, TimeDelta, Utc};
use domain::assisted::CONSENT_VERSION;
use domain::booking::{BookingState, NewBooking};
use domain::code::BookingCode;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{BookingId, SlotId, VisitId};
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::outreach::{LinkRole, Sender};
use domain::phone::Phone;
use domain::service::{Answer, SlotView, Ticket, VisitSummary};
use domain::settings::Settings;
use domain::text::Email;
use domain::visit::VisitState;
use std::fmt::Write;
use uuid::Uuid;

/// A booking as it is stored, with its slot.
#[derive(sqlx::FromRow)]
pub(crate) struct Stub {
    pub(crate) id: Uuid,
    pub(crate) visit_id: Uuid,
    pub(crate) slot_id: Uuid,
    pub(crate) code: String,
    pub(crate) state: String,
    name: String,
    pub(crate) phone: String,
    email: Option<String>,
    lang: String,
    request_hash: String,
    moves: i64,
    /// Channel that the person chose.
    reach: Option<String>,
    /// Browser that takes notifications.
    push: Option<String>,
    /// Begin of the slot the person said to come to.
    confirmed_for: Option<DateTime<Utc>>,
    surveyed: bool,
    pub(crate) starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    capacity: i64,
    pub(crate) booked: i64,
    held: i64,
    /// False: the number is that of the official who booked.
    own_phone: bool,
    helper_name: Option<String>,
    helper_role: Option<String>,
    staff_name: Option<String>,
}

impl Stub {
    /// A booking that is not stored yet, with an id and a code of its own.
    pub(crate) fn new(new: &NewBooking, place: &Place) -> Stub {
        let applicant = &new.applicant;
        Stub {
            id: Uuid::now_v7(),
            visit_id: place.visit_id,
            slot_id: new.slot.uuid(),
            code: BookingCode::from_random(rand::random()).to_string(),
            state: BookingState::Booked.key().to_owned(),
            name: applicant.name.as_str().to_owned(),
            phone: applicant.phone.as_e164().to_owned(),
            email: applicant.email.clone().map(String::from),
            lang: new.lang.tag().to_owned(),
            request_hash: request_hash(new),
            moves: 0,
            reach: None,
            push: None,
            confirmed_for: None,
            surveyed: false,
            starts_at: place.starts_at,
            ends_at: place.ends_at,
            capacity: place.capacity,
            booked: place.booked,
            held: place.held,
            own_phone: true,
            helper_name: None,
            helper_role: None,
            staff_name: None,
        }
    }

    /// The same, made by somebody else than the person.
    fn made_by(mut self, actor: Actor<'_>) -> Stub {
        match actor {
            Actor::Helper(helper) => {
                self.own_phone = helper.own_phone;
                self.helper_name = Some(helper.name.clone());
                self.helper_role = Some(helper.role.key().to_owned());
            }
            Actor::Staff(staff) => self.staff_name = Some(staff.name.clone()),
            Actor::Applicant | Actor::Village | Actor::System => {}
        }
        self
    }

    /// Whoever acts is the one to whom the message would go: the official who holds the number.
    pub(crate) fn is_told_to(&self, actor: Actor<'_>) -> bool {
        !self.own_phone && matches!(actor, Actor::Helper(_) | Actor::Village)
    }

    pub(crate) fn state(&self) -> Stored<BookingState> {
        BookingState::from_key(&self.state).ok_or(StoreError::Corrupt("booking state"))
    }

    pub(crate) fn code(&self) -> Stored<BookingCode> {
        BookingCode::parse(&self.code).map_err(|_| StoreError::Corrupt("booking code"))
    }

    /// Said to come, to the slot as it is now, and neither came nor called off since.
    pub(crate) fn confirmed(&self) -> bool {
        self.state == BookingState::Booked.key() && self.confirmed_for == Some(self.starts_at)
    }

    pub(crate) fn confirm(&mut self) {
        self.confirmed_for = Some(self.starts_at);
    }

    /// Who booked, if it was not the person.
    fn booked_by(&self) -> Stored<Option<Sender>> {
        sender(
            self.helper_name.as_deref(),
            self.helper_role.as_deref(),
            self.staff_name.as_deref(),
        )
    }

    pub(crate) fn has_email(&self) -> bool {
        self.email.is_some()
    }

    pub(crate) fn phone(&self) -> Stored<Phone> {
        Phone::parse(&self.phone).map_err(|_| StoreError::Corrupt("phone"))
    }

    pub(crate) fn email(&self) -> Stored<Option<Email>> {
        let email = self.email.as_deref().map(Email::parse).transpose();
        email.map_err(|_| StoreError::Corrupt("e-mail"))
    }

    pub(crate) fn wish(&self) -> Wish {
        Wish::stored(self.reach.as_deref(), self.push.as_deref())
    }

    pub(crate) fn booking(&self) -> BookingId {
        BookingId::new(self.id)
    }

    fn slot(&self) -> SlotView {
        let place = Place {
            visit_id: self.visit_id,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            capacity: self.capacity,
            booked: self.booked,
            held: self.held,
        };
        place.view(SlotId::new(self.slot_id))
    }
}

/// Who booked for somebody, from the columns of a row.
pub(crate) fn sender(
    helper: Option<&str>,
    role: Option<&str>,
    staff: Option<&str>,
) -> Stored<Option<Sender>> {
    match (helper, role) {
        (Some(name), Some(role)) => {
            let role = LinkRole::from_key(role).ok_or(StoreError::Corrupt("role of a link"))?;
            Ok(Some(Sender::Official(name.to_owned(), role)))
        }
        _ => Ok(staff.map(|name| Sender::Staff(name.to_owned()))),
    }
}

macro_rules! stub {
    ($where:literal) => {
        concat!(
            "select b.id, b.visit_id, b.slot_id, b.code, b.state, b.name, b.phone, b.email, b.lang, b.request_hash, b.moves, b.reach, b.push, b.confirmed_for, b.surveyed,
    s.starts_at, s.ends_at, s.capacity, s.booked, s.held, b.own_phone, h.contact_name as helper_name, h.role as helper_role,
    f.name as staff_name from booking b join slot s on s.id = b.slot_id
    left join village_link h on h.id = b.helped_by left join staff f on f.id = b.booked_by where ",
            $where
        )
    };
}
pub(crate) use stub;

pub(crate) const BY_ID: &str = stub!("b.id = $1");
const BY_KEY: &str = stub!("b.idempotency_key = $1");

/// The place that was taken.
#[derive(sqlx::FromRow)]
pub(crate) struct Place {
    pub(crate) visit_id: Uuid,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) ends_at: DateTime<Utc>,
    pub(crate) capacity: i64,
    pub(crate) booked: i64,
    pub(crate) held: i64,
}

impl Place {
    fn view(&self, id: SlotId) -> SlotView {
        let available = people(self.capacity - self.booked - self.held);
        SlotView {
            id,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            capacity: people(self.capacity),
            available,
            bookable: available > 0,
        }
    }
}

/// The guard against overselling stands in the statement: whoever comes second finds no place.
/// Places that are offered to the waiting list count as taken, and while somebody waits for the slot its free
/// places are theirs. Staff may still book after booking was closed to the public, and past the list: they settle
/// a surplus and keep the places of return slips.
const TAKE_PLACE: &str = "update slot set booked = booked + 1
    where id = $1 and booked + held < capacity and not withdrawn and starts_at > $2
    and exists (select 1 from visit v where v.id = slot.visit_id and (v.state = 'open' or (v.state = 'closed' and $3)))
    and ($3 or not exists (select 1 from waiting w where w.visit_id = slot.visit_id and w.state = 'waiting'
      and (w.slot_id is null or w.slot_id = slot.id)))
    returning visit_id, starts_at, ends_at, capacity, booked, held";

/// The same without the guard: a control test shows with it that the guard is what prevents overselling.
const TAKE_PLACE_UNGUARDED: &str = "update slot set booked = booked + 1
    where id = $1 and not withdrawn and starts_at > $2
    and exists (select 1 from visit v where v.id = slot.visit_id and (v.state = 'open' or (v.state = 'closed' and $3)))
    returning visit_id, starts_at, ends_at, capacity, booked, held";

const WHY_NOT: &str = "select v.state, s.starts_at > $2 and not s.withdrawn as ahead from slot s join visit v on v.id = s.visit_id where s.id = $1";

const INSERT: &str = "insert into booking (id, visit_id, slot_id, code, state, name, name_key, phone, email, banjar,
    business_activity, business_name, assistance_needed, lang, idempotency_key, request_hash, booked_by, moves, created_at,
    phone_place, helped_by, helper_place, own_phone, consent_text, consented_at)
    values ($1, $2, $3, $4, 'booked', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, $17, $18, $19, $20, $21,
    $22, $23)
    on conflict do nothing";

pub(crate) const CODE_TAKEN: &str = "select cast(1 as bigint) from booking where code = $1";

/// A message about a booking is of use at least so long.
const SHORTEST_USE: TimeDelta = TimeDelta::hours(1);

/// How often a transaction is tried that lost against another.
pub(crate) const TRIES: usize = 4;

/// Tries a transaction until none other is in its way; those who ask again and again are told to wait.
macro_rules! until_done {
    ($try:expr) => {{
        let mut left = $crate::bookings::TRIES;
        loop {
            match $crate::bookings::retry_deadlock($try.await)? {
                $crate::bookings::Tried::Done(done) => break Ok(done),
                $crate::bookings::Tried::Again if left > 1 => left -= 1,
                $crate::bookings::Tried::Again => break Err(domain::error::ServiceError::Busy),
            }
        }
    }};
}
pub(crate) use until_done;

/// What one try gave.
pub(crate) enum Tried<T> {
    Done(T),
    /// Another transaction was in the way; nothing was changed.
    Again,
}

impl Backend {
    pub(crate) async fn take_booking(&self, new: &NewBooking, actor: Actor<'_>) -> Answer<Ticket> {
        until_done!(self.try_booking(new, actor))
    }

    async fn try_booking(&self, new: &NewBooking, actor: Actor<'_>) -> Result<Tried<Ticket>, Refused> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let Some(place) = self.take_place(&mut tx, new.slot, now, actor).await? else {
            // The form may have been sent twice, and its first copy have taken the last place.
            if let Some(ticket) = self.replayed(&mut tx, new).await? {
                return Ok(Tried::Done(ticket));
            }
            return Err(why_not(&mut tx, new.slot, now, actor).await?.into());
        };
        // A link is good for its own visit.
        if matches!(actor, Actor::Helper(helper) if helper.visit.uuid() != place.visit_id) {
            return Err(ServiceError::field(Field::Slot, Problem::NotAChoice).into());
        }
        let stub = Stub::new(new, &place).made_by(actor);
        if let Some(tried) = self.insert_counted(&mut tx, new, &stub, actor).await? {
            return Ok(tried);
        }
        let visit = visit_of_place(&mut tx, VisitId::new(place.visit_id), now, actor).await?;
        let settings = self.settings_in(&mut tx).await?;
        if !stub.is_told_to(actor) {
            let tell = self.tell(MessageKind::Booked, &stub, &visit, &settings)?;
            let ways = self.ways(&mut tx).await?;
            outbox::write(&mut tx, now, &ways, vec![tell]).await?;
        }
        let mut detail = domain::calendar::clock(place.starts_at);
        if let Actor::Helper(helper) = actor {
            let _ = write!(detail, ", {} ({})", helper.name, helper.role.word(Lang::Id));
        }
        let entry = Entry {
            act: "booking-made",
            visit: Some(visit.id),
            booking: Some(stub.booking()),
            detail: &detail,
        };
        audit::record(&mut tx, now, actor, entry).await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(Tried::Done(self.ticket_of(&stub, visit, settings)?))
    }

    /// Writes the booking; what people book themselves counts among the places of their number, what an official
    /// books for others among his. Gives the ticket of this very request, if it was there before.
    async fn insert_counted(
        &self,
        tx: &mut Tx,
        new: &NewBooking,
        stub: &Stub,
        actor: Actor<'_>,
    ) -> Result<Option<Tried<Ticket>>, Refused> {
        let now = self.now();
        let settings = self.settings_in(tx).await?;
        let most = match actor {
            Actor::Applicant => Some(settings.places_per_phone),
            Actor::Helper(_) => Some(settings.places_per_helper),
            Actor::Village | Actor::Staff(_) | Actor::System => None,
        };
        // A family on one number books at once, or an official for several: each takes the next of the places.
        for _ in 0..=most.unwrap_or(0) {
            let place = match (most, actor) {
                (Some(most), Actor::Helper(helper)) => {
                    hoard::next_of_helper(tx, stub.visit_id, helper.person, most).await?
                }
                (Some(most), _) => hoard::next_place(tx, stub.visit_id, &new.applicant.phone, most).await?,
                (None, _) => None,
            };
            let none_left = most.is_some() && place.is_none();
            if !none_left && insert(tx, new, stub, actor, now, place).await? {
                return Ok(None);
            }
            if let Some(ticket) = self.replayed(tx, new).await? {
                return Ok(Some(Tried::Done(ticket)));
            }
            if hoard::has_place(tx, stub.visit_id, &new.applicant).await? {
                return Err(ServiceError::DuplicateBooking.into());
            }
            if let (true, Some(most)) = (none_left, most) {
                return Err(match actor {
                    Actor::Helper(_) => ServiceError::MostAssisted { most },
                    _ => ServiceError::MostPlaces { most },
                }
                .into());
            }
            if fetch_optional!(tx, (i64,), CODE_TAKEN, stub.code.as_str())?.is_some() {
                break;
            }
        }
        Ok(Some(Tried::Again))
    }

    pub(crate) async fn take_place(
        &self,
        tx: &mut Tx,
        slot: SlotId,
        now: DateTime<Utc>,
        actor: Actor<'_>,
    ) -> Stored<Option<Place>> {
        let sql = if self.guard {
            TAKE_PLACE
        } else {
            TAKE_PLACE_UNGUARDED
        };
        let by_staff = actor.staff_id().is_some();
        let taken = fetch_optional!(tx, Place, sql, slot.uuid(), now, by_staff)?;
        // An offer that ran out no longer counts from that moment on, whenever it is swept up.
        if taken.is_none() && self.lapse_in(tx, slot, now).await? {
            return fetch_optional!(tx, Place, sql, slot.uuid(), now, by_staff);
        }
        Ok(taken)
    }

    /// The booking that this very request has made before, if it has.
    async fn replayed(&self, tx: &mut Tx, new: &NewBooking) -> Answer<Option<Ticket>> {
        let Some(stub) = fetch_optional!(tx, Stub, BY_KEY, new.idempotency_key.as_str())? else {
            return Ok(None);
        };
        if stub.request_hash != request_hash(new) {
            return Err(ServiceError::KeyReused);
        }
        let visit = visit_in(tx, VisitId::new(stub.visit_id), self.now()).await?;
        let settings = self.settings_in(tx).await?;
        self.ticket_of(&stub, visit, settings).map(Some)
    }

    pub(crate) async fn ticket_by_token(&self, token: &str) -> Answer<Ticket> {
        let id = self.booking_of(token)?;
        let stub = fetch_optional!(self.pool, Stub, BY_ID, id.uuid())?.ok_or(ServiceError::NotFound)?;
        let visit = self.summary(VisitId::new(stub.visit_id)).await?;
        let today = self.ticket_today(&visit, id).await?;
        let ticket = self.ticket_of(&stub, visit, self.settings_now().await?)?;
        Ok(Ticket {
            // Who called off and came nevertheless has a number too.
            today: today.filter(|it| ticket.state.takes_a_place() || it.queue.is_some()),
            ..ticket
        })
    }

    /// The booking that a manage link opens.
    pub(crate) fn booking_of(&self, token: &str) -> Answer<BookingId> {
        self.secret
            .open(Purpose::Ticket, token)
            .map(BookingId::new)
            .ok_or(ServiceError::NotFound)
    }

    /// The message to the person of a booking.
    pub(crate) fn tell(
        &self,
        kind: MessageKind,
        stub: &Stub,
        visit: &VisitSummary,
        settings: &Settings,
    ) -> Stored<NewMessage> {
        self.tell_reason(kind, stub, visit, settings, "")
    }

    /// The same, with the reason of a visit that is put off or called off.
    pub(crate) fn tell_reason(
        &self,
        kind: MessageKind,
        stub: &Stub,
        visit: &VisitSummary,
        settings: &Settings,
        reason: &str,
    ) -> Stored<NewMessage> {
        let link = self.ticket_link(stub.booking());
        let facts = Facts {
            name: &stub.name,
            code: stub.code()?,
            starts_at: stub.starts_at,
            visit,
            ticket_link: &link,
            settings,
        };
        let text = message_text::to_applicant(kind, Lang::from_tag(&stub.lang), &facts, reason);
        let step = match kind {
            MessageKind::Booked | MessageKind::Cancelled => String::new(),
            // A slot that begins at another time, or another one, is reminded of anew.
            MessageKind::StillComing | MessageKind::Reminder | MessageKind::Morning => {
                format!(":{}:{}", stub.starts_at.timestamp(), stub.moves)
            }
            _ => format!(
                ":{}",
                if kind == MessageKind::Moved {
                    stub.moves.to_string()
                } else {
                    Uuid::now_v7().to_string()
                }
            ),
        };
        Ok(NewMessage {
            kind,
            step: format!("booking:{}:{}{step}", stub.id, kind.key()),
            visit: visit.id,
            booking: Some(stub.booking()),
            to_name: stub.name.clone(),
            phone: stub.phone()?,
            email: stub.email()?,
            wish: stub.wish(),
            // What became of a booking whose hour has come is still worth knowing for a while.
            useful_until: Some(stub.starts_at.max(self.now() + SHORTEST_USE)),
            text,
        })
    }

    pub(crate) fn ticket_link(&self, id: BookingId) -> String {
        format!(
            "{}/tiket/{}",
            self.public_url,
            self.secret.token(Purpose::Ticket, id.uuid())
        )
    }

    pub(crate) fn ticket_of(&self, stub: &Stub, visit: VisitSummary, settings: Settings) -> Answer<Ticket> {
        let state = stub.state()?;
        Ok(Ticket {
            code: stub.code()?,
            manage_token: self.secret.token(Purpose::Ticket, stub.id),
            state,
            applicant_name: stub.name.clone(),
            slot: stub.slot(),
            changeable: state.holder_may_change(visit.state, stub.starts_at, self.now()),
            today: None,
            survey_token: (state.may_judge() && !stub.surveyed)
                .then(|| self.secret.token(Purpose::Survey, stub.id)),
            confirmed: stub.confirmed(),
            booked_by: stub.booked_by()?,
            visit,
            public_url: self.public_url.clone(),
            settings,
        })
    }
}

impl Stub {
    pub(crate) fn take(&mut self, slot: SlotId, place: &Place) {
        self.slot_id = slot.uuid();
        self.visit_id = place.visit_id;
        self.moves += 1;
        (self.starts_at, self.ends_at) = (place.starts_at, place.ends_at);
        (self.capacity, self.booked, self.held) = (place.capacity, place.booked, place.held);
    }
}

/// Refused by a rule, or by the store.
pub(crate) enum Refused {
    Rule(ServiceError),
    Store(StoreError),
}

impl From<ServiceError> for Refused {
    fn from(error: ServiceError) -> Self {
        Refused::Rule(error)
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Refused::Store(error)
    }
}

impl From<Refused> for ServiceError {
    fn from(refused: Refused) -> ServiceError {
        match refused {
            Refused::Rule(error) => error,
            Refused::Store(error) => error.into(),
        }
    }
}

pub(crate) fn retry_deadlock<T>(tried: Result<Tried<T>, Refused>) -> Answer<Tried<T>> {
    match tried {
        Ok(tried) => Ok(tried),
        Err(Refused::Store(error)) if error.is_deadlock() => Ok(Tried::Again),
        Err(refused) => Err(refused.into()),
    }
}

/// Tells one request from another with the same key: everything that was entered counts, or a
/// corrected form would be answered with the ticket of the first one and its correction be lost.
fn request_hash(new: &NewBooking) -> String {
    let applicant = &new.applicant;
    hash(&[
        &new.slot.to_string(),
        applicant.name.as_str(),
        applicant.phone.as_e164(),
        applicant.business_activity.as_str(),
        applicant.email.as_ref().map_or("", |email| email.as_str()),
        applicant.banjar.as_ref().map_or("", |banjar| banjar.as_str()),
        applicant.business_name.as_ref().map_or("", |name| name.as_str()),
        if applicant.assistance_needed { "help" } else { "" },
    ])
}

/// Writes the row; `place` is the one it takes among those of its number, or of its helper.
pub(crate) async fn insert(
    tx: &mut Tx,
    new: &NewBooking,
    stub: &Stub,
    actor: Actor<'_>,
    now: DateTime<Utc>,
    place: Option<i64>,
) -> Stored<bool> {
    let applicant = &new.applicant;
    let helper = match actor {
        Actor::Helper(helper) => Some(helper),
        _ => None,
    };
    let (phone_place, helper_place) = match helper {
        Some(_) => (None, place),
        None => (place, None),
    };
    let rows = execute!(
        tx,
        INSERT,
        stub.id,
        stub.visit_id,
        stub.slot_id,
        stub.code.as_str(),
        stub.name.as_str(),
        applicant.name_key(),
        stub.phone.as_str(),
        stub.email.as_deref(),
        applicant.banjar.as_ref().map(|banjar| banjar.as_str()),
        applicant.business_activity.as_str(),
        applicant.business_name.as_ref().map(|name| name.as_str()),
        applicant.assistance_needed,
        stub.lang.as_str(),
        new.idempotency_key.as_str(),
        stub.request_hash.as_str(),
        actor.staff_id(),
        now,
        phone_place,
        helper.map(|it| it.person),
        helper_place,
        stub.own_phone,
        helper.map(|_| CONSENT_VERSION),
        helper.map(|_| now)
    )?;
    Ok(rows == 1)
}

/// Why no place could be taken in a slot.
pub(crate) async fn why_not(
    tx: &mut Tx,
    slot: SlotId,
    now: DateTime<Utc>,
    actor: Actor<'_>,
) -> Answer<ServiceError> {
    let Some((state, ahead)) = fetch_optional!(tx, (String, bool), WHY_NOT, slot.uuid(), now)? else {
        return Ok(ServiceError::NotFound);
    };
    let state = VisitState::from_key(&state).ok_or(StoreError::Corrupt("visit state"))?;
    Ok(if ahead && takes_bookings(state, actor) {
        ServiceError::SlotFull
    } else {
        ServiceError::SlotClosed
    })
}

/// Staff may still book after booking was closed to the public.
fn takes_bookings(state: VisitState, actor: Actor<'_>) -> bool {
    state == VisitState::Open || (state == VisitState::Closed && actor.staff_id().is_some())
}

/// The visit of a place that was taken. While this transaction waited for the slot, the visit may have
/// been closed or called off; that is seen only after the wait.
pub(crate) async fn visit_of_place(
    tx: &mut Tx,
    id: VisitId,
    now: DateTime<Utc>,
    actor: Actor<'_>,
) -> Answer<VisitSummary> {
    let visit = visit_in(tx, id, now).await?;
    if takes_bookings(visit.state, actor) {
        Ok(visit)
    } else {
        Err(ServiceError::SlotClosed)
    }
}

/// The visit as this transaction sees it.
pub(crate) async fn visit_in(tx: &mut Tx, id: VisitId, now: DateTime<Utc>) -> Answer<VisitSummary> {
    let row = fetch_optional!(tx, SummaryRow, ONE, id.uuid())?.ok_or(ServiceError::NotFound)?;
    Ok(row.summary(now)?)
}
