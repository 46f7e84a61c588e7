//! A mobile phone number of Indonesia.
//!
//! The phone is the only way back to most applicants: many have no e-mail. People write the same
//! number in many ways, so [`Phone::parse`] takes them all and keeps one. A family may share a
//! phone: a number does not identify a person.
//!
//! The rule is the one of libphonenumber for Indonesia: the national number, without the trunk
//! `0`, is `8[1-35-9]` and 7 to 10 more digits. Operator prefixes are not checked: they change.
//!
//! To accept one more way of writing, add its separator to `is_separator` and a line to
//! `accepts_the_ways_people_write`.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Digits of the shortest national number, without the trunk `0`.
const MIN_DIGITS: usize = 9;
/// Digits of the longest national number, without the trunk `0`.
const MAX_DIGITS: usize = 12;
/// What stands before the national number in E.164.
const PREFIX: &str = "+62";

/// An Indonesian mobile number, kept as E.164: `+628[1-35-9]` and 7 to 10 more digits.
///
/// It is personal data (UU 27/2022): `Debug` prints the masked form and there is no `Display`, so
/// that no log line shows a whole number by accident.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why a text is not an Indonesian mobile number; each says what to mend.
///
/// No variant carries the text itself: errors are logged, numbers must not be.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PhoneError {
    /// Nothing but blanks and separators was given.
    #[error("the phone number is empty")]
    Empty,
    /// There is a letter or another sign that no phone number has.
    #[error("the phone number has signs that are not digits")]
    NotANumber,
    /// The number starts well but ends too early.
    #[error("the phone number lacks {missing} digits")]
    TooShort {
        /// Digits to add at least, 1 to 9.
        missing: u8,
    },
    /// The number starts well but goes on too long.
    #[error("the phone number has {extra} digits too many")]
    TooLong {
        /// Digits to take away at least; 255 also stands for more.
        extra: u8,
    },
    /// A landline, a foreign number, or a range that is not mobile (080, 084).
    #[error("the phone number is not an Indonesian mobile number")]
    NotMobile,
}

