//! The waiting list: a freed place goes to who waits, is held for a set time, and is never given twice.

use crate::common::{Office, OpenVisit, each};
use crate::forms::{booking_form, someone, someone_with};
use crate::races::at_once;
use chrono::Duration;
use domain::booking::{BookingForm, BookingState};
use domain::error::ServiceError;
use domain::id::{SlotId, VisitId};
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::service::{PublicService, StaffService};
use domain::visit::VisitStep;
use domain::waiting::{NewWaiting, WaitingPage, WaitingService, WaitingState};

/// The person with this number wants to wait, the form changed.
fn waiter(
    visit: VisitId,
    slot: Option<SlotId>,
    person: usize,
    change: impl FnOnce(&mut BookingForm),
) -> NewWaiting {
    let mut form = booking_form(SlotId::new(uuid::Uuid::nil()), person);
    form.slot_id = slot.map_or(String::new(), |slot| slot.to_string());
    form.idempotency_key = format!("wait-of-person-{person:06}");
    change(&mut form);
    NewWaiting::parse(visit, form, Lang::Id).unwrap()
}

impl Office {
    /// A visit with one place an hour in three hours, all taken; with the tickets' tokens.
    async fn full_visit(&self) -> (OpenVisit, Vec<String>) {
        let visit = self
            .open_planned(1, |form| {
                (form.slot_minutes, form.service_minutes) = ("60".into(), "45".into());
            })
            .await;
        let mut tokens = Vec::new();
        for (person, slot) in visit.slots.iter().enumerate() {
            tokens.push(self.book(*slot, person).await);
        }
        assert_eq!(tokens.len(), 3);
        (visit, tokens)
    }

    async fn join(&self, visit: VisitId, person: usize) -> String {
        let new = waiter(visit, None, person, |_| ());
        self.backend.join_waiting(&new).await.unwrap()
    }

    async fn page(&self, token: &str) -> WaitingPage {
        self.backend.waiting(token).await.unwrap()
    }

    async fn state(&self, token: &str) -> WaitingState {
        self.page(token).await.state
    }

    /// Bookings and standing offers of no slot are more than it can serve; the counter is what stands.
    async fn no_more_than_places(&self, visit: VisitId, at: &str) {
        let people = self.people(visit).await;
        let list = self.backend.waiting_list(&self.head, visit).await.unwrap();
        let sql = "select cast(id as text) || ' ' || cast(held as text) from slot";
        let sql = if self.database == "sqlite" {
            "select lower(hex(id)) || ' ' || held from slot"
        } else {
            sql
        };
        let held = self.sql(sql).await;
        for slot in self.slots(visit).await {
            let here = people.iter().filter(|row| row.slot == slot.slot.id).count();
            let id = slot.slot.id.to_string();
            let id = if self.database == "sqlite" {
                id.replace('-', "")
            } else {
                id
            };
            let counter = held
                .iter()
                .find_map(|row| row.strip_prefix(&format!("{id} ")))
                .unwrap();
            let counter: usize = counter.parse().unwrap();
            let offers = list
                .iter()
                .filter_map(|row| row.offer.as_ref())
                .filter(|offer| offer.starts_at == slot.slot.starts_at)
                .count();
            assert!(offers <= counter, "{at}: a standing offer holds a place");
            assert!(
                counter == 0 || here + counter <= slot.slot.capacity as usize,
                "{at}: {here} booked, {counter} held of {}",
                slot.slot.capacity
            );
        }
    }
}

#[tokio::test]
async fn a_freed_place_is_offered_to_the_first_who_waits_and_shown_free_to_nobody() {
    each(async |office| {
        let (visit, tickets) = office.full_visit().await;
        let (first, second) = (office.join(visit.id, 10).await, office.join(visit.id, 11).await);
        assert_eq!(
            (
                office.page(&first).await.in_front,
                office.page(&second).await.in_front
            ),
            (0, 1)
        );

        office.backend.cancel_booking(&tickets[1]).await.unwrap();
        let page = office.page(&first).await;
        assert_eq!(page.state, WaitingState::Offered);
        let offer = page.offer.unwrap();
        assert_eq!(offer.until, office.clock.now() + Duration::minutes(120));
        assert_eq!(office.state(&second).await, WaitingState::Waiting);
        let public = office.backend.visit(visit.id).await.unwrap();
        assert!(
            public
                .slots
                .iter()
                .all(|slot| slot.available == 0 && !slot.bookable)
        );
        assert_eq!(public.visit.available(), 0);
        let jump = office.backend.book(&someone(visit.slots[1], 20)).await;
        assert_eq!(jump.unwrap_err(), ServiceError::SlotFull);
        let told = &office.drafts(MessageKind::WaitingOffer).await[0];
        assert!(
            told.body.contains("GRATIS") && told.body.contains("/tunggu/"),
            "{}",
            told.body
        );

        let ticket = office.backend.accept_offer(&first).await.unwrap();
        assert_eq!(
            (ticket.state, ticket.slot.id),
            (BookingState::Booked, visit.slots[1])
        );
        assert_eq!(
            office.backend.accept_offer(&first).await.unwrap().code,
            ticket.code,
            "twice is once"
        );
        assert_eq!(office.page(&first).await.ticket, Some(ticket.manage_token));
        assert_eq!(
            office.drafts(MessageKind::WaitingOffer).await.len(),
            0,
            "no longer needed"
        );
        assert_eq!(
            office.drafts(MessageKind::Booked).await.len(),
            3 + 1 - 1,
            "one was called off"
        );
        let refused = office.backend.accept_offer(&second).await.unwrap_err();
        assert_eq!(refused, ServiceError::OfferOver);
        office.no_more_than_places(visit.id, "accepted").await;
    })
    .await;
}

