//! What one person answered.

use super::element::{ELEMENTS, Element};
use crate::field::{Field, FieldError, Problem};

/// An answer to one question: 1 to 4, 4 is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u8);

impl Score {
    /// All of them.
    pub const ALL: [Score; 4] = [Score(1), Score(2), Score(3), Score(4)];

    /// Takes 1 to 4.
    pub fn new(number: u8) -> Option<Score> {
        Score::ALL.into_iter().find(|it| it.0 == number)
    }

    /// The number.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// The answers of one person. Questions may be left out, all of them may not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers([Option<Score>; ELEMENTS]);

impl Answers {
    /// Reads a form: `value` gives what was chosen for an element, an empty text for one that was left out.
    ///
    /// # Errors
    /// A value that is no answer, or none at all.
    pub fn parse<'a>(value: impl Fn(Element) -> &'a str) -> Result<Answers, FieldError> {
        let mut answers = Answers::default();
        for element in Element::ALL {
            let text = value(*element).trim();
            if text.is_empty() {
                continue;
            }
            let score = text.parse().ok().and_then(Score::new);
            let score = score.ok_or(FieldError::new(Field::Scores, Problem::NotAChoice))?;
            answers.set(*element, score);
        }
        if answers.0.iter().all(Option::is_none) {
            return Err(FieldError::new(Field::Scores, Problem::Missing));
        }
        Ok(answers)
    }

    /// Answers a question.
    pub fn set(&mut self, element: Element, score: Score) {
        self.0[element.place()] = Some(score);
    }

    /// The answer to a question; none where it was left out.
    pub fn of(&self, element: Element) -> Option<Score> {
        self.0[element.place()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_may_be_left_out_all_of_them_may_not() {
        let answers = Answers::parse(|element| if element == Element::Cost { "" } else { "3" }).unwrap();
        assert_eq!(answers.of(Element::Cost), None);
        assert_eq!(answers.of(Element::Time), Score::new(3));
        let none = Answers::parse(|_| " ").unwrap_err();
        assert_eq!(none, FieldError::new(Field::Scores, Problem::Missing));
    }

    #[test]
    fn only_one_to_four_are_answers() {
        for bad in ["0", "5", "-1", "2.5", "empat", "44"] {
            let error = Answers::parse(|element| if element == Element::Time { bad } else { "4" });
            assert_eq!(error.unwrap_err().problem, Problem::NotAChoice, "{bad}");
        }
        assert_eq!(Score::new(0), None);
        assert_eq!(Score::ALL.map(Score::get), [1, 2, 3, 4]);
    }
}
