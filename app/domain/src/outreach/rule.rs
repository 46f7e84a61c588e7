//! When the word is spread enough: in person and online, a week before and again the day before, in each banjar
//! (edge-cases R3). The days are the settings `outreach_days` and `reminder_days`.

use super::{Banjar, Mode, OutreachChannel, Verdict};
use crate::id::BanjarId;
use crate::lang::keyed;
use crate::nyepi::not_on;
use crate::settings::Settings;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

keyed! {
    /// The word is spread twice.
    Round {
        /// A week before the visit, so that people can plan.
        Week = "week", "Sepekan sebelumnya", "A week before";
        /// The day before, so that nobody forgets.
        DayBefore = "day-before", "Sehari sebelumnya", "The day before";
    }
}

/// What one entry of the log tells the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How.
    pub channel: OutreachChannel,
    /// When.
    pub date: NaiveDate,
    /// In which banjar; none: for the whole village.
    pub banjars: Vec<BanjarId>,
    /// What staff say.
    pub verdict: Option<Verdict>,
}

/// How a round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundStanding {
    /// Which.
    pub round: Round,
    /// The last day on which it counts.
    pub by: NaiveDate,
    /// Something was done where people are.
    pub in_person: bool,
    /// Something was done online.
    pub online: bool,
    /// Its day has passed.
    pub over: bool,
}

impl RoundStanding {
    /// Both ways were used in time.
    pub fn is_met(&self) -> bool {
        self.in_person && self.online
    }
}

/// How far the word has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The two rounds, by time.
    pub rounds: Vec<RoundStanding>,
    /// Banjar in which nothing was done yet, by name.
    pub missed: Vec<Banjar>,
    /// Nobody has named the banjar of the village yet.
    pub no_banjar_known: bool,
    /// Staff have seen proof of both ways, and of every banjar.
    pub proved: bool,
}

