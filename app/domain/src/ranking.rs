//! Which village next: points for what is known of each, so that a choice can be explained.
//!
//! The study's third obstacle is that nobody can say why a village was visited and another was not. The
//! ranking proposes; the office decides, and says why where it decides otherwise. What is not known of a
//! village counts neither for nor against it. The words of each score are in `ranking_words`.

use crate::lang::Lang;
use crate::village::Village;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A share in thousandths: nothing, half (what is not known), all.
const NOTHING: u32 = 0;
const NEUTRAL: u32 = 500;
const ALL: u32 = 1000;

/// Businesses without a licence that give all points of that factor: as many as a village has small
/// businesses on average (the study's Table 1: 47,160 in 2022, in 133 villages).
pub const MANY_UNLICENSED: u32 = 350;
/// Thousandths for each month since the last visit, up to [`LONGEST_ABSENCE`]; only never visited is all.
const A_MONTH: u32 = 15;
/// Months since the last visit that are counted: five years.
pub const LONGEST_ABSENCE: u32 = 60;
/// Minutes from the office up to which a village is near: all points.
pub const NEAR_MINUTES: u32 = 15;
/// Minutes from the office from which on there are none.
pub const FAR_MINUTES: u32 = 90;
/// Villages at the head of the ranking that need no reason to become a candidate.
pub const PROPOSED: u32 = 10;

/// Signal of mobile data in a village.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// OSS cannot be reached.
    None,
    /// It comes and goes.
    Weak,
    /// OSS works.
    Good,
}

impl Signal {
    /// From bad to good.
    pub const ALL: [Signal; 3] = [Signal::None, Signal::Weak, Signal::Good];

    /// The name in files, forms and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Signal::None => "none",
            Signal::Weak => "weak",
            Signal::Good => "good",
        }
    }

    /// Reads a [`Signal::key`].
    pub fn from_key(key: &str) -> Option<Signal> {
        Signal::ALL.into_iter().find(|signal| signal.key() == key)
    }

    /// The word of the interface.
    pub fn word(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            Signal::None => ("tidak ada sinyal", "no signal"),
            Signal::Weak => ("sinyal lemah", "weak signal"),
            Signal::Good => ("sinyal baik", "good signal"),
        };
        lang.pick(id, en)
    }
}

/// What the office has found out about a village; each may be unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageFacts {
    /// Estimate of small businesses without a licence.
    pub unlicensed: Option<u32>,
    /// Minutes of travel from the office.
    pub travel_minutes: Option<u32>,
    /// Signal of mobile data.
    pub signal: Option<Signal>,
}

/// People who came to the past visits that were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turnout {
    /// People, all visits together.
    pub people: u32,
    /// Visits, 1 or more.
    pub visits: u32,
}

/// All that a village's points are computed from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// What the office has found out.
    pub facts: VillageFacts,
    /// Day of the last visit that took place, in WITA.
    pub last_visit: Option<NaiveDate>,
    /// Who came to the past ones.
    pub turnout: Option<Turnout>,
    /// People who wait to be told of a visit.
    pub waiting: u32,
    /// The next visit that is planned already; gives no points.
    pub planned: Option<NaiveDate>,
}

/// Most points of each factor, 0 to 100: settings of the office (`rank_unlicensed`, …).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// Businesses without a licence.
    pub unlicensed: u32,
    /// Time since the last visit.
    pub absence: u32,
    /// People who came.
    pub turnout: u32,
    /// People who wait.
    pub interest: u32,
    /// Nearness.
    pub travel: u32,
    /// Signal.
    pub signal: u32,
}

impl Default for Weights {
    /// A hundred together: need first, then what makes a visit succeed.
    fn default() -> Self {
        Weights {
            unlicensed: 30,
            absence: 25,
            turnout: 15,
            interest: 15,
            travel: 10,
            signal: 5,
        }
    }
}

/// What gives points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Factor {
    /// Businesses without a licence.
    Unlicensed,
    /// Time since the last visit.
    Absence,
    /// People who came.
    Turnout,
    /// People who wait.
    Interest,
    /// Nearness.
    Travel,
    /// Signal.
    Signal,
}

impl Factor {
    /// In the order they are shown.
    pub const ALL: [Factor; 6] = [
        Factor::Unlicensed,
        Factor::Absence,
        Factor::Turnout,
        Factor::Interest,
        Factor::Travel,
        Factor::Signal,
    ];

    fn most(self, weights: &Weights) -> u32 {
        match self {
            Factor::Unlicensed => weights.unlicensed,
            Factor::Absence => weights.absence,
            Factor::Turnout => weights.turnout,
            Factor::Interest => weights.interest,
            Factor::Travel => weights.travel,
            Factor::Signal => weights.signal,
        }
    }
}

