//! The web side of Jemput Izin: plain handlers around the pages of `app` and the services of `backend`.
//!
//! `router` is what the program serves and what the tests call. To add a form: a route in `forms/`; an API
//! endpoint: a route and its path in `api/`.

mod api;
pub mod cli;
pub mod commands;
pub mod config;
mod forms;
mod headers;
mod health;
mod lang;
mod limits;
mod live;
mod metrics;
mod refusal;
mod render;
mod request;
mod serve;
mod sms;
mod state;
mod whatsapp;

pub use state::{AppState, Web};

use crate::refusal::Refusal;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Response, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};
use domain::error::ServiceError;
use leptos_axum::{ErrorHandler, LeptosRoutes, generate_route_list};
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// Largest body: the longest form has a few hundred characters.
pub(crate) const LARGEST_BODY: usize = 64 * 1024;

/// Largest report of a channel: it may hold a thousand messages.
pub(crate) const LARGEST_REPORT: usize = 4 * 1024 * 1024;

/// Good enough for text, and fast: pages are compressed each time.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(4);

/// The whole site.
pub fn router(state: AppState) -> Router {
    let options = state.leptos.clone();
    let shell = move || app::shell(options.clone());
    let pages = generate_route_list(app::App);
    let routes = Router::new()
        .leptos_routes_with_context(&state, pages, render::page_context(&state), shell)
        .merge(forms::routes())
        .merge(live::routes())
        .merge(whatsapp::routes())
        .merge(sms::routes())
        .nest("/api/v1", api::routes())
        .route(
            "/api/{*rest}",
            any(async || Refusal::from(ServiceError::NotFound)),
        )
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(metrics::show))
        .method_not_allowed_fallback(async || Refusal::NoMethod);
    with_files(routes, &state)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(state.clone(), forms::require_login))
        .layer(from_fn_with_state(state.clone(), limits::limit_writes))
        .layer(from_fn(request::refuse_large))
        .layer(same_site(&state.web))
        .layer(CatchPanicLayer::custom(refusal::after_panic))
        .layer(from_fn(refusal::word))
        .layer(CompressionLayer::new().quality(COMPRESSION))
        .layer(from_fn_with_state(state.clone(), headers::security))
        .layer(from_fn_with_state(state.clone(), metrics::observe))
        .with_state(state)
}

/// Files of the build. Their names carry a hash, so that they may be kept for ever; the others may not.
fn with_files(routes: Router<AppState>, state: &AppState) -> Router<AppState> {
    let root = std::path::Path::new(&*state.leptos.site_root);
    let hashed = state.leptos.hash_files;
    let for_ever = if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let files = |folder| ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let keep = |value: &'static str| {
        SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, move |response: &Response<_>| {
            let found = response.status().is_success() || response.status() == 304;
            found.then(|| HeaderValue::from_static(value))
        })
    };
    let not_found =
        ErrorHandler::new_with_context(render::page_context(state), app::shell, state.leptos.clone());
    // Kept for ten minutes, an old service worker would stay in charge for as long.
    let worker = ServeFile::new(root.join("sw.js"));
    let pkg = files(root.join(&*state.leptos.site_pkg_dir));
    let others = files(root.to_owned())
        .append_index_html_on_directories(false)
        .call_fallback_on_method_not_allowed(true)
        .fallback(not_found);
    routes
        .nest_service("/pkg", ServiceBuilder::new().layer(keep(for_ever)).service(pkg))
        .route_service(
            "/sw.js",
            ServiceBuilder::new().layer(keep("no-cache")).service(worker),
        )
        .fallback_service(
            ServiceBuilder::new()
                .layer(keep("public, max-age=600"))
                .service(others),
        )
}

/// Refuses forms that stand on the pages of other sites. Programs send no Origin and pass.
fn same_site(web: &Web) -> CsrfLayer {
    let layer = CsrfLayer::new();
    match layer.clone().add_trusted_origin(&web.public_url) {
        Ok(layer) => layer,
        Err(error) => {
            tracing::warn!(%error, "PUBLIC_URL is not trusted as an origin");
            layer
        }
    }
}
