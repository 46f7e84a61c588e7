//! Whoever comes first is called first, also where they lie in the share of another operator's device: the device
//! is asked to let go of them, as long as it is in touch. One that is not keeps its share, for it may be calling.

use super::load;
use crate::Backend;
use crate::db::fetch_all;
use chrono::{DateTime, Duration, Utc};
use domain::day::service::Report;
use domain::id::{DeviceId, EntryId, OperatorId, VisitId};
use domain::service::Answer;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration as StdDuration;
use tokio::sync::{Notify, broadcast};
use tokio::time::{Instant, timeout_at};

/// How long an operator waits for another device's answer.
const PATIENCE: StdDuration = StdDuration::from_millis(1500);
/// So long nobody else is dealt a person who was asked for.
const WANTED_SECONDS: i64 = 5;
/// Askings that a slow listener may have before it misses some.
const BACKLOG: usize = 64;

/// A device is asked to let go of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// The day.
    pub visit: VisitId,
    /// Who holds the person.
    pub device: DeviceId,
    /// Whom.
    pub entry: EntryId,
}

/// What is asked of which device, and which devices hear it.
#[derive(Debug)]
pub(crate) struct Releases {
    asked: broadcast::Sender<Release>,
    /// Rung when a device has said what it holds.
    told: Notify,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Open streams of each device, and whether it left the last asking without an answer.
    devices: HashMap<DeviceId, (usize, bool)>,
    /// For whom each person is asked for, and until when.
    wanted: HashMap<EntryId, (OperatorId, DateTime<Utc>)>,
}

impl Default for Releases {
    fn default() -> Self {
        Releases {
            asked: broadcast::Sender::new(BACKLOG),
            told: Notify::new(),
            state: Mutex::default(),
        }
    }
}

impl Releases {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether another operator waits for the person.
    pub(super) fn is_wanted(&self, entry: EntryId, by: OperatorId, now: DateTime<Utc>) -> bool {
        let state = self.state();
        let wanted = state.wanted.get(&entry);
        wanted.is_some_and(|(operator, until)| *operator != by && *until > now)
    }

    /// A device has said what it holds.
    pub(super) fn heard(&self, device: DeviceId) {
        if let Some((_, silent)) = self.state().devices.get_mut(&device) {
            *silent = false;
        }
        self.told.notify_waiters();
    }

    fn hears(&self, device: DeviceId) -> bool {
        let state = self.state();
        state.devices.get(&device).is_some_and(|(_, silent)| !silent)
    }

    fn ask(&self, release: Release, by: OperatorId, now: DateTime<Utc>) {
        let until = now + Duration::seconds(WANTED_SECONDS);
        let mut state = self.state();
        state.wanted.retain(|_, (_, until)| *until > now);
        state.wanted.insert(release.entry, (by, until));
        drop(state);
        // Nobody listens: then nobody answers.
        let _ = self.asked.send(release);
    }

    fn gave_no_answer(&self, device: DeviceId) {
        if let Some((_, silent)) = self.state().devices.get_mut(&device) {
            *silent = true;
        }
    }
}

/// A device that hears what it is asked, as long as this lives.
#[derive(Debug)]
pub struct Listening {
    releases: std::sync::Arc<Releases>,
    device: DeviceId,
    asked: broadcast::Receiver<Release>,
}

impl Listening {
    /// The next asking of this device. What was missed is not made up for: its operator has gone on.
    pub async fn next(&mut self) -> Option<Release> {
        loop {
            match self.asked.recv().await {
                Ok(release) if release.device == self.device => return Some(release),
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut state = self.releases.state();
        if let Some((streams, _)) = state.devices.get_mut(&self.device) {
            *streams -= 1;
            if *streams == 0 {
                state.devices.remove(&self.device);
            }
        }
    }
}

impl Backend {
    /// A device begins to listen.
    pub fn listen_as(&self, device: DeviceId) -> Listening {
        let asked = self.releases.asked.subscribe();
        let mut state = self.releases.state();
        let (streams, silent) = state.devices.entry(device).or_insert((0, false));
        *streams += 1;
        *silent = false;
        drop(state);
        Listening {
            releases: self.releases.clone(),
            device,
            asked,
        }
    }

    /// Before an operator calls the next one: if the first of the queue lies in another device's share and that
    /// device is in touch, it is asked for and waited for a moment.
    pub(super) async fn ask_for_first(
        &self,
        id: VisitId,
        report: &Report,
        operator: OperatorId,
    ) -> Answer<()> {
        let deadline = Instant::now() + PATIENCE;
        let Some(known) = self.days.get(id) else {
            return Ok(());
        };
        let now = self.now();
        let Ok(Some(first)) = known.day.next(operator, now, |_| false) else {
            return Ok(());
        };
        let mut asked = None;
        loop {
            let told = self.releases.told.notified();
            let shares = load::shares(fetch_all!(
                self.pool,
                load::ShareRow,
                load::SHARES,
                id.uuid(),
                Some(operator.uuid()),
                report.device.uuid()
            )?);
            let holder = shares.other_holder(first, Some(report.device), now);
            let Some(device) = holder.filter(|device| self.releases.hears(*device)) else {
                return Ok(());
            };
            if asked != Some(device) {
                let release = Release {
                    visit: id,
                    device,
                    entry: first,
                };
                self.releases.ask(release, operator, now);
                asked = Some(device);
            }
            if timeout_at(deadline, told).await.is_err() {
                self.releases.gave_no_answer(device);
                return Ok(());
            }
        }
    }
}
