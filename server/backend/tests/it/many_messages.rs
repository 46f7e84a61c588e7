//! Many messages: two workers, a sink that counts.

use crate::common::{backend_on, each, each_on};
use crate::meta::Meta;
use backend::testing::fill_outbox;
use sqlx::{Connection, SqliteConnection};
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

#[tokio::test]
async fn a_table_that_has_grown_is_counted_again() {
    each(async |office| {
        if office.database != "sqlite" {
            // PostgreSQL counts by itself; nothing is done there, and nothing fails.
            return office.backend.count_tables().await.unwrap();
        }
        let visit = office.open_visit(1).await;
        let mut other = SqliteConnection::connect(&office.url).await.unwrap();
        // As a server left it that was stopped when there was hardly a message.
        sqlx::query("analyze").execute(&mut other).await.unwrap();
        fill_outbox(&office.backend, visit.id, 2_000).await.unwrap();
        let rows = async |connection: &mut SqliteConnection| -> u64 {
            let sql = "select stat from sqlite_stat1 where idx = 'message_by_state'";
            let stat: String = sqlx::query_scalar(sql).fetch_one(connection).await.unwrap();
            stat.split(' ').next().unwrap().parse().unwrap()
        };
        assert!(rows(&mut other).await < 10);
        office.backend.count_tables().await.unwrap();
        assert!(rows(&mut other).await > 1_000);
    })
    .await;
}
