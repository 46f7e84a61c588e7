//! What the channels over HTTP share.

use super::{PATIENCE, Refusal};
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Response, StatusCode, redirect};
use std::time::Duration;

/// Longest wait that a server may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// Wait where a server asks for one without saying how long.
const SOME_WAIT: Duration = Duration::from_secs(60);

/// A client that gives up in time and follows no redirect: a token goes to nobody else.
pub(super) fn client() -> reqwest::Result<Client> {
    // There may be one already: another server of the same process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .timeout(PATIENCE)
        .connect_timeout(Duration::from_secs(10))
        .redirect(redirect::Policy::none())
        .build()
}

/// Why no answer came. The error itself is not told: it holds the address.
pub(super) fn unanswered(error: &reqwest::Error) -> Refusal {
    if error.is_timeout() {
        Refusal::Again("channel did not answer in time")
    } else {
        Refusal::Again("channel could not be reached")
    }
}

/// How long the server asks to wait.
pub(super) fn retry_after(answer: &Response) -> Duration {
    let header = answer.headers().get(RETRY_AFTER).and_then(|it| it.to_str().ok());
    let seconds = header.and_then(|text| text.trim().parse().ok());
    seconds.map_or(SOME_WAIT, Duration::from_secs).min(LONGEST_WAIT)
}

/// What a status says where the body says nothing more.
pub(super) fn refusal(status: StatusCode, wait: Duration) -> Refusal {
    match status {
        StatusCode::TOO_MANY_REQUESTS => Refusal::Wait("channel asks to slow down", wait),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::PAYMENT_REQUIRED => {
            Refusal::Paused("channel refuses the office's key")
        }
        status if status.is_server_error() => Refusal::Again("channel asks to try later"),
        _ => Refusal::Final("channel refused for good"),
    }
}
