//! Months, quarters and years of Bali's calendar.

use crate::calendar::{date_in_wita, from_wita, month_name};
use crate::lang::Lang;
use crate::year::YEARS;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Span {
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Twelve.
    Year,
}

impl Span {
    /// From short to long.
    pub const ALL: [Span; 3] = [Span::Month, Span::Quarter, Span::Year];

    const fn months(self) -> u32 {
        match self {
            Span::Month => 1,
            Span::Quarter => 3,
            Span::Year => 12,
        }
    }

    /// The word of the interface.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Span::Month => lang.pick("Bulan", "Month"),
            Span::Quarter => lang.pick("Triwulan", "Quarter"),
            Span::Year => lang.pick("Tahun", "Year"),
        }
    }
}

/// A month, a quarter or a year; its days are those of Bali (WITA). Lies in the years that have a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    /// Its first day.
    first: NaiveDate,
    span: Span,
}

/// The text names no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a period looks like 2026-11, 2026-Q4 or 2026")]
pub struct NotAPeriod;

impl Period {
    /// The period of this length in which a day lies; none outside the years that have a page.
    pub fn of(date: NaiveDate, span: Span) -> Option<Period> {
        let month = date.month0() / span.months() * span.months() + 1;
        let first = NaiveDate::from_ymd_opt(date.year(), month, 1)?;
        YEARS.contains(&date.year()).then_some(Period { first, span })
    }

    /// The period in which a moment lies, by the clock of Bali.
    pub fn at(moment: DateTime<Utc>, span: Span) -> Option<Period> {
        Period::of(date_in_wita(moment), span)
    }

    /// A month, by any of its days.
    pub fn month(date: NaiveDate) -> Option<Period> {
        Period::of(date, Span::Month)
    }

    /// A year.
    pub fn year(year: i32) -> Option<Period> {
        Period::of(NaiveDate::from_ymd_opt(year, 1, 1)?, Span::Year)
    }

    /// Reads `2026-11`, `2026-Q4` (also `2026-q4`) or `2026`.
    ///
    /// # Errors
    /// Where it is none of these, or outside the years that have a page.
    pub fn parse(text: &str) -> Result<Period, NotAPeriod> {
        let number = |text: &str, digits: usize| {
            let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| text.parse::<u32>().ok()).flatten()
        };
        let parsed = || {
            let (year, rest) = text.trim().split_once('-').unwrap_or((text.trim(), ""));
            let year = i32::try_from(number(year, 4)?).ok()?;
            let (month, span) = match rest.strip_prefix(['Q', 'q']) {
                Some(quarter) => (number(quarter, 1)?.checked_sub(1)? * 3 + 1, Span::Quarter),
                None if text.trim().len() == 4 => (1, Span::Year),
                None => (number(rest, 2)?, Span::Month),
            };
            Period::of(NaiveDate::from_ymd_opt(year, month, 1)?, span)
        };
        parsed().ok_or(NotAPeriod)
    }

    /// The year in which it lies.
    pub fn year_number(self) -> i32 {
        self.first.year()
    }

    /// How long it is.
    pub const fn span(self) -> Span {
        self.span
    }

    /// Its first day.
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The day after its last.
    pub fn end(self) -> NaiveDate {
        let end = self.first.checked_add_months(Months::new(self.span.months()));
        end.unwrap_or(NaiveDate::MAX)
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        self.end().checked_sub_days(Days::new(1)).unwrap_or(self.first)
    }

    /// The moments at which it begins, and at which it is over.
    pub fn moments(self) -> (DateTime<Utc>, DateTime<Utc>) {
        let begin = |date| from_wita(date, NaiveTime::MIN);
        (begin(self.first), begin(self.end()))
    }

    /// Whether a day lies in it.
    pub fn holds(self, date: NaiveDate) -> bool {
        (self.first..self.end()).contains(&date)
    }

    /// The one before; none before the first that has a page.
    pub fn before(self) -> Option<Period> {
        let first = self.first.checked_sub_months(Months::new(self.span.months()))?;
        Period::of(first, self.span)
    }

    /// The one after; none after the last that has a page.
    pub fn after(self) -> Option<Period> {
        Period::of(self.end(), self.span)
    }

    /// The months that it is made of.
    pub fn months(self) -> impl Iterator<Item = Period> {
        (0..self.span.months())
            .filter_map(move |number| Period::month(self.first.checked_add_months(Months::new(number))?))
    }

    /// `November 2026`, `Triwulan IV 2026`, `Tahun 2026`; `November 2026`, `Quarter 4 of 2026`, `Year 2026`.
    pub fn words(self, lang: Lang) -> String {
        let year = self.first.year();
        match (self.span, lang) {
            (Span::Month, _) => format!("{} {year}", month_name(self.first.month(), lang)),
            (Span::Quarter, Lang::Id) => {
                let roman = ["I", "II", "III", "IV"];
                format!("Triwulan {} {year}", roman[self.quarter0() % roman.len()])
            }
            (Span::Quarter, Lang::En) => format!("Quarter {} of {year}", self.quarter0() + 1),
            (Span::Year, _) => format!("{} {year}", self.span.word(lang)),
        }
    }

    fn quarter0(self) -> usize {
        self.first.month0() as usize / 3
    }
}

