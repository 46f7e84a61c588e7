//! Numbers of people as everybody may see them: a small group is not counted out (docs/decisions/0026).

use super::number_text;
use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// A number of people, or that there are few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Headcount {
    /// So many; nobody is no small group.
    Number(u32),
    /// At least one, and fewer than this number.
    FewerThan(u32),
}

impl Headcount {
    /// Hides a group of 1 to `small_group` - 1 people.
    pub const fn of(people: u32, small_group: u32) -> Headcount {
        if people > 0 && people < small_group {
            Headcount::FewerThan(small_group)
        } else {
            Headcount::Number(people)
        }
    }

    /// The same, rounded down to whole small groups: what a few people change is not seen.
    pub fn rounded(people: u32, small_group: u32) -> Headcount {
        match Headcount::of(people, small_group) {
            Headcount::Number(people) => {
                Headcount::Number(people - people.checked_rem(small_group).unwrap_or(0))
            }
            few => few,
        }
    }

    /// Adds up what is shown, and nothing else: no hidden number can be computed from the sum. Where nothing but
    /// small groups came, they are fewer than their limits together.
    pub fn sum(parts: impl IntoIterator<Item = Headcount>) -> Headcount {
        let (mut shown, mut limits) = (0u32, 0u32);
        for part in parts {
            match part {
                Headcount::Number(people) => shown = shown.saturating_add(people),
                Headcount::FewerThan(limit) => limits = limits.saturating_add(limit),
            }
        }
        if shown == 0 && limits > 0 {
            Headcount::FewerThan(limits)
        } else {
            Headcount::Number(shown)
        }
    }

    /// The number, where it is shown.
    pub const fn number(self) -> Option<u32> {
        match self {
            Headcount::Number(people) => Some(people),
            Headcount::FewerThan(_) => None,
        }
    }

    /// `18`, `kurang dari 5`.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Headcount::Number(people) => number_text(people.into(), lang),
            Headcount::FewerThan(limit) => [
                lang.pick("kurang dari ", "fewer than "),
                &number_text(limit.into(), lang),
            ]
            .concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Headcount::{FewerThan, Number};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_few_people_are_not_counted_out_and_nobody_is() {
        let shown = [0, 1, 4, 5, 18].map(|people| Headcount::of(people, 5));
        assert_eq!(
            shown,
            [Number(0), FewerThan(5), FewerThan(5), Number(5), Number(18)]
        );
        assert_eq!(shown[1].text(Lang::Id), "kurang dari 5");
        assert_eq!(shown[1].text(Lang::En), "fewer than 5");
        assert_eq!(Number(1_200).text(Lang::Id), "1.200");
    }

    #[test]
    fn rounded_numbers_are_whole_small_groups() {
        let rounded = [0, 3, 5, 9, 10, 23].map(|people| Headcount::rounded(people, 5));
        assert_eq!(
            rounded,
            [
                Number(0),
                FewerThan(5),
                Number(5),
                Number(5),
                Number(10),
                Number(20)
            ]
        );
        assert_eq!(Headcount::rounded(7, 0), Number(7));
    }

    #[test]
    fn a_sum_is_of_what_is_shown() {
        let sum = |parts: &[Headcount]| Headcount::sum(parts.iter().copied());
        assert_eq!(sum(&[]), Number(0));
        assert_eq!(sum(&[Number(18), FewerThan(5), Number(7)]), Number(25));
        assert_eq!(sum(&[FewerThan(5), FewerThan(5), Number(0)]), FewerThan(10));
    }

    proptest! {
        #[test]
        fn no_small_number_is_shown(people in 0u32..100, small_group in 0u32..20) {
            for shown in [Headcount::of(people, small_group), Headcount::rounded(people, small_group)] {
                let number = shown.number().unwrap_or(0);
                prop_assert!(number == 0 || number >= small_group);
                prop_assert!(number <= people && (people > 0 || shown == Number(0)));
            }
        }
    }
}
