//! Past bookings in bulk: visits of former days, fully booked, with their messages and their record. SQLite.

use crate::Fallible;
use chrono::NaiveDate;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use std::path::Path;

/// A visit for every 18 of $1 bookings, each village on each day before $2, ids in the order of time.
const VISITS: &str = "insert into visit (id, village_code, date, starts_at, ends_at, slot_minutes, service_minutes,
    walk_in_places, venue, state, attended, version, created_at)
    with recursive n(i) as (select 0 union all select i + 1 from n where (i + 1) * 18 < $1),
    villages as (select code, row_number() over (order by code) - 1 as k, count(*) over () as number from village),
    days as (select n.i, v.code, date($2, '-' || (n.i / v.number + 1) || ' days') as day
      from n join villages v on v.k = n.i % v.number)
    select unhex(printf('%012x70008%015x', unixepoch(day) * 1000, i)), code, day, day || 'T00:30:00+00:00',
    day || 'T03:30:00+00:00', 20, 20, 0, 'Balai Desa', 'evaluated', 18, 6,
    strftime('%Y-%m-%dT02:00:00+00:00', day, '-30 days') from days";

/// 9 slots of 2 places in each.
const SLOTS: &str = "insert into slot (id, visit_id, starts_at, ends_at, capacity, booked, withdrawn)
    with recursive k(k) as (select 0 union all select k + 1 from k where k < 8)
    select unhex(substr(hex(v.id), 1, 12) || hex(randomblob(10))), v.id,
    strftime('%Y-%m-%dT%H:%M:%S+00:00', v.starts_at, '+' || (k * 20) || ' minutes'),
    strftime('%Y-%m-%dT%H:%M:%S+00:00', v.starts_at, '+' || (k * 20 + 20) || ' minutes'), 2, 2, false
    from visit v cross join k where v.state = 'evaluated'";

/// Two people a slot. Codes are drawn from all there are; the factor scatters them and has none twice.
const BOOKINGS: &str =
    "insert into booking (id, visit_id, slot_id, code, state, name, name_key, phone, banjar,
    business_activity, assistance_needed, lang, idempotency_key, request_hash, moves, created_at)
    with places as (select s.id, s.visit_id, s.starts_at, s.rowid * 2 + p.p as n
      from slot s join visit v on v.id = s.visit_id cross join (select 0 as p union all select 1) p
      where v.state = 'evaluated' limit $1),
    codes as (select *, n * 7919 % 28629151 as c, 'ABCDEFGHJKMNPQRSTUVWXYZ23456789' as signs from places)
    select unhex(substr(hex(visit_id), 1, 12) || hex(randomblob(10))), visit_id, id,
    substr(signs, c % 31 + 1, 1) || substr(signs, c / 31 % 31 + 1, 1) || substr(signs, c / 961 % 31 + 1, 1)
      || substr(signs, c / 29791 % 31 + 1, 1) || substr(signs, c / 923521 + 1, 1),
    'nib-issued', 'Ni Wayan Sari ' || n, 'niwayansari' || n, printf('+62813%08d', n), 'Banjar Tengah',
    'jual jaje Bali dan kopi', false, 'id', lower(hex(randomblob(16))), lower(hex(randomblob(32))), 0,
    strftime('%Y-%m-%dT%H:%M:%S+00:00', starts_at, '-7 days') from codes";

const MESSAGES: &str = "insert into message (id, kind, channel, state, step, visit_id, booking_id, to_name, recipient,
    subject, body, attempts, due_at, sent_at, created_at)
    select unhex(substr(hex(id), 1, 12) || hex(randomblob(10))), 'booked', 'whatsapp-draft', 'sent',
    'booking:' || lower(hex(id)) || ':booked', visit_id, id, name, '',
    'Terdaftar: Senin, 14 Desember 2026 pukul 08.30 WITA, kode ' || code, '', 0, created_at, created_at, created_at
    from booking where state = 'nib-issued'";

const RECORD: &str = "insert into audit_entry (id, at, actor, act, visit_id, booking_id, detail)
    select unhex(substr(hex(id), 1, 12) || hex(randomblob(10))), created_at, 'applicant', 'booking-made', visit_id, id,
    '08.30' from booking where state = 'nib-issued'";

/// Adds so many bookings of the days before `today` to a database that nobody else uses.
pub(crate) async fn add(file: &Path, bookings: u64, today: NaiveDate) -> Fallible<()> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        // Fast, and unsafe: a database that is lost is made anew.
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false)
        .pragma("cache_size", "-400000")
        .pragma("temp_store", "memory")
        // As the server does when it stops.
        .optimize_on_close(true, None)
        .disable_statement_logging();
    let mut connection = options.connect().await?;
    let bookings = i64::try_from(bookings)?;
    sqlx::query("begin").execute(&mut connection).await?;
    for sql in [VISITS, SLOTS, BOOKINGS, MESSAGES, RECORD] {
        let query = sqlx::query(sql);
        let query = match sql {
            VISITS => query.bind(bookings).bind(today),
            BOOKINGS => query.bind(bookings),
            _ => query,
        };
        query.execute(&mut connection).await?;
    }
    sqlx::query("commit").execute(&mut connection).await?;
    let made: i64 = sqlx::query_scalar("select count(*) from booking where state = 'nib-issued'")
        .fetch_one(&mut connection)
        .await?;
    if made != bookings {
        return Err(format!("made {made} past bookings instead of {bookings}").into());
    }
    sqlx::Connection::close(connection).await?;
    // The disk is still busy with it otherwise when bookings are measured.
    std::fs::File::open(file)?.sync_all()?;
    Ok(())
}
