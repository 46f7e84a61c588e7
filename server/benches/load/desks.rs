//! A busy hall: how long a check-in and a call take with eight desks at once, against a bare commit of one row.

use crate::bare;
use crate::client::Connection;
use crate::data::Data;
use crate::figures::url;
use crate::office::log_in;
use crate::table::{Line, Table, median};
use crate::website::Website;
use crate::{Fallible, Plan, say};
use chrono::Utc;
use domain::day::Act;
use domain::day::service::{Report, Sent, Synced, WalkInPerson, Wish};
use domain::id::{DeviceId, EntryId, EventId, OperatorId};
use domain::phone::Phone;
use domain::text::Line as TextLine;
use sqlx::{Connection as _, SqliteConnection};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::Mutex;
use uuid::Uuid;

/// Desks at once; two of them are tables.
const DESKS: usize = 8;
/// Acts of each in a round.
const ACTS: usize = 12;
/// What an act may cost, in times of a bare commit.
const MOST: f64 = 2.0;

/// People come at six desks while two tables call, and as many rows are committed bare.
pub(crate) async fn desks(
    plan: &Plan,
    table: &mut Table,
    data: &Data,
    files: (&Path, &Path),
) -> Fallible<()> {
    let (file, bare_file) = files;
    say("Checking people in and calling them, eight desks at once");
    let website = Website::start(&plan.folder, &url(file)).await?;
    let cookie = log_in(&website).await?;
    let mut bare_file = bare::open(bare_file).await?;
    sqlx::query("create table one (id integer primary key, count integer not null)")
        .execute(&mut bare_file)
        .await?;
    sqlx::query("insert into one values (1, 0)")
        .execute(&mut bare_file)
        .await?;
    let bare_file = Arc::new(Mutex::new(bare_file));
    let (mut came, mut called, mut commits) = (Vec::new(), Vec::new(), Vec::new());
    let mut desks = Vec::new();
    for at in 0..DESKS {
        desks.push(Desk::open(&website, data, &cookie, at).await?);
    }
    for round in 0..=plan.rounds {
        let (mut working, mut times) = (Vec::new(), [Vec::new(), Vec::new()]);
        for desk in desks.drain(..) {
            working.push(tokio::spawn(desk.work()));
        }
        for work in working {
            let (desk, spent) = work.await??;
            times[usize::from(desk.operator.is_some())].extend(spent);
            desks.push(desk);
        }
        let yardstick = commit_bare(&bare_file).await?;
        // The first round warms up.
        if round > 0 {
            let [desk, call] = times;
            came.extend(desk);
            called.extend(call);
            commits.extend(yardstick);
        }
    }
    let yardstick = median(&commits);
    for (what, times) in [
        ("check-in at a desk, p50", &came),
        ("call of the next, p50", &called),
    ] {
        let figure = median(times);
        let ratio = figure / yardstick;
        table.push(Line {
            what,
            figure: format!("{figure:.2} ms"),
            yardstick: format!("bare commit of a row {yardstick:.2} ms"),
            ratio: Some(ratio),
            target: format!("≤ {MOST}"),
            met: Some(ratio <= MOST),
        });
    }
    Ok(())
}

/// A device in the hall.
struct Desk {
    connection: Connection,
    head: String,
    device: DeviceId,
    operator: Option<OperatorId>,
    known: i64,
    count: u32,
    held: Vec<EntryId>,
}

impl Desk {
    async fn open(website: &Website, data: &Data, cookie: &str, at: usize) -> Fallible<Desk> {
        let head = format!(
            "POST /staf/kunjungan/{}/kirim HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\
             content-type: application/json\r\ncontent-length: ",
            data.hall
        );
        let mut desk = Desk {
            connection: Connection::open(website.address).await?,
            head,
            device: DeviceId::new(Uuid::now_v7()),
            operator: data.hall_operators.get(at).copied(),
            known: 0,
            count: 0,
            held: Vec::new(),
        };
        desk.send(None).await?;
        if let Some(operator) = desk.operator {
            let start = desk.wish(Act::Start { operator }, None);
            desk.send(Some(start)).await?;
        }
        Ok(desk)
    }

