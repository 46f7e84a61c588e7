//! Many messages: two workers, a sink that counts.

use crate::common::{backend_on, each_on};
use crate::meta::Meta;
use backend::testing::fill_outbox;
use std::collections::HashSet;
use std::time::Instant;

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
