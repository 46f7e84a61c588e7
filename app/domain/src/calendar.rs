//! The clock of Bali, and how dates and times are written.
//!
//! Times are stored in UTC and shown in WITA; dates of visits and holidays are WITA dates and have
//! no zone. Nothing here asks for the present moment. The Balinese calendar is in
//! [`crate::pawukon`], holidays and the planner's warnings are in [`crate::holiday`].
//!
//! To add a way of writing: one function here that takes a [`Lang`], one line in the tests.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc, Weekday};

use crate::lang::Lang;

/// +08:00 in seconds is inside a day: the compiler runs this match, the program never does.
const WITA: FixedOffset = match FixedOffset::east_opt(8 * 3600) {
    Some(offset) => offset,
    None => panic!("+08:00 is an offset"),
};

/// Waktu Indonesia Tengah, UTC+08:00 (IANA `Asia/Makassar`).
///
/// A fixed offset is enough: WITA has no daylight saving time, and every place this programme
/// visits lies in it. So no zone database has to be sent to phones.
pub const fn wita() -> FixedOffset {
    WITA
}

/// The date and time a clock on a wall in Bali shows at this moment.
///
/// Stops at the last moment `chrono` knows (year 262142) instead of panicking.
pub fn to_wita(at: DateTime<Utc>) -> NaiveDateTime {
    let utc = at.naive_utc();
    utc.checked_add_offset(WITA).unwrap_or(NaiveDateTime::MAX)
}

/// The moment at which clocks in Bali show this date and time; the inverse of [`to_wita`].
///
/// Each date and time stands for exactly one moment, as there is no daylight saving time. Stops at
/// the first moment `chrono` knows (year -262143) instead of panicking.
pub fn from_wita(date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let local = date.and_time(time);
    let utc = local.checked_sub_offset(WITA);
    utc.unwrap_or(NaiveDateTime::MIN).and_utc()
}

/// The date in Bali at this moment; until 08:00 WITA it is one day ahead of the date in UTC.
pub fn date_in_wita(at: DateTime<Utc>) -> NaiveDate {
    to_wita(at).date()
}

/// `Senin, 14 Desember 2026`, `Monday, 14 December 2026`.
pub fn long_date(date: NaiveDate, lang: Lang) -> String {
    let weekday = weekday_name(date.weekday(), lang);
    format!("{weekday}, {}", plain_date(date, lang))
}

/// `14 Desember 2026`, `14 December 2026`.
pub fn plain_date(date: NaiveDate, lang: Lang) -> String {
    format!("{} {}", date.day(), month_year(date, lang))
}

/// `Sen 14/12/26`, `Mon 14/12/26`: 12 ASCII signs, for text messages and narrow lists.
pub fn short_date(date: NaiveDate, lang: Lang) -> String {
    let weekday = weekday_short(date.weekday(), lang);
    let year = date.year().rem_euclid(100);
    format!("{weekday} {:02}/{:02}/{year:02}", date.day(), date.month())
}

/// `Desember 2026`, `December 2026`.
pub fn month_year(date: NaiveDate, lang: Lang) -> String {
    format!("{} {}", month_name(date.month(), lang), date.year())
}

/// The time in Bali at this moment, `09.20`: 24 hours, with a dot as Indonesian writes it.
///
/// The same in both languages, so that a ticket and the poster at the venue agree.
pub fn clock(at: DateTime<Utc>) -> String {
    clock_time(to_wita(at).time())
}

/// A WITA time as [`clock`] writes it; seconds are cut off, not rounded.
pub fn clock_time(time: NaiveTime) -> String {
    format!("{:02}.{:02}", time.hour(), time.minute())
}

/// `Senin`, `Monday`.
pub const fn weekday_name(day: Weekday, lang: Lang) -> &'static str {
    match (lang, day) {
        (Lang::Id, Weekday::Mon) => "Senin",
        (Lang::Id, Weekday::Tue) => "Selasa",
        (Lang::Id, Weekday::Wed) => "Rabu",
        (Lang::Id, Weekday::Thu) => "Kamis",
        (Lang::Id, Weekday::Fri) => "Jumat",
        (Lang::Id, Weekday::Sat) => "Sabtu",
        (Lang::Id, Weekday::Sun) => "Minggu",
        (Lang::En, Weekday::Mon) => "Monday",
        (Lang::En, Weekday::Tue) => "Tuesday",
        (Lang::En, Weekday::Wed) => "Wednesday",
        (Lang::En, Weekday::Thu) => "Thursday",
        (Lang::En, Weekday::Fri) => "Friday",
        (Lang::En, Weekday::Sat) => "Saturday",
        (Lang::En, Weekday::Sun) => "Sunday",
    }
}

