//! The service day at the desk and at the tables, from pages that have no device of their own.

use crate::common::{Office, OpenVisit, each};
use chrono::Duration;
use domain::booking::BookingState;
use domain::day::service::{DayService, Granted, Sent, WalkInPerson, Wish};
use domain::day::{Act, Day, Ending, Flag, Need, Stage};
use domain::error::ServiceError;
use domain::id::{EntryId, EventId, OperatorId, VisitId};
use domain::nib::Nib;
use domain::phone::Phone;
use domain::service::{PublicService, StaffService};
use domain::staff::Role;
use domain::text::Line;
use domain::visit::{VisitState, VisitStep};
use uuid::Uuid;

pub(crate) fn wish(act: Act) -> Wish {
    Wish::Do(Box::new(sent(act)))
}

fn sent(act: Act) -> Sent {
    Sent {
        id: EventId::new(Uuid::now_v7()),
        seq: 0,
        at: crate::common::start(),
        after: None,
        act,
        person: None,
        nib: None,
        note: None,
        call_back: None,
    }
}

pub(crate) fn next(operator: OperatorId) -> Wish {
    Wish::Next {
        id: EventId::new(Uuid::now_v7()),
        seq: 0,
        operator,
    }
}

impl Office {
    pub(crate) async fn act(&self, visit: VisitId, act: Act) -> Granted {
        self.backend.act_now(&self.head, visit, wish(act)).await.unwrap()
    }

    pub(crate) async fn check_in(&self, visit: VisitId, entry: EntryId) -> Granted {
        let (number, need) = (0, None);
        self.act(visit, Act::CheckIn { entry, number, need }).await
    }

    pub(crate) async fn call_next(&self, visit: VisitId, operator: OperatorId) -> Granted {
        self.backend
            .act_now(&self.head, visit, next(operator))
            .await
            .unwrap()
    }

    pub(crate) async fn the_day(&self, visit: VisitId) -> Day {
        let page = self.backend.day(&self.head, visit).await.unwrap();
        Day::of(page.plan, page.expected, page.events)
    }

    /// A day under way: people booked one after the other in the first slots, two a slot.
    pub(crate) async fn day_with(&self, people: usize) -> (OpenVisit, Vec<EntryId>) {
        let visit = self.open_visit(2).await;
        for person in 0..people {
            self.book(visit.slots[person / 2], person + 1).await;
        }
        self.begin(visit.id).await;
        let rows = self.people(visit.id).await;
        let entries = rows.iter().map(|row| EntryId::new(row.id.uuid())).collect();
        (visit, entries)
    }
}

pub(crate) fn done(entry: EntryId) -> Granted {
    Granted::Done(Some(entry))
}

