//! Teams: parts of the day, nobody in two places at once, and the counter of the office.

use crate::common::{BENGKEL, JEGU, MELILING, Office, day, each};
use crate::forms::{invalid, plan_form};
use crate::races::at_once;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{OperatorId, VisitId};
use domain::plan::{VisitPlan, VisitPlanForm};
use domain::service::{Answer, StaffService};
use domain::staff::NewAbsence;
use domain::team::{Work, WorkingDays};
use domain::text::Line;
use domain::visit::VisitStep;

fn part(person: OperatorId, from: &str, until: &str) -> (String, String, String) {
    (person.to_string(), from.into(), until.into())
}

fn plan(village: &str, people: &[OperatorId], change: impl FnOnce(&mut VisitPlanForm)) -> VisitPlan {
    let mut form = plan_form(people);
    form.village = village.into();
    change(&mut form);
    form.parse().unwrap()
}

async fn create(office: &Office, plan: &VisitPlan) -> Answer<VisitId> {
    office.backend.create_visit(&office.head, plan).await
}

fn elsewhere(village: &str) -> ServiceError {
    let problem = Problem::AllottedElsewhere {
        name: "Operator 0".into(),
        village: village.into(),
    };
    invalid(Field::Operators, problem)
}

async fn capacities(office: &Office, visit: VisitId) -> Vec<u32> {
    let slots = office.slots(visit).await;
    slots.iter().map(|it| it.slot.capacity).collect()
}

