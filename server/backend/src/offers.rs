//! Offers of free places to those who wait. An offer is made, ends and becomes a booking only while the lock of its slot
//! is held; `slot.held` is the number of offers that stand, and the guard of every booking counts it.

use crate::Backend;
use crate::audit::{self, Actor};
use crate::bookings::{Refused, Tried, until_done, visit_in};
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::Stored;
use crate::moves::LOCK_SLOT;
use crate::outbox::{self, NewMessage, Wish};
use crate::planning::LOCK_SLOTS;
use crate::visits::people;
use crate::waiting::{Waiter, offer_step, waiter};
use crate::waiting_text::Told;
use chrono::{DateTime, Utc};
use domain::calendar::clock;
use domain::id::{SlotId, VisitId, WaitingId};
use domain::message::MessageKind;
use domain::service::{Answer, VisitSummary};
use domain::settings::Settings;
use domain::visit::VisitState;
use domain::waiting::{self as rule, offer_until};
use std::collections::HashMap;
use std::future::Future;
use std::time::Duration;
use uuid::Uuid;

/// How often offers that ran out go to the next, at the latest.
const EVERY: Duration = Duration::from_secs(5);

/// Slots still ahead, with the places nobody has or is offered.
const AHEAD: &str = "select id, starts_at, capacity - booked - held as left,
    exists (select 1 from waiting w where w.visit_id = slot.visit_id and w.state = 'waiting'
      and (w.slot_id is null or w.slot_id = slot.id)) as waited_for
    from slot where visit_id = $1 and starts_at > $2 and not withdrawn order by starts_at, id";

#[derive(sqlx::FromRow)]
pub(crate) struct Ahead {
    pub(crate) id: Uuid,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) left: i64,
    pub(crate) waited_for: bool,
}

/// The slots of a visit that have not begun.
pub(crate) async fn free_slots(tx: &mut Tx, visit: VisitId, now: DateTime<Utc>) -> Stored<Vec<Ahead>> {
    fetch_all!(tx, Ahead, AHEAD, visit.uuid(), now)
}

const WAITING: &str = waiter!("w.visit_id = $1 and w.state = 'waiting' order by w.at, w.id limit 500");
const OVER: &str = waiter!(
    "w.visit_id = $1 and w.state = 'offered' and w.offer_until <= $2 and ($3 is null or w.offer_slot = $3)
    order by w.at, w.id"
);
const ANY: &str =
    "select cast(1 as bigint) from waiting where visit_id = $1 and state in ('waiting', 'offered') limit 1";
const ANY_OVER: &str =
    "select visit_id from waiting where offer_slot = $1 and state = 'offered' and offer_until <= $2 limit 1";
const LAPSE: &str = "update waiting set state = 'lapsed', offer_slot = null, offer_until = null
    where id = $1 and state = 'offered'";
const OFFER: &str =
    "update waiting set state = 'offered', offer_slot = $2, offer_until = $3, offers = offers + 1
    where id = $1 and state = 'waiting'";
const HOLD: &str = "update slot set held = held + 1
    where id = $1 and booked + held < capacity and not withdrawn and starts_at > $2";
/// The number of offers that stand. The caller holds the locks of the slots.
pub(crate) const RECOUNT: &str =
    "update slot set held = (select count(*) from waiting w where w.offer_slot = slot.id
    and w.state = 'offered') where visit_id = $1";
/// Whoever found a place in another way.
const FOUND_ONE: &str = "update waiting set state = 'left' where visit_id = $1 and state = 'waiting'
    and exists (select 1 from booking b where b.visit_id = waiting.visit_id and b.phone = waiting.phone
      and b.name_key = waiting.name_key and b.state <> 'cancelled')";
const TAKE_BACK: &str = "update waiting set state = 'waiting', offer_slot = null, offer_until = null
    where visit_id = $1 and state = 'offered'";
const DROP_OFFERS: &str = concat!(
    "update message set state = 'dropped', ",
    outbox::forget!(),
    " where visit_id = $1 and kind = 'waiting-offer' and state in ('queued', 'sending', 'by-hand', 'dead')"
);
const END: &str = "update waiting set state = 'ended' where visit_id = $1 and state in ('waiting', 'lapsed')";
const FORGET: &str = "delete from waiting where visit_id = $1";

/// An hour that fell out of the plan is wanted by nobody.
const UNWANT: &str = "update waiting set slot_id = null where visit_id = $1 and slot_id is not null
    and not exists (select 1 from slot s where s.id = waiting.slot_id and not s.withdrawn)";
const TAKE_BACK_SURPLUS: &str = "update waiting set state = 'waiting', offer_slot = null, offer_until = null
    where visit_id = $1 and state = 'offered' and not exists (select 1 from slot s
      where s.id = waiting.offer_slot and not s.withdrawn and s.booked + s.held <= s.capacity)";

