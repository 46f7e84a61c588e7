//! The Balinese days that decide whether a village can receive a visit.
//!
//! Two calendars meet here. *Pawukon* turns in exactly 210 days and is computed. The lunar one
//! (Nyepi, Siwaratri, Purnama, Tilem) is irregular, PHDI confirms it each year: it is a table, and
//! the table ends (see [`lunar_table_ends_before`]).
//!
//! To add a year: one date each in `NYEPI` and `SIWARATRI`, the full and new moons in `PURNAMA` and
//! `TILEM`, and the year in `LAST_YEAR`.

use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// Days in one Pawukon year: 30 wuku of 7 days.
pub const PAWUKON_DAYS: u16 = 210;

/// A day 0 of Pawukon: Redite (Sunday) Paing, wuku Sinta. The day before is Saraswati.
const ANCHOR: NaiveDate = match NaiveDate::from_ymd_opt(2025, 9, 7) {
    Some(date) => date,
    None => panic!("2025-09-07 is a date"),
};

/// Year, month, day: comparable without a conversion that could fail.
type Ymd = (i32, u32, u32);

/// The last year for which `NYEPI` and `SIWARATRI` are filled.
const LAST_YEAR: i32 = 2028;
/// 2026 as in the joint ministerial decree (SKB 1497/2025); 2027 and 2028 computed, PHDI to confirm.
const NYEPI: &[Ymd] = &[(2026, 3, 19), (2027, 3, 8), (2028, 3, 26)];
/// Computed; the day before the new moon of the seventh month.
const SIWARATRI: &[Ymd] = &[(2026, 1, 17), (2027, 1, 6), (2028, 1, 25)];
/// Full moons, computed, December 2026 to December 2027. A missing one costs a soft warning only.
#[rustfmt::skip]
const PURNAMA: &[Ymd] = &[
    (2026, 12, 23), (2027, 1, 22), (2027, 2, 20), (2027, 3, 22), (2027, 4, 20), (2027, 5, 20), (2027, 6, 19),
    (2027, 7, 18), (2027, 8, 17), (2027, 9, 15), (2027, 10, 15), (2027, 11, 13), (2027, 12, 13),
];
/// New moons, computed, December 2026 to December 2027.
#[rustfmt::skip]
const TILEM: &[Ymd] = &[
    (2026, 12, 9), (2027, 1, 7), (2027, 2, 6), (2027, 3, 7), (2027, 4, 6), (2027, 5, 5), (2027, 6, 4),
    (2027, 7, 3), (2027, 8, 2), (2027, 8, 31), (2027, 9, 30), (2027, 10, 29), (2027, 11, 28), (2027, 12, 28),
];

/// A Saturday of offerings, every 35 days. The sixth, Tumpek Kuningan, is [`BalineseDay::Kuningan`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tumpek {
    /// For tools and metal.
    Landep,
    /// For plants.
    Wariga,
    /// For music and affection.
    Krulut,
    /// For animals.
    Uye,
    /// For puppets and the arts.
    Wayang,
}

/// A day of the Balinese calendar that the planner must see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BalineseDay {
    /// The day before Galungan: every household prepares.
    PenampahanGalungan,
    /// Buda Kliwon Dungulan, every 210 days, a Wednesday.
    Galungan,
    /// The day after Galungan: families visit each other.
    UmanisGalungan,
    /// The day before Kuningan.
    PenampahanKuningan,
    /// Ten days after Galungan, a Saturday.
    Kuningan,
    /// The last day of Pawukon, a Saturday.
    Saraswati,
    /// Day 3 of Pawukon, a Wednesday.
    Pagerwesi,
    /// The day before Nyepi.
    TawurKesanga,
    /// Day of silence: nobody goes out, mobile data is off for 24 hours from 06.00 WITA.
    Nyepi,
    /// The day after Nyepi.
    NgembakGeni,
    /// The night of Siwa, once a year in December to February.
    Siwaratri,
    /// A Saturday of offerings.
    Tumpek(Tumpek),
    /// Full moon.
    Purnama,
    /// New moon.
    Tilem,
}

impl BalineseDay {
    /// Whether the Governor's yearly circular (SE Gubernur, e.g. no. 7/2023 for 2024 and no. 16/2024
    /// for 2025) makes it a local holiday. Not a national one: the head of the division may overrule.
    pub const fn is_local_holiday(self) -> bool {
        !matches!(self, Self::Tumpek(_) | Self::Purnama | Self::Tilem)
    }

