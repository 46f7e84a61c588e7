//! Those who wait for a place: joining, the page of the link, taking or leaving an offer. Who is offered a place, and
//! when it ends, is in `offers.rs`.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::bookings::{self, Place, Refused, Stub, Tried, until_done, visit_in, visit_of_place};
use crate::db::{execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::hoard;
use crate::moves::LOCK_SLOT;
use crate::offers::{RECOUNT, free_slots};
use crate::outbox;
use crate::planning::LOCK_SLOTS;
use crate::secret::{Purpose, hash};
use crate::services::may;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::booking::{Applicant, NewBooking};
use domain::error::ServiceError;
use domain::id::{SlotId, VisitId, WaitingId};
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::phone::Phone;
use domain::service::{Answer, Ticket};
use domain::staff::{Act, Staff};
use domain::text::{Email, Line};
use domain::visit::VisitState;
use domain::waiting::{NewWaiting, Offer, WaitingPage, WaitingRow, WaitingService, WaitingState};
use uuid::Uuid;

/// A person on the list as they are stored, with the slots they want and are offered.
#[derive(sqlx::FromRow)]
pub(crate) struct Waiter {
    pub(crate) id: Uuid,
    pub(crate) visit_id: Uuid,
    pub(crate) slot_id: Option<Uuid>,
    state: String,
    pub(crate) name: String,
    pub(crate) phone: String,
    pub(crate) email: Option<String>,
    banjar: Option<String>,
    business_activity: String,
    business_name: Option<String>,
    pub(crate) assistance_needed: bool,
    pub(crate) lang: String,
    request_hash: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) offer_slot: Option<Uuid>,
    offer_until: Option<DateTime<Utc>>,
    pub(crate) offers: i64,
    booking_id: Option<Uuid>,
    wanted_at: Option<DateTime<Utc>>,
    offer_starts_at: Option<DateTime<Utc>>,
    offer_ends_at: Option<DateTime<Utc>>,
}

macro_rules! waiter {
    ($where:literal) => {
        concat!(
            "select w.id, w.visit_id, w.slot_id, w.state, w.name, w.phone, w.email, w.banjar, w.business_activity,
    w.business_name, w.assistance_needed, w.lang, w.request_hash, w.at, w.offer_slot, w.offer_until, w.offers, w.booking_id,
    s.starts_at as wanted_at, o.starts_at as offer_starts_at, o.ends_at as offer_ends_at
    from waiting w left join slot s on s.id = w.slot_id left join slot o on o.id = w.offer_slot where ",
            $where
        )
    };
}
pub(crate) use waiter;

const BY_ID: &str = waiter!("w.id = $1");
const BY_KEY: &str = waiter!("w.idempotency_key = $1");
/// Whom staff see: those who wait, in their order, and those whose offer ran out.
const OF_VISIT: &str = waiter!(
    "w.visit_id = $1 and w.state in ('waiting', 'offered', 'lapsed')
    order by case w.state when 'offered' then 0 when 'waiting' then 1 else 2 end,
    w.assistance_needed desc, w.at, w.id limit 500"
);

const INSERT: &str = "insert into waiting (id, visit_id, slot_id, state, name, name_key, phone, email, banjar,
    business_activity, business_name, assistance_needed, lang, idempotency_key, request_hash, at, offers, created_at)
    values ($1, $2, $3, 'waiting', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, $15)
    on conflict do nothing";
const OF_PHONE: &str = "select cast(count(*) as bigint) from waiting
    where visit_id = $1 and phone = $2 and state in ('waiting', 'offered')";
const IN_FRONT: &str = "select cast(count(*) as bigint) from waiting w where w.visit_id = $1 and w.state = 'waiting'
    and (w.slot_id is null or $2 is null or w.slot_id = $2)
    and (w.assistance_needed > $3 or (w.assistance_needed = $3 and (w.at < $4 or (w.at = $4 and w.id < $5))))";
/// The place that was held becomes a booking's.
const TAKE_HELD: &str = "update slot set booked = booked + 1, held = held - 1
    where id = $1 and held > 0 and not withdrawn and starts_at > $2
    and exists (select 1 from visit v where v.id = slot.visit_id and v.state = 'open')
    returning visit_id, starts_at, ends_at, capacity, booked, held";
const ACCEPTED: &str =
    "update waiting set state = 'accepted', booking_id = $2, offer_slot = null, offer_until = null
    where id = $1 and state = 'offered' and offer_until > $3";
