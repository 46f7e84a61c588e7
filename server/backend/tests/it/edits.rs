//! Editing a visit: bookings stay, slots follow the plan, people who are touched are told.

use crate::common::{day, each};
use crate::forms::{plan_form, someone};
use chrono::NaiveTime;
use domain::error::ServiceError;
use domain::message::{MessageKind, MessageState};
use domain::service::{PublicService, StaffService};
use domain::staff::NewAbsence;
use domain::text::Line;

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

#[tokio::test]
async fn who_edits_an_older_version_is_told_and_overwrites_nothing() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let seen = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        office
            .edit(visit.id, |plan| plan.walk_in_places = 1)
            .await
            .unwrap();
        let mut mine = seen.plan.clone();
        mine.service_minutes = 10;
        let edit = office
            .backend
            .edit_visit(&office.head, visit.id, seen.version, &mine)
            .await;
        assert_eq!(edit, Err(ServiceError::Stale));
        let now = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        assert_eq!((now.plan.walk_in_places, now.plan.service_minutes), (1, 20));
        assert_eq!(now.version, seen.version + 1);
    })
    .await;
}

#[tokio::test]
async fn a_smaller_team_keeps_every_booking_and_a_larger_one_settles_it() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        office.book(visit.slots[0], 1).await;
        office.book(visit.slots[0], 2).await;
        office
            .edit(visit.id, |plan| plan.operators.truncate(1))
            .await
            .unwrap();
        let staff_visit = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        assert_eq!((staff_visit.visit.booked, staff_visit.visit.surplus), (2, 1));
        assert_eq!(
            (
                staff_visit.slots[0].slot.capacity,
                staff_visit.slots[0].slot.available
            ),
            (1, 0)
        );
        assert_eq!(office.people(visit.id).await.len(), 2);
        let third = office.backend.book(&someone(visit.slots[0], 3)).await;
        assert_eq!(third, Err(ServiceError::SlotFull));
        let decisions = office.backend.today(&office.head).await.unwrap().decisions;
        assert!(decisions.iter().any(|it| it.id == visit.id));

        let team = visit.operators.clone();
        office.edit(visit.id, |plan| plan.operators = team).await.unwrap();
        assert!(
            office
                .backend
                .conflicts(&office.head, visit.id)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn an_absence_takes_capacity_away_and_its_end_brings_it_back() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let absence = |from, until| NewAbsence {
            operator: visit.operators[0],
            from: day(6, from),
            until: day(6, until),
            reason: Line::parse("upacara").unwrap(),
        };
        let capacity = async || office.slots(visit.id).await[0].slot.capacity;
        for (from, until, left) in [(8, 9, 2), (11, 12, 2), (10, 10, 1), (1, 30, 1)] {
            office
                .backend
                .add_absence(&office.head, &absence(from, until))
                .await
                .unwrap();
            assert_eq!(capacity().await, left, "away from {from} until {until}");
            let all = office.backend.operators(&office.head).await.unwrap();
            let known = all.iter().find_map(|it| it.absences.first()).unwrap();
            office
                .backend
                .remove_absence(&office.head, known.id)
                .await
                .unwrap();
            assert_eq!(capacity().await, 2);
            let again = office.backend.remove_absence(&office.head, known.id).await;
            assert_eq!(again, Err(ServiceError::NotFound));
        }
        let wrong = office.backend.add_absence(&office.head, &absence(12, 11)).await;
        assert!(matches!(wrong, Err(ServiceError::Invalid(_))));
    })
    .await;
}