    /// The name for people; in English with a word of explanation.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::PenampahanGalungan, Lang::Id) => "Penampahan Galungan",
            (Self::PenampahanGalungan, Lang::En) => "Penampahan Galungan (eve of Galungan)",
            (Self::Galungan, _) => "Galungan",
            (Self::UmanisGalungan, Lang::Id) => "Umanis Galungan",
            (Self::UmanisGalungan, Lang::En) => "Umanis Galungan (day after Galungan)",
            (Self::PenampahanKuningan, Lang::Id) => "Penampahan Kuningan",
            (Self::PenampahanKuningan, Lang::En) => "Penampahan Kuningan (eve of Kuningan)",
            (Self::Kuningan, _) => "Kuningan",
            (Self::Saraswati, _) => "Saraswati",
            (Self::Pagerwesi, _) => "Pagerwesi",
            (Self::TawurKesanga, Lang::Id) => "Tawur Kesanga",
            (Self::TawurKesanga, Lang::En) => "Tawur Kesanga (eve of Nyepi)",
            (Self::Nyepi, Lang::Id) => "Nyepi",
            (Self::Nyepi, Lang::En) => "Nyepi (day of silence)",
            (Self::NgembakGeni, Lang::Id) => "Ngembak Geni",
            (Self::NgembakGeni, Lang::En) => "Ngembak Geni (day after Nyepi)",
            (Self::Siwaratri, _) => "Siwaratri",
            (Self::Tumpek(Tumpek::Landep), _) => "Tumpek Landep",
            (Self::Tumpek(Tumpek::Wariga), _) => "Tumpek Wariga",
            (Self::Tumpek(Tumpek::Krulut), _) => "Tumpek Krulut",
            (Self::Tumpek(Tumpek::Uye), _) => "Tumpek Uye",
            (Self::Tumpek(Tumpek::Wayang), _) => "Tumpek Wayang",
            (Self::Purnama, Lang::Id) => "Purnama",
            (Self::Purnama, Lang::En) => "Purnama (full moon)",
            (Self::Tilem, Lang::Id) => "Tilem",
            (Self::Tilem, Lang::En) => "Tilem (new moon)",
        }
    }
}

/// The place of a date in Pawukon, 0 to 209; 0 is Redite (Sunday) of wuku Sinta.
///
/// The wuku is this number divided by 7, the weekday its rest (0 is Sunday). Holds for past dates
/// too. The rule agrees with `balinese-date-js-lib` 0.4.3 on every day from 2020 to 2030.
pub fn pawukon_day(date: NaiveDate) -> u16 {
    let days = date.signed_duration_since(ANCHOR).num_days();
    // The rest lies in 0..210, so nothing is cut off.
    days.rem_euclid(i64::from(PAWUKON_DAYS)) as u16
}

/// The Balinese days that fall on a date, local holidays first; mostly none, seldom more than one.
pub fn balinese_days(date: NaiveDate) -> Vec<BalineseDay> {
    let by_rule = match pawukon_day(date) {
        3 => Some(BalineseDay::Pagerwesi),
        13 => Some(BalineseDay::Tumpek(Tumpek::Landep)),
        48 => Some(BalineseDay::Tumpek(Tumpek::Wariga)),
        72 => Some(BalineseDay::PenampahanGalungan),
        73 => Some(BalineseDay::Galungan),
        74 => Some(BalineseDay::UmanisGalungan),
        82 => Some(BalineseDay::PenampahanKuningan),
        83 => Some(BalineseDay::Kuningan),
        118 => Some(BalineseDay::Tumpek(Tumpek::Krulut)),
        153 => Some(BalineseDay::Tumpek(Tumpek::Uye)),
        188 => Some(BalineseDay::Tumpek(Tumpek::Wayang)),
        209 => Some(BalineseDay::Saraswati),
        _ => None,
    };
    let by_table = [
        (is_in(NYEPI, date, 1), BalineseDay::TawurKesanga),
        (is_in(NYEPI, date, 0), BalineseDay::Nyepi),
        (is_in(NYEPI, date, -1), BalineseDay::NgembakGeni),
        (is_in(SIWARATRI, date, 0), BalineseDay::Siwaratri),
        (is_in(PURNAMA, date, 0), BalineseDay::Purnama),
        (is_in(TILEM, date, 0), BalineseDay::Tilem),
    ];
    let by_table = by_table
        .into_iter()
        .filter_map(|(falls, day)| falls.then_some(day));
    let mut days: Vec<_> = by_rule.into_iter().chain(by_table).collect();
    days.sort_by_key(|day| !day.is_local_holiday());
    days
}

/// Whether the date is exactly two days before or after Nyepi, next to the three blocked days.
///
/// A setting of this product, not law: before, villages are busy with melasti and ogoh-ogoh; after,
/// the day for telling people (the day before a visit) would be Ngembak Geni.
pub fn is_near_nyepi(date: NaiveDate) -> bool {
    is_in(NYEPI, date, 2) || is_in(NYEPI, date, -2)
}

