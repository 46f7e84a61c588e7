//! Short texts that people type: trimmed, bounded, without control characters and without a NIK.

use crate::field::Problem;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A line of typed text of at most `MAX` characters, never empty.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// Parses typed text: white space is folded, at least `min` characters are asked for.
    ///
    /// # Errors
    /// `Missing`, `TooShort`, `TooLong`, `BadCharacter`, or `LooksLikeNik` for 16 digits in a row.
    pub fn parse_min(text: &str, min: usize) -> Result<Self, Problem> {
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = folded.chars().count();
        if length == 0 {
            return Err(Problem::Missing);
        }
        if folded.chars().any(is_forbidden) {
            return Err(Problem::BadCharacter);
        }
        if holds_nik(&folded) {
            return Err(Problem::LooksLikeNik);
        }
        if length < min {
            return Err(Problem::TooShort {
                min: u16::try_from(min).unwrap_or(u16::MAX),
            });
        }
        if length > MAX {
            return Err(Problem::TooLong {
                max: u16::try_from(MAX).unwrap_or(u16::MAX),
            });
        }
        Ok(Self(folded))
    }

    /// Parses typed text of at least one character.
    ///
    /// # Errors
    /// As [`Line::parse_min`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::parse_min(text, 1)
    }

    /// Parses text that may be left empty.
    ///
    /// # Errors
    /// As [`Line::parse_min`], but never `Missing`.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, Problem> {
        if text.trim().is_empty() {
            Ok(None)
        } else {
            Self::parse(text).map(Some)
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Control characters, marks that turn the reading direction, and the sign for bytes that were no text.
fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}

/// Sixteen digits, also with spaces, dots or dashes between them.
fn holds_nik(text: &str) -> bool {
    let mut run = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => run += 1,
            ' ' | '.' | '-' => {}
            _ => run = 0,
        }
        if run >= 16 {
            return true;
        }
    }
    false
}

// Personal data stays out of logs: a debug print shows the length alone.
impl<const MAX: usize> fmt::Debug for Line<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line({} characters)", self.0.chars().count())
    }
}

impl<const MAX: usize> TryFrom<String> for Line<MAX> {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|problem| format!("{problem:?}"))
    }
}

impl<const MAX: usize> From<Line<MAX>> for String {
    fn from(line: Line<MAX>) -> String {
        line.0
    }
}

/// An e-mail address, kept as typed but for the white space around it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Parses an address: one `@`, a dotted domain, no spaces, at most 254 characters (RFC 5321).
    ///
    /// # Errors
    /// `Missing` or `Email`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Missing);
        }
        let plausible = text.is_ascii()
            && text.len() <= 254
            && !text
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c))
            && text.split_once('@').is_some_and(|(name, host)| {
                let parts: Vec<_> = host.split('.').collect();
                !name.is_empty()
                    && name.len() <= 64
                    && !name.starts_with('.')
                    && !name.ends_with('.')
                    && !name.contains("..")
                    && parts.len() >= 2
                    && parts.iter().all(|part| host_part(part))
            });
        if plausible {
            Ok(Self(text.to_owned()))
        } else {
            Err(Problem::Email)
        }
    }

    /// Parses an address that may be left empty.
    ///
    /// # Errors
    /// `Email`.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, Problem> {
        if text.trim().is_empty() {
            Ok(None)
        } else {
            Self::parse(text).map(Some)
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn host_part(part: &str) -> bool {
    !part.is_empty()
        && !part.starts_with('-')
        && !part.ends_with('-')
        && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

impl TryFrom<String> for Email {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|problem| format!("{problem:?}"))
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_keeps_its_signs_and_loses_its_spare_space() {
        let name = Line::<80>::parse("  I Gusti  Ayu <b>Sri</b> ").unwrap();
        assert_eq!(name.as_str(), "I Gusti Ayu <b>Sri</b>");
    }

    #[test]
    fn a_nik_is_refused_wherever_it_is_typed() {
        assert_eq!(
            Line::<80>::parse("Sari 5102064107850001"),
            Err(Problem::LooksLikeNik)
        );
        assert_eq!(
            Line::<80>::parse("5102 0641 0785 0001"),
            Err(Problem::LooksLikeNik)
        );
        assert!(Line::<80>::parse("toko 24 jam, 0812 3456 7890").is_ok());
    }

    #[test]
    fn marks_that_turn_the_reading_direction_are_refused() {
        assert_eq!(Line::<80>::parse("Sari\u{202e}"), Err(Problem::BadCharacter));
        assert_eq!(Line::<80>::parse("Sari\u{0}"), Err(Problem::BadCharacter));
    }

    #[test]
    fn e_mail_addresses() {
        for good in ["a@b.co", " sari.ayu+nib@gmail.com ", "x@dpmptsp.tabanankab.go.id"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "sari",
            "sari@",
            "@gmail.com",
            "a@b",
            "a b@c.id",
            "a@b..id",
            "a@-b.id",
            "a@b.id\r\nBcc: x@y.z",
            "<a@b.id>",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn parsing_is_stable(text in ".{0,120}") {
            if let Ok(line) = Line::<100>::parse(&text) {
                prop_assert_eq!(Line::<100>::parse(line.as_str()).unwrap(), line.clone());
                prop_assert!(line.as_str().chars().count() <= 100);
            }
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()).unwrap(), email);
            }
        }
    }
}
