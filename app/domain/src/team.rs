//! The people of the programme: their duty, training and working days, and the part of a day each is
//! allotted to a visit.

use crate::calendar::{clock_time, to_wita, weekday_short};
use crate::field::Problem;
use crate::id::{OperatorId, VisitId};
use crate::lang::Lang;
use crate::plan::parse_time;
use crate::text::Line;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc, Weekday};
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

/// A part of a day in WITA: half open, `[from, until)`, in minutes since midnight, `from < until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part {
    from: u32,
    until: u32,
}

/// Minutes of a day.
const DAY: u32 = 24 * 60;

impl Part {
    /// The whole day.
    pub const WHOLE_DAY: Part = Part { from: 0, until: DAY };

    /// From a minute of the day until another; none where the end is not after the start or lies
    /// beyond the day.
    pub const fn new(from: u32, until: u32) -> Option<Part> {
        if from < until && until <= DAY {
            Some(Part { from, until })
        } else {
            None
        }
    }

    /// Between two times of the day.
    pub fn between(from: NaiveTime, until: NaiveTime) -> Option<Part> {
        Part::new(minute(from), minute(until))
    }

    /// The part of its day in Bali that a slot takes; the whole day for what reaches over midnight.
    pub fn of_slot(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Part {
        Part::between(to_wita(starts_at).time(), to_wita(ends_at).time()).unwrap_or(Part::WHOLE_DAY)
    }

    /// First minute.
    pub const fn from(self) -> u32 {
        self.from
    }

    /// The minute after the last.
    pub const fn until(self) -> u32 {
        self.until
    }

    /// How long it is, in minutes.
    pub const fn minutes(self) -> u32 {
        self.until - self.from
    }

    /// Whether all of the other lies in it.
    pub const fn covers(self, other: Part) -> bool {
        self.from <= other.from && other.until <= self.until
    }

    /// Whether they share a minute. Parts that only touch do not.
    pub const fn overlaps(self, other: Part) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// Begin and end as times; the end of the day is its last minute.
    pub fn times(self) -> (NaiveTime, NaiveTime) {
        let time = |minute: u32| {
            let minute = minute.min(DAY - 1);
            NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or(NaiveTime::MIN)
        };
        (time(self.from), time(self.until))
    }

    /// `09.00–10.30`.
    pub fn words(self) -> String {
        let (from, until) = self.times();
        format!("{}–{}", clock_time(from), clock_time(until))
    }
}

fn minute(time: NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

/// What is wrong with the part of the day typed for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartProblem {
    /// One of the two is no time of day, or is not there.
    NotATime,
    /// The end is not after the start.
    EndBeforeStart,
    /// It does not lie inside the hours of the visit.
    OutsideHours,
}

/// Reads the part of the day typed for one person: both empty is the whole day.
///
/// # Errors
/// What is wrong with it. `hours` are those of the visit, if they could be read.
pub fn parse_part(from: &str, until: &str, hours: Option<Part>) -> Result<Option<Part>, PartProblem> {
    if from.trim().is_empty() && until.trim().is_empty() {
        return Ok(None);
    }
    let time = |text| parse_time(text).map_err(|_: Problem| PartProblem::NotATime);
    let part = Part::between(time(from)?, time(until)?).ok_or(PartProblem::EndBeforeStart)?;
    match hours {
        Some(hours) if !hours.covers(part) => Err(PartProblem::OutsideHours),
        _ => Ok(Some(part)),
    }
}

/// The counter of the office on the day of a visit: who of its certified operators could stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeDay {
    /// Certified OSS operators who work that day, are not absent and in no other visit; by name.
    pub free: Vec<OperatorId>,
    /// People who should stay (setting `office_minimum`).
    pub minimum: u32,
}

impl OfficeDay {
    /// People left at the counter when this team drives out.
    pub fn left(&self, team: &[OperatorId]) -> u32 {
        let stays = self.free.iter().filter(|person| !team.contains(person)).count();
        u32::try_from(stays).unwrap_or(u32::MAX)
    }

