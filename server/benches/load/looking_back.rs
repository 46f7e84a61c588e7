//! Ten years of visits looked back at: the dashboard, and a year as a workbook. SQLite.

use crate::client::{Connection, load};
use crate::figures::url;
use crate::office::{log_in, millis, post, with_cookie};
use crate::table::{Line, Table, median};
use crate::website::Website;
use crate::{Fallible, Plan, past, say};
use backend::Clock;
use chrono::{Datelike, NaiveDate};
use sqlx::{Connection as _, SqliteConnection};
use std::path::Path;
use std::time::Duration;

/// Bookings of ten years: 3,334 visits with 18 each.
const BOOKINGS: u64 = 60_000;
/// What the dashboard may cost, in times of the log-in page.
const MOST: f64 = 5.0;
/// Seconds of a processor for the workbook of a year.
const WORKBOOK_CPU: f64 = 2.0;

/// Past visits lie side by side: this spreads them over ten years before $1.
const SPREAD: &str = "with placed as (select id, date($1, '-' || (1 + (row_number() over (order by id) - 1) * 3650
      / count(*) over ()) || ' days') as day from visit where state = 'evaluated')
    update visit set date = p.day, starts_at = p.day || 'T00:30:00+00:00', ends_at = p.day || 'T03:30:00+00:00'
    from placed p where visit.id = p.id";
/// Their service days, as devices leave them.
const DAYS: &str = "insert into service_day (visit_id, version, last_number, last_block, closed_at)
    select id, 60, 18, 0, ends_at from visit where state = 'evaluated'";
const CAME: &str = "insert into queue_entry (id, visit_id, booking_id, number, stage, arrived_at, operator_id, ended_at,
    served_seconds, outcome, file_complete)
    select b.id, b.visit_id, b.id, row_number() over (partition by b.visit_id order by b.id), 'done', v.starts_at,
    (select id from operator order by id limit 1 offset (abs(random()) % 2)),
    strftime('%Y-%m-%dT%H:%M:%S+00:00', v.starts_at, '+40 minutes'), 1080,
    'nib-issued', true from booking b join visit v on v.id = b.visit_id where v.state = 'evaluated'";
const TEAMS: &str = "insert into allotment (visit_id, operator_id)
    select v.id, o.id from visit v cross join (select id from operator order by id limit 2) o
    where v.state = 'evaluated'";

async fn ten_years(file: &Path, today: NaiveDate) -> Fallible<()> {
    past::add(file, BOOKINGS, today).await?;
    let mut connection = SqliteConnection::connect(&url(file)).await?;
    for sql in [SPREAD, DAYS, CAME, TEAMS, "analyze"] {
        let query = sqlx::query(sql);
        let query = if sql == SPREAD { query.bind(today) } else { query };
        query.execute(&mut connection).await?;
    }
    Ok(connection.close().await?)
}

/// The dashboard against the log-in page on one connection, and the workbook.
pub(crate) async fn looking_back(plan: &Plan, table: &mut Table, file: &Path) -> Fallible<()> {
    say("Looking back at ten years");
    let today = domain::calendar::date_in_wita(Clock::System.now());
    ten_years(file, today).await?;
    let website = Website::start(&plan.folder, &url(file)).await?;
    let cookie = log_in(&website).await?;
    let year = today.year() - 1;
    let pages = [
        (
            "dashboard of a month, looked at again",
            [format!("{year}-05"), format!("{year}-05")],
        ),
        (
            "dashboard of a month, read anew",
            [format!("{year}-05"), format!("{year}-06")],
        ),
        (
            "dashboard of a year, read anew",
            [year.to_string(), (year - 1).to_string()],
        ),
    ];
    for (place, (what, periods)) in pages.iter().enumerate() {
        let (figure, yardstick) = in_turns(plan, &website, &cookie, periods).await?;
        let ratio = figure / yardstick;
        // What the office opens most is the month; the others are there to be watched.
        let is_aimed_at = place == 0;
        table.push(Line {
            what,
            figure: format!("{figure:.2} ms"),
            yardstick: format!("log-in page {yardstick:.2} ms"),
            ratio: Some(ratio),
            target: if is_aimed_at {
                format!("≤ {MOST}")
            } else {
                String::new()
            },
            met: is_aimed_at.then_some(ratio <= MOST),
        });
    }
    let (seconds, bytes) = workbook(&website, &cookie, year).await?;
    table.below("a year's workbook, processor time", seconds, WORKBOOK_CPU, "s");
    table.note("a year's workbook, size", format!("{} kB", bytes / 1_000));
    Ok(())
}

/// Milliseconds of the dashboard of two periods by turns, and of the log-in page, in the middle.
async fn in_turns(
    plan: &Plan,
    website: &Website,
    cookie: &str,
    periods: &[String; 2],
) -> Fallible<(f64, f64)> {
    let (mut figures, mut yardsticks) = (Vec::new(), Vec::new());
    for round in 0..=plan.rounds {
        let requests: Vec<_> = periods
            .iter()
            .map(|period| with_cookie(&format!("/staf/evaluasi?masa={period}"), cookie))
            .collect();
        let turn = load(website.address, 1, 40, 200, move |number| {
            requests[number % 2].clone()
        })
        .await?;
        let yardstick = millis(website, "/staf/masuk", "").await?;
        // The first round warms up.
        if round > 0 {
            figures.push(median(&turn.times));
            yardsticks.push(yardstick);
        }
    }
    Ok((median(&figures), median(&yardsticks)))
}

/// Processor seconds and bytes of a year's workbook with all its parts.
async fn workbook(website: &Website, cookie: &str, year: i32) -> Fallible<(f64, usize)> {
    let before = website.processor_seconds()?;
    let mut connection = Connection::open(website.address).await?;
    let asked = connection
        .ask(&post(
            "/staf/laporan",
            cookie,
            &format!("masa={year}&berkas=all.xlsx"),
        ))
        .await?;
    let place = asked.header("location").to_owned();
    if asked.status != 303 || place.is_empty() {
        return Err(format!("asking for a report is answered with {}", asked.status).into());
    }
    let file = format!("{}/berkas", place.trim_end_matches("/berkas"));
    for _ in 0..200 {
        let answer = connection.ask(&with_cookie(&file, cookie)).await?;
        if answer.status == 200 {
            let bytes = answer.body.len();
            return Ok((website.processor_seconds()? - before, bytes));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err("the workbook was not ready after 10 s".into())
}
