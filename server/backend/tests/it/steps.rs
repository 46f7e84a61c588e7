//! The steps of a visit, and what each means for people who hold a place.

use crate::common::{JEGU, day, each};
use crate::forms::{invalid, plan_form, yes};
use chrono::Duration;
use domain::booking::BookingState;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::message::{MessageKind, MessageState};
use domain::service::{PublicService, StaffService, VillageService};
use domain::visit::{VisitState, VisitStep};

#[tokio::test]
async fn a_visit_goes_its_way_to_the_evaluation_and_the_record_holds_each_step() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        for step in [
            VisitStep::CloseBooking,
            VisitStep::OpenBooking,
            VisitStep::CloseBooking,
        ] {
            office.step(visit.id, step).await.unwrap();
        }
        office.begin(visit.id).await;
        for step in [VisitStep::Finish, VisitStep::Evaluate] {
            office.step(visit.id, step).await.unwrap();
        }
        let acts = [
            "visit-created",
            "village-asked",
            "village-agreed",
            "booking-opened",
            "booking-closed",
            "booking-opened",
            "booking-closed",
            "visit-begun",
            "visit-finished",
            "visit-evaluated",
        ];
        assert_eq!(office.acts(visit.id).await, acts);
        let now = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        assert_eq!((now.visit.state, now.steps.len()), (VisitState::Evaluated, 0));
    })
    .await;
}

#[tokio::test]
async fn the_service_day_does_not_begin_before_its_day() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let early = office.step(visit.id, VisitStep::Begin).await;
        assert_eq!(early, Err(ServiceError::IllegalStep(VisitState::Open)));
        let steps = async || {
            let now = office.backend.staff_visit(&office.head, visit.id).await;
            now.unwrap().steps
        };
        assert!(!steps().await.contains(&VisitStep::Begin));
        office.wait(Duration::days(7));
        assert!(steps().await.contains(&VisitStep::Begin));
    })
    .await;
}

#[tokio::test]
async fn a_holder_of_a_visit_put_off_may_give_the_place_back_after_its_old_time() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let token = office.book(visit.slots[0], 1).await;
        office.step(visit.id, VisitStep::Postpone).await.unwrap();
        office.wait(Duration::days(30));
        assert!(office.backend.ticket(&token).await.unwrap().changeable);
        office.backend.cancel_booking(&token).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_step_that_is_not_possible_changes_nothing() {
    each(async |office| {
        let id = office.create(&plan_form(&[])).await;
        let before = office.backend.staff_visit(&office.head, id).await.unwrap();
        for step in VisitStep::ALL {
            if before.steps.contains(&step) {
                continue;
            }
            let illegal = office.step(id, step).await;
            assert_eq!(
                illegal,
                Err(ServiceError::IllegalStep(VisitState::Proposed)),
                "{step:?}"
            );
        }
        // Asking is possible, but it needs someone to ask.
        let ask = office.step(id, VisitStep::AskVillage).await;
        assert_eq!(ask, Err(invalid(Field::ContactPhone, Problem::Missing)));
        assert_eq!(
            office.backend.staff_visit(&office.head, id).await.unwrap(),
            before
        );
        let gone = domain::id::VisitId::new(uuid::Uuid::nil());
        assert_eq!(
            office.step(gone, VisitStep::Cancel).await,
            Err(ServiceError::NotFound)
        );
    })
    .await;
}

