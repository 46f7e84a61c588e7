//! What is not booked, moved or opened, and why.

use crate::common::each;
use crate::forms::{plan_form, someone};
use chrono::Duration;
use domain::error::ServiceError;
use domain::id::{BookingId, SlotId, VisitId};
use domain::service::{PublicService, StaffService};
use domain::visit::VisitStep;
use uuid::Uuid;

#[tokio::test]
async fn a_made_up_slot_visit_or_ticket_is_not_there() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let nowhere = SlotId::new(Uuid::now_v7());
        let book = office.backend.book(&someone(nowhere, 1)).await;
        assert_eq!(book, Err(ServiceError::NotFound));
        let token = office.book(visit.slots[0], 1).await;
        assert_eq!(
            office.backend.move_booking(&token, nowhere).await,
            Err(ServiceError::NotFound)
        );
        assert_eq!(office.booked(visit.id, visit.slots[0]).await, 1);

        for guess in ["", "x", "../../etc/passwd", &"A".repeat(43), &token[1..]] {
            assert_eq!(
                office.backend.ticket(guess).await,
                Err(ServiceError::NotFound),
                "{guess}"
            );
            assert_eq!(
                office.backend.cancel_booking(guess).await,
                Err(ServiceError::NotFound),
                "{guess}"
            );
            let moved = office.backend.move_booking(guess, visit.slots[1]).await;
            assert_eq!(moved, Err(ServiceError::NotFound), "{guess}");
        }
        assert_eq!(
            office.backend.visit(VisitId::new(Uuid::nil())).await,
            Err(ServiceError::NotFound)
        );
        let nobody = office
            .backend
            .cancel_for(&office.head, BookingId::new(Uuid::nil()), "salah")
            .await;
        assert_eq!(nobody, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_slot_is_closed_from_its_first_microsecond_on() {
    each(async |office| {
        let visit = office.open_visit(3).await;
        let begins = office.slots(visit.id).await[1].slot.starts_at;
        office.clock.set(begins - Duration::microseconds(1));
        office.book(visit.slots[1], 1).await;
        assert!(office.backend.visit(visit.id).await.unwrap().slots[1].bookable);
        for later in [Duration::zero(), Duration::microseconds(1), Duration::days(1)] {
            office.clock.set(begins + later);
            let book = office.backend.book(&someone(visit.slots[1], 2)).await;
            assert_eq!(book, Err(ServiceError::SlotClosed), "{later}");
            let for_someone = office
                .backend
                .book_for(&office.head, &someone(visit.slots[1], 2))
                .await;
            assert_eq!(for_someone, Err(ServiceError::SlotClosed), "{later}");
            assert!(!office.backend.visit(visit.id).await.unwrap().slots[1].bookable);
        }
    })
    .await;
}

#[tokio::test]
async fn a_slot_takes_nobody_before_its_visit_opens_nor_after_it_closed() {
    each(async |office| {
        let operators = office.operators(2).await;
        let id = office.create(&plan_form(&operators)).await;
        let slot = office.slots(id).await[0].slot.id;
        let closed = async |when: &str| {
            let book = office.backend.book(&someone(slot, 1)).await;
            assert_eq!(book, Err(ServiceError::SlotClosed), "{when}");
        };
        closed("proposed").await;
        office.ask(id).await;
        closed("asked").await;
        office.step(id, VisitStep::VillageAgrees).await.unwrap();
        closed("confirmed").await;
        let staff_too = office.backend.book_for(&office.head, &someone(slot, 1)).await;
        assert_eq!(staff_too, Err(ServiceError::SlotClosed));
        office.step(id, VisitStep::OpenBooking).await.unwrap();
        let token = office.book(slot, 2).await;
        office.step(id, VisitStep::CloseBooking).await.unwrap();
        closed("closed").await;
        let other = office.slots(id).await[1].slot.id;
        assert_eq!(
            office.backend.move_booking(&token, other).await,
            Err(ServiceError::SlotClosed)
        );
        office.step(id, VisitStep::OpenBooking).await.unwrap();
        office.backend.move_booking(&token, other).await.unwrap();
        office.step(id, VisitStep::Cancel).await.unwrap();
        closed("cancelled").await;
        let staff_too = office.backend.book_for(&office.head, &someone(slot, 1)).await;
        assert_eq!(staff_too, Err(ServiceError::SlotClosed));
    })
    .await;
}

#[tokio::test]
async fn a_visit_under_way_takes_no_bookings() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        office.begin(visit.id).await;
        let last = *visit.slots.last().unwrap();
        assert_eq!(
            office.backend.book(&someone(last, 1)).await,
            Err(ServiceError::SlotClosed)
        );
        let staff_too = office.backend.book_for(&office.head, &someone(last, 1)).await;
        assert_eq!(staff_too, Err(ServiceError::SlotClosed));
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_slot_takes_nobody_and_is_not_shown() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let last = *visit.slots.last().unwrap();
        office.book(last, 1).await;
        let ends_at = chrono::NaiveTime::from_hms_opt(11, 0, 0).unwrap();
        office
            .edit(visit.id, |plan| plan.hours.ends_at = ends_at)
            .await
            .unwrap();
        assert_eq!(
            office.backend.book(&someone(last, 2)).await,
            Err(ServiceError::SlotClosed)
        );
        let page = office.backend.visit(visit.id).await.unwrap();
        assert!(page.slots.iter().all(|slot| slot.id != last));
        assert_eq!(page.slots.len(), 7);
    })
    .await;
}

#[tokio::test]
async fn visits_that_are_not_agreed_are_not_shown_and_those_called_off_say_so() {
    each(async |office| {
        let id = office.create(&plan_form(&office.operators(1).await)).await;
        assert_eq!(office.backend.visit(id).await, Err(ServiceError::NotFound));
        assert!(office.backend.home("").await.unwrap().visits.is_empty());
        office.open_booking(id).await;
        assert_eq!(office.backend.home("").await.unwrap().visits.len(), 1);
        assert_eq!(office.backend.home("bengkel").await.unwrap().visits.len(), 1);
        assert_eq!(office.backend.home("meliling").await.unwrap().visits.len(), 0);
        let unknown = office.backend.home("desa antah berantah").await.unwrap();
        assert_eq!(
            (unknown.villages.len(), unknown.visits.len()),
            (0, 1),
            "a slip of the pen hides no visit"
        );
        office.step(id, VisitStep::Cancel).await.unwrap();
        assert!(office.backend.home("").await.unwrap().visits.is_empty());
        let page = office.backend.visit(id).await.unwrap();
        assert!(!page.visit.bookable && page.slots.iter().all(|slot| !slot.bookable));
    })
    .await;
}
