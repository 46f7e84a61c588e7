//! The program is killed, and its database goes away, in the middle of a burst of bookings: what was
//! acknowledged is there, nothing is there twice, and every message goes out.

use crate::common::{SECRET, Site, booking_json, post_booking, sites_at};
use crate::smtp::MailServer;
use backend::{Backend, Clock, Config, Secret};
use chrono::Duration;
use domain::id::SlotId;
use domain::service::StaffService;
use server::Web;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::ops::Range;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration as StdDuration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// People who book in a test.
const PEOPLE: usize = 48;
/// How many of them send at the same time.
const AT_ONCE: usize = 8;

/// The program itself, as a process that can be killed.
struct Program {
    child: Child,
}

impl Program {
    async fn start(site: &Site, address: SocketAddr, mails: &MailServer) -> Program {
        let secret_file = std::env::temp_dir().join(format!("jemput-izin-{}.key", address.port()));
        std::fs::write(&secret_file, SECRET).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_server"))
            .arg("serve")
            .env("DATABASE_URL", &site.database_url)
            .env("SITE_ADDR", address.to_string())
            .env("SECRET_FILE", &secret_file)
            .env("SMTP_URL", mails.smtp().unwrap().url)
            .env("RATE_PER_MINUTE", "0")
            .env("LOG", "off")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut program = Program { child };
        for _ in 0..600 {
            assert_eq!(
                program.child.try_wait().unwrap(),
                None,
                "the program ended at its start"
            );
            if TcpStream::connect(address).await.is_ok() {
                return program;
            }
            tokio::time::sleep(StdDuration::from_millis(50)).await;
        }
        panic!("the program did not listen within 30 seconds");
    }

    /// `kill -9`.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Where a test ended early the process is still there.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// People who book, each until it is acknowledged, and the codes that they were given.
struct Burst {
    slot: SlotId,
    address: SocketAddr,
    codes: Mutex<HashMap<usize, String>>,
    /// Statuses of answers that were no booking.
    refused: Mutex<HashSet<u16>>,
}

impl Burst {
    fn new(slot: SlotId, address: SocketAddr) -> Arc<Burst> {
        Arc::new(Burst {
            slot,
            address,
            codes: Mutex::default(),
            refused: Mutex::default(),
        })
    }

    /// These people send, [`AT_ONCE`] at a time, until each has been told that they are booked.
    async fn run(self: Arc<Self>, people: Range<usize>) {
        let senders: Vec<_> = (0..AT_ONCE)
            .map(|first| {
                let (burst, people) = (self.clone(), people.clone());
                tokio::spawn(async move {
                    for person in people.skip(first).step_by(AT_ONCE) {
                        while !burst.send(person).await {
                            tokio::time::sleep(StdDuration::from_millis(50)).await;
                        }
                    }
                })
            })
            .collect();
        for sender in senders {
            sender.await.unwrap();
        }
    }

    /// Sends one person's booking, always with the same key; says whether it was acknowledged.
    async fn send(&self, person: usize) -> bool {
        let mut body = booking_json(self.slot, &format!("Pemohon {person}"));
        body["email"] = address_of(person).into();
        let key = format!("kunci-formulir-{person}");
        let answer = match TcpStream::connect(self.address).await {
            Ok(stream) => post_booking(stream, Some(&key), &body).await,
            Err(error) => Err(error),
        };
        let Ok((status, body)) = answer else { return false };
        assert!(
            matches!(status, 201 | 503),
            "person {person} is answered with {status}: {body}"
        );
        if status != 201 {
            self.refused.lock().unwrap().insert(status);
            return false;
        }
        let answer: serde_json::Value = serde_json::from_str(&body).unwrap();
        let code = answer["code"].as_str().unwrap().to_owned();
        let before = self.codes.lock().unwrap().insert(person, code.clone());
        assert!(
            before.is_none_or(|before| before == code),
            "person {person} has two codes"
        );
        true
    }

