//! Who may do what: every method of the office, for each of the four roles.

use crate::common::{day, each};
use crate::forms::{contact, plan_form, someone};
use domain::error::ServiceError;
use domain::id::{AbsenceId, BookingId, MessageId, OdalanId, OperatorId, VisitId};
use domain::message::MessageState;
use domain::odalan::NewOdalan;
use domain::readiness::Check;
use domain::service::{Answer, StaffService};
use domain::staff::{NewAbsence, Role};
use domain::team::{NewPerson, Work};
use domain::text::Line;
use domain::visit::VisitStep;
use domain::year::{HolidayEntry, parse_lunar};
use uuid::Uuid;

const ALL: [Role; 4] = Role::ALL;
const HEAD: [Role; 1] = [Role::DivisionHead];
const DESK: [Role; 2] = [Role::DivisionHead, Role::Administration];

fn allowed<T>(answer: Answer<T>) -> bool {
    !matches!(answer, Err(ServiceError::Forbidden))
}

#[tokio::test]
async fn each_role_may_do_its_own_and_nothing_else() {
    each(async |office| {
        let visit = office.open_visit(2).await.id;
        let (slot, nothing) = (office.slots(visit).await[0].slot.id, Uuid::nil());
        let plan = plan_form(&[]).parse().unwrap();
        let (date, b) = (day(6, 10), &office.backend);
        let name = Line::parse("Operator Baru").unwrap();
        let absence = NewAbsence {
            operator: OperatorId::new(nothing),
            from: date,
            until: date,
            reason: Line::parse("cuti").unwrap(),
        };
        let person = NewPerson {
            name: name.clone(),
            work: Work::default(),
            certified_on: None,
        };
        let holiday = HolidayEntry::parse("2026-11-30", "national", "Hari Uji", "true").unwrap();
        let moon = parse_lunar("2026-11-24", "purnama").unwrap();
        let feast = NewOdalan::parse("Pura Desa", "pawukon", "2026-12-09").unwrap();
        for role in Role::ALL {
            let staff = if role == Role::DivisionHead {
                office.head.clone()
            } else {
                office.staff(role).await
            };
            let s = &staff;
            let (nobody, none) = (BookingId::new(nothing), MessageId::new(nothing));
            let acts: [(&str, &[Role], bool); 38] = [
                ("today", &ALL, allowed(b.today(s).await)),
                ("board", &ALL, allowed(b.board(s, date).await)),
                ("staff_visit", &ALL, allowed(b.staff_visit(s, visit).await)),
                ("calendar", &ALL, allowed(b.calendar(s, date, None, None).await)),
                ("calendar_year", &ALL, allowed(b.calendar_year(s, 2026).await)),
                ("feasts", &ALL, allowed(b.feasts(s, &plan.village).await)),
                ("add_holiday", &HEAD, allowed(b.add_holiday(s, &holiday).await)),
                (
                    "edit_holiday",
                    &HEAD,
                    allowed(b.edit_holiday(s, &holiday, &holiday).await),
                ),
                (
                    "remove_holiday",
                    &HEAD,
                    allowed(b.remove_holiday(s, &holiday).await),
                ),
                ("add_lunar_day", &HEAD, allowed(b.add_lunar_day(s, moon).await)),
                (
                    "remove_lunar_day",
                    &HEAD,
                    allowed(b.remove_lunar_day(s, moon).await),
                ),
                (
                    "add_odalan",
                    &DESK,
                    allowed(b.add_odalan(s, &plan.village, &feast).await),
                ),
                (
                    "remove_odalan",
                    &DESK,
                    allowed(b.remove_odalan(s, &plan.village, OdalanId::new(nothing)).await),
                ),
                ("operators", &ALL, allowed(b.operators(s).await)),
                ("publish_month", &HEAD, allowed(b.publish_month(s, date).await)),
                (
                    "tick_check",
                    &DESK,
                    allowed(b.tick_check(s, visit, Check::Oss, true).await),
                ),
                ("plan_choices", &HEAD, allowed(b.plan_choices(s).await)),
                ("create_visit", &HEAD, allowed(b.create_visit(s, &plan).await)),
                (
                    "edit_visit",
                    &HEAD,
                    allowed(b.edit_visit(s, visit, 0, &plan).await),
                ),
                (
                    "step",
                    &HEAD,
                    allowed(b.step_visit(s, visit, VisitStep::Finish, "").await),
                ),
                (
                    "agree",
                    &DESK,
                    allowed(b.step_visit(s, visit, VisitStep::VillageAgrees, "").await),
                ),
                (
                    "decline",
                    &DESK,
                    allowed(b.step_visit(s, visit, VisitStep::VillageDeclines, "").await),
                ),
                (
                    "ask_village",
                    &DESK,
                    allowed(b.ask_village(s, visit, &contact(None)).await),
                ),
                ("book_for", &DESK, allowed(b.book_for(s, &someone(slot, 1)).await)),
                ("move_for", &DESK, allowed(b.move_for(s, nobody, slot).await)),
                (
                    "cancel_for",
                    &DESK,
                    allowed(b.cancel_for(s, nobody, "keliru").await),
                ),
                ("conflicts", &DESK, allowed(b.conflicts(s, visit).await)),
                ("outbox", &DESK, allowed(b.outbox(s, MessageState::Queued).await)),
                ("mark_sent", &DESK, allowed(b.mark_sent(s, none).await)),
                ("resend", &DESK, allowed(b.resend(s, none).await)),
                (
                    "add_operator",
                    &HEAD,
                    allowed(b.add_operator(s, &name, None).await),
                ),
                (
                    "certify",
                    &HEAD,
                    allowed(b.certify(s, absence.operator, None).await),
                ),
                ("add_absence", &HEAD, allowed(b.add_absence(s, &absence).await)),
                ("add_person", &HEAD, allowed(b.add_person(s, &person).await)),
                (
                    "set_work",
                    &HEAD,
                    allowed(b.set_work(s, absence.operator, person.work).await),
                ),
                (
                    "add_nib",
                    &HEAD,
                    allowed(b.add_supervised_nib(s, absence.operator).await),
                ),
                (
                    "undo_nib",
                    &HEAD,
                    allowed(b.undo_supervised_nib(s, absence.operator).await),
                ),
                ("office_day", &HEAD, allowed(b.office_day(s, date, None).await)),
            ];
            for (act, may, done) in acts {
                assert_eq!(done, may.contains(&role), "{role:?} {act}");
            }
            let removed = b.remove_absence(s, AbsenceId::new(nothing)).await;
            assert_eq!(allowed(removed), role == Role::DivisionHead);
            let shown = b.staff_visit(s, visit).await.unwrap().steps;
            for step in shown {
                let tried = b.step_visit(s, VisitId::new(nothing), step, "alasan").await;
                assert!(allowed(tried), "{role:?} is offered {step:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_operator_sees_the_people_of_the_day_alone() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        office.book(visit.slots[0], 1).await;
        let operator = office.staff(Role::Operator).await;
        let agency_head = office.staff(Role::AgencyHead).await;
        let before = office.backend.bookings(&operator, visit.id).await;
        assert_eq!(before, Err(ServiceError::Forbidden));
        assert_eq!(
            office
                .backend
                .bookings(&agency_head, visit.id)
                .await
                .unwrap()
                .len(),
            1
        );
        let opens = office.slots(visit.id).await[0].slot.starts_at;
        office.clock.set(opens);
        assert_eq!(
            office.backend.bookings(&operator, visit.id).await.unwrap().len(),
            1
        );
        office.wait(chrono::Duration::days(1));
        assert_eq!(
            office.backend.bookings(&operator, visit.id).await,
            Err(ServiceError::Forbidden)
        );
    })
    .await;
}

#[tokio::test]
async fn every_step_offered_to_a_role_is_allowed_to_it() {
    each(async |office| {
        let admin = office.staff(Role::Administration).await;
        let id = office.create(&plan_form(&[])).await;
        let offered = office.backend.staff_visit(&admin, id).await.unwrap().steps;
        assert_eq!(offered, [VisitStep::AskVillage]);
        let asked = office
            .backend
            .step_visit(&admin, id, VisitStep::AskVillage, "")
            .await;
        assert!(matches!(asked, Err(ServiceError::Invalid(_))), "{asked:?}");
        office
            .backend
            .ask_village(&admin, id, &contact(None))
            .await
            .unwrap();
        let offered = office.backend.staff_visit(&admin, id).await.unwrap().steps;
        assert_eq!(
            offered,
            [
                VisitStep::AskVillage,
                VisitStep::VillageAgrees,
                VisitStep::VillageDeclines
            ]
        );
    })
    .await;
}
