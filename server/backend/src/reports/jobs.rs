//! Reports that are being made, and those that can be fetched.

use chrono::{DateTime, TimeDelta, Utc};
use domain::error::ServiceError;
use domain::id::{ReportId, StaffId};
use domain::report::{ReportState, ReportView, ReportWish};
use domain::service::Answer;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedMutexGuard, watch};

/// Minutes for which a report can be fetched.
pub(super) const KEPT_MINUTES: u32 = 30;
/// Reports of one person that may be under way at a time.
const MOST_UNDER_WAY: usize = 3;
/// Reports of one person that are kept; the oldest goes first.
const MOST_KEPT: usize = 6;
/// Seconds after which one of those under way is likely there.
const TRY_AGAIN: u32 = 20;
/// Within this time most reports are made: whoever asked need not look at a progress first.
const SOON: Duration = Duration::from_millis(1_500);

/// How far one is.
#[derive(Debug, Clone)]
enum Made {
    Parts(u32),
    File(Arc<[u8]>),
    Failed,
}

#[derive(Debug)]
struct Job {
    staff: StaffId,
    wish: ReportWish,
    asked_at: DateTime<Utc>,
    made: watch::Receiver<Made>,
}

impl Job {
    fn is_under_way(&self) -> bool {
        // Whoever makes it is gone without a word: it was cut off.
        matches!(*self.made.borrow(), Made::Parts(_)) && self.made.has_changed().is_ok()
    }

