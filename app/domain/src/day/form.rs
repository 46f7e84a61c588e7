//! The forms of the day's pages: read by the server where there is no WebAssembly, by the device where there is.

use crate::calendar::from_wita;
use crate::day::service::{Sent, WalkInPerson, Wish};
use crate::day::{Act, Ending, IncidentStep, Need, Ready};
use crate::field::{Field, FieldError, Problem};
use crate::id::{EntryId, EventId, OperatorId};
use crate::nib::Nib;
use crate::pending::{PendingReason, ReferredTo};
use crate::phone::Phone;
use crate::plan::{parse_date, parse_time};
use crate::text::Line;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A form as it was sent: names and values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayForm(pub Vec<(String, String)>);

/// What stands around a form.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// An id for what this may become; that of the form itself comes first.
    pub fresh: Uuid,
    /// The device's count.
    pub seq: u32,
    /// The device's clock.
    pub at: DateTime<Utc>,
    /// Day of the visit, in WITA.
    pub date: NaiveDate,
}

type Errors = Vec<FieldError>;

impl DayForm {
    fn get(&self, name: &str) -> &str {
        let pair = self.0.iter().find(|(key, _)| key == name);
        pair.map_or("", |(_, value)| value.trim())
    }

    fn id(&self, name: &str) -> Option<Uuid> {
        self.get(name).parse().ok()
    }

    fn entry(&self) -> Result<EntryId, Errors> {
        self.id("entry").map(EntryId::new).ok_or_else(Vec::new)
    }

    fn operator(&self) -> Result<OperatorId, Errors> {
        self.id("operator").map(OperatorId::new).ok_or_else(Vec::new)
    }

    fn need(&self) -> Result<Option<Need>, Errors> {
        match self.get(Field::Need.name()) {
            "" => Ok(None),
            key => Need::from_key(key)
                .map(Some)
                .ok_or_else(|| one(Field::Need, Problem::NotAChoice)),
        }
    }

    /// Reads the form. The word of the button is in `act`.
    ///
    /// # Errors
    /// The fields that need mending; none where the form is not one of ours.
    pub fn parse(&self, around: Around) -> Result<Wish, Errors> {
        let id = EventId::new(self.id("id").unwrap_or(around.fresh));
        let seq = around.seq;
        if self.get("act") == "next" {
            let operator = self.operator()?;
            return Ok(Wish::Next { id, seq, operator });
        }
        let mut sent = Sent {
            id,
            seq,
            at: around.at,
            after: None,
            act: self.act(around)?,
            person: None,
            nib: None,
            note: None,
            call_back: None,
        };
        match &mut sent.act {
            Act::WalkIn { entry, .. } => {
                // The same form sent twice is one person.
                *entry = EntryId::new(id.uuid());
                sent.person = Some(self.person()?);
            }
            Act::End { ending, .. } => {
                let nib = Nib::parse_optional(self.get(Field::Nib.name()));
                let nib = nib.map_err(|problem| one(Field::Nib, problem))?;
                sent.nib = nib.filter(|_| *ending == Ending::NibIssued);
                let note = Line::parse_optional(self.get(Field::Note.name()));
                sent.note = note.map_err(|problem| one(Field::Note, problem))?;
                sent.call_back = match self.get(Field::CallBack.name()) {
                    "" => None,
                    text => Some(parse_date(text).map_err(|problem| one(Field::CallBack, problem))?),
                };
            }
            _ => {}
        }
        Ok(Wish::Do(Box::new(sent)))
    }

    fn act(&self, around: Around) -> Result<Act, Errors> {
        let on = |name: &str| !self.get(name).is_empty();
        Ok(match self.get("act") {
            "check-in" => Act::CheckIn {
                entry: self.entry()?,
                number: 0,
                need: self.need()?,
            },
            "walk-in" => Act::WalkIn {
                entry: EntryId::new(around.fresh),
                number: 0,
                need: self.need()?,
            },
            "undo-check-in" => Act::UndoCheckIn { entry: self.entry()? },
            "no-show" => Act::NoShow { entry: self.entry()? },
            "undo-no-show" => Act::UndoNoShow { entry: self.entry()? },
            "need" => Act::SetNeed {
                entry: self.entry()?,
                need: self.need()?,
            },
            "ready" => Act::SetReady {
                entry: self.entry()?,
                ready: Ready::of(|item| on(item.key())),
            },
            "file-ready" => Act::FileReady {
                entry: self.entry()?,
                done: true,
            },
            "file-not-ready" => Act::FileReady {
                entry: self.entry()?,
                done: false,
            },
            "leave" => Act::Leave { entry: self.entry()? },
            "back" => Act::Back { entry: self.entry()? },
            "open-incident" => Act::OpenIncident,
            "confirm-incident" => Act::ConfirmIncident,
            "close-incident" => Act::CloseIncident,
            "choose-step" => Act::ChooseStep {
                step: IncidentStep::from_key(self.get("step")).ok_or_else(Vec::new)?,
            },
            "correct-incident" => self.correction(around.date)?,
            _ => self.act_of_operator()?,
        })
    }

