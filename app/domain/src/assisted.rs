//! Assisted booking: an official of the village books for people who cannot do it themselves, with their consent.
//! Each has a booking of their own.

use crate::booking::{Applicant, BookingState, NewBooking, is_good_key, is_ticked};
use crate::code::BookingCode;
use crate::field::{Field, FieldError, Problem};
use crate::id::{BookingId, SlotId};
use crate::lang::Lang;
use crate::outreach::LinkHolder;
use crate::phone::Phone;
use crate::service::{Answer, SlotView, Ticket, VisitSummary};
use crate::settings::Settings;
use crate::text::Line;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Which words a person agrees to. Other words get another version: the record says which were agreed to
/// (law 27/2022, article 22: proof of consent).
pub const CONSENT_VERSION: &str = "2026-11";

/// The words of [`CONSENT_VERSION`].
pub fn consent_words(lang: Lang) -> &'static str {
    lang.pick(
        "Orang ini sudah saya beri tahu dan setuju: nama, banjar, jenis usaha, dan nomor HP-nya (bila ada) dicatat untuk layanan NIB pada kunjungan ini.",
        "I have told this person, and this person agrees: name, banjar, kind of business and phone number (if any) are recorded for the NIB service of this visit.",
    )
}

/// A person that an official books for, parsed. The person has agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAssisted {
    /// The slot wanted.
    pub slot: SlotId,
    /// Name, as the person gives it.
    pub name: Line<80>,
    /// The person's own number, or one of the family; none: the person has no phone.
    pub phone: Option<Phone>,
    /// Banjar inside the village.
    pub banjar: Option<Line<60>>,
    /// The business in the person's own words.
    pub business_activity: Line<200>,
    /// Needs help on the day: a need, never a diagnosis.
    pub assistance_needed: bool,
    /// The same key sent twice is one booking; 8 to 100 characters.
    pub idempotency_key: String,
    /// Language of the ticket and its messages.
    pub lang: Lang,
}

impl NewAssisted {
    /// The booking; what is written to a person without a phone goes to the helper, who passes it on.
    pub fn booking(&self, helper: &Phone) -> NewBooking {
        NewBooking {
            slot: self.slot,
            applicant: Applicant {
                name: self.name.clone(),
                phone: self.phone.as_ref().unwrap_or(helper).clone(),
                email: None,
                banjar: self.banjar.clone(),
                business_activity: self.business_activity.clone(),
                business_name: None,
                assistance_needed: self.assistance_needed,
            },
            idempotency_key: self.idempotency_key.clone(),
            lang: self.lang,
        }
    }
}

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssistedForm {
    /// Id of the slot.
    pub slot_id: String,
    /// Name.
    pub applicant_name: String,
    /// Number, or empty.
    pub phone: String,
    /// Banjar, or empty.
    pub banjar: String,
    /// Business in own words.
    pub business_activity: String,
    /// Ticked where the person needs help.
    pub assistance_needed: String,
    /// Ticked where the person has agreed.
    pub consent: String,
    /// Key of this rendering of the form.
    pub idempotency_key: String,
}

impl AssistedForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that needs mending, in the order of the form.
    pub fn parse(&self, lang: Lang) -> Result<NewAssisted, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let slot = self.slot_id.parse::<SlotId>().map_err(|_| {
            let missing = self.slot_id.trim().is_empty();
            let problem = if missing {
                Problem::Missing
            } else {
                Problem::NotAChoice
            };
            keep(Field::Slot, problem);
        });
        let name = Line::parse_min(&self.applicant_name, 2).map_err(|p| keep(Field::ApplicantName, p));
        let phone = match self.phone.trim() {
            "" => Ok(None),
            typed => Phone::parse(typed).map(Some),
        };
        let phone = phone.map_err(|e| keep(Field::Phone, Problem::Phone(e)));
        let banjar = Line::parse_optional(&self.banjar).map_err(|p| keep(Field::Banjar, p));
        let activity =
            Line::parse_min(&self.business_activity, 3).map_err(|p| keep(Field::BusinessActivity, p));
        let agreed = is_ticked(&self.consent);
        if !agreed {
            keep(Field::Consent, Problem::Missing);
        }
        let good_key = is_good_key(self.idempotency_key.trim());
        if !good_key {
            keep(Field::IdempotencyKey, Problem::OutOfRange { min: 8, max: 100 });
        }
        match (slot, name, phone, banjar, activity) {
            (Ok(slot), Ok(name), Ok(phone), Ok(banjar), Ok(business_activity)) if agreed && good_key => {
                Ok(NewAssisted {
                    slot,
                    name,
                    phone,
                    banjar,
                    business_activity,
                    assistance_needed: is_ticked(&self.assistance_needed),
                    idempotency_key: self.idempotency_key.trim().to_owned(),
                    lang,
                })
            }
            _ => Err(errors),
        }
    }
}

