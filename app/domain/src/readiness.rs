//! Whether a visit can take place: its countdown, the readiness gate, and when it must be put off or merged.
//!
//! The days of the countdown are settings; their defaults are the study's advice: plan a month ahead, the
//! village's word two weeks before, outreach a week before, a last check three days before.

use crate::lang::Lang;
use crate::nyepi::not_on;
use crate::settings::Settings;
use crate::visit::VisitState;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// What staff tick by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// The village has spread the word, with proof seen.
    Outreach,
    /// The venue has signal.
    Signal,
    /// OSS was opened from the venue, or with its network.
    Oss,
}

impl Check {
    /// All of them.
    pub const ALL: [Check; 3] = [Check::Outreach, Check::Signal, Check::Oss];

    /// The name in the database and in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Check::Outreach => "outreach",
            Check::Signal => "signal",
            Check::Oss => "oss",
        }
    }

    /// Reads a [`Check::key`].
    pub fn from_key(key: &str) -> Option<Check> {
        Check::ALL.into_iter().find(|check| check.key() == key)
    }
}

/// What a visit needs before it is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// The village has said yes.
    Venue,
    /// Operators are allotted who can serve somebody.
    Operators,
    /// What staff tick.
    Check(Check),
}

impl Need {
    /// All of them, in the order of the countdown.
    pub const ALL: [Need; 5] = [
        Need::Venue,
        Need::Operators,
        Need::Check(Check::Outreach),
        Need::Check(Check::Signal),
        Need::Check(Check::Oss),
    ];

    /// The words of the interface for what is needed.
    pub fn word(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            Need::Venue => ("Tempat disetujui desa", "Venue agreed by the village"),
            Need::Operators => ("Operator ditugaskan", "Operators allotted"),
            Need::Check(Check::Outreach) => ("Bukti sosialisasi dilihat", "Proof of outreach seen"),
            Need::Check(Check::Signal) => ("Sinyal di tempat diuji", "Signal at the venue tested"),
            Need::Check(Check::Oss) => ("OSS dicoba dari tempat", "OSS tried from the venue"),
        };
        lang.pick(id, en)
    }
}

/// A stage of the countdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The official letter has gone to the village.
    Letter,
    /// The village has answered.
    Venue,
    /// The word is spread.
    Outreach,
    /// Everything was checked once more.
    Check,
    /// People booked are reminded.
    Reminder,
}

impl Stage {
    /// All of them, by time.
    pub const ALL: [Stage; 5] = [
        Stage::Letter,
        Stage::Venue,
        Stage::Outreach,
        Stage::Check,
        Stage::Reminder,
    ];

    /// Days before the visit, from the settings.
    pub fn days_before(self, settings: &Settings) -> u32 {
        match self {
            Stage::Letter => settings.letter_days,
            Stage::Venue => settings.venue_days,
            Stage::Outreach => settings.outreach_days,
            Stage::Check => settings.check_days,
            Stage::Reminder => settings.reminder_days,
        }
    }

    /// The words of the interface.
    pub fn word(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            Stage::Letter => ("Surat ke desa", "Letter to the village"),
            Stage::Venue => ("Jawaban desa", "Answer of the village"),
            Stage::Outreach => ("Sosialisasi", "Outreach"),
            Stage::Check => ("Pemeriksaan akhir", "Last check"),
            Stage::Reminder => ("Pengingat pendaftar", "Reminder to the people booked"),
        };
        lang.pick(id, en)
    }
}

/// How a stage stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Done.
    Done,
    /// To be done by its day, which has not passed.
    Ahead,
    /// Its day has passed.
    Late,
}

/// A stage with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The stage.
    pub stage: Stage,
    /// Days before the visit.
    pub days_before: u32,
    /// The day by which it must be done.
    pub by: NaiveDate,
    /// How it stands.
    pub standing: Standing,
}