#[tokio::test]
async fn who_is_there_for_a_part_counts_in_the_slots_it_covers() {
    each(async |office| {
        let people = office.operators(2).await;
        let visit = office
            .open_planned(0, |form| {
                form.operators = people.iter().map(ToString::to_string).collect();
                form.parts = vec![part(people[1], "09:00", "10:10")];
            })
            .await;
        // From 08.30 in steps of 20 minutes: those of 09.10, 09.30 and 09.50 lie in the part.
        assert_eq!(capacities(&office, visit.id).await, [1, 1, 2, 2, 2, 1, 1, 1, 1]);
        let slots = office.slots(visit.id).await;
        let names = |at: usize| slots[at].operators.join(",");
        assert_eq!(
            (names(1), names(2)),
            ("Operator 0".into(), "Operator 0,Operator 1".into())
        );
        let seen = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        assert_eq!(
            seen.plan.parts[&people[1]].words(),
            "09.00–10.10",
            "read back as typed"
        );

        for person in [1, 2] {
            office.book(visit.slots[2], person).await;
        }
        office.edit(visit.id, |plan| plan.parts.clear()).await.unwrap();
        assert_eq!(capacities(&office, visit.id).await, [2; 9]);
        let early = plan(BENGKEL, &people, |form| {
            form.parts = vec![part(people[1], "08:30", "09:10")]
        });
        office
            .edit(visit.id, |plan| plan.parts = early.parts)
            .await
            .unwrap();
        assert_eq!(capacities(&office, visit.id).await[..3], [2, 2, 1]);
        let conflicts = office.backend.conflicts(&office.head, visit.id).await.unwrap();
        assert_eq!((conflicts.len(), conflicts[0].surplus), (1, 1));
        assert_eq!(office.people(visit.id).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_in_two_places_at_once() {
    each(async |office| {
        let who = office.operators(1).await;
        let part_of = |from: &'static str, until: &'static str| {
            let who = who[0];
            move |form: &mut VisitPlanForm| form.parts = vec![part(who, from, until)]
        };
        let morning = plan(BENGKEL, &who, part_of("08:30", "10:00"));
        let first = create(&office, &morning).await.unwrap();
        let whole = create(&office, &plan(JEGU, &who, |_| ())).await;
        assert_eq!(whole, Err(elsewhere("Bengkel")));
        let overlaps = create(&office, &plan(JEGU, &who, part_of("09:50", "11:00"))).await;
        assert_eq!(overlaps, Err(elsewhere("Bengkel")));
        let second = create(&office, &plan(JEGU, &who, part_of("10:00", "11:30")))
            .await
            .unwrap();
        let stretched = office.edit(second, |plan| plan.parts.clear()).await;
        assert_eq!(stretched, Err(elsewhere("Bengkel")));
        // On another day, and in the same visit, nothing stands against it.
        office.edit(first, |plan| plan.walk_in_places = 1).await.unwrap();
        create(
            &office,
            &plan(MELILING, &who, |form| form.date = "2026-06-11".into()),
        )
        .await
        .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_visit_put_off_frees_its_team_and_comes_back_without_those_taken_meanwhile() {
    each(async |office| {
        let people = office.operators(2).await;
        let first = create(&office, &plan(BENGKEL, &people, |_| ())).await.unwrap();
        office.step(first, VisitStep::Postpone).await.unwrap();
        let second = create(&office, &plan(JEGU, &people[..1], |_| ())).await.unwrap();
        office.step(first, VisitStep::Replan).await.unwrap();
        let team = async |visit| {
            let seen = office.backend.staff_visit(&office.head, visit).await.unwrap();
            seen.plan.operators
        };
        assert_eq!(
            (team(first).await, team(second).await),
            (people[1..].to_vec(), people[..1].to_vec())
        );
        assert_eq!(capacities(&office, first).await, [1; 9]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_plans_at_once_take_a_person_once() {
    each(async |office| {
        let who = office.operators(1).await;
        for date in 8..=12 {
            let plans = [BENGKEL, JEGU, MELILING].map(|village| {
                let (backend, head) = (office.backend.clone(), office.head.clone());
                let plan = plan(village, &who, |form| form.date = format!("2026-06-{date:02}"));
                async move { backend.create_visit(&head, &plan).await }
            });
            let answers = at_once(plans).await;
            let taken = answers.iter().filter(|it| it.is_ok()).count();
            assert_eq!(taken, 1, "{answers:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_absent_or_does_not_work_that_day_is_not_allotted_anew_but_stays() {
    each(async |office| {
        let people = office.operators(2).await;
        let visit = create(&office, &plan(BENGKEL, &people[..1], |_| ()))
            .await
            .unwrap();
        for operator in &people {
            let absence = NewAbsence {
                operator: *operator,
                from: day(6, 10),
                until: day(6, 10),
                reason: Line::parse("sakit").unwrap(),
            };
            office.backend.add_absence(&office.head, &absence).await.unwrap();
        }
        assert_eq!(
            capacities(&office, visit).await,
            [0; 9],
            "the absence is accepted"
        );
        office.edit(visit, |plan| plan.walk_in_places = 1).await.unwrap();
        let all = people.clone();
        let anew = office.edit(visit, |plan| plan.operators = all).await;
        let name = |name: &str| Problem::AbsentThatDay { name: name.into() };
        assert_eq!(anew, Err(invalid(Field::Operators, name("Operator 1"))));
        let other_day = office.edit(visit, |plan| plan.date = day(6, 9)).await;
        assert_eq!(other_day, Ok(()), "on another day both are there");
        let back = office.edit(visit, |plan| plan.date = day(6, 10)).await;
        assert_eq!(back, Err(invalid(Field::Operators, name("Operator 0"))));

        let days = WorkingDays::from_key("mon").unwrap();
        let mondays = Work {
            days,
            ..Work::default()
        };
        office
            .backend
            .set_work(&office.head, people[1], mondays)
            .await
            .unwrap();
        let tuesday = office
            .edit(visit, |plan| plan.operators = people[1..].to_vec())
            .await;
        let problem = Problem::NotWorkingThatDay {
            name: "Operator 1".into(),
        };
        assert_eq!(tuesday, Err(invalid(Field::Operators, problem)));
    })
    .await;
}

#[tokio::test]
async fn a_counter_below_its_minimum_needs_a_named_approval() {
    each(async |office| {
        office.backend.set_setting("office_minimum", "1").await.unwrap();
        let people = office.operators(2).await;
        let short = |left| {
            let problem = Problem::OfficeBelowMinimum { left, minimum: 1 };
            Err(invalid(Field::OfficeReason, problem))
        };
        let refused = create(&office, &plan(BENGKEL, &people, |_| ())).await;
        assert_eq!(refused, short(0));
        let visit = create(&office, &plan(BENGKEL, &people[..1], |_| ()))
            .await
            .unwrap();
        let counter = async || {
            let seen = office.backend.staff_visit(&office.head, visit).await.unwrap();
            (seen.office.left(&seen.plan.operators), seen.office.minimum)
        };
        assert_eq!(counter().await, (1, 1));
        let all = people.clone();
        let edited = office
            .edit(visit, |plan| plan.operators = all.clone())
            .await
            .map(|_| visit);
        assert_eq!(edited, short(0));
        // The second visit of the day takes the last one away.
        let second = create(&office, &plan(JEGU, &people[1..], |_| ())).await;
        assert_eq!(second, short(0));
        // Who is no operator, and a visit without a team, take nobody from the counter.
        create(&office, &plan(MELILING, &[], |_| ())).await.unwrap();

        let approve = |plan: &mut VisitPlan, all| {
            plan.operators = all;
            plan.office_reason = Some(Line::parse("loket ditutup sehari").unwrap());
        };
        office.edit(visit, |plan| approve(plan, all)).await.unwrap();
        assert_eq!(counter().await, (0, 1));
        let by = "select s.name from visit v join staff s on s.id = v.office_approved_by
            where v.office_reason = 'loket ditutup sehari'";
        assert_eq!(office.sql(by).await, [office.head.name.as_str()]);
        let seen = office.backend.staff_visit(&office.head, visit).await.unwrap();
        let entry = seen
            .history
            .iter()
            .find(|it| it.act == "office-approved")
            .unwrap();
        assert_eq!(
            (entry.actor.as_str(), entry.detail.as_str()),
            (office.head.name.as_str(), "loket ditutup sehari")
        );

        office
            .edit(visit, |plan| plan.operators.truncate(1))
            .await
            .unwrap();
        let seen = office.backend.staff_visit(&office.head, visit).await.unwrap();
        assert_eq!(
            seen.plan.office_reason, None,
            "what is not needed any more is not kept"
        );
        assert!(office.sql(by).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_plans_at_once_do_not_empty_the_counter_together() {
    each(async |office| {
        office.backend.set_setting("office_minimum", "1").await.unwrap();
        let people = office.operators(2).await;
        for date in 8..=12 {
            let plans = [(BENGKEL, 0), (JEGU, 1)].map(|(village, who)| {
                let (backend, head) = (office.backend.clone(), office.head.clone());
                let plan = plan(village, &people[who..=who], |form| {
                    form.date = format!("2026-06-{date:02}");
                });
                async move { backend.create_visit(&head, &plan).await }
            });
            let answers = at_once(plans).await;
            let planned = answers.iter().filter(|it| it.is_ok()).count();
            assert_eq!(planned, 1, "one of the two stays: {answers:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_counter_counts_the_certified_who_work_that_day_and_are_nowhere_else() {
    each(async |office| {
        let people = office.operators(5).await;
        let (b, head) = (&office.backend, &office.head);
        let free = async |except| b.office_day(head, day(6, 10), except).await.unwrap().free;
        assert_eq!(free(None).await, people);
        b.certify(head, people[0], Some(day(6, 11))).await.unwrap();
        let days = WorkingDays::from_key("mon").unwrap();
        b.set_work(
            head,
            people[1],
            Work {
                days,
                ..Work::default()
            },
        )
        .await
        .unwrap();
        let absence = NewAbsence {
            operator: people[2],
            from: day(6, 10),
            until: day(6, 12),
            reason: Line::parse("cuti").unwrap(),
        };
        b.add_absence(head, &absence).await.unwrap();
        let visit = create(&office, &plan(BENGKEL, &people[3..4], |_| ()))
            .await
            .unwrap();
        assert_eq!(free(None).await, people[4..]);
        assert_eq!(free(Some(visit)).await, people[3..]);
        office.step(visit, VisitStep::Cancel).await.unwrap();
        assert_eq!(free(None).await, people[3..]);
    })
    .await;
}

#[tokio::test]
async fn a_visit_without_a_team_serves_nobody_and_a_holiday_holds_with_a_team() {
    each(async |office| {
        let people = office.operators(1).await;
        let empty = create(&office, &plan(BENGKEL, &[], |_| ())).await.unwrap();
        assert_eq!(capacities(&office, empty).await, [0; 9]);
        let held = create(
            &office,
            &plan(JEGU, &people, |form| form.date = "2026-06-16".into()),
        )
        .await;
        let Err(ServiceError::Invalid(errors)) = held else {
            panic!("{held:?}")
        };
        assert_eq!(errors[0].problem, Problem::CalendarHolds);
        let twice = create(&office, &plan(BENGKEL, &people, |_| ())).await;
        assert_eq!(twice, Err(invalid(Field::Date, Problem::VillageTakenThatDay)));
    })
    .await;
}