#[tokio::test]
async fn an_offer_that_ran_out_goes_to_the_next_and_its_person_may_wait_again_at_the_end() {
    each(async |office| {
        let (visit, tickets) = office.full_visit().await;
        let (first, second) = (office.join(visit.id, 10).await, office.join(visit.id, 11).await);
        office.backend.cancel_booking(&tickets[0]).await.unwrap();
        office.wait(Duration::minutes(120));
        assert_eq!(
            office.state(&first).await,
            WaitingState::Lapsed,
            "from that moment on"
        );
        let late = office.backend.accept_offer(&first).await.unwrap_err();
        assert_eq!(late, ServiceError::OfferOver);
        office.backend.offer_all().await.unwrap();
        assert_eq!(office.state(&second).await, WaitingState::Offered);
        assert_eq!(office.drafts(MessageKind::WaitingOfferOver).await.len(), 1);

        assert!(office.page(&first).await.may_wait_again);
        office.backend.wait_again(&first).await.unwrap();
        office.backend.wait_again(&first).await.unwrap();
        let third = office.join(visit.id, 12).await;
        assert_eq!(
            (
                office.page(&first).await.in_front,
                office.page(&third).await.in_front
            ),
            (0, 1)
        );
        office.backend.leave_waiting(&second).await.unwrap();
        assert_eq!(office.state(&first).await, WaitingState::Offered);
        office.backend.accept_offer(&first).await.unwrap();
        office.no_more_than_places(visit.id, "second round").await;
    })
    .await;
}

#[tokio::test]
async fn an_offer_that_ran_out_stops_counting_at_the_next_booking_not_at_the_next_round() {
    each(async |office| {
        let (visit, tickets) = office.full_visit().await;
        office.join(visit.id, 10).await;
        office.backend.cancel_booking(&tickets[0]).await.unwrap();
        let early = office.backend.book(&someone(visit.slots[0], 20)).await;
        assert_eq!(early.unwrap_err(), ServiceError::SlotFull);
        office.wait(Duration::minutes(120));
        office.backend.book(&someone(visit.slots[0], 20)).await.unwrap();
        office.no_more_than_places(visit.id, "taken").await;
    })
    .await;
}

