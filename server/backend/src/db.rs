//! The only file that knows there are two databases.
//!
//! A statement is a `const` beside the function that runs it, with `$1` placeholders, and runs
//! unchanged on both. To add one: write it portable (docs/decisions/0002), call it through
//! [`execute!`], [`fetch_all!`] or [`fetch_optional!`], and let a test run it on both.

use crate::error::StoreError;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Something of SQLite or of PostgreSQL.
#[derive(Debug, Clone)]
pub(crate) enum Db<S, P> {
    /// The embedded one.
    Sqlite(S),
    /// The one that many servers share.
    Postgres(P),
}

/// Connections to the database.
pub(crate) type Pool = Db<SqlitePools, PgPool>;

/// A transaction that may write.
pub(crate) type Tx = Db<Transaction<'static, Sqlite>, Transaction<'static, Postgres>>;

/// One connection writes, others read: writers that compete for SQLite's lock starve each other.
#[derive(Debug, Clone)]
pub(crate) struct SqlitePools {
    write: SqlitePool,
    read: SqlitePool,
}

/// Runs the same expression on whichever database it is.
macro_rules! on_db {
    ($db:expr, |$c:ident| $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite($c) => $body,
            $crate::db::Db::Postgres($c) => $body,
        }
    };
}

/// Runs a statement; gives the number of rows it touched.
macro_rules! execute {
    ($on:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::on_db!($on.connection(), |c| sqlx::query($sql)$(.bind($arg))*.execute(c).await
            .map(|done| done.rows_affected()).map_err($crate::error::StoreError::from))
    };
}

/// Reads all rows.
macro_rules! fetch_all {
    ($on:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::on_db!($on.connection(), |c| sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_all(c).await
            .map_err($crate::error::StoreError::from))
    };
}

/// Reads a row that may not be there.
macro_rules! fetch_optional {
    ($on:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::on_db!($on.connection(), |c| sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional(c).await
            .map_err($crate::error::StoreError::from))
    };
}

/// Inserts many rows in one statement: `insert_many!(tx, "insert into t (a, b) ", rows, |row, r| …)`.
macro_rules! insert_many {
    ($on:expr, $sql:expr, $rows:expr, |$row:ident, $it:ident| $bind:expr, $after:expr) => {
        $crate::db::on_db!($on.connection(), |c| {
            let mut query = sqlx::QueryBuilder::new($sql);
            query.push_values($rows, |mut $row, $it| $bind);
            query.push($after);
            query
                .build()
                .execute(c)
                .await
                .map(|done| done.rows_affected())
                .map_err($crate::error::StoreError::from)
        })
    };
}

pub(crate) use {execute, fetch_all, fetch_optional, insert_many, on_db};

/// Transactions that this program has committed, or tried to.
static COMMITS: AtomicU64 = AtomicU64::new(0);

/// Grows with every commit of this program: as long as it stands, what was read before is still true of what
/// this program writes.
pub(crate) fn commits() -> u64 {
    COMMITS.load(Ordering::Acquire)
}

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

impl Pool {
    /// Connects to `sqlite://file` or `postgres://…`.
    pub(crate) async fn connect(url: &str) -> Result<Pool, StoreError> {
        if url.starts_with("sqlite:") {
            Ok(Db::Sqlite(SqlitePools::connect(url).await?))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)
                .map_err(|error| StoreError::Url(error.to_string()))?
                .options([("lock_timeout", "5s"), ("statement_timeout", "20s")]);
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(5));
            Ok(Db::Postgres(pool.connect_with(options).await?))
        } else {
            Err(StoreError::Url("it starts with sqlite: or postgres:".into()))
        }
    }

    /// Brings the schema up to date.
    pub(crate) async fn migrate(&self) -> Result<(), StoreError> {
        match self {
            Db::Sqlite(pools) => MIGRATIONS.run(&pools.write).await?,
            Db::Postgres(pool) => MIGRATIONS.run(pool).await?,
        }
        Ok(())
    }

    /// Begins a transaction that writes. SQLite takes its lock at once, so that nothing read in the
    /// transaction can have changed when it writes.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Db::Sqlite(pools) => Db::Sqlite(pools.write.begin_with("begin immediate").await?),
            Db::Postgres(pool) => Db::Postgres(pool.begin().await?),
        })
    }

    /// For reads outside a transaction.
    pub(crate) fn connection(&self) -> Db<&SqlitePool, &PgPool> {
        match self {
            Db::Sqlite(pools) => Db::Sqlite(&pools.read),
            Db::Postgres(pool) => Db::Postgres(pool),
        }
    }

    /// The writing connection of SQLite, for backup and restore.
    pub(crate) fn sqlite_writer(&self) -> Option<&SqlitePool> {
        match self {
            Db::Sqlite(pools) => Some(&pools.write),
            Db::Postgres(_) => None,
        }
    }

    /// Lets SQLite count again tables that have grown or shrunk much since it counted them: it chose its way through
    /// a table of one row, and would go through all of it when there are a hundred thousand. PostgreSQL does this by
    /// itself. What was read before stays true.
    pub(crate) async fn count_tables(&self) -> Result<(), StoreError> {
        if let Db::Sqlite(pools) = self {
            // All tables (0x10000), those that need it (2), a sample of each (16).
            sqlx::query("pragma optimize = 0x10012")
                .execute(&pools.write)
                .await?;
        }
        Ok(())
    }

    /// Closes all connections.
    pub(crate) async fn close(&self) {
        match self {
            Db::Sqlite(pools) => {
                pools.read.close().await;
                pools.write.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// For the statements of this transaction.
    pub(crate) fn connection(&mut self) -> Db<&mut SqliteConnection, &mut PgConnection> {
        match self {
            Db::Sqlite(tx) => Db::Sqlite(&mut **tx),
            Db::Postgres(tx) => Db::Postgres(&mut **tx),
        }
    }

    /// Makes everything since `begin` last. Without it, all of it is undone.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        let done = on_db!(self, |tx| tx.commit().await.map_err(StoreError::from));
        COMMITS.fetch_add(1, Ordering::Release);
        done
    }
}

impl SqlitePools {
    async fn connect(url: &str) -> Result<SqlitePools, StoreError> {
        let options = SqliteConnectOptions::from_str(url)
            .map_err(|error| StoreError::Url(error.to_string()))?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged booking survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .optimize_on_close(true, None);
        if let Some(folder) = options
            .get_filename()
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder)
                .map_err(|error| StoreError::Folder(folder.to_owned(), error.to_string()))?;
        }
        let wait = Duration::from_secs(10);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(wait)
            .test_before_acquire(false)
            .connect_with(options.clone().pragma("cache_size", "-16000"))
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(wait)
            .test_before_acquire(false)
            .connect_with(options.read_only(true))
            .await?;
        Ok(SqlitePools { write, read })
    }
}