/// What villages are measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yardstick {
    /// Today in WITA.
    pub today: NaiveDate,
    /// People who should come to a visit.
    pub target: u32,
    /// Most points of each factor.
    pub weights: Weights,
}

/// Points of one factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Of which factor.
    pub factor: Factor,
    /// Points, 0 to `most`.
    pub points: u32,
    /// Most points it could have.
    pub most: u32,
}

/// A village in the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// Place, 1 for the first.
    pub rank: u32,
    /// The village.
    pub village: Village,
    /// What its points come from.
    pub standing: Standing,
    /// Points of each factor, in the order of [`Factor::ALL`].
    pub scores: [Score; 6],
    /// All of them together.
    pub points: u32,
}

impl Ranked {
    /// Whether the ranking does not propose it: a candidate needs a reason.
    pub fn needs_reason(&self) -> bool {
        self.rank > PROPOSED
    }
}

/// Whole months from one day to a later one; 0 where it is not later.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
    let begun = i64::from(to.day() < from.day());
    u32::try_from(months(to) - months(from) - begun).unwrap_or(0)
}

/// `part` of `whole` in thousandths, all at most; all where nothing is asked for.
fn share(part: u64, whole: u64) -> u32 {
    let share = (part * u64::from(ALL)).checked_div(whole);
    share.map_or(ALL, |share| u32::try_from(share).unwrap_or(ALL).min(ALL))
}

fn share_of(factor: Factor, standing: &Standing, by: &Yardstick) -> u32 {
    let known = |fact: Option<u32>, share: fn(u32) -> u32| fact.map_or(NEUTRAL, share);
    match factor {
        Factor::Unlicensed => known(standing.facts.unlicensed, |number| {
            share(number.into(), MANY_UNLICENSED.into())
        }),
        Factor::Absence => standing.last_visit.map_or(ALL, |day| {
            months_between(day, by.today).min(LONGEST_ABSENCE) * A_MONTH
        }),
        Factor::Turnout => standing.turnout.map_or(NEUTRAL, |came| {
            share(
                came.people.into(),
                u64::from(came.visits.max(1)) * u64::from(by.target),
            )
        }),
        Factor::Interest => share(standing.waiting.into(), by.target.into()),
        Factor::Travel => known(standing.facts.travel_minutes, |minutes| {
            let left = FAR_MINUTES.saturating_sub(minutes.max(NEAR_MINUTES));
            share(left.into(), (FAR_MINUTES - NEAR_MINUTES).into())
        }),
        Factor::Signal => match standing.facts.signal {
            Some(Signal::None) => NOTHING,
            Some(Signal::Weak) | None => NEUTRAL,
            Some(Signal::Good) => ALL,
        },
    }
}

/// Points of each factor.
pub fn scores(standing: &Standing, by: &Yardstick) -> [Score; 6] {
    Factor::ALL.map(|factor| {
        let most = factor.most(&by.weights);
        Score {
            factor,
            points: most * share_of(factor, standing, by) / ALL,
            most,
        }
    })
}

