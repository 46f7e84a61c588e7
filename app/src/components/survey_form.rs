//! The form of the survey: nine questions of four answers each, as plain radios.

use super::{choice, error_summary};
use crate::form::FormState;
use crate::text::{SurveyWords, use_lang};
use domain::field::Field;
use domain::survey::{Element, Score};
use leptos::prelude::*;

/// The form; `fields` are what it carries beside the answers.
pub fn survey_form(action: String, fields: AnyView, form: &FormState) -> AnyView {
    let words = SurveyWords(use_lang());
    let questions: Vec<_> = (1..)
        .zip(Element::ALL)
        .map(|(number, element)| question(number, *element, form))
        .collect();
    view! {
        {error_summary(form)}
        <form method="post" action=action class="survey" id=Field::Scores.name()>
            {fields}
            {questions}
            <button class="button wide" type="submit">
                {words.send()}
            </button>
        </form>
    }
    .into_any()
}

fn question(number: u32, element: Element, form: &FormState) -> AnyView {
    let lang = use_lang();
    let choices: Vec<_> = Score::ALL
        .into_iter()
        .zip(element.choices(lang))
        .map(|(score, label)| {
            let value = score.get().to_string();
            let chosen = form.holds(element.key(), &value);
            choice(element.key(), &value, label, "", chosen)
        })
        .collect();
    view! {
        <fieldset>
            <legend>{number} ". " {element.question(lang)}</legend>
            <div class="answers">{choices}</div>
        </fieldset>
    }
    .into_any()
}
