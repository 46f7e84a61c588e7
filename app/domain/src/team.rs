//! The people of the programme: their duty, training and working days.

use crate::calendar::weekday_short;
use crate::id::VisitId;
use crate::lang::Lang;
use crate::text::Line;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// What a person does in the programme (the study: five people in the field, two of them for OSS).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// Kepala Dinas.
    AgencyHead,
    /// Kepala Bidang Pelayanan.
    DivisionHead,
    /// Petugas administrasi.
    Administration,
    /// Operator OSS: the only duty that adds capacity.
    #[default]
    OssOperator,
}

impl Duty {
    /// All duties; the one that counts comes first.
    pub const ALL: [Duty; 4] = [
        Duty::OssOperator,
        Duty::Administration,
        Duty::DivisionHead,
        Duty::AgencyHead,
    ];

    /// The name in the database and in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Duty::AgencyHead => "agency-head",
            Duty::DivisionHead => "division-head",
            Duty::Administration => "administration",
            Duty::OssOperator => "oss-operator",
        }
    }

    /// Reads a [`Duty::key`].
    pub fn from_key(key: &str) -> Option<Duty> {
        Duty::ALL.into_iter().find(|duty| duty.key() == key)
    }

    /// The word of the interface.
    pub fn word(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            Duty::AgencyHead => ("Kepala Dinas", "Head of agency"),
            Duty::DivisionHead => ("Kepala Bidang Pelayanan", "Head of division"),
            Duty::Administration => ("Petugas administrasi", "Administration"),
            Duty::OssOperator => ("Operator OSS", "OSS operator"),
        };
        lang.pick(id, en)
    }
}

/// How far a person's training for OSS has come, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Training {
    /// Learns; serves nobody yet.
    Trainee,
    /// Serves under the eyes of a certified operator.
    Supervised,
    /// Holds the certificate.
    Certified,
}

impl Training {
    /// What stands in the books of a person, seen from a day: the certificate counts from its date on.
    pub fn on(day: NaiveDate, certified_on: Option<NaiveDate>, supervised: bool) -> Training {
        match certified_on {
            Some(date) if date <= day => Training::Certified,
            _ if supervised => Training::Supervised,
            _ => Training::Trainee,
        }
    }
}

/// The days of the week on which a person works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingDays([bool; 7]);

impl Default for WorkingDays {
    /// Monday to Friday.
    fn default() -> Self {
        WorkingDays([true, true, true, true, true, false, false])
    }
}

impl WorkingDays {
    /// The week, from Monday.
    pub const WEEK: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];

    /// These days.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> WorkingDays {
        let mut set = [false; 7];
        for day in days {
            if let Some(works) = set.get_mut(day.num_days_from_monday() as usize) {
                *works = true;
            }
        }
        WorkingDays(set)
    }

    /// Whether the person works on this day of the week.
    pub fn holds(self, day: Weekday) -> bool {
        self.0
            .get(day.num_days_from_monday() as usize)
            .is_some_and(|works| *works)
    }

    /// Whether the person works on this date.
    pub fn holds_date(self, date: NaiveDate) -> bool {
        self.holds(date.weekday())
    }

    fn each(self) -> impl Iterator<Item = Weekday> {
        WorkingDays::WEEK.into_iter().filter(move |day| self.holds(*day))
    }

    /// The name in the database: `mon,tue`, in the order of the week; empty for nobody's week.
    pub fn key(self) -> String {
        self.each().map(weekday_key).collect::<Vec<_>>().join(",")
    }

    /// Reads keys such as `mon`, or none where one is unknown.
    pub fn from_keys<'a>(keys: impl IntoIterator<Item = &'a str>) -> Option<WorkingDays> {
        let day = |key: &str| {
            WorkingDays::WEEK
                .into_iter()
                .find(|day| weekday_key(*day) == key.trim())
        };
        let keys = keys.into_iter().filter(|key| !key.trim().is_empty());
        Some(WorkingDays::of(keys.map(day).collect::<Option<Vec<_>>>()?))
    }

    /// Reads a [`WorkingDays::key`].
    pub fn from_key(key: &str) -> Option<WorkingDays> {
        WorkingDays::from_keys(key.split(','))
    }

    /// `Sen, Sel, Rab`.
    pub fn words(self, lang: Lang) -> String {
        self.each()
            .map(|day| weekday_short(day, lang))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// `mon`, `tue`, …: the name of a day of the week in the database and in forms.
pub const fn weekday_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    }
}

/// How a person works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Work {
    /// Duty.
    pub duty: Duty,
    /// Serves under supervision while there is no certificate.
    pub supervised: bool,
    /// Days of the week.
    pub days: WorkingDays,
}

/// A person to add, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Name.
    pub name: Line<80>,
    /// How the person works.
    pub work: Work,
    /// Day of the certificate, if there is one.
    pub certified_on: Option<NaiveDate>,
}

/// A visit to which an absent person is allotted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TouchedVisit {
    /// The visit.
    pub visit: VisitId,
    /// Its village.
    pub village: String,
    /// Its day.
    pub date: NaiveDate,
    /// People booked beyond what can be served there now.
    pub surplus: u32,
}

/// The programme hangs on so few certified operators that one who falls ill stops it (the study: two).
pub const FRAGILE: u32 = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, d).unwrap()
    }

    #[test]
    fn a_certificate_counts_from_its_day_on_and_supervision_until_then() {
        assert_eq!(Training::on(day(10), Some(day(10)), true), Training::Certified);
        assert_eq!(Training::on(day(9), Some(day(10)), true), Training::Supervised);
        assert_eq!(Training::on(day(9), Some(day(10)), false), Training::Trainee);
        assert_eq!(Training::on(day(9), None, true), Training::Supervised);
    }

    #[test]
    fn a_week_is_monday_to_friday_unless_it_is_said() {
        let week = WorkingDays::default();
        assert_eq!(week.key(), "mon,tue,wed,thu,fri");
        assert!(week.holds_date(day(10)) && !week.holds_date(day(13)));
        assert_eq!(week.words(Lang::Id), "Sen, Sel, Rab, Kam, Jum");
        assert_eq!(WorkingDays::from_key("mon,holiday"), None);
        assert_eq!(WorkingDays::from_key(""), Some(WorkingDays::of([])));
    }

    #[test]
    fn keys_of_duties_are_read_back() {
        for duty in Duty::ALL {
            assert_eq!(Duty::from_key(duty.key()), Some(duty));
        }
        assert_eq!(Duty::from_key("driver"), None);
    }

    proptest! {
        #[test]
        fn a_week_is_read_back(days in prop::array::uniform7(any::<bool>())) {
            let week = WorkingDays(days);
            prop_assert_eq!(WorkingDays::from_key(&week.key()), Some(week));
        }
    }
}
