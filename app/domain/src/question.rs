//! A question before booking, its answer, and what is published of both once it is cleared of names
//! (docs/decisions/0020).

use crate::field::{Field, FieldError, Problem};
use crate::id::{FaqId, QuestionId, VisitId};
use crate::lang::Lang;
use crate::phone::Phone;
use crate::private::private_in;
use crate::text::{Email, Line};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Days after the answer for which a question is kept; what was published of it stays.
pub const KEPT_DAYS: i64 = 90;

/// A question, in the words of whoever asks.
pub type QuestionText = Line<500>;
/// An answer: WhatsApp takes 1,024 signs with all that stands around it.
pub type ReplyText = Line<600>;

/// A question to send, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQuestion {
    /// About a visit; none: about the programme.
    pub visit: Option<VisitId>,
    /// The question.
    pub text: QuestionText,
    /// Name, if one was given.
    pub name: Option<Line<80>>,
    /// Where the answer goes; without number and address it is seen at the link alone.
    pub phone: Option<Phone>,
    /// The same by e-mail.
    pub email: Option<Email>,
    /// The same key sent twice is one question.
    pub idempotency_key: String,
    /// Language of the answer's message.
    pub lang: Lang,
}

/// The form of a question, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionForm {
    /// The question.
    pub question: String,
    /// Name or empty.
    pub applicant_name: String,
    /// WhatsApp number or empty.
    pub phone: String,
    /// E-mail or empty.
    pub email: String,
    /// Key of this rendering of the form.
    pub idempotency_key: String,
}

impl QuestionForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that needs mending, in the order of the form; a NIK in the question is one.
    pub fn parse(&self, visit: Option<VisitId>, lang: Lang) -> Result<NewQuestion, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let text = Line::parse_min(&self.question, 5).map_err(|p| keep(Field::Question, p));
        let phone = Some(self.phone.trim()).filter(|text| !text.is_empty());
        let phone = phone.map(Phone::parse).transpose();
        let phone = phone.map_err(|e| keep(Field::Phone, Problem::Phone(e)));
        let email = Email::parse_optional(&self.email).map_err(|p| keep(Field::Email, p));
        let name = Line::parse_optional(&self.applicant_name).map_err(|p| keep(Field::ApplicantName, p));
        let key = self.idempotency_key.trim();
        let key_is_good = (8..=100).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
        if !key_is_good {
            keep(Field::IdempotencyKey, Problem::OutOfRange { min: 8, max: 100 });
        }
        match (text, phone, email, name) {
            (Ok(text), Ok(phone), Ok(email), Ok(name)) if key_is_good => Ok(NewQuestion {
                visit,
                text,
                name,
                phone,
                email,
                idempotency_key: key.to_owned(),
                lang,
            }),
            _ => Err(errors),
        }
    }
}

/// What is to be published of a question, parsed: nothing in it tells whose question it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFaq {
    /// The question, cleared.
    pub question: Line<300>,
    /// The answer, cleared.
    pub answer: ReplyText,
    /// For the whole programme, not for the village of the visit alone.
    pub everywhere: bool,
}

impl NewFaq {
    /// Reads the form. `asker` is the name that was given with the question.
    ///
    /// # Errors
    /// Every field that needs mending; a number, an address or the name of whoever asked is one.
    pub fn parse(
        question: &str,
        answer: &str,
        everywhere: bool,
        asker: Option<&str>,
    ) -> Result<NewFaq, Vec<FieldError>> {
        fn cleared<const MAX: usize>(text: &str, asker: Option<&str>) -> Result<Line<MAX>, Problem> {
            let line = Line::parse_min(text, 5)?;
            private_in(line.as_str(), asker).map_or(Ok(line), |found| Err(Problem::Private(found)))
        }
        let mut errors = Vec::new();
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let question = cleared(question, asker).map_err(|p| keep(Field::PublicQuestion, p));
        let answer = cleared(answer, asker).map_err(|p| keep(Field::PublicAnswer, p));
        match (question, answer) {
            (Ok(question), Ok(answer)) => Ok(NewFaq {
                question,
                answer,
                everywhere,
            }),
            _ => Err(errors),
        }
    }
}

/// A question that was published, with its answer. In the language in which the office wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faq {
    /// Id.
    pub id: FaqId,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// The village it is for; none: for the whole programme.
    pub village: Option<String>,
}

/// A question as whoever asked it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnQuestion {
    /// The visit it is about.
    pub visit: Option<AskedVisit>,
    /// The question.
    pub text: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// The answer, once it is there.
    pub answer: Option<String>,
    /// Set aside: it will not be answered.
    pub set_aside: bool,
    /// Whether the answer is sent, too.
    pub is_told: bool,
}

/// The visit a question is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedVisit {
    /// Id.
    pub id: VisitId,
    /// Village.
    pub village: String,
    /// Day, in WITA.
    pub date: NaiveDate,
}

/// A question as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRow {
    /// Id.
    pub id: QuestionId,
    /// The visit it is about.
    pub visit: Option<AskedVisit>,
    /// The question.
    pub text: String,
    /// Name, if one was given.
    pub name: Option<String>,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Whether the answer can be sent: a number or an address is there.
    pub is_told: bool,
    /// The answer, when, and by whom.
    pub answer: Option<(String, DateTime<Utc>, String)>,
    /// Set aside: nothing to answer.
    pub set_aside: bool,
    /// What is published of it.
    pub faq: Option<Faq>,
}

/// The questions, for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionsPage {
    /// Those without an answer first, oldest first; then the others, latest first. At most 200.
    pub rows: Vec<QuestionRow>,
    /// How many have no answer, of all visits.
    pub open: u32,
    /// What is published, latest first.
    pub published: Vec<Faq>,
    /// Now, for the age of a question.
    pub now: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::private::Private;

    fn form() -> QuestionForm {
        QuestionForm {
            question: "Apakah jual canang perlu NIB?".into(),
            idempotency_key: "f5a1b2c3-0001".into(),
            ..QuestionForm::default()
        }
    }

    #[test]
    fn the_question_alone_is_enough() {
        let new = form().parse(None, Lang::Id).unwrap();
        assert_eq!((new.name, new.phone, new.email), (None, None, None));
    }

    #[test]
    fn a_nik_is_refused_beside_the_question() {
        let form = QuestionForm {
            question: "NIK saya 5102064107850001, bisa?".into(),
            phone: "0812".into(),
            ..form()
        };
        let errors = form.parse(None, Lang::Id).unwrap_err();
        assert_eq!(errors[0], FieldError::new(Field::Question, Problem::LooksLikeNik));
        assert!(
            errors[0]
                .problem
                .text(Field::Question, Lang::Id)
                .contains("Jangan tulis NIK")
        );
        assert_eq!(errors[1].field, Field::Phone);
    }

    #[test]
    fn what_is_published_names_nobody() {
        let good = NewFaq::parse(
            "Apakah canang perlu NIB?",
            "Ya, dan gratis.",
            true,
            Some("Ni Wayan Suci"),
        );
        assert!(good.unwrap().everywhere);
        let found = |question: &str, answer: &str| {
            let errors = NewFaq::parse(question, answer, false, Some("Ni Wayan Suci")).unwrap_err();
            errors
                .into_iter()
                .map(|it| (it.field, it.problem))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("Bu Suci bertanya soal canang", "Hubungi 0812 3456 7890"),
            [
                (Field::PublicQuestion, Problem::Private(Private::Name)),
                (Field::PublicAnswer, Problem::Private(Private::Number)),
            ]
        );
    }
}
