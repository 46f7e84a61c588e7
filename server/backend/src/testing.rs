//! Fresh databases for tests: a SQLite file, and a PostgreSQL database where a server is named; and, for tests of
//! what follows the day, its steps without the events that lead to them.

use crate::Backend;
use crate::after_text;
use crate::error::{StoreError, Stored};
use crate::follow_ups::{self, NewFollowUp};
use crate::outbox::{self, NewMessage, Wish};
use chrono::{DateTime, Utc};
use domain::id::{BookingId, EntryId, EventId, VisitId};
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::pending::PendingReason;
use domain::phone::Phone;
use domain::settings::Settings;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

/// Addresses of fresh, empty databases: name and URL. SQLite always; PostgreSQL where
/// `TEST_POSTGRES_URL` names a server that may create databases.
///
/// # Panics
/// Where `REQUIRE_POSTGRES` is set and no server is named, or the server refuses: a test must not
/// pass because half of it was left out.
#[expect(clippy::expect_used, reason = "tests end here when a database cannot be had")]
pub async fn databases() -> Vec<(&'static str, String)> {
    let name = format!("jemput_{}", Uuid::now_v7().simple());
    let file = std::env::temp_dir()
        .join("jemput-izin-tests")
        .join(format!("{name}.db"));
    let mut all = vec![("sqlite", format!("sqlite://{}", file.display()))];
    match std::env::var("TEST_POSTGRES_URL") {
        Ok(url) => {
            let mut server = PgConnection::connect(&url)
                .await
                .expect("TEST_POSTGRES_URL names a server");
            let create = AssertSqlSafe(format!("create database {name}"));
            sqlx::query(create)
                .execute(&mut server)
                .await
                .expect("the server creates a database");
            let (server_url, _) = url
                .rsplit_once('/')
                .expect("TEST_POSTGRES_URL ends in a database");
            all.push(("postgres", format!("{server_url}/{name}")));
        }
        Err(_) => assert!(
            std::env::var("REQUIRE_POSTGRES").is_err(),
            "TEST_POSTGRES_URL is needed"
        ),
    }
    all
}

/// Opens the follow-up of a person whom the day left unfinished.
///
/// # Errors
/// Of the store.
pub async fn open_follow_up(
    backend: &Backend,
    (visit, entry): (VisitId, EntryId),
    booking: Option<BookingId>,
    reason: PendingReason,
    call_back: Option<DateTime<Utc>>,
) -> Stored<()> {
    let mut tx = backend.pool.begin().await?;
    let new = NewFollowUp {
        entry,
        visit,
        booking,
        reason,
        note: None,
        call_back,
    };
    follow_ups::open(&mut tx, backend.now(), new).await?;
    tx.commit().await
}

/// Takes it back: the day's outcome was corrected.
///
/// # Errors
/// Of the store.
pub async fn withdraw_follow_up(backend: &Backend, entry: EntryId) -> Stored<()> {
    let mut tx = backend.pool.begin().await?;
    follow_ups::withdraw(&mut tx, entry).await?;
    tx.commit().await
}

/// Writes so many messages about a visit at once, due now, to numbers of their own.
///
/// # Errors
/// Of the store.
pub async fn fill_outbox(backend: &Backend, visit: VisitId, number: u32) -> Stored<()> {
    let now = backend.now();
    let mut tx = backend.pool.begin().await?;
    let ways = backend.ways(&mut tx).await?;
    let corrupt = |_| StoreError::Corrupt("phone");
    let messages = (0..number).map(|at| {
        Ok(NewMessage {
            kind: MessageKind::NibReady,
            step: format!("fill:{}", Uuid::now_v7()),
            visit,
            booking: None,
            to_name: format!("Orang {at}"),
            phone: Phone::parse(&format!("0813{at:07}")).map_err(corrupt)?,
            email: None,
            wish: Wish::default(),
            useful_until: None,
            text: after_text::nib_ready(Lang::Id, "Orang", None, &Settings::default()),
        })
    });
    let messages = messages.collect::<Stored<Vec<_>>>()?;
    outbox::write(&mut tx, now, &ways, messages).await?;
    tx.commit().await
}

/// Tells the people of a day that OSS has failed since then.
///
/// # Errors
/// Of the store.
pub async fn tell_outage(
    backend: &Backend,
    visit: VisitId,
    incident: EventId,
    since: DateTime<Utc>,
) -> Stored<()> {
    let (mut tx, now) = (backend.pool.begin().await?, backend.now());
    backend
        .outage_messages(&mut tx, now, visit, incident, since)
        .await?;
    tx.commit().await
}

/// Tells them that it is over.
///
/// # Errors
/// Of the store.
pub async fn tell_outage_over(backend: &Backend, visit: VisitId, incident: EventId) -> Stored<()> {
    let (mut tx, now) = (backend.pool.begin().await?, backend.now());
    backend.outage_over(&mut tx, now, visit, incident).await?;
    tx.commit().await
}

/// Bookings of a visit that hold a return slip.
///
/// # Errors
/// Of the store.
pub async fn precedence(backend: &Backend, visit: VisitId) -> Stored<Vec<BookingId>> {
    crate::return_slips::precedence_of(&backend.pool, visit).await
}
