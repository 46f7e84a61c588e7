//! Days in memory: a call must not read everything that happened before it.

use super::load::Known;
use domain::id::VisitId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Most days at once: a programme has one or two a day.
const MOST: usize = 16;

/// The days that were used last. Each is true as long as its version is the one in the store.
#[derive(Debug, Default)]
pub(crate) struct Days(Mutex<HashMap<VisitId, Arc<Known>>>);

impl Days {
    pub(super) fn get(&self, id: VisitId) -> Option<Arc<Known>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&id)
            .cloned()
    }

    /// Keeps a day. An older one may take the place of a newer one: it is then read again, nothing else.
    pub(super) fn keep(&self, id: VisitId, known: Known) {
        let mut days = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if days.len() >= MOST && !days.contains_key(&id) {
            days.clear();
        }
        days.insert(id, Arc::new(known));
    }
}
