//! The waiting list of a visit: who is offered a place that becomes free, and what its pages show.
//!
//! Whoever needs help comes first, then who has waited longest. An offer holds its place for a set time and counts
//! as taken meanwhile (docs/decisions/0019).

use crate::booking::{Applicant, BookingForm};
use crate::field::FieldError;
use crate::id::{SlotId, VisitId, WaitingId};
use crate::lang::{Lang, keyed};
use crate::phone::Phone;
use crate::service::{Answer, Ticket, VisitSummary};
use crate::settings::Settings;
use crate::staff::Staff;
use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

keyed! {
    /// Where a person on the list stands.
    WaitingState {
        /// Waits.
        Waiting = "waiting", "Menunggu", "Waiting";
        /// A place is held for them until a set time.
        Offered = "offered", "Ditawari tempat", "Offered a place";
        /// Has a booking now.
        Accepted = "accepted", "Dapat tempat", "Has a place";
        /// The offer ended without an answer; they may wait again, at the end of the list.
        Lapsed = "lapsed", "Tawaran lewat waktu", "Offer ran out";
        /// Left the list, or did not want the place.
        Left = "left", "Keluar dari daftar", "Left the list";
        /// The visit no longer gives places.
        Ended = "ended", "Daftar ditutup", "List closed";
    }
}

/// A request to wait, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWaiting {
    /// The visit.
    pub visit: VisitId,
    /// The hour wanted; none: any.
    pub slot: Option<SlotId>,
    /// The person.
    pub applicant: Applicant,
    /// The same key sent twice is one entry.
    pub idempotency_key: String,
    /// Language of the pages and messages.
    pub lang: Lang,
}

impl NewWaiting {
    /// Reads the form: that of a booking, in which the hour may be left open.
    ///
    /// # Errors
    /// Every field that needs mending, in the order of the form.
    pub fn parse(visit: VisitId, mut form: BookingForm, lang: Lang) -> Result<NewWaiting, Vec<FieldError>> {
        let any = form.slot_id.trim().is_empty();
        if any {
            form.slot_id = uuid::Uuid::nil().to_string();
        }
        let new = form.parse(lang)?;
        Ok(NewWaiting {
            visit,
            slot: (!any).then_some(new.slot),
            applicant: new.applicant,
            idempotency_key: new.idempotency_key,
            lang,
        })
    }
}

/// A person who waits, as far as the order of offers needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiter {
    /// Id.
    pub id: WaitingId,
    /// The hour wanted; none: any.
    pub slot: Option<SlotId>,
    /// Needs help: comes first.
    pub precedence: bool,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Gives free places to those who wait: those who need help first, then the oldest; each the earliest place that
/// fits. `free` is by time.
pub fn offers(mut waiting: Vec<Waiter>, free: &[(SlotId, u32)]) -> Vec<(WaitingId, SlotId)> {
    waiting.sort_by_key(|it| (!it.precedence, it.since, it.id));
    let mut left: Vec<_> = free.to_vec();
    let mut given = Vec::new();
    for person in waiting {
        let fits = |(slot, places): &&mut (SlotId, u32)| {
            *places > 0 && person.slot.is_none_or(|wanted| wanted == *slot)
        };
        if let Some(place) = left.iter_mut().find(fits) {
            place.1 -= 1;
            given.push((person.id, place.0));
        }
    }
    given
}

/// Until when an offer holds its place: `minutes` after `from`, cut by the begin of the slot; none where nothing is
/// left of it. `from` is the moment at which the person can be told: now, or the end of the night or of the silence of Nyepi.
pub fn offer_until(from: DateTime<Utc>, minutes: u32, starts_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    (from < starts_at).then(|| (from + Duration::minutes(minutes.into())).min(starts_at))
}

/// A place that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Begin of the slot.
    pub starts_at: DateTime<Utc>,
    /// End of the slot.
    pub ends_at: DateTime<Utc>,
    /// The place is held until then.
    pub until: DateTime<Utc>,
}

/// The page of a person who waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingPage {
    /// Secret of the link.
    pub token: String,
    /// The visit.
    pub visit: VisitSummary,
    /// Name.
    pub name: String,
    /// Where they stand now.
    pub state: WaitingState,
    /// Begin of the hour wanted; none: any.
    pub wanted: Option<DateTime<Utc>>,
    /// How many are in front, while waiting.
    pub in_front: u32,
    /// The place held, while it is offered.
    pub offer: Option<Offer>,
    /// Manage link's token of the booking, once accepted.
    pub ticket: Option<String>,
    /// May wait again: the offer ran out, and the visit still takes bookings.
    pub may_wait_again: bool,
    /// The office's settings.
    pub settings: Settings,
}

