//! The outbox under load: how fast messages leave, what bookings feel of many that wait, what a poster costs.

use crate::bookings::in_turns;
use crate::client::{Connection, get, load};
use crate::data::Data;
use crate::figures::{compare, url};
use crate::table::{Line, Table, median};
use crate::website::{Website, secret_file};
use crate::{Fallible, Plan, say};
use axum::routing::post;
use axum::{Json, Router};
use backend::testing::fill_outbox;
use backend::{Backend, ChannelConfig, Clock, Config, Secret, WhatsApp};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Messages that are due at once.
const DUE: u32 = 10_000;
/// Messages that wait while people book.
const WAITING: u32 = 100_000;
/// Requests that a worker has under way.
const AT_ONCE: usize = 50;
/// Seconds of a processor for a poster.
const POSTER_CPU: f64 = 0.5;
/// Posters that are printed for the figure.
const POSTERS: usize = 10;

/// What WhatsApp says to a message it takes.
fn taken() -> Value {
    json!({ "messaging_product": "whatsapp", "messages": [{ "id": "wamid.1" }] })
}

/// A server that takes messages as WhatsApp does, on a thread of its own, and counts them.
fn sink(count: Arc<AtomicUsize>) -> Fallible<SocketAddr> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let take = move |_: Json<Value>| {
        count.fetch_add(1, Ordering::Relaxed);
        async { Json(taken()) }
    };
    let routes = Router::new().route("/{number}/messages", post(take));
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async { axum::serve(tokio::net::TcpListener::from_std(listener)?, routes).await })
    });
    Ok(address)
}

/// An office that sends to the sink, at ten in the morning: nothing waits for the day.
async fn office(plan: &Plan, file: &Path, sink: SocketAddr) -> Fallible<Backend> {
    let config = Config {
        database_url: url(file),
        public_url: "http://localhost".into(),
        secret: Secret::load_or_create(&secret_file(&plan.folder))?,
        photo_folder: plan.folder.join("photos"),
        smtp: None,
    };
    let account = WhatsApp {
        base_url: format!("http://{sink}"),
        phone_number_id: "1".into(),
        token: "kunci".into(),
        app_secret: "rahasia".into(),
        verify_token: "sepakat".into(),
    };
    let channels = ChannelConfig {
        whatsapp: Some(account),
        ..ChannelConfig::default()
    };
    let backend = Backend::open_with(config, channels, Clock::fixed(at_ten())).await?;
    backend.set_setting("whatsapp_ceiling", "0").await?;
    Ok(backend)
}

/// Ten in the morning in Bali, today.
fn at_ten() -> DateTime<Utc> {
    let today = domain::calendar::date_in_wita(Clock::System.now());
    today.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::Duration::hours(2)
}

/// Measures.
pub(crate) async fn messages(
    plan: &Plan,
    table: &mut Table,
    data: &Arc<Data>,
    (sent, few, many): (&Path, &Path, &Path),
) -> Fallible<()> {
    leaving(plan, table, data, sent).await?;
    waiting(plan, table, data, few, many).await
}

/// Due messages against as many bare requests to the same server.
async fn leaving(plan: &Plan, table: &mut Table, data: &Data, file: &Path) -> Fallible<()> {
    say(&format!(
        "Sending {DUE} messages, and making as many bare requests"
    ));
    let count = Arc::new(AtomicUsize::new(0));
    let sink = sink(count.clone())?;
    let office = office(plan, file, sink).await?;
    let visit = data.visit.parse().map_err(|_| "no visit")?;
    fill_outbox(&office, visit, DUE).await?;
    let begun = Instant::now();
    // Somebody else runs on this thread while it waits.
    let sent = office.send_due().await?;
    let rate = sent as f64 / begun.elapsed().as_secs_f64();
    let arrived = count.load(Ordering::Relaxed);
    if sent != DUE as usize || arrived != sent {
        return Err(format!("{sent} of {DUE} messages were sent, {arrived} arrived").into());
    }
    let body = taken().to_string();
    let request = format!(
        "POST /1/messages HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes();
    let bare = load(sink, AT_ONCE, DUE as usize, 200, move |_| request.clone()).await?;
    compare(
        table,
        &format!("messages sent, {DUE} due"),
        rate,
        ("bare requests", bare.rate),
        0.05,
    );
    office.close().await;
    Ok(())
}

/// Bookings beside an outbox that is empty and one that is full.
async fn waiting(plan: &Plan, table: &mut Table, data: &Arc<Data>, few: &Path, many: &Path) -> Fallible<()> {
    say(&format!("Booking with {WAITING} messages waiting"));
    // Sent to nobody: the servers below have no WhatsApp, and drafts wait for a person.
    let config = Config {
        database_url: url(many),
        public_url: "http://localhost".into(),
        secret: Secret::load_or_create(&secret_file(&plan.folder))?,
        photo_folder: plan.folder.join("photos"),
        smtp: None,
    };
    let office = Backend::open(config, Clock::fixed(at_ten())).await?;
    let visit = data.visit.parse().map_err(|_| "no visit")?;
    for _ in 0..WAITING / 10_000 {
        fill_outbox(&office, visit, 10_000).await?;
    }
    office.close().await;
    let servers = [
        Website::start(&plan.folder, &url(few)).await?,
        Website::start(&plan.folder, &url(many)).await?,
    ];
    let [few, many] = in_turns(plan, data, &servers)
        .await?
        .each_ref()
        .map(|times| median(times));
    let ratio = many / few;
    table.push(Line {
        what: &format!("booking p50 with {WAITING} messages waiting"),
        figure: format!("{many:.2} ms"),
        yardstick: format!("none waiting {few:.2} ms"),
        ratio: Some(ratio),
        target: "≤ 1.2".into(),
        met: Some(ratio <= 1.2),
    });
    posters(table, data, &servers[0]).await
}

/// Processor time of posters that nobody asked for before, and of one that was.
async fn posters(table: &mut Table, data: &Data, website: &Website) -> Fallible<()> {
    say("Printing posters");
    let mut connection = Connection::open(website.address).await?;
    let before = website.processor_seconds()?;
    for visit in data.visits.iter().take(POSTERS) {
        let path = format!("/kunjungan/{visit}/poster.pdf");
        let answer = connection.ask(&get(&path, "")).await?;
        if answer.status != 200 || !answer.body.starts_with(b"%PDF") {
            return Err(format!("{path} is answered with {}", answer.status).into());
        }
    }
    let each = (website.processor_seconds()? - before) / POSTERS as f64;
    table.below("poster, processor time", each, POSTER_CPU, "s");
    let path = format!("/kunjungan/{}/poster.pdf", data.visits[0]);
    let times = load(website.address, 1, 50, 200, move |_| get(&path, ""))
        .await?
        .times;
    table.note("  the same poster again", format!("{:.1} ms", median(&times)));
    Ok(())
}
