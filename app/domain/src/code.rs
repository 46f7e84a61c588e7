//! The code of a booking (kode antrean), as in `T7K4Q`.
//!
//! It is read aloud, copied from a screen to paper and typed on old phones, so it has no signs
//! that look alike: `0`/`O`, `1`/`I`/`L` are left out. With the phone number it opens a booking;
//! alone it opens nothing, so it may stand on a list at the venue.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Signs a code is made of: A-Z and 2-9 without I, L, O. 31 of them.
const ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/// Signs in a code.
const LENGTH: usize = 5;

/// A booking code: five signs out of 31, 28,629,151 codes in all.
///
/// Random, not counted, so that a code tells neither how many booked nor who is next. The store
/// keeps codes unique and draws again on a clash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BookingCode([u8; LENGTH]);

/// Why a text is not a booking code.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum CodeError {
    /// All signs are good, but there are not five of them.
    #[error("a booking code has 5 signs, not {found}")]
    Length {
        /// Signs given, blanks and dashes not counted; 255 also stands for more.
        found: u8,
    },
    /// A sign that no code has; often one of the look-alikes `0 O 1 I L`.
    #[error("no booking code has the sign {found:?}")]
    Character {
        /// The first such sign, as it was typed.
        found: char,
    },
}

impl BookingCode {
    /// How many different codes there are: 31 to the power of 5.
    pub const COUNT: u64 = (ALPHABET.len() as u64).pow(LENGTH as u32);

    /// Makes a code of a random number; the caller brings the randomness, from a source that
    /// nobody can guess.
    ///
    /// Any number will do: the rest of the division by [`Self::COUNT`] is taken. With 64 random
    /// bits a code is favoured by less than one part in 10¹¹, which nobody can use.
    pub fn from_random(value: u64) -> Self {
        let mut rest = value % Self::COUNT;
        Self(std::array::from_fn(|_| {
            let sign = ALPHABET[(rest % ALPHABET.len() as u64) as usize];
            rest /= ALPHABET.len() as u64;
            sign
        }))
    }

    /// Reads a code as people type it: capitals or not, blanks and dashes anywhere.
    ///
    /// # Errors
    /// [`CodeError::Character`] for the first sign no code has, else [`CodeError::Length`].
    /// Look-alikes are refused, not guessed: a wrong guess could be the code of another person.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let mut code = [0; LENGTH];
        let mut found = 0_usize;
        for c in text.chars() {
            if c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}') {
                continue;
            }
            let sign = u8::try_from(c.to_ascii_uppercase())
                .ok()
                .filter(|sign| ALPHABET.contains(sign))
                .ok_or(CodeError::Character { found: c })?;
            if let Some(place) = code.get_mut(found) {
                *place = sign;
            }
            found += 1;
        }
        if found != LENGTH {
            return Err(CodeError::Length {
                found: u8::try_from(found).unwrap_or(u8::MAX),
            });
        }
        Ok(Self(code))
    }
}

impl fmt::Display for BookingCode {
    /// Five capitals and digits without a blank: `T7K4Q`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = self.0.iter().copied().map(char::from).collect();
        f.pad(&text)
    }
}

impl fmt::Debug for BookingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BookingCode({self})")
    }
}

impl TryFrom<String> for BookingCode {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        Self::parse(&text)
    }
}

impl From<BookingCode> for String {
    fn from(code: BookingCode) -> Self {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::de::value::{Error as ValueError, StrDeserializer};
    use std::collections::HashSet;

    #[test]
    fn the_alphabet_has_no_look_alikes_and_no_twins() {
        assert!(ALPHABET.iter().all(|sign| !b"0O1IL".contains(sign)));
        assert_eq!(ALPHABET.iter().collect::<HashSet<_>>().len(), 31);
        assert_eq!(BookingCode::COUNT, 28_629_151);
    }

    #[test]
    fn reads_what_people_type() {
        for text in ["T7K4Q", "t7k4q", " T7K-4Q ", "t7 k4 q"] {
            let code = BookingCode::parse(text).unwrap();
            assert_eq!(code.to_string(), "T7K4Q");
            assert_eq!(format!("{code:?}"), "BookingCode(T7K4Q)");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, error) in [
            ("", CodeError::Length { found: 0 }),
            ("T7K4", CodeError::Length { found: 4 }),
            ("T7K4QQ", CodeError::Length { found: 6 }),
            (&"A".repeat(900), CodeError::Length { found: 255 }),
            ("T7K40", CodeError::Character { found: '0' }),
            ("T7Kl", CodeError::Character { found: 'l' }),
            ("T7K4é", CodeError::Character { found: 'é' }),
        ] {
            assert_eq!(BookingCode::parse(text), Err(error), "{text:.20}");
        }
    }

    #[test]
    fn numbers_up_to_the_count_make_different_codes() {
        assert_eq!(BookingCode::from_random(0).to_string(), "AAAAA");
        let last = BookingCode::from_random(BookingCode::COUNT - 1);
        assert_eq!(last.to_string(), "99999");
        let many = (0..BookingCode::COUNT).step_by(997);
        let codes: HashSet<_> = many.clone().map(BookingCode::from_random).collect();
        assert_eq!(codes.len(), many.count());
    }

    #[test]
    fn deserialising_checks_too() {
        let read = |s| BookingCode::deserialize(StrDeserializer::<ValueError>::new(s));
        assert_eq!(read("t7k4q"), Ok(BookingCode(*b"T7K4Q")));
        assert!(read("T7K4").is_err());
    }

    proptest! {
        #[test]
        fn every_number_makes_a_code_that_reads_back(value in any::<u64>()) {
            let code = BookingCode::from_random(value);
            let text = String::from(code);
            prop_assert_eq!(BookingCode::parse(&text), Ok(code));
            prop_assert_eq!(BookingCode::parse(&text.to_lowercase()), Ok(code));
        }

        #[test]
        fn parse_never_panics(text in any::<String>()) {
            if let Ok(code) = BookingCode::parse(&text) {
                prop_assert_eq!(BookingCode::parse(&code.to_string()), Ok(code));
            }
        }
    }
}
