//! Return slips: a place kept with precedence for a person whom an outage sent home, at the counter of the office
//! or in a coming visit, never beyond what that day can serve.

use crate::code::BookingCode;
use crate::field::Problem;
use crate::holiday::{Almanac, Severity, calendar_warnings};
use crate::id::{BookingId, EntryId, SlotId};
use crate::service::VisitSummary;
use crate::village::Village;
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Where a place can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReturnPlace {
    /// At the counter of the office on this day.
    Office(NaiveDate),
    /// In this slot of a coming visit.
    Slot(SlotId),
}

impl ReturnPlace {
    /// The value in forms.
    pub fn key(self) -> String {
        match self {
            ReturnPlace::Office(date) => format!("office:{date}"),
            ReturnPlace::Slot(id) => format!("slot:{id}"),
        }
    }

    /// Reads a [`ReturnPlace::key`].
    ///
    /// # Errors
    /// `Missing` or `NotAChoice`.
    pub fn parse(key: &str) -> Result<ReturnPlace, Problem> {
        let key = key.trim();
        let place = match key.split_once(':') {
            Some(("office", date)) => date.parse().ok().map(ReturnPlace::Office),
            Some(("slot", id)) => id.parse().ok().map(ReturnPlace::Slot),
            _ if key.is_empty() => return Err(Problem::Missing),
            _ => None,
        };
        place.ok_or(Problem::NotAChoice)
    }
}

/// Days on which the office may keep places: from tomorrow, so many days ahead, those on which it works.
pub fn office_days(today: NaiveDate, days: u32, almanac: &Almanac) -> Vec<NaiveDate> {
    (1..=u64::from(days))
        .filter_map(|ahead| today.checked_add_days(Days::new(ahead)))
        .filter(|day| works(*day, almanac))
        .collect()
}

/// Whether the office works on a day: no weekend, no holiday, no local holiday of Bali.
fn works(day: NaiveDate, almanac: &Almanac) -> bool {
    let warnings = calendar_warnings(day, almanac);
    warnings
        .iter()
        .all(|warning| warning.severity() != Severity::Hard)
}

/// How near a village is to the one where the person came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Nearness {
    /// The same village.
    SameVillage,
    /// Another one of the same kecamatan.
    SameDistrict,
    /// Elsewhere in the regency.
    Elsewhere,
}

impl Nearness {
    /// Of `other`, seen from `from`.
    pub fn of(from: &Village, other: &Village) -> Nearness {
        if from.code == other.code {
            Nearness::SameVillage
        } else if from.district == other.district {
            Nearness::SameDistrict
        } else {
            Nearness::Elsewhere
        }
    }
}

/// A day of the office with places left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeChoice {
    /// The day.
    pub date: NaiveDate,
    /// Places left.
    pub left: u32,
}

/// A coming visit with places left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitChoice {
    /// The visit.
    pub visit: VisitSummary,
    /// How near it is.
    pub nearness: Nearness,
    /// Its slots with places left: id, begin, places.
    pub slots: Vec<(SlotId, DateTime<Utc>, u32)>,
}

/// Where places can be kept for people of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnChoices {
    /// Days of the office, soonest first.
    pub office: Vec<OfficeChoice>,
    /// Coming visits: nearest village first, then soonest.
    pub visits: Vec<VisitChoice>,
}

/// Puts visits in the order in which they are offered: nearest village first, then soonest.
pub fn order(visits: &mut [VisitChoice]) {
    visits.sort_by_key(|choice| (choice.nearness, choice.visit.date, choice.visit.id));
}

/// A place that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnSlip {
    /// The person it is kept for.
    pub entry: EntryId,
    /// Where.
    pub at: KeptPlace,
    /// When it was given.
    pub given_at: DateTime<Utc>,
}

/// Where a place is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeptPlace {
    /// At the counter of the office.
    Office(NaiveDate),
    /// In a visit.
    Visit {
        /// The booking that keeps it.
        booking: BookingId,
        /// Its code.
        code: BookingCode,
        /// When to come.
        starts_at: DateTime<Utc>,
        /// Where.
        visit: Box<VisitSummary>,
    },
}

/// The page on which a slip is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnSlipPage {
    /// The visit the person came to.
    pub visit: VisitSummary,
    /// The person of that day.
    pub entry: EntryId,
    /// Name, until personal data ends.
    pub name: Option<String>,
    /// Number that was called on the day.
    pub number: Option<u32>,
    /// The slip, once it is given.
    pub slip: Option<ReturnSlip>,
    /// Where a place can be kept.
    pub choices: ReturnChoices,
    /// Name and address of the office.
    pub office: (String, String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::holiday::{Holiday, HolidayKind};
    use crate::id::VisitId;
    use crate::village::VillageCode;
    use crate::visit::VisitState;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn the_office_keeps_places_from_tomorrow_on_days_it_works() {
        let christmas = Holiday {
            date: day(12, 25),
            kind: HolidayKind::National,
            name: "Natal".into(),
            provisional: false,
        };
        let almanac = Almanac {
            holidays: vec![christmas],
            lunar: vec![],
        };
        // Wednesday; Friday is Christmas, then a weekend.
        assert_eq!(
            office_days(day(12, 23), 7, &almanac),
            [day(12, 24), day(12, 28), day(12, 29), day(12, 30)]
        );
        assert!(office_days(day(12, 24), 3, &almanac).is_empty());
    }

    fn choice(code: &str, district: &str, date: NaiveDate) -> VisitChoice {
        let village = |code: &str, district: &str| Village {
            code: VillageCode::parse(code).unwrap(),
            name: code.into(),
            district: district.into(),
            aliases: vec![],
        };
        let village_there = village(code, district);
        let at = crate::calendar::from_wita(date, chrono::NaiveTime::MIN);
        VisitChoice {
            nearness: Nearness::of(&village("51.02.06.2001", "Kediri"), &village_there),
            visit: VisitSummary {
                id: VisitId::new(Uuid::nil()),
                village: village_there,
                state: VisitState::Open,
                date,
                starts_at: at,
                ends_at: at,
                venue: String::new(),
                capacity: 1,
                booked: 0,
                surplus: 0,
                held: 0,
                bookable: true,
            },
            slots: vec![],
        }
    }

    #[test]
    fn the_own_village_comes_first_then_the_kecamatan_then_the_soonest() {
        let mut visits = [
            choice("51.02.01.2001", "Selemadeg", day(12, 1)),
            choice("51.02.06.2002", "Kediri", day(12, 9)),
            choice("51.02.06.2003", "Kediri", day(12, 8)),
            choice("51.02.06.2001", "Kediri", day(12, 10)),
        ];
        order(&mut visits);
        let dates: Vec<_> = visits.iter().map(|it| it.visit.date).collect();
        assert_eq!(dates, [day(12, 10), day(12, 8), day(12, 9), day(12, 1)]);
    }

    #[test]
    fn a_place_is_read_back_from_its_form() {
        for place in [
            ReturnPlace::Office(day(12, 1)),
            ReturnPlace::Slot(SlotId::new(Uuid::from_u128(7))),
        ] {
            assert_eq!(ReturnPlace::parse(&place.key()), Ok(place));
        }
        assert_eq!(ReturnPlace::parse(" "), Err(Problem::Missing));
        assert_eq!(ReturnPlace::parse("office:besok"), Err(Problem::NotAChoice));
    }

    proptest! {
        #[test]
        fn reading_a_place_never_panics(text in ".*") {
            let _ = ReturnPlace::parse(&text);
        }
    }
}
