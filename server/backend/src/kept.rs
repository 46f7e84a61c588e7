//! What a heavy page was made of, kept until something is written.

use crate::db::commits;
use chrono::{DateTime, Utc};
use domain::service::Answer;
use std::future::Future;
use tokio::sync::RwLock;

/// Seconds after which it is read again in any case: another server may have written.
const SECONDS: i64 = 10;

/// The latest reading and what it was for.
#[derive(Debug)]
pub(crate) struct Kept<K, V>(RwLock<Option<(Moment, K, V)>>);

/// Nothing was committed by this program between two equal moments, and no more than [`SECONDS`] passed.
type Moment = (u64, i64);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Kept(RwLock::new(None))
    }
}

impl<K: PartialEq, V: Clone> Kept<K, V> {
    /// What is kept for this key, or what `read` brings.
    pub(crate) async fn get(
        &self,
        now: DateTime<Utc>,
        key: K,
        read: impl Future<Output = Answer<V>>,
    ) -> Answer<V> {
        // Taken before reading: what is committed meanwhile makes it old at once.
        let moment = (commits(), now.timestamp() / SECONDS);
        if let Some((then, what, value)) = self.0.read().await.as_ref()
            && *then == moment
            && *what == key
        {
            return Ok(value.clone());
        }
        let value = read.await?;
        *self.0.write().await = Some((moment, key, value.clone()));
        Ok(value)
    }
}
