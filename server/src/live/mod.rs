//! The stream of a board's changes, and the same to be asked for where streams are blocked.

mod boards;
mod devices;
mod news;

pub(crate) use boards::Boards;

use crate::lang::lang_of_page;
use crate::refusal::Refusal;
use crate::request::{Captured, Query};
use crate::state::AppState;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::lang::Lang;
use futures_util::stream::unfold;
use news::News;
use std::convert::Infallible;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, watch};

/// Seconds after which a board that found no stream free asks for one again; it polls meanwhile.
const RETRY_SECONDS: &str = "60";

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/antrean/{visit}/kabar", get(stream))
        .route("/antrean/{visit}/kini", get(poll))
        .route("/staf/kunjungan/{visit}/kabar", get(devices::stream))
}

/// `GET /antrean/{visit}/kabar?versi=`: an event for each change, and every few seconds one that says the time.
async fn stream(
    State(state): State<AppState>,
    captured: Captured,
    Query(query): Query,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let Some(permit) = state.boards.permit() else {
        return Ok((
            StatusCode::SERVICE_UNAVAILABLE,
            [(header::RETRY_AFTER, RETRY_SECONDS)],
        )
            .into_response());
    };
    let listener = Listener {
        news: state.boards.watch(captured.id("visit")?).await?,
        lang: lang_of_page(&headers),
        sent: query.get("versi").into(),
        is_new: true,
        _permit: permit,
    };
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // Proxies would keep it back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(unfold(listener, Listener::next))).into_response())
}

/// `GET /antrean/{visit}/kini?versi=`: 204 for who has seen all.
async fn poll(
    State(state): State<AppState>,
    captured: Captured,
    Query(query): Query,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let news = state.boards.watch(captured.id("visit")?).await?.borrow().clone();
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    if *news.id == *query.get("versi") {
        return Ok((StatusCode::NO_CONTENT, no_store).into_response());
    }
    let json = [(header::CONTENT_TYPE, "application/json")];
    Ok((no_store, json, news.json(lang_of_page(&headers))).into_response())
}

/// An open board or ticket.
struct Listener {
    news: watch::Receiver<Arc<News>>,
    lang: Lang,
    /// What it has seen.
    sent: Arc<str>,
    is_new: bool,
    _permit: OwnedSemaphorePermit,
}

impl Listener {
    /// Waits for the newest; what came before it while the line was slow is left out. Ends with the board.
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Listener)> {
        if !self.is_new {
            self.news.changed().await.ok()?;
        }
        self.is_new = false;
        let news = self.news.borrow_and_update().clone();
        let bytes = if news.id == self.sent {
            news.beat.clone()
        } else {
            self.sent = news.id.clone();
            news.event(self.lang)
        };
        Some((Ok(bytes), self))
    }
}
