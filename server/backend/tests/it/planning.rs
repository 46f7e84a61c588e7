//! Planning a visit: dates, villages, teams.

use crate::common::{BENGKEL, JEGU, MELILING, day, each};
use crate::forms::{invalid, plan_form};
use domain::error::ServiceError;
use domain::field::{Field, FieldError, Problem};
use domain::holiday::{Severity, Warning};
use domain::id::{OperatorId, VisitId};
use domain::service::{PublicService, StaffService, VisitFilter};
use domain::village::VillageCode;
use domain::visit::{VisitState, VisitStep};
use uuid::Uuid;

#[tokio::test]
async fn a_planned_visit_has_its_slots_team_and_record() {
    each(async |office| {
        let operators = office.operators(2).await;
        let mut form = plan_form(&operators);
        (form.break_from, form.break_until) = ("10:00".into(), "10:20".into());
        form.walk_in_places = "1".into();
        let id = office.create(&form).await;
        let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
        assert_eq!(visit.plan, form.parse().unwrap());
        assert_eq!((visit.visit.state, visit.version), (VisitState::Proposed, 1));
        // 08.30 to 10.00 holds four slots and a rest, 10.20 to 11.30 three and a rest.
        assert_eq!(visit.slots.len(), 7);
        assert!(
            visit
                .slots
                .iter()
                .all(|it| it.slot.capacity == 1 && it.operators.len() == 2)
        );
        assert_eq!(visit.visit.capacity, 7);
        assert_eq!(visit.history[0].act, "visit-created");
        assert_eq!(visit.history[0].actor, office.head.name);
        assert_eq!(visit.public_link, format!("http://izin.test/kunjungan/{id}"));
        let today = office.backend.today(&office.head).await.unwrap();
        assert_eq!((today.date, today.decisions[0].id), (day(6, 3), id));
    })
    .await;
}

#[tokio::test]
async fn a_day_the_calendar_holds_needs_a_reason() {
    each(async |office| {
        let mut form = plan_form(&[]);
        form.date = "2026-06-16".into(); // Penampahan Galungan, and a national holiday
        let plan = form.parse().unwrap();
        let refused = office.backend.create_visit(&office.head, &plan).await;
        let errors = vec![
            FieldError::new(Field::Date, Problem::CalendarHolds),
            FieldError::new(Field::OverrideReason, Problem::Missing),
        ];
        assert_eq!(refused, Err(ServiceError::Invalid(errors)));

        form.override_reason = "diminta perbekel".into();
        let id = office.create(&form).await;
        let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
        let hard = visit
            .warnings
            .iter()
            .filter(|it| it.severity() == Severity::Hard)
            .count();
        assert_eq!(hard, 2, "{:?}", visit.warnings);
        assert_eq!(visit.history[0].detail, "diminta perbekel");

        for (date, held) in [
            (day(6, 6), true),
            (day(6, 17), true),
            (day(6, 15), false),
            (day(6, 12), false),
        ] {
            let warnings = office
                .backend
                .calendar(&office.head, date, None, None)
                .await
                .unwrap();
            assert_eq!(
                warnings.iter().any(|it| it.severity() == Severity::Hard),
                held,
                "{date} {warnings:?}"
            );
        }
        let eve = office
            .backend
            .calendar(&office.head, day(6, 15), None, None)
            .await
            .unwrap();
        assert!(matches!(&eve[..], [Warning::DayBefore(_), ..]), "{eve:?}");
    })
    .await;
}

