//! Holidays, and what the planner is told before a visit is fixed to a date.
//!
//! National holidays and joint leave come as data: a joint ministerial decree (SKB) sets them each
//! year and the office enters them. Balinese days come from [`crate::pawukon`] and [`crate::lunar`],
//! feasts of a village's temples from [`crate::odalan`]. The study hints at
//! why this matters: two people came to Meliling on the eve of a national holiday, 7 to 25 came
//! elsewhere. No cause is proven, so the eve is a soft warning.
//!
//! To add a warning: a variant, its severity, its text, one line in [`calendar_warnings`].

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use crate::calendar::clock_time;
use crate::lang::Lang;
use crate::lunar::{LunarDay, LunarKind};
use crate::odalan::{Near, Odalan};
use crate::pawukon::{BalineseDay, balinese_days, is_near_nyepi};

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

impl HolidayKind {
    /// Both.
    pub const ALL: [HolidayKind; 2] = [HolidayKind::National, HolidayKind::JointLeave];

    /// The name in the database and in forms.
    pub const fn key(self) -> &'static str {
        match self {
            HolidayKind::National => "national",
            HolidayKind::JointLeave => "joint-leave",
        }
    }

    /// Reads a [`HolidayKind::key`].
    pub fn from_key(key: &str) -> Option<HolidayKind> {
        HolidayKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The words of the interface.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            HolidayKind::National => lang.pick("Hari libur nasional", "National holiday"),
            HolidayKind::JointLeave => lang.pick("Cuti bersama", "Joint leave"),
        }
    }
}

