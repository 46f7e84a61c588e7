//! Odalan: the feast of a village's own temple. Only the village knows it, so that the village or the
//! office enters it; the rows and work of those days keep people from a visit.

use crate::field::{Field, FieldError, Problem};
use crate::id::OdalanId;
use crate::pawukon::PAWUKON_DAYS;
use crate::plan::parse_date;
use crate::text::Line;
use chrono::{Days, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// How an odalan comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OdalanKind {
    /// By Pawukon: every 210 days, before the known date and after it.
    Pawukon,
    /// By the lunar month: each date is entered by itself.
    Date,
}

impl OdalanKind {
    /// Both.
    pub const ALL: [OdalanKind; 2] = [OdalanKind::Pawukon, OdalanKind::Date];

    /// The name in the database and in forms.
    pub const fn key(self) -> &'static str {
        match self {
            OdalanKind::Pawukon => "pawukon",
            OdalanKind::Date => "date",
        }
    }

    /// Reads an [`OdalanKind::key`].
    pub fn from_key(key: &str) -> Option<OdalanKind> {
        OdalanKind::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// An odalan of a village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Odalan {
    /// Id.
    pub id: OdalanId,
    /// Name of the temple.
    pub name: String,
    /// How it comes back.
    pub kind: OdalanKind,
    /// A date on which it falls, in WITA.
    pub date: NaiveDate,
}

/// How a date stands to an odalan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Near {
    /// The odalan is on the next day.
    Before,
    /// It is on this day.
    On,
    /// It was on the day before.
    After,
}

impl Odalan {
    /// Whether it falls on a date.
    pub fn falls_on(&self, date: NaiveDate) -> bool {
        let days = date.signed_duration_since(self.date).num_days();
        match self.kind {
            OdalanKind::Pawukon => days.rem_euclid(i64::from(PAWUKON_DAYS)) == 0,
            OdalanKind::Date => days == 0,
        }
    }

    /// How a date stands to it; `None` where it is further away than a day.
    pub fn near(&self, date: NaiveDate) -> Option<Near> {
        let falls = |ahead| {
            date.checked_add_signed(TimeDelta::days(ahead))
                .is_some_and(|date| self.falls_on(date))
        };
        [(0, Near::On), (1, Near::Before), (-1, Near::After)]
            .into_iter()
            .find_map(|(ahead, near)| falls(ahead).then_some(near))
    }

    /// The next date on which it falls, today included; `None` where its only date has passed.
    pub fn next(&self, today: NaiveDate) -> Option<NaiveDate> {
        let days = today.signed_duration_since(self.date).num_days();
        match self.kind {
            OdalanKind::Date => (days <= 0).then_some(self.date),
            OdalanKind::Pawukon => {
                let ahead = (-days).rem_euclid(i64::from(PAWUKON_DAYS));
                // Lies in 0..210.
                today.checked_add_days(Days::new(ahead.unsigned_abs()))
            }
        }
    }
}

/// An odalan to enter, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOdalan {
    /// Name of the temple.
    pub name: Line<80>,
    /// How it comes back.
    pub kind: OdalanKind,
    /// A date on which it falls.
    pub date: NaiveDate,
}

impl NewOdalan {
    /// Reads a form.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(name: &str, kind: &str, date: &str) -> Result<NewOdalan, Vec<FieldError>> {
        let name = Line::parse_min(name, 3).map_err(|problem| FieldError::new(Field::Temple, problem));
        let kind =
            OdalanKind::from_key(kind.trim()).ok_or(FieldError::new(Field::OdalanKind, Problem::NotAChoice));
        let date = parse_date(date).map_err(|problem| FieldError::new(Field::Date, problem));
        match (name, kind, date) {
            (Ok(name), Ok(kind), Ok(date)) => Ok(NewOdalan { name, kind, date }),
            (name, kind, date) => Err([name.err(), kind.err(), date.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn odalan(kind: OdalanKind) -> Odalan {
        Odalan {
            id: OdalanId::new(uuid::Uuid::nil()),
            name: "Pura Desa".into(),
            kind,
            date: NaiveDate::from_ymd_opt(2026, 12, 9).unwrap(),
        }
    }

    #[test]
    fn a_form_names_every_field_to_mend() {
        let errors = NewOdalan::parse("", "bulan", "besok").unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, [Field::Temple, Field::OdalanKind, Field::Date]);
        assert!(NewOdalan::parse("Pura Puseh", "pawukon", "2026-12-09").is_ok());
    }

    #[test]
    fn a_single_date_does_not_come_back() {
        let one = odalan(OdalanKind::Date);
        assert!(one.falls_on(one.date) && !one.falls_on(one.date + Days::new(210)));
        assert_eq!(one.next(one.date), Some(one.date));
        assert_eq!(one.next(one.date + Days::new(1)), None);
    }

    proptest! {
        #[test]
        fn one_by_pawukon_falls_every_210_days_both_ways_and_on_no_other_day(turns in -40_i64..40, off in 1_i64..210) {
            let temple = odalan(OdalanKind::Pawukon);
            let date = temple.date + TimeDelta::days(210 * turns);
            prop_assert!(temple.falls_on(date));
            prop_assert!(!temple.falls_on(date + TimeDelta::days(off)));
            prop_assert_eq!(temple.near(date), Some(Near::On));
            prop_assert_eq!(temple.near(date - TimeDelta::days(1)), Some(Near::Before));
            prop_assert_eq!(temple.near(date + TimeDelta::days(1)), Some(Near::After));
            prop_assert_eq!(temple.near(date + TimeDelta::days(2)), None);
            prop_assert_eq!(temple.next(date), Some(date));
            prop_assert_eq!(temple.next(date + TimeDelta::days(off)), Some(date + TimeDelta::days(210)));
        }
    }
}
