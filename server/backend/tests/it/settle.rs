//! A surplus is settled with one confirmation: as it was shown, or not at all.

use crate::common::{BENGKEL, Office, OpenVisit, day, each};
use crate::forms::{plan_form, someone_with};
use chrono::Duration;
use domain::booking::BookingState;
use domain::error::ServiceError;
use domain::id::VisitId;
use domain::message::MessageKind;
use domain::service::{PublicService, StaffService};
use domain::settle::{Proposal, Way};
use domain::visit::VisitState;

impl Office {
    async fn ways(&self, visit: VisitId) -> Vec<Proposal> {
        self.backend.settlements(&self.head, visit).await.unwrap()
    }

    async fn way(&self, visit: VisitId, wanted: impl Fn(&Way) -> bool) -> Proposal {
        let ways = self.ways(visit).await;
        let found = ways.iter().find(|it| wanted(&it.way)).cloned();
        found.unwrap_or_else(|| panic!("among {ways:?}"))
    }

    async fn go(&self, visit: VisitId, proposal: &Proposal) -> Result<(), ServiceError> {
        self.backend
            .settle(&self.head, visit, proposal.way, &proposal.seen, None)
            .await
    }

    /// Two operators, and both places of each of the first `slots` slots taken; then one falls ill.
    async fn crowded(&self, slots: usize) -> OpenVisit {
        let visit = self.open_visit(2).await;
        self.crowd(&visit, slots).await;
        visit
    }

    /// A morning of three slots with two people in each, and one operator left.
    async fn full(&self) -> OpenVisit {
        let visit = self.open_planned(2, |form| form.ends_at = "09:30".into()).await;
        self.crowd(&visit, 3).await;
        visit
    }

    async fn crowd(&self, visit: &OpenVisit, slots: usize) {
        for at in 0..slots {
            for person in 0..2 {
                self.book(visit.slots[at], at * 2 + person).await;
                self.wait(Duration::minutes(1));
            }
        }
        let absence = domain::staff::NewAbsence {
            operator: visit.operators[1],
            from: day(6, 10),
            until: day(6, 10),
            reason: domain::text::Line::parse("sakit").unwrap(),
        };
        self.backend.add_absence(&self.head, &absence).await.unwrap();
    }

    /// A morning with one place every twenty minutes in the same village, the day after.
    async fn next_morning(&self, ends_at: &str) -> OpenVisit {
        self.open_planned(1, |form| {
            form.date = "2026-06-11".into();
            form.ends_at = ends_at.into();
        })
        .await
    }

    async fn surplus(&self, visit: VisitId) -> u32 {
        let seen = self.backend.staff_visit(&self.head, visit).await.unwrap();
        seen.visit.surplus
    }

    async fn moved(&self) -> usize {
        self.drafts(MessageKind::Moved).await.len()
    }
}

fn moves(way: &Way) -> bool {
    *way == Way::Move
}

