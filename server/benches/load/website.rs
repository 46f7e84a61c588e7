//! The server under measurement: the release build, in its own process.

use crate::Fallible;
use crate::client::{Connection, get};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server, stopped when it is dropped.
pub(crate) struct Website {
    process: Child,
    pub(crate) address: SocketAddr,
}

/// Memory in use, in bytes.
pub(crate) struct Memory {
    pub(crate) now: u64,
    pub(crate) most: u64,
}

/// Where the key of the links lies: the data is made with the same one.
pub(crate) fn secret_file(folder: &Path) -> std::path::PathBuf {
    folder.join("secret.key")
}

impl Website {
    /// Starts a server on a database and waits until it is ready.
    pub(crate) async fn start(folder: &Path, database_url: &str) -> Fallible<Website> {
        let program = std::env::var_os("SERVER_BIN").ok_or("SERVER_BIN: run this through `make bench`")?;
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let process = Command::new(program)
            .arg("serve")
            .env("DATABASE_URL", database_url)
            .env("SITE_ADDR", address.to_string())
            .env("SECRET_FILE", secret_file(folder))
            .env("DEMO", "0")
            // All requests come from one address: counted, never refused.
            .env("RATE_PER_MINUTE", "1000000000")
            .env("LOG", "warn")
            .env_remove("LOG_FORMAT")
            .env_remove("PUBLIC_URL")
            .env_remove("SMTP_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        let mut website = Website { process, address };
        for _ in 0..200 {
            if let Some(status) = website.process.try_wait()? {
                return Err(format!("the server ended at once: {status}").into());
            }
            if website.is_ready().await {
                return Ok(website);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err("the server was not ready after 10 s".into())
    }

    async fn is_ready(&self) -> bool {
        let Ok(mut connection) = Connection::open(self.address).await else {
            return false;
        };
        let answer = connection.ask(&get("/readyz", "")).await;
        answer.is_ok_and(|answer| answer.status == 200)
    }

    /// Seconds that its threads have run (proc(5): user and system time, in hundredths).
    pub(crate) fn processor_seconds(&self) -> Fallible<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        // The name of the program, in brackets, may hold spaces.
        let after = stat.rsplit(')').next().unwrap_or("");
        let fields: Vec<_> = after.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|it| it.parse::<f64>().ok());
        match (ticks(11), ticks(12)) {
            (Some(user), Some(system)) => Ok((user + system) / 100.0),
            _ => Err("processor time is not told".into()),
        }
    }

    /// What the kernel says of its memory.
    pub(crate) fn memory(&self) -> Fallible<Memory> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let bytes = |name: &str| -> Fallible<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.trim_end_matches("kB").trim().parse::<u64>().ok());
            Ok(number.ok_or_else(|| format!("{name} is not told"))? * 1024)
        };
        Ok(Memory {
            now: bytes("VmRSS:")?,
            most: bytes("VmHWM:")?,
        })
    }
}

impl Drop for Website {
    fn drop(&mut self) {
        // It has ended by itself, or ends now; the database is thrown away.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
