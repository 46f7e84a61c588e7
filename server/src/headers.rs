//! Headers that every answer carries: what scripts may run, what may be kept, what is told to others.

use crate::state::AppState;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use leptos::nonce::Nonce;

/// Pages and answers with personal data or secrets in their path.
const PRIVATE: [&str; 9] = [
    "/tiket",
    "/tunggu",
    "/tanya",
    "/survei",
    "/konfirmasi",
    "/staf",
    "/baca",
    "/api",
    "/bahasa",
];

/// The nonce of this request: the header names it, the page's inline scripts carry it.
#[derive(Clone)]
pub(crate) struct PageNonce(pub(crate) Nonce);

/// Makes the nonce and sets the headers.
pub(crate) async fn security(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    let is_private = is_private(request.uri().path());
    let permissions = permissions(request.uri().path());
    request.extensions_mut().insert(PageNonce(nonce.clone()));
    let mut response = next.run(request).await;
    let is_html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // A manage link is a secret: other sites learn nothing, our own forms keep their Referer.
    set(headers, header::REFERRER_POLICY, "same-origin");
    set(
        headers,
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        headers,
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    set(
        headers,
        HeaderName::from_static("permissions-policy"),
        permissions,
    );
    if state.web.is_https() {
        set(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if is_html && let Ok(policy) = HeaderValue::try_from(content_policy(&nonce, reload_socket(&state))) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if is_private {
        set(headers, header::CACHE_CONTROL, "no-store");
    } else if is_html {
        set(headers, header::CACHE_CONTROL, "private, no-cache");
    }
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

fn is_private(path: &str) -> bool {
    PRIVATE.iter().any(|private| {
        path.strip_prefix(private)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The desk reads QR codes of tickets with its camera, no other page does. A link to it carries `rel="external"`:
/// a page that was followed to (`browser.js`) keeps the permissions of the document that it stands in.
fn permissions(path: &str) -> &'static str {
    let visit = path
        .strip_prefix("/staf/kunjungan/")
        .and_then(|rest| rest.strip_suffix("/meja"));
    if visit.is_some_and(|visit| !visit.is_empty() && !visit.contains('/')) {
        "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
    } else {
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    }
}

/// `'self'` stays beside the nonce: the loader imports the application's script by itself, and the service worker is
/// a script too.
fn content_policy(nonce: &Nonce, reload: Option<String>) -> String {
    let reload = reload.unwrap_or_default();
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'{reload}; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    )
}

/// `make dev` reloads the page through a socket on another port.
fn reload_socket(state: &AppState) -> Option<String> {
    std::env::var_os("LEPTOS_WATCH")?;
    let port = state.leptos.reload_port;
    Some(format!(" ws://127.0.0.1:{port} ws://localhost:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desk_alone_may_use_the_camera() {
        assert!(permissions("/staf/kunjungan/0199-a/meja").starts_with("camera=(self),"));
        for other in [
            "/",
            "/staf/kunjungan/0199-a",
            "/staf/kunjungan/0199-a/meja/0199-b",
            "/staf/kunjungan//meja",
            "/meja",
        ] {
            assert!(permissions(other).starts_with("camera=(),"), "{other}");
        }
    }

    #[test]
    fn only_whole_first_parts_of_a_path_are_private() {
        assert!(is_private("/staf") && is_private("/staf/pesan") && is_private("/tiket/abc"));
        assert!(!is_private("/stafet") && !is_private("/") && !is_private("/kunjungan/tiket"));
    }
}
