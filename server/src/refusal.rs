//! Requests that are not carried out: one list, one place that words them.
//!
//! A handler returns a [`Refusal`]; [`word`] writes it down outside of all other layers, as a problem document
//! (RFC 9457) for the API and as a small page for everybody else, in the caller's language.

use crate::api::problem;
use crate::lang::{lang_of_api, lang_of_page};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::lang::Lang;
use std::time::Duration;
use tower_http::csrf::ProtectionError;

/// Longest time a request may take.
const LONGEST: Duration = Duration::from_secs(30);

/// Why a request was not carried out.
#[derive(Debug, Clone)]
pub(crate) enum Refusal {
    /// The service refused.
    Service(ServiceError),
    /// Fields of an API request.
    Fields(Vec<FieldTrouble>),
    /// The body is larger than any form.
    TooLarge,
    /// The photo is much larger than may be sent.
    PhotoTooLarge,
    /// The body is not JSON, or no object.
    NotJson,
    /// The body does not say that it is JSON.
    NotSaidJson,
    /// The path has no such method.
    NoMethod,
    /// The form stood on the page of another site.
    CrossSite,
    /// The answer took too long.
    TooSlow,
    /// A fault of this program.
    Broken,
}

/// A field of an API request and what is wrong with it.
#[derive(Debug, Clone)]
pub(crate) enum FieldTrouble {
    /// As in the forms.
    Value(Field, Problem),
    /// A parameter of the query that no form has.
    Parameter(&'static str, Field, Problem),
    /// Not a text.
    NotText(Field),
    /// Neither true nor false.
    NotBoolean(Field),
}

impl From<ServiceError> for Refusal {
    fn from(error: ServiceError) -> Self {
        Refusal::Service(error)
    }
}

impl Refusal {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Refusal::Service(error) => app::api::status(error),
            Refusal::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::TooLarge | Refusal::PhotoTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::NotJson => StatusCode::BAD_REQUEST,
            Refusal::NotSaidJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Refusal::NoMethod => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::CrossSite => StatusCode::FORBIDDEN,
            Refusal::TooSlow => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds to wait before trying again, where that helps.
    fn retry_after(&self) -> Option<u32> {
        match self {
            Refusal::Service(ServiceError::TooMany { seconds }) => Some(*seconds),
            Refusal::Service(ServiceError::Busy) | Refusal::TooSlow => Some(2),
            _ => None,
        }
    }

    /// What happened and what to do.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let (id, en) = match self {
            Refusal::Service(error) => return error.text(lang),
            Refusal::Fields(_) => return ServiceError::Invalid(Vec::new()).text(lang),
            Refusal::TooLarge => (
                "Kiriman ini terlalu besar: paling banyak 64 KB. Pendekkan isiannya, lalu kirim lagi.",
                "This is too large: at most 64 KB. Shorten it and send it again.",
            ),
            Refusal::PhotoTooLarge => return Problem::PhotoTooLarge.text(Field::Photo, lang),
            Refusal::NotJson => (
                "Isi kiriman bukan objek JSON yang utuh.",
                "The body is not a complete JSON object.",
            ),
            Refusal::NotSaidJson => (
                "Kirim JSON dengan kepala Content-Type: application/json.",
                "Send JSON with the header Content-Type: application/json.",
            ),
            Refusal::NoMethod => (
                "Alamat ini tidak bisa dipakai dengan cara itu. Mulai dari halaman depan.",
                "This address cannot be used in that way. Start from the front page.",
            ),
            Refusal::CrossSite => (
                "Formulir ini datang dari situs lain, jadi tidak diproses. Buka halamannya di situs ini, lalu kirim lagi.",
                "This form came from another site and was not processed. Open the page on this site and send it again.",
            ),
            Refusal::TooSlow => (
                "Server terlalu lama menjawab. Kirim lagi; kiriman yang sama tidak dicatat dua kali.",
                "The server took too long to answer. Send again; the same form is never recorded twice.",
            ),
            Refusal::Broken => (
                "Ada kesalahan di server kami. Coba lagi; bila tetap begini, hubungi kantor.",
                "There is a fault in our server. Try again; if it stays like this, contact the office.",
            ),
        };
        lang.pick(id, en).to_owned()
    }
}

impl FieldTrouble {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            FieldTrouble::Parameter(name, _, _) => name,
            FieldTrouble::Value(field, _)
            | FieldTrouble::NotText(field)
            | FieldTrouble::NotBoolean(field) => field.name(),
        }
    }

    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            FieldTrouble::Value(field, problem) | FieldTrouble::Parameter(_, field, problem) => {
                problem.text(*field, lang)
            }
            FieldTrouble::NotText(_) => lang.pick("Isi dengan teks.", "Must be a text.").to_owned(),
            FieldTrouble::NotBoolean(_) => lang
                .pick("Isi true atau false.", "Must be true or false.")
                .to_owned(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_after() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Answers a panic of a handler; its message is in the log already.
pub(crate) fn after_panic(_: Box<dyn std::any::Any + Send>) -> Response {
    Refusal::Broken.into_response()
}

/// Writes refusals down, and refuses what takes too long.
pub(crate) async fn word(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let is_form = !request.method().is_safe();
    let lang = if is_api {
        lang_of_api(request.headers())
    } else {
        lang_of_page(request.headers())
    };
    let response = match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refusal::TooSlow.into_response(),
    };
    let cross_site = response
        .extensions()
        .get::<ProtectionError>()
        .map(|_| Refusal::CrossSite);
    let Some(refusal) = cross_site.or_else(|| response.extensions().get::<Refusal>().cloned()) else {
        return response;
    };
    let body = if is_api {
        problem::document(&refusal, lang)
    } else {
        page(&refusal, lang, is_form)
    };
    // The headers that came with it stay: Retry-After, Allow.
    let mut headers = response.into_parts().0.headers;
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::CONTENT_TYPE);
    let mut worded = body;
    *worded.status_mut() = refusal.status();
    for (name, value) in &headers {
        worded.headers_mut().insert(name, value.clone());
    }
    worded
}

/// A page without the application: it must also come when that is broken. Nothing of the request is in it.
fn page(refusal: &Refusal, lang: Lang, is_form: bool) -> Response<Body> {
    let tag = lang.tag();
    let text = refusal.text(lang);
    let (title, back) = if is_form {
        let back = lang.pick(
            "Tekan tombol Kembali pada peramban: isian Anda masih ada di sana.",
            "Press the Back button of your browser: what you typed is still there.",
        );
        (lang.pick("Belum terkirim", "Not sent"), back)
    } else {
        (lang.pick("Tidak bisa dibuka", "Cannot be opened"), "")
    };
    let home = lang.pick("Halaman depan", "Front page");
    Html(format!(
        "<!DOCTYPE html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1><p>{text}</p><p>{back}</p><p><a href=\"/\">{home}</a></p></main></body></html>"
    ))
    .into_response()
}
