//! Choosing the villages of a month: candidates, the facts staff enter, and what the pages show.

use crate::evaluation::Held;
use crate::field::{Field, FieldError, Problem};
use crate::id::VisitId;
use crate::ranking::{Ranked, Signal, VillageFacts};
use crate::text::Line;
use crate::village::Village;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Most businesses of one village that an estimate may name.
pub const MOST_UNLICENSED: u32 = 20_000;
/// Longest travel from the office, in minutes.
pub const MOST_MINUTES: u32 = 300;

/// What staff or a file say of a village, as typed; empty: not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactsForm {
    /// Businesses.
    pub unlicensed_estimate: String,
    /// Minutes.
    pub travel_minutes: String,
    /// Key of a [`Signal`].
    pub signal: String,
}

impl FactsForm {
    /// Reads it.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(&self) -> Result<VillageFacts, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut number = |field, text: &str, max| match text.trim() {
            "" => None,
            text => {
                let number = text.parse().ok().filter(|number| *number <= max);
                if number.is_none() {
                    let max = i64::from(max);
                    errors.push(FieldError::new(field, Problem::OutOfRange { min: 0, max }));
                }
                number
            }
        };
        let unlicensed = number(
            Field::UnlicensedEstimate,
            &self.unlicensed_estimate,
            MOST_UNLICENSED,
        );
        let travel_minutes = number(Field::TravelMinutes, &self.travel_minutes, MOST_MINUTES);
        let signal = match self.signal.trim() {
            "" => None,
            key => {
                let signal = Signal::from_key(key);
                if signal.is_none() {
                    errors.push(FieldError::new(Field::Signal, Problem::NotAChoice));
                }
                signal
            }
        };
        if errors.is_empty() {
            Ok(VillageFacts {
                unlicensed,
                travel_minutes,
                signal,
            })
        } else {
            Err(errors)
        }
    }
}

/// The reason for a candidate: needed where the ranking does not propose the village.
///
/// # Errors
/// The field's problem.
pub fn parse_reason(ranked: &Ranked, text: &str) -> Result<Option<Line<200>>, FieldError> {
    let reason = if ranked.needs_reason() {
        Line::parse_min(text, 3).map(Some)
    } else {
        Line::parse_optional(text)
    };
    reason.map_err(|problem| FieldError::new(Field::Reason, problem))
}

/// A village that is to be visited in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The village.
    pub village: Village,
    /// Why, where somebody said so; always where the ranking did not propose it.
    pub reason: Option<String>,
    /// Who chose it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The ranking and the candidates of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageRanking {
    /// First day of the month.
    pub month: NaiveDate,
    /// All villages, first to last.
    pub villages: Vec<Ranked>,
    /// Those chosen for the month, by the time they were.
    pub candidates: Vec<Candidate>,
}

/// A village that may be chosen for a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageChoice {
    /// First day of the month.
    pub month: NaiveDate,
    /// Today in WITA.
    pub today: NaiveDate,
    /// Its place and its points.
    pub ranked: Ranked,
    /// Its past visits, latest first.
    pub past: Vec<(VisitId, Held)>,
    /// Whether it is chosen already.
    pub candidate: Option<Candidate>,
}

/// What became of a wish to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InterestAnswer {
    /// Noted: the person will be told. The same whether the number was there already.
    Noted,
    /// Booking in the village is open: nothing was noted, the person can book at once.
    OpenAlready,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ranking::{PROPOSED, Standing, Weights, Yardstick, rank};
    use crate::village::VillageCode;

    fn form(unlicensed: &str, minutes: &str, signal: &str) -> FactsForm {
        FactsForm {
            unlicensed_estimate: unlicensed.into(),
            travel_minutes: minutes.into(),
            signal: signal.into(),
        }
    }

    #[test]
    fn each_fact_may_be_left_out() {
        assert_eq!(form("", " ", "").parse(), Ok(VillageFacts::default()));
        let some = form(" 120", "25", "weak").parse().unwrap();
        assert_eq!(
            (some.unlicensed, some.travel_minutes, some.signal),
            (Some(120), Some(25), Some(Signal::Weak))
        );
    }

    #[test]
    fn every_bad_fact_is_named_at_once() {
        let fields: Vec<_> = form("-1", "dekat", "5 bar")
            .parse()
            .unwrap_err()
            .into_iter()
            .map(|e| e.field)
            .collect();
        assert_eq!(
            fields,
            [Field::UnlicensedEstimate, Field::TravelMinutes, Field::Signal]
        );
        assert!(form("", "301", "").parse().is_err());
    }

    #[test]
    fn choosing_against_the_ranking_needs_a_reason() {
        let village = |number: u32| Village {
            code: VillageCode::parse(&format!("51.02.06.{number:04}")).unwrap(),
            name: "Desa".into(),
            district: "Kediri".into(),
            aliases: vec![],
        };
        let by = Yardstick {
            today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            target: 15,
            weights: Weights::default(),
        };
        let all = rank(
            (1..=20)
                .map(|number| (village(number), Standing::default()))
                .collect(),
            &by,
        );
        for ranked in &all {
            assert_eq!(
                parse_reason(ranked, " ").is_ok(),
                ranked.rank <= PROPOSED,
                "{}",
                ranked.rank
            );
            assert!(parse_reason(ranked, "permintaan camat").unwrap().is_some());
        }
    }
}