/// A person on the list, as staff see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingRow {
    /// Id.
    pub id: WaitingId,
    /// Name.
    pub name: String,
    /// Number.
    pub phone: Phone,
    /// State.
    pub state: WaitingState,
    /// Needs help: comes first.
    pub precedence: bool,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Begin of the hour wanted; none: any.
    pub wanted: Option<DateTime<Utc>>,
    /// The place held.
    pub offer: Option<Offer>,
}

/// What those who wait may do, and what staff see of them.
#[async_trait]
pub trait WaitingService: Send + Sync {
    /// Joins the list of a visit that is full, or whose wanted hour is. Gives the token of the page.
    async fn join_waiting(&self, new: &NewWaiting) -> Answer<String>;
    /// The page of a link. Changes nothing.
    async fn waiting(&self, token: &str) -> Answer<WaitingPage>;
    /// Takes the place that is offered. Twice is once.
    async fn accept_offer(&self, token: &str) -> Answer<Ticket>;
    /// Leaves the list; a place that was offered goes to the next. Twice is once.
    async fn leave_waiting(&self, token: &str) -> Answer<()>;
    /// Waits again after an offer ran out, at the end of the list.
    async fn wait_again(&self, token: &str) -> Answer<()>;
    /// The list of a visit, in the order of offers.
    async fn waiting_list(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<WaitingRow>>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn slot(number: u128) -> SlotId {
        SlotId::new(Uuid::from_u128(number))
    }

    fn waiter(number: u8, wanted: Option<u128>, precedence: bool, minute: i64) -> Waiter {
        Waiter {
            id: WaitingId::new(Uuid::from_u128(number.into())),
            slot: wanted.map(slot),
            precedence,
            since: at(minute),
        }
    }

    fn at(minute: i64) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 6, 3, 1, 0, 0).unwrap() + Duration::minutes(minute)
    }

    #[test]
    fn who_needs_help_comes_first_then_who_waited_longest() {
        let list = vec![
            waiter(1, None, false, 0),
            waiter(2, None, false, 5),
            waiter(3, None, true, 9),
        ];
        let given: Vec<_> = offers(list, &[(slot(1), 1), (slot(2), 1)])
            .into_iter()
            .map(|(id, slot)| (id.uuid().as_u128(), slot.uuid().as_u128()))
            .collect();
        assert_eq!(given, [(3, 1), (1, 2)]);
    }

    #[test]
    fn who_wants_one_hour_is_passed_over_for_another_and_keeps_the_turn() {
        let list = vec![waiter(1, Some(2), false, 0), waiter(2, None, false, 1)];
        assert_eq!(offers(list.clone(), &[(slot(1), 1)]), [(list[1].id, slot(1))]);
        assert_eq!(offers(list.clone(), &[(slot(2), 1)]), [(list[0].id, slot(2))]);
    }

    #[test]
    fn an_offer_ends_when_its_slot_begins_and_none_is_made_after() {
        assert_eq!(offer_until(at(0), 120, at(300)), Some(at(120)));
        assert_eq!(offer_until(at(0), 120, at(30)), Some(at(30)));
        assert_eq!(offer_until(at(30), 120, at(30)), None);
    }

    proptest! {
        #[test]
        fn never_more_offers_than_places_and_nobody_is_offered_two(
            people in prop::collection::vec((0..4u128, any::<bool>(), 0..9i64), 0..20),
            places in prop::collection::vec(0..4u32, 3),
        ) {
            let list: Vec<_> = people.iter().enumerate().map(|(number, (wanted, help, minute))| {
                waiter(u8::try_from(number).unwrap(), (*wanted > 0).then_some(*wanted), *help, *minute)
            }).collect();
            let free: Vec<_> = places.iter().enumerate().map(|(at, left)| (slot(at as u128 + 1), *left)).collect();
            let given = offers(list.clone(), &free);
            for (opening, left) in &free {
                let here = given.iter().filter(|(_, it)| it == opening).count();
                prop_assert!(here <= *left as usize);
                let wants = |it: &Waiter| it.slot.is_none_or(|wanted| wanted == *opening);
                let passed = list.iter().any(|it| wants(it) && given.iter().all(|(id, _)| *id != it.id));
                prop_assert!(here == *left as usize || !passed, "a place is left and somebody waits for it");
            }
            let mut ids: Vec<_> = given.iter().map(|(id, _)| *id).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), given.len());
        }
    }
}
