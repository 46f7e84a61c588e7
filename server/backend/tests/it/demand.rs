//! How many are expected at a visit, and what is done about it: as it was shown, or not at all.

use crate::common::{BENGKEL, JEGU, MELILING, Office, day, each, seed};
use crate::forms::plan_form;
use chrono::Duration;
use domain::demand::{DemandPage, DemandService, Heat, Offer, RateOf, Remedy, Task};
use domain::error::ServiceError;
use domain::id::VisitId;
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::phone::Phone;
use domain::service::{PublicService, StaffService};
use domain::settle::Way;
use domain::staff::Role;
use domain::village::VillageCode;
use domain::visit::{VisitState, VisitStep};
use tokio::task::JoinSet;

/// A neighbour of Bengkel: the same kecamatan.
const ABIAN_TUWUNG: &str = "51.02.06.2014";

impl Office {
    async fn demand(&self, visit: VisitId) -> DemandPage {
        self.backend.demand(&self.head, visit).await.unwrap()
    }

    async fn wants(&self, village: &str, number: usize) {
        let village = VillageCode::parse(village).unwrap();
        let phone = Phone::parse(&format!("0813 9{number:07}")).unwrap();
        self.backend.want_news(&village, &phone, Lang::Id).await.unwrap();
    }

    async fn offer(&self, visit: VisitId, remedy: &Remedy) -> Option<Offer> {
        self.backend.remedy(&self.head, visit, remedy).await.unwrap()
    }

    async fn apply(&self, visit: VisitId, offer: &Offer) -> Result<VisitId, ServiceError> {
        let backend = &self.backend;
        backend
            .apply_remedy(&self.head, visit, &offer.remedy, &offer.seen, None)
            .await
    }

    /// A visit in the village of a plan, finished long ago or not at all.
    async fn contact_in(&self, village: &str) {
        let mut form = plan_form(&[]);
        (form.village, form.date) = (village.into(), "2026-07-15".into());
        let id = self.create(&form).await;
        self.ask(id).await;
    }
}

#[tokio::test]
async fn few_are_expected_and_the_log_says_what_is_left_to_do() {
    each(async |office| {
        office.wants(BENGKEL, 1).await;
        office.wants(BENGKEL, 2).await;
        office.wants(JEGU, 3).await;
        let visit = office.open_visit(2).await;
        for person in 0..3 {
            office.book(visit.slots[person], person).await;
        }
        // Somebody who was told has booked: counted once.
        let mut own = crate::forms::booking_form(visit.slots[5], 9);
        own.phone = "0813 90000001".into();
        office.backend.book(&own.parse(Lang::Id).unwrap()).await.unwrap();
        let page = office.demand(visit.id).await;
        let found = page.thermometer;
        assert_eq!((found.booked, found.interested, found.capacity), (4, 1, 18));
        assert_eq!((found.rate.of, found.rate.percent), (RateOf::Setting, 80));
        assert_eq!((found.expected(), found.heat()), (4, Heat::Below));
        assert_eq!(page.tasks[0], Task::NameBanjars);
        assert!(page.neighbours.iter().any(|it| it.code.as_str() == ABIAN_TUWUNG));
        assert!(
            page.neighbours
                .iter()
                .all(|it| it.code.as_str() != JEGU && it.code.as_str() != BENGKEL)
        );
    })
    .await;
}

#[tokio::test]
async fn the_show_rate_is_the_villages_then_the_programmes() {
    each(async |office| {
        office
            .backend
            .import_history(&seed("programme-history.csv"))
            .await
            .unwrap();
        let rate = async |village: &str, date: &str| {
            let visit = office
                .open_planned(1, |form| {
                    (form.village, form.date) = (village.into(), date.into())
                })
                .await;
            let rate = office.demand(visit.id).await.thermometer.rate;
            (rate.of, rate.percent)
        };
        assert_eq!(
            rate(BENGKEL, "2026-06-10").await,
            (RateOf::Village, 100),
            "18 of more than 15"
        );
        assert_eq!(
            rate(MELILING, "2026-06-11").await,
            (RateOf::Village, 13),
            "2 of 16"
        );
        assert_eq!(
            rate(JEGU, "2026-06-12").await,
            (RateOf::Programme, 64),
            "41 of 64"
        );
    })
    .await;
}

#[tokio::test]
async fn those_who_booked_and_did_not_come_lower_the_rate_of_the_village() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        office.book(visit.slots[0], 1).await;
        office.book(visit.slots[1], 2).await;
        office.begin(visit.id).await;
        office.wait(Duration::hours(4));
        office.step(visit.id, VisitStep::Finish).await.unwrap();
        let next = office
            .open_planned(1, |form| form.date = "2026-06-11".into())
            .await;
        let rate = office.demand(next.id).await.thermometer.rate;
        assert_eq!((rate.of, rate.percent), (RateOf::Village, 0));
    })
    .await;
}