impl Holiday {
    /// `Hari libur nasional: Natal`, `Joint leave: Natal`, with a remark while provisional.
    pub fn text(&self, lang: Lang) -> String {
        self.described(self.kind.word(lang), lang)
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
    /// A Friday on which the visit ends after the office closes. Soft.
    FridayLate {
        /// When the office closes, WITA.
        closes_at: NaiveTime,
    },
    /// The feast of a temple of the village, or the day next to it. Soft.
    Odalan {
        /// Name of the temple.
        name: String,
        /// How the date stands to it.
        near: Near,
    },
    /// Nyepi of that year is not entered yet: that the calendar is silent proves nothing. Soft.
    LunarUnknown,
}

impl Warning {
    /// Whether the date is refused or only discouraged.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Holiday(_) | Self::Weekend => Severity::Hard,
            Self::Balinese(day) if day.is_local_holiday() => Severity::Hard,
            Self::Balinese(_) | Self::DayBefore(_) | Self::NearNyepi => Severity::Soft,
            Self::FridayShort | Self::FridayLate { .. } | Self::Odalan { .. } => Severity::Soft,
            Self::LunarUnknown => Severity::Soft,
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
            Self::FridayLate { closes_at } => {
                let end = clock_time(*closes_at);
                return match lang {
                    Lang::Id => format!("Hari Jumat: pelayanan sebaiknya selesai pukul {end} WITA"),
                    Lang::En => format!("Friday: service should end by {end} WITA"),
                };
            }
            Self::Odalan { name, near } => {
                let what = match near {
                    Near::Before => lang.pick("Sehari sebelum odalan", "Day before the temple feast"),
                    Near::On => lang.pick("Odalan di desa ini", "Temple feast in this village"),
                    Near::After => lang.pick("Sehari sesudah odalan", "Day after the temple feast"),
                };
                return format!("{what}: {name}");
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

/// What is entered about a time: any dates in any order. For a date it needs its whole year, and the days
/// next to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Almanac {
    /// National holidays and joint leave.
    pub holidays: Vec<Holiday>,
    /// Days of the lunar calendar.
    pub lunar: Vec<LunarDay>,
}

impl Almanac {
    /// Days of Nyepi by date: those of the lunar table, and those of the decree.
    pub fn nyepi(&self) -> Vec<NaiveDate> {
        let table = self.lunar.iter().filter(|day| day.kind == LunarKind::Nyepi);
        let decree = self.holidays.iter().filter(|holiday| is_nyepi(holiday));
        let mut days: Vec<_> = table
            .map(|day| day.date)
            .chain(decree.map(|holiday| holiday.date))
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The lunar table with the Nyepi of the decree in it.
    fn lunar_days(&self) -> Vec<LunarDay> {
        let kind = LunarKind::Nyepi;
        let nyepi = self.nyepi().into_iter().map(|date| LunarDay { date, kind });
        let rest = self.lunar.iter().filter(|day| day.kind != kind).copied();
        nyepi.chain(rest).collect()
    }
}

/// What is known of a plan beside its date.
#[derive(Debug, Clone, Copy)]
pub struct PlanDay<'a> {
    /// Its date, in WITA.
    pub date: NaiveDate,
    /// When it ends, in WITA, if that is known.
    pub ends_at: Option<NaiveTime>,
    /// When the office closes on Fridays, in WITA.
    pub friday_closes_at: NaiveTime,
    /// The temple feasts of its village.
    pub odalan: &'a [Odalan],
}

/// Every reason against a plan, hard ones first: those of its date, its village's feasts, and in the place
/// of a remark on Fridays whether it ends too late on one.
pub fn plan_warnings(plan: &PlanDay, almanac: &Almanac) -> Vec<Warning> {
    let mut warnings = calendar_warnings(plan.date, almanac);
    if let Some(ends_at) = plan.ends_at
        && plan.date.weekday() == Weekday::Fri
    {
        warnings.retain(|warning| *warning != Warning::FridayShort);
        let closes_at = plan.friday_closes_at;
        if ends_at > closes_at {
            warnings.push(Warning::FridayLate { closes_at });
        }
    }
    let feast = |odalan: &Odalan| {
        let near = odalan.near(plan.date)?;
        let name = odalan.name.clone();
        Some(Warning::Odalan { name, near })
    };
    // All of these are soft: they follow the hard ones.
    warnings.extend(plan.odalan.iter().filter_map(feast));
    warnings
}

/// Every reason against a visit on this WITA date, hard ones first; none for an ordinary day.
pub fn calendar_warnings(date: NaiveDate, almanac: &Almanac) -> Vec<Warning> {
    let (holidays, lunar) = (&almanac.holidays, almanac.lunar_days());
    let on = |date| holidays.iter().filter(move |holiday| holiday.date == date);
    let mut warnings: Vec<_> = on(date).cloned().map(Warning::Holiday).collect();

    // Nyepi is in the decree and among the Balinese days: one line is enough.
    let in_decree = on(date).any(is_nyepi);
    let days = balinese_days(date, &lunar).into_iter();
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
    if is_near_nyepi(date, &lunar) {
        warnings.push(Warning::NearNyepi);
    }
    let has_nyepi = |day: &LunarDay| day.kind == LunarKind::Nyepi && day.date.year() == date.year();
    if !lunar.iter().any(has_nyepi) {
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

    /// The table that comes with the program, and these holidays.
    fn almanac(holidays: &[Holiday]) -> Almanac {
        Almanac {
            holidays: holidays.to_vec(),
            lunar: crate::pawukon::seed(),
        }
    }

    fn texts(date: NaiveDate, holidays: &[Holiday], lang: Lang) -> Vec<String> {
        let warnings = calendar_warnings(date, &almanac(holidays));
        warnings.iter().map(|warning| warning.text(lang)).collect()
    }

    fn is_hard(date: NaiveDate) -> bool {
        calendar_warnings(date, &almanac(&[]))
            .first()
            .is_some_and(|warning| warning.severity() == Severity::Hard)
    }

    #[test]
    fn an_ordinary_day_has_no_warning() {
        assert_eq!(calendar_warnings(date(2026, 12, 14), &almanac(&[])), []);
    }

    #[test]
    fn local_holidays_are_hard_though_no_decree_names_them() {
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
        let kenaikan = [
            holiday(date(2023, 5, 18), "Kenaikan Yesus Kristus"),
            holiday(date(2023, 3, 22), "Nyepi"),
        ];
        let day = date(2023, 5, 17);
        assert_eq!(
            texts(day, &kenaikan, Lang::Id),
            ["Sehari sebelum hari libur: Kenaikan Yesus Kristus"]
        );
        assert_eq!(
            calendar_warnings(day, &almanac(&kenaikan))[0].severity(),
            Severity::Soft
        );
    }

    #[test]
    fn nyepi_appears_once_and_another_holiday_stays() {
        let nyepi = date(2027, 3, 8);
        let holidays = [holiday(nyepi, "Hari Suci Nyepi (Tahun Baru Saka 1949)")];
        assert_eq!(
            calendar_warnings(nyepi, &almanac(&holidays)),
            [Warning::Holiday(holidays[0].clone())]
        );
        let other = [holiday(nyepi, "Pemilihan Umum")];
        assert_eq!(calendar_warnings(nyepi, &almanac(&other)).len(), 2);
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
            assert_eq!(calendar_warnings(day, &almanac(&[])), [warning]);
        }
    }

    #[test]
    fn nyepi_of_the_decree_counts_like_one_of_the_table() {
        let decree = Almanac {
            holidays: vec![holiday(date(2029, 3, 15), "Nyepi")],
            lunar: Vec::new(),
        };
        assert_eq!(decree.nyepi(), [date(2029, 3, 15)]);
        let eve = calendar_warnings(date(2029, 3, 14), &decree);
        assert_eq!(eve[0], Warning::Balinese(BalineseDay::TawurKesanga));
        assert!(!eve.contains(&Warning::LunarUnknown));
        let unknown = calendar_warnings(date(2029, 3, 14), &Almanac::default());
        assert_eq!(unknown, [Warning::LunarUnknown]);
        assert_eq!(unknown[0].text(Lang::Id), "Tanggal Nyepi tahun ini belum diisi");
    }

    #[test]
    fn a_friday_is_warned_of_where_the_plan_ends_after_the_office_closes() {
        let closes_at = NaiveTime::from_hms_opt(11, 0, 0).unwrap();
        let on = |date, ends_at| {
            let plan = PlanDay {
                date,
                ends_at,
                friday_closes_at: closes_at,
                odalan: &[],
            };
            plan_warnings(&plan, &almanac(&[]))
        };
        let friday = date(2026, 12, 11);
        let half_past = NaiveTime::from_hms_opt(11, 30, 0);
        assert_eq!(on(friday, None), [Warning::FridayShort]);
        assert_eq!(on(friday, Some(closes_at)), []);
        assert_eq!(on(friday, half_past), [Warning::FridayLate { closes_at }]);
        assert_eq!(
            on(friday, half_past)[0].text(Lang::Id),
            "Hari Jumat: pelayanan sebaiknya selesai pukul 11.00 WITA"
        );
        assert_eq!(on(date(2026, 12, 10), half_past), []);
    }

    #[test]
    fn an_odalan_warns_softly_on_its_day_and_the_days_next_to_it() {
        let feast = [Odalan {
            id: crate::id::OdalanId::new(uuid::Uuid::nil()),
            name: "Pura Desa".into(),
            kind: crate::odalan::OdalanKind::Pawukon,
            date: date(2026, 12, 15),
        }];
        let texts = |day| {
            let plan = PlanDay {
                date: day,
                ends_at: None,
                friday_closes_at: NaiveTime::MIN,
                odalan: &feast,
            };
            let warnings = plan_warnings(&plan, &almanac(&[]));
            assert!(warnings.iter().all(|it| it.severity() == Severity::Soft));
            warnings.iter().map(|it| it.text(Lang::Id)).collect::<Vec<_>>()
        };
        assert_eq!(texts(date(2026, 12, 14)), ["Sehari sebelum odalan: Pura Desa"]);
        assert_eq!(texts(date(2026, 12, 15)), ["Odalan di desa ini: Pura Desa"]);
        assert_eq!(texts(date(2026, 12, 16)), ["Sehari sesudah odalan: Pura Desa"]);
        assert!(texts(date(2026, 12, 17)).is_empty());
    }

    proptest! {
        #[test]
        fn hard_ones_are_first_and_texts_are_short(days in 0_u64..3_000) {
            let day = date(2024, 1, 1) + chrono::Days::new(days);
            let warnings = calendar_warnings(day, &almanac(&[holiday(day, "A"), holiday(day.succ_opt().unwrap(), "B")]));
            prop_assert!(warnings.is_sorted_by_key(Warning::severity));
            for text in warnings.iter().flat_map(|w| [w.text(Lang::Id), w.text(Lang::En)]) {
                prop_assert!((1..=80).contains(&text.len()));
            }
        }
    }
}
