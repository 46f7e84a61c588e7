//! What may be said of a period: never a verdict from a handful.

use super::{Index, Quality, Tally, sample_size};
use crate::evaluation::Period;
use serde::{Deserialize, Serialize};

/// The survey of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyResult {
    /// Which period.
    pub period: Period,
    /// The answers.
    pub tally: Tally,
    /// People who were served in it: those who could have answered.
    pub served: u32,
    /// Fewer answers than these are no verdict: a setting of the office.
    pub minimum: u32,
}

/// What the answers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Judgement {
    /// Nobody answered.
    Nothing,
    /// Too few to judge by.
    TooFew {
        /// How many more are needed.
        lacking: u32,
    },
    /// Enough.
    Enough {
        /// The index.
        index: Index,
        /// Its class.
        quality: Quality,
    },
}

impl SurveyResult {
    /// What the answers say.
    pub fn judgement(&self) -> Judgement {
        match self.tally.index() {
            None => Judgement::Nothing,
            Some(_) if self.tally.people() < self.minimum => Judgement::TooFew {
                lacking: self.minimum - self.tally.people(),
            },
            Some(index) => Judgement::Enough {
                index,
                quality: index.quality(),
            },
        }
    }

    /// Answers that speak for all people served, within five in a hundred (Krejcie and Morgan).
    pub fn sample(&self) -> u32 {
        sample_size(self.served)
    }

    /// There are that many.
    pub fn speaks_for_all(&self) -> bool {
        self.tally.people() > 0 && self.tally.people() >= self.sample()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Answers;
    use super::*;

    fn result(people: u32, minimum: u32) -> SurveyResult {
        let mut tally = Tally::default();
        let answers = Answers::parse(|_| "4").unwrap();
        (0..people).for_each(|_| tally.add(&answers));
        SurveyResult {
            period: Period::year(2026).unwrap(),
            tally,
            served: 20,
            minimum,
        }
    }

    #[test]
    fn sixteen_answers_are_a_pulse_and_no_verdict() {
        assert_eq!(result(16, 17).judgement(), Judgement::TooFew { lacking: 1 });
        let enough = Judgement::Enough {
            index: Index::of_hundredths(10_000),
            quality: Quality::A,
        };
        assert_eq!(result(17, 17).judgement(), enough);
        assert_eq!(result(0, 17).judgement(), Judgement::Nothing);
        assert_eq!(result(0, 0).judgement(), Judgement::Nothing);
    }

    #[test]
    fn nineteen_of_twenty_speak_for_all() {
        assert_eq!(result(19, 17).sample(), 19);
        assert!(result(19, 17).speaks_for_all() && !result(18, 17).speaks_for_all());
        let nobody = SurveyResult {
            served: 0,
            ..result(0, 1)
        };
        assert!(!nobody.speaks_for_all());
    }
}
