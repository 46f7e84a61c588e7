//! Fresh databases for tests: a SQLite file, and a PostgreSQL database where a server is named.

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
