//! The part of a day that a person is allotted to a visit, and that a slot takes.

use crate::calendar::{clock_time, to_wita};
use crate::field::Problem;
use crate::plan::parse_time;
use chrono::{DateTime, NaiveTime, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// A part of a day in WITA: half open, `[from, until)`, in minutes since midnight, `from < until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part {
    from: u32,
    until: u32,
}

/// Minutes of a day.
const DAY: u32 = 24 * 60;

impl Part {
    /// The whole day.
    pub const WHOLE_DAY: Part = Part { from: 0, until: DAY };

    /// From a minute of the day until another; none where the end is not after the start or lies
    /// beyond the day.
    pub const fn new(from: u32, until: u32) -> Option<Part> {
        if from < until && until <= DAY {
            Some(Part { from, until })
        } else {
            None
        }
    }

    /// Between two times of the day.
    pub fn between(from: NaiveTime, until: NaiveTime) -> Option<Part> {
        Part::new(minute(from), minute(until))
    }

    /// The part of its day in Bali that a slot takes; the whole day for what reaches over midnight.
    pub fn of_slot(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Part {
        Part::between(to_wita(starts_at).time(), to_wita(ends_at).time()).unwrap_or(Part::WHOLE_DAY)
    }

    /// First minute.
    pub const fn from(self) -> u32 {
        self.from
    }

    /// The minute after the last.
    pub const fn until(self) -> u32 {
        self.until
    }

    /// How long it is, in minutes.
    pub const fn minutes(self) -> u32 {
        self.until - self.from
    }

    /// Whether all of the other lies in it.
    pub const fn covers(self, other: Part) -> bool {
        self.from <= other.from && other.until <= self.until
    }

    /// Whether they share a minute. Parts that only touch do not.
    pub const fn overlaps(self, other: Part) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// Begin and end as times; the end of the day is its last minute.
    pub fn times(self) -> (NaiveTime, NaiveTime) {
        let time = |minute: u32| {
            let minute = minute.min(DAY - 1);
            NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or(NaiveTime::MIN)
        };
        (time(self.from), time(self.until))
    }

    /// `09.00–10.30`.
    pub fn words(self) -> String {
        let (from, until) = self.times();
        format!("{}–{}", clock_time(from), clock_time(until))
    }
}

fn minute(time: NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

/// What is wrong with the part of the day typed for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartProblem {
    /// One of the two is no time of day, or is not there.
    NotATime,
    /// The end is not after the start.
    EndBeforeStart,
    /// It does not lie inside the hours of the visit.
    OutsideHours,
}

/// Reads the part of the day typed for one person: both empty is the whole day.
///
/// # Errors
/// What is wrong with it. `hours` are those of the visit, if they could be read.
pub fn parse_part(from: &str, until: &str, hours: Option<Part>) -> Result<Option<Part>, PartProblem> {
    if from.trim().is_empty() && until.trim().is_empty() {
        return Ok(None);
    }
    let time = |text| parse_time(text).map_err(|_: Problem| PartProblem::NotATime);
    let part = Part::between(time(from)?, time(until)?).ok_or(PartProblem::EndBeforeStart)?;
    match hours {
        Some(hours) if !hours.covers(part) => Err(PartProblem::OutsideHours),
        _ => Ok(Some(part)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(from: u32, until: u32) -> Part {
        Part::new(from * 60, until * 60).unwrap()
    }

    #[test]
    fn parts_that_touch_do_not_overlap() {
        assert!(!part(8, 10).overlaps(part(10, 11)));
        assert!(part(8, 10).overlaps(part(9, 11)));
        assert!(Part::WHOLE_DAY.overlaps(part(9, 11)));
        assert!(part(8, 10).covers(part(8, 10)) && !part(8, 10).covers(part(9, 11)));
    }

    #[test]
    fn a_part_lies_inside_the_hours_and_ends_after_it_begins() {
        let hours = Some(part(8, 12));
        assert_eq!(parse_part(" ", "", hours), Ok(None));
        assert_eq!(parse_part("08.00", "10:00", hours), Ok(Some(part(8, 10))));
        assert_eq!(
            parse_part("10:00", "08:00", hours),
            Err(PartProblem::EndBeforeStart)
        );
        assert_eq!(
            parse_part("10:00", "10:00", hours),
            Err(PartProblem::EndBeforeStart)
        );
        assert_eq!(
            parse_part("07:00", "10:00", hours),
            Err(PartProblem::OutsideHours)
        );
        assert_eq!(parse_part("08:00", "", hours), Err(PartProblem::NotATime));
        assert_eq!(part(8, 10).words(), "08.00–10.00");
    }

    proptest! {
        #[test]
        fn parts_overlap_where_they_share_a_minute(a in 0u32..40, b in 1u32..40, c in 0u32..40, d in 1u32..40) {
            let (one, other) = (Part::new(a, a + b).unwrap(), Part::new(c, c + d).unwrap());
            let shared = (a..a + b).any(|minute| (c..c + d).contains(&minute));
            prop_assert_eq!(one.overlaps(other), shared);
            prop_assert_eq!(one.covers(other), (c..c + d).all(|minute| (a..a + b).contains(&minute)));
        }

        #[test]
        fn reading_a_part_never_panics(from in ".*", until in ".*") {
            let _ = parse_part(&from, &until, Some(part(8, 12)));
        }
    }
}