/// Computes it. Entries that staff have rejected do not count. Something for the whole village reaches no banjar in
/// particular. No deadline falls on a day of `quiet` (Nyepi).
pub fn coverage(
    date: NaiveDate,
    settings: &Settings,
    quiet: &[NaiveDate],
    banjars: &[Banjar],
    told: &[Told],
    today: NaiveDate,
) -> Coverage {
    let counted: Vec<&Told> = told
        .iter()
        .filter(|it| it.verdict != Some(Verdict::Rejected) && it.date <= date)
        .collect();
    let by = |days: u32| {
        let plain = date.checked_sub_days(Days::new(u64::from(days))).unwrap_or(date);
        not_on(quiet, plain)
    };
    let (week, before) = (by(settings.outreach_days), by(settings.reminder_days));
    let standing = |round, after: NaiveDate, by: NaiveDate| {
        let done = |mode| {
            counted
                .iter()
                .any(|it| it.channel.mode() == mode && it.date > after && it.date <= by)
        };
        RoundStanding {
            round,
            by,
            in_person: done(Mode::InPerson),
            online: done(Mode::Online),
            over: today > by,
        }
    };
    let verified: Vec<&Told> = counted
        .iter()
        .copied()
        .filter(|it| it.verdict == Some(Verdict::Verified))
        .collect();
    let reached = |by: &[&Told], banjar: &Banjar| by.iter().any(|it| it.banjars.contains(&banjar.id));
    let seen = |mode| verified.iter().any(|it| it.channel.mode() == mode);
    let missed = banjars.iter().filter(|banjar| !reached(&counted, banjar));
    Coverage {
        rounds: vec![
            standing(Round::Week, NaiveDate::MIN, week),
            standing(Round::DayBefore, week, before),
        ],
        missed: missed.cloned().collect(),
        no_banjar_known: banjars.is_empty(),
        proved: !banjars.is_empty()
            && seen(Mode::InPerson)
            && seen(Mode::Online)
            && banjars.iter().all(|banjar| reached(&verified, banjar)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, d).unwrap()
    }

    fn banjar(number: u128) -> Banjar {
        Banjar {
            id: BanjarId::new(Uuid::from_u128(number)),
            name: format!("Banjar {number}"),
        }
    }

    fn told(channel: OutreachChannel, date: u32, banjars: &[u128]) -> Told {
        Told {
            channel,
            date: day(date),
            banjars: banjars.iter().map(|number| banjar(*number).id).collect(),
            verdict: None,
        }
    }

    /// The visit is on 20 June; the rounds end on the 13th and on the 19th.
    fn of(told: &[Told], today: u32) -> Coverage {
        let banjars = [banjar(1), banjar(2)];
        coverage(day(20), &Settings::default(), &[], &banjars, told, day(today))
    }

    #[test]
    fn a_round_needs_both_ways_in_its_own_days() {
        use OutreachChannel as C;
        let late = of(&[told(C::Meeting, 13, &[1]), told(C::BanjarGroup, 14, &[1])], 14);
        let met: Vec<_> = late
            .rounds
            .iter()
            .map(|it| (it.by, it.in_person, it.online, it.over))
            .collect();
        assert_eq!(met, [(day(13), true, false, true), (day(19), false, true, false)]);
        let both = of(
            &[
                told(C::Poster, 1, &[1]),
                told(C::SocialMedia, 13, &[]),
                told(C::Loudspeaker, 19, &[2]),
                told(C::BanjarGroup, 19, &[2]),
            ],
            19,
        );
        assert!(both.rounds.iter().all(RoundStanding::is_met));
    }

    #[test]
    fn a_banjar_is_reached_by_what_was_done_in_it_alone() {
        use OutreachChannel as C;
        let names = |told: &[Told]| {
            of(told, 10)
                .missed
                .into_iter()
                .map(|it| it.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&[told(C::SocialMedia, 9, &[])]), ["Banjar 1", "Banjar 2"]);
        assert_eq!(names(&[told(C::Pkk, 9, &[1])]), ["Banjar 2"]);
        assert!(names(&[told(C::Pkk, 9, &[1, 2])]).is_empty());
    }

    #[test]
    fn only_what_staff_have_seen_is_proof_and_what_they_reject_does_not_count() {
        use OutreachChannel as C;
        let mut all = vec![told(C::Pkk, 9, &[1, 2]), told(C::BanjarGroup, 9, &[1])];
        assert!(!of(&all, 10).proved);
        for each in &mut all {
            each.verdict = Some(Verdict::Verified);
        }
        assert!(of(&all, 10).proved);
        all[0].verdict = Some(Verdict::Rejected);
        let coverage = of(&all, 10);
        assert!(!coverage.proved && !coverage.rounds[0].in_person);
        assert_eq!(coverage.missed.len(), 1);
    }

    #[test]
    fn nothing_is_proved_of_a_village_whose_banjar_nobody_named() {
        let mut one = told(OutreachChannel::Pkk, 9, &[]);
        one.verdict = Some(Verdict::Verified);
        let mut two = one.clone();
        two.channel = OutreachChannel::SocialMedia;
        let told = [one, two];
        let coverage = coverage(day(20), &Settings::default(), &[], &[], &told, day(10));
        assert!(coverage.no_banjar_known && !coverage.proved);
    }

    #[test]
    fn no_round_ends_on_nyepi() {
        let coverage = coverage(day(20), &Settings::default(), &[day(13)], &[], &[], day(10));
        assert_eq!(coverage.rounds[0].by, day(12));
    }

    proptest! {
        #[test]
        fn proof_means_that_no_banjar_is_missed(entries in prop::collection::vec((0usize..7, 1u32..25, 0u128..4, 0usize..3), 0..12)) {
            let all: Vec<Told> = entries.into_iter().map(|(channel, date, where_, verdict)| Told {
                verdict: [None, Some(Verdict::Verified), Some(Verdict::Rejected)][verdict],
                ..told(OutreachChannel::ALL[channel], date, &[where_])
            }).collect();
            let coverage = of(&all, 20);
            prop_assert!(!coverage.proved || coverage.missed.is_empty());
            // One more entry never takes anything away.
            let mut more = all.clone();
            more.push(told(OutreachChannel::Meeting, 5, &[1]));
            let more = of(&more, 20);
            prop_assert!(more.missed.len() <= coverage.missed.len());
            prop_assert!(more.proved == coverage.proved);
            for (before, after) in coverage.rounds.iter().zip(&more.rounds) {
                prop_assert!(!before.is_met() || after.is_met());
            }
        }
    }
}
