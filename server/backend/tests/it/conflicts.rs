//! More people than can be served: what staff are shown, and that moving people settles it.

use crate::common::{JEGU, each};
use crate::forms::someone_with;
use chrono::Duration;
use domain::service::{PublicService, StaffService};
use domain::visit::VisitStep;

#[tokio::test]
async fn the_last_booked_come_first_and_those_who_need_help_last() {
    each(async |office| {
        let visit = office.open_visit(4).await;
        let slot = visit.slots[4];
        for (person, help) in [(1, ""), (2, "yes"), (3, ""), (4, "yes")] {
            let new = someone_with(slot, person, |form| form.assistance_needed = help.into());
            office.backend.book(&new).await.unwrap();
            office.wait(Duration::minutes(1));
        }
        office
            .edit(visit.id, |plan| plan.operators.truncate(1))
            .await
            .unwrap();
        let [conflict] = &office.backend.conflicts(&office.head, visit.id).await.unwrap()[..] else {
            panic!("one conflict")
        };
        assert_eq!((conflict.slot.slot.id, conflict.surplus), (slot, 3));
        let names: Vec<_> = conflict
            .bookings
            .iter()
            .map(|row| row.applicant_name.as_str())
            .collect();
        assert_eq!(names, ["Ni Wayan 3", "Ni Wayan 1", "Ni Wayan 4", "Ni Wayan 2"]);
    })
    .await;
}

#[tokio::test]
async fn free_slots_are_offered_nearest_first_and_full_ones_not_at_all() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        office.book(visit.slots[4], 1).await;
        office.book(visit.slots[4], 2).await;
        office.book(visit.slots[5], 3).await;
        office
            .edit(visit.id, |plan| plan.operators.truncate(1))
            .await
            .unwrap();
        let conflict = office
            .backend
            .conflicts(&office.head, visit.id)
            .await
            .unwrap()
            .remove(0);
        let order: Vec<_> = conflict
            .free
            .iter()
            .map(|it| visit.slots.iter().position(|slot| *slot == it.id).unwrap())
            .collect();
        assert_eq!(order, [3, 2, 6, 1, 7, 0, 8]);
    })
    .await;
}

#[tokio::test]
async fn moving_the_surplus_settles_it_also_after_booking_has_closed() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        office.book(visit.slots[4], 1).await;
        office.book(visit.slots[4], 2).await;
        office.step(visit.id, VisitStep::CloseBooking).await.unwrap();
        office
            .edit(visit.id, |plan| plan.operators.truncate(1))
            .await
            .unwrap();
        let conflict = office
            .backend
            .conflicts(&office.head, visit.id)
            .await
            .unwrap()
            .remove(0);
        let (who, to) = (conflict.bookings[0].id, conflict.free[0].id);
        office.backend.move_for(&office.head, who, to).await.unwrap();
        assert!(
            office
                .backend
                .conflicts(&office.head, visit.id)
                .await
                .unwrap()
                .is_empty()
        );
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
        assert_eq!(office.people(visit.id).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn two_visits_over_capacity_are_told_apart() {
    each(async |office| {
        let here = office.open_visit(1).await;
        let there = office.open_planned(1, |form| form.village = JEGU.into()).await;
        office.book(here.slots[0], 1).await;
        office.book(there.slots[0], 2).await;
        office
            .backend
            .certify(&office.head, there.operators[0], None)
            .await
            .unwrap();
        assert!(
            office
                .backend
                .conflicts(&office.head, here.id)
                .await
                .unwrap()
                .is_empty()
        );
        let conflicts = office.backend.conflicts(&office.head, there.id).await.unwrap();
        assert_eq!(
            (conflicts.len(), conflicts[0].surplus, conflicts[0].free.len()),
            (1, 1, 0)
        );
    })
    .await;
}
