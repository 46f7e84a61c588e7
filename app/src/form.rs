//! A form that came back: what was typed and what needs mending.
//!
//! A handler that refuses a form renders the page again with a [`FormState`] in the context; the page
//! fills its fields from it.

use domain::error::ServiceError;
use domain::field::Field;
use domain::lang::Lang;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What was typed into a form, and why it was refused. Empty when a page is opened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormState {
    /// Which form of the page it was, where there are several.
    pub form: String,
    /// Names and values as they were sent, passwords left out.
    pub values: Vec<(String, String)>,
    /// Why it was refused.
    pub error: Option<ServiceError>,
}

impl FormState {
    /// Whether a form came back.
    pub fn is_refused(&self) -> bool {
        self.error.is_some()
    }

    /// The state of the form called `name`; an empty one where another form of the page came back.
    pub fn only(&self, name: &str) -> FormState {
        if self.form == name {
            self.clone()
        } else {
            FormState::default()
        }
    }

    /// What was typed into a field, if the form came back.
    pub fn value(&self, field: Field) -> Option<String> {
        self.values
            .iter()
            .find(|(name, _)| name == field.name())
            .map(|(_, value)| value.clone())
    }

    /// What was typed, or `otherwise` when the page is opened.
    pub fn value_or(&self, field: Field, otherwise: &str) -> String {
        self.value(field).unwrap_or_else(|| otherwise.to_owned())
    }

    /// Whether a value of a check box or radio was chosen.
    pub fn holds(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(n, v)| n == name && v == value)
    }

    /// What to mend in a field.
    pub fn problem(&self, field: Field, lang: Lang) -> Option<String> {
        let error = self.error.as_ref()?;
        let problem = error.fields().iter().find(|error| error.field == field)?;
        Some(problem.problem.text(field, lang))
    }
}

/// The form that came back to this page.
pub fn use_form_state() -> FormState {
    use_context::<FormState>().unwrap_or_default()
}
