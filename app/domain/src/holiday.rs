//! Holidays, and what the planner is told before a visit is fixed to a date.
//!
//! National holidays and joint leave come as data: a joint ministerial decree (SKB) sets them each
//! year and the office enters them. Balinese days come from [`crate::pawukon`]. The study hints at
//! why this matters: two people came to Meliling on the eve of a national holiday, 7 to 25 came
//! elsewhere. No cause is proven, so the eve is a soft warning.
//!
//! To add a warning: a variant, its severity, its text, one line in [`calendar_warnings`].

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::pawukon::{BalineseDay, balinese_days, is_near_nyepi, lunar_table_ends_before};

/// What the decree calls the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HolidayKind {
    /// Hari libur nasional.
    National,
    /// Cuti bersama: offices of the state are closed.
    JointLeave,
}

/// One line of the table of holidays that the office keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The date in WITA.
    pub date: NaiveDate,
    /// National holiday or joint leave.
    pub kind: HolidayKind,
    /// The name in Indonesian, as in the decree; shown as it is in both languages.
    pub name: String,
    /// Entered before the decree came out: the date may still move.
    pub provisional: bool,
}

impl Holiday {
    /// `Hari libur nasional: Natal`, `Joint leave: Natal`, with a remark while provisional.
    pub fn text(&self, lang: Lang) -> String {
        let what = match self.kind {
            HolidayKind::National => lang.pick("Hari libur nasional", "National holiday"),
            HolidayKind::JointLeave => lang.pick("Cuti bersama", "Joint leave"),
        };
        self.described(what, lang)
    }

    fn described(&self, what: &str, lang: Lang) -> String {
        let remark = lang.pick(" (tanggal sementara)", " (date not final)");
        let remark = if self.provisional { remark } else { "" };
        format!("{what}: {}{remark}", self.name)
    }
}

/// How much a warning weighs; hard sorts before soft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The date is refused unless the head of the division overrules it and gives a reason.
    Hard,
    /// The date is allowed; the planner should think twice and ask the village.
    Soft,
}

/// One reason against a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// A national holiday or joint leave. Hard.
    Holiday(Holiday),
    /// A Balinese day: hard if it is a local holiday (SE Gubernur), else soft.
    Balinese(BalineseDay),
    /// Saturday or Sunday: offices work Monday to Friday (Perpres 21/2023). Hard.
    Weekend,
    /// The day before a national holiday, as when 2 people came to Meliling. Soft.
    DayBefore(Holiday),
    /// Two days before or after Nyepi, see [`is_near_nyepi`]. Soft.
    NearNyepi,
    /// Friday: the break takes 90 minutes (Perpres 21/2023), the afternoon is short. Soft.
    FridayShort,
    /// Nyepi and Siwaratri of that year are not entered yet. Soft.
    LunarUnknown,
}

impl Warning {
    /// Whether the date is refused or only discouraged.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Holiday(_) | Self::Weekend => Severity::Hard,
            Self::Balinese(day) if day.is_local_holiday() => Severity::Hard,
            Self::Balinese(_) | Self::DayBefore(_) | Self::NearNyepi => Severity::Soft,
            Self::FridayShort | Self::LunarUnknown => Severity::Soft,
        }
    }

    /// One short line for the planner, without a full stop.
    pub fn text(&self, lang: Lang) -> String {
        let (id, en) = match self {
            Self::Holiday(holiday) => return holiday.text(lang),
            Self::DayBefore(holiday) => {
                let what = lang.pick("Sehari sebelum hari libur", "Day before a holiday");
                return holiday.described(what, lang);
            }
            Self::Balinese(day) => {
                let about = if day.is_local_holiday() {
                    lang.pick("hari libur lokal Bali", "local holiday in Bali")
                } else {
                    lang.pick(
                        "mungkin ada upacara di desa",
                        "ceremonies are likely in the village",
                    )
                };
                return format!("{}: {about}", day.name(lang));
            }
            Self::Weekend => ("Akhir pekan: bukan hari kerja", "Weekend: not a working day"),
            Self::NearNyepi => (
                "Dua hari dari Nyepi: desa sibuk",
                "Two days from Nyepi: villages are busy",
            ),
            Self::FridayShort => ("Hari Jumat: jam kerja pendek", "Friday: short working hours"),
            Self::LunarUnknown => (
                "Tanggal Nyepi tahun ini belum diisi",
                "Nyepi of this year is not entered yet",
            ),
        };
        lang.pick(id, en).to_owned()
    }
}

/// Every reason against a visit on this WITA date, hard ones first; none for an ordinary day.
///
/// `holidays` may hold any dates in any order; it needs those of `date` and of the day after it.
pub fn calendar_warnings(date: NaiveDate, holidays: &[Holiday]) -> Vec<Warning> {
    let on = |date| holidays.iter().filter(move |holiday| holiday.date == date);
    let mut warnings: Vec<_> = on(date).cloned().map(Warning::Holiday).collect();

    // Nyepi is in the decree and in our table: one line is enough.
    let in_decree = on(date).any(is_nyepi);
    let days = balinese_days(date).into_iter();
    let days = days.filter(|day| !(in_decree && *day == BalineseDay::Nyepi));
    warnings.extend(days.map(Warning::Balinese));

    if let Some(next) = date.succ_opt() {
        let eve = on(next).filter(|holiday| holiday.kind == HolidayKind::National);
        warnings.extend(eve.cloned().map(Warning::DayBefore));
    }
    match date.weekday() {
        Weekday::Sat | Weekday::Sun => warnings.push(Warning::Weekend),
        Weekday::Fri => warnings.push(Warning::FridayShort),
        _ => {}
    }
    if is_near_nyepi(date) {
        warnings.push(Warning::NearNyepi);
    }
    if lunar_table_ends_before(date) {
        warnings.push(Warning::LunarUnknown);
    }
    warnings.sort_by_key(Warning::severity); // stable: the order above holds inside a severity
    warnings
}

