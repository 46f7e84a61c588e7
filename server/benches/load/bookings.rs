//! Bookings over HTTP: how many a second, how long each takes.

use crate::bare::{self, Reader};
use crate::client::{Connection, Load, load};
use crate::data::{Data, booking};
use crate::figures::{compare, mib, url};
use crate::table::{Line, Table, median, percentile};
use crate::website::Website;
use crate::{Fallible, Plan, past, say};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Connections of the load.
const MANY: usize = 64;
/// Connections of a quiet hour.
const FEW: usize = 4;
/// Latencies are compared in many short turns, so that a busy moment falls on both.
const QUIET_TURNS: usize = 40;
const QUIET_BOOKINGS: usize = 50;

/// Every person is a new one.
fn new_people(count: usize) -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    NEXT.fetch_add(count, Ordering::Relaxed)
}

/// Books so many times, each time in the next slot of all or always in the contested one.
async fn book(
    website: &Website,
    data: &Arc<Data>,
    connections: usize,
    count: usize,
    distinct: bool,
) -> Fallible<Load> {
    let (from, data) = (new_people(count), data.clone());
    load(website.address, connections, count, 201, move |number| {
        let slot = if distinct {
            &data.slots[(from + number) % data.slots.len()]
        } else {
            &data.contested
        };
        booking(slot, from + number)
    })
    .await
}

/// On distinct slots and on one, against a bare loop that commits the same rows.
pub(crate) async fn bookings(
    plan: &Plan,
    table: &mut Table,
    website: &Website,
    data: &Arc<Data>,
    served: &Path,
    bare_file: &Path,
) -> Fallible<()> {
    say("Booking over HTTP, and committing the same rows in a bare loop");
    let mut committed = Reader::open(served).await?;
    let mut bare = bare::open(bare_file).await?;
    for distinct in [true, false] {
        // Statements are prepared and caches filled before it counts.
        book(website, data, MANY, 500, distinct).await?;
        bare::commit(&mut bare, &committed.new_rows().await?).await?;
        let (mut rates, mut yardsticks, mut times) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..plan.rounds {
            let load = book(website, data, MANY, plan.requests, distinct).await?;
            rates.push(load.rate);
            times.extend(load.times);
            yardsticks.push(bare::commit(&mut bare, &committed.new_rows().await?).await?);
        }
        let what = if distinct {
            "bookings, distinct slots"
        } else {
            "bookings, one contested slot"
        };
        compare(
            table,
            what,
            median(&rates),
            ("bare loop", median(&yardsticks)),
            0.5,
        );
        table.note(
            "  latency p50 / p99 at 64 connections",
            format!("{:.0} / {:.0} ms", median(&times), percentile(&times, 0.99)),
        );
    }
    Ok(())
}

/// With a thousand and with a million bookings of former visits in the database.
pub(crate) async fn past_bookings(
    plan: &Plan,
    table: &mut Table,
    data: &Arc<Data>,
    copy: &impl Fn(&str) -> Fallible<PathBuf>,
) -> Fallible<()> {
    say(&format!(
        "Adding 1,000 past bookings to one database and {} to another",
        plan.past
    ));
    let begun = Instant::now();
    let (few, lots) = (copy("few.db")?, copy("lots.db")?);
    let today = today();
    past::add(&few, 1000, today).await?;
    past::add(&lots, plan.past, today).await?;
    say(&format!(
        "Booking in both ({:.0} s later, {:.0} MB)",
        begun.elapsed().as_secs_f64(),
        fs::metadata(&lots)?.len() as f64 / 1e6
    ));
    let servers = [
        Website::start(&plan.folder, &url(&few)).await?,
        Website::start(&plan.folder, &url(&lots)).await?,
    ];
    let times = in_turns(plan, data, &servers).await?;
    let [few, lots] = times.each_ref().map(|times| median(times));
    let [few_high, lots_high] = times.each_ref().map(|times| percentile(times, 0.99));
    let millions = plan.past as f64 / 1e6;
    let ratio = lots / few;
    table.push(Line {
        what: &format!("booking p50 with {millions} million past"),
        figure: format!("{lots:.2} ms"),
        yardstick: format!("1 thousand {few:.2} ms"),
        ratio: Some(ratio),
        target: "≤ 1.2".into(),
        met: Some(ratio <= 1.2),
    });
    table.push(Line {
        what: &format!("booking p99 with {millions} million past"),
        figure: format!("{lots_high:.2} ms"),
        yardstick: format!("1 thousand {few_high:.2} ms"),
        ratio: Some(lots_high / few_high),
        target: String::new(),
        met: None,
    });
    let most = mib(servers[1].memory()?.most);
    table.below(
        &format!("server memory with {millions} million past"),
        most,
        80.0,
        "MB",
    );
    Ok(())
}

/// Milliseconds of bookings of a quiet hour by two servers, which take turns.
pub(crate) async fn in_turns(
    plan: &Plan,
    data: &Arc<Data>,
    servers: &[Website; 2],
) -> Fallible<[Vec<f64>; 2]> {
    let mut times = [Vec::new(), Vec::new()];
    for turn in 0..=plan.rounds * QUIET_TURNS {
        // Now the one first, now the other.
        for at in [turn % 2, (turn + 1) % 2] {
            let load = book(&servers[at], data, FEW, QUIET_BOOKINGS, true).await?;
            // The first turn warms up.
            if turn > 0 {
                times[at].extend(load.times);
            }
        }
    }
    Ok(times)
}

/// The day in Bali.
fn today() -> chrono::NaiveDate {
    domain::calendar::date_in_wita(backend::Clock::System.now())
}

/// Books once more, for the pages of a ticket.
pub(crate) async fn manage_token(website: &Website, data: &Data) -> Fallible<String> {
    let mut connection = Connection::open(website.address).await?;
    let answer = connection.ask(&booking(&data.slots[0], new_people(1))).await?;
    let ticket: serde_json::Value = serde_json::from_slice(answer.body)?;
    let token = ticket["manage_token"].as_str();
    Ok(token.ok_or_else(|| format!("no booking: {ticket}"))?.to_owned())
}

/// PostgreSQL, where there is a throw-away one. It does not wait for its disk: a figure without a yardstick.
pub(crate) async fn postgres(plan: &Plan, table: &mut Table) -> Fallible<()> {
    let databases = backend::testing::databases().await;
    let Some((_, database_url)) = databases.into_iter().find(|(name, _)| *name == "postgres") else {
        return Ok(());
    };
    say("Booking on PostgreSQL");
    let data = Arc::new(Data::prepare(plan, &database_url).await?);
    let website = Website::start(&plan.folder, &database_url).await?;
    for distinct in [true, false] {
        book(&website, &data, MANY, 500, distinct).await?;
        let load = book(&website, &data, MANY, plan.requests, distinct).await?;
        let what = if distinct {
            "distinct slots"
        } else {
            "contested slot"
        };
        table.note(
            &format!("bookings on PostgreSQL without fsync, {what}"),
            format!("{:.0} /s", load.rate),
        );
    }
    Ok(())
}