    fn act_of_operator(&self) -> Result<Act, Errors> {
        let operator = self.operator()?;
        match self.get("act") {
            "start" => return Ok(Act::Start { operator }),
            "stop" => return Ok(Act::Stop { operator }),
            _ => {}
        }
        let entry = self.entry()?;
        Ok(match self.get("act") {
            "call" => Act::Call { entry, operator },
            "recall" => Act::Recall { entry, operator },
            "miss" => Act::Miss { entry, operator },
            "begin" => Act::Begin { entry, operator },
            "park" => Act::Park { entry, operator },
            "hand-over" => Act::HandOver {
                entry,
                operator,
                to: self.id("to").map(OperatorId::new),
            },
            "end" => Act::End {
                entry,
                operator,
                ending: self.ending()?,
            },
            _ => return Err(Vec::new()),
        })
    }

    fn ending(&self) -> Result<Ending, Errors> {
        let missing = |field| one(field, Problem::Missing);
        match self.get(Field::Outcome.name()) {
            "nib-issued" => Ok(Ending::NibIssued),
            "consultation-only" => Ok(Ending::ConsultationOnly),
            "pending" => PendingReason::from_key(self.get(Field::PendingReason.name()))
                .map(Ending::Pending)
                .ok_or_else(|| missing(Field::PendingReason)),
            "referred" => ReferredTo::from_key(self.get(Field::ReferredTo.name()))
                .map(Ending::Referred)
                .ok_or_else(|| missing(Field::ReferredTo)),
            _ => Err(missing(Field::Outcome)),
        }
    }

    fn person(&self) -> Result<WalkInPerson, Errors> {
        let mut errors = Vec::new();
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let name = Line::parse_min(self.get(Field::ApplicantName.name()), 2)
            .map_err(|problem| keep(Field::ApplicantName, problem));
        let phone = Phone::parse(self.get(Field::Phone.name()))
            .map_err(|error| keep(Field::Phone, Problem::Phone(error)));
        let activity = Line::parse_min(self.get(Field::BusinessActivity.name()), 3)
            .map_err(|problem| keep(Field::BusinessActivity, problem));
        match (name, phone, activity) {
            (Ok(name), Ok(phone), Ok(business_activity)) => Ok(WalkInPerson {
                name,
                phone,
                business_activity,
            }),
            _ => Err(errors),
        }
    }

    fn correction(&self, date: NaiveDate) -> Result<Act, Errors> {
        let time = |field: Field| {
            parse_time(self.get(field.name()))
                .map(|time| from_wita(date, time))
                .map_err(|problem| one(field, problem))
        };
        let from = time(Field::IncidentFrom)?;
        let until = match self.get(Field::IncidentUntil.name()) {
            "" => None,
            _ => Some(time(Field::IncidentUntil)?),
        };
        if until.is_some_and(|until| until <= from) {
            return Err(one(Field::IncidentUntil, Problem::EndBeforeStart));
        }
        let incident = self.id("incident").map(EventId::new).ok_or_else(Vec::new)?;
        Ok(Act::CorrectIncident {
            incident,
            from,
            until,
        })
    }
}

fn one(field: Field, problem: Problem) -> Errors {
    vec![FieldError::new(field, problem)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(pairs: &[(&str, &str)]) -> Result<Wish, Vec<FieldError>> {
        let pairs = pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        DayForm(pairs.collect()).parse(Around {
            fresh: Uuid::from_u128(1),
            seq: 3,
            at: DateTime::UNIX_EPOCH,
            date: NaiveDate::default(),
        })
    }

    const ENTRY: (&str, &str) = ("entry", "00000000-0000-0000-0000-000000000007");
    const OPERATOR: (&str, &str) = ("operator", "00000000-0000-0000-0000-000000000008");

    #[test]
    fn a_walk_in_takes_three_fields_and_says_which_are_wrong() {
        let errors = parse(&[("act", "walk-in"), ("applicant_name", "I Ketut Rai")]).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|it| it.field).collect();
        assert_eq!(fields, [Field::Phone, Field::BusinessActivity]);
        let good = [
            ("act", "walk-in"),
            ("applicant_name", "I Ketut Rai"),
            ("phone", "0812 3450 0001"),
            ("business_activity", "warung kopi"),
            ("need", "elderly"),
        ];
        let Ok(Wish::Do(sent)) = parse(&good) else {
            panic!()
        };
        assert!(sent.person.is_some());
        assert!(matches!(
            sent.act,
            Act::WalkIn {
                need: Some(Need::Elderly),
                ..
            }
        ));
    }

    #[test]
    fn a_pending_service_needs_its_reason_and_a_number_needs_thirteen_digits() {
        let end = |more: &[(&str, &str)]| parse(&[&[("act", "end"), ENTRY, OPERATOR], more].concat());
        let missing = end(&[("outcome", "pending")]).unwrap_err();
        assert_eq!(missing, one(Field::PendingReason, Problem::Missing));
        assert!(end(&[("outcome", "pending"), ("pending_reason", "oss-outage")]).is_ok());
        let short = end(&[("outcome", "nib-issued"), ("nib", "123")]).unwrap_err();
        assert_eq!(short, one(Field::Nib, Problem::Digits { needed: 13 }));
        assert!(end(&[("outcome", "nib-issued"), ("nib", "")]).is_ok());
        assert!(end(&[]).is_err());
    }

    #[test]
    fn a_form_that_is_not_ours_is_no_act() {
        for act in ["", "close-the-bank", "call"] {
            assert_eq!(parse(&[("act", act)]), Err(Vec::new()), "{act}");
        }
    }
}