/// Whether Nyepi and Siwaratri of that year are still to be entered, so that their absence on a
/// date proves nothing.
pub fn lunar_table_ends_before(date: NaiveDate) -> bool {
    date.year() > LAST_YEAR
}

/// Whether the date `ahead` days after `date` stands in the table.
fn is_in(table: &[Ymd], date: NaiveDate, ahead: i64) -> bool {
    date.checked_add_signed(TimeDelta::days(ahead))
        .is_some_and(|d| table.contains(&(d.year(), d.month(), d.day())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;
    use proptest::prelude::*;

    fn on(y: i32, m: u32, d: u32) -> Vec<BalineseDay> {
        balinese_days(NaiveDate::from_ymd_opt(y, m, d).unwrap())
    }

    /// Every date of 2026 to 2028 that has this day, as `yymmdd`.
    fn all(day: BalineseDay) -> Vec<String> {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let dates = first.iter_days().take_while(|date| date.year() < 2029);
        let dates = dates.filter(|date| balinese_days(*date).contains(&day));
        dates.map(|date| date.format("%y%m%d").to_string()).collect()
    }

    #[test]
    fn dates_of_2026_to_2028_are_those_of_the_table() {
        use BalineseDay::*;
        for (day, dates) in [
            (PenampahanGalungan, "260616 270112 270810 280307 281003"),
            (Galungan, "260617 270113 270811 280308 281004"),
            (UmanisGalungan, "260618 270114 270812 280309 281005"),
            (PenampahanKuningan, "260626 270122 270820 280317 281013"),
            (Kuningan, "260627 270123 270821 280318 281014"),
            (Saraswati, "260404 261031 270529 271225 280722"),
            (Pagerwesi, "260408 261104 270602 271229 280726"),
            (TawurKesanga, "260318 270307 280325"),
            (Nyepi, "260319 270308 280326"),
            (NgembakGeni, "260320 270309 280327"),
            (Siwaratri, "260117 270106 280125"),
        ] {
            assert_eq!(all(day).join(" "), dates, "{day:?}");
        }
        assert_eq!((all(Purnama).len(), all(Tilem).len()), (13, 14));
    }

    #[test]
    fn dates_seen_in_other_sources_agree() {
        assert_eq!(on(2023, 5, 20), [BalineseDay::Saraswati]);
        assert_eq!(on(2025, 9, 6), [BalineseDay::Saraswati]);
        assert_eq!(on(2025, 9, 10), [BalineseDay::Pagerwesi]);
        assert_eq!(on(2025, 9, 20), [BalineseDay::Tumpek(Tumpek::Landep)]);
    }

    #[test]
    fn two_days_may_meet_and_the_holiday_comes_first() {
        assert_eq!(on(2027, 3, 7), [BalineseDay::TawurKesanga, BalineseDay::Tilem]);
        assert!(on(2026, 12, 14).is_empty());
    }

    #[test]
    fn the_moons_are_a_half_month_apart() {
        let mut moons: Vec<_> = PURNAMA.iter().chain(TILEM).copied().collect();
        moons.sort_unstable();
        let moons: Vec<_> = moons
            .iter()
            .map(|&(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap())
            .collect();
        assert!(
            moons
                .windows(2)
                .all(|w| (14..=16).contains(&(w[1] - w[0]).num_days()))
        );
    }

    #[test]
    fn the_table_says_where_it_ends() {
        for (year, ended) in [(2028, false), (2029, true)] {
            let date = NaiveDate::from_ymd_opt(year, 3, 1).unwrap();
            assert_eq!(lunar_table_ends_before(date), ended);
        }
        assert!(NYEPI.len() == SIWARATRI.len() && NYEPI.last().is_some_and(|d| d.0 == LAST_YEAR));
    }

    proptest! {
        #[test]
        fn pawukon_turns_in_exactly_210_days(days in -40_000_i64..40_000, step in 1_i64..210) {
            let date = ANCHOR + TimeDelta::days(days);
            let day = pawukon_day(date);
            prop_assert!(day < PAWUKON_DAYS);
            prop_assert_eq!(pawukon_day(date + TimeDelta::days(210)), day);
            prop_assert_ne!(pawukon_day(date + TimeDelta::days(step)), day);
            prop_assert_eq!(day % 7, date.weekday().num_days_from_sunday() as u16);
            if balinese_days(date).contains(&BalineseDay::Galungan) {
                prop_assert_eq!(date.weekday(), Weekday::Wed);
            }
        }
    }
}
