//! Use cases of Jemput Izin on SQLite and PostgreSQL. No leptos, no axum.
//!
//! A file a subject: its use cases, its SQL beside them, its rows. To add one: a file, its methods on
//! [`Backend`], a line in `services.rs`, a test in `tests/it` that runs on both databases.

mod after;
mod after_text;
mod almanac;
mod assisted;
mod audit;
mod backup;
mod before;
mod booking_business;
mod bookings;
mod catalogue;
mod channel;
mod channel_state;
mod choice;
mod clock;
mod confirmations;
mod day;
mod db;
mod demand;
mod demand_facts;
mod demand_steps;
mod demo;
mod desk;
mod error;
mod evaluation;
mod faq;
mod follow_up_list;
mod follow_ups;
mod guests;
mod hoard;
mod import;
mod interest;
mod kept;
mod letter_pdf;
mod letters;
mod link_picture;
mod live;
mod logins;
mod message_text;
mod months;
mod moves;
mod odalan;
mod offers;
mod outage_messages;
mod outage_plans;
mod outbox;
mod outreach;
mod outreach_codes;
mod outreach_links;
mod outreach_log;
mod paper;
mod papers_pdf;
mod people;
mod person_of_day;
mod photos;
mod planning;
mod poster_pdf;
mod question_answers;
mod questions;
mod reach;
mod readiness;
mod reminders;
mod reports;
mod return_places;
mod return_slips;
mod secret;
mod services;
mod settings;
mod settle;
mod sms_reports;
mod surveys;
mod tally;
mod teams;
pub mod testing;
mod venues;
mod village_facts;
mod villages;
mod visits;
mod waiting;
mod waiting_text;
mod what_if;
mod whatsapp_reports;
mod worker;

pub use backup::restore;
pub use catalogue::whatsapp_templates;
pub use channel::{ChannelConfig, SmsGateway, WhatsApp};
pub use clock::Clock;
pub use day::{Listening, Release};
pub use demo::{DemoLogin, SeedError};
pub use error::{StoreError, Stored};
pub use import::ImportError;
pub use logins::AddUserError;
pub use photos::LARGEST_PHOTO;
pub use secret::{Secret, SecretTooShort};
pub use settings::SettingError;
pub use tally::Tally;

use channel::{Channels, Mailer};
use chrono::{DateTime, NaiveDate, Utc};
use db::Pool;
use domain::evaluation::{Dashboard, Period, ResultFacts};
use domain::message::{Channel, MessageState};
use domain::month::Board;
use domain::ranking::Ranked;
use domain::settings::Settings;
use kept::Kept;
use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, RwLock, Semaphore};

/// What the backend is opened with.
#[derive(Debug, Clone)]
pub struct Config {
    /// `sqlite://file` or `postgres://…`.
    pub database_url: String,
    /// Public address of the site, no slash at the end; stands in messages and QR codes.
    pub public_url: String,
    /// Key of all links.
    pub secret: Secret,
    /// Folder of photos that villages send; made when the first comes.
    pub photo_folder: PathBuf,
    /// The mail server; without one every message becomes a WhatsApp draft.
    pub smtp: Option<Smtp>,
}

/// A mail server.
#[derive(Clone)]
pub struct Smtp {
    /// `smtp://user:password@host:port` or `smtps://…`.
    pub url: String,
    /// Sender, such as `Jemput Izin <izin@example.go.id>`.
    pub from: String,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("url", &"…")
            .field("from", &self.from)
            .finish()
    }
}

/// Numbers for the metrics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gauges {
    /// Messages in the queue.
    pub messages_waiting: i64,
    /// Messages a person has to send.
    pub messages_by_hand: i64,
    /// Messages given up.
    pub messages_dead: i64,
}

/// The settings as they were read, and when.
type KeptSettings = Arc<RwLock<Option<(DateTime<Utc>, Settings)>>>;

