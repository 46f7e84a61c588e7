//! Two at once for the last place that can be kept.

use crate::common::{JEGU, Office, each};
use crate::forms::someone;
use crate::races::at_once;
use crate::return_slips::thursday;
use domain::after::AfterService;
use domain::booking::BookingState;
use domain::error::ServiceError;
use domain::id::{EntryId, VisitId};
use domain::return_slip::{ReturnPlace, ReturnSlip};
use domain::service::{Answer, PublicService};

async fn race(office: &Office, visit: VisitId, people: &[EntryId], place: ReturnPlace) -> usize {
    let one = |entry: &EntryId| {
        let (backend, head, entry) = (office.backend.clone(), office.head.clone(), *entry);
        async move { backend.give_return_slip(&head, visit, entry, place).await }
    };
    let answers = at_once(people.iter().map(one).collect::<Vec<_>>()).await;
    let expected = |it: &Answer<ReturnSlip>| it.is_ok() || *it == Err(ServiceError::SlotFull);
    assert!(answers.iter().all(expected), "{answers:?}");
    answers.iter().filter(|answer| answer.is_ok()).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_at_once_for_the_last_place_of_the_office_get_one() {
    each(async |office| {
        office
            .backend
            .set_setting("office_return_places", "1")
            .await
            .unwrap();
        let (visit, people) = office.day_of(6).await;
        assert_eq!(race(&office, visit, &people, thursday()).await, 1);
        assert_eq!(office.given_on_thursday().await, "1");
        // The others are still there.
        let waiting = office.people(visit).await.into_iter();
        assert_eq!(
            waiting.filter(|row| row.state == BookingState::CheckedIn).count(),
            5
        );
    })
    .await;
}

/// Of different days, so that the day's own row does not put them in a row.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn people_of_two_days_race_for_one_place_of_the_office() {
    each(async |office| {
        office
            .backend
            .set_setting("office_return_places", "1")
            .await
            .unwrap();
        let two = two_days(&office).await;
        let answers = both(&office, &two, thursday()).await;
        assert_eq!(answers, 1);
        assert_eq!(office.given_on_thursday().await, "1");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_the_same_race_keeps_too_many_places() {
    each(async |mut office| {
        office.backend = office.backend.clone().without_guard();
        office
            .backend
            .set_setting("office_return_places", "1")
            .await
            .unwrap();
        let two = two_days(&office).await;
        assert_eq!(both(&office, &two, thursday()).await, 2);
        assert_eq!(office.given_on_thursday().await, "2");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_slip_and_a_booking_race_for_the_last_place_of_a_slot() {
    each(async |office| {
        let coming = office.coming(JEGU).await;
        for round in 0..4 {
            let slot = coming.slots[round];
            let two = if round == 0 {
                two_days(&office).await
            } else {
                let visit = office.backend.visits(&Default::default()).await.unwrap()[0].id;
                vec![(visit, office.walk_in(visit).await)]
            };
            let (backend, new) = (office.backend.clone(), someone(slot, 70 + round));
            let booked = tokio::spawn(async move { backend.book(&new).await.is_ok() });
            let given = both(&office, &two, ReturnPlace::Slot(slot)).await;
            let booked = usize::from(booked.await.unwrap());
            assert_eq!(given + booked, 1, "round {round}");
            assert_eq!(office.booked(coming.id, slot).await, 1);
        }
    })
    .await;
}

/// Two visits on one day, a person waiting in each.
async fn two_days(office: &Office) -> Vec<(VisitId, EntryId)> {
    let other = office.open_planned(1, |form| form.village = JEGU.into()).await;
    office.book(other.slots[0], 90).await;
    let (visit, people) = office.day_of(1).await;
    office.begin(other.id).await;
    let entry = EntryId::new(office.people(other.id).await[0].id.uuid());
    office.check_in(other.id, entry).await;
    vec![(visit, people[0]), (other.id, entry)]
}

async fn both(office: &Office, people: &[(VisitId, EntryId)], place: ReturnPlace) -> usize {
    let one = |(visit, entry): &(VisitId, EntryId)| {
        let (backend, head) = (office.backend.clone(), office.head.clone());
        let (visit, entry) = (*visit, *entry);
        async move { backend.give_return_slip(&head, visit, entry, place).await }
    };
    let answers = at_once(people.iter().map(one).collect::<Vec<_>>()).await;
    answers.iter().filter(|answer| answer.is_ok()).count()
}
