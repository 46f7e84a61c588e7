//! The whole part of a sum of fractions, exactly, however large their denominators are.

/// Digits are taken to this base.
const BASE: u64 = 1 << 32;
/// Digits after which what is still undecided is a whole number: nine denominators below 2^32 have a common one
/// below 2^288, so that two different sums differ by more than can be left after ten digits of 32 bits.
const DIGITS: usize = 10;

/// The whole part of the sum of at most nine fractions `(numerator, denominator)`, each of them below 1.
///
/// Written to the base 2^32, the sum is taken digit by digit until it is clear on which side of the next whole number
/// it lies: fractions with a common denominator would need numbers of 300 bits.
pub(super) fn whole_part(fractions: &[(u32, u32)]) -> u64 {
    let most = fractions.len() as u64;
    let mut rest: Vec<(u64, u64)> = fractions
        .iter()
        .map(|(above, below)| (u64::from(*above), u64::from(*below)))
        .collect();
    // What is missing to the next whole number, in units of the last digit; what follows adds less than `most`.
    let (mut whole, mut missing) = (0, 1_i128);
    for digit in 0..DIGITS {
        missing *= i128::from(BASE);
        for (above, below) in &mut rest {
            *above *= BASE;
            missing -= i128::from(*above / *below);
            *above %= *below;
        }
        while digit == 0 && missing <= 0 {
            whole += 1;
            missing += i128::from(BASE);
        }
        if missing <= 0 {
            return whole + 1;
        }
        if missing > i128::from(most) {
            return whole;
        }
    }
    whole + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The plain way: one common denominator.
    fn plainly(fractions: &[(u32, u32)]) -> u64 {
        let common: i128 = fractions.iter().map(|(_, below)| i128::from(*below)).product();
        let above: i128 = fractions
            .iter()
            .map(|(above, below)| i128::from(*above) * (common / i128::from(*below)))
            .sum();
        u64::try_from(above / common).unwrap()
    }

    #[test]
    fn sums_that_are_whole_and_those_just_beside() {
        assert_eq!(whole_part(&[]), 0);
        assert_eq!(whole_part(&[(1, 3), (2, 3)]), 1);
        assert_eq!(whole_part(&[(1, 3), (1, 3), (1, 3), (2, 3), (1, 3)]), 2);
        assert_eq!(whole_part(&[(1, 7), (2, 7), (3, 7)]), 0);
        assert_eq!(whole_part(&[(1, 6), (1, 3), (1, 2)]), 1);
        // By 2^-64 below, and by 2^-64 above 1: the two denominators have no common part.
        let (a, b) = (u32::MAX, u32::MAX - 1);
        assert_eq!(whole_part(&[(1, a), (b - 1, b)]), 0);
        assert_eq!(whole_part(&[(1, b), (a - 1, a)]), 1);
        assert_eq!(whole_part(&[(a - 1, a); 9]), 8);
    }

    proptest! {
        #[test]
        fn it_is_the_plain_one(parts in prop::collection::vec((1u32..10_000, 0u32..10_000), 0..=9)) {
            let fractions: Vec<_> = parts.into_iter().map(|(below, above)| (above % below, below)).collect();
            prop_assert_eq!(whole_part(&fractions), plainly(&fractions));
        }

        #[test]
        fn a_fraction_and_its_complement_are_one(below in 2u32.., above in 1u32..) {
            let above = above % (below - 1) + 1;
            prop_assert_eq!(whole_part(&[(above, below), (below - above, below)]), 1);
            prop_assert_eq!(whole_part(&[(above - 1, below), (below - above, below)]), 0);
        }
    }
}