impl Phone {
    /// Reads a number as people write it: `08..`, `8..`, `628..`, `+62 8..`, `0062 8..`,
    /// `+62 (0)8..`, with blanks, dashes, dots and parentheses anywhere.
    ///
    /// # Errors
    /// [`PhoneError`] says what to mend. A wrong beginning is reported before a wrong length, for
    /// counting the digits of a landline helps nobody.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let mut digits = String::with_capacity(16);
        let mut plus = false;
        for c in text.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '+' if digits.is_empty() && !plus => plus = true,
                c if is_separator(c) => {}
                _ => return Err(PhoneError::NotANumber),
            }
        }
        if digits.is_empty() {
            return Err(PhoneError::Empty);
        }
        let national = national(&digits, plus).ok_or(PhoneError::NotMobile)?;
        check(national)?;
        Ok(Self(format!("{PREFIX}{national}")))
    }

    /// The number as it is stored and sent to providers: `+6281234567890`.
    pub fn as_e164(&self) -> &str {
        &self.0
    }

    /// The number as `https://wa.me/` links want it: digits only, `6281234567890`.
    pub fn wa_me_digits(&self) -> &str {
        self.0.trim_start_matches('+')
    }

    /// The number as people here read it: `0812-3456-7890`.
    ///
    /// Groups of four, the last one takes the rest; ten digits are grouped 4-3-3.
    pub fn local(&self) -> String {
        let national = self.national();
        let (operator, rest) = national.split_at(3);
        let (middle, last) = rest.split_at(if rest.len() < 7 { 3 } else { 4 });
        format!("0{operator}-{middle}-{last}")
    }

    /// The number for screens and logs that must not show it whole: `0812-****-890`.
    ///
    /// There are always four stars, so the length stays hidden too.
    pub fn masked(&self) -> String {
        let national = self.national();
        let (operator, rest) = national.split_at(3);
        let (_, last) = rest.split_at(rest.len() - 3);
        format!("0{operator}-****-{last}")
    }

    /// 9 to 12 ASCII digits, as `check` made sure: every split above stays inside.
    fn national(&self) -> &str {
        self.0.trim_start_matches(PREFIX)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, PhoneError> {
        Self::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

/// Signs people put between digits. The last two ranges come along when a number is copied from a
/// WhatsApp contact: typographic dashes and invisible marks of writing direction.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '(' | ')')
        || matches!(c, '\u{2010}'..='\u{2015}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The digits after country code and trunk `0`; `None` if the country is another one.
fn national(digits: &str, plus: bool) -> Option<&str> {
    let (digits, abroad) = match digits.strip_prefix("00") {
        Some(rest) if !plus => (rest, true),
        _ => (digits, plus),
    };
    match digits.strip_prefix("62") {
        // `+62 0812..` is wrong but common, and it can mean one thing only.
        Some(rest) => Some(rest.strip_prefix('0').unwrap_or(rest)),
        None if abroad => None,
        None => Some(digits.strip_prefix('0').unwrap_or(digits)),
    }
}

/// Checks a national number: the beginning first, then the length.
fn check(national: &str) -> Result<(), PhoneError> {
    let mobile = match national.as_bytes() {
        [] | [b'8'] => true, // not wrong yet, only short
        [b'8', second, ..] => !matches!(second, b'0' | b'4'),
        _ => false,
    };
    let capped = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    match national.len() {
        _ if !mobile => Err(PhoneError::NotMobile),
        n if n < MIN_DIGITS => Err(PhoneError::TooShort {
            missing: capped(MIN_DIGITS - n),
        }),
        n if n > MAX_DIGITS => Err(PhoneError::TooLong {
            extra: capped(n - MAX_DIGITS),
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::de::value::{Error as ValueError, StrDeserializer};

    #[test]
    fn accepts_the_ways_people_write() {
        for text in [
            "081234567890",
            "81234567890",
            "6281234567890",
            "+62 812-3456-7890",
            "+62 (0)812.3456.7890",
            "0062 812 3456 7890",
            " (0812) 3456 - 7890 ",
            "\u{202a}+62\u{a0}812\u{2011}3456\u{2011}7890\u{202c}",
        ] {
            assert_eq!(Phone::parse(text).unwrap().as_e164(), "+6281234567890");
        }
    }

    #[test]
    fn says_what_to_mend() {
        use PhoneError::*;
        for (text, error) in [
            ("", Empty),
            (" - ", Empty),
            ("+", Empty),
            ("0812 bapak", NotANumber),
            ("0812+345678", NotANumber),
            ("++62812345678", NotANumber),
            ("０８１２３４５６７８", NotANumber),
            ("0", TooShort { missing: 9 }),
            ("+62", TooShort { missing: 9 }),
            ("0812 3456", TooShort { missing: 2 }),
            ("0812 3456 7890 12", TooLong { extra: 1 }),
            (&format!("08{}", "1".repeat(900)), TooLong { extra: 255 }),
            ("0361 811123", NotMobile),
            ("0841 2345 678", NotMobile),
            ("0801 2345 678", NotMobile),
            ("+61 412 345 678", NotMobile),
            ("0061 412 345 678", NotMobile),
        ] {
            assert_eq!(Phone::parse(text), Err(error), "{text:.20}");
        }
    }

    #[test]
    fn shows_itself_in_each_form() {
        for (text, local, masked) in [
            ("0812345678", "0812-345-678", "0812-****-678"),
            ("08123456789", "0812-3456-789", "0812-****-789"),
            ("081234567890", "0812-3456-7890", "0812-****-890"),
            ("0895123456789", "0895-1234-56789", "0895-****-789"),
        ] {
            let phone = Phone::parse(text).unwrap();
            assert_eq!((&*phone.local(), &*phone.masked()), (local, masked));
            assert_eq!(phone.wa_me_digits(), format!("62{}", &text[1..]));
            assert_eq!(format!("{phone:?}"), format!("Phone({masked})"));
        }
    }

    #[test]
    fn deserialising_checks_too() {
        let read = |s| Phone::deserialize(StrDeserializer::<ValueError>::new(s));
        assert_eq!(read("0812 3456 7890"), Ok(Phone("+6281234567890".into())));
        let error = read("0361811123").unwrap_err().to_string();
        assert!(!error.contains("811"), "the number leaks: {error}");
    }

    proptest! {
        #[test]
        fn every_format_of_a_number_is_the_same_number(national in "8[1-35-9][0-9]{7,10}") {
            let phone = Phone::parse(&national).unwrap();
            prop_assert_eq!(phone.as_e164(), format!("+62{national}"));
            for text in [phone.local(), phone.as_e164().into(), phone.wa_me_digits().into()] {
                prop_assert_eq!(Phone::parse(&text), Ok(phone.clone()));
            }
            let debug = format!("{phone:?}{}", phone.masked());
            prop_assert!(!debug.contains(&national));
        }

        #[test]
        fn parse_never_panics_and_is_idempotent(text in any::<String>(), like in "[+0-9 ().-]{0,20}") {
            for text in [text, like] {
                if let Ok(phone) = Phone::parse(&text) {
                    prop_assert_eq!(Phone::parse(phone.as_e164()), Ok(phone));
                }
            }
        }
    }
}