    /// Whether the team takes somebody from a counter that is then below the minimum: a named member
    /// of the office has to approve it with a reason.
    pub fn needs_reason(&self, team: &[OperatorId]) -> bool {
        let takes = self.free.iter().any(|person| team.contains(person));
        takes && self.left(team) < self.minimum
    }

    /// Who may drive out with the minimum kept, by name: what a new visit proposes.
    pub fn proposal(&self) -> &[OperatorId] {
        let most = self.free.len().saturating_sub(self.minimum as usize);
        self.free.get(..most).unwrap_or(&[])
    }
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
    use uuid::Uuid;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, d).unwrap()
    }

    fn part(from: u32, until: u32) -> Part {
        Part::new(from * 60, until * 60).unwrap()
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

    #[test]
    fn parts_that_touch_do_not_overlap() {
        assert!(!part(8, 10).overlaps(part(10, 11)));
        assert!(part(8, 10).overlaps(part(9, 11)));
        assert!(Part::WHOLE_DAY.overlaps(part(9, 11)));
        assert!(part(8, 10).covers(part(8, 10)) && !part(8, 10).covers(part(9, 11)));
    }

    #[test]
    fn a_part_lies_inside_the_hours_and_ends_after_it_begins() {
        let hours = Some(part(8, 12));
        assert_eq!(parse_part(" ", "", hours), Ok(None));
        assert_eq!(parse_part("08.00", "10:00", hours), Ok(Some(part(8, 10))));
        assert_eq!(
            parse_part("10:00", "08:00", hours),
            Err(PartProblem::EndBeforeStart)
        );
        assert_eq!(
            parse_part("10:00", "10:00", hours),
            Err(PartProblem::EndBeforeStart)
        );
        assert_eq!(
            parse_part("07:00", "10:00", hours),
            Err(PartProblem::OutsideHours)
        );
        assert_eq!(parse_part("08:00", "", hours), Err(PartProblem::NotATime));
        assert_eq!(part(8, 10).words(), "08.00–10.00");
    }

    #[test]
    fn the_counter_asks_for_a_reason_only_where_the_team_empties_it() {
        let people: Vec<_> = (0..3).map(|n| OperatorId::new(Uuid::from_u128(n))).collect();
        let office = |free: usize, minimum| OfficeDay {
            free: people[..free].to_vec(),
            minimum,
        };
        assert_eq!(office(3, 1).left(&people[..2]), 1);
        assert!(!office(3, 1).needs_reason(&people[..2]));
        assert!(office(2, 1).needs_reason(&people[..2]));
        assert!(
            !office(0, 1).needs_reason(&people[..2]),
            "nobody was there to take"
        );
        assert!(!office(2, 0).needs_reason(&people));
        assert_eq!(office(3, 1).proposal(), &people[..2]);
        assert!(office(1, 2).proposal().is_empty());
    }

    proptest! {
        #[test]
        fn a_week_is_read_back(days in prop::array::uniform7(any::<bool>())) {
            let week = WorkingDays(days);
            prop_assert_eq!(WorkingDays::from_key(&week.key()), Some(week));
        }

        #[test]
        fn parts_overlap_where_they_share_a_minute(a in 0u32..40, b in 1u32..40, c in 0u32..40, d in 1u32..40) {
            let (one, other) = (Part::new(a, a + b).unwrap(), Part::new(c, c + d).unwrap());
            let shared = (a..a + b).any(|minute| (c..c + d).contains(&minute));
            prop_assert_eq!(one.overlaps(other), shared);
            prop_assert_eq!(one.covers(other), (c..c + d).all(|minute| (a..a + b).contains(&minute)));
        }

        #[test]
        fn reading_a_part_never_panics(from in ".*", until in ".*") {
            let _ = parse_part(&from, &until, Some(part(8, 12)));
        }
    }
}
