//! Backup and restore of SQLite while the server runs. PostgreSQL has its own tools.

use crate::Backend;
use crate::db::Pool;
use crate::error::{StoreError, Stored};
use sqlx::AssertSqlSafe;
use std::path::Path;

/// Every table, those that are referred to first.
const TABLES: [&str; 55] = [
    "village",
    "holiday",
    "lunar_day",
    "odalan",
    "setting",
    "staff",
    "staff_session",
    "operator",
    "absence",
    "supervised_nib",
    "visit",
    "banjar",
    "village_link",
    "guest_village",
    "demand_check",
    "allotment",
    "slot",
    "booking",
    "message",
    "audit_entry",
    "venue_answer",
    "letter",
    "month_plan",
    "readiness_check",
    "village_fact",
    "candidate",
    "interest",
    "service_day",
    "day_device",
    "day_event",
    "queue_entry",
    "queue_share",
    "incident",
    "follow_up",
    "office_return_day",
    "return_slip",
    "outage_plan",
    "waiting",
    "channel_pause",
    "channel_month",
    "whatsapp_contact",
    "outreach",
    "outreach_banjar",
    "channel_code",
    "booking_channel",
    "question",
    "faq",
    "booking_business",
    "survey_answer",
    "msme_count",
    "evaluation_meeting",
    "obstacle",
    "decision",
    "decision_reply",
    "visit_report",
];

impl Backend {
    /// Writes a consistent copy of the database to a new file.
    ///
    /// # Errors
    /// Where the file is there already or cannot be written; on PostgreSQL.
    pub async fn backup(&self, to: &Path) -> Stored<()> {
        let pool = self.pool.sqlite_writer().ok_or(StoreError::SqliteOnly)?;
        if to.exists() {
            return Err(StoreError::NoBackup(
                to.to_owned(),
                "the file is there already".into(),
            ));
        }
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| StoreError::Folder(folder.to_owned(), error.to_string()))?;
        }
        // Sent to the writer, so that the copy holds every booking acknowledged before.
        sqlx::query("vacuum into $1")
            .bind(to.display().to_string())
            .execute(pool)
            .await?;
        Ok(())
    }
}

/// Replaces everything in the database by a backup, in one transaction: a server that runs goes on
/// with the restored data.
///
/// # Errors
/// Where the file is no backup, or of a newer version; nothing is changed then. On PostgreSQL.
pub async fn restore(from: &Path, database_url: &str) -> Stored<()> {
    let no_backup = |why: String| StoreError::NoBackup(from.to_owned(), why);
    if !from.is_file() {
        return Err(no_backup("there is no such file".into()));
    }
    let target = Pool::connect(database_url).await?;
    let pool = target.sqlite_writer().ok_or(StoreError::SqliteOnly)?.clone();
    target.migrate().await?;
    // Brought to this version in a copy: the backup itself is never written to.
    let copy = std::env::temp_dir().join(format!("jemput-izin-restore-{}.db", uuid::Uuid::now_v7()));
    std::fs::copy(from, &copy).map_err(|error| no_backup(error.to_string()))?;
    let copied = copy_over(&pool, &copy).await;
    for end in ["", "-wal", "-shm"] {
        // What is left over lies in the folder for temporary files.
        let _ = std::fs::remove_file(format!("{}{end}", copy.display()));
    }
    target.close().await;
    copied.map_err(|error| no_backup(error.to_string()))
}

async fn copy_over(pool: &sqlx::SqlitePool, copy: &Path) -> Stored<()> {
    let source = Pool::connect(&format!("sqlite://{}", copy.display())).await?;
    let checked = check(&source).await;
    source.close().await;
    checked?;
    let mut connection = pool.acquire().await?;
    sqlx::query("attach database $1 as backup")
        .bind(copy.display().to_string())
        .execute(&mut *connection)
        .await?;
    let replaced = replace_rows(&mut connection).await;
    if replaced.is_err() {
        // The first error counts; without a transaction there is nothing to undo.
        let _ = sqlx::query("rollback").execute(&mut *connection).await;
    }
    let _ = sqlx::query("detach database backup")
        .execute(&mut *connection)
        .await;
    replaced
}

async fn check(source: &Pool) -> Stored<()> {
    let pool = source.sqlite_writer().ok_or(StoreError::SqliteOnly)?;
    let (state,): (String,) = sqlx::query_as("pragma integrity_check(1)")
        .fetch_one(pool)
        .await?;
    if state != "ok" {
        return Err(StoreError::Corrupt("backup"));
    }
    // An empty file would become an empty database; a backup has the tables of its time.
    let (tables,): (i64,) =
        sqlx::query_as("select count(*) from sqlite_master where name in ('visit', 'booking')")
            .fetch_one(pool)
            .await?;
    if tables != 2 {
        return Err(StoreError::Corrupt("backup (no visits and bookings)"));
    }
    source.migrate().await
}

async fn replace_rows(connection: &mut sqlx::SqliteConnection) -> Stored<()> {
    sqlx::query("begin immediate").execute(&mut *connection).await?;
    for table in TABLES.iter().rev() {
        sqlx::query(AssertSqlSafe(format!("delete from main.{table}")))
            .execute(&mut *connection)
            .await?;
    }
    for table in TABLES {
        sqlx::query(AssertSqlSafe(format!(
            "insert into main.{table} select * from backup.{table}"
        )))
        .execute(&mut *connection)
        .await?;
    }
    sqlx::query("commit").execute(&mut *connection).await?;
    Ok(())
}