/// By name, for another national holiday may fall on the same date and must stay beside it.
fn is_nyepi(holiday: &Holiday) -> bool {
    let name = holiday.name.to_lowercase();
    holiday.kind == HolidayKind::National && (name.contains("nyepi") || name.contains("saka"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn holiday(date: NaiveDate, name: &str) -> Holiday {
        let (kind, name) = (HolidayKind::National, name.to_owned());
        Holiday {
            date,
            kind,
            name,
            provisional: false,
        }
    }

    fn texts(date: NaiveDate, holidays: &[Holiday], lang: Lang) -> Vec<String> {
        let warnings = calendar_warnings(date, holidays);
        warnings.iter().map(|warning| warning.text(lang)).collect()
    }

    fn is_hard(date: NaiveDate) -> bool {
        calendar_warnings(date, &[])
            .first()
            .is_some_and(|warning| warning.severity() == Severity::Hard)
    }

    #[test]
    fn an_ordinary_day_has_no_warning() {
        assert_eq!(calendar_warnings(date(2026, 12, 14), &[]), []);
    }

    #[test]
    fn local_holidays_are_hard_without_any_data() {
        for day in [
            (2026, 6, 16),
            (2027, 1, 12),
            (2027, 1, 6),
            (2027, 3, 7),
            (2027, 3, 8),
            (2027, 3, 9),
        ] {
            assert!(is_hard(date(day.0, day.1, day.2)), "{day:?}");
        }
        assert!(
            is_hard(date(2026, 12, 12)) && is_hard(date(2026, 12, 13)),
            "weekend"
        );
        assert!(
            !is_hard(date(2026, 12, 11)) && !is_hard(date(2026, 12, 23)),
            "Friday, Purnama"
        );
    }

    #[test]
    fn an_eve_like_the_one_at_meliling_is_warned_of() {
        let kenaikan = [holiday(date(2023, 5, 18), "Kenaikan Yesus Kristus")];
        let day = date(2023, 5, 17);
        assert_eq!(
            texts(day, &kenaikan, Lang::Id),
            ["Sehari sebelum hari libur: Kenaikan Yesus Kristus"]
        );
        assert_eq!(calendar_warnings(day, &kenaikan)[0].severity(), Severity::Soft);
    }

    #[test]
    fn nyepi_appears_once_and_another_holiday_stays() {
        let nyepi = date(2027, 3, 8);
        let holidays = [holiday(nyepi, "Hari Suci Nyepi (Tahun Baru Saka 1949)")];
        assert_eq!(
            calendar_warnings(nyepi, &holidays),
            [Warning::Holiday(holidays[0].clone())]
        );
        let other = [holiday(nyepi, "Pemilihan Umum")];
        assert_eq!(calendar_warnings(nyepi, &other).len(), 2);
    }

    #[test]
    fn hard_comes_before_soft() {
        let mut leave = holiday(date(2026, 12, 24), "Natal");
        leave.kind = HolidayKind::JointLeave;
        let mut holidays = [holiday(date(2026, 12, 25), "Natal"), leave];
        assert_eq!(
            texts(date(2026, 12, 24), &holidays, Lang::Id),
            ["Cuti bersama: Natal", "Sehari sebelum hari libur: Natal"]
        );
        holidays[0].provisional = true;
        assert_eq!(
            texts(date(2026, 12, 25), &holidays, Lang::En),
            [
                "National holiday: Natal (date not final)",
                "Friday: short working hours"
            ]
        );
        assert_eq!(
            texts(date(2026, 12, 23), &holidays, Lang::Id),
            ["Purnama: mungkin ada upacara di desa"]
        );
        assert_eq!(
            texts(date(2026, 6, 16), &[], Lang::Id),
            ["Penampahan Galungan: hari libur lokal Bali"]
        );
    }

    #[test]
    fn what_is_near_or_unknown_is_soft() {
        for (day, warning) in [
            (date(2026, 3, 17), Warning::NearNyepi),
            (date(2027, 3, 10), Warning::NearNyepi),
            (date(2029, 3, 14), Warning::LunarUnknown),
        ] {
            assert_eq!(warning.severity(), Severity::Soft);
            assert_eq!(calendar_warnings(day, &[]), [warning]);
        }
    }

    proptest! {
        #[test]
        fn hard_ones_are_first_and_texts_are_short(days in 0_u64..3_000) {
            let day = date(2024, 1, 1) + chrono::Days::new(days);
            let warnings = calendar_warnings(day, &[holiday(day, "A"), holiday(day.succ_opt().unwrap(), "B")]);
            prop_assert!(warnings.is_sorted_by_key(Warning::severity));
            for text in warnings.iter().flat_map(|w| [w.text(Lang::Id), w.text(Lang::En)]) {
                prop_assert!((1..=80).contains(&text.len()));
            }
        }
    }
}