const LEAVE: &str = "update waiting set state = 'left', offer_slot = null, offer_until = null
    where id = $1 and state in ('waiting', 'offered', 'lapsed')";
const AGAIN: &str = "update waiting set state = 'waiting', at = $2 where id = $1 and state = 'lapsed'";

impl Waiter {
    pub(crate) fn state(&self) -> Stored<WaitingState> {
        WaitingState::from_key(&self.state).ok_or(StoreError::Corrupt("waiting state"))
    }

    pub(crate) fn phone(&self) -> Stored<Phone> {
        Phone::parse(&self.phone).map_err(|_| StoreError::Corrupt("phone"))
    }

    pub(crate) fn lang(&self) -> Lang {
        Lang::from_tag(&self.lang)
    }

    pub(crate) fn email(&self) -> Stored<Option<Email>> {
        let email = self.email.as_deref().map(Email::parse).transpose();
        email.map_err(|_| StoreError::Corrupt("e-mail"))
    }

    /// How they stand at a moment: an offer ends by itself.
    fn state_at(&self, now: DateTime<Utc>) -> Stored<WaitingState> {
        let over = self.offer_until.is_some_and(|until| until <= now);
        Ok(match self.state()? {
            WaitingState::Offered if over => WaitingState::Lapsed,
            state => state,
        })
    }

    fn offer(&self) -> Option<Offer> {
        Some(Offer {
            starts_at: self.offer_starts_at?,
            ends_at: self.offer_ends_at?,
            until: self.offer_until?,
        })
    }

    /// The booking of the place that is offered.
    fn booking(&self, slot: Uuid) -> Stored<NewBooking> {
        const BAD: StoreError = StoreError::Corrupt("person who waits");
        let applicant = Applicant {
            name: Line::parse(&self.name).map_err(|_| BAD)?,
            phone: self.phone()?,
            email: self.email()?,
            banjar: Line::parse_optional(self.banjar.as_deref().unwrap_or("")).map_err(|_| BAD)?,
            business_activity: Line::parse(&self.business_activity).map_err(|_| BAD)?,
            business_name: Line::parse_optional(self.business_name.as_deref().unwrap_or(""))
                .map_err(|_| BAD)?,
            assistance_needed: self.assistance_needed,
        };
        Ok(NewBooking {
            slot: SlotId::new(slot),
            applicant,
            idempotency_key: format!("waiting:{}", self.id),
            lang: self.lang(),
        })
    }
}

#[async_trait]
impl WaitingService for Backend {
    async fn join_waiting(&self, new: &NewWaiting) -> Answer<String> {
        let token = until_done!(self.try_join(new))?;
        self.place_freed(new.visit).await;
        Ok(token)
    }
    async fn waiting(&self, token: &str) -> Answer<WaitingPage> {
        self.waiting_page(token).await
    }
    async fn accept_offer(&self, token: &str) -> Answer<Ticket> {
        let id = self.waiter_of(token)?;
        until_done!(self.try_accept(id))
    }
    async fn leave_waiting(&self, token: &str) -> Answer<()> {
        let visit = self.leave(self.waiter_of(token)?).await?;
        self.place_freed(visit).await;
        Ok(())
    }
    async fn wait_again(&self, token: &str) -> Answer<()> {
        let visit = self.rejoin(self.waiter_of(token)?).await?;
        self.place_freed(visit).await;
        Ok(())
    }
    async fn waiting_list(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<WaitingRow>> {
        may(staff, Act::SeeBookings)?;
        self.list_of(visit).await
    }
}

impl Backend {
    fn waiter_of(&self, token: &str) -> Answer<Uuid> {
        self.secret
            .open(Purpose::Waiting, token)
            .ok_or(ServiceError::NotFound)
    }

    pub(crate) fn waiting_token(&self, id: Uuid) -> String {
        self.secret.token(Purpose::Waiting, id)
    }

