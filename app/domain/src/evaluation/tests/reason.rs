//! Likely reasons come from facts, and only where the target was missed.

use crate::evaluation::counts::tests::{bare, some_counts};
use crate::evaluation::*;
use crate::holiday::Warning;
use crate::id::BanjarId;
use crate::lang::Lang;
use crate::outreach::{Banjar, Coverage, Mode, Round, RoundStanding};
use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 10).unwrap()
}

fn few() -> VisitCounts {
    VisitCounts {
        came: Heads {
            booked: 7,
            walk_in: 0,
        },
        capacity: 18,
        service_minutes: 20,
        ..bare(day())
    }
}

fn word(week: (bool, bool), before: (bool, bool), missed: usize) -> Coverage {
    let round = |round, (in_person, online)| RoundStanding {
        round,
        by: day(),
        in_person,
        online,
        over: true,
    };
    let banjar = Banjar {
        id: BanjarId::new(Uuid::nil()),
        name: "Kelod".into(),
    };
    Coverage {
        rounds: vec![round(Round::Week, week), round(Round::DayBefore, before)],
        missed: vec![banjar; missed],
        no_banjar_known: missed == 0,
        proved: false,
    }
}

fn facts<'a>(warnings: &'a [Warning], outreach: Option<&'a Coverage>) -> ReasonFacts<'a> {
    ReasonFacts {
        warnings,
        outreach,
        allotted: 2,
        served: 2,
    }
}

#[test]
fn what_was_lacking_in_outreach_is_said() {
    let both = (true, true);
    for (coverage, lack) in [
        (
            word((false, false), (false, false), 0),
            Some(OutreachLack::Nothing),
        ),
        (
            word((true, false), (true, false), 0),
            Some(OutreachLack::OneWay {
                without: Mode::Online,
            }),
        ),
        (
            word((false, false), (false, true), 0),
            Some(OutreachLack::OneWay {
                without: Mode::InPerson,
            }),
        ),
        (word(both, (true, false), 0), Some(OutreachLack::NotInTime)),
        (word(both, both, 2), Some(OutreachLack::Missed { banjars: 2 })),
        (word(both, both, 0), None),
    ] {
        let found = reasons(&few(), 15, &facts(&[], Some(&coverage)));
        assert_eq!(found, lack.map(Reason::Outreach).into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn only_days_that_keep_people_busy_are_a_reason() {
    let warnings = [Warning::Weekend, Warning::FridayShort, Warning::LunarUnknown];
    let found = reasons(&few(), 15, &facts(&warnings, None));
    assert_eq!(found, [Reason::Calendar(vec![Warning::Weekend])]);
    assert_eq!(reasons(&few(), 15, &facts(&warnings[1..], None)), []);
}

#[test]
fn an_outage_is_decisive_where_its_people_would_have_been_enough() {
    let lost = |minutes: u64| VisitCounts {
        lost_seconds: minutes * 60,
        ..few()
    };
    let outage = |minutes, people, decisive| Reason::Outage {
        minutes,
        people: Some(people),
        decisive,
    };
    assert_eq!(
        reasons(&lost(160), 15, &facts(&[], None)),
        [outage(160, 8, false)]
    );
    assert_eq!(reasons(&lost(180), 15, &facts(&[], None)), [outage(180, 9, true)]);
    let unknown = VisitCounts {
        service_minutes: 0,
        ..lost(180)
    };
    let said = reasons(&unknown, 15, &facts(&[], None))[0].text(Lang::Id);
    assert_eq!(said, "Gangguan OSS: 180 menit operator hilang");
}

#[test]
fn too_few_places_and_absent_operators_are_said() {
    let small = VisitCounts {
        capacity: 15,
        ..few()
    };
    let facts = ReasonFacts {
        served: 1,
        ..facts(&[], None)
    };
    let expected = [
        Reason::Capacity { places: 15 },
        Reason::Operators {
            served: 1,
            allotted: 2,
        },
    ];
    assert_eq!(reasons(&small, 15, &facts), expected);
    // Of a visit before the records neither is known.
    let past = VisitCounts {
        recorded: false,
        attended: Some(7),
        capacity: 0,
        ..few()
    };
    assert_eq!(reasons(&past, 15, &facts), []);
}

proptest! {
    #[test]
    fn a_visit_that_reached_its_target_needs_no_excuse(counts in some_counts(), target in 0u32..300) {
        let nothing = word((false, false), (false, false), 3);
        let facts = ReasonFacts { served: 0, ..facts(&[Warning::Weekend], Some(&nothing)) };
        let found = reasons(&counts, target, &facts);
        prop_assert_eq!(found.is_empty(), counts.came.all() > target);
        for reason in found {
            for lang in [Lang::Id, Lang::En] {
                prop_assert!(!reason.text(lang).is_empty());
            }
        }
    }
}
