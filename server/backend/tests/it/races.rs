//! Many at once. Each story runs on several threads, or it would prove nothing.

use crate::common::{BENGKEL, JEGU, Office, each};
use crate::forms::{someone, someone_with};
use chrono::Duration;
use domain::error::ServiceError;
use domain::id::{SlotId, VisitId};
use domain::service::{Answer, PublicService, Ticket};
use std::future::Future;
use tokio::task::JoinSet;

/// Runs all at once; their answers in no order.
pub(crate) async fn at_once<F>(all: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let mut running = JoinSet::new();
    for one in all {
        running.spawn(one);
    }
    running.join_all().await
}

async fn race(office: &Office, slot: SlotId, people: std::ops::Range<usize>) -> Vec<Answer<Ticket>> {
    let one = |person| {
        let backend = office.backend.clone();
        async move { backend.book(&someone(slot, person)).await }
    };
    at_once(people.map(one)).await
}

fn won(answers: &[Answer<Ticket>]) -> usize {
    let lost = |answer: &&Answer<Ticket>| **answer == Err(ServiceError::SlotFull);
    let won = answers.iter().filter(|answer| answer.is_ok()).count();
    let others: Vec<_> = answers
        .iter()
        .filter(|answer| answer.is_err() && !lost(answer))
        .collect();
    assert!(others.is_empty(), "{others:?}");
    won
}

pub(crate) async fn as_many_booked_as_bookings(office: &Office, visit: VisitId) {
    let people = office.people(visit).await;
    for slot in office.slots(visit).await {
        let here = people.iter().filter(|row| row.slot == slot.slot.id).count();
        assert_eq!(slot.booked as usize, here);
        assert!(slot.booked <= slot.slot.capacity, "oversold");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_want_the_last_place_and_one_gets_it() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        for (at, slot) in visit.slots.iter().enumerate() {
            let answers = race(&office, *slot, at * 2..at * 2 + 2).await;
            assert_eq!(won(&answers), 1);
        }
        as_many_booked_as_bookings(&office, visit.id).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_want_eight_places_and_eight_get_them() {
    each(async |office| {
        let visit = office
            .open_planned(4, |form| form.slot_minutes = "40".into())
            .await;
        assert_eq!(office.slots(visit.id).await[0].slot.capacity, 8);
        // The settings are read anew: a reader must not wait for the places of the writers.
        office.wait(Duration::minutes(5));
        let answers = race(&office, visit.slots[0], 0..200).await;
        assert_eq!(won(&answers), 8);
        assert_eq!(office.booked(visit.id, visit.slots[0]).await, 8);
        as_many_booked_as_bookings(&office, visit.id).await;
        assert_eq!(
            office
                .messages(domain::message::MessageState::ToSendByHand)
                .await
                .len(),
            1 + 8
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_the_same_race_oversells() {
    each(async |mut office| {
        office.backend = office.backend.clone().without_guard();
        let visit = office
            .open_planned(4, |form| form.slot_minutes = "40".into())
            .await;
        let answers = race(&office, visit.slots[0], 0..40).await;
        assert!(won(&answers) > 8, "the guard is what the other stories prove");
        assert_eq!(office.booked(visit.id, visit.slots[0]).await, 40);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_form_sent_twenty_times_at_once_is_one_booking() {
    each(async |office| {
        for places in [1, 3] {
            let village = if places == 1 { BENGKEL } else { JEGU };
            let visit = office
                .open_planned(places, |form| form.village = village.into())
                .await;
            let new = someone(visit.slots[0], places);
            let one = |_| {
                let (backend, new) = (office.backend.clone(), new.clone());
                async move { backend.book(&new).await.unwrap().code }
            };
            let mut codes = at_once((0..20).map(one)).await;
            codes.dedup();
            assert_eq!(codes.len(), 1);
            assert_eq!(office.people(visit.id).await.len(), 1);
            as_many_booked_as_bookings(&office, visit.id).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_person_in_twenty_slots_at_once_gets_one() {
    each(async |office| {
        let visit = office.open_visit(3).await;
        let one = |at: usize| {
            let (backend, slot) = (office.backend.clone(), visit.slots[at % visit.slots.len()]);
            let new = someone_with(slot, 1, |form| form.idempotency_key = format!("tab-number-{at}"));
            async move { backend.book(&new).await }
        };
        let answers = at_once((0..20).map(one)).await;
        let (booked, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!(booked.len(), 1);
        assert!(
            refused
                .iter()
                .all(|it| *it == Err(ServiceError::DuplicateBooking)),
            "{refused:?}"
        );
        as_many_booked_as_bookings(&office, visit.id).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn people_who_swap_full_slots_keep_their_places() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let mut tokens = Vec::new();
        for (person, slot) in visit.slots.iter().enumerate() {
            tokens.push(office.book(*slot, person).await);
        }
        for _ in 0..4 {
            let last = visit.slots.len() - 1;
            let one = |at: usize| {
                let (backend, token) = (office.backend.clone(), tokens[at].clone());
                let to = visit.slots[last - at];
                async move { backend.move_booking(&token, to).await }
            };
            let answers = at_once((0..tokens.len()).map(one)).await;
            // The one in the middle stays where it is; nobody else finds a place.
            assert_eq!(won(&answers), 1);
        }
        assert_eq!(office.people(visit.id).await.len(), visit.slots.len());
        as_many_booked_as_bookings(&office, visit.id).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn people_who_swap_slots_with_room_do_not_block_each_other() {
    each(async |office| {
        let visit = office.open_visit(3).await;
        let (a, b) = (visit.slots[0], visit.slots[1]);
        let (one, two) = (office.book(a, 1).await, office.book(b, 2).await);
        for round in 0..10 {
            let (to_one, to_two) = if round % 2 == 0 { (b, a) } else { (a, b) };
            let swap = [(one.clone(), to_one), (two.clone(), to_two)].map(|(token, to)| {
                let backend = office.backend.clone();
                async move { backend.move_booking(&token, to).await }
            });
            assert_eq!(won(&at_once(swap).await), 2);
        }
        as_many_booked_as_bookings(&office, visit.id).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn moves_and_cancellations_of_one_booking_at_once_leave_it_whole() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        for person in 0..6 {
            let token = office.book(visit.slots[person % 2], person).await;
            let one = |at: usize| {
                let (backend, token) = (office.backend.clone(), token.clone());
                let to = visit.slots[2 + (at + person) % 4];
                async move {
                    if at.is_multiple_of(2) {
                        backend.move_booking(&token, to).await
                    } else {
                        backend.cancel_booking(&token).await
                    }
                }
            };
            for answer in at_once((0..6).map(one)).await {
                assert!(
                    matches!(answer, Ok(_) | Err(ServiceError::BookingSettled)),
                    "{answer:?}"
                );
            }
            assert_eq!(office.people(visit.id).await.len(), 0);
            as_many_booked_as_bookings(&office, visit.id).await;
        }
    })
    .await;
}
