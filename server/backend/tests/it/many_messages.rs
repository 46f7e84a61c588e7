//! Many messages: two workers, a sink that counts, and bookings that do not wait for them.

use crate::common::{Office, backend_on, each_on};
use crate::meta::Meta;
use backend::ChannelConfig;
use backend::testing::fill_outbox;
use domain::id::SlotId;
use std::collections::HashSet;
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn thousands_of_messages_leave_by_two_workers_each_once() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        office.backend.set_setting("whatsapp_ceiling", "0").await.unwrap();
        let visit = office.open_visit(1).await;
        office.backend.send_due().await.unwrap();
        meta.taken();
        // Rows of PostgreSQL's are versions: a fifth of them keeps the test short.
        let number = if office.database == "sqlite" {
            10_000
        } else {
            2_000
        };
        fill_outbox(&office.backend, visit.id, number).await.unwrap();
        let number = number as usize;
        let other = backend_on(&office.url, &office.clock, None, meta.whatsapp()).await;
        let begun = Instant::now();
        let (one, two) = tokio::join!(
            tokio::spawn({
                let backend = office.backend.clone();
                async move { backend.send_due().await.unwrap() }
            }),
            tokio::spawn(async move { other.send_due().await.unwrap() })
        );
        println!("{number} messages in {:?}", begun.elapsed());
        let (one, two) = (one.unwrap(), two.unwrap());
        let taken = meta.taken();
        let different: HashSet<_> = taken
            .iter()
            .map(|it| it["biz_opaque_callback_data"].to_string())
            .collect();
        assert_eq!(
            (taken.len(), different.len(), one + two),
            (number, number, number)
        );
        assert_eq!(office.backend.gauges().await.unwrap().messages_waiting, 0);
        meta.asked();
    })
    .await;
}

/// The time a booking takes: the middle one of many.
async fn a_booking(office: &Office, slot: SlotId, from: usize) -> Duration {
    let mut times = Vec::new();
    for person in from..from + 31 {
        let begun = Instant::now();
        office.book(slot, person).await;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times[15]
}

#[tokio::test]
async fn a_booking_does_not_wait_for_a_hundred_thousand_messages() {
    each_on(None, ChannelConfig::default(), async |office| {
        let visit = office
            .open_planned(12, |form| form.slot_minutes = "180".into())
            .await;
        let before = a_booking(&office, visit.slots[0], 0).await;
        for _ in 0..10 {
            fill_outbox(&office.backend, visit.id, 10_000).await.unwrap();
        }
        assert_eq!(
            office.backend.gauges().await.unwrap().messages_by_hand,
            100_000 + 1 + 31
        );
        let after = a_booking(&office, visit.slots[0], 100).await;
        println!("a booking: {before:?}, with 100,000 messages waiting: {after:?}");
        // Twice for the noise of a busy machine; without the indexes it is a hundred times.
        assert!(
            after < before * 2 + Duration::from_millis(2),
            "{before:?}, then {after:?}"
        );
    })
    .await;
}