/// Visits in which something is to do: an offer ran out or may not stand, or a place is free and somebody waits for it.
const TO_DO: &str = "select distinct w.visit_id from waiting w join visit v on v.id = w.visit_id
    where (w.state = 'offered' and (w.offer_until <= $1 or v.state <> 'open'))
    or (w.state = 'waiting' and v.state = 'open' and exists (select 1 from slot s where s.visit_id = w.visit_id
      and s.starts_at > $1 and not s.withdrawn and s.booked + s.held < s.capacity
      and (w.slot_id is null or w.slot_id = s.id)))
    order by w.visit_id";

/// After capacities changed: offers that no longer fit are taken back, and those people wait on in their turn. The
/// caller holds the locks of the slots. Three statements, whatever the number of people.
pub(crate) async fn fit(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    execute!(tx, UNWANT, visit.uuid())?;
    execute!(tx, TAKE_BACK_SURPLUS, visit.uuid())?;
    execute!(tx, RECOUNT, visit.uuid())?;
    Ok(())
}

/// The visit is over: names and numbers of those who waited have served.
pub(crate) async fn forget(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    execute!(tx, FORGET, visit.uuid())?;
    Ok(())
}

impl Backend {
    /// A place may have become free: whoever waits for it is offered it. What fails here is done by the next round.
    pub(crate) async fn place_freed(&self, visit: VisitId) {
        let waited = fetch_optional!(self.pool, (i64,), ANY, visit.uuid());
        if matches!(waited, Ok(None)) {
            return;
        }
        if let Err(error) = self.offer_places(visit).await {
            tracing::warn!(%error, "places were not offered at once");
        }
    }

