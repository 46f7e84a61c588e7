//! The present moment: the system's, one that is ahead of it for a rehearsal, or a fixed one for tests.

use chrono::{DateTime, Duration, SubsecRound, Utc};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where the present moment comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's clock, ahead by the seconds that stand in a file: a service day is rehearsed the evening before,
    /// an outage of an hour in a minute. The file is read each time; what is no number counts as none.
    Ahead(PathBuf),
    /// A moment that the test sets.
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands still until it is set.
    pub fn fixed(at: DateTime<Utc>) -> Clock {
        Clock::Fixed(Arc::new(Mutex::new(at)))
    }

    /// Now, rounded to microseconds: what both databases can store.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that asks the system")]
            Clock::System => Utc::now().trunc_subsecs(6),
            #[expect(clippy::disallowed_methods, reason = "it is ahead of the system's")]
            Clock::Ahead(file) => (Utc::now() + ahead(file)).trunc_subsecs(6),
            Clock::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Sets a fixed clock; the system's is left alone.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Clock::Fixed(at) = self {
            *at.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}

fn ahead(file: &Path) -> Duration {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let seconds = text.trim().parse().unwrap_or(0);
    Duration::try_seconds(seconds).unwrap_or_default()
}
