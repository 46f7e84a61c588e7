//! Capacity of a slot: how many people its operators can serve.
//!
//! The study found the operators of OSS to be the bottleneck (two among five in the field), so the
//! capacity follows from them alone. Administrators add nothing.

/// What counts of an operator allotted to a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allotted {
    /// Holds the certificate for OSS.
    pub certified: bool,
    /// Away on the day of the slot.
    pub absent: bool,
}

/// People a slot can serve: Σ over allotted operators who are certified and not absent of
/// ⌊slot minutes ÷ service minutes⌋, less the places kept for walk-ins; never below 0.
///
/// `service_minutes` of 0 gives 0: nobody is served in no time.
pub fn capacity(slot_minutes: u32, service_minutes: u32, team: &[Allotted], walk_in_places: u32) -> u32 {
    let each = slot_minutes.checked_div(service_minutes).unwrap_or(0);
    let serving = team
        .iter()
        .filter(|operator| operator.certified && !operator.absent)
        .count();
    let serving = u32::try_from(serving).unwrap_or(u32::MAX);
    each.saturating_mul(serving).saturating_sub(walk_in_places)
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
        certified: true,
        absent: false,
    };

    #[test]
    fn two_operators_and_three_hours_serve_eighteen() {
        // domain.md 1.5: 2 × 180 ÷ 20 = 18, just above the target of more than 15.
        assert_eq!(capacity(180, 20, &[READY, READY], 0), 18);
    }

    #[test]
    fn the_uncertified_and_the_absent_add_nothing() {
        let trainee = Allotted {
            certified: false,
            absent: false,
        };
        let ill = Allotted {
            certified: true,
            absent: true,
        };
        assert_eq!(capacity(60, 20, &[READY, trainee, ill], 0), 3);
        assert_eq!(capacity(60, 20, &[], 0), 0);
    }

    #[test]
    fn a_service_longer_than_the_slot_or_of_no_length_serves_nobody() {
        assert_eq!(capacity(20, 45, &[READY, READY], 0), 0);
        assert_eq!(capacity(20, 0, &[READY], 0), 0);
    }

    fn team() -> impl Strategy<Value = Vec<Allotted>> {
        prop::collection::vec((any::<bool>(), any::<bool>()), 0..9).prop_map(|all| {
            all.into_iter()
                .map(|(certified, absent)| Allotted { certified, absent })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn each_operator_is_rounded_down_alone(slot in 0u32..600, service in 1u32..120, team in team(), walk_in in 0u32..9) {
            let mut expected = 0i64;
            for operator in &team {
                if operator.certified && !operator.absent {
                    expected += i64::from(slot / service);
                }
            }
            let expected = (expected - i64::from(walk_in)).max(0);
            prop_assert_eq!(i64::from(capacity(slot, service, &team, walk_in)), expected);
        }

        #[test]
        fn one_more_operator_never_serves_fewer(slot in 0u32..600, service in 0u32..120, team in team(), walk_in in 0u32..9) {
            let mut more = team.clone();
            more.push(READY);
            prop_assert!(capacity(slot, service, &more, walk_in) >= capacity(slot, service, &team, walk_in));
        }

        #[test]
        fn surplus_is_what_exceeds(booked in 0u32..100, capacity in 0u32..100) {
            prop_assert_eq!(surplus(booked, capacity) + booked.min(capacity), booked);
        }
    }
}
