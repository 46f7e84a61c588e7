//! Moving a booking, and what staff do for someone.

use crate::common::{JEGU, each};
use crate::forms::{someone, someone_with};
use chrono::Duration;
use domain::booking::BookingState;
use domain::error::ServiceError;
use domain::message::MessageKind;
use domain::service::{PublicService, StaffService};
use domain::staff::Role;
use domain::visit::VisitStep;
#[tokio::test]
async fn a_move_takes_the_new_place_and_lets_the_old_one_go() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let token = office.book(visit.slots[3], 1).await;
        for to in [visit.slots[5], visit.slots[2]] {
            let ticket = office.backend.move_booking(&token, to).await.unwrap();
            assert_eq!(
                (ticket.slot.id, ticket.slot.available, ticket.state),
                (to, 0, BookingState::Booked)
            );
        }
        let booked: Vec<_> = office.slots(visit.id).await.iter().map(|it| it.booked).collect();
        assert_eq!(booked, [0, 0, 1, 0, 0, 0, 0, 0, 0]);
        // Each move has its message; the ones before are no longer true.
        assert_eq!(office.drafts(MessageKind::Moved).await.len(), 1);
        assert_eq!(office.drafts(MessageKind::Booked).await.len(), 0);

        let same = office.backend.move_booking(&token, visit.slots[2]).await.unwrap();
        assert_eq!(same.slot.id, visit.slots[2]);
        office.book(visit.slots[0], 2).await;
        let full = office.backend.move_booking(&token, visit.slots[0]).await;
        assert_eq!(full, Err(ServiceError::SlotFull));
        assert_eq!(
            office.backend.ticket(&token).await.unwrap().slot.id,
            visit.slots[2]
        );
    })
    .await;
}

#[tokio::test]
async fn a_move_to_another_village_keeps_the_ticket_and_meets_the_same_person_there() {
    each(async |office| {
        let here = office.open_visit(1).await;
        let there = office.open_planned(1, |form| form.village = JEGU.into()).await;
        let token = office.book(here.slots[0], 1).await;
        let before = office.backend.ticket(&token).await.unwrap();
        let after = office.backend.move_booking(&token, there.slots[1]).await.unwrap();
        assert_eq!((after.code, after.visit.id), (before.code, there.id));
        assert_eq!(
            (
                office.people(here.id).await.len(),
                office.people(there.id).await.len()
            ),
            (0, 1)
        );
        assert_eq!(office.booked(here.id, here.slots[0]).await, 0);

        let again = someone_with(here.slots[0], 1, |form| {
            form.idempotency_key = "a-second-booking".into()
        });
        let second = office.backend.book(&again).await.unwrap().manage_token;
        let meets = office.backend.move_booking(&second, there.slots[2]).await;
        assert_eq!(meets, Err(ServiceError::DuplicateBooking));
        assert_eq!(office.booked(there.id, there.slots[2]).await, 0);
        assert_eq!(office.booked(here.id, here.slots[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn staff_book_move_and_cancel_for_someone_and_the_record_names_them() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let admin = office.staff(Role::Administration).await;
        office.step(visit.id, VisitStep::CloseBooking).await.unwrap();
        let late = someone(visit.slots[0], 1);
        assert_eq!(office.backend.book(&late).await, Err(ServiceError::SlotClosed));
        office.backend.book_for(&admin, &late).await.unwrap();
        let second = office.backend.book_for(&admin, &someone(visit.slots[0], 2)).await;
        assert_eq!(
            second,
            Err(ServiceError::SlotFull),
            "a closed visit has full slots too"
        );

        let id = office.people(visit.id).await[0].id;
        office.backend.move_for(&admin, id, visit.slots[1]).await.unwrap();
        assert!(matches!(
            office.backend.cancel_for(&admin, id, " ").await,
            Err(ServiceError::Invalid(_))
        ));
        office
            .backend
            .cancel_for(&admin, id, "diminta lewat telepon")
            .await
            .unwrap();
        let history = office
            .backend
            .staff_visit(&office.head, visit.id)
            .await
            .unwrap()
            .history;
        for (entry, act) in history
            .iter()
            .zip(["booking-cancelled", "booking-moved", "booking-made"])
        {
            assert_eq!(
                (entry.act.as_str(), entry.actor.as_str()),
                (act, admin.name.as_str())
            );
        }
        assert_eq!(history[0].detail, "diminta lewat telepon");
        assert_eq!(office.booked(visit.id, visit.slots[1]).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_holder_may_change_until_the_slot_begins_and_staff_still_cancel_afterwards() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let token = office.book(visit.slots[0], 1).await;
        let begins = office.backend.ticket(&token).await.unwrap().slot.starts_at;
        office.clock.set(begins - Duration::microseconds(1));
        assert!(office.backend.ticket(&token).await.unwrap().changeable);
        office.clock.set(begins);
        assert!(!office.backend.ticket(&token).await.unwrap().changeable);
        let moved = office.backend.move_booking(&token, visit.slots[4]).await;
        assert_eq!(moved, Err(ServiceError::BookingSettled));
        assert_eq!(
            office.backend.cancel_booking(&token).await,
            Err(ServiceError::BookingSettled)
        );
        let id = office.people(visit.id).await[0].id;
        office
            .backend
            .move_for(&office.head, id, visit.slots[4])
            .await
            .unwrap();
        assert!(office.backend.ticket(&token).await.unwrap().changeable);
    })
    .await;
}
