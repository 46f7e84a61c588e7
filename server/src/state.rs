//! What every handler can reach.

use crate::limits::Limits;
use crate::live::Boards;
use crate::metrics::Metrics;
use app::Assets;
use app::api::{Services, SessionCookie};
use axum::extract::FromRef;
use backend::Backend;
use leptos::config::LeptosOptions;
use std::sync::Arc;

/// Settings of the web side.
#[derive(Debug, Clone)]
pub struct Web {
    /// Public address without a slash at the end.
    pub public_url: String,
    /// Whether the last address in `X-Forwarded-For` is the client's.
    pub trust_proxy: bool,
    /// Writes per client address and minute; 0 for no limit.
    pub rate_per_minute: u32,
    /// Tries to log in per user name and minute; 0 for no limit.
    pub logins_per_minute: u32,
    /// Boards and tickets that may follow a service day at the same time; the others ask now and then.
    pub most_streams: usize,
}

impl Web {
    /// The defaults for a site at this address.
    pub fn new(public_url: impl Into<String>) -> Self {
        Web {
            public_url: public_url.into(),
            trust_proxy: false,
            rate_per_minute: 300,
            logins_per_minute: 5,
            most_streams: 4000,
        }
    }

    /// Whether people reach the site through TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Host and port of the public address.
    pub fn host(&self) -> &str {
        self.public_url.split_once("://").map_or("", |(_, host)| host)
    }
}

/// What every handler can reach.
#[derive(Clone)]
pub struct AppState {
    pub(crate) services: Services,
    pub(crate) backend: Backend,
    pub(crate) leptos: LeptosOptions,
    pub(crate) web: Arc<Web>,
    pub(crate) boards: Arc<Boards>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) session_cookie: SessionCookie,
    pub(crate) assets: Assets,
}

impl AppState {
    /// Puts it together.
    pub fn new(backend: Backend, leptos: LeptosOptions, web: Web) -> Self {
        let services = Services {
            public: Arc::new(backend.clone()),
            village: Arc::new(backend.clone()),
            staff: Arc::new(backend.clone()),
            day: Arc::new(backend.clone()),
            after: Arc::new(backend.clone()),
            outreach: Arc::new(backend.clone()),
            assisted: Arc::new(backend.clone()),
            demand: Arc::new(backend.clone()),
            waiting: Arc::new(backend.clone()),
            before: Arc::new(backend.clone()),
            survey: Arc::new(backend.clone()),
            evaluation: Arc::new(backend.clone()),
            results: Arc::new(backend.clone()),
            meeting: Arc::new(backend.clone()),
            report: Arc::new(backend.clone()),
            papers: Arc::new(backend.clone()),
        };
        // Browsers keep a `__Host-` cookie from being set by anyone but this very host, but only with TLS.
        let name = if web.is_https() { "__Host-sesi" } else { "sesi" };
        AppState {
            services,
            boards: Boards::new(backend.clone(), web.most_streams),
            backend,
            assets: assets(&leptos),
            leptos,
            limits: Arc::new(Limits::new(web.rate_per_minute, web.logins_per_minute)),
            web: Arc::new(web),
            metrics: Arc::new(Metrics::new()),
            session_cookie: SessionCookie(name.to_owned()),
        }
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

/// Names of the built files: with their hashes, if the build wrote `hash.txt` beside the program.
fn assets(options: &LeptosOptions) -> Assets {
    let hashes = std::env::current_exe()
        .ok()
        .filter(|_| options.hash_files)
        .and_then(|program| std::fs::read_to_string(program.with_file_name(&*options.hash_file)).ok())
        .unwrap_or_default();
    let file = |kind: &str| {
        let hash = hashes
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(key, _)| key.trim() == kind);
        let hash = hash.map_or(String::new(), |(_, hash)| format!(".{}", hash.trim()));
        format!("/{}/{}{hash}.{kind}", options.site_pkg_dir, options.output_name)
    };
    Assets {
        css: file("css"),
        js: file("js"),
        wasm: file("wasm"),
    }
}