/// A person that this official has booked for. Holds no number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistedRow {
    /// The booking.
    pub booking: BookingId,
    /// Code.
    pub code: BookingCode,
    /// Name.
    pub applicant_name: String,
    /// Banjar.
    pub banjar: Option<String>,
    /// State.
    pub state: BookingState,
    /// Begin of the slot.
    pub starts_at: DateTime<Utc>,
    /// The person has a phone; otherwise the printed list is the ticket.
    pub own_phone: bool,
    /// May still be cancelled: until the slot begins.
    pub changeable: bool,
    /// Secret of the ticket's link, for its QR code.
    pub manage_token: String,
}

/// What the pages of assisted booking show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistedPage {
    /// The visit.
    pub visit: VisitSummary,
    /// Whose link it is.
    pub holder: LinkHolder,
    /// Slots of the visit, by time.
    pub slots: Vec<SlotView>,
    /// Names of the banjar of the village that the holder may choose from.
    pub banjars: Vec<String>,
    /// Whom this person has booked for, by time; cancelled ones too.
    pub people: Vec<AssistedRow>,
    /// How many live bookings one helper may have in a visit.
    pub most: u32,
    /// The key that the form is to send.
    pub idempotency_key: String,
    /// Public address of the site, no slash at the end.
    pub public_url: String,
    /// The office's settings.
    pub settings: Settings,
}

impl AssistedPage {
    /// How many this person may still book for.
    pub fn left(&self) -> u32 {
        let live = self
            .people
            .iter()
            .filter(|it| it.state != BookingState::Cancelled);
        let live = u32::try_from(live.count()).unwrap_or(u32::MAX);
        self.most.saturating_sub(live)
    }
}

/// What the holder of a village's link may do for others. Every method checks the link.
#[async_trait]
pub trait AssistedService: Send + Sync {
    /// The slots, and whom this person has booked for.
    async fn assisted(&self, token: &str) -> Answer<AssistedPage>;
    /// Books for a person, in the visit of the link alone. The same key and contents sent twice is one booking.
    async fn book_assisted(&self, token: &str, new: &NewAssisted) -> Answer<Ticket>;
    /// Cancels a booking that this person has made.
    async fn cancel_assisted(&self, token: &str, booking: BookingId) -> Answer<()>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form() -> AssistedForm {
        AssistedForm {
            slot_id: "0198a000-0000-7000-8000-000000000001".into(),
            applicant_name: "Ni Wayan Tua".into(),
            business_activity: "anyaman bambu".into(),
            consent: "yes".into(),
            idempotency_key: "kunci-0001".into(),
            ..AssistedForm::default()
        }
    }

    #[test]
    fn a_person_without_a_phone_is_reached_through_the_helper() {
        let helper = Phone::parse("0813 1111 2222").unwrap();
        let new = form().parse(Lang::Id).unwrap();
        assert_eq!(new.phone, None);
        assert_eq!(new.booking(&helper).applicant.phone, helper);
        let own = AssistedForm {
            phone: "0812 3456 7890".into(),
            ..form()
        };
        let own = own.parse(Lang::Id).unwrap().booking(&helper);
        assert_eq!(own.applicant.phone.as_e164(), "+6281234567890");
    }

    #[test]
    fn nobody_is_booked_for_who_has_not_agreed() {
        for consent in ["", "no", "0", "false"] {
            let refused = AssistedForm {
                consent: consent.into(),
                ..form()
            };
            let errors = refused.parse(Lang::Id).unwrap_err();
            assert_eq!(errors, [FieldError::new(Field::Consent, Problem::Missing)]);
        }
    }

    #[test]
    fn a_number_that_is_typed_must_be_one() {
        let wrong = AssistedForm {
            phone: "0812".into(),
            ..form()
        };
        let fields: Vec<_> = wrong
            .parse(Lang::Id)
            .unwrap_err()
            .iter()
            .map(|it| it.field)
            .collect();
        assert_eq!(fields, [Field::Phone]);
    }

    proptest! {
        #[test]
        fn the_form_never_panics_and_never_books_without_a_tick(a in ".*", b in ".*", c in ".*") {
            let typed = AssistedForm { applicant_name: a, phone: b, consent: c.clone(), ..form() };
            prop_assert!(typed.parse(Lang::Id).is_err() || is_ticked(&c));
        }
    }
}
