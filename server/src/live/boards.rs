//! One task for each board that somebody watches: it reads the day when it changes and hands out the same bytes to all.

use super::news::News;
use backend::Backend;
use domain::error::ServiceError;
use domain::id::VisitId;
use domain::service::Answer;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};

/// How often a board is read again and told the time: an order changes with the clock too.
const BEAT: Duration = Duration::from_secs(15);
/// Changes that come faster than this are told together.
const PAUSE: Duration = Duration::from_millis(200);
/// After so many beats without an answer of the store its boards are given up; their browsers ask again.
const MOST_FAILURES: u32 = 3;

/// Devices of the office that may listen at once; a crowd of boards must not keep them out.
const MOST_DEVICES: usize = 256;

/// All boards that are watched now.
pub(crate) struct Boards {
    backend: Backend,
    most_streams: usize,
    streams: Arc<Semaphore>,
    devices: Arc<Semaphore>,
    watched: Mutex<HashMap<VisitId, watch::Receiver<Arc<News>>>>,
    /// One board is opened at a time: when all come back at once it is read for the first alone.
    opening: tokio::sync::Mutex<()>,
    closed: watch::Sender<bool>,
}

impl Boards {
    pub(crate) fn new(backend: Backend, most_streams: usize) -> Arc<Boards> {
        Arc::new(Boards {
            backend,
            most_streams,
            streams: Arc::new(Semaphore::new(most_streams)),
            devices: Arc::new(Semaphore::new(MOST_DEVICES)),
            watched: Mutex::default(),
            opening: tokio::sync::Mutex::default(),
            closed: watch::Sender::new(false),
        })
    }

    /// Leave to hold a stream open; none while too many are.
    pub(crate) fn permit(&self) -> Option<OwnedSemaphorePermit> {
        self.streams.clone().try_acquire_owned().ok()
    }

    /// The same for a device of the office.
    pub(crate) fn device_permit(&self) -> Option<OwnedSemaphorePermit> {
        self.devices.clone().try_acquire_owned().ok()
    }

    /// Streams that are open.
    pub(crate) fn open_streams(&self) -> usize {
        self.most_streams - self.streams.available_permits()
    }

    /// The news of a board, the present ones first.
    ///
    /// # Errors
    /// Where there is no such public visit, and once the server stops.
    pub(crate) async fn watch(self: &Arc<Self>, visit: VisitId) -> Answer<watch::Receiver<Arc<News>>> {
        if let Some(news) = self.watched_now(visit) {
            return Ok(news);
        }
        let _first = self.opening.lock().await;
        if let Some(news) = self.watched_now(visit) {
            return Ok(news);
        }
        if *self.closed.borrow() {
            return Err(ServiceError::Busy);
        }
        // Before the day is read: what comes after is told.
        let changes = self.backend.watch_day(visit);
        let (sender, news) = watch::channel(self.read(visit).await?);
        self.all().insert(visit, news.clone());
        tokio::spawn(self.clone().follow(visit, sender, changes));
        Ok(news)
    }

    /// Ends all streams, and opens no more.
    pub(crate) fn close(&self) {
        self.closed.send_replace(true);
        self.all().clear();
    }

    /// Turns true when the server stops.
    pub(crate) fn closed(&self) -> watch::Receiver<bool> {
        self.closed.subscribe()
    }

    async fn read(&self, visit: VisitId) -> Answer<Arc<News>> {
        let page = domain::day::service::DayService::board(&self.backend, visit).await?;
        let news = News::of(&page).map_err(|error| {
            tracing::error!(%error, "board");
            ServiceError::Busy
        })?;
        Ok(Arc::new(news))
    }

    /// Hands out news until nobody listens, the visit is no longer public, or the server stops. Then the sender is
    /// dropped, and with it end the streams.
    async fn follow(
        self: Arc<Self>,
        visit: VisitId,
        sender: watch::Sender<Arc<News>>,
        mut changes: watch::Receiver<i64>,
    ) {
        let mut closed = self.closed.subscribe();
        let mut failures = 0;
        loop {
            let is_beat = tokio::select! {
                _ = closed.wait_for(|closed| *closed) => break,
                changed = timeout(BEAT, changes.changed()) => changed.is_err(),
            };
            if is_beat && self.forget_idle(visit, &sender) {
                return;
            }
            match self.read(visit).await {
                Ok(news) => {
                    failures = 0;
                    sender.send_replace(news);
                }
                Err(ServiceError::NotFound) => break,
                // The boards say themselves that they heard nothing.
                Err(_) => failures += 1,
            }
            if failures >= MOST_FAILURES {
                break;
            }
            sleep(PAUSE).await;
        }
        self.all().remove(&visit);
    }

    /// Lets go of a board that nobody watches.
    fn forget_idle(&self, visit: VisitId, sender: &watch::Sender<Arc<News>>) -> bool {
        let mut all = self.all();
        // The receiver in the list is one of them.
        let is_idle = sender.receiver_count() <= 1;
        if is_idle {
            all.remove(&visit);
        }
        is_idle
    }

    fn watched_now(&self, visit: VisitId) -> Option<watch::Receiver<Arc<News>>> {
        self.all().get(&visit).cloned()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<VisitId, watch::Receiver<Arc<News>>>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
