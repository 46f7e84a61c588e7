//! Logging in and out, and the door in front of the pages of the office.

use super::{Page, Posted, kept_cookie, own_address, see_other, with_note};
use crate::lang::cookie;
use crate::limits::Client;
use crate::refusal::Refusal;
use crate::state::AppState;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Router};
use domain::error::ServiceError;
use domain::field::{Field, FieldError, Problem};
use domain::service::{Answer, Session};
use domain::staff::Staff;

const LOGIN: &str = "/staf/masuk";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(LOGIN, post(log_in))
        .route("/staf/keluar", post(log_out))
}

async fn log_in(State(state): State<AppState>, client: Extension<Client>, form: Posted) -> Response {
    let wanted = own_address(form.pairs.get("ke")).map(str::to_owned);
    match check(&state, client.0, &form).await {
        Ok(session) => {
            let cookie = session_cookie(&state, &session.token, session.seconds);
            let target = see_other(wanted.as_deref().unwrap_or("/staf"));
            ([(header::SET_COOKIE, cookie)], target).into_response()
        }
        Err(error) => {
            let page = Page::At(wanted.as_deref().map_or_else(|| LOGIN.to_owned(), login_for));
            form.refuse(&state, page, "", error).await
        }
    }
}

async fn check(state: &AppState, client: Client, form: &Posted) -> Answer<Session> {
    let (user_name, password) = (
        form.pairs.get(Field::UserName.name()),
        form.pairs.get(Field::Password.name()),
    );
    let missing: Vec<_> = [(Field::UserName, user_name.trim()), (Field::Password, password)]
        .into_iter()
        .filter(|(_, text)| text.is_empty())
        .map(|(field, _)| FieldError::new(field, Problem::Missing))
        .collect();
    if !missing.is_empty() {
        return Err(ServiceError::Invalid(missing));
    }
    state.limits.log_in(user_name, client.0)?;
    state.services.staff.log_in(user_name, password).await
}

async fn log_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    if let Some(token) = cookie(&headers, &state.session_cookie.0)
        && let Err(error) = state.services.staff.log_out(token).await
        && error != ServiceError::NotLoggedIn
    {
        return Refusal::from(error).into_response();
    }
    let cookie = session_cookie(&state, "", 0);
    (
        [(header::SET_COOKIE, cookie)],
        see_other(&with_note(LOGIN, "keluar")),
    )
        .into_response()
}

fn session_cookie(state: &AppState, token: &str, seconds: i64) -> String {
    kept_cookie(state, (&state.session_cookie.0, token), seconds, true)
}

/// The log-in page that leads on to an address.
fn login_for(address: &str) -> String {
    let address: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
    format!("{LOGIN}?ke={address}")
}

/// Lets only people of the office reach `/staf`; the handlers behind it get their [`LoggedIn`].
pub(crate) async fn require_login(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let is_office = path == "/staf" || path.starts_with("/staf/");
    if !is_office || path == LOGIN || path == "/staf/keluar" {
        return next.run(request).await;
    }
    let staff = match cookie(request.headers(), &state.session_cookie.0) {
        Some(token) => state.services.staff.staff_of(token).await,
        None => Err(ServiceError::NotLoggedIn),
    };
    match staff {
        Ok(staff) => {
            request.extensions_mut().insert(staff);
            next.run(request).await
        }
        Err(ServiceError::NotLoggedIn) => {
            see_other(&login_for(&after_login(&request, &state.web.public_url)))
        }
        Err(error) => Refusal::from(error).into_response(),
    }
}

/// Where to go after logging in: the page asked for; of a form, the page it stood on.
fn after_login(request: &Request, public_url: &str) -> String {
    let asked = request.uri().path_and_query().map(|whole| whole.as_str());
    let wanted = if request.method().is_safe() {
        asked
    } else {
        let referer = request
            .headers()
            .get(header::REFERER)
            .and_then(|value| value.to_str().ok());
        referer.and_then(|referer| referer.strip_prefix(public_url))
    };
    wanted.and_then(own_address).unwrap_or("/staf").to_owned()
}

/// A member of the office, as [`require_login`] found out.
pub(crate) struct LoggedIn(pub(crate) Staff);

impl<S: Sync> FromRequestParts<S> for LoggedIn {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let staff = parts.extensions.get::<Staff>().cloned();
        staff
            .map(LoggedIn)
            .ok_or(Refusal::Service(ServiceError::NotLoggedIn))
    }
}