    /// Waits until so many bookings have been acknowledged.
    async fn acknowledged(&self, number: usize) {
        while self.codes.lock().unwrap().len() < number {
            tokio::time::sleep(StdDuration::from_millis(1)).await;
        }
    }
}

fn address_of(person: usize) -> String {
    format!("p{person}@tabanan.test")
}

/// The slot is full of the people who were told so, and each gets one message: what the killed program had
/// taken to send goes out when its hold has lapsed.
async fn all_is_well(site: &Site, burst: &Burst, mails: &MailServer) {
    let database = site.database;
    let codes: HashSet<String> = burst.codes.lock().unwrap().values().cloned().collect();
    assert_eq!(codes.len(), PEOPLE, "{database}");
    let visits = site.open_visits().await;
    let visit = visits.iter().find(|it| it.booked == PEOPLE as u32).unwrap();
    let staff = site.staff("kabid").await;
    let rows = site.backend.bookings(&staff, visit.id).await.unwrap();
    let stored: HashSet<String> = rows.iter().map(|row| row.code.to_string()).collect();
    assert_eq!((rows.len(), stored), (PEOPLE, codes), "{database}");

    let config = Config {
        database_url: site.database_url.clone(),
        public_url: "http://localhost:3000".into(),
        secret: Secret::from_bytes(SECRET.to_vec()).unwrap(),
        photo_folder: std::env::temp_dir().join("jemput-izin-tests/photos"),
        smtp: mails.smtp(),
    };
    let later = Clock::fixed(site.now() + Duration::minutes(10));
    Backend::open(config, later)
        .await
        .unwrap()
        .send_due()
        .await
        .unwrap();
    let mut ids: HashMap<String, HashSet<String>> = HashMap::new();
    for mail in mails.taken() {
        ids.entry(mail.to).or_default().insert(mail.message_id);
    }
    for person in 0..PEOPLE {
        let of_person = ids.remove(&address_of(person)).unwrap_or_default();
        assert_eq!(of_person.len(), 1, "{database}: messages to person {person}");
    }
}

/// Sites on the machine's clock, which is the program's clock too.
async fn sites_now() -> Vec<Site> {
    sites_at(
        || Clock::System,
        Web::new("http://localhost:3000"),
        |backend| backend,
    )
    .await
}

async fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_is_killed_keeps_every_acknowledged_booking_and_message() {
    for site in sites_now().await {
        let mails = MailServer::start().await;
        let address = free_address().await;
        let burst = Burst::new(site.open_slot_for(PEOPLE as u32).await, address);
        let mut program = Program::start(&site, address, &mails).await;
        let sending = tokio::spawn(burst.clone().run(0..PEOPLE));
        for number in [5, PEOPLE / 3, PEOPLE * 2 / 3] {
            burst.acknowledged(number).await;
            program.kill();
            program = Program::start(&site, address, &mails).await;
        }
        sending.await.unwrap();
        // Sent again, all of them are the booking that is there: `send` compares the codes.
        burst.clone().run(0..PEOPLE).await;
        program.kill();
        all_is_well(&site, &burst, &mails).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_goes_away_under_load_costs_nobody_a_booking() {
    for site in sites_now().await {
        let mails = MailServer::start().await;
        let address = free_address().await;
        let burst = Burst::new(site.open_slot_for(PEOPLE as u32).await, address);
        let mut program = Program::start(&site, address, &mails).await;
        // Some send before it goes away, and the others while it is away.
        let before = tokio::spawn(burst.clone().run(0..PEOPLE / 2));
        burst.acknowledged(5).await;
        let (gone, away) = oneshot::channel();
        let (url, met) = (site.database_url.clone(), burst.clone());
        let outage = tokio::spawn(async move {
            match url.starts_with("sqlite") {
                true => lock_sqlite(&url, gone, &met).await,
                false => restart_postgres(&url, gone, &met).await,
            }
        });
        away.await.unwrap();
        burst.clone().run(PEOPLE / 2..PEOPLE).await;
        before.await.unwrap();
        outage.await.unwrap();
        // Whoever came in the meantime was told to try again, and nothing else.
        assert_eq!(
            *burst.refused.lock().unwrap(),
            HashSet::from([503]),
            "{}",
            site.database
        );
        program.kill();
        all_is_well(&site, &burst, &mails).await;
    }
}

/// The outage lasts until somebody has met it, however slow the machine is.
async fn met_by_somebody(burst: &Burst) {
    for _ in 0..600 {
        tokio::time::sleep(StdDuration::from_millis(100)).await;
        if !burst.refused.lock().unwrap().is_empty() {
            return;
        }
    }
}

/// Another program writes for longer than the server waits (5 seconds).
async fn lock_sqlite(url: &str, gone: oneshot::Sender<()>, burst: &Burst) {
    let mut other = SqliteConnection::connect(url).await.unwrap();
    sqlx::query("pragma busy_timeout = 20000")
        .execute(&mut other)
        .await
        .unwrap();
    sqlx::query("begin immediate").execute(&mut other).await.unwrap();
    gone.send(()).unwrap();
    met_by_somebody(burst).await;
    sqlx::query("rollback").execute(&mut other).await.unwrap();
}

/// What a client sees of a restart: every connection breaks, and new ones are refused for a while. Other tests
/// have their databases on the same server, so it stays up for them.
async fn restart_postgres(url: &str, gone: oneshot::Sender<()>, burst: &Burst) {
    let (server, name) = url.rsplit_once('/').unwrap();
    let mut other = PgConnection::connect(&format!("{server}/postgres"))
        .await
        .unwrap();
    let mut say = async |sql: String| {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut other).await.unwrap();
    };
    say(format!("alter database {name} allow_connections false")).await;
    say(format!(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
    ))
    .await;
    gone.send(()).unwrap();
    met_by_somebody(burst).await;
    say(format!("alter database {name} allow_connections true")).await;
}
