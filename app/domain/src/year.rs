//! The calendar of a year as the office keeps it: what is entered, beside what is computed.

use crate::field::{Field, FieldError, Problem};
use crate::holiday::{Holiday, HolidayKind};
use crate::lunar::{LunarDay, LunarKind};
use crate::odalan::Odalan;
use crate::pawukon::{BalineseDay, by_rule};
use crate::plan::parse_date;
use crate::text::Line;
use crate::village::Village;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Years that have a page, as dates of plans are read.
pub const YEARS: RangeInclusive<i32> = 2020..=2100;

/// A year of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// National holidays and joint leave, by date and name.
    pub holidays: Vec<Holiday>,
    /// Days of the lunar calendar, by date.
    pub lunar: Vec<LunarDay>,
    /// Nyepi of this year is entered, in one of the two.
    pub nyepi_known: bool,
}

/// Days of Pawukon in a year, by date: computed, nobody enters them.
pub fn computed_days(year: i32) -> Vec<(NaiveDate, BalineseDay)> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1);
    let days = first.into_iter().flat_map(|first| first.iter_days().take(366));
    days.filter(|date| date.year() == year)
        .filter_map(|date| by_rule(date).map(|day| (date, day)))
        .collect()
}

/// A holiday as a form names it: the row as it was seen, or as it shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayEntry {
    /// The date in WITA.
    pub date: NaiveDate,
    /// National holiday or joint leave.
    pub kind: HolidayKind,
    /// The name as in the decree.
    pub name: Line<80>,
    /// The date may still move.
    pub provisional: bool,
}

impl HolidayEntry {
    /// Reads a form; `provisional` is the value of its check box.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(date: &str, kind: &str, name: &str, provisional: &str) -> Result<Self, Vec<FieldError>> {
        let date = parse_date(date).map_err(|problem| FieldError::new(Field::Date, problem));
        let kind = HolidayKind::from_key(kind.trim())
            .ok_or(FieldError::new(Field::HolidayKind, Problem::NotAChoice));
        let name = Line::parse_min(name, 3).map_err(|problem| FieldError::new(Field::HolidayName, problem));
        match (date, kind, name) {
            (Ok(date), Ok(kind), Ok(name)) => Ok(HolidayEntry {
                date,
                kind,
                name,
                provisional: provisional == "true",
            }),
            (date, kind, name) => Err([date.err(), kind.err(), name.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

/// Reads a day of the lunar calendar from a form.
///
/// # Errors
/// Every field that needs mending.
pub fn parse_lunar(date: &str, kind: &str) -> Result<LunarDay, Vec<FieldError>> {
    let date = parse_date(date).map_err(|problem| FieldError::new(Field::Date, problem));
    let kind = LunarKind::from_key(kind.trim()).ok_or(FieldError::new(Field::LunarKind, Problem::NotAChoice));
    match (date, kind) {
        (Ok(date), Ok(kind)) => Ok(LunarDay { date, kind }),
        (date, kind) => Err([date.err(), kind.err()].into_iter().flatten().collect()),
    }
}

/// The temple feasts of a village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageFeasts {
    /// The village.
    pub village: Village,
    /// Today, in WITA.
    pub today: NaiveDate,
    /// Its feasts, by name and date.
    pub odalan: Vec<Odalan>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_computed_days_of_a_year_are_those_of_pawukon() {
        let days = computed_days(2027);
        let galungan: Vec<_> = days
            .iter()
            .filter(|(_, day)| *day == BalineseDay::Galungan)
            .map(|(date, _)| date.to_string())
            .collect();
        assert_eq!(galungan, ["2027-01-13", "2027-08-11"]);
        assert!(days.is_sorted_by_key(|(date, _)| *date) && days.iter().all(|(date, _)| date.year() == 2027));
        assert!(computed_days(i32::MAX).is_empty());
    }

    #[test]
    fn forms_name_what_to_mend() {
        let errors = HolidayEntry::parse("", "lokal", "", "").unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, [Field::Date, Field::HolidayKind, Field::HolidayName]);
        let nyepi = HolidayEntry::parse("2027-03-08", "national", "Nyepi", "true").unwrap();
        assert!(nyepi.provisional && nyepi.kind == HolidayKind::National);
        assert_eq!(parse_lunar("x", "y").unwrap_err().len(), 2);
        assert!(parse_lunar("2027-03-08", "nyepi").is_ok());
    }
}