#[tokio::test]
async fn a_past_day_is_refused_and_today_is_not() {
    each(async |office| {
        let plan = |date: &str| {
            let mut form = plan_form(&[]);
            form.date = date.into();
            form.parse().unwrap()
        };
        let past = office
            .backend
            .create_visit(&office.head, &plan("2026-06-02"))
            .await;
        assert_eq!(past, Err(invalid(Field::Date, Problem::InThePast)));
        office
            .backend
            .create_visit(&office.head, &plan("2026-06-03"))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_village_is_visited_once_a_day() {
    each(async |office| {
        let first = office.create(&plan_form(&[])).await;
        let again = office
            .backend
            .create_visit(&office.head, &plan_form(&[]).parse().unwrap())
            .await;
        let taken = invalid(Field::Date, Problem::VillageTakenThatDay);
        assert_eq!(again, Err(taken.clone()));
        let mut other = plan_form(&[]);
        other.village = JEGU.into();
        let other = office.create(&other).await;
        let moved = office
            .edit(other, |plan| plan.village = VillageCode::parse(BENGKEL).unwrap())
            .await;
        assert_eq!(moved, Err(taken.clone()));

        office.step(first, VisitStep::Postpone).await.unwrap();
        let second = office.create(&plan_form(&[])).await;
        assert_eq!(
            office.step(first, VisitStep::Replan).await,
            Err(taken),
            "the day is taken meanwhile"
        );
        office.step(second, VisitStep::Cancel).await.unwrap();
        office.step(first, VisitStep::Replan).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_unknown_village_or_operator_is_named() {
    each(async |office| {
        let mut form = plan_form(&[]);
        form.village = "51.02.99.2001".into();
        let nowhere = office
            .backend
            .create_visit(&office.head, &form.parse().unwrap())
            .await;
        assert_eq!(nowhere, Err(invalid(Field::Village, Problem::NotAChoice)));
        let nobody = plan_form(&[OperatorId::new(Uuid::now_v7())]).parse().unwrap();
        let created = office.backend.create_visit(&office.head, &nobody).await;
        assert_eq!(created, Err(invalid(Field::Operators, Problem::NotAChoice)));
        let id = office.create(&plan_form(&[])).await;
        let edited = office
            .edit(id, |plan| {
                plan.village = VillageCode::parse("51.02.99.2001").unwrap()
            })
            .await;
        assert_eq!(edited, Err(invalid(Field::Village, Problem::NotAChoice)));
        let edited = office.edit(id, |plan| plan.operators = nobody.operators).await;
        assert_eq!(edited, Err(invalid(Field::Operators, Problem::NotAChoice)));
        let unknown = office
            .backend
            .staff_visit(&office.head, VisitId::new(Uuid::nil()))
            .await;
        assert_eq!(unknown.map(|_| ()), Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_month_and_a_filter_hold_their_visits_and_no_others() {
    each(async |office| {
        let mut ids = Vec::new();
        for (village, date) in [
            (BENGKEL, "2026-06-30"),
            (JEGU, "2026-07-01"),
            (MELILING, "2026-06-08"),
        ] {
            let mut form = plan_form(&[]);
            (form.village, form.date) = (village.into(), date.into());
            ids.push(office.create(&form).await);
            office.open_booking(*ids.last().unwrap()).await;
        }
        let month = office.backend.board(&office.head, day(6, 15)).await.unwrap();
        let on_board: Vec<_> = month.visits.iter().map(|it| it.visit.id).collect();
        assert_eq!(on_board, [ids[2], ids[0]]);
        let found = async |village: Option<&str>, from, to| {
            let village = village.map(|code| VillageCode::parse(code).unwrap());
            let filter = VisitFilter { village, from, to };
            let visits = office.backend.visits(&filter).await.unwrap();
            visits.iter().map(|it| it.id).collect::<Vec<_>>()
        };
        assert_eq!(found(None, None, None).await, [ids[2], ids[0], ids[1]]);
        assert_eq!(found(None, Some(day(6, 30)), Some(day(6, 30))).await, [ids[0]]);
        assert_eq!(found(Some(JEGU), None, None).await, [ids[1]]);
        let page = office
            .backend
            .village(&VillageCode::parse(BENGKEL).unwrap())
            .await
            .unwrap();
        assert_eq!((page.coming[0].id, page.past.len()), (ids[0], 0));
        let nowhere = office
            .backend
            .village(&VillageCode::parse("51.02.99.2001").unwrap())
            .await;
        assert_eq!(nowhere, Err(ServiceError::NotFound));
    })
    .await;
}
