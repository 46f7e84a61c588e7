//! What everybody may see of a service day, and how watchers learn that it changed.

use crate::common::{backend, each};
use crate::day::next;
use chrono::Duration;
use domain::day::service::DayService;
use domain::day::{Act, Place};
use domain::error::ServiceError;
use domain::service::PublicService;
use domain::visit::VisitStep;
use std::time::Duration as StdDuration;
use tokio::time::timeout;

/// Longer than any of these takes.
const LONG: StdDuration = StdDuration::from_secs(10);

#[tokio::test]
async fn the_board_has_numbers_and_nothing_personal() {
    each(async |office| {
        let (visit, people) = office.day_with(4).await;
        for entry in &people {
            office.check_in(visit.id, *entry).await;
        }
        office.call_next(visit.id, visit.operators[0]).await;
        let page = office.backend.board(visit.id).await.unwrap();
        let board = page.board.clone().unwrap();
        assert_eq!((board.called[0].number, board.called[0].table), (1, 1));
        assert_eq!((board.order.clone(), board.operators), (vec![2, 3, 4], 1));
        assert_eq!(board.waits.len(), 3);
        // The page as it leaves the server; ids of people and operators stay behind too.
        let text = serde_json::to_string(&page).unwrap();
        let rows = office.people(visit.id).await;
        for row in &rows {
            let personal = [
                row.applicant_name.as_str(),
                row.phone.as_e164(),
                row.business_activity.as_str(),
            ];
            let ids = [row.code.to_string(), row.id.to_string()];
            for secret in personal.into_iter().chain(ids.iter().map(String::as_str)) {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
        assert!(!text.contains(&visit.operators[0].to_string()));
    })
    .await;
}

#[tokio::test]
async fn a_visit_that_the_public_does_not_know_has_no_board() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        assert!(office.backend.board(visit.id).await.unwrap().board.is_none());
        office.step(visit.id, VisitStep::Postpone).await.unwrap();
        assert_eq!(office.backend.board(visit.id).await, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_ticket_knows_its_place_on_the_day_and_only_then() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let token = office.book(visit.slots[0], 1).await;
        let other = office.book(visit.slots[0], 2).await;
        let today = async |token: &str| office.backend.ticket(token).await.unwrap().today;
        assert_eq!(today(&token).await, None, "a week before");
        let starts = office.backend.visit(visit.id).await.unwrap().visit.starts_at;
        office.clock.set(starts - Duration::hours(1));
        assert!(!today(&token).await.unwrap().begun);
        office.begin(visit.id).await;
        assert_eq!(today(&token).await.unwrap().queue, None, "not here yet");
        let rows = office.people(visit.id).await;
        let people: Vec<_> = rows
            .iter()
            .map(|row| domain::id::EntryId::new(row.id.uuid()))
            .collect();
        for entry in [people[1], people[0]] {
            office.check_in(visit.id, entry).await;
        }
        let queue = async |token: &str| today(token).await.unwrap().queue;
        let waiting = |ahead| Place::Waiting { ahead, wait: None };
        assert_eq!(queue(&token).await, Some((2, waiting(1))));
        assert_eq!(queue(&other).await, Some((1, waiting(0))));
        office.act(visit.id, Act::OpenIncident).await;
        assert_eq!(
            today(&other).await.unwrap().incident_since,
            Some(office.clock.now())
        );
        for entry in people {
            office.act(visit.id, Act::Leave { entry }).await;
        }
        assert_eq!(queue(&token).await, Some((2, Place::Gone)));
        office.step(visit.id, VisitStep::Finish).await.unwrap();
        assert_eq!(today(&token).await, None, "the day is closed");
    })
    .await;
}

#[tokio::test]
async fn watchers_are_told_what_this_server_writes_and_what_others_write() {
    each(async |office| {
        let (visit, people) = office.day_with(2).await;
        let mut changes = office.backend.watch_day(visit.id);
        office.check_in(visit.id, people[0]).await;
        assert!(changes.has_changed().unwrap(), "told with the commit");
        let own = *changes.borrow_and_update();

        let other = backend(&office.url, &office.clock, None).await;
        let call = next(visit.operators[0]);
        other.act_now(&office.head, visit.id, call).await.unwrap();
        assert!(!changes.has_changed().unwrap());
        let told = async {
            changes.changed().await.unwrap();
            assert!(*changes.borrow_and_update() > own);
        };
        timeout(LONG, office.backend.watch_other_servers(told))
            .await
            .unwrap();
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_watches_a_visit_is_told_when_its_day_begins_and_ends() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let mut changes = office.backend.watch_day(visit.id);
        office.begin(visit.id).await;
        timeout(LONG, changes.changed()).await.unwrap().unwrap();
        office.step(visit.id, VisitStep::Finish).await.unwrap();
        timeout(LONG, changes.changed()).await.unwrap().unwrap();
    })
    .await;
}
