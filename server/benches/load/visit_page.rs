//! Pages a second.

use crate::client::{Connection, get};
use crate::data::Data;
use crate::figures::compare;
use crate::table::{Table, median};
use crate::website::Website;
use crate::{Fallible, Plan, bare, say};
use std::process::Command;

/// The visit page, rendered each time, against the same bytes from memory.
pub(crate) async fn visit_page(
    plan: &Plan,
    table: &mut Table,
    website: &Website,
    data: &Data,
) -> Fallible<()> {
    say("Rendering the visit page, and serving the same bytes from memory");
    let path = format!("/kunjungan/{}", data.visit);
    let page = {
        let mut connection = Connection::open(website.address).await?;
        let answer = connection.ask(&get(&path, "")).await?;
        if answer.status != 200 {
            return Err(format!("{path} is answered with {}", answer.status).into());
        }
        answer.body.to_vec()
    };
    let rendered = format!("http://{}{path}", website.address);
    let from_memory = format!("http://{}/", bare::serve(page)?);
    let (mut rates, mut yardsticks, mut packed) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=plan.rounds {
        let turn = [
            wrk(&rendered, "identity")?,
            wrk(&from_memory, "identity")?,
            wrk(&rendered, "br")?,
        ];
        // The first round warms up.
        if round > 0 {
            rates.push(turn[0]);
            yardsticks.push(turn[1]);
            packed.push(turn[2]);
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

/// Pages a second, asked for by `wrk`: it costs less than any client of ours, which matters for a page that
/// comes from memory.
fn wrk(url: &str, coding: &str) -> Fallible<f64> {
    let output = Command::new("wrk")
        .args(["--threads=2", "--connections=16", "--duration=3s"])
        .args([&format!("--header=accept-encoding: {coding}"), url])
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || text.contains("Non-2xx") || text.contains("Socket errors") {
        return Err(format!("wrk {url}: {text}").into());
    }
    let rate = text.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
    Ok(rate.ok_or("wrk told no rate")?.trim().parse()?)
}
