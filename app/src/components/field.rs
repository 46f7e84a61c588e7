//! Fields of forms: uncontrolled, equal in both renders, with their hint and what to mend.

use crate::form::FormState;
use crate::text::{use_lang, use_words};
use domain::error::ServiceError;
use domain::field::Field;
use leptos::prelude::*;

/// A field of one line. Build it with [`Input::text`] and set what differs.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// Which field: its name and id.
    pub field: Field,
    /// Label.
    pub label: &'a str,
    /// What helps to fill it, or empty.
    pub hint: &'a str,
    /// `type` of the input.
    pub kind: &'a str,
    /// Value when the page is opened.
    pub value: String,
    /// `autocomplete`, or empty.
    pub autocomplete: &'a str,
    /// `inputmode`, or empty.
    pub inputmode: &'a str,
    /// `min`, or empty.
    pub min: &'a str,
    /// `max`, or empty.
    pub max: &'a str,
    /// Has to be filled.
    pub required: bool,
}

/// A text as it stands in a `<textarea>`, whose content leptos 0.8 writes as it is. For pages of the server alone.
pub fn in_textarea(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

impl<'a> Input<'a> {
    /// A text field that may be left empty.
    pub fn text(field: Field, label: &'a str) -> Self {
        Input {
            field,
            label,
            hint: "",
            kind: "text",
            value: String::new(),
            autocomplete: "",
            inputmode: "",
            min: "",
            max: "",
            required: false,
        }
    }
}

/// An attribute that is left out when empty.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Label, hint and what to mend around a control, which is told what describes it and whether it is wrong.
fn framed(
    i: &Input,
    form: &FormState,
    control: impl FnOnce(String, Option<&'static str>) -> AnyView,
) -> AnyView {
    let name = i.field.name();
    let wrong = form.problem(i.field, use_lang()).is_some();
    let hint_id = [name, "-hint"].concat();
    let problem_id = [name, "-problem"].concat();
    let described = if i.hint.is_empty() {
        problem_id
    } else {
        [&hint_id, " ", &problem_id].concat()
    };
    let hint = (!i.hint.is_empty()).then(|| {
        view! {
            <p class="hint" id=hint_id>
                {i.hint.to_owned()}
            </p>
        }
    });
    view! {
        <div class="field">
            <label for=name>{i.label.to_owned()}</label>
            {hint}
            {problem(i.field, form)}
            {control(described, wrong.then_some("true"))}
        </div>
    }
    .into_any()
}

/// Label, hint, what to mend, input.
pub fn input(i: Input, form: &FormState) -> AnyView {
    let name = i.field.name();
    let value = if i.kind == "password" {
        String::new()
    } else {
        form.value_or(i.field, &i.value)
    };
    framed(&i, form, |described, invalid| {
        view! {
            <input
                id=name
                name=name
                type=i.kind.to_owned()
                value=some(&value)
                autocomplete=some(i.autocomplete)
                inputmode=some(i.inputmode)
                min=some(i.min)
                max=some(i.max)
                required=i.required
                aria-describedby=described
                aria-invalid=invalid
            />
        }
        .into_any()
    })
}

/// A field of several lines; `kind` and what else only a line has is left aside. For pages of the server alone.
pub fn text_area(i: Input, form: &FormState) -> AnyView {
    let name = i.field.name();
    let text = in_textarea(&form.value_or(i.field, &i.value));
    framed(&i, form, |described, invalid| {
        view! {
            <textarea
                id=name
                name=name
                rows="3"
                required=i.required
                aria-describedby=described
                aria-invalid=invalid
            >
                {text}
            </textarea>
        }
        .into_any()
    })
}

/// What to mend in a field. The element is there when all is well too, for the browser to fill.
pub fn problem(field: Field, form: &FormState) -> AnyView {
    view! {
        <p class="problem" id=[field.name(), "-problem"].concat()>
            {form.problem(field, use_lang())}
        </p>
    }
    .into_any()
}

/// A card that is a radio.
pub fn choice(name: &'static str, value: &str, label: &str, hint: &str, checked: bool) -> AnyView {
    card("radio", name, value, label, hint, checked)
}

/// A card that is a check box.
pub fn check(name: &'static str, value: &str, label: &str, hint: &str, checked: bool) -> AnyView {
    card("checkbox", name, value, label, hint, checked)
}

fn card(
    kind: &'static str,
    name: &'static str,
    value: &str,
    label: &str,
    hint: &str,
    checked: bool,
) -> AnyView {
    let hint = (!hint.is_empty()).then(|| view! { <small>{hint.to_owned()}</small> });
    view! {
        <label class="choice">
            <input type=kind id=[name, "-", value].concat() name=name value=value.to_owned() checked=checked />
            <span>{label.to_owned()} {hint}</span>
        </label>
    }
    .into_any()
}

/// A hidden value.
pub fn hidden(name: &'static str, value: String) -> AnyView {
    view! { <input type="hidden" name=name value=value /> }.into_any()
}

/// Why the form came back, with a way to each field. Empty when the page is opened.
pub fn error_summary(form: &FormState) -> AnyView {
    let Some(error) = &form.error else {
        return ().into_any();
    };
    let lang = use_lang();
    let mut links: Vec<(&'static str, String)> = error
        .fields()
        .iter()
        .map(|e| (e.field.name(), e.problem.text(e.field, lang)))
        .collect();
    if matches!(error, ServiceError::SlotFull | ServiceError::SlotClosed) {
        links.push((Field::Slot.name(), use_words().choose_time().to_owned()));
    }
    let links = links
        .into_iter()
        .map(|(name, text)| {
            // External: the browser itself moves the focus there.
            view! {
                <li>
                    <a href=["#", name].concat() rel="external">
                        {text}
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <div class="notice error" id="masalah" role="alert" tabindex="-1" autofocus=true>
            <p>
                <b>{error.text(lang)}</b>
            </p>
            <ul>{links}</ul>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::in_textarea;

    #[test]
    fn nothing_of_a_text_ends_the_field_it_stands_in() {
        let text = "Bale & </textarea><script>";
        assert_eq!(in_textarea(text), "Bale &amp; &lt;/textarea>&lt;script>");
    }
}
