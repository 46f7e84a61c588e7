//! The answers of many people, added up, and the index they give (IKM).
//!
//! Rules of PermenPANRB 14/2017 as the office reads them, exact throughout:
//! - the mean of an element is over its own answers: whoever left a question out says nothing about it;
//! - every element counts the same, 1/x for x elements (an element that nobody answered is none of the x);
//! - the index is the mean of these means × 25, rounded to two decimals, half up;
//! - the class is that of the rounded index: 76.605 is 76.61 and therefore B.

use super::answer::Answers;
use super::element::{ELEMENTS, Element};
use super::floor::whole_part;
use crate::lang::{Lang, keyed};
use serde::{Deserialize, Serialize};

keyed! {
    /// The class of an index (mutu pelayanan).
    Quality {
        /// 88.31 to 100.00.
        A = "A", "Sangat baik", "Very good";
        /// 76.61 to 88.30.
        B = "B", "Baik", "Good";
        /// 65.00 to 76.60.
        C = "C", "Kurang baik", "Not so good";
        /// 25.00 to 64.99.
        D = "D", "Tidak baik", "Not good";
    }
}

/// An index, rounded to hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Index(u32);

impl Index {
    /// An index of so many hundredths.
    pub const fn of_hundredths(hundredths: u32) -> Index {
        Index(hundredths)
    }

    /// In hundredths: 8831 for 88.31.
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// Its class.
    pub const fn quality(self) -> Quality {
        match self.0 {
            8831.. => Quality::A,
            7661.. => Quality::B,
            6500.. => Quality::C,
            _ => Quality::D,
        }
    }

    /// `88,31`, `88.31`.
    pub fn text(self, lang: Lang) -> String {
        let point = lang.pick(",", ".");
        format!("{}{point}{:02}", self.0 / 100, self.0 % 100)
    }
}

/// Answers to one question, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Their scores together, 1 to 4 for each.
    pub scores: u64,
    /// How many there are.
    pub answers: u32,
}

impl Sum {
    /// Their mean in ten-thousandths, rounded half up (3.5324 is 35,324); none without an answer.
    pub fn mean(self) -> Option<u64> {
        let answers = u64::from(self.answers);
        (self.scores * 20_000 + answers).checked_div(2 * answers)
    }
}

/// The answers of many people, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    sums: [Sum; ELEMENTS],
    people: u32,
}

impl Tally {
    /// From what a store has added up: the sum of each element, and how many people answered.
    pub fn of(people: u32, sum: impl Fn(Element) -> Sum) -> Tally {
        let mut tally = Tally {
            people,
            ..Tally::default()
        };
        for element in Element::ALL {
            tally.sums[element.place()] = sum(*element);
        }
        tally
    }

    /// One person more.
    pub fn add(&mut self, answers: &Answers) {
        self.people = self.people.saturating_add(1);
        for element in Element::ALL {
            if let Some(score) = answers.of(*element) {
                let sum = &mut self.sums[element.place()];
                sum.scores += u64::from(score.get());
                sum.answers = sum.answers.saturating_add(1);
            }
        }
    }

    /// These answers and the others together.
    pub fn plus(&self, other: &Tally) -> Tally {
        Tally::of(self.people.saturating_add(other.people), |element| {
            let (one, other) = (self.sum(element), other.sum(element));
            Sum {
                scores: one.scores + other.scores,
                answers: one.answers.saturating_add(other.answers),
            }
        })
    }

    /// People who answered.
    pub const fn people(&self) -> u32 {
        self.people
    }

    /// The answers to one question.
    pub fn sum(&self, element: Element) -> Sum {
        self.sums[element.place()]
    }

    /// The index; none where nobody answered.
    pub fn index(&self) -> Option<Index> {
        index(&self.sums)
    }

    /// The index of one element alone, as if it were the whole survey.
    pub fn index_of(&self, element: Element) -> Option<Index> {
        index(&[self.sum(element)])
    }

    /// The elements that were answered, the worst first; among equals in the order of the list.
    pub fn worst_first(&self) -> Vec<Element> {
        let mut all: Vec<Element> = Element::ALL.to_vec();
        all.retain(|element| self.sum(*element).answers > 0);
        // a/b < c/d as a·d < c·b: no rounding decides.
        all.sort_by(|a, b| {
            let (a, b) = (self.sum(*a), self.sum(*b));
            let left = u128::from(a.scores) * u128::from(b.answers);
            left.cmp(&(u128::from(b.scores) * u128::from(a.answers)))
        });
        all
    }
}

/// Mean of the means × 25 in hundredths, rounded half up: ⌊(5000 · Σ scores/answers + x) / 2x⌋ for x elements.
fn index(sums: &[Sum]) -> Option<Index> {
    let answered: Vec<&Sum> = sums.iter().filter(|sum| sum.answers > 0).collect();
    let elements = answered.len() as u64;
    let mut whole = elements;
    let mut fractions = Vec::with_capacity(answered.len());
    for sum in answered {
        let (above, below) = (sum.scores * 5_000, u64::from(sum.answers));
        whole += above / below;
        // Below a 32-bit number: it is the rest of a division by one.
        let rest = u32::try_from(above % below).unwrap_or_default();
        fractions.push((rest, sum.answers));
    }
    let index = (whole + whole_part(&fractions)).checked_div(2 * elements)?;
    u32::try_from(index).ok().map(Index)
}