#[tokio::test]
async fn a_neighbour_is_invited_exactly_as_it_was_shown() {
    each(async |office| {
        office.contact_in(ABIAN_TUWUNG).await;
        office.wants(ABIAN_TUWUNG, 7).await;
        let visit = office.open_visit(2).await;
        let page = office.demand(visit.id).await;
        let found = page
            .neighbours
            .iter()
            .find(|it| it.code.as_str() == ABIAN_TUWUNG)
            .unwrap();
        assert_eq!(
            (found.waiting, found.has_contact, found.invited),
            (1, true, false)
        );
        assert_eq!(
            page.neighbours[0].code.as_str(),
            ABIAN_TUWUNG,
            "where people wait"
        );

        let remedy = Remedy::Neighbour(found.code.clone());
        let offer = office.offer(visit.id, &remedy).await.unwrap();
        let shown: Vec<_> = offer
            .messages
            .iter()
            .map(|it| (it.kind, it.to_name.clone()))
            .collect();
        assert_eq!(
            shown,
            [
                (MessageKind::NeighbourInvited, "I Made Suarta".to_owned()),
                (
                    MessageKind::InterestOpened,
                    "Peminat, Desa Abian Tuwung".to_owned()
                ),
            ]
        );
        assert!(offer.messages[0].body.contains("warga Desa Abian Tuwung"));
        assert!(
            offer.messages[0]
                .body
                .contains(&format!("/kunjungan/{}", visit.id))
        );
        assert!(
            office.drafts(MessageKind::NeighbourInvited).await.is_empty(),
            "shown, not done"
        );
        assert!(office.backend.visit(visit.id).await.unwrap().guests.is_empty());

        let wrong = Offer {
            seen: "lain".into(),
            ..offer.clone()
        };
        assert_eq!(office.apply(visit.id, &wrong).await, Err(ServiceError::Stale));
        assert_eq!(office.apply(visit.id, &offer).await, Ok(visit.id));
        let drafts = office.drafts(MessageKind::NeighbourInvited).await;
        assert_eq!((drafts.len(), &drafts[0].body), (1, &offer.messages[0].body));
        assert_eq!(office.drafts(MessageKind::InterestOpened).await.len(), 1);
        assert_eq!(
            office.backend.visit(visit.id).await.unwrap().guests,
            ["Abian Tuwung"]
        );
        let home = office.backend.home("abian").await.unwrap();
        assert!(
            home.visits.iter().any(|it| it.id == visit.id),
            "a search for the guest finds it"
        );
        let page = office.backend.village(&found.code).await.unwrap();
        assert_eq!(page.coming[0].id, visit.id);
        // Those who wait there count now, and keep their turn for a visit of their own.
        let now = office.demand(visit.id).await;
        assert_eq!(now.thermometer.interested, 1);
        assert!(now.neighbours.iter().any(|it| it.invited && it.waiting == 1));
        assert!(
            office
                .acts(visit.id)
                .await
                .contains(&"neighbour-invited".to_owned())
        );
        assert_eq!(
            office.apply(visit.id, &offer).await,
            Err(ServiceError::Stale),
            "once"
        );
        assert_eq!(office.offer(visit.id, &remedy).await, None);

        let far = Remedy::Neighbour(VillageCode::parse(JEGU).unwrap());
        assert_eq!(office.offer(visit.id, &far).await, None, "another kecamatan");
        // The visit is off: what was not sent is no longer true.
        office.step(visit.id, VisitStep::Postpone).await.unwrap();
        assert!(office.drafts(MessageKind::NeighbourInvited).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn many_are_expected_and_more_can_be_served() {
    each(async |office| {
        office.backend.set_setting("show_percent", "100").await.unwrap();
        for number in 0..6 {
            office.wants(BENGKEL, number).await;
        }
        let visit = office.open_visit(1).await;
        for person in 0..9 {
            office.book(visit.slots[person], person).await;
        }
        let spare = office.operators(1).await[0];
        let page = office.demand(visit.id).await;
        assert_eq!(
            (page.thermometer.expected(), page.thermometer.heat()),
            (15, Heat::Above)
        );
        let add = Remedy::Settle(Way::AddOperator(spare));
        assert!(page.remedies.iter().any(|(remedy, _)| *remedy == add));
        let second = page.remedies.iter().find_map(|(remedy, _)| match remedy {
            Remedy::SecondDay(date) => Some(*date),
            _ => None,
        });
        let second = second.unwrap();
        assert!(second > day(6, 10));

        let before = office.sql("select venue from visit").await.len();
        let offer = office.offer(visit.id, &Remedy::SecondDay(second)).await.unwrap();
        assert!(offer.messages.is_empty());
        assert_eq!(
            office.sql("select venue from visit").await.len(),
            before,
            "shown, not done"
        );
        let other = office.apply(visit.id, &offer).await.unwrap();
        let planned = office.backend.staff_visit(&office.head, other).await.unwrap();
        assert_eq!(
            (planned.visit.date, planned.visit.state),
            (second, VisitState::Proposed)
        );
        assert_eq!(planned.plan.operators, visit.operators);

        let offer = office.offer(visit.id, &add).await.unwrap();
        assert_eq!(offer.proposal.as_ref().unwrap().settlement.transfers.len(), 0);
        office.apply(visit.id, &offer).await.unwrap();
        let page = office.demand(visit.id).await;
        assert_eq!(
            (page.thermometer.capacity, page.thermometer.heat()),
            (18, Heat::Below)
        );
        assert_eq!(office.apply(visit.id, &offer).await, Err(ServiceError::Stale));
    })
    .await;
}

#[tokio::test]
async fn few_are_brought_into_another_visit_and_each_is_told_what_was_shown() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let other = office
            .open_planned(1, |form| {
                (form.village, form.date) = (ABIAN_TUWUNG.into(), "2026-06-12".into())
            })
            .await;
        for person in 0..2 {
            office.book(visit.slots[person], person).await;
        }
        let merge = Remedy::Settle(Way::Merge(other.id));
        assert!(
            office
                .demand(visit.id)
                .await
                .remedies
                .iter()
                .any(|(remedy, _)| *remedy == merge)
        );
        let offer = office.offer(visit.id, &merge).await.unwrap();
        let shown: Vec<_> = offer.messages.iter().map(|it| it.kind).collect();
        assert_eq!(shown, [MessageKind::Moved; 2]);
        // Somebody books meanwhile: nothing is done.
        office.book(visit.slots[2], 2).await;
        assert_eq!(office.apply(visit.id, &offer).await, Err(ServiceError::Stale));
        let offer = office.offer(visit.id, &merge).await.unwrap();
        assert_eq!(office.apply(visit.id, &offer).await, Ok(other.id));
        assert_eq!(office.people(other.id).await.len(), 3);
        let told = office.drafts(MessageKind::Moved).await;
        let mut told: Vec<_> = told.into_iter().map(|it| it.body).collect();
        let mut shown: Vec<_> = offer.messages.into_iter().map(|it| it.body).collect();
        told.sort();
        shown.sort();
        assert_eq!(told, shown);
    })
    .await;
}

#[tokio::test]
async fn a_week_and_three_days_before_staff_are_told_once() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let mut workers = JoinSet::new();
        for _ in 0..3 {
            let backend = office.backend.clone();
            workers.spawn(async move { backend.judge_demand().await.unwrap() });
        }
        let judged: usize = workers.join_all().await.into_iter().sum();
        assert_eq!(judged, 1, "a week before");
        let today = office.backend.today(&office.head).await.unwrap();
        assert!(today.decisions.iter().any(|it| it.id == visit.id));
        assert_eq!((today.demand[0].heat, today.demand[0].expected), (Heat::Below, 0));
        office.wait(Duration::days(3));
        assert_eq!(office.backend.judge_demand().await.unwrap(), 0);
        office.wait(Duration::days(1));
        for slot in 0..9 {
            for person in 0..2 {
                office.book(visit.slots[slot], slot * 2 + person).await;
            }
        }
        office.backend.set_setting("show_percent", "95").await.unwrap();
        assert_eq!(
            office.backend.judge_demand().await.unwrap(),
            1,
            "three days before"
        );
        let today = office.backend.today(&office.head).await.unwrap();
        assert!(today.demand.is_empty(), "17 of 18: enough");
        let acts = office.acts(visit.id).await;
        assert!(acts.contains(&"demand-below".to_owned()) && acts.contains(&"demand-on".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn each_role_acts_on_demand_within_its_own() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let (operator, desk) = (
            office.staff(Role::Operator).await,
            office.staff(Role::Administration).await,
        );
        let invite = Remedy::Neighbour(VillageCode::parse(ABIAN_TUWUNG).unwrap());
        let second = Remedy::SecondDay(day(6, 11));
        let forbidden = Err(ServiceError::Forbidden);
        assert_eq!(
            office.backend.remedy(&operator, visit.id, &invite).await,
            forbidden
        );
        assert_eq!(
            office
                .backend
                .apply_remedy(&desk, visit.id, &second, "", None)
                .await,
            Err(ServiceError::Forbidden)
        );
        let offer = office
            .backend
            .remedy(&desk, visit.id, &invite)
            .await
            .unwrap()
            .unwrap();
        let done = office
            .backend
            .apply_remedy(&desk, visit.id, &invite, &offer.seen, None)
            .await;
        assert_eq!(done, Ok(visit.id));
        let page = office.backend.demand(&operator, visit.id).await.unwrap();
        assert!(page.neighbours.is_empty() && page.remedies.is_empty());
    })
    .await;
}