#[tokio::test]
async fn the_surplus_moves_to_the_nearest_free_times_and_each_is_told_once() {
    each(async |office| {
        let visit = office.crowded(3).await;
        assert_eq!(office.surplus(visit.id).await, 3);
        let proposal = office.way(visit.id, moves).await;
        let names: Vec<_> = proposal
            .settlement
            .transfers
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        assert_eq!(
            names,
            ["Ni Wayan 1", "Ni Wayan 3", "Ni Wayan 5"],
            "the last booked of each"
        );
        assert_eq!(proposal.settlement.left_over, 0);
        assert_eq!(office.surplus(visit.id).await, 3, "to look is to change nothing");
        assert_eq!(office.moved().await, 0);

        office.go(visit.id, &proposal).await.unwrap();
        assert_eq!(office.surplus(visit.id).await, 0);
        assert_eq!(office.people(visit.id).await.len(), 6, "nobody is lost");
        assert_eq!(office.moved().await, 3);
        let acts = office.acts(visit.id).await;
        assert_eq!(acts.iter().filter(|act| *act == "booking-moved").count(), 3);
        assert!(office.ways(visit.id).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_shown_twice_is_done_once_and_the_second_is_told() {
    each(async |office| {
        let visit = office.crowded(2).await;
        let proposal = office.way(visit.id, moves).await;
        let (one, two) = tokio::join!(office.go(visit.id, &proposal), office.go(visit.id, &proposal));
        let mut both = [one, two];
        both.sort_by_key(Result::is_err);
        assert_eq!(both, [Ok(()), Err(ServiceError::Stale)]);
        assert_eq!((office.surplus(visit.id).await, office.moved().await), (0, 2));
    })
    .await;
}

#[tokio::test]
async fn a_place_that_is_gone_meanwhile_leaves_everything_as_it_was() {
    each(async |office| {
        let visit = office.crowded(2).await;
        let proposal = office.way(visit.id, moves).await;
        // The places that were shown: somebody books one of them.
        office.book(visit.slots[2], 90).await;
        assert_eq!(office.go(visit.id, &proposal).await, Err(ServiceError::Stale));
        assert_eq!((office.surplus(visit.id).await, office.moved().await), (2, 0));
        let anew = office.way(visit.id, moves).await;
        office.go(visit.id, &anew).await.unwrap();
        assert_eq!(office.surplus(visit.id).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_full_visit_sends_its_surplus_to_the_next_one_of_the_village() {
    each(async |office| {
        let visit = office.full().await;
        let next = office.next_morning("09:30").await;
        let proposal = office.way(visit.id, moves).await;
        let to: Vec<_> = proposal.settlement.transfers.iter().map(|it| it.visit).collect();
        assert_eq!(to, [next.id; 3]);
        office.go(visit.id, &proposal).await.unwrap();
        assert_eq!(office.people(visit.id).await.len(), 3);
        assert_eq!(office.people(next.id).await.len(), 3);
        assert_eq!((office.surplus(visit.id).await, office.moved().await), (0, 3));
        let history = office.backend.staff_visit(&office.head, next.id).await.unwrap();
        let by: Vec<_> = history
            .history
            .iter()
            .filter(|entry| entry.act == "booking-moved")
            .map(|entry| entry.actor.as_str())
            .collect();
        assert_eq!(by, [office.head.name.as_str(); 3]);
    })
    .await;
}

#[tokio::test]
async fn whoever_finds_no_place_stays_in_the_list() {
    each(async |office| {
        let visit = office.full().await;
        office.next_morning("08:50").await;
        let proposal = office.way(visit.id, moves).await;
        let settlement = &proposal.settlement;
        assert_eq!((settlement.transfers.len(), settlement.left_over), (1, 2));
        office.go(visit.id, &proposal).await.unwrap();
        assert_eq!((office.surplus(visit.id).await, office.moved().await), (2, 1));
        let conflicts = office.backend.conflicts(&office.head, visit.id).await.unwrap();
        assert_eq!(conflicts.len(), 2);
        assert_eq!(office.people(visit.id).await.len(), 5, "nobody is dropped");
    })
    .await;
}

#[tokio::test]
async fn somebody_with_a_place_in_the_next_visit_does_not_stand_in_the_way_of_others() {
    each(async |office| {
        let visit = office.full().await;
        let next = office.next_morning("09:50").await;
        // Whoever would move first from the first slot has a place there already.
        let again = someone_with(next.slots[3], 1, |form| {
            form.idempotency_key = "the-same-person-again".into();
        });
        office.backend.book(&again).await.unwrap();
        let proposal = office.way(visit.id, moves).await;
        let names: Vec<_> = proposal
            .settlement
            .transfers
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        assert_eq!(names, ["Ni Wayan 3", "Ni Wayan 5"]);
        assert_eq!(proposal.settlement.left_over, 1);
        office.go(visit.id, &proposal).await.unwrap();
        assert_eq!((office.surplus(visit.id).await, office.moved().await), (1, 2));
    })
    .await;
}

#[tokio::test]
async fn a_plan_that_was_changed_meanwhile_is_not_changed_back() {
    each(async |office| {
        let visit = office.crowded(6).await;
        let longer = |way: &Way| matches!(way, Way::Lengthen(_));
        let (longer, moving) = (
            office.way(visit.id, longer).await,
            office.way(visit.id, moves).await,
        );
        // A colleague lengthens the day by more; the list of who moves would stay the same.
        let until = |text| domain::plan::parse_time(text).unwrap();
        office
            .edit(visit.id, |plan| plan.hours.ends_at = until("13.00"))
            .await
            .unwrap();
        assert_eq!(office.go(visit.id, &longer).await, Err(ServiceError::Stale));
        let seen = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        assert_eq!(seen.plan.hours.ends_at, until("13.00"));

        office
            .edit(visit.id, |plan| plan.hours.ends_at = until("11.30"))
            .await
            .unwrap();
        assert_eq!(
            office.way(visit.id, moves).await.settlement,
            moving.settlement,
            "the same people, of another plan"
        );
        assert_eq!(office.go(visit.id, &moving).await, Err(ServiceError::Stale));
        assert_eq!((office.surplus(visit.id).await, office.moved().await), (6, 0));
    })
    .await;
}

#[tokio::test]
async fn somebody_who_gives_the_place_back_meanwhile_leaves_the_others_alone() {
    each(async |office| {
        let visit = office.crowded(2).await;
        let proposal = office.way(visit.id, moves).await;
        let first = office.people(visit.id).await.remove(0).id;
        let called_off = office.backend.cancel_for(&office.head, first, "berhalangan");
        let (settled, called_off) = tokio::join!(office.go(visit.id, &proposal), called_off);
        called_off.unwrap();
        // Either order is good: all were moved before, or nobody was and staff are told.
        let (moved, surplus) = match settled {
            Ok(()) => (2, 0),
            Err(ServiceError::Stale) => (0, 1),
            Err(error) => panic!("{error}"),
        };
        assert_eq!(
            (office.moved().await, office.surplus(visit.id).await),
            (moved, surplus)
        );
        assert_eq!(office.people(visit.id).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn another_operator_settles_it_without_moving_anybody() {
    each(async |office| {
        let visit = office.crowded(3).await;
        office.backend.set_setting("office_minimum", "1").await.unwrap();
        let [spare] = office.operators(1).await[..] else {
            panic!("one operator")
        };
        let adds = |way: &Way| *way == Way::AddOperator(spare);
        let without = office.way(visit.id, adds).await;
        assert!(without.needs_office_reason, "nobody would stay at the counter");
        office.operators(1).await;
        let proposal = office.way(visit.id, adds).await;
        assert!(!proposal.needs_office_reason && proposal.settlement.transfers.is_empty());
        office.go(visit.id, &proposal).await.unwrap();
        assert_eq!((office.surplus(visit.id).await, office.moved().await), (0, 0));
        assert!(
            office.drafts(MessageKind::VisitChanged).await.is_empty(),
            "nobody is disturbed"
        );
    })
    .await;
}

#[tokio::test]
async fn a_longer_day_takes_those_who_found_no_place_and_tells_only_them() {
    each(async |office| {
        let visit = office.crowded(6).await;
        let longer = |way: &Way| matches!(way, Way::Lengthen(_));
        let proposal = office.way(visit.id, longer).await;
        // Six people too many, three slots free: one operator needs three more of 20 minutes.
        let until = domain::plan::parse_time("12.30").unwrap();
        assert_eq!(proposal.way, Way::Lengthen(until));
        assert_eq!(office.way(visit.id, moves).await.settlement.left_over, 3);
        office.go(visit.id, &proposal).await.unwrap();
        assert_eq!(office.surplus(visit.id).await, 0);
        let told = proposal.settlement.transfers.len();
        assert_eq!(office.moved().await, told);
        assert!(office.drafts(MessageKind::VisitChanged).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_needs_help_keeps_the_time() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        for (person, help) in [(1, ""), (2, "yes")] {
            let new = someone_with(visit.slots[4], person, |form| {
                form.assistance_needed = help.into()
            });
            office.backend.book(&new).await.unwrap();
            office.wait(Duration::minutes(1));
        }
        office
            .edit(visit.id, |plan| plan.operators.truncate(1))
            .await
            .unwrap();
        let proposal = office.way(visit.id, moves).await;
        let [transfer] = &proposal.settlement.transfers[..] else {
            panic!("one moves")
        };
        assert_eq!(
            (transfer.name.as_str(), transfer.needs_help),
            ("Ni Wayan 1", false)
        );
    })
    .await;
}

#[tokio::test]
async fn a_visit_that_is_not_ready_is_merged_into_another_of_the_kecamatan() {
    each(async |office| {
        let visit = office.open_visit(2).await; // 10 June
        office.book(visit.slots[0], 1).await;
        office.book(visit.slots[0], 2).await;
        let mut form = plan_form(&office.operators(2).await);
        (form.village, form.date) = (BENGKEL.into(), "2026-06-25".into());
        let later = office.create(&form).await;
        office.open_booking(later).await;
        let mergers = async || office.backend.mergers(&office.head, visit.id).await.unwrap();
        assert!(mergers().await.is_empty(), "there is time to get ready");
        office.wait(Duration::days(5)); // 8 June

        let [proposal] = &mergers().await[..] else {
            panic!("one visit can take them")
        };
        assert_eq!(proposal.settlement.transfers.len(), 2);
        office.go(visit.id, proposal).await.unwrap();
        assert_eq!(office.people(later).await.len(), 2);
        let old = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        assert_eq!((old.visit.state, old.visit.booked), (VisitState::Cancelled, 0));
        assert_eq!(office.moved().await, 2);
        assert!(
            office.drafts(MessageKind::VisitCancelled).await.is_empty(),
            "who has a new place is not told that it is off"
        );
        let states: Vec<_> = office.people(later).await.iter().map(|row| row.state).collect();
        assert_eq!(states, [BookingState::Booked; 2]);
    })
    .await;
}
