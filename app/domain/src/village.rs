//! Villages (desa), keyed by their Kemendagri code: names are not unique inside Tabanan.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Code of a village: `PP.KK.CC.DDDD` (Kepmendagri 300.2.2-2138/2025).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VillageCode(String);

/// The text is no village code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a village code looks like 51.02.06.2001")]
pub struct NotAVillageCode;

impl VillageCode {
    /// Parses `51.02.06.2001`.
    ///
    /// # Errors
    /// Where the groups are not 2, 2, 2 and 4 digits.
    pub fn parse(text: &str) -> Result<Self, NotAVillageCode> {
        let text = text.trim();
        let lengths: Vec<usize> = text
            .split('.')
            .map(|group| {
                if group.bytes().all(|b| b.is_ascii_digit()) {
                    group.len()
                } else {
                    0
                }
            })
            .collect();
        if lengths == [2, 2, 2, 4] {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAVillageCode)
        }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Code of the kecamatan: the first three groups.
    pub fn district(&self) -> &str {
        &self.0[..8]
    }
}

impl fmt::Display for VillageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for VillageCode {
    type Error = NotAVillageCode;
    fn try_from(text: String) -> Result<Self, NotAVillageCode> {
        Self::parse(&text)
    }
}

impl From<VillageCode> for String {
    fn from(code: VillageCode) -> String {
        code.0
    }
}

/// A village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Village {
    /// Kemendagri code.
    pub code: VillageCode,
    /// Official name, without "Desa".
    pub name: String,
    /// Name of the kecamatan, always shown beside the village.
    pub district: String,
    /// Other spellings in use, such as "Abiantuwung".
    pub aliases: Vec<String>,
}

/// Finds villages by name, other spelling or kecamatan; names that begin with the text come first,
/// then names that hold it, then those whose kecamatan begins with it. Spaces and case do not count.
pub fn search(villages: &[Village], text: &str) -> Vec<Village> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u8, &Village)> = villages
        .iter()
        .filter_map(|village| rank(village, &wanted).map(|rank| (rank, village)))
        .collect();
    found.sort_by(|(a_rank, a), (b_rank, b)| (a_rank, &a.name, &a.code).cmp(&(b_rank, &b.name, &b.code)));
    found.into_iter().map(|(_, village)| village.clone()).collect()
}

fn rank(village: &Village, wanted: &str) -> Option<u8> {
    let mut names = std::iter::once(&village.name)
        .chain(&village.aliases)
        .map(|name| fold(name));
    if names.clone().any(|name| name.starts_with(wanted)) {
        Some(0)
    } else if names.any(|name| name.contains(wanted)) {
        Some(1)
    } else if fold(&village.district).starts_with(wanted) {
        Some(2)
    } else {
        None
    }
}

/// Letters and digits in small letters; a leading "desa" or "kecamatan" is how people write it.
fn fold(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let lower = ["desa ", "kecamatan ", "kec. "]
        .iter()
        .find_map(|w| lower.strip_prefix(w))
        .unwrap_or(&lower);
    lower.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn village(code: &str, name: &str, district: &str, aliases: &[&str]) -> Village {
        Village {
            code: VillageCode::parse(code).unwrap(),
            name: name.into(),
            district: district.into(),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        }
    }

    fn some() -> Vec<Village> {
        vec![
            village("51.02.06.2001", "Bengkel", "Kediri", &[]),
            village("51.02.03.2011", "Bengkel Sari", "Selemadeg Barat", &[]),
            village("51.02.06.2014", "Abian Tuwung", "Kediri", &["Abiantuwung"]),
            village("51.02.06.2004", "Beraban", "Kediri", &[]),
            village("51.02.02.2003", "Beraban", "Selemadeg Timur", &[]),
        ]
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for text in ["abiantuwung", "Abian Tuwung", "desa abian", "ABIAN  TUWUNG"] {
            assert_eq!(search(&some(), text)[0].code.as_str(), "51.02.06.2014", "{text}");
        }
    }

    #[test]
    fn two_villages_of_one_name_are_both_shown() {
        let found = search(&some(), "Beraban");
        assert_eq!(
            found.iter().map(|v| v.district.as_str()).collect::<Vec<_>>(),
            ["Selemadeg Timur", "Kediri"]
        );
    }

    #[test]
    fn a_kecamatan_lists_its_villages_and_nothing_finds_nothing() {
        assert_eq!(search(&some(), "kecamatan kediri").len(), 3);
        assert!(search(&some(), "  ").is_empty());
        assert!(search(&some(), "Ubud").is_empty());
    }

    #[test]
    fn codes() {
        assert_eq!(
            VillageCode::parse("51.02.06.2001").unwrap().district(),
            "51.02.06"
        );
        for bad in [
            "",
            "51.02.06",
            "51.02.06.200a",
            "5102062001",
            "51.02.06.20011",
            "51.02.06.2001.1",
        ] {
            assert!(VillageCode::parse(bad).is_err(), "{bad}");
        }
    }
}
