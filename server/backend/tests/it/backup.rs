//! Backup and restore while the server runs.

use crate::common::{each, temporary};
use backend::{StoreError, restore};
use domain::service::{PublicService, StaffService};

#[tokio::test]
async fn a_restored_backup_brings_every_row_back_while_the_server_runs() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let (kept, file) = (office.book(visit.slots[0], 1).await, temporary("backup.db"));
        if office.database == "postgres" {
            assert!(matches!(
                office.backend.backup(&file).await,
                Err(StoreError::SqliteOnly)
            ));
            std::fs::write(&file, "x").unwrap();
            assert!(matches!(
                restore(&file, &office.url).await,
                Err(StoreError::SqliteOnly)
            ));
            return;
        }
        office.backend.backup(&file).await.unwrap();
        let before = office.backend.staff_visit(&office.head, visit.id).await.unwrap();
        let ticket = office.backend.ticket(&kept).await.unwrap();
        office.backend.cancel_booking(&kept).await.unwrap();
        let later = office.book(visit.slots[1], 2).await;

        restore(&file, &office.url).await.unwrap();
        assert_eq!(
            office.backend.staff_visit(&office.head, visit.id).await.unwrap(),
            before
        );
        assert_eq!(office.backend.ticket(&kept).await.unwrap(), ticket);
        assert!(office.backend.ticket(&later).await.is_err());
        assert_eq!(office.backend.villages("").await.unwrap().len(), 133);
        // The server goes on writing.
        office.book(visit.slots[1], 2).await;
        assert_eq!(office.people(visit.id).await.len(), 2);
        let there = office.backend.backup(&file).await;
        assert!(
            matches!(there, Err(StoreError::NoBackup(..))),
            "no backup is overwritten"
        );
        std::fs::remove_file(file).unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_backup_is_refused_and_nothing_changes() {
    each(async |office| {
        if office.database == "postgres" {
            return;
        }
        let visit = office.open_visit(1).await;
        let token = office.book(visit.slots[0], 1).await;
        let empty_database = temporary("empty.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(&empty_database)
            .create_if_missing(true);
        use sqlx::Connection;
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::query("create table other (x text)")
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        let garbage = temporary("garbage.db");
        std::fs::write(&garbage, "ini bukan cadangan".repeat(500)).unwrap();
        let nothing = temporary("nothing.db");
        std::fs::write(&nothing, "").unwrap();
        // A backup that was cut off on its way.
        let cut = temporary("cut.db");
        office.backend.backup(&cut).await.unwrap();
        let bytes = std::fs::read(&cut).unwrap();
        std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
        for file in [
            &empty_database,
            &garbage,
            &nothing,
            &cut,
            &temporary("missing.db"),
        ] {
            let refused = restore(file, &office.url).await.unwrap_err();
            assert!(matches!(refused, StoreError::NoBackup(..)), "{refused}");
            assert!(
                refused.to_string().contains(&file.display().to_string()),
                "{refused}"
            );
            let _ = std::fs::remove_file(file);
        }
        assert!(office.backend.ticket(&token).await.is_ok());
        assert_eq!(office.people(visit.id).await.len(), 1);
        office.book(visit.slots[1], 2).await;
    })
    .await;
}
