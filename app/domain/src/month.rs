//! The plan of a month: when it must be out, what it takes to publish it, and what joins it later.
//!
//! The study's second obstacle is a schedule that nobody knows in advance: at least two visits a month,
//! planned a month ahead.

use crate::demand::Judged;
use crate::evaluation::Decision;
use crate::readiness::Readiness;
use crate::service::VisitSummary;
use crate::village::Village;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// First day of the month of a day.
pub fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The day by which the plan of a month must be out: `publish_day` (1 to 31) of the month before, or its
/// last day where that month is shorter.
pub fn publish_by(month: NaiveDate, publish_day: u32) -> NaiveDate {
    let first = first_of(month);
    let last_before = first.checked_sub_days(Days::new(1)).unwrap_or(first);
    last_before.with_day(publish_day.max(1)).unwrap_or(last_before)
}

/// The publication of a month's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// When.
    pub at: DateTime<Utc>,
    /// Who: a name of the office.
    pub by: String,
}

/// Why a month cannot be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PublishLack {
    /// Fewer visits than the office has set as its minimum.
    #[error("{planned} of {needed} visits are planned")]
    TooFew {
        /// Visits planned, those put off or cancelled not counted.
        planned: u32,
        /// Visits needed.
        needed: u32,
    },
    /// The month is over.
    #[error("the month is over")]
    Over,
    /// Decisions of earlier meetings wait for an answer.
    #[error("{open} decisions wait for an answer")]
    OpenDecisions {
        /// How many.
        open: u32,
    },
}

/// Whether the plan of a month may be published on `today`; `open` are the decisions of earlier meetings that hold it.
///
/// # Errors
/// What is lacking. Being late is no lack: a late plan is better than none.
pub fn may_publish(
    month: NaiveDate,
    planned: u32,
    needed: u32,
    open: u32,
    today: NaiveDate,
) -> Result<(), PublishLack> {
    let next = first_of(month).checked_add_months(Months::new(1));
    if next.is_some_and(|next| today >= next) {
        return Err(PublishLack::Over);
    }
    if planned < needed {
        return Err(PublishLack::TooFew { planned, needed });
    }
    if open > 0 {
        return Err(PublishLack::OpenDecisions { open });
    }
    Ok(())
}

/// A visit on the board of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardVisit {
    /// The visit.
    pub visit: VisitSummary,
    /// Why it joined after the plan was published ("mendadak").
    pub sudden_reason: Option<String>,
    /// How ready it is.
    pub readiness: Readiness,
    /// How many were expected at the last look, while it lies ahead.
    pub judged: Option<Judged>,
}

/// The board of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// First day of the month.
    pub month: NaiveDate,
    /// Today in WITA.
    pub today: NaiveDate,
    /// Its publication.
    pub published: Option<Published>,
    /// The day by which it must be published.
    pub publish_by: NaiveDate,
    /// Visits a month needs.
    pub needed: u32,
    /// Its visits, by day.
    pub visits: Vec<BoardVisit>,
    /// Villages chosen for it that have no visit in it yet.
    pub candidates: Vec<Village>,
    /// Decisions of earlier meetings that are open, the first due first.
    pub decisions: Vec<Decision>,
}

impl Board {
    /// Visits that count for the plan: those put off or cancelled do not.
    pub fn planned(&self) -> u32 {
        let planned = self.visits.iter().filter(|each| each.visit.state.is_planned());
        u32::try_from(planned.count()).unwrap_or(u32::MAX)
    }

    /// Visits that joined after the publication and still stand.
    pub fn sudden(&self) -> u32 {
        let sudden = self
            .visits
            .iter()
            .filter(|each| each.sudden_reason.is_some() && each.visit.state.is_planned());
        u32::try_from(sudden.count()).unwrap_or(u32::MAX)
    }

    /// Those of the decisions that hold it.
    pub fn holding(&self) -> u32 {
        let holding = self.decisions.iter().filter(|it| it.holds(self.month));
        u32::try_from(holding.count()).unwrap_or(u32::MAX)
    }

    /// Whether it may be published now.
    ///
    /// # Errors
    /// What is lacking.
    pub fn may_publish(&self) -> Result<(), PublishLack> {
        may_publish(
            self.month,
            self.planned(),
            self.needed,
            self.holding(),
            self.today,
        )
    }

    /// Not published though its day has passed.
    pub fn is_late(&self) -> bool {
        self.published.is_none() && self.today > self.publish_by
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn december_is_published_by_the_set_day_of_november() {
        assert_eq!(publish_by(day(2026, 12, 1), 25), day(2026, 11, 25));
        assert_eq!(publish_by(day(2026, 12, 31), 25), day(2026, 11, 25));
        assert_eq!(publish_by(day(2027, 1, 15), 25), day(2026, 12, 25));
    }

    #[test]
    fn a_day_that_the_month_before_lacks_is_its_last() {
        assert_eq!(publish_by(day(2027, 3, 1), 31), day(2027, 2, 28));
        assert_eq!(publish_by(day(2028, 3, 1), 30), day(2028, 2, 29));
    }

    #[test]
    fn a_month_needs_its_visits_and_may_be_late_but_not_over() {
        let month = day(2026, 12, 1);
        assert_eq!(
            may_publish(month, 1, 2, 3, day(2026, 11, 20)),
            Err(PublishLack::TooFew {
                planned: 1,
                needed: 2
            })
        );
        assert_eq!(may_publish(month, 2, 2, 0, day(2026, 11, 20)), Ok(()));
        assert_eq!(may_publish(month, 2, 2, 0, day(2026, 12, 31)), Ok(()));
        assert_eq!(
            may_publish(month, 9, 2, 0, day(2027, 1, 1)),
            Err(PublishLack::Over)
        );
        let held = Err(PublishLack::OpenDecisions { open: 1 });
        assert_eq!(may_publish(month, 2, 2, 1, day(2026, 11, 20)), held);
    }

    proptest! {
        #[test]
        fn the_plan_is_always_due_in_the_month_before(days in 0i64..40_000, publish_day in 0u32..40) {
            let date = day(2020, 1, 1) + chrono::Duration::days(days);
            let due = publish_by(date, publish_day);
            prop_assert!(due < first_of(date));
            prop_assert_eq!(first_of(due).checked_add_months(Months::new(1)), Some(first_of(date)));
        }
    }
}