/// As [`Period::parse`] reads it: for addresses, file names and the store.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        match self.span {
            Span::Month => write!(f, "{year:04}-{:02}", self.first.month()),
            Span::Quarter => write!(f, "{year:04}-Q{}", self.quarter0() + 1),
            Span::Year => write!(f, "{year:04}"),
        }
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;
    fn try_from(text: String) -> Result<Self, NotAPeriod> {
        Period::parse(&text)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
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
    fn the_year_ends_by_the_clock_of_bali() {
        // 23:59:59 WITA on 31 December is 15:59:59 UTC; a second later it is the next year.
        let last = from_wita(day(2026, 12, 31), NaiveTime::from_hms_opt(23, 59, 59).unwrap());
        let first = last + chrono::Duration::seconds(1);
        assert_eq!(first.to_rfc3339(), "2026-12-31T16:00:00+00:00");
        for (span, old, new) in [
            (Span::Month, "2026-12", "2027-01"),
            (Span::Quarter, "2026-Q4", "2027-Q1"),
            (Span::Year, "2026", "2027"),
        ] {
            assert_eq!(Period::at(last, span).unwrap().to_string(), old);
            assert_eq!(Period::at(first, span).unwrap().to_string(), new);
            assert_eq!(Period::parse(old).unwrap().moments().1, first);
            assert_eq!(Period::parse(old).unwrap().after(), Period::parse(new).ok());
        }
    }

    #[test]
    fn periods_are_read_and_written() {
        let words = |text: &str, lang| Period::parse(text).unwrap().words(lang);
        assert_eq!(words("2026-11", Lang::Id), "November 2026");
        assert_eq!(words("2026-Q4", Lang::Id), "Triwulan IV 2026");
        assert_eq!(words("2026-q1", Lang::En), "Quarter 1 of 2026");
        assert_eq!(words(" 2026 ", Lang::Id), "Tahun 2026");
        assert_eq!(Period::parse("2026-Q4").unwrap().last(), day(2026, 12, 31));
        for bad in [
            "",
            "26",
            "2026-",
            "2026-13",
            "2026-00",
            "2026-Q0",
            "2026-Q5",
            "2026-Q",
            "2019",
            "2101",
            "2026-1",
            "2026-+1",
            "2026-11-01",
            "-2026",
            "２０２６",
        ] {
            assert_eq!(Period::parse(bad), Err(NotAPeriod), "{bad:?}");
        }
    }

    #[test]
    fn the_first_and_the_last_have_no_neighbour() {
        assert_eq!(Period::year(2020).unwrap().before(), None);
        assert_eq!(Period::parse("2100-Q4").unwrap().after(), None);
        assert_eq!(Period::year(2019), None);
    }

    proptest! {
        #[test]
        fn each_day_lies_in_one_period_of_each_length(days in 0u64..29_000) {
            let date = day(2020, 1, 1) + Days::new(days);
            for span in Span::ALL {
                let period = Period::of(date, span).unwrap();
                prop_assert!(period.holds(date) && period.holds(period.last()) && !period.holds(period.end()));
                prop_assert_eq!(Period::parse(&period.to_string()), Ok(period));
                let parts: Vec<_> = period.months().collect();
                prop_assert_eq!(parts.first().map(|it| it.first()), Some(period.first()));
                prop_assert_eq!(parts.last().map(|it| it.end()), Some(period.end()));
                prop_assert_eq!(parts.iter().filter(|it| it.holds(date)).count(), 1);
                if let Some(before) = period.before() {
                    prop_assert_eq!(before.end(), period.first());
                    prop_assert_eq!(before.after(), Some(period));
                }
            }
        }
    }
}
