//! Places kept with precedence for people whom an outage sent home: never more than a day can serve.

use crate::common::{BENGKEL, JEGU, Office, OpenVisit, day, each};
use crate::forms::someone_with;
use backend::testing::{open_follow_up, precedence};
use chrono::Duration;
use domain::after::AfterService;
use domain::booking::BookingState;
use domain::day::{Act, Ending, Flag};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::follow_up::{FollowUpEnd, FollowUpList, FollowUpState};
use domain::id::{BookingId, EntryId, VisitId};
use domain::message::{MessageKind, MessageState};
use domain::pending::PendingReason;
use domain::return_slip::{KeptPlace, Nearness, ReturnPlace, ReturnSlip};
use domain::service::{Answer, PublicService, StaffService};
use domain::staff::Role;
use uuid::Uuid;

const THURSDAY: (u32, u32) = (6, 11);

pub(crate) fn thursday() -> ReturnPlace {
    ReturnPlace::Office(day(THURSDAY.0, THURSDAY.1))
}

impl Office {
    async fn give(&self, visit: VisitId, entry: EntryId, place: ReturnPlace) -> Answer<ReturnSlip> {
        self.backend
            .give_return_slip(&self.head, visit, entry, place)
            .await
    }

    /// A visit a week after the day of the stories, with one operator.
    pub(crate) async fn coming(&self, village: &str) -> OpenVisit {
        let change = |form: &mut domain::plan::VisitPlanForm| {
            form.village = village.into();
            form.date = "2026-06-17".into();
            form.override_reason = "uji".into();
        };
        self.open_planned(1, change).await
    }

    /// A day under way (10 June) whose people have all come.
    pub(crate) async fn day_of(&self, people: usize) -> (VisitId, Vec<EntryId>) {
        let (visit, entries) = self.day_with(people).await;
        for entry in &entries {
            self.check_in(visit.id, *entry).await;
        }
        (visit.id, entries)
    }

    pub(crate) async fn given_on_thursday(&self) -> String {
        let given = self
            .sql("select cast(given as text) from office_return_day order by day")
            .await;
        given.concat()
    }
}

fn booking_of(slip: &ReturnSlip) -> BookingId {
    match &slip.at {
        KeptPlace::Visit { booking, .. } => *booking,
        KeptPlace::Office(_) => panic!("kept in a visit"),
    }
}

#[tokio::test]
async fn a_place_at_the_office_is_kept_once_and_the_person_is_told() {
    each(async |office| {
        let (visit, people) = office.day_of(1).await;
        let slip = office.give(visit, people[0], thursday()).await.unwrap();
        assert_eq!(slip.at, KeptPlace::Office(day(6, 11)));
        // Sent twice, and for another day: who has a place keeps that.
        assert_eq!(office.give(visit, people[0], thursday()).await.unwrap(), slip);
        let friday = ReturnPlace::Office(day(6, 12));
        assert_eq!(office.give(visit, people[0], friday).await.unwrap(), slip);
        assert_eq!(office.given_on_thursday().await, "1");
        let told = office.drafts(MessageKind::ReturnSlip).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].body.contains("Kamis, 11 Juni 2026") && told[0].body.contains("GRATIS"));

        // The day knows that the person has left, and somebody calls them back.
        assert_eq!(office.people(visit).await[0].state, BookingState::Pending);
        let row = office.unfinished(FollowUpList::Open).await.remove(0);
        assert_eq!(row.reason, PendingReason::ReturnSlip);
        assert_eq!(row.call_back.unwrap().to_rfc3339(), "2026-06-11T00:30:00+00:00");
        let acts = office.acts(visit).await;
        assert_eq!(acts.iter().filter(|act| *act == "return-slip-given").count(), 1);

        let page = office
            .backend
            .return_slip(&office.head, visit, people[0])
            .await
            .unwrap();
        assert_eq!(page.slip, Some(slip));
        assert_eq!(page.name.as_deref(), Some("Ni Wayan 1"));
        let left = page.choices.office.iter().find(|it| it.date == day(6, 11));
        assert_eq!(left.unwrap().left, 3);
    })
    .await;
}

