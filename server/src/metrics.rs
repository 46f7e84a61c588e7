//! Figures for Prometheus, and the log line of each request. Neither holds a raw path: tokens stand in it.

use crate::state::AppState;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::{EncodeLabelSet, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

/// Upper ends of the classes of duration, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: &'static str,
    route: String,
}

/// All figures.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Family<Asked, Histogram, fn() -> Histogram>,
    messages_waiting: Gauge,
    messages_by_hand: Gauge,
    messages_dead: Gauge,
    open_boards: Gauge,
    resident: Gauge,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::default();
        let requests = Family::default();
        registry.register("http_requests", "Requests answered", requests.clone());
        let durations = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let help = "Time until an answer begins";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, durations.clone());
        let mut gauge = |name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let messages_waiting = gauge("messages_waiting", "Messages the worker has still to send");
        let messages_by_hand = gauge("messages_by_hand", "Messages a person has still to send");
        let messages_dead = gauge("messages_dead", "Messages given up");
        let open_boards = gauge("open_boards", "Boards and tickets that follow a service day");
        let resident = gauge("process_resident_memory_bytes", "Memory of this process");
        Metrics {
            registry,
            requests,
            durations,
            messages_waiting,
            messages_by_hand,
            messages_dead,
            open_boards,
            resident,
        }
    }

    fn record(&self, method: &'static str, route: &str, status: StatusCode, seconds: f64) {
        let (route, status) = (route.to_owned(), status.as_u16());
        self.requests
            .get_or_create(&Answered {
                method,
                route: route.clone(),
                status,
            })
            .inc();
        self.durations
            .get_or_create(&Asked { method, route })
            .observe(seconds);
    }
}

/// `GET /metrics`.
pub(crate) async fn show(State(state): State<AppState>) -> Response {
    let metrics = &state.metrics;
    match state.backend.gauges().await {
        Ok(now) => {
            metrics.messages_waiting.set(now.messages_waiting);
            metrics.messages_by_hand.set(now.messages_by_hand);
            metrics.messages_dead.set(now.messages_dead);
        }
        // The other figures are worth most when the store is away.
        Err(error) => tracing::warn!(%error, "the outbox could not be counted"),
    }
    let open = state.boards.open_streams();
    metrics.open_boards.set(i64::try_from(open).unwrap_or(i64::MAX));
    metrics.resident.set(resident_bytes().unwrap_or(0));
    let mut text = String::new();
    if encode(&mut text, &metrics.registry).is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    (
        [(
            header::CONTENT_TYPE,
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
        )],
        text,
    )
        .into_response()
}

fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim()
        .strip_suffix("kB")?
        .trim()
        .parse::<i64>()
        .ok()
        .map(|kilobytes| kilobytes * 1024)
}

/// Gives each request an id, counts it and logs it.
pub(crate) async fn observe(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let id = Uuid::now_v7();
    let method = known(request.method());
    let route = match request.extensions().get::<MatchedPath>() {
        // Nested services end in a name of axum's own.
        Some(path) => path.as_str().split("/{*").next().unwrap_or_default().to_owned(),
        None => "other".to_owned(),
    };
    let begun = Instant::now();
    let span = tracing::info_span!("request", %id);
    let mut response = next.run(request).instrument(span).await;
    let elapsed = begun.elapsed();
    let status = response.status();
    state
        .metrics
        .record(method, &route, status, elapsed.as_secs_f64());
    let ms = (elapsed.as_secs_f64() * 10_000.0).round() / 10.0;
    if status.is_server_error() {
        tracing::error!(%id, method, route, status = status.as_u16(), ms, "answered");
    } else if matches!(route.as_str(), "/healthz" | "/readyz" | "/metrics") {
        tracing::debug!(%id, method, route, status = status.as_u16(), ms, "answered");
    } else {
        tracing::info!(%id, method, route, status = status.as_u16(), ms, "answered");
    }
    if let Ok(id) = HeaderValue::try_from(id.to_string()) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

/// Clients may invent methods; figures may not grow with them.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
