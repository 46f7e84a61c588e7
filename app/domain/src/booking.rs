//! A booking: one person's place in a slot, its form and the states it goes through.

use crate::field::{Field, FieldError, Problem};
use crate::id::SlotId;
use crate::lang::Lang;
use crate::phone::Phone;
use crate::text::{Email, Line};
use crate::visit::VisitState;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where a booking stands. A move keeps the booking and changes its slot, so there is no state for it
/// (docs/decisions/0006).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BookingState {
    /// Has a place.
    Booked,
    /// Waits for a place.
    Waitlisted,
    /// Has arrived.
    CheckedIn,
    /// Sits with an operator.
    InService,
    /// Went home with an NIB.
    NibIssued,
    /// Not finished; the reason is recorded.
    Pending,
    /// Sent to the office or the MPP.
    Referred,
    /// Was advised only.
    ConsultationOnly,
    /// Did not come.
    NoShow,
    /// Called off.
    Cancelled,
}

/// How a service ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// The NIB was issued.
    NibIssued,
    /// Not finished.
    Pending,
    /// Sent on.
    Referred,
    /// Advice only.
    ConsultationOnly,
}

impl Outcome {
    /// The state that a booking has afterwards.
    pub fn state(self) -> BookingState {
        match self {
            Outcome::NibIssued => BookingState::NibIssued,
            Outcome::Pending => BookingState::Pending,
            Outcome::Referred => BookingState::Referred,
            Outcome::ConsultationOnly => BookingState::ConsultationOnly,
        }
    }
}

/// What is done to a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BookingStep {
    /// A place was found for someone waiting.
    GivePlace,
    /// The person arrives.
    CheckIn,
    /// An operator begins.
    Begin,
    /// An operator ends.
    End(Outcome),
    /// The person did not come.
    MarkNoShow,
    /// The person came after all.
    UndoNoShow,
    /// The place is given back.
    Cancel,
    /// Another slot is taken.
    Move,
}

/// The step is not possible from this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a booking that is {from:?} cannot {step:?}")]
pub struct IllegalBookingStep {
    /// State of the booking.
    pub from: BookingState,
    /// The step that was tried.
    pub step: BookingStep,
}

impl BookingState {
    /// All states.
    pub const ALL: [BookingState; 10] = [
        BookingState::Booked,
        BookingState::Waitlisted,
        BookingState::CheckedIn,
        BookingState::InService,
        BookingState::NibIssued,
        BookingState::Pending,
        BookingState::Referred,
        BookingState::ConsultationOnly,
        BookingState::NoShow,
        BookingState::Cancelled,
    ];

    /// Whether its holder may still move it or give it back: until its slot begins. Of a visit that was put off,
    /// whenever they like: its slots have no day until the village has agreed to a new one.
    pub fn holder_may_change(self, visit: VisitState, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        use VisitState as V;
        let in_time = match visit {
            V::Cancelled => false,
            V::Proposed | V::AwaitingVillage | V::Postponed => true,
            _ => now < starts_at,
        };
        in_time && self.after(BookingStep::Cancel).is_ok()
    }

    /// Whether its holder may say to come: while the slot is ahead, of a visit that stands.
    pub fn holder_may_confirm(self, visit: VisitState, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        use VisitState as V;
        let stands = matches!(visit, V::Confirmed | V::Open | V::Closed | V::Underway);
        self == BookingState::Booked && stands && now < starts_at
    }

    /// The state after `step`.
    ///
    /// # Errors
    /// Where the step is not possible from here.
    pub fn after(self, step: BookingStep) -> Result<BookingState, IllegalBookingStep> {
        use BookingState as S;
        use BookingStep as T;
        match (self, step) {
            (S::Booked, T::Move) | (S::Waitlisted, T::GivePlace) => Ok(S::Booked),
            (S::Booked | S::Waitlisted, T::Cancel) => Ok(S::Cancelled),
            (S::Booked | S::Waitlisted | S::NoShow, T::CheckIn) => Ok(S::CheckedIn),
            (S::CheckedIn, T::Begin) => Ok(S::InService),
            (S::InService, T::End(outcome)) => Ok(outcome.state()),
            (S::Pending, T::End(Outcome::NibIssued)) => Ok(S::NibIssued),
            (S::Pending, T::End(Outcome::Referred)) => Ok(S::Referred),
            (S::Booked, T::MarkNoShow) => Ok(S::NoShow),
            (S::NoShow, T::UndoNoShow) => Ok(S::Booked),
            (from, step) => Err(IllegalBookingStep { from, step }),
        }
    }

