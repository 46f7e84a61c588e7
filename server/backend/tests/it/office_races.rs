//! The office changes a visit while people book, and while others change it.

use crate::common::{BENGKEL, JEGU, Office, day, each};
use crate::forms::{plan_form, someone};
use crate::races::{as_many_booked_as_bookings, at_once};
use backend::Backend;
use domain::error::ServiceError;
use domain::id::{OperatorId, VisitId};
use domain::plan::VisitPlanForm;
use domain::service::{PublicService, StaffService};
use domain::staff::{NewAbsence, Staff};
use domain::text::Line;
use domain::visit::VisitStep;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_visit_cancelled_while_people_book_leaves_nobody_behind() {
    each(async |office| {
        for round in 0..8usize {
            let village = if round.is_multiple_of(2) { BENGKEL } else { JEGU };
            let change = |form: &mut VisitPlanForm| {
                form.village = village.into();
                form.date = format!("2026-06-{:02}", 8 + round / 2);
            };
            let visit = office.open_planned(4, change).await;
            let booked = Arc::new(AtomicUsize::new(0));
            let people = (0..36).map(|person| {
                let (backend, booked) = (office.backend.clone(), booked.clone());
                let new = someone(visit.slots[person % 9], 100 * round + person);
                async move {
                    if backend.book(&new).await.is_ok() {
                        booked.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
            let cancel = tokio::spawn({
                let (backend, head, booked) = (office.backend.clone(), office.head.clone(), booked.clone());
                async move {
                    while booked.load(Ordering::Relaxed) <= round {
                        tokio::task::yield_now().await;
                    }
                    backend
                        .step_visit(&head, visit.id, VisitStep::Cancel, "banjir")
                        .await
                }
            });
            at_once(people.collect::<Vec<_>>()).await;
            cancel.await.unwrap().unwrap();
            let booked = booked.load(Ordering::Relaxed);
            assert_eq!(
                office.people(visit.id).await.len(),
                0,
                "a place in a cancelled visit"
            );
            let all = office.backend.bookings(&office.head, visit.id).await.unwrap();
            assert_eq!(all.len(), booked);
            let told = format!(
                "select kind from message where kind = 'visit-cancelled' and visit_id = {}",
                sql_id(&office, visit.id)
            );
            assert_eq!(office.sql(&told).await.len(), booked, "each is told");
            as_many_booked_as_bookings(&office, visit.id).await;
        }
    })
    .await;
}

async fn be_absent(backend: Backend, head: Staff, operator: OperatorId) {
    let absence = NewAbsence {
        operator,
        from: day(6, 9),
        until: day(6, 11),
        reason: Line::parse("sakit").unwrap(),
    };
    backend.add_absence(&head, &absence).await.unwrap();
}

async fn all_are_back(office: &Office) {
    for operator in office.backend.operators(&office.head).await.unwrap() {
        for absence in operator.absences {
            let removed = office.backend.remove_absence(&office.head, absence.id);
            removed.await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn absences_that_come_in_at_once_all_count() {
    each(async |office| {
        let operators = office.operators(5).await;
        let id = office.create(&plan_form(&operators)).await;
        for _ in 0..6 {
            let absent = operators[1..]
                .iter()
                .map(|it| be_absent(office.backend.clone(), office.head.clone(), *it));
            at_once(absent.collect::<Vec<_>>()).await;
            assert_eq!(office.slots(id).await[0].slot.capacity, 1);
            all_are_back(&office).await;
            assert_eq!(office.slots(id).await[0].slot.capacity, 5);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_joins_a_team_while_falling_ill_adds_no_capacity() {
    each(async |office| {
        let operators = office.operators(2).await;
        let id = office.create(&plan_form(&operators[..1])).await;
        for _ in 0..20 {
            let now = office.backend.staff_visit(&office.head, id).await.unwrap();
            let (mut plan, version) = (now.plan, now.version);
            plan.operators = operators.clone();
            let joins = tokio::spawn({
                let (backend, head) = (office.backend.clone(), office.head.clone());
                async move { backend.edit_visit(&head, id, version, &plan).await }
            });
            let ill = be_absent(office.backend.clone(), office.head.clone(), operators[1]);
            tokio::spawn(ill).await.unwrap();
            // Whoever is ill first is not allotted any more.
            let joined = joins.await.unwrap();
            assert!(
                matches!(joined, Ok(()) | Err(ServiceError::Invalid(_))),
                "{joined:?}"
            );
            assert_eq!(office.slots(id).await[0].slot.capacity, 1);
            all_are_back(&office).await;
            office.edit(id, |plan| plan.operators.truncate(1)).await.unwrap();
        }
    })
    .await;
}

/// An id as a literal: SQLite keeps its bytes.
fn sql_id(office: &Office, id: VisitId) -> String {
    if office.database == "sqlite" {
        format!("x'{}'", id.uuid().simple())
    } else {
        format!("'{id}'")
    }
}
