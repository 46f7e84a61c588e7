//! What is measured, in its order.

use crate::bare::{self, Reader};
use crate::client::{Connection, Load, get, load};
use crate::data::{Data, booking};
use crate::sizes::{Pages, Sizes};
use crate::table::{Line, Table, median, percentile};
use crate::website::Website;
use crate::{Fallible, Plan, past, say, slow_phone};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Connections of the load.
const MANY: usize = 64;
/// Connections of readers, and of a quiet hour.
const READERS: usize = 16;
const FEW: usize = 4;
/// Pages from memory for each rendered one: so that both take about as long.
const STATIC_PAGES: usize = 20;
/// Latencies are compared in many short turns, so that a busy moment falls on both.
const QUIET_TURNS: usize = 10;
const QUIET_BOOKINGS: usize = 50;

/// Measures everything.
pub(crate) async fn all(plan: &Plan, table: &mut Table) -> Fallible<Sizes> {
    say("Preparing villages and visits");
    let base = plan.folder.join("base.db");
    let data = Arc::new(Data::prepare(plan, &url(&base)).await?);
    let copy = |name: &str| -> Fallible<PathBuf> {
        let file = plan.folder.join(name);
        fs::copy(&base, &file)?;
        Ok(file)
    };
    let served = copy("served.db")?;
    let website = Website::start(&plan.folder, &url(&served)).await?;
    let at_rest = website.memory()?;

    bookings(plan, table, &website, &data, &served, &copy("bare.db")?).await?;
    visit_page(plan, table, &website, &data).await?;
    past_bookings(plan, table, &data, &copy).await?;

    let after = website.memory()?;
    let mib = |bytes: u64| bytes as f64 / 1_048_576.0;
    table.below("server memory, at rest", mib(at_rest.now), 80.0, "MB");
    table.below("server memory, after the load", mib(after.now), 80.0, "MB");
    table.below("server memory, most under the load", mib(after.most), 80.0, "MB");

    say("Taking sizes");
    let ticket = manage_token(&website, &data).await?;
    let sizes = Sizes::take(&website, &Pages::of(&data, &ticket), table).await?;
    say("Opening the booking form in a throttled Chromium");
    slow_phone::measure(&website, &data, table);
    drop(website);
    if let Err(error) = postgres(plan, table).await {
        table.note("bookings on PostgreSQL", format!("failed: {error}"));
    }
    Ok(sizes)
}

fn url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

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

async fn bookings(
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

/// Compares two rates; the figure is to reach this share of the yardstick.
fn compare(table: &mut Table, what: &str, figure: f64, (named, yardstick): (&str, f64), target: f64) {
    let ratio = figure / yardstick;
    table.push(Line {
        what,
        figure: format!("{figure:.0} /s"),
        yardstick: format!("{named} {yardstick:.0} /s"),
        ratio: Some(ratio),
        target: format!("≥ {target}"),
        met: Some(ratio >= target),
    });
}

async fn visit_page(plan: &Plan, table: &mut Table, website: &Website, data: &Data) -> Fallible<()> {
    say("Rendering the visit page, and serving the same bytes from memory");
    let path = format!("/kunjungan/{}", data.visit);
    let (plain, compressed) = (get(&path, ""), get(&path, "br"));
    let page = {
        let mut connection = Connection::open(website.address).await?;
        let answer = connection.ask(&plain).await?;
        if answer.status != 200 {
            return Err(format!("{path} is answered with {}", answer.status).into());
        }
        answer.body.to_vec()
    };
    let memory = bare::serve(page)?;
    let (mut rates, mut yardsticks, mut packed) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=plan.rounds {
        let (request, static_request) = (plain.clone(), get("/", ""));
        let rendered = load(website.address, READERS, plan.requests, 200, move |_| {
            request.clone()
        })
        .await?;
        let from_memory = load(memory, READERS, plan.requests * STATIC_PAGES, 200, move |_| {
            static_request.clone()
        })
        .await?;
        let request = compressed.clone();
        let with_brotli = load(website.address, READERS, plan.requests, 200, move |_| {
            request.clone()
        })
        .await?;
        // The first round warms up.
        if round > 0 {
            rates.push(rendered.rate);
            yardsticks.push(from_memory.rate);
            packed.push(with_brotli.rate);
        }
    }
    let yardstick = ("from memory", median(&yardsticks));
    compare(
        table,
        "visit page, rendered each time",
        median(&rates),
        yardstick,
        0.02,
    );
    table.note(
        "  the same, compressed for browsers",
        format!("{:.0} /s", median(&packed)),
    );
    Ok(())
}

async fn past_bookings(
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
    let mut times = [Vec::new(), Vec::new()];
    for turn in 0..=plan.rounds * QUIET_TURNS {
        for (server, times) in servers.iter().zip(&mut times) {
            let load = book(server, data, FEW, QUIET_BOOKINGS, true).await?;
            // The first turn warms up.
            if turn > 0 {
                times.extend(load.times);
            }
        }
    }
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
    let most = servers[1].memory()?.most as f64 / 1_048_576.0;
    table.below(
        &format!("server memory with {millions} million past"),
        most,
        80.0,
        "MB",
    );
    Ok(())
}

/// The day in Bali.
fn today() -> chrono::NaiveDate {
    domain::calendar::date_in_wita(backend::Clock::System.now())
}

/// Books once more, for the pages of a ticket.
async fn manage_token(website: &Website, data: &Data) -> Fallible<String> {
    let mut connection = Connection::open(website.address).await?;
    let answer = connection.ask(&booking(&data.slots[0], new_people(1))).await?;
    let ticket: serde_json::Value = serde_json::from_slice(answer.body)?;
    let token = ticket["manage_token"].as_str();
    Ok(token.ok_or_else(|| format!("no booking: {ticket}"))?.to_owned())
}

/// PostgreSQL, where there is a throw-away one. It does not wait for its disk: a figure without a yardstick.
async fn postgres(plan: &Plan, table: &mut Table) -> Fallible<()> {
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
