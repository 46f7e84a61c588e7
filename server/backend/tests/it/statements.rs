//! How many statements a recompute takes: the same for a small visit and for a full one.

use crate::common::{Office, each};
use crate::forms::someone;
use backend::testing::tell_outage;
use domain::id::{EventId, OperatorId, VisitId};
use domain::message::MessageKind;
use domain::plan::VisitPlanForm;
use domain::service::{PublicService, StaffService};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Counts what sqlx says it ran on this thread.
struct Counter(Arc<AtomicUsize>);

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Statements of one certificate, which computes the one visit of its operator anew.
async fn statements_of_a_certificate(office: &Office, operator: OperatorId) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let on = office.backend.operators(&office.head).await.unwrap();
    let on = on.iter().find(|it| it.id == operator).unwrap().certified_on;
    let counting = tracing::subscriber::set_default(Counter(count.clone()));
    office.backend.certify(&office.head, operator, on).await.unwrap();
    drop(counting);
    count.load(Ordering::Relaxed)
}

/// Statements of telling a day that OSS fails.
async fn statements_of_an_outage(office: &Office, visit: VisitId) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let counting = tracing::subscriber::set_default(Counter(count.clone()));
    let incident = EventId::new(uuid::Uuid::now_v7());
    tell_outage(&office.backend, visit, incident, office.clock.now())
        .await
        .unwrap();
    drop(counting);
    count.load(Ordering::Relaxed)
}

#[tokio::test]
async fn an_outage_is_told_to_forty_five_by_as_many_statements_as_to_two() {
    each(async |office| {
        let visit = office
            .open_planned(5, |form| form.slot_minutes = "60".into())
            .await;
        for person in 0..2 {
            office.book(visit.slots[person % 3], person).await;
        }
        let few = statements_of_an_outage(&office, visit.id).await;
        for person in 2..45 {
            office.book(visit.slots[person % 3], person).await;
        }
        let many = statements_of_an_outage(&office, visit.id).await;
        assert_eq!(office.drafts(MessageKind::Outage).await.len(), 2 + 45);
        if office.database == "postgres" {
            assert!(few >= 3, "the statements were seen: {few}");
            assert_eq!(many, few);
        }
    })
    .await;
}

#[tokio::test]
async fn forty_slots_and_two_hundred_bookings_take_no_statement_more_than_one_slot() {
    each(async |office| {
        // SQLite runs its statements on a thread of its own, where nothing counts them: the same code.
        let counts = office.database == "postgres";
        let short = |form: &mut VisitPlanForm| form.ends_at = "08:50".into();
        let small = office.open_planned(1, short).await;
        assert_eq!(small.slots.len(), 1);
        let few = statements_of_a_certificate(&office, small.operators[0]).await;

        let long = |form: &mut VisitPlanForm| {
            form.date = "2026-06-11".into();
            (form.starts_at, form.ends_at) = ("08:00".into(), "18:00".into());
            (form.slot_minutes, form.service_minutes) = ("15".into(), "15".into());
        };
        let large = office.open_planned(5, long).await;
        assert_eq!(large.slots.len(), 40);
        let bookings = if counts { 200 } else { 20 };
        for person in 0..bookings {
            let new = someone(large.slots[person % 40], person);
            office.backend.book(&new).await.unwrap();
        }
        let many = statements_of_a_certificate(&office, large.operators[0]).await;
        if counts {
            assert!(few >= 5, "the statements were seen: {few}");
            assert_eq!(many, few);
        }
        assert_eq!(office.people(large.id).await.len(), bookings);
    })
    .await;
}
