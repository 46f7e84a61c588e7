//! Rendering a page outside of its own route: after a form that was refused.

use crate::headers::PageNonce;
use crate::state::AppState;
use app::form::FormState;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Method, Request, Uri, header};
use axum::response::Response;
use leptos::prelude::{provide_context, use_context};

/// What every page finds in its context.
pub(crate) fn page_context(state: &AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    let (services, session_cookie) = (state.services.clone(), state.session_cookie.clone());
    move || {
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
    response
}
