//! Open boards: how fast a change reaches all of them, and what each costs.

use crate::client::Connection;
use crate::data::Data;
use crate::figures::url;
use crate::office::{log_in, post};
use crate::table::{Table, percentile};
use crate::website::Website;
use crate::{Fallible, Plan, say};
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

/// Boards and tickets of a busy day.
const BOARDS: usize = 2000;
/// People who come while they are open.
const CHANGES: usize = 20;
/// Longest time of a change.
const LONGEST: Duration = Duration::from_secs(20);
/// Milliseconds within which a change is to be on nearly all boards.
const TARGET: f64 = 1000.0;

/// Opens all boards, lets people come one after the other, and notes when each board was told.
pub(crate) async fn boards(plan: &Plan, table: &mut Table, data: &Data, file: &Path) -> Fallible<()> {
    say(&format!("Opening {BOARDS} boards"));
    rlimit::increase_nofile_limit(65_536)?;
    let website = Website::start(&plan.folder, &url(file)).await?;
    let cookie = log_in(&website).await?;
    let desk = format!("/staf/kunjungan/{}/meja", data.hall);
    // Pages and statements are warm before memory is taken.
    come(&website, &desk, &cookie, 0).await?;
    let before = website.memory()?.now;
    let (told, mut news) = mpsc::unbounded_channel();
    for _ in 0..BOARDS {
        let stream = open(website.address, &data.hall).await?;
        tokio::spawn(follow(stream, told.clone()));
    }
    heard(&mut news, Instant::now()).await?;
    let each = website.memory()?.now.saturating_sub(before) / BOARDS as u64;

    say("Telling all of them of a change");
    let mut times = Vec::new();
    for person in 1..=CHANGES {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let begun = Instant::now();
        come(&website, &desk, &cookie, person).await?;
        times.extend(heard(&mut news, begun).await?);
    }
    let of = |share| percentile(&times, share);
    table.below(
        &format!("a change on {BOARDS} boards, p99"),
        of(0.99),
        TARGET,
        "ms",
    );
    table.note("  the same, p50", format!("{:.0} ms", of(0.5)));
    table.note(
        "server memory of an open board",
        format!("{:.1} KB", each as f64 / 1024.0),
    );
    Ok(())
}

/// A person without booking gets a number: committed when this returns.
async fn come(website: &Website, desk: &str, cookie: &str, person: usize) -> Fallible<()> {
    let body = format!(
        "act=walk-in&applicant_name=Ni+Wayan+Sari&phone=0812345{:05}&business_activity=jual+jaje",
        10_000 + person
    );
    let mut connection = Connection::open(website.address).await?;
    let answer = connection.ask(&post(desk, cookie, &body)).await?;
    if answer.status != 303 {
        return Err(format!("a walk-in is answered with {}: {}", answer.status, answer.text()).into());
    }
    Ok(())
}

async fn open(address: SocketAddr, visit: &str) -> Fallible<TcpStream> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /antrean/{visit}/kabar HTTP/1.1\r\nhost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    Ok(stream)
}

/// Notes the moment of each change until the stream ends.
async fn follow(mut stream: TcpStream, told: mpsc::UnboundedSender<Instant>) {
    // A change begins with its id; nothing else on a stream looks like that.
    const MARK: &[u8] = b"\nid: ";
    let (mut buffer, mut kept) = ([0; 4096], Vec::new());
    while let Ok(read) = stream.read(&mut buffer).await {
        if read == 0 {
            return;
        }
        kept.extend_from_slice(&buffer[..read]);
        let marks = kept.windows(MARK.len()).filter(|part| *part == MARK).count();
        for _ in 0..marks {
            if told.send(Instant::now()).is_err() {
                return;
            }
        }
        // A mark may lie across two reads.
        kept.drain(..kept.len().saturating_sub(MARK.len() - 1));
    }
}

/// Waits until all boards were told; gives the milliseconds of each.
async fn heard(news: &mut mpsc::UnboundedReceiver<Instant>, begun: Instant) -> Fallible<Vec<f64>> {
    let mut times = Vec::with_capacity(BOARDS);
    let all = async {
        while times.len() < BOARDS {
            let Some(at) = news.recv().await else { break };
            times.push(at.duration_since(begun).as_secs_f64() * 1000.0);
        }
    };
    if tokio::time::timeout(LONGEST, all).await.is_err() || times.len() < BOARDS {
        return Err(format!("only {} of {BOARDS} boards were told", times.len()).into());
    }
    Ok(times)
}
