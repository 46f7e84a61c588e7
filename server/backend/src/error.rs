//! What can go wrong in the store.

use domain::error::ServiceError;
use std::path::PathBuf;

/// An error of the store: for the log and for the person who starts the server.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database cannot be read.
    #[error("DATABASE_URL cannot be used: {0}")]
    Url(String),
    /// The folder of the database cannot be made.
    #[error("the folder {path} cannot be made: {why}", path = .0.display(), why = .1)]
    Folder(PathBuf, String),
    /// The database refused.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema cannot be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored value cannot be read.
    #[error("stored {0} cannot be read")]
    Corrupt(&'static str),
    /// Only SQLite does this.
    #[error("this works on SQLite only; PostgreSQL has pg_dump and pg_restore")]
    SqliteOnly,
    /// The file is no backup.
    #[error("{path} is no backup of this program: {why}", path = .0.display(), why = .1)]
    NoBackup(PathBuf, String),
    /// The address of the mail server cannot be read.
    #[error("SMTP_URL or MAIL_FROM cannot be used: {0}")]
    Smtp(String),
    /// No client for the channels over HTTP can be made.
    #[error("channels: {0}")]
    Channel(String),
    /// A password could not be hashed.
    #[error("password hash: {0}")]
    Password(String),
    /// A paper or a picture could not be set.
    #[error("paper: {0}")]
    Paper(String),
    /// A table could not be written.
    #[error("table: {0}")]
    Table(String),
    /// Work beside the requests ended early.
    #[error("work beside the requests: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// Result of the store.
pub type Stored<T> = Result<T, StoreError>;

impl StoreError {
    /// PostgreSQL gave up one of two transactions that waited for each other: trying again helps.
    pub(crate) fn is_deadlock(&self) -> bool {
        let StoreError::Database(sqlx::Error::Database(error)) = self else {
            return false;
        };
        matches!(error.code().as_deref(), Some("40P01" | "40001"))
    }

    /// Something that is referred to is not there.
    pub(crate) fn is_foreign_key_violation(&self) -> bool {
        matches!(self, StoreError::Database(sqlx::Error::Database(error)) if error.is_foreign_key_violation())
    }

    /// A unique key is taken.
    pub(crate) fn is_unique_violation(&self) -> bool {
        matches!(self, StoreError::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

/// Users are told to try again; the log says why. Errors of statements name no values.
impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> ServiceError {
        tracing::error!(%error, "store");
        ServiceError::Busy
    }
}
