//! What the gateway of text messages reports: that one arrived, or will not.

use crate::Backend;
use crate::channel::sms_provider_id;
use crate::outbox;
use domain::error::ServiceError;
use domain::message::Delivery;
use domain::service::Answer;
use serde::Deserialize;

/// A report: the name the gateway gave the message, and `delivered` or `failed`. Other words say nothing yet.
#[derive(Deserialize)]
struct Report {
    id: String,
    status: String,
}

impl Backend {
    /// Takes a report in, if `key` is the one agreed with the gateway. Twice, and in any order, comes to the same.
    ///
    /// # Errors
    /// `NotFound` where there is no gateway, `Forbidden` for another key, `Invalid` for what is no report.
    pub async fn sms_report(&self, key: &str, body: &[u8]) -> Answer<()> {
        let agreed = self.sms_token.as_ref().ok_or(ServiceError::NotFound)?;
        // Compared by their digests: how far two keys agree must not show in the time it takes.
        if crate::secret::hash(&[key]) != crate::secret::hash(&[agreed]) {
            return Err(ServiceError::Forbidden);
        }
        let report: Report = serde_json::from_slice(body).map_err(|_| ServiceError::Invalid(Vec::new()))?;
        let delivery = match report.status.as_str() {
            "delivered" => Delivery::Delivered,
            "failed" => Delivery::Failed,
            _ => return Ok(()),
        };
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let id = sms_provider_id(&report.id);
        outbox::said_of(&mut tx, now, &id, delivery, now, "text message did not arrive").await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(())
    }
}
