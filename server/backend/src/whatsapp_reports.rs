//! What Meta reports of WhatsApp messages: that they arrived, were read, or will not arrive; and who wrote to the
//! office, who may be answered freely for a day.

use crate::Backend;
use crate::channel::whatsapp_reason;
use crate::db::{Tx, execute, fetch_all};
use crate::error::Stored;
use crate::outbox;
use chrono::{DateTime, Duration, Utc};
use domain::error::ServiceError;
use domain::message::Delivery;
use domain::phone::Phone;
use domain::service::Answer;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use std::collections::HashSet;

/// For so long after somebody wrote, free text is taken: a day, less the time a message may be on its way.
const WINDOW: Duration = Duration::minutes(24 * 60 - 10);

const WROTE: &str = "insert into whatsapp_contact (phone, wrote_at) values ($1, $2)
    on conflict (phone) do update set wrote_at = excluded.wrote_at where whatsapp_contact.wrote_at < excluded.wrote_at";
const IN_WINDOW: &str = "select phone from whatsapp_contact where wrote_at > $1 order by phone";
const FORGET: &str = "delete from whatsapp_contact where wrote_at <= $1";

/// A report. What is not of use here is not read.
#[derive(Deserialize)]
struct Report {
    #[serde(default)]
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Change {
    #[serde(default)]
    value: Value,
}

#[derive(Default, Deserialize)]
struct Value {
    #[serde(default)]
    statuses: Vec<Status>,
    #[serde(default)]
    messages: Vec<Incoming>,
}

#[derive(Deserialize)]
struct Status {
    id: String,
    status: String,
    #[serde(default)]
    timestamp: String,
    #[serde(default)]
    errors: Vec<Coded>,
}

#[derive(Deserialize)]
struct Coded {
    #[serde(default)]
    code: i64,
}

#[derive(Deserialize)]
struct Incoming {
    from: String,
    #[serde(default)]
    timestamp: String,
}

/// Who wrote longer ago than the window is forgotten.
pub(crate) async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> Stored<u64> {
    execute!(tx, FORGET, now - WINDOW)
}

/// Seconds since 1970 as text; now for what cannot be read, and for the future.
fn moment(text: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let at = text
        .parse()
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    at.unwrap_or(now).min(now)
}

impl Backend {
    /// Numbers that may be answered freely.
    pub(crate) async fn may_be_answered(&self) -> Stored<HashSet<String>> {
        let rows = fetch_all!(self.pool, (String,), IN_WINDOW, self.now() - WINDOW)?;
        Ok(rows.into_iter().map(|(phone,)| phone).collect())
    }

    /// The answer to Meta's first call: what it sent, if it said the word agreed.
    ///
    /// # Errors
    /// `NotFound` where WhatsApp is not configured, `Forbidden` for another word.
    pub fn whatsapp_challenge(&self, mode: &str, word: &str, challenge: &str) -> Answer<String> {
        let keys = self.whatsapp_keys.as_ref().ok_or(ServiceError::NotFound)?;
        // Compared by their digests: how far two words agree must not show in the time it takes.
        let digest = |text: &str| sign(&keys.app_secret, text.as_bytes());
        if mode == "subscribe" && digest(word) == digest(&keys.verify_token) {
            Ok(challenge.to_owned())
        } else {
            Err(ServiceError::Forbidden)
        }
    }

    /// Takes a report in, if `signature` (`sha256=…`, of the body as it came) is Meta's. The same report twice, and
    /// reports in any order, come to the same.
    ///
    /// # Errors
    /// `NotFound` where WhatsApp is not configured, `Forbidden` for another signature, `Invalid` for what is no
    /// report.
    pub async fn whatsapp_report(&self, signature: &str, body: &[u8]) -> Answer<()> {
        let keys = self.whatsapp_keys.as_ref().ok_or(ServiceError::NotFound)?;
        let hex = signature.strip_prefix("sha256=").ok_or(ServiceError::Forbidden)?;
        let claimed = from_hex(hex).ok_or(ServiceError::Forbidden)?;
        mac(&keys.app_secret, body)
            .verify_slice(&claimed)
            .map_err(|_| ServiceError::Forbidden)?;
        let report: Report = serde_json::from_slice(body).map_err(|_| ServiceError::Invalid(Vec::new()))?;
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let values = report
            .entry
            .into_iter()
            .flat_map(|entry| entry.changes)
            .map(|change| change.value);
        for value in values {
            for status in value.statuses {
                let delivery = match status.status.as_str() {
                    "delivered" => Delivery::Delivered,
                    "read" => Delivery::Read,
                    "failed" => Delivery::Failed,
                    _ => continue,
                };
                let code = status.errors.first().map_or(0, |error| error.code);
                let why = whatsapp_reason(code).unwrap_or("WhatsApp could not deliver it");
                let at = moment(&status.timestamp, now);
                outbox::said_of(&mut tx, now, &status.id, delivery, at, why).await?;
            }
            for message in value.messages {
                // Numbers of other countries are no applicants' numbers.
                if let Ok(phone) = Phone::parse(&message.from) {
                    execute!(tx, WROTE, phone.as_e164(), moment(&message.timestamp, now))?;
                }
            }
        }
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(())
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn mac(key: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length");
    mac.update(body);
    mac
}

fn sign(key: &str, body: &[u8]) -> Vec<u8> {
    mac(key, body).finalize().into_bytes().to_vec()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}
