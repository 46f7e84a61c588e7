//! Telling whoever watches a service day that it has changed.

use crate::Backend;
use crate::db::fetch_all;
use crate::error::Stored;
use chrono::{Duration, NaiveDate};
use domain::id::VisitId;
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration as StdDuration;
use tokio::sync::watch;
use uuid::Uuid;

/// How often the database is asked what other servers have written.
const LOOK: StdDuration = StdDuration::from_secs(1);

/// Versions of the days that are watched now.
const VERSIONS: &str = "select d.visit_id, d.version from service_day d join visit v on v.id = d.visit_id
    where v.date >= $1 order by d.visit_id";

/// The newest known version of each day that somebody watches.
#[derive(Debug, Default)]
pub(crate) struct Live(Mutex<HashMap<VisitId, watch::Sender<i64>>>);

impl Live {
    /// A day has this version now. Called after the commit.
    pub(crate) fn changed(&self, visit: VisitId, version: i64) {
        if let Some(sender) = self.watched().get(&visit) {
            sender.send_if_modified(|known| {
                let is_newer = version > *known;
                *known = version.max(*known);
                is_newer
            });
        }
    }

    /// The visit itself has changed: it began, it ended, it is put off.
    pub(crate) fn ring(&self, visit: VisitId) {
        if let Some(sender) = self.watched().get(&visit) {
            sender.send_modify(|_| ());
        }
    }

    /// Watches a day. The first version is 0, whatever the day has: what comes after this call is told.
    pub(crate) fn watch(&self, visit: VisitId) -> watch::Receiver<i64> {
        let mut watched = self.watched();
        watched.retain(|_, sender| sender.receiver_count() > 0);
        watched
            .entry(visit)
            .or_insert_with(|| watch::Sender::new(0))
            .subscribe()
    }

    fn is_watched(&self) -> bool {
        self.watched().values().any(|sender| sender.receiver_count() > 0)
    }

    fn watched(&self) -> MutexGuard<'_, HashMap<VisitId, watch::Sender<i64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Backend {
    /// The versions of a day, from now on.
    pub fn watch_day(&self, visit: VisitId) -> watch::Receiver<i64> {
        self.live.watch(visit)
    }

    /// Looks until `stop` for what other servers on the same database have written to days that are watched here.
    /// An error of the store is logged and tried again.
    pub async fn watch_other_servers(&self, stop: impl Future<Output = ()> + Send) {
        let looking = async {
            loop {
                tokio::time::sleep(LOOK).await;
                if self.live.is_watched()
                    && let Err(error) = self.look_for_versions().await
                {
                    tracing::warn!(%error, "versions of service days");
                }
            }
        };
        tokio::select! {
            () = looking => {}
            () = stop => {}
        }
    }

    /// One statement for all days. Nobody watches one that is long over.
    async fn look_for_versions(&self) -> Stored<()> {
        let yesterday: NaiveDate = self.today_in_wita() - Duration::days(1);
        for (visit, version) in fetch_all!(self.pool, (Uuid, i64), VERSIONS, yesterday)? {
            self.live.changed(VisitId::new(visit), version);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn watchers_learn_the_newest_version_once() {
        let (live, visit) = (Live::default(), VisitId::new(Uuid::now_v7()));
        live.changed(visit, 3); // nobody watches
        let (mut one, mut two) = (live.watch(visit), live.watch(visit));
        for version in [4, 5, 5, 2] {
            live.changed(visit, version);
        }
        for receiver in [&mut one, &mut two] {
            receiver.changed().await.unwrap();
            assert_eq!(*receiver.borrow_and_update(), 5);
            live.changed(visit, 5);
            assert!(!receiver.has_changed().unwrap(), "told twice");
        }
    }

    #[test]
    fn what_nobody_watches_is_dropped() {
        let (live, visit) = (Live::default(), VisitId::new(Uuid::now_v7()));
        drop(live.watch(visit));
        assert!(!live.is_watched());
        let _other = live.watch(VisitId::new(Uuid::now_v7()));
        assert_eq!(live.watched().len(), 1);
    }
}
