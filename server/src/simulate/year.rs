//! The year: what each visit goes through, and what was counted on the way.

use super::agenda::{Agenda, Deed};
use super::http::Browser;
use super::post::Phones;
use super::{Failed, Play};
use backend::{Backend, Clock};
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};
use domain::calendar::{date_in_wita, from_wita};
use domain::chance::Chance;
use domain::id::OperatorId;
use std::io::Write;

/// Days before the visit on which the office plans it.
const PLANNED_BEFORE: i64 = 35;
/// How long a log-in is used: what is begun within it, a whole service day at most, ends within a session.
const LOGGED_IN: Duration = Duration::hours(3);
/// Days on which a visit that the calendar does not hold is moved on.
const MOST_MOVES: usize = 12;

/// A visit as its players know it.
#[derive(Debug, Clone, Default)]
pub(super) struct Visit {
    pub(super) village: String,
    pub(super) id: String,
    pub(super) date: NaiveDate,
    /// Number of the village's contact.
    pub(super) contact: String,
    /// Path of the village's link.
    pub(super) link: String,
    /// Short codes of the channels that the village uses.
    pub(super) codes: Vec<String>,
    /// Tickets of those who hold a place: their manage tokens.
    pub(super) tickets: Vec<String>,
    /// People who wait: the path of their link.
    pub(super) waiting: Vec<(String, String)>,
}

/// What the players counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Counted {
    pub(super) visits: i64,
    pub(super) booked: i64,
    pub(super) cancelled: i64,
    pub(super) full: i64,
    pub(super) from_waiting: i64,
    pub(super) came: i64,
    pub(super) walk_ins: i64,
    pub(super) issued: i64,
    pub(super) outages: i64,
    /// People who went home before they were called.
    pub(super) left: i64,
    /// Minutes from arrival to the call, of everybody who was called.
    pub(super) waits: Vec<i64>,
}

/// The year that is played.
pub(super) struct Year {
    pub(super) year: i32,
    pub(super) chance: Chance,
    pub(super) clock: Clock,
    pub(super) backend: Backend,
    pub(super) phones: Phones,
    pub(super) agenda: Agenda,
    pub(super) visits: Vec<Visit>,
    pub(super) team: Vec<OperatorId>,
    pub(super) head: Browser,
    pub(super) desk: Browser,
    pub(super) table: Browser,
    pub(super) somebody: Browser,
    pub(super) counted: Counted,
    pub(super) people: u64,
    /// When the office logged in last.
    logged_in: Option<DateTime<Utc>>,
}

impl Year {
    pub(super) async fn begin(
        play: &Play,
        backend: Backend,
        clock: Clock,
        phones: Phones,
        site: &str,
        team: Vec<OperatorId>,
    ) -> Result<Year, Failed> {
        let somebody = Browser::new(site)?;
        let mut year = Year {
            year: play.year,
            chance: Chance::new(play.seed),
            clock,
            backend,
            phones,
            agenda: Agenda::default(),
            visits: Vec::new(),
            team: team.into_iter().take(2).collect(),
            head: somebody.another(),
            desk: somebody.another(),
            table: somebody.another(),
            somebody,
            counted: Counted::default(),
            people: 0,
            logged_in: None,
        };
        year.choose(play.villages).await?;
        Ok(year)
    }

    async fn log_in(&mut self) -> Result<(), Failed> {
        for (browser, name) in [
            (&mut self.head, "kabid"),
            (&mut self.desk, "admin"),
            (&mut self.table, "operator"),
        ] {
            let password = format!("contoh-{name}");
            browser
                .must("/staf/masuk", &[("user_name", name), ("password", &password)])
                .await?;
        }
        Ok(())
    }