    async fn try_join(&self, new: &NewWaiting) -> Result<Tried<String>, Refused> {
        let (now, visit, who) = (self.now(), new.visit.uuid(), &new.applicant);
        let request_hash = hash(&[
            &new.slot.map_or(String::new(), |slot| slot.to_string()),
            who.name.as_str(),
            who.phone.as_e164(),
        ]);
        let mut tx = self.pool.begin().await?;
        // Whoever gives a place back comes before and leaves it free, or after and finds this person waiting.
        execute!(tx, LOCK_SLOTS, visit)?;
        if let Some(known) = fetch_optional!(tx, Waiter, BY_KEY, new.idempotency_key.as_str())? {
            if known.request_hash != request_hash {
                return Err(ServiceError::KeyReused.into());
            }
            return Ok(Tried::Done(self.waiting_token(known.id)));
        }
        if visit_in(&mut tx, new.visit, now).await?.state != VisitState::Open {
            return Err(ServiceError::SlotClosed.into());
        }
        self.lapse(&mut tx, new.visit, None, now).await?;
        let wanted = |id: &Uuid| new.slot.is_none_or(|slot| slot.uuid() == *id);
        let ahead = free_slots(&mut tx, new.visit, now).await?;
        let ahead: Vec<_> = ahead.into_iter().filter(|slot| wanted(&slot.id)).collect();
        if ahead.is_empty() {
            return Err(ServiceError::SlotClosed.into());
        }
        if ahead.iter().any(|slot| slot.left > 0 && !slot.waited_for) {
            return Err(ServiceError::PlacesFree.into());
        }
        if hoard::has_place(&mut tx, visit, who).await? {
            return Err(ServiceError::DuplicateBooking.into());
        }
        let most = self.settings_in(&mut tx).await?.places_per_phone;
        let waiting = fetch_optional!(tx, (i64,), OF_PHONE, visit, who.phone.as_e164())?;
        if waiting.is_some_and(|(people,)| people >= i64::from(most)) {
            return Err(ServiceError::MostPlaces { most }.into());
        }
        let id = Uuid::now_v7();
        let written = execute!(
            tx,
            INSERT,
            id,
            visit,
            new.slot.map(SlotId::uuid),
            who.name.as_str(),
            who.name_key(),
            who.phone.as_e164(),
            who.email.as_ref().map(Email::as_str),
            who.banjar.as_ref().map(Line::as_str),
            who.business_activity.as_str(),
            who.business_name.as_ref().map(Line::as_str),
            who.assistance_needed,
            new.lang.tag(),
            new.idempotency_key.as_str(),
            request_hash,
            now
        )?;
        if written == 0 {
            return Err(ServiceError::AlreadyWaiting.into());
        }
        audit::note(&mut tx, now, Actor::Applicant, new.visit, "waiting-joined", "").await?;
        tx.commit().await?;
        Ok(Tried::Done(self.waiting_token(id)))
    }

    async fn waiting_page(&self, token: &str) -> Answer<WaitingPage> {
        let (id, now) = (self.waiter_of(token)?, self.now());
        let who = fetch_optional!(self.pool, Waiter, BY_ID, id)?.ok_or(ServiceError::NotFound)?;
        let visit = self.summary(VisitId::new(who.visit_id)).await?;
        let state = who.state_at(now)?;
        let in_front = if state == WaitingState::Waiting {
            let front = fetch_optional!(
                self.pool,
                (i64,),
                IN_FRONT,
                who.visit_id,
                who.slot_id,
                who.assistance_needed,
                who.at,
                who.id
            )?;
            front.map_or(0, |(people,)| u32::try_from(people).unwrap_or(u32::MAX))
        } else {
            0
        };
        Ok(WaitingPage {
            token: token.to_owned(),
            state,
            wanted: who.wanted_at,
            in_front,
            offer: who.offer().filter(|_| state == WaitingState::Offered),
            ticket: who.booking_id.map(|id| self.secret.token(Purpose::Ticket, id)),
            may_wait_again: state == WaitingState::Lapsed && visit.bookable,
            name: who.name,
            visit,
            settings: self.settings_now().await?,
        })
    }

