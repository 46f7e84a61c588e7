//! Filled-in forms, and what is said of one that needs mending.

use crate::common::BENGKEL;
use domain::booking::{BookingForm, BookingState, NewBooking};
use domain::error::ServiceError;
use domain::field::{Field, FieldError, Problem};
use domain::id::{OperatorId, SlotId};
use domain::lang::Lang;
use domain::phone::Phone;
use domain::plan::VisitPlanForm;
use domain::service::{BookingRow, VillageContact};
use domain::text::{Email, Line};
use domain::venue::VenueAnswerForm;

pub(crate) fn plan_form(operators: &[OperatorId]) -> VisitPlanForm {
    VisitPlanForm {
        village: BENGKEL.into(),
        date: "2026-06-10".into(),
        starts_at: "08:30".into(),
        ends_at: "11:30".into(),
        slot_minutes: "20".into(),
        service_minutes: "20".into(),
        venue: "Kantor Perbekel".into(),
        operators: operators.iter().map(ToString::to_string).collect(),
        ..VisitPlanForm::default()
    }
}

pub(crate) fn booking_form(slot: SlotId, person: usize) -> BookingForm {
    BookingForm {
        slot_id: slot.to_string(),
        applicant_name: format!("Ni Wayan {person}"),
        phone: format!("0812 3{person:07}"),
        business_activity: "jual jaje Bali".into(),
        idempotency_key: format!("key-of-person-{person:06}"),
        ..BookingForm::default()
    }
}

pub(crate) fn someone(slot: SlotId, person: usize) -> NewBooking {
    booking_form(slot, person).parse(Lang::Id).unwrap()
}

/// The person with this number, the form changed.
pub(crate) fn someone_with(slot: SlotId, person: usize, change: impl FnOnce(&mut BookingForm)) -> NewBooking {
    let mut form = booking_form(slot, person);
    change(&mut form);
    form.parse(Lang::Id).unwrap()
}

pub(crate) fn contact(email: Option<&str>) -> VillageContact {
    VillageContact {
        name: Line::parse("I Made Suarta").unwrap(),
        phone: Phone::parse("081999000111").unwrap(),
        email: email.map(|email| Email::parse(email).unwrap()),
    }
}

pub(crate) fn yes(venue: &str) -> VenueAnswerForm {
    VenueAnswerForm {
        answer: "yes".into(),
        venue: venue.into(),
        contact_name: "I Made Suarta".into(),
        contact_phone: "081999000111".into(),
        facilities: vec!["electricity".into(), "toilet".into()],
        ..VenueAnswerForm::default()
    }
}

pub(crate) fn invalid(field: Field, problem: Problem) -> ServiceError {
    ServiceError::Invalid(vec![FieldError::new(field, problem)])
}

pub(crate) fn states(rows: &[BookingRow]) -> Vec<BookingState> {
    rows.iter().map(|row| row.state).collect()
}