#[tokio::test]
async fn only_a_certificate_held_on_the_day_adds_capacity() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        for (on, capacity) in [(None, 0), (Some(day(6, 11)), 0), (Some(day(6, 10)), 1)] {
            office
                .backend
                .certify(&office.head, visit.operators[0], on)
                .await
                .unwrap();
            assert_eq!(office.slots(visit.id).await[0].slot.capacity, capacity, "{on:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn shorter_hours_keep_a_booked_slot_as_a_conflict_and_drop_the_empty_ones() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let last = *visit.slots.last().unwrap();
        office.book(last, 1).await;
        let cancelled = office.book(visit.slots[7], 2).await;
        office.backend.cancel_booking(&cancelled).await.unwrap();
        office
            .edit(visit.id, |plan| plan.hours.ends_at = time(10, 30))
            .await
            .unwrap();
        let slots = office.slots(visit.id).await;
        assert_eq!(slots.len(), 6 + 1, "six planned, one kept for its booking");
        let kept = slots.last().unwrap();
        assert_eq!((kept.slot.id, kept.slot.capacity, kept.booked), (last, 0, 1));
        assert!(kept.operators.is_empty() && !kept.slot.bookable);
        let conflicts = office.backend.conflicts(&office.head, visit.id).await.unwrap();
        assert_eq!((conflicts[0].surplus, conflicts[0].free.len()), (1, 6));

        office
            .edit(visit.id, |plan| plan.hours.ends_at = time(11, 30))
            .await
            .unwrap();
        assert!(
            office
                .backend
                .conflicts(&office.head, visit.id)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(office.slots(visit.id).await.len(), 9);
        assert_eq!(office.people(visit.id).await[0].slot, last);
    })
    .await;
}

#[tokio::test]
async fn a_new_place_or_hour_is_told_to_those_who_hold_a_place_and_nothing_else_is() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let token = office.book(visit.slots[0], 1).await;
        office.book(visit.slots[1], 2).await;
        let gone = office.book(visit.slots[1], 3).await;
        office.backend.cancel_booking(&gone).await.unwrap();
        let told = async || office.drafts(MessageKind::VisitChanged).await;

        office
            .edit(visit.id, |plan| plan.operators.truncate(1))
            .await
            .unwrap();
        office
            .edit(visit.id, |plan| plan.walk_in_places = 1)
            .await
            .unwrap();
        office
            .edit(visit.id, |plan| {
                plan.override_reason = Some(Line::parse("catatan").unwrap())
            })
            .await
            .unwrap();
        assert!(told().await.is_empty());

        office
            .edit(visit.id, |plan| plan.venue = Line::parse("Balai Banjar").unwrap())
            .await
            .unwrap();
        let messages = told().await;
        assert_eq!(messages.len(), 2);
        assert!(
            messages
                .iter()
                .all(|it| it.body.contains("Tempat: Balai Banjar, Desa Bengkel"))
        );
        assert!(messages[0].body.contains(&token));
        // Who has not had the confirmation yet needs one message, not an old and a new one.
        assert!(office.drafts(MessageKind::Booked).await.is_empty());

        office
            .edit(visit.id, |plan| plan.hours.ends_at = time(11, 10))
            .await
            .unwrap();
        assert_eq!(
            told().await.len(),
            2,
            "the newer one takes the place of the older one"
        );
        assert_eq!(office.messages(MessageState::Dropped).await.len(), 3 + 2);
        assert_eq!(office.drafts(MessageKind::Cancelled).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_agreed_visit_keeps_its_day_until_it_is_put_off() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let moved = office.edit(visit.id, |plan| plan.date = day(6, 11)).await;
        assert!(matches!(moved, Err(ServiceError::IllegalStep(_))));
        office.begin(visit.id).await;
        let edited = office.edit(visit.id, |plan| plan.walk_in_places = 1).await;
        assert!(matches!(edited, Err(ServiceError::IllegalStep(_))));
    })
    .await;
}

#[tokio::test]
async fn a_new_day_is_asked_of_the_calendar_and_of_the_village_anew() {
    each(async |office| {
        let id = office.create(&plan_form(&[])).await;
        office.ask(id).await;
        let token = office.village_token().await;
        let held = office.edit(id, |plan| plan.date = day(6, 17)).await;
        assert!(matches!(held, Err(ServiceError::Invalid(_))));
        let past = office.edit(id, |plan| plan.date = day(6, 2)).await;
        assert!(matches!(past, Err(ServiceError::Invalid(_))));
        office.edit(id, |plan| plan.date = day(6, 9)).await.unwrap();
        let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
        assert_eq!(visit.visit.state, domain::visit::VisitState::Proposed);
        assert_eq!(visit.link_expires_at, None);
        assert_eq!(visit.slots.len(), 9);
        use domain::service::VillageService;
        let answer = office.backend.venue_request(&token).await;
        assert_eq!(
            answer,
            Err(ServiceError::LinkExpired),
            "it was asked about another day"
        );
    })
    .await;
}
