//! Forms that write: each is parsed, handed to one service call, and answered with a redirect; a form that is
//! refused comes back as its page, filled as it was sent, with the reason.
//!
//! To add one: a handler that ends in [`Posted::answer`], and its route in the file of its audience.

mod assisted;
mod calendar_file;
mod login;
mod outreach;
mod outreach_public;
mod photo;
mod public;
mod questions;
mod staff;
mod survey;
mod village;
mod waiting;

pub(crate) use login::{LoggedIn, require_login};

use crate::lang::lang_of_page;
use crate::refusal::Refusal;
use crate::render::render_page;
use crate::request::Pairs;
use crate::state::AppState;
use app::form::FormState;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::booking::BookingForm;
use domain::error::ServiceError;
use domain::field::{Field, FieldError, Problem};
use domain::id::SlotId;
use domain::lang::Lang;
use domain::odalan::NewOdalan;
use domain::reach::ReachForm;
use domain::service::Answer;
use uuid::Uuid;

/// A field that people do not see; programs that fill every field give themselves away.
const HONEYPOT: &str = "website";

/// All forms.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .merge(public::routes())
        .merge(village::routes())
        .merge(assisted::routes())
        .merge(outreach::routes())
        .merge(outreach_public::routes())
        .merge(waiting::routes())
        .merge(questions::routes())
        .merge(survey::routes())
        .merge(login::routes())
        .merge(staff::routes())
}

/// A form that was sent.
pub(crate) struct Posted {
    parts: Parts,
    pub(crate) pairs: Pairs,
}

impl FromRequest<AppState> for Posted {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|error| match error.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
                _ => Refusal::Service(ServiceError::Invalid(Vec::new())),
            })?;
        Ok(Posted {
            parts,
            pairs: Pairs::parse(&body),
        })
    }
}

/// Which page shows a form again.
enum Page {
    /// The one at the address the form was sent to.
    Same,
    /// Another.
    At(String),
}

impl Posted {
    fn lang(&self) -> Lang {
        lang_of_page(&self.parts.headers)
    }

    fn is_from_a_robot(&self) -> bool {
        !self.pairs.get(HONEYPOT).is_empty()
    }

    /// The booking form, with a key of its own where the page gave none.
    fn booking(&self) -> BookingForm {
        let text = |field: Field| self.pairs.text(field.name());
        let mut form = BookingForm {
            slot_id: text(Field::Slot),
            applicant_name: text(Field::ApplicantName),
            phone: text(Field::Phone),
            business_activity: text(Field::BusinessActivity),
            banjar: text(Field::Banjar),
            email: text(Field::Email),
            business_name: text(Field::BusinessName),
            assistance_needed: text(Field::AssistanceNeeded),
            idempotency_key: text(Field::IdempotencyKey),
        };
        if form.idempotency_key.trim().is_empty() {
            form.idempotency_key = Uuid::now_v7().to_string();
        }
        form
    }

    /// How the holder of a ticket wants news.
    fn reach(&self) -> ReachForm {
        let text = |name: &str| self.pairs.text(name);
        ReachForm {
            channel: text(Field::ReachChannel.name()),
            email: text(Field::Email.name()),
            push: ["push_endpoint", "push_key", "push_secret"].map(text),
        }
    }

    /// The slot that was chosen.
    fn slot(&self) -> Answer<SlotId> {
        let text = self.pairs.get(Field::Slot.name()).trim();
        let problem = if text.is_empty() {
            Problem::Missing
        } else {
            Problem::NotAChoice
        };
        text.parse()
            .map_err(|_| ServiceError::field(Field::Slot, problem))
    }

    /// The same form with the id of what it was about: several such forms stand on its page.
    fn about(mut self, name: &str, id: &str) -> Posted {
        self.pairs.0.retain(|(known, _)| known != name);
        self.pairs.0.push((name.to_owned(), id.to_owned()));
        self
    }

