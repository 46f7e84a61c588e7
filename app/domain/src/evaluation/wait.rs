//! How long people waited, and how much of their time operators served.

use super::share;
use crate::id::OperatorId;
use crate::part::Part;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Waiting times of people who were served: from their arrival on, less their time at a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// People.
    pub people: u32,
    /// Minutes that half of them waited at most, rounded down.
    pub median_minutes: u32,
    /// Minutes that nine of ten waited at most, rounded down.
    pub ninth_minutes: u32,
    /// Minutes of the longest, rounded down.
    pub longest_minutes: u32,
}

impl Waits {
    /// Of their seconds, in any order; none of nobody. A clock that was put back makes no negative wait.
    pub fn of(seconds: impl IntoIterator<Item = i64>) -> Option<Waits> {
        let mut all: Vec<u64> = seconds
            .into_iter()
            .map(|it| u64::try_from(it).unwrap_or(0))
            .collect();
        all.sort_unstable();
        let people = u32::try_from(all.len()).unwrap_or(u32::MAX);
        // The smallest wait that is not shorter than so many tenths of all.
        let at = |tenths: usize| {
            let place = (all.len() * tenths).div_ceil(10).max(1) - 1;
            let seconds = all.get(place)?;
            Some(u32::try_from(seconds / 60).unwrap_or(u32::MAX))
        };
        Some(Waits {
            people,
            median_minutes: at(5)?,
            ninth_minutes: at(9)?,
            longest_minutes: at(10)?,
        })
    }
}

/// What an operator did in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorLoad {
    /// Who.
    pub id: OperatorId,
    /// Name.
    pub name: String,
    /// Visits to which they were allotted and that are over.
    pub visits: u32,
    /// People whom they served.
    pub people: u32,
    /// Seconds at their table with a person.
    pub served_seconds: u64,
    /// Seconds for which they were allotted, breaks left out.
    pub allotted_seconds: u64,
}

impl OperatorLoad {
    /// Time with people, of the time for which they were allotted, in tenths of a percent; none where they were not.
    pub fn share(&self) -> Option<u32> {
        share(self.served_seconds, self.allotted_seconds)
    }

    /// Minutes of one service on average, rounded down; none where nobody was served.
    pub fn minutes_each(&self) -> Option<u64> {
        self.served_seconds.checked_div(60 * u64::from(self.people))
    }
}

/// Seconds for which an operator was allotted to a visit: its hours, or a part of that day, without the break.
pub fn allotted_seconds(
    hours: (DateTime<Utc>, DateTime<Utc>),
    pause: Option<(DateTime<Utc>, DateTime<Utc>)>,
    part: Option<Part>,
) -> u64 {
    let whole = Part::of_slot(hours.0, hours.1);
    let shared = |one: Part, other: Part| {
        let (from, until) = (one.from().max(other.from()), one.until().min(other.until()));
        Part::new(from, until)
    };
    let Some(there) = part.map_or(Some(whole), |part| shared(whole, part)) else {
        return 0;
    };
    let away = pause.and_then(|(from, until)| shared(there, Part::of_slot(from, until)));
    let minutes = there.minutes() - away.map_or(0, Part::minutes);
    u64::from(minutes) * 60
}

/// NIBs that the programme has issued, beside the small businesses of the regency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// NIBs issued.
    pub nib: u32,
    /// The latest count of small businesses (UMKM) that was imported: its year, and how many there are.
    pub businesses: Option<(i32, u32)>,
}

impl Reach {
    /// NIBs for a hundred thousand small businesses, rounded down; none where their number is not known.
    pub fn of_100_000(&self) -> Option<u64> {
        let (_, businesses) = self.businesses?;
        (u64::from(self.nib) * 100_000).checked_div(businesses.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::from_wita;
    use chrono::{NaiveDate, NaiveTime};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn minutes(all: &[i64]) -> Option<(u32, u32, u32)> {
        let waits = Waits::of(all.iter().map(|minutes| minutes * 60))?;
        Some((waits.median_minutes, waits.ninth_minutes, waits.longest_minutes))
    }

    #[test]
    fn half_of_them_and_nine_of_ten() {
        assert_eq!(minutes(&[]), None);
        assert_eq!(minutes(&[7]), Some((7, 7, 7)));
        assert_eq!(minutes(&[30, 10]), Some((10, 30, 30)));
        assert_eq!(minutes(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 100]), Some((5, 9, 100)));
        assert_eq!(minutes(&[-5, 3]), Some((0, 3, 3)));
    }

    #[test]
    fn an_operator_who_was_not_allotted_has_no_share() {
        let load = OperatorLoad {
            id: OperatorId::new(Uuid::nil()),
            name: "I Made Arta".into(),
            visits: 1,
            people: 9,
            served_seconds: 9_000,
            allotted_seconds: 10_800,
        };
        assert_eq!((load.share(), load.minutes_each()), (Some(833), Some(16)));
        let idle = OperatorLoad {
            people: 0,
            served_seconds: 0,
            allotted_seconds: 0,
            ..load
        };
        assert_eq!((idle.share(), idle.minutes_each()), (None, None));
    }

    #[test]
    fn an_operator_is_allotted_to_the_hours_without_the_break_or_to_a_part_of_them() {
        let at = |hour: u32, minute: u32| {
            let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
            from_wita(NaiveDate::from_ymd_opt(2026, 11, 10).unwrap(), time)
        };
        let hours = (at(8, 30), at(14, 0));
        let pause = Some((at(12, 0), at(13, 0)));
        let minutes = |pause, part| allotted_seconds(hours, pause, part) / 60;
        assert_eq!(minutes(None, None), 330);
        assert_eq!(minutes(pause, None), 270);
        assert_eq!(minutes(pause, Part::new(8 * 60, 10 * 60)), 90);
        assert_eq!(minutes(pause, Part::new(11 * 60, 12 * 60 + 30)), 60);
        assert_eq!(minutes(pause, Part::new(12 * 60, 13 * 60)), 0);
        assert_eq!(minutes(pause, Part::new(15 * 60, 16 * 60)), 0);
    }

    #[test]
    fn nibs_are_few_beside_all_businesses() {
        let reach = |nib, businesses| Reach { nib, businesses }.of_100_000();
        assert_eq!(reach(52, Some((2022, 47_160))), Some(110));
        assert_eq!((reach(52, None), reach(52, Some((2022, 0)))), (None, None));
    }

    proptest! {
        #[test]
        fn so_many_did_not_wait_longer(seconds in prop::collection::vec(0i64..20_000, 1..80)) {
            let waits = Waits::of(seconds.iter().copied()).unwrap();
            let within = |minutes: u32| seconds.iter().filter(|it| **it / 60 <= i64::from(minutes)).count();
            prop_assert!(within(waits.median_minutes) * 2 >= seconds.len());
            prop_assert!(within(waits.ninth_minutes) * 10 >= seconds.len() * 9);
            prop_assert_eq!(within(waits.longest_minutes), seconds.len());
            prop_assert!(waits.median_minutes <= waits.ninth_minutes && waits.ninth_minutes <= waits.longest_minutes);
        }
    }
}