/// What is known of a visit's preparation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its day.
    pub date: NaiveDate,
    /// Its state.
    pub state: VisitState,
    /// People that its team can serve, all slots together.
    pub capacity: u32,
    /// The letter's number is recorded.
    pub letter: bool,
    /// What staff have ticked.
    pub ticked: Vec<Check>,
    /// Staff have seen proof in the outreach log ([`crate::outreach::Coverage::proved`]).
    pub outreach_proved: bool,
}

/// How ready a visit is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    /// What it still needs, in the order of the countdown.
    pub lacks: Vec<Need>,
    /// Its countdown.
    pub countdown: Vec<Due>,
    /// Not ready though the day of the last check has come: postpone it or merge it with another.
    pub needs_rescue: bool,
}

impl Readiness {
    /// Everything is there.
    pub fn is_ready(&self) -> bool {
        self.lacks.is_empty()
    }

    /// Computes it. `quiet` are days on which no deadline may fall (Nyepi, domain.md 4): one that would
    /// falls on the day before.
    pub fn of(facts: &Facts, settings: &Settings, today: NaiveDate, quiet: &[NaiveDate]) -> Readiness {
        let lacks: Vec<Need> = Need::ALL.into_iter().filter(|need| !has(facts, *need)).collect();
        let due = |stage: Stage| {
            let days_before = stage.days_before(settings);
            let by = not_on(quiet, before(facts.date, days_before));
            let standing = if is_done(facts, stage, &lacks, today) {
                Standing::Done
            } else if today <= by {
                Standing::Ahead
            } else {
                Standing::Late
            };
            Due {
                stage,
                days_before,
                by,
                standing,
            }
        };
        let countdown: Vec<Due> = Stage::ALL.into_iter().map(due).collect();
        let check_day = not_on(quiet, before(facts.date, settings.check_days));
        Readiness {
            needs_rescue: awaits_its_day(facts.state)
                && !lacks.is_empty()
                && (check_day..=facts.date).contains(&today),
            lacks,
            countdown,
        }
    }
}

/// Before its day and neither put off nor cancelled.
fn awaits_its_day(state: VisitState) -> bool {
    state.is_before_the_day() && state != VisitState::Postponed
}

fn agreed(state: VisitState) -> bool {
    state.is_public()
}

fn has(facts: &Facts, need: Need) -> bool {
    match need {
        Need::Venue => agreed(facts.state),
        Need::Operators => facts.capacity > 0,
        Need::Check(Check::Outreach) => outreach_seen(facts),
        Need::Check(check) => facts.ticked.contains(&check),
    }
}

/// By the log, or by a member of the office who has seen proof elsewhere.
fn outreach_seen(facts: &Facts) -> bool {
    facts.outreach_proved || facts.ticked.contains(&Check::Outreach)
}

fn is_done(facts: &Facts, stage: Stage, lacks: &[Need], today: NaiveDate) -> bool {
    match stage {
        Stage::Letter => facts.letter,
        Stage::Venue => agreed(facts.state),
        Stage::Outreach => outreach_seen(facts),
        Stage::Check => lacks.is_empty(),
        // The people booked are told by the program; what counts is that the day has begun.
        Stage::Reminder => !awaits_its_day(facts.state) || today >= facts.date,
    }
}

