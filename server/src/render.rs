//! Rendering a page outside of its own route: after a form that was refused.

use crate::headers::PageNonce;
use crate::state::AppState;
use app::api::PublicUrl;
use app::form::FormState;
use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{Method, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::{provide_context, use_context};

/// What every page finds in its context.
pub(crate) fn page_context(state: &AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    let (services, session_cookie) = (state.services.clone(), state.session_cookie.clone());
    let (assets, public_url) = (state.assets.clone(), PublicUrl(state.web.public_url.clone()));
    move || {
        provide_context(assets.clone());
        provide_context(public_url.clone());
        provide_context(services.clone());
        provide_context(session_cookie.clone());
        if let Some(nonce) =
            use_context::<Parts>().and_then(|parts| parts.extensions.get::<PageNonce>().cloned())
        {
            provide_context(nonce.0);
        }
    }
}

/// The page at `page` (path and query) with a form that came back, and the status of its error.
pub(crate) async fn render_page(state: &AppState, parts: &Parts, page: Uri, form: FormState) -> Response {
    let status = form.error.as_ref().map(app::api::status);
    let elsewhere = (page.path() != parts.uri.path()).then(|| page.to_string());
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = page;
    *request.headers_mut() = parts.headers.clone();
    request.headers_mut().remove(header::CONTENT_LENGTH);
    request.headers_mut().remove(header::CONTENT_TYPE);
    *request.extensions_mut() = parts.extensions.clone();

    let (context, options) = (page_context(state), state.leptos.clone());
    let with_form = move || {
        context();
        provide_context(form.clone());
    };
    let shell = move || app::shell(options.clone());
    let mut response = leptos_axum::render_app_async_with_context(with_form, shell)(request).await;
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    match (elsewhere, parts.extensions.get::<PageNonce>()) {
        (Some(address), Some(nonce)) => say_address(response, &address, nonce).await,
        _ => response,
    }
}

/// The form was sent to an address that is no page: the browser is given the page's own, so that reloading finds it
/// and does not send the form again.
async fn say_address(response: Response, address: &str, nonce: &PageNonce) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(html) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let address = serde_json::Value::from(address)
        .to_string()
        .replace('<', "\\u003c");
    let script = format!(
        "<head><script nonce=\"{}\">history.replaceState(null,\"\",{address})</script>",
        nonce.0
    );
    let html = String::from_utf8_lossy(&html).replacen("<head>", &script, 1);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(html))
}
