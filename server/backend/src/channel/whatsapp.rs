//! The WhatsApp Cloud API: `POST {base}/{phone number id}/messages`. Outside the day after somebody wrote to the
//! office it takes approved templates only, within it free text.
//! Source: developers.facebook.com, "Cloud API", messages and error codes.

use super::{Accepted, Refusal, Sender, http};
use crate::outbox::Claimed;
use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fmt;

/// Account of the office.
#[derive(Clone)]
pub struct WhatsApp {
    /// `https://graph.facebook.com/v23.0`, no slash at the end.
    pub base_url: String,
    /// Id of the number that sends.
    pub phone_number_id: String,
    /// Access token.
    pub token: String,
    /// Key that signs what Meta reports.
    pub app_secret: String,
    /// Word that Meta says when it first calls.
    pub verify_token: String,
}

impl fmt::Debug for WhatsApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WhatsApp")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

pub(super) struct Client {
    http: reqwest::Client,
    url: String,
    token: String,
}

#[derive(Deserialize)]
struct Taken {
    messages: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct Refused {
    error: Coded,
}

#[derive(Deserialize)]
struct Coded {
    code: i64,
}

impl Client {
    pub(super) fn new(http: reqwest::Client, account: WhatsApp) -> Client {
        let base = account.base_url.trim_end_matches('/');
        Client {
            http,
            url: format!("{base}/{}/messages", account.phone_number_id),
            token: account.token,
        }
    }
}

/// What is asked of the API.
fn request(message: &Claimed, answers: bool) -> Result<Value, Refusal> {
    let parameters: Vec<String> =
        serde_json::from_str(&message.parameters).map_err(|_| Refusal::Final("message cannot be written"))?;
    let mut request = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": message.recipient.trim_start_matches('+'),
        "biz_opaque_callback_data": message.id,
    });
    if answers {
        request["type"] = "text".into();
        request["text"] = json!({ "preview_url": false, "body": message.body });
    } else if message.template.is_empty() {
        // Written before there were templates.
        return Err(Refusal::Final("message has no template"));
    } else {
        let parameters: Vec<_> = parameters
            .iter()
            .map(|text| json!({ "type": "text", "text": text }))
            .collect();
        request["type"] = "template".into();
        request["template"] = json!({
            "name": message.template,
            "language": { "code": message.lang },
            "components": [{ "type": "body", "parameters": parameters }],
        });
    }
    Ok(request)
}

#[async_trait]
impl Sender for Client {
    async fn send(&self, message: &Claimed, answers: bool) -> Result<Accepted, Refusal> {
        let request = request(message, answers)?;
        let sent = self
            .http
            .post(&self.url)
            .bearer_auth(&self.token)
            .json(&request)
            .send()
            .await;
        let answer = sent.map_err(|error| http::unanswered(&error))?;
        let (status, wait) = (answer.status(), http::retry_after(&answer));
        if status.is_success() {
            // Taken is taken, whatever stands in the answer.
            let taken = answer.json::<Taken>().await.ok();
            let id = taken.and_then(|taken| taken.messages.into_iter().next());
            return Ok(Accepted {
                provider_id: id.map(|named| named.id),
            });
        }
        let code = answer
            .json::<Refused>()
            .await
            .map_or(0, |refused| refused.error.code);
        Err(match code {
            0 | 10 | 190 | 200..=299 | 131_031 | 131_042 | 368 if status.is_client_error() && code != 0 => {
                Refusal::Paused("channel refuses the office's key")
            }
            4 | 80_007 | 130_429 | 131_048 | 131_056 => Refusal::Wait("channel asks to slow down", wait),
            0 => http::refusal(status, wait),
            _ => reason(code).map_or_else(|| http::refusal(status, wait), Refusal::Final),
        })
    }
}

/// Why a message will not arrive, by its code, where no other try will help.
pub(crate) fn reason(code: i64) -> Option<&'static str> {
    Some(match code {
        131_026 | 131_030 | 131_021 | 130_472 => "number has no WhatsApp",
        131_047 => "WhatsApp takes a template only",
        131_049 | 131_050 => "person wants no such message",
        132_000..=132_999 => "template is not approved",
        _ => return None,
    })
}
