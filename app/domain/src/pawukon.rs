//! The Balinese days that decide whether a village can receive a visit.
//!
//! Two calendars meet here. *Pawukon* turns in exactly 210 days and is computed. The lunar one is a
//! table that the office keeps, see [`crate::lunar`].

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::lunar::{LunarDay, LunarKind};

/// Days in one Pawukon year: 30 wuku of 7 days.
pub const PAWUKON_DAYS: u16 = 210;

/// A day 0 of Pawukon: Redite (Sunday) Paing, wuku Sinta. The day before is Saraswati.
const ANCHOR: NaiveDate = match NaiveDate::from_ymd_opt(2025, 9, 7) {
    Some(date) => date,
    None => panic!("2025-09-07 is a date"),
};

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

/// The day of Pawukon that falls on a date, if it is one to be seen.
pub fn by_rule(date: NaiveDate) -> Option<BalineseDay> {
    match pawukon_day(date) {
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
    }
}

/// The Balinese days that fall on a date, local holidays first; mostly none, seldom more than one.
///
/// `lunar` may hold any dates in any order; it needs those of `date` and of the days next to it.
pub fn balinese_days(date: NaiveDate, lunar: &[LunarDay]) -> Vec<BalineseDay> {
    let in_table = |kind, ahead| is_in(lunar, kind, date, ahead);
    let by_table = [
        (in_table(LunarKind::Nyepi, 1), BalineseDay::TawurKesanga),
        (in_table(LunarKind::Nyepi, 0), BalineseDay::Nyepi),
        (in_table(LunarKind::Nyepi, -1), BalineseDay::NgembakGeni),
        (in_table(LunarKind::Siwaratri, 0), BalineseDay::Siwaratri),
        (in_table(LunarKind::Purnama, 0), BalineseDay::Purnama),
        (in_table(LunarKind::Tilem, 0), BalineseDay::Tilem),
    ];
    let by_table = by_table
        .into_iter()
        .filter_map(|(falls, day)| falls.then_some(day));
    let mut days: Vec<_> = by_rule(date).into_iter().chain(by_table).collect();
    days.sort_by_key(|day| !day.is_local_holiday());
    days
}

/// Whether the date is exactly two days before or after Nyepi, next to the three blocked days.
///
/// A setting of this product, not law: before, villages are busy with melasti and ogoh-ogoh; after,
/// the day for telling people (the day before a visit) would be Ngembak Geni.
pub fn is_near_nyepi(date: NaiveDate, lunar: &[LunarDay]) -> bool {
    [2, -2]
        .into_iter()
        .any(|ahead| is_in(lunar, LunarKind::Nyepi, date, ahead))
}

/// Whether the date `ahead` days after `date` is such a day.
fn is_in(lunar: &[LunarDay], kind: LunarKind, date: NaiveDate, ahead: i64) -> bool {
    date.checked_add_signed(TimeDelta::days(ahead))
        .is_some_and(|date| lunar.contains(&LunarDay { date, kind }))
}

/// The table that comes with the program.
#[cfg(test)]
pub(crate) fn seed() -> Vec<LunarDay> {
    let rows = include_str!("../../../seed/balinese-days.csv").lines().skip(1);
    let day = |row: &str| {
        let mut parts = row.split(',');
        let date = parts.next()?.parse().ok()?;
        let kind = LunarKind::from_key(parts.next()?)?;
        Some(LunarDay { date, kind })
    };
    rows.filter_map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};
    use proptest::prelude::*;

    fn on(y: i32, m: u32, d: u32) -> Vec<BalineseDay> {
        balinese_days(NaiveDate::from_ymd_opt(y, m, d).unwrap(), &seed())
    }

    /// Every date of 2026 to 2028 that has this day, as `yymmdd`.
    fn all(day: BalineseDay) -> Vec<String> {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let lunar = seed();
        let dates = first.iter_days().take_while(|date| date.year() < 2029);
        let dates = dates.filter(|date| balinese_days(*date, &lunar).contains(&day));
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
        let is_moon = |day: &LunarDay| matches!(day.kind, LunarKind::Purnama | LunarKind::Tilem);
        let mut moons: Vec<_> = seed().into_iter().filter(is_moon).map(|day| day.date).collect();
        moons.sort_unstable();
        assert!(
            moons
                .windows(2)
                .all(|w| (14..=16).contains(&(w[1] - w[0]).num_days()))
        );
    }

    #[test]
    fn without_the_table_only_pawukon_is_known() {
        let galungan = NaiveDate::from_ymd_opt(2027, 1, 13).unwrap();
        assert_eq!(balinese_days(galungan, &[]), [BalineseDay::Galungan]);
        let nyepi = NaiveDate::from_ymd_opt(2027, 3, 8).unwrap();
        assert!(balinese_days(nyepi, &[]).is_empty());
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
            if by_rule(date) == Some(BalineseDay::Galungan) {
                prop_assert_eq!(date.weekday(), Weekday::Wed);
            }
        }
    }
}
