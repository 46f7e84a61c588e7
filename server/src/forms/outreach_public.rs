//! What people of the village meet: short addresses, and sheets to print.

use super::{kept_cookie, see_other};
use crate::refusal::Refusal;
use crate::request::Captured;
use crate::state::AppState;
use app::api::cookie;
use axum::Router;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::id::VisitId;
use domain::outreach::Print;
use domain::service::Answer;

/// The code by which a browser came last; a booking carries it.
const CAME_BY: &str = "saluran";
/// Longer than any visit is announced.
const SECONDS: i64 = 60 * 24 * 3600;
/// Programs that fetch a page to show a picture of it are no visitors.
const PREVIEWS: [&str; 6] = [
    "whatsapp",
    "facebookexternalhit",
    "bot",
    "preview",
    "crawler",
    "spider",
];

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/k/{code}", get(follow))
        .route("/kunjungan/{visit}/poster.pdf", get(poster))
        .route("/kunjungan/{visit}/selebaran.pdf", get(leaflet))
        .route("/kunjungan/{visit}/gambar.png", get(picture))
}

/// The code that this browser came by, if any.
pub(super) fn came_by(parts: &Parts) -> Option<String> {
    cookie(parts, CAME_BY)
}

/// Goes to the visit of a short address and counts the browser once.
async fn follow(State(state): State<AppState>, captured: Captured, parts: Parts) -> Response {
    let code = captured.text("code");
    let seen_name = |code: &str| format!("k-{}", code.to_ascii_lowercase());
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_new = plain && cookie(&parts, &seen_name(code)).is_none() && !is_preview(&parts.headers);
    match state.services.outreach.open_code(code, is_new).await {
        Ok((visit, code)) => {
            let kept = kept_cookie(&state, (CAME_BY, &code), SECONDS, true);
            let seen = kept_cookie(&state, (&seen_name(&code), "1"), SECONDS, true);
            let mut response = see_other(&format!("/kunjungan/{visit}"));
            for cookie in [kept, seen] {
                if let Ok(cookie) = cookie.parse() {
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                }
            }
            response
        }
        Err(error) => Refusal::from(error).into_response(),
    }
}

fn is_preview(headers: &HeaderMap) -> bool {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .unwrap_or_default()
        .to_lowercase();
    PREVIEWS.iter().any(|word| agent.contains(word))
}

async fn poster(State(state): State<AppState>, captured: Captured) -> Response {
    print(&state, &captured, Print::Poster, ("poster", "pdf")).await
}

async fn leaflet(State(state): State<AppState>, captured: Captured) -> Response {
    print(&state, &captured, Print::Leaflet, ("selebaran", "pdf")).await
}

async fn picture(State(state): State<AppState>, captured: Captured) -> Response {
    print(&state, &captured, Print::Picture, ("gambar", "png")).await
}

async fn print(state: &AppState, captured: &Captured, what: Print, (name, end): (&str, &str)) -> Response {
    let made: Answer<(VisitId, Vec<u8>)> = async {
        let visit = captured.id("visit")?;
        Ok((visit, state.services.outreach.print(visit, what).await?))
    }
    .await;
    match made {
        Ok((visit, file)) => {
            let name = format!("inline; filename=\"{name}-{visit}.{end}\"");
            let kind = if end == "png" {
                "image/png"
            } else {
                "application/pdf"
            };
            let headers = [
                (header::CONTENT_TYPE, kind.to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "public, max-age=300".to_owned()),
            ];
            (headers, file).into_response()
        }
        Err(error) => Refusal::from(error).into_response(),
    }
}