#[tokio::test]
async fn people_are_checked_in_called_served_and_the_booking_says_so() {
    each(async |office| {
        let (visit, people) = office.day_with(2).await;
        let (entry, operator) = (people[0], visit.operators[0]);
        assert_eq!(office.check_in(visit.id, entry).await, done(entry));
        assert_eq!(
            office.check_in(visit.id, entry).await,
            Granted::Refused(Flag::AlreadyIn { number: 1 })
        );
        assert_eq!(office.people(visit.id).await[0].state, BookingState::CheckedIn);
        assert_eq!(office.call_next(visit.id, operator).await, done(entry));
        assert_eq!(
            office.call_next(visit.id, operator).await,
            Granted::Refused(Flag::TableTaken)
        );
        office.act(visit.id, Act::Begin { entry, operator }).await;
        office.wait(Duration::minutes(12));
        let ending = Ending::NibIssued;
        let mut end = sent(Act::End {
            entry,
            operator,
            ending,
        });
        end.nib = Some(Nib::parse("1234567890123").unwrap());
        let granted = office
            .backend
            .act_now(&office.head, visit.id, Wish::Do(Box::new(end)))
            .await;
        assert_eq!(granted, Ok(done(entry)));
        assert_eq!(office.people(visit.id).await[0].state, BookingState::NibIssued);
        let row =
            "select nib || ' ' || cast(served_seconds as text) from queue_entry where outcome = 'nib-issued'";
        assert_eq!(office.sql(row).await, ["1234567890123 720"]);
        // The record of what happened holds no business number and no name.
        for act in office.sql("select act from day_event").await {
            assert!(!act.contains("1234567890123") && !act.contains("Wayan"), "{act}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_operators_who_press_at_once_get_two_people() {
    each(async |office| {
        let (visit, people) = office.day_with(6).await;
        for entry in &people {
            office.check_in(visit.id, *entry).await;
        }
        for _ in 0..3 {
            let (one, two) = tokio::join!(
                office.call_next(visit.id, visit.operators[0]),
                office.call_next(visit.id, visit.operators[1]),
            );
            assert_ne!(one, two);
            for (operator, granted) in visit.operators.iter().zip([one, two]) {
                let Granted::Done(Some(entry)) = granted else {
                    panic!("{granted:?}")
                };
                let (operator, ending) = (*operator, Ending::ConsultationOnly);
                office.act(visit.id, Act::Begin { entry, operator }).await;
                office
                    .act(
                        visit.id,
                        Act::End {
                            entry,
                            operator,
                            ending,
                        },
                    )
                    .await;
            }
        }
        assert_eq!(
            office.call_next(visit.id, visit.operators[0]).await,
            Granted::NobodyWaits
        );
        let day = office.the_day(visit.id).await;
        assert!(day.contradictions().is_empty());
        assert!(day.entries().all(|it| matches!(it.stage, Stage::Done { .. })));
    })
    .await;
}

#[tokio::test]
async fn a_second_server_on_the_database_knows_the_same_day() {
    each(async |office| {
        let (visit, people) = office.day_with(2).await;
        office.check_in(visit.id, people[0]).await;
        let other = crate::common::backend(&office.url, &office.clock, None).await;
        let call = next(visit.operators[0]);
        let granted = other.act_now(&office.head, visit.id, call.clone()).await;
        assert_eq!(granted, Ok(done(people[0])));
        // The same wish again, at the first server: it was done.
        let again = office.backend.act_now(&office.head, visit.id, call).await;
        assert_eq!(again, Ok(done(people[0])));
        office.check_in(visit.id, people[1]).await;
        let numbers = office
            .sql("select cast(number as text) from queue_entry order by number")
            .await;
        assert_eq!(numbers, ["1", "2"]);
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn walk_ins_get_numbers_and_are_served_after_those_in_their_time() {
    each(async |office| {
        let (visit, people) = office.day_with(1).await;
        let entry = EntryId::new(Uuid::now_v7());
        let (number, need) = (0, None);
        let mut walk_in = sent(Act::WalkIn { entry, number, need });
        walk_in.person = Some(WalkInPerson {
            name: Line::parse("I Ketut Rai").unwrap(),
            phone: Phone::parse("081234500001").unwrap(),
            business_activity: Line::parse("warung kopi").unwrap(),
        });
        let wish = Wish::Do(Box::new(walk_in));
        office
            .backend
            .act_now(&office.head, visit.id, wish)
            .await
            .unwrap();
        office.wait(Duration::minutes(1));
        office.check_in(visit.id, people[0]).await;
        let order: Vec<_> = office
            .the_day(visit.id)
            .await
            .order(office.clock.now())
            .iter()
            .map(|it| it.id)
            .collect();
        assert_eq!(order, [people[0], entry]);
        office
            .act(
                visit.id,
                Act::SetNeed {
                    entry,
                    need: Some(Need::Elderly),
                },
            )
            .await;
        assert_eq!(office.call_next(visit.id, visit.operators[0]).await, done(entry));
        let page = office.backend.day(&office.head, visit.id).await.unwrap();
        let person = page.people.iter().find(|it| it.entry == entry).unwrap();
        assert_eq!(
            (person.name.as_str(), person.phone_end.as_str()),
            ("I Ketut Rai", "0001")
        );
    })
    .await;
}

#[tokio::test]
async fn a_booking_that_was_called_off_or_moved_is_not_checked_in() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let tokens = [
            office.book(visit.slots[7], 1).await,
            office.book(visit.slots[8], 2).await,
        ];
        office.begin(visit.id).await;
        let people = office.people(visit.id).await;
        let entry = EntryId::new(people[0].id.uuid());
        // The day is in memory before the booking is called off.
        office.check_in(visit.id, EntryId::new(people[1].id.uuid())).await;
        office.backend.cancel_booking(&tokens[0]).await.unwrap();
        assert_eq!(
            office.check_in(visit.id, entry).await,
            Granted::Refused(Flag::CancelledBooking)
        );
        let stranger = EntryId::new(Uuid::now_v7());
        assert_eq!(
            office.check_in(visit.id, stranger).await,
            Granted::Refused(Flag::Unknown)
        );
    })
    .await;
}

#[tokio::test]
async fn a_day_is_closed_only_when_nobody_is_left() {
    each(async |office| {
        let (visit, people) = office.day_with(3).await;
        office.check_in(visit.id, people[0]).await;
        assert_eq!(
            office.step(visit.id, VisitStep::Finish).await,
            Err(ServiceError::StillThere { people: 1 })
        );
        office.act(visit.id, Act::Leave { entry: people[0] }).await;
        office.wait(Duration::hours(4));
        office.step(visit.id, VisitStep::Finish).await.unwrap();
        let states: Vec<_> = office
            .people(visit.id)
            .await
            .iter()
            .map(|row| row.state)
            .collect();
        assert_eq!(
            states,
            [BookingState::Pending, BookingState::NoShow, BookingState::NoShow]
        );
        let page = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        assert_eq!((page.visit.state, page.attended), (VisitState::Done, Some(1)));
    })
    .await;
}

#[tokio::test]
async fn whoever_was_expected_while_oss_failed_is_no_no_show() {
    each(async |office| {
        let (visit, people) = office.day_with(6).await;
        office.check_in(visit.id, people[0]).await;
        office.act(visit.id, Act::OpenIncident).await;
        assert_eq!(
            office.call_next(visit.id, visit.operators[0]).await,
            Granted::Refused(Flag::IncidentOpen)
        );
        assert_eq!(
            office
                .sql("select cast(count(*) as text) from incident where until_at is null")
                .await,
            ["1"]
        );
        office.wait(Duration::minutes(25));
        office.act(visit.id, Act::CloseIncident).await;
        office.act(visit.id, Act::Leave { entry: people[0] }).await;
        office.wait(Duration::hours(4));
        office.step(visit.id, VisitStep::Finish).await.unwrap();
        let states: Vec<_> = office
            .people(visit.id)
            .await
            .iter()
            .map(|row| row.state)
            .collect();
        let expected = BookingState::Booked;
        assert_eq!(states[1..4], [expected, expected, expected]);
        assert_eq!(states[4..], [BookingState::NoShow, BookingState::NoShow]);
    })
    .await;
}

#[tokio::test]
async fn the_desk_does_not_call_and_the_operator_does_not_check_in() {
    each(async |office| {
        let (visit, people) = office.day_with(1).await;
        let (desk, operator) = (
            office.staff(Role::Administration).await,
            office.staff(Role::Operator).await,
        );
        let (entry, number, need) = (people[0], 0, None);
        let check_in = || wish(Act::CheckIn { entry, number, need });
        let forbidden = Err(ServiceError::Forbidden);
        assert_eq!(
            office.backend.act_now(&operator, visit.id, check_in()).await,
            forbidden
        );
        assert_eq!(
            office.backend.act_now(&desk, visit.id, check_in()).await,
            Ok(done(entry))
        );
        let call = || next(visit.operators[0]);
        assert_eq!(office.backend.act_now(&desk, visit.id, call()).await, forbidden);
        assert_eq!(
            office.backend.act_now(&operator, visit.id, call()).await,
            Ok(done(entry))
        );
        let watcher = office.staff(Role::AgencyHead).await;
        assert_eq!(
            office
                .backend
                .act_now(&watcher, visit.id, wish(Act::OpenIncident))
                .await,
            forbidden
        );
    })
    .await;
}