#[tokio::test]
async fn a_visit_is_not_called_off_without_a_reason() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        for step in [VisitStep::Cancel, VisitStep::Postpone] {
            let silent = office
                .backend
                .step_visit(&office.head, visit.id, step, "  ")
                .await;
            assert_eq!(silent, Err(invalid(Field::Reason, Problem::Missing)));
        }
        let now = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        assert_eq!(now.visit.state, VisitState::Open);
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_visit_cancels_its_bookings_and_tells_each_person_once() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let token = office.book(visit.slots[0], 1).await;
        office.book(visit.slots[1], 2).await;
        let gone = office.book(visit.slots[1], 3).await;
        office.backend.cancel_booking(&gone).await.unwrap();
        office.step(visit.id, VisitStep::Cancel).await.unwrap();

        let told = office.drafts(MessageKind::VisitCancelled).await;
        let mut names: Vec<_> = told.iter().map(|it| it.to_name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            ["Ni Wayan 1", "Ni Wayan 2"],
            "who had cancelled already hears nothing"
        );
        assert!(told.iter().all(|it| it.body.contains("jalan longsor")));
        assert_eq!(office.drafts(MessageKind::Booked).await.len(), 0);
        let ticket = office.backend.ticket(&token).await.unwrap();
        assert_eq!(
            (ticket.state, ticket.changeable),
            (BookingState::Cancelled, false)
        );
        assert_eq!(office.people(visit.id).await.len(), 0);
        assert_eq!(office.booked(visit.id, visit.slots[0]).await, 0);
        let again = office.step(visit.id, VisitStep::Cancel).await;
        assert_eq!(again, Err(ServiceError::IllegalStep(VisitState::Cancelled)));
        assert_eq!(office.drafts(MessageKind::VisitCancelled).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_visit_put_off_keeps_its_bookings_and_takes_them_to_the_new_day() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let token = office.book(visit.slots[2], 1).await;
        let before = office.backend.ticket(&token).await.unwrap();
        office.step(visit.id, VisitStep::Postpone).await.unwrap();
        let told = office.drafts(MessageKind::VisitCancelled).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].body.contains("jalan longsor"));
        let ticket = office.backend.ticket(&token).await.unwrap();
        assert_eq!(
            (ticket.state, ticket.visit.state),
            (BookingState::Booked, VisitState::Postponed)
        );

        office.step(visit.id, VisitStep::Replan).await.unwrap();
        // To a day so near that the slots would meet each other, then back, then far ahead.
        for date in [day(6, 11), day(6, 9), day(7, 14)] {
            office.edit(visit.id, |plan| plan.date = date).await.unwrap();
        }
        let people = office.people(visit.id).await;
        assert_eq!(people[0].starts_at, before.slot.starts_at + Duration::days(34));
        assert_eq!(office.slots(visit.id).await.len(), 9);
        assert_eq!(
            office
                .backend
                .staff_visit(&office.head, visit.id)
                .await
                .unwrap()
                .visit
                .surplus,
            0
        );
        assert!(
            office.drafts(MessageKind::VisitChanged).await.is_empty(),
            "the village has not agreed yet"
        );

        office.ask(visit.id).await;
        let link = office.village_token().await;
        office.answer(&link, &yes("Wantilan Bengkel")).await.unwrap();
        let told = office.drafts(MessageKind::VisitChanged).await;
        assert_eq!(told.len(), 1);
        for part in ["Selasa, 14 Juli 2026", "09.10 WITA", "Wantilan Bengkel"] {
            assert!(told[0].body.contains(part), "{part}: {}", told[0].body);
        }
        office.step(visit.id, VisitStep::OpenBooking).await.unwrap();
        assert!(office.backend.ticket(&token).await.unwrap().changeable);
    })
    .await;
}

#[tokio::test]
async fn the_answer_of_a_village_for_another_day_is_not_taken_for_the_new_one() {
    each(async |office| {
        let visit = office.open_planned(1, |_| ()).await;
        office.step(visit.id, VisitStep::Postpone).await.unwrap();
        office.step(visit.id, VisitStep::Replan).await.unwrap();
        office.ask(visit.id).await;
        let link = office.village_token().await;
        office.answer(&link, &yes("Kantor Perbekel")).await.unwrap();
        office.step(visit.id, VisitStep::Postpone).await.unwrap();
        assert_eq!(
            office.backend.venue_request(&link).await,
            Err(ServiceError::LinkExpired)
        );
        office.step(visit.id, VisitStep::Replan).await.unwrap();
        office
            .edit(visit.id, |plan| plan.date = day(7, 14))
            .await
            .unwrap();
        office.ask(visit.id).await;
        let now = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        assert_eq!(now.answer, None);
        let request = office
            .backend
            .venue_request(&office.village_token().await)
            .await
            .unwrap();
        assert_eq!((request.answer, request.answerable), (None, true));
    })
    .await;
}

#[tokio::test]
async fn a_visit_put_off_may_be_left_by_its_holders() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let there = office.open_planned(1, |form| form.village = JEGU.into()).await;
        let (one, two) = (
            office.book(visit.slots[0], 1).await,
            office.book(visit.slots[1], 2).await,
        );
        office.step(visit.id, VisitStep::Postpone).await.unwrap();
        office.backend.move_booking(&one, there.slots[0]).await.unwrap();
        office.backend.cancel_booking(&two).await.unwrap();
        assert!(office.people(visit.id).await.is_empty());
        let waiting = office.messages(MessageState::ToSendByHand).await;
        assert!(
            waiting.iter().all(|it| it.kind != MessageKind::VisitCancelled),
            "no longer true for them"
        );
    })
    .await;
}
