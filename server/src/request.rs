//! Reading requests: pairs of a form or a query, ids in a path, the size of a body.

use crate::refusal::Refusal;
use crate::{LARGEST_BODY, LARGEST_REPORT};
use axum::body::{Body, HttpBody};
use axum::extract::{FromRequestParts, Path, Request};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::error::ServiceError;
use domain::service::Answer;
use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::str::FromStr;

/// Bytes of a refused body that are read before the answer.
const MOST_READ_AWAY: usize = 4 * 1024 * 1024;

/// Names and values of a form or a query, in their order. Bytes that are not UTF-8 become `U+FFFD`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pairs(pub(crate) Vec<(String, String)>);

impl Pairs {
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        Pairs(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// First value of a name, or an empty text.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// The same as an own text, for the forms of the domain.
    pub(crate) fn text(&self, name: &str) -> String {
        self.get(name).to_owned()
    }

    /// All values of a name.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .collect()
    }
}

/// The query of a request.
pub(crate) struct Query(pub(crate) Pairs);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Query(Pairs::parse(parts.uri.query().unwrap_or("").as_bytes())))
    }
}

/// The variable parts of a path.
pub(crate) struct Captured(HashMap<String, String>);

impl Captured {
    /// A part as it stands, percent signs decoded.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// A part as an id. What is no id cannot be found.
    pub(crate) fn id<T: FromStr>(&self, name: &str) -> Answer<T> {
        self.text(name).parse().map_err(|_| ServiceError::NotFound)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Captured {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(captured)) => Ok(Captured(captured)),
            Err(_) => Err(ServiceError::NotFound.into()),
        }
    }
}

/// Refuses a body that says it is too large before it is read; the others are measured while reading.
pub(crate) async fn refuse_large(request: Request, next: Next) -> Response {
    let reports = request.uri().path() == crate::whatsapp::PATH;
    let most = if reports { LARGEST_REPORT } else { LARGEST_BODY };
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok());
    if length
        .and_then(|length| length.parse::<usize>().ok())
        .is_some_and(|length| length > most)
    {
        // A browser that is cut off while sending shows its own error instead of ours.
        read_away(request.into_body()).await;
        return Refusal::TooLarge.into_response();
    }
    next.run(request).await
}

async fn read_away(mut body: Body) {
    let mut left = MOST_READ_AWAY;
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        match left.checked_sub(frame.data_ref().map_or(0, |data| data.len())) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_encodings_are_read_as_far_as_they_go() {
        let pairs = Pairs::parse(b"name=Sari%FF&name=b&x=%zz&=1&&y=a+b%00");
        assert_eq!(pairs.get("name"), "Sari\u{fffd}");
        assert_eq!(pairs.all("name").len(), 2);
        assert_eq!(pairs.get("x"), "%zz");
        assert_eq!(pairs.get("y"), "a b\0");
        assert_eq!(pairs.get("none"), "");
    }
}
