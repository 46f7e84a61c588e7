//! The village's answer: whether the date holds, who to call, and what the venue has.

use crate::field::{Field, FieldError, Problem};
use crate::lang::Lang;
use crate::phone::Phone;
use crate::plan::parse_date;
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

macro_rules! facilities {
    ($($key:ident = $name:literal, $id:literal, $en:literal;)*) => {
        /// What a venue may have (domain.md 3, venue checklist).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Facility { $( #[doc = $en] $key, )* }

        impl Facility {
            /// The whole list, in the order of the page.
            pub const ALL: &'static [Facility] = &[$( Facility::$key, )*];

            /// The name in forms and in the database.
            pub const fn key(self) -> &'static str { match self { $( Facility::$key => $name, )* } }

            /// The words of the interface.
            pub fn word(self, lang: Lang) -> &'static str {
                match self { $( Facility::$key => lang.pick($id, $en), )* }
            }
        }
    };
}

facilities! {
    Electricity = "electricity", "Listrik dan colokan", "Electricity and sockets";
    Signal = "signal", "Sinyal HP atau Wi-Fi", "Mobile signal or Wi-Fi";
    Tables = "tables", "Meja dan kursi", "Tables and chairs";
    Shade = "shade", "Tempat menunggu yang teduh", "A shaded place to wait";
    Toilet = "toilet", "Toilet", "Toilet";
    LevelAccess = "level-access", "Bisa dilewati kursi roda", "Level access for a wheelchair";
    Parking = "parking", "Tempat parkir", "Parking";
}

impl Facility {
    /// Reads a [`Facility::key`].
    pub fn from_key(key: &str) -> Option<Facility> {
        Facility::ALL
            .iter()
            .copied()
            .find(|facility| facility.key() == key)
    }
}

/// The village's answer, parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum VenueAnswer {
    /// The date holds.
    Yes {
        /// Where people are received.
        venue: Line<120>,
        /// Who to call in the village.
        contact_name: Line<80>,
        /// Number of that person.
        contact_phone: Phone,
        /// What the venue has.
        facilities: Vec<Facility>,
        /// Anything else.
        note: Option<Line<300>>,
    },
    /// Another date suits better.
    OtherDate {
        /// The date the village proposes.
        date: NaiveDate,
        /// Why, or anything else.
        note: Option<Line<300>>,
    },
    /// The village cannot.
    No {
        /// Why.
        note: Option<Line<300>>,
    },
}

/// The form of the answer, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VenueAnswerForm {
    /// `yes`, `other-date` or `no`.
    pub answer: String,
    /// Where.
    pub venue: String,
    /// Who.
    pub contact_name: String,
    /// Number.
    pub contact_phone: String,
    /// Keys of the facilities there.
    pub facilities: Vec<String>,
    /// `YYYY-MM-DD`.
    pub other_date: String,
    /// Anything else.
    pub note: String,
}

impl VenueAnswerForm {
    /// Reads the form; `today` is the day in WITA.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(&self, today: NaiveDate) -> Result<VenueAnswer, Vec<FieldError>> {
        let one = |field, problem| vec![FieldError::new(field, problem)];
        let note = Line::parse_optional(&self.note).map_err(|p| one(Field::Note, p));
        match self.answer.as_str() {
            "yes" => self.parse_yes(note),
            "other-date" => {
                let date = parse_date(&self.other_date).map_err(|p| one(Field::OtherDate, p))?;
                if date <= today {
                    return Err(one(Field::OtherDate, Problem::InThePast));
                }
                Ok(VenueAnswer::OtherDate { date, note: note? })
            }
            "no" => Ok(VenueAnswer::No { note: note? }),
            "" => Err(one(Field::Answer, Problem::Missing)),
            _ => Err(one(Field::Answer, Problem::NotAChoice)),
        }
    }

    fn parse_yes(
        &self,
        note: Result<Option<Line<300>>, Vec<FieldError>>,
    ) -> Result<VenueAnswer, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let venue = Line::parse_min(&self.venue, 3).map_err(|p| keep(Field::Venue, p));
        let contact_name = Line::parse_min(&self.contact_name, 2).map_err(|p| keep(Field::ContactName, p));
        let contact_phone =
            Phone::parse(&self.contact_phone).map_err(|e| keep(Field::ContactPhone, Problem::Phone(e)));
        let note = note.map_err(|more| errors.extend(more));
        match (venue, contact_name, contact_phone, note) {
            (Ok(venue), Ok(contact_name), Ok(contact_phone), Ok(note)) => {
                let facilities = self
                    .facilities
                    .iter()
                    .filter_map(|key| Facility::from_key(key))
                    .collect();
                Ok(VenueAnswer::Yes {
                    venue,
                    contact_name,
                    contact_phone,
                    facilities,
                    note,
                })
            }
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, d).unwrap()
    }

    #[test]
    fn a_yes_needs_a_place_and_someone_to_call() {
        let form = VenueAnswerForm {
            answer: "yes".into(),
            ..VenueAnswerForm::default()
        };
        let fields: Vec<_> = form
            .parse(day(1))
            .unwrap_err()
            .into_iter()
            .map(|e| e.field)
            .collect();
        assert_eq!(fields, [Field::Venue, Field::ContactName, Field::ContactPhone]);
    }

    #[test]
    fn another_date_lies_ahead() {
        let form = |date: &str| VenueAnswerForm {
            answer: "other-date".into(),
            other_date: date.into(),
            ..VenueAnswerForm::default()
        };
        assert!(matches!(
            form("2026-12-03").parse(day(2)),
            Ok(VenueAnswer::OtherDate { .. })
        ));
        assert!(form("2026-12-02").parse(day(2)).is_err());
        assert!(form("besok").parse(day(2)).is_err());
    }

    #[test]
    fn no_answer_and_a_made_up_answer_are_told_apart() {
        let form = |answer: &str| {
            VenueAnswerForm {
                answer: answer.into(),
                ..VenueAnswerForm::default()
            }
            .parse(day(1))
            .unwrap_err()
        };
        assert_eq!(form("")[0].problem, Problem::Missing);
        assert_eq!(form("maybe")[0].problem, Problem::NotAChoice);
    }
}