/// The ranking: most points first, among equals by code.
pub fn rank(villages: Vec<(Village, Standing)>, by: &Yardstick) -> Vec<Ranked> {
    let mut all: Vec<Ranked> = villages
        .into_iter()
        .map(|(village, standing)| {
            let scores = scores(&standing, by);
            let points = scores.iter().map(|score| score.points).sum();
            Ranked {
                rank: 0,
                village,
                standing,
                scores,
                points,
            }
        })
        .collect();
    all.sort_by(|a, b| (b.points, &a.village.code).cmp(&(a.points, &b.village.code)));
    for (place, ranked) in (1..).zip(&mut all) {
        ranked.rank = place;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::village::VillageCode;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
    }

    fn by() -> Yardstick {
        Yardstick {
            today: today(),
            target: 15,
            weights: Weights::default(),
        }
    }

    fn total(standing: &Standing) -> u32 {
        scores(standing, &by()).iter().map(|score| score.points).sum()
    }

    fn village(number: u32) -> Village {
        Village {
            code: VillageCode::parse(&format!("51.02.06.{number:04}")).unwrap(),
            name: "Desa".into(),
            district: "Kediri".into(),
            aliases: vec![],
        }
    }

    #[test]
    fn what_is_not_known_counts_half_and_never_visited_counts_whole() {
        let points = scores(&Standing::default(), &by()).map(|score| score.points);
        assert_eq!(points, [15, 25, 7, 0, 5, 2]);
    }

    #[test]
    fn gunung_salak_with_25_people_stands_before_meliling_with_2() {
        let visited = |people, year, month, day| Standing {
            last_visit: NaiveDate::from_ymd_opt(year, month, day),
            turnout: Some(Turnout { people, visits: 1 }),
            ..Standing::default()
        };
        let all = vec![
            (village(1), visited(18, 2022, 5, 20)),
            (village(2), visited(7, 2022, 10, 13)),
            (village(3), visited(2, 2023, 5, 17)),
            (village(4), visited(25, 2023, 6, 14)),
            (village(5), Standing::default()),
        ];
        let order: Vec<_> = rank(all, &by())
            .iter()
            .map(|ranked| ranked.village.code.as_str()[12..].to_owned())
            .collect();
        assert_eq!(order, ["1", "5", "4", "2", "3"]);
    }

    #[test]
    fn whole_months() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(months_between(day(2022, 5, 20), day(2022, 6, 19)), 0);
        assert_eq!(months_between(day(2022, 5, 20), day(2022, 6, 20)), 1);
        assert_eq!(months_between(day(2022, 5, 20), today()), 54);
        assert_eq!(months_between(today(), day(2022, 5, 20)), 0);
    }

    #[test]
    fn no_target_divides_by_nothing() {
        let none = Yardstick { target: 0, ..by() };
        let came = Turnout { people: 0, visits: 1 };
        let standing = Standing {
            turnout: Some(came),
            ..Standing::default()
        };
        let points = scores(&standing, &none).map(|score| score.points);
        assert_eq!((points[2], points[3]), (15, 15));
    }

    fn some_facts() -> impl Strategy<Value = VillageFacts> {
        let signal = prop::option::of(prop::sample::select(Signal::ALL.to_vec()));
        (prop::option::of(0u32..2000), prop::option::of(0u32..300), signal).prop_map(
            |(unlicensed, travel_minutes, signal)| VillageFacts {
                unlicensed,
                travel_minutes,
                signal,
            },
        )
    }

    fn some_standing() -> impl Strategy<Value = Standing> {
        (
            some_facts(),
            prop::option::of(0u64..4000),
            prop::option::of((0u32..200, 1u32..9)),
            0u32..60,
        )
            .prop_map(|(facts, days, came, waiting)| Standing {
                facts,
                last_visit: days.map(|days| today() - chrono::Days::new(days)),
                turnout: came.map(|(people, visits)| Turnout { people, visits }),
                waiting,
                planned: None,
            })
    }

    proptest! {
        #[test]
        fn more_of_what_speaks_for_a_village_never_takes_points(it in some_standing(), more in 0u32..500) {
            let before = total(&it);
            let mut better = vec![Standing { waiting: it.waiting + more, ..it }, Standing { last_visit: None, ..it }];
            if let Some(number) = it.facts.unlicensed {
                better.push(Standing { facts: VillageFacts { unlicensed: Some(number + more), ..it.facts }, ..it });
            }
            if let Some(minutes) = it.facts.travel_minutes {
                let nearer = Some(minutes.saturating_sub(more));
                better.push(Standing { facts: VillageFacts { travel_minutes: nearer, ..it.facts }, ..it });
            }
            if it.facts.signal.is_some() {
                better.push(Standing { facts: VillageFacts { signal: Some(Signal::Good), ..it.facts }, ..it });
            }
            if let Some(day) = it.last_visit {
                better.push(Standing { last_visit: Some(day - chrono::Days::new(more.into())), ..it });
            }
            if let Some(came) = it.turnout {
                better.push(Standing { turnout: Some(Turnout { people: came.people + more, ..came }), ..it });
            }
            for other in better {
                prop_assert!(total(&other) >= before, "{other:?}");
            }
        }

        #[test]
        fn no_factor_gives_more_than_its_weight(it in some_standing(), weight in 0u32..=100) {
            let weights = Weights { unlicensed: weight, absence: weight, turnout: weight, interest: weight, travel: weight, signal: weight };
            for score in scores(&it, &Yardstick { weights, ..by() }) {
                prop_assert!(score.points <= score.most && score.most == weight);
            }
        }

        #[test]
        fn the_order_is_one_however_the_villages_come(all in prop::collection::vec(some_standing(), 0..30), turn in 0usize..30) {
            let villages: Vec<_> = (1..).zip(all).map(|(number, it)| (village(number), it)).collect();
            let mut turned = villages.clone();
            if !turned.is_empty() {
                let by = turn % turned.len();
                turned.rotate_left(by);
            }
            let ranked = rank(villages, &by());
            prop_assert_eq!(&rank(turned, &by()), &ranked);
            for (place, pair) in (1..).zip(ranked.windows(2)) {
                prop_assert_eq!(pair[0].rank, place);
                prop_assert!((pair[1].points, &pair[0].village.code) < (pair[0].points, &pair[1].village.code));
            }
        }
    }
}
