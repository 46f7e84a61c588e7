//! `make bench`: speed and sizes beside their yardsticks, in one run. A benchmark, no test: what is not
//! reached is printed, not refused.
//!
//! Each figure and its yardstick take turns for some rounds, and the medians are compared, so that a busy
//! moment of the machine does not fall on one of them alone. To add a figure: measure it in a file
//! of its own, call that in `figures`, give it a line in the table.

mod bare;
mod boards;
mod bookings;
mod client;
mod data;
mod desks;
mod figures;
mod looking_back;
mod messages;
mod office;
mod past;
mod sizes;
mod slow_phone;
mod table;
mod visit_page;
mod website;

use std::path::{Path, PathBuf};
use std::time::Instant;
use table::Table;
use tokio::signal::unix::{SignalKind, signal};

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// What the environment says.
struct Plan {
    /// Folder for databases, on the disk of the build; the caller removes it.
    folder: PathBuf,
    /// Past bookings of the large database.
    past: u64,
    /// Turns of each figure and its yardstick.
    rounds: usize,
    /// Bookings of a turn.
    requests: usize,
}

impl Plan {
    fn read() -> Fallible<Plan> {
        let number = |name, otherwise| match std::env::var(name) {
            Ok(text) => text
                .parse::<u64>()
                .map_err(|_| format!("{name}: {text:?} is no number")),
            Err(_) => Ok(otherwise),
        };
        let folder = std::env::var_os("BENCH_DIR").ok_or("BENCH_DIR: run this through `make bench`")?;
        Ok(Plan {
            folder: folder.into(),
            past: number("BENCH_PAST", 1_000_000)?,
            rounds: usize::try_from(number("BENCH_ROUNDS", 3)?)?.max(1),
            requests: usize::try_from(number("BENCH_REQUESTS", 3000)?)?.max(100),
        })
    }
}

/// Says what takes long.
fn say(what: &str) {
    println!("» {what} …");
}

/// Requests are made by one thread; the machine's other time is the server's.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Fallible<()> {
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        done = run(Plan::read()?) => done,
        // Servers are stopped when their handles are dropped.
        _ = tokio::signal::ctrl_c() => Err("interrupted".into()),
        _ = terminated.recv() => Err("terminated".into()),
    }
}

async fn run(plan: Plan) -> Fallible<()> {
    let begun = Instant::now();
    let mut table = Table::default();
    let sizes = figures::all(&plan, &mut table).await;
    let cores = std::thread::available_parallelism()?;
    println!(
        "\n{cores} processors for server and client together; databases on {}, where 4 KiB are on disk after {:.0} µs\n",
        file_system(&plan.folder),
        sync_micros(&plan.folder)?
    );
    // Also where a later figure failed.
    table.print();
    println!();
    sizes?.print();
    println!("\nTook {} s", begun.elapsed().as_secs());
    Ok(())
}

/// Type of the file system that holds a folder.
fn file_system(folder: &Path) -> String {
    let found = std::process::Command::new("findmnt")
        .args(["--noheadings", "--output=FSTYPE", "--target"])
        .arg(folder)
        .output();
    found.map_or_else(
        |_| "an unknown file system".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

/// Median time until a small write is on disk.
fn sync_micros(folder: &Path) -> Fallible<f64> {
    use std::io::Write;
    let path = folder.join("sync");
    let mut file = std::fs::File::create(&path)?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        file.write_all(&[1; 4096])?;
        file.sync_data()?;
        times.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    std::fs::remove_file(path)?;
    Ok(table::median(&times))
}
