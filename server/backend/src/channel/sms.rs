//! Text messages by a gateway over HTTP: `POST {url}` with `{"id", "from", "to", "text"}` and a bearer token; the
//! answer may hold an `id`, under which it says later what became of it. The same `id` sent twice is one message for
//! gateways that know it.

use super::{Accepted, Refusal, Sender, http};
use crate::outbox::Claimed;
use async_trait::async_trait;
use domain::sms;
use serde_json::{Value, json};
use std::fmt;

/// Account of the office.
#[derive(Clone)]
pub struct SmsGateway {
    /// Address.
    pub url: String,
    /// Access token.
    pub token: String,
    /// Sender that is shown, 3 to 11 letters.
    pub from: String,
}

impl fmt::Debug for SmsGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmsGateway")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

pub(super) struct Client {
    http: reqwest::Client,
    gateway: SmsGateway,
}

impl Client {
    pub(super) fn new(http: reqwest::Client, gateway: SmsGateway) -> Client {
        Client { http, gateway }
    }
}

#[async_trait]
impl Sender for Client {
    async fn send(&self, message: &Claimed, _answers: bool) -> Result<Accepted, Refusal> {
        if message.short.is_empty() {
            return Err(Refusal::Final("message has no short text"));
        }
        let request = json!({
            "id": message.id,
            "from": self.gateway.from,
            "to": message.recipient,
            "text": message.short,
        });
        let sent = self
            .http
            .post(&self.gateway.url)
            .bearer_auth(&self.gateway.token)
            .json(&request);
        let answer = sent.send().await.map_err(|error| http::unanswered(&error))?;
        let (status, wait) = (answer.status(), http::retry_after(&answer));
        if !status.is_success() {
            return Err(http::refusal(status, wait));
        }
        // Taken is taken, whatever stands in the answer.
        let taken = answer.json::<Value>().await.unwrap_or_default();
        let id = taken["id"].as_str().map(provider_id);
        Ok(Accepted { provider_id: id })
    }

    fn units(&self, message: &Claimed) -> u32 {
        u32::try_from(sms::parts(&message.short)).unwrap_or(1).max(1)
    }
}

/// A gateway's name of a message, told apart from those that other channels give.
pub(crate) fn provider_id(id: &str) -> String {
    format!("sms:{id}")
}
