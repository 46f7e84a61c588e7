//! JSON bodies, read field by field so that each wrong one is named.

use crate::refusal::{FieldTrouble, Refusal};
use crate::state::AppState;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use domain::booking::{BookingForm, NewBooking};
use domain::field::{Field, Problem};
use domain::id::SlotId;
use domain::lang::Lang;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A place wanted
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body; `JsonObject::booking` reads it")]
pub(crate) struct NewBookingBody {
    /// Id of the slot
    #[schema(format = Uuid)]
    slot_id: String,
    /// 2 to 80 characters
    #[schema(min_length = 2, max_length = 80, example = "Ni Wayan Sari")]
    applicant_name: String,
    /// Indonesian mobile number
    #[schema(example = "0812 3456 7890")]
    phone: String,
    /// The business in own words, 3 to 200 characters
    #[schema(min_length = 3, max_length = 200, example = "jual jaje Bali")]
    business_activity: String,
    /// Banjar inside the village
    #[schema(max_length = 60)]
    banjar: Option<String>,
    /// For the confirmation
    #[schema(format = Email)]
    email: Option<String>,
    /// Needs help on the day
    assistance_needed: Option<bool>,
    /// Name of the business
    #[schema(max_length = 80)]
    business_name: Option<String>,
}

/// The slot to move to
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body; `JsonObject::slot` reads it")]
pub(crate) struct RescheduleBody {
    /// Id of the slot
    #[schema(format = Uuid)]
    slot_id: String,
}

/// A body that is a JSON object.
pub(crate) struct JsonObject(Map<String, Value>);

impl FromRequest<AppState> for JsonObject {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refusal> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        let kind = kind
            .and_then(|kind| kind.split(';').next())
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase();
        if kind != "application/json" && !(kind.starts_with("application/") && kind.ends_with("+json")) {
            return Err(Refusal::NotSaidJson);
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|error| match error.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
                _ => Refusal::NotJson,
            })?;
        match serde_json::from_slice(&body) {
            Ok(Value::Object(object)) => Ok(JsonObject(object)),
            _ => Err(Refusal::NotJson),
        }
    }
}

impl JsonObject {
    /// A text; null and a missing field are an empty one.
    fn text(&self, field: Field, troubles: &mut Vec<FieldTrouble>) -> String {
        match self.0.get(field.name()) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                troubles.push(FieldTrouble::NotText(field));
                String::new()
            }
        }
    }

    /// The slot to move to.
    pub(crate) fn slot(&self) -> Result<SlotId, Refusal> {
        let mut troubles = Vec::new();
        let text = self.text(Field::Slot, &mut troubles);
        match text.parse() {
            Ok(slot) if troubles.is_empty() => Ok(slot),
            _ if !troubles.is_empty() => Err(Refusal::Fields(troubles)),
            _ => {
                let problem = if text.trim().is_empty() {
                    Problem::Missing
                } else {
                    Problem::NotAChoice
                };
                Err(Refusal::Fields(vec![FieldTrouble::Value(Field::Slot, problem)]))
            }
        }
    }

    /// The booking wanted.
    pub(crate) fn booking(&self, idempotency_key: String, lang: Lang) -> Result<NewBooking, Refusal> {
        let mut troubles = Vec::new();
        let assistance_needed = match self.0.get(Field::AssistanceNeeded.name()) {
            None | Some(Value::Null | Value::Bool(false)) => String::new(),
            Some(Value::Bool(true)) => "true".to_owned(),
            Some(_) => {
                troubles.push(FieldTrouble::NotBoolean(Field::AssistanceNeeded));
                String::new()
            }
        };
        let mut text = |field| self.text(field, &mut troubles);
        let form = BookingForm {
            slot_id: text(Field::Slot),
            applicant_name: text(Field::ApplicantName),
            phone: text(Field::Phone),
            business_activity: text(Field::BusinessActivity),
            banjar: text(Field::Banjar),
            email: text(Field::Email),
            business_name: text(Field::BusinessName),
            assistance_needed,
            idempotency_key,
        };
        match form.parse(lang) {
            Ok(new) if troubles.is_empty() => Ok(new),
            Ok(_) => Err(Refusal::Fields(troubles)),
            Err(errors) => {
                // One entry a field: what is no text is not missing besides.
                let wrong: Vec<_> = troubles.iter().map(FieldTrouble::name).collect();
                let others = errors
                    .into_iter()
                    .filter(|error| !wrong.contains(&error.field.name()));
                troubles.extend(others.map(|error| FieldTrouble::Value(error.field, error.problem)));
                Err(Refusal::Fields(troubles))
            }
        }
    }
}