#[tokio::test]
async fn a_place_in_a_coming_visit_is_a_booking_with_precedence() {
    each(async |office| {
        let coming = office.coming(JEGU).await;
        let (visit, people) = office.day_of(1).await;
        let walk_in = office.walk_in(visit).await;
        let mut slips = Vec::new();
        for (entry, slot) in [(people[0], coming.slots[0]), (walk_in, coming.slots[1])] {
            let slip = office.give(visit, entry, ReturnPlace::Slot(slot)).await.unwrap();
            assert_eq!(office.booked(coming.id, slot).await, 1);
            slips.push(slip);
        }
        let rows = office.people(coming.id).await;
        let names: Vec<_> = rows.iter().map(|row| row.applicant_name.as_str()).collect();
        assert_eq!(names, ["Ni Wayan 1", "I Ketut Datang"]);
        let mut first: Vec<_> = slips.iter().map(booking_of).collect();
        first.sort_unstable();
        assert_eq!(precedence(&office.backend, coming.id).await.unwrap(), first);
        assert_eq!(precedence(&office.backend, visit).await.unwrap(), []);

        let told = office.drafts(MessageKind::ReturnSlip).await;
        assert_eq!(told.len(), 2);
        let link = told[1]
            .body
            .lines()
            .find(|line| line.contains("/tiket/"))
            .unwrap();
        let ticket = office
            .backend
            .ticket(link.rsplit('/').next().unwrap())
            .await
            .unwrap();
        assert_eq!(ticket.visit.id, coming.id);
        // Given back by its holder, it comes first no more, and another one may be given.
        office.backend.cancel_booking(&ticket.manage_token).await.unwrap();
        assert_eq!(precedence(&office.backend, coming.id).await.unwrap().len(), 1);
        let again = office.give(visit, walk_in, thursday()).await.unwrap();
        assert_eq!(again.at, KeptPlace::Office(day(6, 11)));
    })
    .await;
}

#[tokio::test]
async fn places_are_kept_on_working_days_and_in_coming_visits_only() {
    each(async |office| {
        let (visit, people) = office.day_of(1).await;
        let far = office
            .open_planned(1, |form| form.date = "2026-07-08".into())
            .await;
        let today = office.slots(visit).await.last().unwrap().slot.id;
        let refused = ServiceError::field(Field::ReturnPlace, Problem::NotAChoice);
        for place in [
            ReturnPlace::Office(day(6, 10)), // today
            ReturnPlace::Office(day(6, 13)), // a Saturday
            ReturnPlace::Office(day(7, 8)),  // too far
            ReturnPlace::Slot(far.slots[0]),
            ReturnPlace::Slot(today),
        ] {
            assert_eq!(
                office.give(visit, people[0], place).await,
                Err(refused.clone()),
                "{place:?}"
            );
        }
        assert!(
            office
                .sql("select kind from message where kind = 'return-slip'")
                .await
                .is_empty()
        );
        assert_eq!(office.people(visit).await[0].state, BookingState::CheckedIn);
    })
    .await;
}