    /// Counts against the capacity of its slot: everything but the waiting, the called off.
    pub fn takes_a_place(self) -> bool {
        !matches!(self, BookingState::Waitlisted | BookingState::Cancelled)
    }

    /// Its person was there and the service has ended: may say how it was.
    pub fn may_judge(self) -> bool {
        matches!(
            self,
            BookingState::NibIssued
                | BookingState::Pending
                | BookingState::Referred
                | BookingState::ConsultationOnly
        )
    }

    /// The name in the database and in the API.
    pub const fn key(self) -> &'static str {
        match self {
            BookingState::Booked => "booked",
            BookingState::Waitlisted => "waitlisted",
            BookingState::CheckedIn => "checked-in",
            BookingState::InService => "in-service",
            BookingState::NibIssued => "nib-issued",
            BookingState::Pending => "pending",
            BookingState::Referred => "referred",
            BookingState::ConsultationOnly => "consultation-only",
            BookingState::NoShow => "no-show",
            BookingState::Cancelled => "cancelled",
        }
    }

    /// Reads a [`BookingState::key`].
    pub fn from_key(key: &str) -> Option<BookingState> {
        BookingState::ALL.into_iter().find(|state| state.key() == key)
    }

    /// The word of the interface.
    pub fn word(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            BookingState::Booked => ("Terdaftar", "Booked"),
            BookingState::Waitlisted => ("Daftar tunggu", "Waiting list"),
            BookingState::CheckedIn => ("Hadir", "Arrived"),
            BookingState::InService => ("Sedang dilayani", "Being served"),
            BookingState::NibIssued => ("Selesai: NIB terbit", "Done: NIB issued"),
            BookingState::Pending => ("Tertunda", "Pending"),
            BookingState::Referred => ("Dirujuk ke kantor", "Referred to the office"),
            BookingState::ConsultationOnly => ("Hanya konsultasi", "Consultation only"),
            BookingState::NoShow => ("Tidak hadir", "Did not come"),
            BookingState::Cancelled => ("Dibatalkan", "Cancelled"),
        };
        lang.pick(id, en)
    }
}

/// The person a place is booked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Name, as the person gives it.
    pub name: Line<80>,
    /// Mobile number with WhatsApp; a family may share one.
    pub phone: Phone,
    /// For the confirmation; many have none.
    pub email: Option<Email>,
    /// Banjar inside the village.
    pub banjar: Option<Line<60>>,
    /// The business in the person's own words; the operator finds the KBLI in OSS.
    pub business_activity: Line<200>,
    /// Name of the business.
    pub business_name: Option<Line<80>>,
    /// Needs help on the day (wheelchair, sign language, companion): a need, never a diagnosis.
    pub assistance_needed: bool,
}

impl Applicant {
    /// The name as it counts for "the same person twice": small letters, letters and digits only.
    pub fn name_key(&self) -> String {
        self.name
            .as_str()
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect()
    }
}

/// A request for a place, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBooking {
    /// The slot wanted.
    pub slot: SlotId,
    /// The person.
    pub applicant: Applicant,
    /// The same key sent twice is one booking; 8 to 100 characters.
    pub idempotency_key: String,
    /// Language of the ticket and its messages.
    pub lang: Lang,
}

/// The booking form, as typed. The API sends the same fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BookingForm {
    /// Id of the slot.
    pub slot_id: String,
    /// Name.
    pub applicant_name: String,
    /// WhatsApp number.
    pub phone: String,
    /// Business in own words.
    pub business_activity: String,
    /// Banjar or empty.
    pub banjar: String,
    /// E-mail or empty.
    pub email: String,
    /// Business name or empty.
    pub business_name: String,
    /// Anything but empty, `false`, `0` or `no` means yes.
    pub assistance_needed: String,
    /// Key of this rendering of the form.
    pub idempotency_key: String,
}