    /// Milliseconds of each act: people come at a desk; at a table they are called, and put aside untimed.
    async fn work(mut self) -> Fallible<(Desk, Vec<f64>)> {
        let mut times = Vec::with_capacity(ACTS);
        for _ in 0..ACTS {
            let wish = match self.operator {
                None => self.someone()?,
                Some(operator) => Wish::Next {
                    id: EventId::new(Uuid::now_v7()),
                    seq: self.count,
                    operator,
                },
            };
            let begun = Instant::now();
            let called = self.send(Some(wish)).await?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
            if let (Some(operator), Some(entry)) = (self.operator, called) {
                let park = self.wish(Act::Park { entry, operator }, None);
                self.send(Some(park)).await?;
            }
        }
        Ok((self, times))
    }

    fn someone(&self) -> Fallible<Wish> {
        let person = WalkInPerson {
            name: TextLine::parse("Ni Wayan Sari").map_err(|_| "name")?,
            phone: Phone::parse("081234500001").map_err(|_| "phone")?,
            business_activity: TextLine::parse("jual jaje Bali").map_err(|_| "business")?,
        };
        let entry = EntryId::new(Uuid::now_v7());
        let (number, need) = (0, None);
        Ok(self.wish(Act::WalkIn { entry, number, need }, Some(person)))
    }

    fn wish(&self, act: Act, person: Option<WalkInPerson>) -> Wish {
        Wish::Do(Box::new(Sent {
            id: EventId::new(Uuid::now_v7()),
            seq: self.count,
            at: now(),
            after: None,
            act,
            person,
            nib: None,
            note: None,
            call_back: None,
        }))
    }

    /// Sends a report; gives whom a wish was about.
    async fn send(&mut self, wish: Option<Wish>) -> Fallible<Option<EntryId>> {
        use domain::day::service::Granted;
        self.count += 1;
        let report = Report {
            device: self.device,
            operator: self.operator,
            count: self.count,
            held: self.held.clone(),
            known: self.known,
            sent_at: now(),
            events: Vec::new(),
            wish,
        };
        let body = serde_json::to_string(&report)?;
        let request = format!("{}{}\r\n\r\n{body}", self.head, body.len());
        let answer = self.connection.ask(request.as_bytes()).await?;
        if answer.status != 200 {
            return Err(format!("a device is answered with {}: {}", answer.status, answer.text()).into());
        }
        let synced: Synced = serde_json::from_slice(answer.body)?;
        (self.known, self.held) = (synced.version, synced.share);
        match synced.granted {
            Some(Granted::Done(entry)) => Ok(entry),
            Some(Granted::Refused(flag)) => Err(format!("refused: {flag:?}").into()),
            Some(Granted::NobodyWaits) | None => Ok(None),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the clock of a device")]
fn now() -> chrono::DateTime<Utc> {
    Utc::now()
}

/// Milliseconds of each commit of one row, as many at once.
async fn commit_bare(file: &Arc<Mutex<SqliteConnection>>) -> Fallible<Vec<f64>> {
    let mut working = Vec::new();
    for _ in 0..DESKS {
        let file = file.clone();
        working.push(tokio::spawn(async move {
            let mut times = Vec::with_capacity(ACTS);
            for _ in 0..ACTS {
                let begun = Instant::now();
                let mut connection = file.lock().await;
                let mut tx = connection.begin_with("begin immediate").await?;
                sqlx::query("update one set count = count + 1 where id = 1")
                    .execute(&mut *tx)
                    .await?;
                tx.commit().await?;
                drop(connection);
                times.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
            Fallible::Ok(times)
        }));
    }
    let mut times = Vec::new();
    for work in working {
        times.extend(work.await??);
    }
    Ok(times)
}