#[tokio::test]
async fn the_choices_show_what_is_left_nearest_first() {
    each(async |office| {
        office
            .backend
            .set_setting("office_return_places", "1")
            .await
            .unwrap();
        let there = office.coming(JEGU).await;
        let same = office.coming(BENGKEL).await;
        for (person, slot) in there.slots.iter().skip(1).enumerate() {
            office.book(*slot, 50 + person).await;
        }
        let (visit, people) = office.day_of(2).await;
        office.give(visit, people[0], thursday()).await.unwrap();
        let page = office
            .backend
            .return_slip(&office.head, visit, people[1])
            .await
            .unwrap();
        let days: Vec<_> = page.choices.office.iter().map(|it| it.date).collect();
        assert!(
            !days.contains(&day(6, 11)) && days.contains(&day(6, 12)),
            "{days:?}"
        );
        let visits: Vec<_> = page.choices.visits.iter().map(|it| it.visit.id).collect();
        assert_eq!(visits, [same.id, there.id]);
        assert_eq!(page.choices.visits[0].nearness, Nearness::SameVillage);
        let slots: Vec<_> = page.choices.visits[1].slots.iter().map(|it| it.0).collect();
        assert_eq!(slots, [there.slots[0]]);
        let other_day = office
            .backend
            .return_slip(&office.head, there.id, people[1])
            .await;
        assert_eq!(other_day, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_slip_taken_back_opens_its_place_and_a_person_who_is_done_needs_none() {
    each(async |office| {
        let coming = office.coming(JEGU).await;
        let (visit, people) = office.day_of(2).await;
        let (backend, head) = (&office.backend, &office.head);
        let slot = ReturnPlace::Slot(coming.slots[0]);
        office.give(visit, people[0], slot).await.unwrap();
        office.give(visit, people[1], thursday()).await.unwrap();
        let back = async |entry| backend.take_back_return_slip(head, visit, entry).await;
        back(people[0]).await.unwrap();
        back(people[0]).await.unwrap();
        assert_eq!(office.booked(coming.id, coming.slots[0]).await, 0);
        assert_eq!(precedence(backend, coming.id).await.unwrap(), []);
        let unsent = office.drafts(MessageKind::ReturnSlip).await;
        assert_eq!(unsent.len(), 1, "the other one's");
        // Another place may follow.
        office.give(visit, people[0], slot).await.unwrap();

        let rows = office.unfinished(FollowUpList::Open).await;
        for row in rows {
            let end = FollowUpEnd::NibIssued(None);
            backend.end_follow_up(head, row.id, &end).await.unwrap();
        }
        assert_eq!(office.booked(coming.id, coming.slots[0]).await, 0);
        assert_eq!(office.given_on_thursday().await, "0");
        assert!(office.drafts(MessageKind::ReturnSlip).await.is_empty());
        assert_eq!(office.drafts(MessageKind::NibReady).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn who_is_already_booked_there_and_who_was_served_get_no_slip() {
    each(async |office| {
        let coming = office.coming(JEGU).await;
        let same = someone_with(coming.slots[1], 1, |form| {
            form.idempotency_key = "another-key".into()
        });
        office.backend.book(&same).await.unwrap();
        let (visit, people) = office.day_of(2).await;
        let twice = office
            .give(visit, people[0], ReturnPlace::Slot(coming.slots[0]))
            .await;
        assert_eq!(twice, Err(ServiceError::DuplicateBooking));
        assert_eq!(office.booked(coming.id, coming.slots[0]).await, 0);
        let operator = office
            .backend
            .staff_visit(&office.head, visit)
            .await
            .unwrap()
            .plan
            .operators[0];
        office.call_next(visit, operator).await;
        let entry = people[0];
        office.act(visit, Act::Begin { entry, operator }).await;
        let ending = Ending::NibIssued;
        office
            .act(
                visit,
                Act::End {
                    entry,
                    operator,
                    ending,
                },
            )
            .await;
        let served = office.give(visit, entry, thursday()).await;
        assert_eq!(served, Err(ServiceError::DayFlag(Flag::AlreadyServed)));
        let unknown = office.give(visit, EntryId::new(Uuid::nil()), thursday()).await;
        assert!(unknown.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_person_told_to_stay_at_home_and_one_who_left_before_get_their_slip_too() {
    each(async |office| {
        let (visit, people) = office.day_with(2).await;
        let page = office
            .backend
            .return_slip(&office.head, visit.id, people[0])
            .await
            .unwrap();
        assert_eq!(page.name.as_deref(), Some("Ni Wayan 1"));
        office.give(visit.id, people[0], thursday()).await.unwrap();
        assert_eq!(office.people(visit.id).await[0].state, BookingState::Pending);
        // The other one went home with a reason of its own; the day after the office calls.
        office
            .leave_unfinished(visit.id, people[1], visit.operators[0])
            .await;
        let booking = Some(BookingId::new(people[1].uuid()));
        let of = (visit.id, people[1]);
        open_follow_up(&office.backend, of, booking, PendingReason::OssOutage, None)
            .await
            .unwrap();
        office.wait(Duration::hours(20));
        let friday = ReturnPlace::Office(day(6, 12));
        office.give(visit.id, people[1], friday).await.unwrap();
        let rows = office.unfinished(FollowUpList::Open).await;
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.reason == PendingReason::ReturnSlip));
    })
    .await;
}

#[tokio::test]
async fn a_visit_that_is_put_off_takes_its_slips_along_and_drops_their_news() {
    each(async |office| {
        let coming = office.coming(JEGU).await;
        let (visit, people) = office.day_of(1).await;
        let slot = ReturnPlace::Slot(coming.slots[0]);
        office.give(visit, people[0], slot).await.unwrap();
        office
            .step(coming.id, domain::visit::VisitStep::Postpone)
            .await
            .unwrap();
        let unsent = office.messages(MessageState::ToSendByHand).await;
        assert!(unsent.iter().all(|it| it.kind != MessageKind::ReturnSlip));
        assert_eq!(precedence(&office.backend, coming.id).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_those_who_change_bookings_give_slips() {
    each(async |office| {
        let (visit, people) = office.day_of(1).await;
        for role in [Role::AgencyHead, Role::Operator, Role::Administration] {
            let (staff, b) = (office.staff(role).await, &office.backend);
            let may = role == Role::Administration;
            let seen = b.return_slip(&staff, visit, people[0]).await;
            let given = b.give_return_slip(&staff, visit, people[0], thursday()).await;
            let back = b.take_back_return_slip(&staff, visit, people[0]).await;
            assert_eq!(
                (seen.is_ok(), given.is_ok(), back.is_ok()),
                (may, may, may),
                "{role:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_language_and_the_details_of_the_booking_go_along() {
    each(async |office| {
        let coming = office.coming(JEGU).await;
        let visit = office.open_visit(1).await;
        let new = someone_with(visit.slots[0], 1, |form| {
            form.assistance_needed = "yes".into();
            form.banjar = "Banjar Anyar".into();
        });
        let new = domain::booking::NewBooking {
            lang: domain::lang::Lang::En,
            ..new
        };
        office.backend.book(&new).await.unwrap();
        office.begin(visit.id).await;
        let entry = EntryId::new(office.people(visit.id).await[0].id.uuid());
        let slot = ReturnPlace::Slot(coming.slots[0]);
        office.give(visit.id, entry, slot).await.unwrap();
        let row = office.people(coming.id).await.remove(0);
        assert!(row.assistance_needed);
        assert_eq!(row.banjar.as_deref(), Some("Banjar Anyar"));
        assert!(
            office.drafts(MessageKind::ReturnSlip).await[0]
                .body
                .contains("FREE")
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_has_come_back_is_off_the_list_of_the_first_day() {
    each(async |office| {
        let coming = office.coming(JEGU).await;
        let (visit, people) = office.day_of(2).await;
        let slot = ReturnPlace::Slot(coming.slots[0]);
        let slip = office.give(visit, people[0], slot).await.unwrap();
        office.give(visit, people[1], thursday()).await.unwrap();
        office.begin(coming.id).await;
        let (entry, operator) = (EntryId::new(booking_of(&slip).uuid()), coming.operators[0]);
        office.check_in(coming.id, entry).await;
        office.call_next(coming.id, operator).await;
        office.act(coming.id, Act::Begin { entry, operator }).await;
        assert_eq!(office.unfinished(FollowUpList::Open).await.len(), 2);
        let ending = Ending::NibIssued;
        let end = Act::End {
            entry,
            operator,
            ending,
        };
        office.act(coming.id, end).await;
        let open = office.unfinished(FollowUpList::Open).await;
        assert_eq!((open.len(), open[0].entry), (1, people[1]));
        let done = office.unfinished(FollowUpList::Done).await;
        assert_eq!((done.len(), done[0].state), (1, FollowUpState::CameBack));
        // The first day stays as it was: the NIB is counted where it was issued.
        assert_eq!(office.people(visit).await[0].state, BookingState::Pending);
    })
    .await;
}
