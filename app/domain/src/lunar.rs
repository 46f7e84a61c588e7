//! Days of the Balinese lunar calendar. They are irregular (ngunaratri, nampih sasih) and PHDI confirms
//! them each year, so that they are a table which the office keeps, and the table ends.
//!
//! To add a kind: a variant, its key, the day it makes in [`crate::pawukon::balinese_days`].

use crate::pawukon::BalineseDay;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is entered for a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LunarKind {
    /// Day of silence. The days before and after follow from it.
    Nyepi,
    /// The night of Siwa, once a year in December to February.
    Siwaratri,
    /// Full moon.
    Purnama,
    /// New moon.
    Tilem,
}

impl LunarKind {
    /// All of them.
    pub const ALL: [LunarKind; 4] = [
        LunarKind::Nyepi,
        LunarKind::Siwaratri,
        LunarKind::Purnama,
        LunarKind::Tilem,
    ];

    /// The name in the database, in files and in forms.
    pub const fn key(self) -> &'static str {
        match self {
            LunarKind::Nyepi => "nyepi",
            LunarKind::Siwaratri => "siwaratri",
            LunarKind::Purnama => "purnama",
            LunarKind::Tilem => "tilem",
        }
    }

    /// Reads a [`LunarKind::key`].
    pub fn from_key(key: &str) -> Option<LunarKind> {
        LunarKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The day of the Balinese calendar that it is.
    pub const fn day(self) -> BalineseDay {
        match self {
            LunarKind::Nyepi => BalineseDay::Nyepi,
            LunarKind::Siwaratri => BalineseDay::Siwaratri,
            LunarKind::Purnama => BalineseDay::Purnama,
            LunarKind::Tilem => BalineseDay::Tilem,
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LunarDay {
    /// The date in WITA.
    pub date: NaiveDate,
    /// What it is.
    pub kind: LunarKind,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_back() {
        for kind in LunarKind::ALL {
            assert_eq!(LunarKind::from_key(kind.key()), Some(kind));
        }
        assert_eq!(LunarKind::from_key("galungan"), None);
    }
}
