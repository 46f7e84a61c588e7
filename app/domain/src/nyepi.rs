//! The silence of Nyepi. Mobile data is off for 24 hours from 06.00 WITA (2025 and 2026 alike): nothing is
//! sent then, and nobody is asked to do something by then.

use crate::calendar::{from_wita, to_wita};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

/// The hour in WITA at which the silence begins and, a day later, ends.
const SIX: NaiveTime = match NaiveTime::from_hms_opt(6, 0, 0) {
    Some(time) => time,
    None => panic!("06:00 is a time"),
};

/// When the silence ends that holds at this moment; `None` outside it. `nyepi` are the days of Nyepi.
pub fn silent_until(nyepi: &[NaiveDate], at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    nyepi
        .iter()
        .find_map(|day| silence_of(*day).filter(|(from, until)| (*from..*until).contains(&at)))
        .map(|(_, until)| until)
}

/// Begin and end of the silence of a Nyepi; `None` at the end of time.
fn silence_of(day: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    Some((from_wita(day, SIX), from_wita(day.succ_opt()?, SIX)))
}

/// A deadline on this day, brought forward past days on which none may fall.
pub fn not_on(quiet: &[NaiveDate], mut day: NaiveDate) -> NaiveDate {
    while quiet.contains(&day) {
        let Some(before) = day.pred_opt() else { return day };
        day = before;
    }
    day
}

/// The moment so many days from now by which something must be done: at this hour, and neither on Nyepi
/// nor before its silence ends. It is brought forward to the day before (see [`not_on`]); where that
/// leaves less than a day, it is put off to the day after Nyepi instead.
pub fn deadline(nyepi: &[NaiveDate], now: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    let plain = now + TimeDelta::days(i64::from(days));
    let local = to_wita(plain);
    // The morning after Nyepi belongs to its silence.
    let day = match silent_until(nyepi, plain) {
        Some(_) if !nyepi.contains(&local.date()) => local.date().pred_opt().unwrap_or(local.date()),
        _ => local.date(),
    };
    let earlier = not_on(nyepi, day);
    if earlier == day {
        return plain;
    }
    let at = from_wita(earlier, local.time());
    if at - now >= TimeDelta::days(1) {
        return at;
    }
    let after = day.checked_add_days(Days::new(1)).unwrap_or(day);
    from_wita(after, local.time().max(SIX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
    }

    fn at(on: u32, hour: u32) -> DateTime<Utc> {
        from_wita(day(on), NaiveTime::from_hms_opt(hour, 0, 0).unwrap())
    }

    #[test]
    fn nyepi_is_silent_from_six_to_six() {
        let nyepi = [day(8)];
        let second = TimeDelta::seconds(1);
        for (moment, silent) in [
            (at(8, 6) - second, false),
            (at(8, 6), true),
            (at(8, 23), true),
            (at(9, 6) - second, true),
            (at(9, 6), false),
        ] {
            assert_eq!(
                silent_until(&nyepi, moment),
                silent.then_some(at(9, 6)),
                "{moment}"
            );
        }
        assert_eq!(silent_until(&[], at(8, 12)), None);
    }

    #[test]
    fn a_deadline_on_nyepi_is_the_day_before() {
        assert_eq!(not_on(&[day(8)], day(8)), day(7));
        assert_eq!(not_on(&[day(8)], day(9)), day(9));
        assert_eq!(not_on(&[day(7), day(8)], day(8)), day(6));
        assert_eq!(deadline(&[day(8)], at(1, 9), 7), at(7, 9));
        assert_eq!(deadline(&[day(8)], at(1, 9), 8), at(9, 9));
        assert_eq!(deadline(&[day(8)], at(1, 3), 8), at(7, 3), "the morning after");
    }

    #[test]
    fn what_would_end_at_once_ends_after_nyepi() {
        assert_eq!(deadline(&[day(8)], at(7, 9), 1), at(9, 9));
        assert_eq!(deadline(&[day(8)], at(7, 3), 1), at(9, 6));
    }

    proptest! {
        #[test]
        fn no_deadline_falls_into_the_silence(hours in 0_i64..400, days in 1_u32..30) {
            let nyepi = [day(8)];
            let now = at(1, 0) + TimeDelta::hours(hours);
            let end = deadline(&nyepi, now, days);
            prop_assert!(silent_until(&nyepi, end).is_none());
            prop_assert!(to_wita(end).date() != day(8));
            prop_assert!(end - now >= TimeDelta::days(1));
        }
    }
}
