//! The figures of `end2end/measure.mjs`: a slow phone on a slow network.

use crate::Fallible;
use crate::data::Data;
use crate::table::Table;
use crate::website::Website;
use std::process::{Command, Stdio};

/// Measures in a browser; where that fails, the table says so.
pub(crate) fn measure(website: &Website, data: &Data, table: &mut Table) {
    if let Err(error) = try_measure(website, data, table) {
        table.note("throttled Chromium", format!("failed: {error}"));
    }
}

fn try_measure(website: &Website, data: &Data, table: &mut Table) -> Fallible<()> {
    let output = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/measure.mjs"))
        .arg(format!("http://{}/kunjungan/{}", website.address, data.visit))
        .stderr(Stdio::inherit())
        .output()?;
    let figures: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let number = |name: &str| {
        figures[name]
            .as_f64()
            .ok_or_else(|| format!("no {name} in {figures}"))
    };
    table.below(
        "seconds until the form takes text",
        number("typing_ms")? / 1000.0,
        2.5,
        "s",
    );
    table.below(
        "a whole booking without WebAssembly",
        number("booking_bytes")? / 1024.0,
        60.0,
        "KB",
    );
    Ok(())
}
