//! The yardsticks: the same rows committed by a bare loop, the same bytes served from memory.

use crate::Fallible;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::serve::ListenerExt;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Row, Sqlite, SqliteConnection, TypeInfo, Value, ValueRef,
};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Instant;

/// Rows of one table as the server committed them, and the statement that inserts one.
struct Rows {
    insert: &'static str,
    rows: Vec<Vec<Cell>>,
}

#[derive(Clone)]
enum Cell {
    Null,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// What the server committed since the last look, in the order of its commits.
pub(crate) struct Committed {
    slots: Vec<Cell>,
    tables: Vec<Rows>,
}

/// Reads what a server commits.
pub(crate) struct Reader {
    connection: SqliteConnection,
    /// Last row seen of each table.
    seen: [i64; 3],
}

const TABLES: [(&str, &str); 3] = [
    (
        "booking",
        "select rowid, * from booking where rowid > $1 order by rowid",
    ),
    (
        "message",
        "select rowid, * from message where rowid > $1 order by rowid",
    ),
    (
        "audit_entry",
        "select rowid, * from audit_entry where rowid > $1 order by rowid",
    ),
];

impl Reader {
    pub(crate) async fn open(file: &Path) -> Fallible<Reader> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        let mut connection = options.connect().await?;
        let mut seen = [0; 3];
        for ((table, _), seen) in TABLES.into_iter().zip(&mut seen) {
            let last = AssertSqlSafe(format!("select coalesce(max(rowid), 0) from {table}"));
            *seen = sqlx::query_scalar(last).fetch_one(&mut connection).await?;
        }
        Ok(Reader { connection, seen })
    }

    /// Booking, message and audit entry of each booking made since the last call.
    pub(crate) async fn new_rows(&mut self) -> Fallible<Committed> {
        let (mut slots, mut tables) = (Vec::new(), Vec::new());
        for ((table, select), seen) in TABLES.into_iter().zip(&mut self.seen) {
            let found = sqlx::query(select)
                .bind(*seen)
                .fetch_all(&mut self.connection)
                .await?;
            let mut rows = Vec::new();
            for row in &found {
                *seen = row.try_get(0)?;
                rows.push(
                    (1..row.len())
                        .map(|at| cell(row, at))
                        .collect::<Fallible<Vec<_>>>()?,
                );
                if table == "booking" {
                    slots.push(cell_named(row, "slot_id")?);
                }
            }
            let columns = rows.first().map_or(1, Vec::len);
            let places: Vec<String> = (1..=columns).map(|at| format!("${at}")).collect();
            let insert = format!("insert into {table} values ({})", places.join(", "));
            // A handful in a run.
            let insert = insert.leak();
            tables.push(Rows { insert, rows });
        }
        if tables.iter().any(|table| table.rows.len() != slots.len()) {
            return Err("a booking without its message or its record".into());
        }
        Ok(Committed { slots, tables })
    }
}

fn cell_named(row: &SqliteRow, name: &str) -> Fallible<Cell> {
    let at = row
        .columns()
        .iter()
        .position(|column| sqlx::Column::name(column) == name);
    cell(row, at.ok_or("no such column")?)
}

fn cell(row: &SqliteRow, at: usize) -> Fallible<Cell> {
    let value = row.try_get_raw(at)?.to_owned();
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let kind = value.type_info().name().to_owned();
    Ok(match kind.as_str() {
        "TEXT" => Cell::Text(value.try_decode_unchecked()?),
        "BLOB" => Cell::Bytes(value.try_decode_unchecked()?),
        _ => Cell::Number(value.try_decode_unchecked()?),
    })
}

type Statement<'q> = Query<'q, Sqlite, SqliteArguments>;

fn bind<'q>(query: Statement<'q>, cell: &'q Cell) -> Statement<'q> {
    match cell {
        Cell::Null => query.bind(None::<i64>),
        Cell::Number(number) => query.bind(*number),
        Cell::Text(text) => query.bind(text.as_str()),
        Cell::Bytes(bytes) => query.bind(bytes.as_slice()),
    }
}

/// The loop's own database, with the durability of the server's.
pub(crate) async fn open(file: &Path) -> Fallible<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "-16000")
        .disable_statement_logging();
    Ok(options.connect().await?)
}

/// Commits each booking with its place, its message and its record in a transaction of its own; says how
/// many a second.
pub(crate) async fn commit(connection: &mut SqliteConnection, committed: &Committed) -> Fallible<f64> {
    let begun = Instant::now();
    for (at, slot) in committed.slots.iter().enumerate() {
        let mut tx = connection.begin_with("begin immediate").await?;
        let take = "update slot set booked = booked + 1 where id = $1 and booked < capacity";
        bind(sqlx::query(take), slot).execute(&mut *tx).await?;
        for table in &committed.tables {
            let insert = sqlx::query(AssertSqlSafe(table.insert));
            table.rows[at].iter().fold(insert, bind).execute(&mut *tx).await?;
        }
        tx.commit().await?;
    }
    Ok(committed.slots.len() as f64 / begun.elapsed().as_secs_f64())
}

/// Serves a page from memory by axum alone, on a thread of its own until the program ends.
pub(crate) fn serve(page: Vec<u8>) -> Fallible<SocketAddr> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let page = axum::body::Bytes::from(page);
    let answer = get(async move || ([(CONTENT_TYPE, "text/html; charset=utf-8")], page.clone()));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    std::thread::spawn(move || {
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| {
                // Without it the yardstick would only be slower.
                let _ = stream.set_nodelay(true);
            });
            axum::serve(listener, Router::new().route("/", answer)).await
        })
    });
    Ok(address)
}