fn before(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_sub_days(Days::new(u64::from(days))).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap()
    }

    fn ready() -> Facts {
        Facts {
            date: day(4, 14),
            state: VisitState::Open,
            capacity: 18,
            letter: true,
            ticked: Check::ALL.to_vec(),
            outreach_proved: false,
        }
    }

    fn of(facts: &Facts, today: NaiveDate) -> Readiness {
        Readiness::of(facts, &Settings::default(), today, &[])
    }

    #[test]
    fn a_visit_is_ready_with_venue_operators_outreach_signal_and_oss() {
        assert!(of(&ready(), day(4, 1)).is_ready());
        let lacking = |change: fn(&mut Facts)| {
            let mut facts = ready();
            change(&mut facts);
            of(&facts, day(4, 1)).lacks
        };
        assert_eq!(
            lacking(|it| it.state = VisitState::AwaitingVillage),
            [Need::Venue]
        );
        assert_eq!(lacking(|it| it.capacity = 0), [Need::Operators]);
        assert_eq!(
            lacking(|it| it.ticked = vec![Check::Signal]),
            [Need::Check(Check::Outreach), Need::Check(Check::Oss)]
        );
    }

    #[test]
    fn proof_in_the_outreach_log_is_as_good_as_the_tick() {
        let mut facts = ready();
        facts.ticked = vec![Check::Signal, Check::Oss];
        assert!(!of(&facts, day(4, 8)).is_ready());
        facts.outreach_proved = true;
        let readiness = of(&facts, day(4, 8));
        assert!(readiness.is_ready());
        assert_eq!(readiness.countdown[2].standing, Standing::Done);
    }

    #[test]
    fn the_countdown_runs_21_14_7_3_1_days_before() {
        let days: Vec<_> = of(&ready(), day(3, 1))
            .countdown
            .iter()
            .map(|due| (due.days_before, due.by))
            .collect();
        assert_eq!(
            days,
            [
                (21, day(3, 24)),
                (14, day(3, 31)),
                (7, day(4, 7)),
                (3, day(4, 11)),
                (1, day(4, 13))
            ]
        );
    }

    #[test]
    fn a_stage_is_late_the_day_after_its_day() {
        let mut facts = ready();
        facts.letter = false;
        let letter = |today| of(&facts, today).countdown[0].standing;
        assert_eq!(letter(day(3, 24)), Standing::Ahead);
        assert_eq!(letter(day(3, 25)), Standing::Late);
        facts.letter = true;
        assert_eq!(of(&facts, day(3, 25)).countdown[0].standing, Standing::Done);
    }

    #[test]
    fn what_is_not_ready_three_days_before_is_to_be_rescued() {
        let mut facts = ready();
        facts.ticked.clear();
        assert!(!of(&facts, day(4, 10)).needs_rescue);
        assert!(of(&facts, day(4, 11)).needs_rescue);
        assert!(of(&facts, day(4, 14)).needs_rescue);
        assert!(!of(&facts, day(4, 15)).needs_rescue);
        facts.state = VisitState::Postponed;
        assert!(!of(&facts, day(4, 11)).needs_rescue, "put off already");
        assert!(!of(&ready(), day(4, 11)).needs_rescue, "ready");
    }

    #[test]
    fn no_deadline_falls_on_nyepi() {
        // Nyepi 2027 is 8 March; three days before 11 March.
        let mut facts = ready();
        facts.date = day(3, 11);
        let quiet = [day(3, 8)];
        let readiness = Readiness::of(&facts, &Settings::default(), day(2, 1), &quiet);
        assert_eq!(readiness.countdown[3].by, day(3, 7));
    }

    #[test]
    fn keys_are_read_back() {
        for check in Check::ALL {
            assert_eq!(Check::from_key(check.key()), Some(check));
        }
    }

    proptest! {
        #[test]
        fn ready_means_that_each_need_is_met(capacity in 0u32..3, ticked in prop::collection::vec(0usize..3, 0..4), state in 0usize..10, ahead in 0i64..40) {
            let facts = Facts {
                capacity,
                state: VisitState::ALL[state],
                ticked: ticked.into_iter().map(|at| Check::ALL[at]).collect(),
                ..ready()
            };
            let today = facts.date - chrono::Duration::days(ahead);
            let readiness = of(&facts, today);
            prop_assert_eq!(readiness.is_ready(), Need::ALL.into_iter().all(|need| has(&facts, need)));
            prop_assert!(!(readiness.is_ready() && readiness.needs_rescue));
            prop_assert!(!(readiness.needs_rescue && ahead > 3));
        }
    }
}