/// The use cases: what the three services of `domain::service` do.
#[derive(Clone)]
pub struct Backend {
    pool: Pool,
    clock: Clock,
    secret: Secret,
    public_url: String,
    channels: Channels,
    /// Channels that asked for a rest, and until when.
    held: Arc<Mutex<HashMap<Channel, DateTime<Utc>>>>,
    /// What Meta signs its reports with, and the word it says first.
    whatsapp_keys: Option<Arc<WhatsApp>>,
    /// What the gateway of text messages shows when it reports.
    sms_token: Option<Arc<str>>,
    /// Push services that are called.
    push_hosts: Arc<[String]>,
    photos: photos::Photos,
    /// Posters and leaflets that were printed last.
    printed: Arc<outreach::Printed>,
    /// Rung after a commit that wrote messages.
    outbox_bell: Arc<Notify>,
    /// One password is hashed at a time.
    hashing: Arc<Semaphore>,
    /// Two days are tried out at a time, so that the other requests keep their processors.
    trying: Arc<Semaphore>,
    kept_settings: KeptSettings,
    /// The board that was looked at last, by its month.
    kept_board: Arc<Kept<NaiveDate, Board>>,
    /// The dashboard that was looked at last, by its period.
    kept_dashboard: Arc<Kept<Period, Dashboard>>,
    /// What the public results were made of.
    kept_results: Arc<Kept<NaiveDate, Arc<ResultFacts>>>,
    /// The ranking of a day.
    kept_ranking: Arc<Kept<NaiveDate, Vec<Ranked>>>,
    /// Service days that were used last.
    days: Arc<day::Days>,
    queues: Arc<day::Queues>,
    /// What devices of a day are asked to let go of.
    releases: Arc<day::Releases>,
    /// Whoever watches a service day.
    live: Arc<live::Live>,
    /// Reports that were asked for.
    reports: Arc<reports::Reports>,
    /// Off only in the control test, which must oversell.
    guard: bool,
}

impl Backend {
    /// Connects and brings the schema up to date.
    ///
    /// # Errors
    /// Says which part of the configuration to mend.
    pub async fn open(config: Config, clock: Clock) -> Stored<Backend> {
        Backend::open_with(config, ChannelConfig::default(), clock).await
    }

    /// The same with channels beside the mail server.
    ///
    /// # Errors
    /// Says which part of the configuration to mend.
    pub async fn open_with(config: Config, channels: ChannelConfig, clock: Clock) -> Stored<Backend> {
        let mailer = config
            .smtp
            .as_ref()
            .map(|smtp| Mailer::new(&smtp.url, &smtp.from))
            .transpose()?;
        let pool = Pool::connect(&config.database_url).await?;
        pool.migrate().await?;
        Ok(Backend {
            pool,
            channels: Channels::new(mailer, &channels, &config.secret, &config.public_url, &clock)?,
            clock,
            secret: config.secret,
            public_url: config.public_url.trim_end_matches('/').to_owned(),
            held: Arc::default(),
            sms_token: channels.sms.map(|sms| sms.token.into()),
            whatsapp_keys: channels.whatsapp.map(Arc::new),
            push_hosts: channels.push_hosts.into(),
            photos: photos::Photos::new(config.photo_folder),
            printed: Arc::default(),
            outbox_bell: Arc::new(Notify::new()),
            hashing: Arc::new(Semaphore::new(1)),
            trying: Arc::new(Semaphore::new(2)),
            kept_settings: Arc::new(RwLock::new(None)),
            kept_board: Arc::default(),
            kept_dashboard: Arc::default(),
            kept_results: Arc::default(),
            kept_ranking: Arc::default(),
            days: Arc::default(),
            queues: Arc::default(),
            releases: Arc::default(),
            live: Arc::default(),
            reports: Arc::default(),
            guard: true,
        })
    }

    /// The present moment.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn today_in_wita(&self) -> NaiveDate {
        domain::calendar::date_in_wita(self.now())
    }

    /// Numbers for the metrics.
    ///
    /// # Errors
    /// Of the store.
    pub async fn gauges(&self) -> Stored<Gauges> {
        let counts = outbox::counts(&self.pool).await?;
        let count = |state| {
            counts
                .iter()
                .find(|(it, _)| *it == state)
                .map_or(0, |(_, number)| i64::from(*number))
        };
        Ok(Gauges {
            messages_waiting: count(MessageState::Queued) + count(MessageState::Sending),
            messages_by_hand: count(MessageState::ToSendByHand),
            messages_dead: count(MessageState::Dead),
        })
    }

    /// Closes all connections; what is under way ends first.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// The same without the guard against overselling. For the control test alone: it must oversell,
    /// which shows that the guard is what prevents it.
    #[doc(hidden)]
    #[must_use]
    pub fn without_guard(mut self) -> Backend {
        self.guard = false;
        self
    }
}
