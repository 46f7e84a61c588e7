//! Shares and how they are written. A share of nothing is none, never a division by zero and never 0 %.

use crate::lang::Lang;

/// `part` of `whole` in tenths of a percent, rounded half up; none where there is no whole.
pub fn share(part: u64, whole: u64) -> Option<u32> {
    let twice = u128::from(part) * 2_000 + u128::from(whole);
    let tenths = twice.checked_div(2 * u128::from(whole))?;
    Some(u32::try_from(tenths).unwrap_or(u32::MAX))
}

/// A share as it is written: `12,5 %`, `12.5%`.
pub fn share_text(tenths: u32, lang: Lang) -> String {
    match lang {
        Lang::Id => format!("{},{} %", tenths / 10, tenths % 10),
        Lang::En => format!("{}.{}%", tenths / 10, tenths % 10),
    }
}

/// A number with its thousands: `47.160`, `47,160`.
pub fn number_text(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(lang.pick(".", ","));
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_of_nothing_is_none() {
        assert_eq!(share(0, 0), None);
        assert_eq!(share(7, 0), None);
        assert_eq!(share(0, 7), Some(0));
        assert_eq!(share(1, 3), Some(333));
        assert_eq!(share(2, 3), Some(667));
        assert_eq!(share(1, 2_000), Some(1));
        assert_eq!(share(u64::MAX, 1), Some(u32::MAX));
    }

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!(share_text(125, Lang::Id), "12,5 %");
        assert_eq!(share_text(1000, Lang::En), "100.0%");
        assert_eq!(number_text(47_160, Lang::Id), "47.160");
        assert_eq!(number_text(1_234_567, Lang::En), "1,234,567");
        assert_eq!(number_text(0, Lang::Id), "0");
        assert_eq!(number_text(999, Lang::Id), "999");
    }

    proptest! {
        #[test]
        fn a_part_is_never_more_than_all(whole in 1u64.., part in 0u64..) {
            let part = part % whole;
            prop_assert!(share(part, whole).is_some_and(|tenths| tenths <= 1_000));
            prop_assert_eq!(share(whole, whole), Some(1_000));
        }

        #[test]
        fn a_number_keeps_its_digits(number in 0u64..) {
            let digits = number_text(number, Lang::Id).replace('.', "");
            prop_assert_eq!(digits, number.to_string());
        }
    }
}