    async fn try_accept(&self, id: Uuid) -> Result<Tried<Ticket>, Refused> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let seen = fetch_optional!(tx, Waiter, BY_ID, id)?.ok_or(ServiceError::NotFound)?;
        if let Some(slot) = seen.offer_slot {
            execute!(tx, LOCK_SLOT, slot)?;
        }
        // While this transaction waited for the slot the offer may have gone.
        let who = fetch_optional!(tx, Waiter, BY_ID, id)?.ok_or(ServiceError::NotFound)?;
        if let Some(booking) = who.booking_id {
            let stub = fetch_optional!(tx, Stub, bookings::BY_ID, booking)?.ok_or(ServiceError::NotFound)?;
            let visit = visit_in(&mut tx, VisitId::new(stub.visit_id), now).await?;
            let settings = self.settings_in(&mut tx).await?;
            return Ok(Tried::Done(self.ticket_of(&stub, visit, settings)?));
        }
        let (Some(slot), WaitingState::Offered) = (who.offer_slot, who.state_at(now)?) else {
            return Err(ServiceError::OfferOver.into());
        };
        if Some(slot) != seen.offer_slot {
            return Ok(Tried::Again);
        }
        let new = who.booking(slot)?;
        let Some(place) = fetch_optional!(tx, Place, TAKE_HELD, slot, now)? else {
            return Err(ServiceError::OfferOver.into());
        };
        let stub = Stub::new(&new, &place);
        let most = self.settings_in(&mut tx).await?.places_per_phone;
        // The offer stands even if the number has all its places meanwhile.
        let counted = hoard::next_place(&mut tx, place.visit_id, &new.applicant.phone, most).await?;
        if !bookings::insert(&mut tx, &new, &stub, Actor::Applicant, now, counted).await? {
            if hoard::has_place(&mut tx, place.visit_id, &new.applicant).await? {
                return Err(ServiceError::DuplicateBooking.into());
            }
            return Ok(Tried::Again);
        }
        if execute!(tx, ACCEPTED, id, stub.id, now)? != 1 {
            return Ok(Tried::Again);
        }
        let visit = visit_of_place(&mut tx, VisitId::new(place.visit_id), now, Actor::Applicant).await?;
        let settings = self.settings_in(&mut tx).await?;
        outbox::drop_step(&mut tx, &offer_step(id, who.offers)).await?;
        let tell = self.tell(MessageKind::Booked, &stub, &visit, &settings)?;
        let ways = self.ways(&mut tx).await?;
        outbox::write(&mut tx, now, &ways, vec![tell]).await?;
        let entry = Entry {
            act: "waiting-accepted",
            visit: Some(visit.id),
            booking: Some(stub.booking()),
            detail: &domain::calendar::clock(place.starts_at),
        };
        audit::record(&mut tx, now, Actor::Applicant, entry).await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(Tried::Done(self.ticket_of(&stub, visit, settings)?))
    }

    /// Leaves the list; a place that was held is free.
    async fn leave(&self, id: Uuid) -> Answer<VisitId> {
        let mut tx = self.pool.begin().await?;
        let who = fetch_optional!(tx, Waiter, BY_ID, id)?.ok_or(ServiceError::NotFound)?;
        let visit = VisitId::new(who.visit_id);
        execute!(tx, LOCK_SLOTS, who.visit_id)?;
        if execute!(tx, LEAVE, id)? == 1 {
            execute!(tx, RECOUNT, who.visit_id)?;
            outbox::drop_step(&mut tx, &offer_step(id, who.offers)).await?;
            audit::note(&mut tx, self.now(), Actor::Applicant, visit, "waiting-left", "").await?;
        }
        tx.commit().await?;
        Ok(visit)
    }

    async fn rejoin(&self, id: Uuid) -> Answer<VisitId> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let who = fetch_optional!(tx, Waiter, BY_ID, id)?.ok_or(ServiceError::NotFound)?;
        let visit = VisitId::new(who.visit_id);
        execute!(tx, LOCK_SLOTS, who.visit_id)?;
        if visit_in(&mut tx, visit, now).await?.state != VisitState::Open {
            return Err(ServiceError::SlotClosed);
        }
        self.lapse(&mut tx, visit, None, now).await?;
        match execute!(tx, AGAIN, id, now) {
            Ok(1) => audit::note(&mut tx, now, Actor::Applicant, visit, "waiting-joined", "").await?,
            Ok(_) => {}
            Err(error) if error.is_unique_violation() => return Err(ServiceError::AlreadyWaiting),
            Err(error) => return Err(error.into()),
        }
        tx.commit().await?;
        Ok(visit)
    }

    async fn list_of(&self, visit: VisitId) -> Answer<Vec<WaitingRow>> {
        let now = self.now();
        let mut list = Vec::new();
        for who in fetch_all!(self.pool, Waiter, OF_VISIT, visit.uuid())? {
            let state = who.state_at(now)?;
            list.push(WaitingRow {
                id: WaitingId::new(who.id),
                phone: who.phone()?,
                precedence: who.assistance_needed,
                since: who.at,
                wanted: who.wanted_at,
                offer: who.offer().filter(|_| state == WaitingState::Offered),
                state,
                name: who.name,
            });
        }
        Ok(list)
    }
}

/// The step of the message of an offer: each offer once.
pub(crate) fn offer_step(id: Uuid, offers: i64) -> String {
    format!("waiting:{id}:{offers}")
}
