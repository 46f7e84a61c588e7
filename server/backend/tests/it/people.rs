//! The people of the programme: duty, training, working days, and the ledger of the training.

use crate::common::{Office, day, each};
use crate::forms::plan_form;
use domain::error::ServiceError;
use domain::id::OperatorId;
use domain::service::StaffService;
use domain::staff::{NewAbsence, Operator};
use domain::team::{Duty, NewPerson, Training, Work, WorkingDays};
use domain::text::Line;
use uuid::Uuid;

async fn person(office: &Office, id: OperatorId) -> Operator {
    let all = office.backend.operators(&office.head).await.unwrap();
    all.into_iter().find(|it| it.id == id).unwrap()
}

async fn work(office: &Office, id: OperatorId, work: Work) {
    let set = office.backend.set_work(&office.head, id, work);
    set.await.unwrap();
}

#[tokio::test]
async fn a_person_is_kept_as_added() {
    each(async |office| {
        let new = NewPerson {
            name: Line::parse("Ni Luh Admin").unwrap(),
            work: Work {
                duty: Duty::Administration,
                supervised: false,
                days: WorkingDays::from_key("tue,sat").unwrap(),
            },
            certified_on: Some(day(1, 5)),
        };
        office.backend.add_person(&office.head, &new).await.unwrap();
        let [it] = &office.backend.operators(&office.head).await.unwrap()[..] else {
            panic!("one person")
        };
        assert_eq!(
            (it.name.as_str(), it.work, it.certified_on),
            ("Ni Luh Admin", new.work, new.certified_on)
        );
        let today = office.backend.today(&office.head).await.unwrap();
        assert_eq!(today.certified, 0, "a certificate alone makes no OSS operator");
        let usual = office.operators(1).await[0];
        assert_eq!(person(&office, usual).await.work, Work::default());
        assert_eq!(office.backend.today(&office.head).await.unwrap().certified, 1);
    })
    .await;
}

#[tokio::test]
async fn duty_training_and_week_decide_the_capacity() {
    each(async |office| {
        let visit = office.open_visit(1).await; // a Wednesday
        let id = visit.operators[0];
        let capacity = async || office.slots(visit.id).await[0].slot.capacity;
        let usual = Work::default();
        assert_eq!(capacity().await, 1);
        for duty in [Duty::Administration, Duty::DivisionHead, Duty::AgencyHead] {
            work(&office, id, Work { duty, ..usual }).await;
            assert_eq!(capacity().await, 0, "{duty:?}");
        }
        let days = WorkingDays::from_key("mon,tue,thu,fri").unwrap();
        work(&office, id, Work { days, ..usual }).await;
        assert_eq!(capacity().await, 0);
        assert!(office.slots(visit.id).await[0].operators.is_empty());

        // Certified from the day after the visit on: until then supervised or not.
        office
            .backend
            .certify(&office.head, id, Some(day(6, 11)))
            .await
            .unwrap();
        for (supervised, weight, expected) in [
            (false, "100", 0),
            (true, "99", 0),
            (true, "100", 1),
            (true, "0", 0),
        ] {
            office
                .backend
                .set_setting("supervised_weight", weight)
                .await
                .unwrap();
            work(&office, id, Work { supervised, ..usual }).await;
            assert_eq!(capacity().await, expected, "{supervised} {weight} %");
        }
        assert_eq!(
            person(&office, id).await.training_on(day(6, 10)),
            Training::Supervised
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_weight_counts_in_the_coming_visits_at_once() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let id = visit.operators[0];
        office.backend.certify(&office.head, id, None).await.unwrap();
        let supervised = Work {
            supervised: true,
            ..Work::default()
        };
        work(&office, id, supervised).await;
        for (weight, expected) in [("100", 1), ("0", 0), ("100", 1)] {
            office
                .backend
                .set_setting("supervised_weight", weight)
                .await
                .unwrap();
            let slot = office.slots(visit.id).await.remove(0);
            assert_eq!(
                (slot.slot.capacity, slot.operators.len() as u32),
                (expected, expected)
            );
        }
        let wrong = office.backend.set_setting("supervised_weight", "101").await;
        assert!(wrong.is_err());
    })
    .await;
}

#[tokio::test]
async fn each_nib_under_supervision_is_counted_and_the_latest_taken_back() {
    each(async |office| {
        let ids = office.operators(2).await;
        let (b, head) = (&office.backend, &office.head);
        let alone = b.add_supervised_nib(head, ids[0]).await;
        assert_eq!(
            alone,
            Err(ServiceError::NotFound),
            "nobody supervises this person"
        );
        let supervised = Work {
            supervised: true,
            ..Work::default()
        };
        work(&office, ids[0], supervised).await;
        for _ in 0..3 {
            b.add_supervised_nib(head, ids[0]).await.unwrap();
        }
        b.undo_supervised_nib(head, ids[0]).await.unwrap();
        assert_eq!(person(&office, ids[0]).await.supervised_nibs, 2);
        assert_eq!(person(&office, ids[1]).await.supervised_nibs, 0);
        for _ in 0..3 {
            b.undo_supervised_nib(head, ids[0]).await.unwrap();
        }
        assert_eq!(person(&office, ids[0]).await.supervised_nibs, 0);
        let nobody = OperatorId::new(Uuid::nil());
        let unknown = b.set_work(head, nobody, supervised).await;
        assert_eq!(unknown, Err(ServiceError::NotFound));
        let acts = office
            .sql("select act from audit_entry where act like 'supervised-nib%' order by id")
            .await;
        assert_eq!(
            acts.len(),
            3 + 1 + 2,
            "what was not there was not taken back: {acts:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_absence_names_the_visits_it_meets_and_their_surplus() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        office.book(visit.slots[0], 1).await;
        office.book(visit.slots[0], 2).await;
        let mut later = plan_form(&visit.operators);
        later.date = "2026-06-12".into();
        office.create(&later).await;
        let absence = NewAbsence {
            operator: visit.operators[0],
            from: day(6, 9),
            until: day(6, 10),
            reason: Line::parse("upacara").unwrap(),
        };
        office.backend.add_absence(&office.head, &absence).await.unwrap();
        let away = person(&office, visit.operators[0]).await.absences.remove(0);
        let [touched] = &away.visits[..] else {
            panic!("one visit lies in the absence: {:?}", away.visits)
        };
        assert_eq!(
            (touched.visit, touched.date, touched.surplus),
            (visit.id, day(6, 10), 1)
        );
        assert_eq!(touched.village, "Bengkel");
        assert_eq!(office.people(visit.id).await.len(), 2, "nobody is dropped");
        assert_eq!(
            office
                .backend
                .conflicts(&office.head, visit.id)
                .await
                .unwrap()
                .len(),
            1
        );
    })
    .await;
}