#[tokio::test]
async fn who_needs_help_comes_first_and_a_wanted_hour_is_kept() {
    each(async |office| {
        let (visit, tickets) = office.full_visit().await;
        let wants_last = waiter(visit.id, Some(visit.slots[2]), 10, |_| ());
        let last = office.backend.join_waiting(&wants_last).await.unwrap();
        let plain = office.join(visit.id, 11).await;
        let needy = waiter(visit.id, None, 12, |form| form.assistance_needed = "yes".into());
        let needy = office.backend.join_waiting(&needy).await.unwrap();
        office.backend.cancel_booking(&tickets[0]).await.unwrap();
        assert_eq!(office.state(&needy).await, WaitingState::Offered);
        office.backend.cancel_booking(&tickets[2]).await.unwrap();
        assert_eq!(office.state(&last).await, WaitingState::Offered);
        assert_eq!(office.state(&plain).await, WaitingState::Waiting);
        let list = office.backend.waiting_list(&office.head, visit.id).await.unwrap();
        assert_eq!(
            list.iter().map(|row| row.state).collect::<Vec<_>>(),
            [
                WaitingState::Offered,
                WaitingState::Offered,
                WaitingState::Waiting
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_person_waits_once_and_not_where_a_place_is_free_or_their_own() {
    each(async |office| {
        let (visit, tickets) = office.full_visit().await;
        let token = office.join(visit.id, 10).await;
        let again = waiter(visit.id, None, 10, |_| ());
        assert_eq!(
            office.backend.join_waiting(&again).await.unwrap(),
            token,
            "the same form"
        );
        let other_form = waiter(visit.id, None, 10, |form| {
            (form.phone, form.applicant_name) = ("+62 812-3000-0010".into(), "NI WAYAN 10".into());
            form.idempotency_key = "another-form".into();
        });
        let twice = office.backend.join_waiting(&other_form).await.unwrap_err();
        assert_eq!(twice, ServiceError::AlreadyWaiting);
        let holder = waiter(visit.id, None, 0, |_| ());
        let booked = office.backend.join_waiting(&holder).await.unwrap_err();
        assert_eq!(booked, ServiceError::DuplicateBooking);

        office.backend.leave_waiting(&token).await.unwrap();
        office.backend.cancel_booking(&tickets[0]).await.unwrap();
        let free = waiter(visit.id, None, 11, |_| ());
        assert_eq!(
            office.backend.join_waiting(&free).await.unwrap_err(),
            ServiceError::PlacesFree
        );
        let full_hour = waiter(visit.id, Some(visit.slots[1]), 11, |_| ());
        office.backend.join_waiting(&full_hour).await.unwrap();
        assert_eq!(
            office.backend.waiting("nothing").await.unwrap_err(),
            ServiceError::NotFound
        );
    })
    .await;
}

#[tokio::test]
async fn no_offer_is_made_for_a_slot_that_began_or_a_visit_that_takes_no_bookings() {
    each(async |office| {
        let (visit, tickets) = office.full_visit().await;
        let token = office.join(visit.id, 10).await;
        let begin = office.backend.visit(visit.id).await.unwrap().visit.starts_at;
        // Half an hour before: the offer ends when the slot begins.
        office.clock.set(begin - Duration::minutes(30));
        office.backend.cancel_booking(&tickets[0]).await.unwrap();
        assert_eq!(office.page(&token).await.offer.unwrap().until, begin);
        office.clock.set(begin);
        office.backend.offer_all().await.unwrap();
        assert_eq!(office.state(&token).await, WaitingState::Lapsed);
        office.backend.wait_again(&token).await.unwrap();
        office.backend.offer_all().await.unwrap();
        assert_eq!(
            office.state(&token).await,
            WaitingState::Waiting,
            "the free slot has begun"
        );

        office.backend.cancel_booking(&tickets[1]).await.unwrap();
        assert_eq!(office.state(&token).await, WaitingState::Offered);
        office.step(visit.id, VisitStep::CloseBooking).await.unwrap();
        let closed = office.backend.accept_offer(&token).await.unwrap_err();
        assert_eq!(closed, ServiceError::OfferOver);
        office.backend.offer_all().await.unwrap();
        assert_eq!(office.state(&token).await, WaitingState::Waiting);
        assert_eq!(office.drafts(MessageKind::WaitingOffer).await.len(), 0);
        assert_eq!(office.drafts(MessageKind::WaitingEnded).await.len(), 1);
        office.no_more_than_places(visit.id, "closed").await;
    })
    .await;
}

#[tokio::test]
async fn a_visit_that_is_called_off_ends_its_list_with_the_reason() {
    each(async |office| {
        let (visit, tickets) = office.full_visit().await;
        let (first, second) = (office.join(visit.id, 10).await, office.join(visit.id, 11).await);
        office.backend.cancel_booking(&tickets[0]).await.unwrap();
        office.step(visit.id, VisitStep::Cancel).await.unwrap();
        assert_eq!(office.state(&first).await, WaitingState::Ended);
        assert_eq!(office.state(&second).await, WaitingState::Ended);
        assert_eq!(
            office.backend.accept_offer(&first).await.unwrap_err(),
            ServiceError::OfferOver
        );
        let told = office.drafts(MessageKind::WaitingEnded).await;
        assert_eq!(told.len(), 2);
        assert!(told[0].body.contains("jalan longsor"));
    })
    .await;
}

#[tokio::test]
async fn more_operators_mean_offers_and_fewer_take_those_back_that_no_longer_fit() {
    each(async |office| {
        let (visit, _) = office.full_visit().await;
        let mut tokens = Vec::new();
        for person in 10..14 {
            tokens.push(office.join(visit.id, person).await);
        }
        let second = office.operators(1).await[0];
        office
            .edit(visit.id, |plan| plan.operators.push(second))
            .await
            .unwrap();
        let mut states = Vec::new();
        for token in &tokens {
            states.push(office.state(token).await);
        }
        assert_eq!(states[..3], [WaitingState::Offered; 3]);
        assert_eq!(states[3], WaitingState::Waiting);
        office.no_more_than_places(visit.id, "two operators").await;
        office.backend.certify(&office.head, second, None).await.unwrap();
        office.no_more_than_places(visit.id, "one operator").await;
        for token in &tokens {
            assert_eq!(office.state(token).await, WaitingState::Waiting);
        }
        office
            .backend
            .certify(&office.head, second, Some(crate::common::day(1, 5)))
            .await
            .unwrap();
        office.backend.offer_all().await.unwrap();
        assert_eq!(
            office.state(&tokens[0]).await,
            WaitingState::Offered,
            "in their turn again"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_of_bookings_moves_offers_and_answers_at_once_never_oversells() {
    each(async |office| {
        let (visit, mut tickets) = office.full_visit().await;
        let mut waiting = Vec::new();
        for person in 10..22 {
            waiting.push(office.join(visit.id, person).await);
        }
        for round in 0..6 {
            let mut acts = Vec::new();
            for (at, token) in tickets.iter().enumerate() {
                let (backend, token, to) = (
                    office.backend.clone(),
                    token.clone(),
                    visit.slots[(at + round) % 3],
                );
                acts.push(tokio::spawn(async move {
                    if (at + round) % 2 == 0 {
                        _ = backend.cancel_booking(&token).await;
                    } else {
                        _ = backend.move_booking(&token, to).await;
                    }
                    None
                }));
            }
            for (at, token) in waiting.iter().enumerate() {
                for _ in 0..2 {
                    let (backend, token) = (office.backend.clone(), token.clone());
                    acts.push(tokio::spawn(async move {
                        _ = backend.offer_all().await;
                        if at % 5 == 4 {
                            _ = backend.leave_waiting(&token).await;
                            return None;
                        }
                        backend
                            .accept_offer(&token)
                            .await
                            .ok()
                            .map(|ticket| ticket.manage_token)
                    }));
                }
            }
            for person in 0..6 {
                let new = someone_with(visit.slots[person % 3], 100 + round * 10 + person, |_| ());
                let backend = office.backend.clone();
                acts.push(tokio::spawn(async move {
                    backend.book(&new).await.ok().map(|ticket| ticket.manage_token)
                }));
            }
            for done in at_once(acts).await {
                tickets.extend(done.unwrap());
            }
            tickets.sort();
            tickets.dedup();
            office
                .no_more_than_places(visit.id, &format!("round {round}"))
                .await;
            office.wait(Duration::minutes([0, 121, 5][round % 3]));
        }
        let accepted = office
            .sql("select state from waiting where state = 'accepted'")
            .await;
        assert!(!accepted.is_empty(), "somebody got a place from the list");
    })
    .await;
}

#[tokio::test]
async fn a_family_shares_a_number_up_to_the_limit_and_staff_may_go_past_it() {
    each(async |office| {
        office.backend.set_setting("places_per_phone", "3").await.unwrap();
        let visit = office.open_visit(2).await;
        let one = |person: usize| {
            someone_with(visit.slots[person % 9], person, |form| {
                form.phone = "0812 3456 7890".into()
            })
        };
        for person in 0..3 {
            office.backend.book(&one(person)).await.unwrap();
        }
        let most = 3;
        let refused = office.backend.book(&one(3)).await.unwrap_err();
        assert_eq!(refused, ServiceError::MostPlaces { most });
        let again = someone_with(visit.slots[4], 1, |form| {
            (form.phone, form.idempotency_key) = ("0812 3456 7890".into(), "another-key".into());
        });
        assert_eq!(
            office.backend.book(&again).await.unwrap_err(),
            ServiceError::DuplicateBooking
        );
        assert!(office.backend.book(&one(2)).await.is_ok(), "the same form again");
        office.backend.book_for(&office.head, &one(4)).await.unwrap();
        let booked = office.people(visit.id).await;
        office
            .backend
            .cancel_for(&office.head, booked[0].id, "salah daftar")
            .await
            .unwrap();
        office.backend.book(&one(5)).await.unwrap();
        assert_eq!(office.people(visit.id).await.len(), 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_forms_of_one_number_at_once_get_as_many_places_as_the_limit() {
    each(async |office| {
        let visit = office.open_visit(3).await;
        let all = (0..20).map(|person| {
            let new = someone_with(visit.slots[person % 9], person, |form| {
                form.phone = "0812 3456 7890".into();
            });
            let backend = office.backend.clone();
            async move { backend.book(&new).await }
        });
        let answers = at_once(all.collect::<Vec<_>>()).await;
        let got = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(
            got,
            5,
            "{:?}",
            answers
                .iter()
                .filter_map(|it| it.as_ref().err())
                .collect::<Vec<_>>()
        );
        assert_eq!(office.people(visit.id).await.len(), 5);
    })
    .await;
}