/// `Sen`, `Mon`: in both languages the first three letters are the usual short form.
pub fn weekday_short(day: Weekday, lang: Lang) -> &'static str {
    let name = weekday_name(day, lang);
    name.get(..3).unwrap_or(name)
}

/// `Desember`, `December`; `month` counts from 1 to 12, any other number gives an empty text.
pub const fn month_name(month: u32, lang: Lang) -> &'static str {
    match (month, lang) {
        (1, Lang::Id) => "Januari",
        (2, Lang::Id) => "Februari",
        (3, Lang::Id) => "Maret",
        (5, Lang::Id) => "Mei",
        (6, Lang::Id) => "Juni",
        (7, Lang::Id) => "Juli",
        (8, Lang::Id) => "Agustus",
        (10, Lang::Id) => "Oktober",
        (12, Lang::Id) => "Desember",
        (1, Lang::En) => "January",
        (2, Lang::En) => "February",
        (3, Lang::En) => "March",
        (5, Lang::En) => "May",
        (6, Lang::En) => "June",
        (7, Lang::En) => "July",
        (8, Lang::En) => "August",
        (10, Lang::En) => "October",
        (12, Lang::En) => "December",
        // These three are spelt alike.
        (4, _) => "April",
        (9, _) => "September",
        (11, _) => "November",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn time(h: u32, m: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(h, m, 0).unwrap()
    }

    #[test]
    fn before_eight_in_bali_it_is_still_yesterday_in_utc() {
        let day = date(2026, 12, 14);
        let before = from_wita(day, time(7, 59));
        assert_eq!(before.to_rfc3339(), "2026-12-13T23:59:00+00:00");
        assert_eq!(date_in_wita(before), day);
        let eight = from_wita(day, time(8, 0));
        assert_eq!(eight.to_rfc3339(), "2026-12-14T00:00:00+00:00");
        assert_eq!(wita().to_string(), "+08:00");
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        assert_eq!(to_wita(DateTime::<Utc>::MAX_UTC), NaiveDateTime::MAX);
        let first = from_wita(NaiveDate::MIN, NaiveTime::MIN);
        assert_eq!(first.naive_utc(), NaiveDateTime::MIN);
    }

    #[test]
    fn dates_are_written_in_both_languages() {
        let day = date(2026, 12, 14);
        assert_eq!(long_date(day, Lang::Id), "Senin, 14 Desember 2026");
        assert_eq!(long_date(day, Lang::En), "Monday, 14 December 2026");
        assert_eq!(short_date(day, Lang::Id), "Sen 14/12/26");
        assert_eq!(short_date(day, Lang::En), "Mon 14/12/26");
        assert_eq!(short_date(date(2027, 1, 5), Lang::Id), "Sel 05/01/27");
        assert_eq!(month_year(day, Lang::Id), "Desember 2026");
        assert_eq!(month_year(day, Lang::En), "December 2026");
    }

    #[test]
    fn times_have_a_dot() {
        assert_eq!(clock(from_wita(date(2026, 12, 14), time(9, 20))), "09.20");
        assert_eq!(clock_time(time(0, 5)), "00.05");
    }

    #[test]
    fn every_month_has_its_own_name() {
        for lang in [Lang::Id, Lang::En] {
            let names: std::collections::HashSet<_> = (1..=12).map(|month| month_name(month, lang)).collect();
            assert!(names.len() == 12 && !names.contains(""));
            assert_eq!([month_name(0, lang), month_name(13, lang)], ["", ""]);
        }
    }

    proptest! {
        #[test]
        fn wita_and_back(seconds in 0_i64..4_000_000_000) {
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            let local = to_wita(at);
            prop_assert_eq!(from_wita(local.date(), local.time()), at);
            prop_assert_eq!(local - at.naive_utc(), TimeDelta::hours(8));
            prop_assert_eq!(date_in_wita(at), at.with_timezone(&wita()).date_naive());
        }
    }
}