    /// Goes to the address of an answer, or back to the page with the reason; `form` names the form on it.
    async fn answer(self, state: &AppState, page: Page, form: &str, answer: Answer<String>) -> Response {
        match answer {
            Ok(address) => see_other(&address),
            Err(error) => self.refuse(state, page, form, error).await,
        }
    }

    async fn refuse(self, state: &AppState, page: Page, form: &str, error: ServiceError) -> Response {
        let mut values = self.pairs.0;
        // A used key would refuse the form again and again: the page brings a new one.
        let drop_key = error == ServiceError::KeyReused;
        values.retain(|(name, _)| {
            name != Field::Password.name()
                && name != HONEYPOT
                && !(drop_key && name == Field::IdempotencyKey.name())
        });
        let form = FormState {
            form: form.to_owned(),
            values,
            error: Some(error),
        };
        let page = match page {
            Page::Same => without_note(&self.parts.uri),
            Page::At(path) => path.parse().unwrap_or_default(),
        };
        render_page(state, &self.parts, page, form).await
    }
}

/// The address without the note of an earlier success.
fn without_note(uri: &Uri) -> Uri {
    let pairs = Pairs::parse(uri.query().unwrap_or("").as_bytes()).0;
    let kept = pairs.iter().filter(|(name, _)| name != "kabar");
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept)
        .finish();
    let path = uri.path();
    let address = if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    };
    address.parse().unwrap_or_else(|_| uri.clone())
}

/// Fields that need mending, as the service would say it.
fn mended<T>(parsed: Result<T, Vec<FieldError>>) -> Answer<T> {
    parsed.map_err(ServiceError::Invalid)
}

/// One field that needs mending.
fn field<T>(field: Field, parsed: Result<T, Problem>) -> Answer<T> {
    parsed.map_err(|problem| ServiceError::field(field, problem))
}

/// A temple feast that was typed.
fn feast(form: &Posted) -> Answer<NewOdalan> {
    let text = |field: Field| form.pairs.get(field.name());
    mended(NewOdalan::parse(
        text(Field::Temple),
        text(Field::OdalanKind),
        text(Field::Date),
    ))
}

/// Goes to another page; the browser asks for it with GET.
fn see_other(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let address = HeaderValue::try_from(address).unwrap_or_else(|_| HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, address);
    response
}

/// A cookie for the whole site that other sites' forms do not carry. Names and values are plain signs.
fn kept_cookie(state: &AppState, pair: (&str, &str), seconds: i64, hidden: bool) -> String {
    let (name, value) = pair;
    let hidden = if hidden { "; HttpOnly" } else { "" };
    let secure = if state.web.is_https() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax{hidden}{secure}")
}

/// An address on this site that a form or link asked for; anything that could lead elsewhere is none.
fn own_address(text: &str) -> Option<&str> {
    let second_is_safe = !matches!(text.as_bytes().get(1), Some(b'/' | b'\\'));
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (text.starts_with('/') && second_is_safe && plain && text.len() < 1000).then_some(text)
}

/// A file that the browser shows.
fn pdf(name: &str, file: Vec<u8>) -> Response {
    let kind = "application/pdf".to_owned();
    let shown = format!("inline; filename=\"{name}\"");
    (
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, shown)],
        file,
    )
        .into_response()
}

/// Adds the word that the next page shows.
fn with_note(address: &str, note: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}kabar={note}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_to_another_site() {
        assert_eq!(
            own_address("/staf/pesan?status=dead"),
            Some("/staf/pesan?status=dead")
        );
        for bad in [
            "",
            "staf",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\nb",
            "/\t/evil",
            "/a b",
        ] {
            assert_eq!(own_address(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_note_joins_an_address_and_leaves_it_again() {
        assert_eq!(with_note("/a", "tersimpan"), "/a?kabar=tersimpan");
        assert_eq!(with_note("/a?b=c", "tersimpan"), "/a?b=c&kabar=tersimpan");
        let uri: Uri = "/a?b=c%20d&kabar=tersimpan".parse().unwrap();
        assert_eq!(without_note(&uri).to_string(), "/a?b=c+d");
    }
}
