//! `server simulate --year`: a year of the programme, played by the real site. Simulated staff, officials, villagers
//! and outages come in over HTTP, messages go to a server that takes them as WhatsApp does, and the clock runs ahead
//! to whatever happens next. The same seed plays the same year.
//!
//! The site counts in its way, the players in theirs; the year is good where both agree, no slot was sold twice and
//! no message was lost.

mod agenda;
mod hall;
mod http;
mod office;
mod post;
mod report;
mod villagers;
mod year;

use crate::commands::{CommandError, failed};
use crate::config::{Config, leptos_options};
use crate::state::{AppState, Web};
use backend::{Backend, ChannelConfig, Clock, Secret, WhatsApp};
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::from_wita;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

/// The play cannot go on.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failed {
    /// The site does not answer.
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    /// A port cannot be used.
    #[error("{0}")]
    Port(#[from] std::io::Error),
    /// The site refuses what it should take: path and status.
    #[error("{0} is answered with {1}")]
    Refused(String, u16),
    /// An answer cannot be read.
    #[error("the answer of {0} cannot be read")]
    Unreadable(String),
    /// The store.
    #[error("{0}")]
    Store(#[from] backend::StoreError),
}

/// What is played.
#[derive(Debug, Clone)]
pub(crate) struct Play {
    /// The year.
    pub(crate) year: i32,
    /// Another seed is another year.
    pub(crate) seed: u64,
    /// Villages that are visited, in an order of chance.
    pub(crate) villages: usize,
}

/// Plays a year on an empty database and prints what came of it.
///
/// # Errors
/// Where the database is not empty, the site refuses what it should take, or the year is not good.
pub(crate) async fn simulate(config: &Config, play: &Play) -> Result<(), CommandError> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .map_err(failed("port"))?;
    let address = listener.local_addr().map_err(failed("port"))?;
    let site = format!("http://{address}");
    let phones = post::Phones::default();
    let whatsapp = phones.serve().await.map_err(failed("phones"))?;
    let clock = Clock::fixed(morning(play.year));
    let backend = open(config, site.clone(), whatsapp, clock.clone()).await?;
    if !backend.is_empty().await.map_err(failed("DATABASE_URL"))? {
        let what = "DATABASE_URL: the database has data; a year is played on an empty one";
        return Err(CommandError::Failed(what.into()));
    }
    let team = backend.seed_office().await.map_err(failed("office"))?;
    // A year of messages costs more than an office's month.
    backend
        .set_setting("whatsapp_ceiling", "0")
        .await
        .map_err(failed("setting"))?;
    let web = Web {
        rate_per_minute: 0,
        logins_per_minute: 0,
        ..Web::new(site.clone())
    };
    let state = AppState::new(backend.clone(), leptos_options(address)?, web);
    let service = crate::router(state).into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move { axum::serve(listener, service).await });
    println!(
        "Playing {} with seed {} on {} …",
        play.year,
        play.seed,
        config.database_url.split('?').next().unwrap_or_default()
    );
    let played = async {
        let mut year = year::Year::begin(play, backend.clone(), clock, phones.clone(), &site, team).await?;
        year.play().await?;
        report::Report::of(year, &backend, &phones).await
    };
    let report = played.await.map_err(failed("simulation"))?;
    serving.abort();
    report.print();
    backend.close().await;
    if report.is_good() {
        Ok(())
    } else {
        Err(CommandError::Failed("the year is not good: see above".into()))
    }
}

/// Six in the morning of the first day in Bali.
fn morning(year: i32) -> DateTime<Utc> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    from_wita(first, chrono::NaiveTime::MIN) + chrono::Duration::hours(6)
}

async fn open(
    config: &Config,
    site: String,
    whatsapp: SocketAddr,
    clock: Clock,
) -> Result<Backend, CommandError> {
    let settings = backend::Config {
        database_url: config.database_url.clone(),
        public_url: site,
        secret: Secret::load_or_create(&config.secret_file).map_err(failed("SECRET_FILE"))?,
        photo_folder: config.photo_folder.clone(),
        smtp: None,
    };
    let account = WhatsApp {
        base_url: format!("http://{whatsapp}"),
        phone_number_id: "1".into(),
        token: "permainan".into(),
        app_secret: "permainan".into(),
        verify_token: "permainan".into(),
    };
    let channels = ChannelConfig {
        whatsapp: Some(account),
        ..ChannelConfig::default()
    };
    Backend::open_with(settings, channels, clock)
        .await
        .map_err(failed("DATABASE_URL"))
}