impl BookingForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that needs mending, in the order of the form.
    pub fn parse(&self, lang: Lang) -> Result<NewBooking, Vec<FieldError>> {
        let mut errors = Vec::new();
        let slot = self.slot_id.parse::<SlotId>().map_err(|_| {
            let problem = if self.slot_id.trim().is_empty() {
                Problem::Missing
            } else {
                Problem::NotAChoice
            };
            errors.push(FieldError::new(Field::Slot, problem));
        });
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let name = Line::parse_min(&self.applicant_name, 2).map_err(|p| keep(Field::ApplicantName, p));
        let phone = Phone::parse(&self.phone).map_err(|e| keep(Field::Phone, Problem::Phone(e)));
        let banjar = Line::parse_optional(&self.banjar).map_err(|p| keep(Field::Banjar, p));
        let business_activity =
            Line::parse_min(&self.business_activity, 3).map_err(|p| keep(Field::BusinessActivity, p));
        let business_name =
            Line::parse_optional(&self.business_name).map_err(|p| keep(Field::BusinessName, p));
        let email = Email::parse_optional(&self.email).map_err(|p| keep(Field::Email, p));
        let key = self.idempotency_key.trim();
        let key_is_good = is_good_key(key);
        if !key_is_good {
            keep(Field::IdempotencyKey, Problem::OutOfRange { min: 8, max: 100 });
        }
        match (slot, name, phone, banjar, business_activity, business_name, email) {
            (
                Ok(slot),
                Ok(name),
                Ok(phone),
                Ok(banjar),
                Ok(business_activity),
                Ok(business_name),
                Ok(email),
            ) if key_is_good => {
                let assistance_needed = is_ticked(&self.assistance_needed);
                let applicant = Applicant {
                    name,
                    phone,
                    email,
                    banjar,
                    business_activity,
                    business_name,
                    assistance_needed,
                };
                Ok(NewBooking {
                    slot,
                    applicant,
                    idempotency_key: key.to_owned(),
                    lang,
                })
            }
            _ => Err(errors),
        }
    }
}

/// Whether a key can tell one sending of a form from another.
pub(crate) fn is_good_key(key: &str) -> bool {
    (8..=100).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a box was ticked: anything but empty, `false`, `0` or `no`.
pub(crate) fn is_ticked(text: &str) -> bool {
    !matches!(text.trim(), "" | "false" | "0" | "no")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form() -> BookingForm {
        BookingForm {
            slot_id: "0198a000-0000-7000-8000-000000000001".into(),
            applicant_name: "Ni Wayan Sari".into(),
            phone: "0812 3456 7890".into(),
            business_activity: "jual jaje Bali".into(),
            idempotency_key: "f5a1b2c3-0001".into(),
            ..BookingForm::default()
        }
    }

    #[test]
    fn four_fields_are_enough() {
        let new = form().parse(Lang::Id).unwrap();
        assert_eq!(new.applicant.phone.as_e164(), "+6281234567890");
        assert!(!new.applicant.assistance_needed);
        assert_eq!(new.applicant.email, None);
    }

    #[test]
    fn all_errors_are_told_at_once_in_the_order_of_the_form() {
        let empty = BookingForm {
            idempotency_key: "12345678".into(),
            ..BookingForm::default()
        };
        let fields: Vec<_> = empty
            .parse(Lang::Id)
            .unwrap_err()
            .into_iter()
            .map(|e| e.field)
            .collect();
        assert_eq!(
            fields,
            [
                Field::Slot,
                Field::ApplicantName,
                Field::Phone,
                Field::BusinessActivity
            ]
        );
    }

    #[test]
    fn the_same_name_written_otherwise_is_the_same_person() {
        let one = form().parse(Lang::Id).unwrap().applicant.name_key();
        let two = BookingForm {
            applicant_name: "ni  wayan SARI.".into(),
            ..form()
        }
        .parse(Lang::Id)
        .unwrap()
        .applicant
        .name_key();
        assert_eq!(one, two);
    }

    #[test]
    fn keys_are_read_back() {
        for state in BookingState::ALL {
            assert_eq!(BookingState::from_key(state.key()), Some(state));
        }
    }

    fn step() -> impl Strategy<Value = BookingStep> {
        use BookingStep as T;
        prop::sample::select(vec![
            T::GivePlace,
            T::CheckIn,
            T::Begin,
            T::End(Outcome::NibIssued),
            T::End(Outcome::Pending),
            T::End(Outcome::Referred),
            T::End(Outcome::ConsultationOnly),
            T::MarkNoShow,
            T::UndoNoShow,
            T::Cancel,
            T::Move,
        ])
    }

    proptest! {
        #[test]
        fn nobody_is_served_before_arriving_and_no_end_is_left(steps in prop::collection::vec(step(), 0..40)) {
            let mut state = BookingState::Booked;
            let mut arrived = false;
            for step in steps {
                let before = state;
                if let Ok(next) = state.after(step) {
                    prop_assert!(!matches!(before, BookingState::Cancelled | BookingState::NibIssued | BookingState::Referred | BookingState::ConsultationOnly));
                    state = next;
                }
                arrived |= state == BookingState::CheckedIn;
                prop_assert!(state != BookingState::InService || arrived);
            }
        }

        #[test]
        fn the_form_never_panics(a in ".*", b in ".*", c in ".*") {
            let _ = BookingForm { slot_id: a.clone(), applicant_name: b, phone: c.clone(), email: a, banjar: c, ..form() }.parse(Lang::Id);
        }
    }
}
