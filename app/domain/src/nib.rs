//! The number of a business licence (NIB).

use crate::field::Problem;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Digits of a business number (domain.md 2: 13 digits, no public check digit).
const DIGITS: usize = 13;

/// A business number: 13 digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nib(String);

impl Nib {
    /// Reads a number; blanks, dots and dashes between the digits are left out.
    ///
    /// # Errors
    /// `Missing` or `Digits`.
    pub fn parse(text: &str) -> Result<Nib, Problem> {
        let digits: String = text
            .trim()
            .chars()
            .filter(|sign| !matches!(sign, ' ' | '.' | '-'))
            .collect();
        if digits.is_empty() {
            return Err(Problem::Missing);
        }
        let is_number = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        let needed = DIGITS as u16;
        is_number.then_some(Nib(digits)).ok_or(Problem::Digits { needed })
    }

    /// The same of a field that may stay empty.
    ///
    /// # Errors
    /// As [`Nib::parse`], but an empty text is no number.
    pub fn parse_optional(text: &str) -> Result<Option<Nib>, Problem> {
        match Nib::parse(text) {
            Ok(nib) => Ok(Some(nib)),
            Err(Problem::Missing) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    /// The 13 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Nib {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Nib {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Nib::parse(&text).map_err(|_| "a business number has 13 digits")
    }
}

impl From<Nib> for String {
    fn from(nib: Nib) -> String {
        nib.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_digits_are_a_number_however_they_are_grouped() {
        assert_eq!(
            Nib::parse(" 1203.0000 12-345 ").unwrap().as_str(),
            "1203000012345"
        );
        for bad in ["", "123456789012", "12345678901234", "12345678901a3"] {
            assert!(Nib::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Nib::parse_optional("  "), Ok(None));
    }
}
