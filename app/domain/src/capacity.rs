//! Capacity of a slot: how many people its operators can serve.
//!
//! The study found the operators of OSS to be the bottleneck (two among five in the field), so the
//! capacity follows from them alone. Administrators add nothing.

use crate::part::Part;
use crate::team::{Duty, Training};

/// What counts of a person allotted to a visit, on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allotted {
    /// Only OSS operators serve.
    pub duty: Duty,
    /// Training on that day.
    pub training: Training,
    /// Away on that day.
    pub absent: bool,
    /// Works on that day of the week.
    pub working: bool,
    /// The part of the day; none is the whole day.
    pub part: Option<Part>,
}

/// How fast people are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Service time of one person in minutes.
    pub service_minutes: u32,
    /// Places of each slot kept for walk-ins.
    pub walk_in_places: u32,
    /// What a supervised operator counts of a certified one, in percent, 0 to 100.
    pub supervised_weight: u32,
}

impl Allotted {
    /// What this person counts in a slot of the day, in percent of a certified operator: 0 for who is
    /// away, does not work that day, is not trained, or is not there for the whole slot.
    pub fn weight(&self, slot: Part, supervised_weight: u32) -> u32 {
        let there = self.working && !self.absent && self.part.is_none_or(|part| part.covers(slot));
        match self.training {
            _ if !there || self.duty != Duty::OssOperator => 0,
            Training::Certified => 100,
            Training::Supervised => supervised_weight.min(100),
            Training::Trainee => 0,
        }
    }
}

/// People a slot can serve: Σ over the people allotted of ⌊slot minutes × weight ÷ service minutes⌋,
/// each rounded down alone (see [`Allotted::weight`]), less the places kept for walk-ins; never below 0.
///
/// `service_minutes` of 0 gives 0: nobody is served in no time.
pub fn capacity(pace: &Pace, slot: Part, team: &[Allotted]) -> u32 {
    let each = |person: &Allotted| {
        let minutes = slot.minutes() * person.weight(slot, pace.supervised_weight);
        minutes
            .checked_div(pace.service_minutes.saturating_mul(100))
            .unwrap_or(0)
    };
    let served: u32 = team.iter().map(each).fold(0, u32::saturating_add);
    served.saturating_sub(pace.walk_in_places)
}

/// People booked beyond what can be served.
pub fn surplus(booked: u32, capacity: u32) -> u32 {
    booked.saturating_sub(capacity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const READY: Allotted = Allotted {
        duty: Duty::OssOperator,
        training: Training::Certified,
        absent: false,
        working: true,
        part: None,
    };

    const SUPERVISED: Allotted = Allotted {
        training: Training::Supervised,
        ..READY
    };

    fn pace(service_minutes: u32) -> Pace {
        Pace {
            service_minutes,
            walk_in_places: 0,
            supervised_weight: 0,
        }
    }

    fn slot(minutes: u32) -> Part {
        Part::new(480, 480 + minutes).unwrap()
    }

    #[test]
    fn two_operators_and_three_hours_serve_eighteen() {
        // domain.md 1.5: 2 × 180 ÷ 20 = 18, just above the target of more than 15.
        assert_eq!(capacity(&pace(20), slot(180), &[READY, READY]), 18);
    }

    #[test]
    fn who_is_not_trained_not_there_or_has_another_duty_adds_nothing() {
        let others = [
            Allotted {
                training: Training::Trainee,
                ..READY
            },
            Allotted {
                absent: true,
                ..READY
            },
            Allotted {
                working: false,
                ..READY
            },
            Allotted {
                duty: Duty::Administration,
                ..READY
            },
            SUPERVISED,
        ];
        assert_eq!(capacity(&pace(20), slot(60), &others), 0);
        assert_eq!(capacity(&pace(20), slot(60), &[]), 0);
        let with_one = [&others[..], &[READY]].concat();
        assert_eq!(capacity(&pace(20), slot(60), &with_one), 3);
    }

    #[test]
    fn the_supervised_count_by_their_weight_each_rounded_down() {
        let half = Pace {
            supervised_weight: 50,
            ..pace(20)
        };
        // 60 × 50 % ÷ 20 = 1.5
        assert_eq!(capacity(&half, slot(60), &[SUPERVISED, SUPERVISED]), 2);
        assert_eq!(capacity(&half, slot(60), &[READY, SUPERVISED]), 4);
        let double = Pace {
            supervised_weight: 200,
            ..pace(20)
        };
        assert_eq!(
            capacity(&double, slot(60), &[SUPERVISED]),
            3,
            "never more than certified"
        );
    }

    #[test]
    fn who_is_there_for_a_part_of_the_slot_alone_adds_nothing() {
        let until_nine = Allotted {
            part: Part::new(480, 540),
            ..READY
        };
        assert_eq!(capacity(&pace(20), slot(60), &[until_nine]), 3);
        assert_eq!(capacity(&pace(20), slot(61), &[until_nine]), 0);
    }

    #[test]
    fn a_service_longer_than_the_slot_or_of_no_length_serves_nobody() {
        assert_eq!(capacity(&pace(45), slot(20), &[READY, READY]), 0);
        assert_eq!(capacity(&pace(0), slot(20), &[READY]), 0);
    }

    fn person() -> impl Strategy<Value = Allotted> {
        let training =
            prop::sample::select(vec![Training::Trainee, Training::Supervised, Training::Certified]);
        let duty = prop::sample::select(Duty::ALL.to_vec());
        let part = prop::option::of((400u32..700, 1u32..400));
        (training, duty, any::<bool>(), any::<bool>(), part).prop_map(
            |(training, duty, absent, working, part)| Allotted {
                duty,
                training,
                absent,
                working,
                part: part.and_then(|(from, length)| Part::new(from, from + length)),
            },
        )
    }

    proptest! {
        #[test]
        fn each_operator_is_rounded_down_alone(
            minutes in 1u32..600, service in 1u32..120, weight in 0u32..=100, walk_in in 0u32..9,
            team in prop::collection::vec(person(), 0..9),
        ) {
            let slot = slot(minutes);
            let mut expected = 0i64;
            for person in &team {
                let whole = person.part.is_none_or(|part| part.from() <= 480 && 480 + minutes <= part.until());
                if person.duty != Duty::OssOperator || person.absent || !person.working || !whole {
                    continue;
                }
                expected += match person.training {
                    Training::Certified => i64::from(minutes / service),
                    Training::Supervised => i64::from(minutes * weight / (100 * service)),
                    Training::Trainee => 0,
                };
            }
            let expected = (expected - i64::from(walk_in)).max(0);
            let pace = Pace { service_minutes: service, walk_in_places: walk_in, supervised_weight: weight };
            prop_assert_eq!(i64::from(capacity(&pace, slot, &team)), expected);
        }

        #[test]
        fn one_more_person_never_serves_fewer(
            minutes in 1u32..600, service in 0u32..120, weight in 0u32..=100,
            team in prop::collection::vec(person(), 0..9), one in person(),
        ) {
            let pace = Pace { supervised_weight: weight, ..pace(service) };
            let more = [&team[..], &[one]].concat();
            prop_assert!(capacity(&pace, slot(minutes), &more) >= capacity(&pace, slot(minutes), &team));
        }

        #[test]
        fn surplus_is_what_exceeds(booked in 0u32..100, capacity in 0u32..100) {
            prop_assert_eq!(surplus(booked, capacity) + booked.min(capacity), booked);
        }
    }
}
