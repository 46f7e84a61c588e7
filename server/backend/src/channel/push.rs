//! Notifications of browsers (RFC 8030): the text is encrypted for the browser (RFC 8291) and handed to its push
//! service, which knows the office by a signature (RFC 8292) and wakes the service worker (`public/sw.js`).

use super::{Accepted, Refusal, Sender, http};
use crate::clock::Clock;
use crate::outbox::Claimed;
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use domain::reach::Subscription;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use serde_json::json;
use std::time::Duration;
use web_push_native::p256::PublicKey;
use web_push_native::{Auth, WebPushBuilder};

/// Push services keep a message for four weeks at most, and many drop what is kept for less than a minute.
const KEPT: (i64, i64) = (60, 28 * 24 * 3600);
/// How long a signature holds; services refuse more than a day.
const SIGNED_FOR: i64 = 12 * 3600;
/// Text that fits: a service takes 4,096 bytes, less what encryption adds.
const MOST_TEXT: usize = 2000;

pub(super) struct Client {
    http: reqwest::Client,
    hosts: Vec<String>,
    key: SigningKey,
    site: String,
    clock: Clock,
}

impl Client {
    pub(super) fn new(
        http: reqwest::Client,
        hosts: Vec<String>,
        key: SigningKey,
        site: &str,
        clock: Clock,
    ) -> Client {
        Client {
            http,
            hosts,
            key,
            site: site.trim_end_matches('/').to_owned(),
            clock,
        }
    }

    /// The office's public key, base64url.
    pub(super) fn public_key(&self) -> String {
        BASE64.encode(self.key.verifying_key().to_encoded_point(false))
    }

    /// Who sends, for the service at `origin`: a signed token and the key that it is checked with.
    fn signature(&self, origin: &str) -> String {
        let claims =
            json!({ "aud": origin, "exp": self.clock.now().timestamp() + SIGNED_FOR, "sub": self.site })
                .to_string();
        let signed = format!(
            "{}.{}",
            BASE64.encode(r#"{"typ":"JWT","alg":"ES256"}"#),
            BASE64.encode(claims)
        );
        let signature: Signature = self.key.sign(signed.as_bytes());
        let signature = BASE64.encode(signature.to_bytes());
        format!("vapid t={signed}.{signature}, k={}", self.public_key())
    }

    fn request(&self, message: &Claimed) -> Option<reqwest::Request> {
        let browser: Subscription = serde_json::from_str(&message.recipient).ok()?;
        // The list may have become shorter since the browser was noted.
        let origin = browser.is_at(&self.hosts).then(|| browser.origin()).flatten()?;
        let key = PublicKey::from_sec1_bytes(&BASE64.decode(browser.p256dh()).ok()?).ok()?;
        let auth = BASE64.decode(browser.auth()).ok()?;
        let auth = (auth.len() == 16).then(|| Auth::clone_from_slice(&auth))?;
        let left = message
            .useful_until
            .map_or(KEPT.1, |until| (until - self.clock.now()).num_seconds());
        let kept = Duration::from_secs(left.clamp(KEPT.0, KEPT.1).unsigned_abs());
        let text = if message.short.is_empty() {
            &message.body
        } else {
            &message.short
        };
        let link = text.split_whitespace().find(|word| word.starts_with(&self.site));
        let shown: String = text.chars().take(MOST_TEXT).collect();
        let payload = json!({ "title": message.subject, "body": shown, "link": link }).to_string();
        let mut request = WebPushBuilder::new(browser.endpoint().parse().ok()?, key, auth)
            .with_valid_duration(kept)
            .build(payload)
            .ok()?;
        let signature = HeaderValue::from_str(&self.signature(origin)).ok()?;
        request.headers_mut().insert(AUTHORIZATION, signature);
        // A phone that sleeps is woken: what is sent here is about a day that is near.
        let urgency = HeaderValue::from_static("high");
        request.headers_mut().insert("urgency", urgency);
        reqwest::Request::try_from(request).ok()
    }
}

#[async_trait]
impl Sender for Client {
    async fn send(&self, message: &Claimed, _answers: bool) -> Result<Accepted, Refusal> {
        let request = self
            .request(message)
            .ok_or(Refusal::Final("browser takes no notification"))?;
        let answer = self.http.execute(request).await;
        let answer = answer.map_err(|error| http::unanswered(&error))?;
        match answer.status() {
            status if status.is_success() => Ok(Accepted { provider_id: None }),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(Refusal::Final("notifications were turned off")),
            // Of one browser, whose subscription was made with another key: no reason to pause the others.
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Err(Refusal::Final("push service refuses the office's key"))
            }
            status => Err(http::refusal(status, http::retry_after(&answer))),
        }
    }
}