    fn view(&self, id: ReportId) -> ReportView {
        let parts = u32::try_from(self.wish.parts().len()).unwrap_or(u32::MAX);
        let state = match &*self.made.borrow() {
            Made::Parts(done) => ReportState::Making {
                done: *done,
                of: parts.saturating_add(1),
            },
            Made::File(file) => ReportState::Ready {
                bytes: file.len() as u64,
            },
            Made::Failed => ReportState::Failed,
        };
        ReportView {
            id,
            wish: self.wish,
            state,
        }
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    jobs: Mutex<HashMap<ReportId, Job>>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// Tells how far a report is.
pub(super) struct Maker(watch::Sender<Made>);

impl Maker {
    /// A part more is there.
    pub(super) fn part_done(&self) {
        self.0.send_modify(|made| {
            if let Made::Parts(done) = made {
                *done += 1;
            }
        });
    }

    /// It is over; without a file it failed.
    pub(super) fn finish(self, file: Option<Vec<u8>>) {
        let made = file.map_or(Made::Failed, |file| Made::File(file.into()));
        self.0.send_replace(made);
    }
}

impl Reports {
    fn jobs(&self) -> std::sync::MutexGuard<'_, HashMap<ReportId, Job>> {
        // What a thread that broke off has left is still whole: each change is one step.
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a report that is going to be made. Those that are too old, or too many, are forgotten.
    pub(super) fn begin(
        &self,
        id: ReportId,
        staff: StaffId,
        wish: ReportWish,
        now: DateTime<Utc>,
    ) -> Answer<Maker> {
        let mut jobs = self.jobs();
        jobs.retain(|_, job| !is_old(job, now));
        let mut own: Vec<_> = jobs.iter().filter(|(_, job)| job.staff == staff).collect();
        if own.iter().filter(|(_, job)| job.is_under_way()).count() >= MOST_UNDER_WAY {
            return Err(ServiceError::TooMany { seconds: TRY_AGAIN });
        }
        own.retain(|(_, job)| !job.is_under_way());
        own.sort_by_key(|(id, job)| (job.asked_at, **id));
        let surplus = (own.len() + 1).saturating_sub(MOST_KEPT);
        let gone: Vec<_> = own.iter().take(surplus).map(|(id, _)| **id).collect();
        for id in gone {
            jobs.remove(&id);
        }
        let (maker, made) = watch::channel(Made::Parts(0));
        let job = Job {
            staff,
            wish,
            asked_at: now,
            made,
        };
        jobs.insert(id, job);
        Ok(Maker(maker))
    }

    /// Waits until no other is being made.
    pub(super) async fn turn(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.turn).lock_owned().await
    }

    /// Waits a moment for a report to be made.
    pub(super) async fn soon(&self, id: ReportId, staff: StaffId) -> Answer<ReportView> {
        let made = self.jobs().get(&id).map(|job| job.made.clone());
        let mut made = made.ok_or(ServiceError::NotFound)?;
        let over = made.wait_for(|made| !matches!(made, Made::Parts(_)));
        // Whether it is over or not is seen in its view.
        let _ = tokio::time::timeout(SOON, over).await.map(drop);
        self.own(id, staff, |job| job.view(id))
            .ok_or(ServiceError::NotFound)
    }

    fn own<T>(&self, id: ReportId, staff: StaffId, of: impl Fn(&Job) -> T) -> Option<T> {
        let jobs = self.jobs();
        jobs.get(&id).filter(|job| job.staff == staff).map(of)
    }

    /// How far a report is, for whoever asked for it.
    pub(super) fn view(&self, id: ReportId, staff: StaffId, now: DateTime<Utc>) -> Answer<ReportView> {
        let view = self.own(id, staff, |job| (!is_old(job, now)).then(|| job.view(id)));
        view.flatten().ok_or(ServiceError::NotFound)
    }

    /// Its file, for whoever asked for it.
    pub(super) fn file(
        &self,
        id: ReportId,
        staff: StaffId,
        now: DateTime<Utc>,
    ) -> Option<(ReportWish, Vec<u8>)> {
        let file = |job: &Job| match &*job.made.borrow() {
            Made::File(file) if !is_old(job, now) => Some((job.wish, file.to_vec())),
            Made::File(_) | Made::Parts(_) | Made::Failed => None,
        };
        self.own(id, staff, file).flatten()
    }
}

fn is_old(job: &Job, now: DateTime<Utc>) -> bool {
    now - job.asked_at >= TimeDelta::minutes(KEPT_MINUTES.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::evaluation::Period;
    use uuid::Uuid;

    fn wish() -> ReportWish {
        ReportWish::parse(Period::parse("2026-11").unwrap(), "all.xlsx").unwrap()
    }

    fn id() -> ReportId {
        ReportId::new(Uuid::now_v7())
    }

    fn staff(number: u128) -> StaffId {
        StaffId::new(Uuid::from_u128(number))
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    #[test]
    fn a_report_is_seen_and_fetched_by_whoever_asked_for_it_and_for_half_an_hour() {
        let (reports, id, later) = (Reports::default(), id(), now() + TimeDelta::minutes(29));
        let maker = reports.begin(id, staff(1), wish(), now()).unwrap();
        maker.part_done();
        let state = reports.view(id, staff(1), now()).unwrap().state;
        assert_eq!(state, ReportState::Making { done: 1, of: 7 });
        assert_eq!(reports.file(id, staff(1), now()), None);
        maker.finish(Some(vec![1, 2, 3]));
        assert_eq!(reports.file(id, staff(1), later), Some((wish(), vec![1, 2, 3])));
        assert_eq!(reports.view(id, staff(2), later), Err(ServiceError::NotFound));
        assert_eq!(reports.file(id, staff(2), later), None);
        let too_late = now() + TimeDelta::minutes(30);
        assert_eq!(reports.file(id, staff(1), too_late), None);
        assert_eq!(reports.view(id, staff(1), too_late), Err(ServiceError::NotFound));
    }

    #[test]
    fn nobody_has_more_than_three_under_way_and_six_in_store() {
        let reports = Reports::default();
        let mut makers: Vec<_> = (0..3)
            .map(|_| reports.begin(id(), staff(1), wish(), now()).unwrap())
            .collect();
        let refused = reports.begin(id(), staff(1), wish(), now()).err();
        assert_eq!(refused, Some(ServiceError::TooMany { seconds: TRY_AGAIN }));
        assert!(reports.begin(id(), staff(2), wish(), now()).is_ok());
        makers.drain(..).for_each(|maker| maker.finish(None));
        let first = id();
        reports
            .begin(first, staff(1), wish(), now())
            .unwrap()
            .finish(None);
        for _ in 0..6 {
            reports.begin(id(), staff(1), wish(), now()).unwrap().finish(None);
        }
        assert_eq!(
            reports
                .jobs()
                .values()
                .filter(|job| job.staff == staff(1))
                .count(),
            6
        );
        assert_eq!(reports.view(first, staff(1), now()), Err(ServiceError::NotFound));
    }

    #[test]
    fn one_that_was_cut_off_is_not_under_way() {
        let reports = Reports::default();
        for _ in 0..5 {
            drop(reports.begin(id(), staff(1), wish(), now()).unwrap());
        }
        assert!(reports.begin(id(), staff(1), wish(), now()).is_ok());
    }

    #[tokio::test]
    async fn whoever_asks_waits_a_moment_and_no_longer() {
        let reports = Arc::new(Reports::default());
        let (slow, quick) = (id(), id());
        let _maker = reports.begin(slow, staff(1), wish(), now()).unwrap();
        let state = reports.soon(slow, staff(1)).await.unwrap().state;
        assert_eq!(state, ReportState::Making { done: 0, of: 7 });
        let maker = reports.begin(quick, staff(1), wish(), now()).unwrap();
        tokio::spawn(async move { maker.finish(Some(vec![0; 10])) });
        let state = reports.soon(quick, staff(1)).await.unwrap().state;
        assert_eq!(state, ReportState::Ready { bytes: 10 });
    }
}