    /// Villages in an order of chance, spread over the year.
    async fn choose(&mut self, number: usize) -> Result<(), Failed> {
        let path = "/api/v1/villages";
        let (_, villages) = self.somebody.call::<()>(path, None).await?;
        let all = villages.as_array().or_else(|| villages["villages"].as_array());
        let all = all.ok_or_else(|| Failed::Unreadable(path.into()))?;
        let mut codes: Vec<String> = all
            .iter()
            .filter_map(|village| village["code"].as_str().map(str::to_owned))
            .collect();
        for at in (1..codes.len()).rev() {
            let other = self.chance.below(at as u64 + 1) as usize;
            codes.swap(at, other);
        }
        codes.truncate(number);
        let first = NaiveDate::from_ymd_opt(self.year, 2, 8).unwrap_or_default();
        let days = 310;
        let number = codes.len().max(1) as i64;
        for (at, village) in codes.into_iter().enumerate() {
            let date = working(first + Duration::days(days * at as i64 / number));
            let contact = format!("+6281{:08}", 70_000_000 + at);
            self.visits.push(Visit {
                village,
                date,
                contact,
                ..Visit::default()
            });
            self.agenda
                .note(hour(date - Duration::days(PLANNED_BEFORE), 9, 0), Deed::Plan(at));
        }
        let first = NaiveDate::from_ymd_opt(self.year, 1, 1).unwrap_or_default();
        for date in first.iter_days().take_while(|date| date.year() == self.year) {
            for half in 0..29 {
                let at = hour(date, 7, 0) + Duration::minutes(30 * half);
                self.agenda.note(at, Deed::Turn);
            }
        }
        Ok(())
    }

    /// Plays to the end.
    pub(super) async fn play(&mut self) -> Result<(), Failed> {
        let begun = std::time::Instant::now();
        let mut month = 0;
        while let Some((at, deed)) = self.agenda.next() {
            if at > self.clock.now() {
                self.clock.set(at);
            }
            let today = date_in_wita(self.clock.now());
            if today.month() != month {
                month = today.month();
                self.tell(month, begun.elapsed());
            }
            // Sessions end after half a day: whoever begins some work logs in, unless it was done a while ago.
            let is_work = matches!(
                deed,
                Deed::Plan(_) | Deed::Answer(_) | Deed::Open(_) | Deed::Day(_) | Deed::Evaluate(_)
            );
            let now = self.clock.now();
            let since = self.logged_in.map(|at| now - at);
            if is_work && since.is_none_or(|since| since >= LOGGED_IN) {
                self.log_in().await?;
                self.logged_in = Some(now);
            }
            self.act(deed).await?;
        }
        println!();
        Ok(())
    }

    fn tell(&self, month: u32, spent: std::time::Duration) {
        let Counted {
            visits, booked, came, ..
        } = self.counted;
        print!(
            "\r{:>3.0} s  {}-{month:02}  {visits} visits, {booked} bookings, {came} people came   ",
            spent.as_secs_f64(),
            self.year
        );
        // Where the output goes nowhere there is nobody to see it.
        let _ = std::io::stdout().flush();
    }

    async fn act(&mut self, deed: Deed) -> Result<(), Failed> {
        match deed {
            Deed::Plan(at) => self.plan(at, MOST_MOVES).await,
            Deed::Answer(at) => self.answer(at).await,
            Deed::Open(at) => self.open(at).await,
            Deed::Spread(at) => self.spread(at).await,
            Deed::Book(at) => self.book(at).await,
            Deed::Decide(at, token) => self.decide(at, &token).await,
            Deed::Day(at) => self.day(at).await,
            Deed::Evaluate(at) => self.evaluate(at).await,
            Deed::Turn => self.turn().await,
        }
    }

    /// What the site does by itself: reminders, messages, offers to those who wait.
    pub(super) async fn turn(&mut self) -> Result<(), Failed> {
        self.backend.write_reminders().await?;
        // A round that was refused by a busy store comes again with the next turn.
        let _ = self.backend.offer_all().await;
        while self.backend.send_due().await? > 0 {}
        self.take_offers().await
    }

    /// Whether a thing of so many in a hundred happens.
    pub(super) fn happens(&mut self, percent: u64) -> bool {
        self.chance.below(100) < percent
    }
}

/// That hour in Bali.
pub(super) fn hour(date: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    from_wita(date, NaiveTime::MIN) + Duration::minutes(i64::from(hour * 60 + minute))
}

/// The day, or the Monday after it.
pub(super) fn working(date: NaiveDate) -> NaiveDate {
    let weekend = i64::from(date.weekday().num_days_from_monday()) - 4;
    if weekend > 0 {
        date + Duration::days(3 - weekend)
    } else {
        date
    }
}