    /// Lets offers that ran out go to the next until `stop`.
    pub async fn run_waiting_lists(&self, stop: impl Future<Output = ()> + Send) {
        tokio::pin!(stop);
        loop {
            if let Err(error) = self.offer_all().await {
                tracing::error!(%error, "waiting lists");
            }
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    /// One round over all visits. Public for tests.
    ///
    /// # Errors
    /// Of the store; the other visits have had their round.
    pub async fn offer_all(&self) -> Answer<()> {
        let mut done = Ok(());
        for (visit,) in fetch_all!(self.pool, (Uuid,), TO_DO, self.now())? {
            done = done.and(self.offer_places(VisitId::new(visit)).await);
        }
        done
    }

    async fn offer_places(&self, visit: VisitId) -> Answer<()> {
        until_done!(self.try_offer(visit))
    }

    async fn try_offer(&self, visit: VisitId) -> Result<Tried<()>, Refused> {
        let now = self.now();
        // Nobody is told in the silence of Nyepi or in the night: the time to answer begins after them.
        let quiet = self.settings_now().await?.rhythm().quiet;
        let from = self.silence().await?.unwrap_or(now);
        let from = quiet.ends_after(from).unwrap_or(from);
        let mut tx = self.pool.begin().await?;
        execute!(tx, LOCK_SLOTS, visit.uuid())?;
        let summary = visit_in(&mut tx, visit, now).await?;
        if summary.state != VisitState::Open {
            take_back(&mut tx, visit).await?;
            tx.commit().await?;
            return Ok(Tried::Done(()));
        }
        self.lapse(&mut tx, visit, None, now).await?;
        execute!(tx, FOUND_ONE, visit.uuid())?;
        let ahead = free_slots(&mut tx, visit, now).await?;
        let starts: HashMap<_, _> = ahead
            .iter()
            .map(|it| (SlotId::new(it.id), it.starts_at))
            .collect();
        let free: Vec<_> = ahead
            .iter()
            .filter(|it| it.starts_at > from)
            .map(|it| (SlotId::new(it.id), people(it.left)))
            .collect();
        let waiting = fetch_all!(tx, Waiter, WAITING, visit.uuid())?;
        let list = waiting.iter().map(|who| rule::Waiter {
            id: WaitingId::new(who.id),
            slot: who.slot_id.map(SlotId::new),
            precedence: who.assistance_needed,
            since: who.at,
        });
        let given = rule::offers(list.collect(), &free);
        let settings = self.settings_in(&mut tx).await?;
        let mut messages = Vec::new();
        for (id, slot) in given {
            let starts_at = starts.get(&slot).copied();
            let until = starts_at.and_then(|at| offer_until(from, settings.offer_minutes, at));
            let who = waiting.iter().find(|who| who.id == id.uuid());
            let (Some(who), Some(starts_at), Some(until)) = (who, starts_at, until) else {
                continue;
            };
            let offered = execute!(tx, OFFER, id.uuid(), slot.uuid(), until)?;
            let held = execute!(tx, HOLD, slot.uuid(), now)?;
            if (offered, held) != (1, 1) {
                return Ok(Tried::Again);
            }
            let kind = MessageKind::WaitingOffer;
            let step = offer_step(who.id, who.offers + 1);
            let tell = |told: Told<'_>| told.offer(starts_at, until);
            messages.push(NewMessage {
                useful_until: Some(until),
                ..self.tell_waiter(kind, step, who, &summary, &settings, tell)?
            });
            let detail = format!("{} → {}", clock(starts_at), clock(until));
            audit::note(&mut tx, now, Actor::System, visit, "waiting-offered", &detail).await?;
        }
        let ways = self.ways(&mut tx).await?;
        outbox::write(&mut tx, now, &ways, messages).await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(Tried::Done(()))
    }

    /// Ends offers of a slot that ran out, if there are any; says whether there were.
    pub(crate) async fn lapse_in(&self, tx: &mut Tx, slot: SlotId, now: DateTime<Utc>) -> Stored<bool> {
        let Some((visit,)) = fetch_optional!(tx, (Uuid,), ANY_OVER, slot.uuid(), now)? else {
            return Ok(false);
        };
        execute!(tx, LOCK_SLOT, slot.uuid())?;
        self.lapse(tx, VisitId::new(visit), Some(slot), now).await
    }

    /// Ends the offers of a visit, or of one slot of it, that ran out; the people are told. The caller holds the locks.
    pub(crate) async fn lapse(
        &self,
        tx: &mut Tx,
        visit: VisitId,
        slot: Option<SlotId>,
        now: DateTime<Utc>,
    ) -> Stored<bool> {
        let over = fetch_all!(tx, Waiter, OVER, visit.uuid(), now, slot.map(SlotId::uuid))?;
        if over.is_empty() {
            return Ok(false);
        }
        let summary = visit_in(tx, visit, now)
            .await
            .map_err(|_| crate::error::StoreError::Corrupt("visit"))?;
        let settings = self.settings_in(tx).await?;
        let mut messages = Vec::new();
        for who in &over {
            if execute!(tx, LAPSE, who.id)? != 1 {
                continue;
            }
            if let Some(slot) = who.offer_slot {
                execute!(tx, LET_GO, slot)?;
            }
            outbox::drop_step(tx, &offer_step(who.id, who.offers)).await?;
            let step = format!("{}:over", offer_step(who.id, who.offers));
            let kind = MessageKind::WaitingOfferOver;
            let tell = |told: Told<'_>| told.offer_over();
            messages.push(self.tell_waiter(kind, step, who, &summary, &settings, tell)?);
            audit::note(tx, now, Actor::System, visit, "waiting-lapsed", "").await?;
        }
        let ways = self.ways(tx).await?;
        outbox::write(tx, now, &ways, messages).await?;
        Ok(true)
    }

    fn tell_waiter(
        &self,
        kind: MessageKind,
        step: String,
        who: &Waiter,
        visit: &VisitSummary,
        settings: &Settings,
        text: impl Fn(Told<'_>) -> crate::catalogue::Text,
    ) -> Stored<NewMessage> {
        let link = format!("{}/tunggu/{}", self.public_url, self.waiting_token(who.id));
        let told = Told {
            name: &who.name,
            lang: who.lang(),
            visit,
            link: &link,
            office: &settings.office_name,
        };
        Ok(NewMessage {
            kind,
            step,
            visit: visit.id,
            booking: None,
            to_name: who.name.clone(),
            phone: who.phone()?,
            email: who.email()?,
            wish: Wish::default(),
            useful_until: Some(visit.ends_at),
            text: text(told),
        })
    }

    /// The visit gives no more places: offers end, and whoever waits is told once. With `end` the list is closed for good.
    pub(crate) async fn close_waiting(
        &self,
        tx: &mut Tx,
        id: VisitId,
        reason: &str,
        end: bool,
    ) -> Answer<()> {
        let now = self.now();
        if fetch_optional!(tx, (i64,), ANY, id.uuid())?.is_some() {
            execute!(tx, LOCK_SLOTS, id.uuid())?;
            take_back(tx, id).await?;
            let (visit, settings) = (visit_in(tx, id, now).await?, self.settings_in(tx).await?);
            let mut messages = Vec::new();
            for who in fetch_all!(tx, Waiter, WAITING, id.uuid())? {
                let step = format!("waiting:{}:ended:{}:{reason}", who.id, visit.date);
                let tell = |told: Told<'_>| told.ended(reason);
                messages.push(self.tell_waiter(
                    MessageKind::WaitingEnded,
                    step,
                    &who,
                    &visit,
                    &settings,
                    tell,
                )?);
            }
            let ways = self.ways(tx).await?;
            outbox::write(tx, now, &ways, messages).await?;
        }
        if end {
            execute!(tx, END, id.uuid())?;
        }
        Ok(())
    }
}

const LET_GO: &str = "update slot set held = held - 1 where id = $1 and held > 0";

/// All offers of a visit end, and those people wait on.
async fn take_back(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    execute!(tx, TAKE_BACK, visit.uuid())?;
    execute!(tx, RECOUNT, visit.uuid())?;
    execute!(tx, DROP_OFFERS, visit.uuid())?;
    Ok(())
}
