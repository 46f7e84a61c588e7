//! What can be done with one question: answer it, set it aside, publish it.

use super::parts::{post_button, typed};
use super::questions::back_to;
use crate::components::{choice, in_textarea};
use crate::form::FormState;
use crate::text::{QuestionWords, use_lang};
use domain::field::Field;
use domain::id::VisitId;
use domain::question::QuestionRow;
use leptos::prelude::*;

/// Where the page is.
pub(super) const PATH: &str = "/staf/pertanyaan";

/// The answer, and the way to set the question aside. `form` is the one of this question that came back, if one did.
pub(super) fn reply_form(
    words: QuestionWords,
    it: &QuestionRow,
    visit: Option<VisitId>,
    form: &FormState,
) -> AnyView {
    let action = |end: &str| back_to(format!("{PATH}/{}/{end}", it.id), visit);
    let hint = if it.is_told {
        words.reply_hint()
    } else {
        words.reply_hint_link()
    };
    let aside = (!it.set_aside).then(|| {
        post_button(
            action("kesampingkan"),
            "button second",
            words.set_aside_button(),
            ().into_any(),
        )
    });
    view! {
        <form method="post" action=action("jawab") class="narrow">
            {area(Field::Reply, (words.reply(), hint), "", it, form)}
            <button class="button">{words.reply_button()}</button>
        </form>
        {aside}
    }
    .into_any()
}

/// Both texts for everybody, and where they are shown; folded until it is wanted.
pub(super) fn publish_form(
    words: QuestionWords,
    it: &QuestionRow,
    visit: Option<VisitId>,
    form: &FormState,
) -> AnyView {
    let answer = it.answer.as_ref().map_or("", |(text, _, _)| text.as_str());
    let stored = it.faq.as_ref();
    let question = stored.map_or(it.text.as_str(), |faq| faq.question.as_str());
    let answer = stored.map_or(answer, |faq| faq.answer.as_str());
    let label = if stored.is_some() {
        words.publish_again()
    } else {
        words.publish()
    };
    let chosen = typed(form, "tampil");
    let everywhere = match &chosen {
        Some(chosen) => chosen == "semua",
        None => stored.is_some_and(|faq| faq.village.is_none()),
    };
    let id = it.id.to_string();
    // Without a visit there is no village to choose.
    let place = it.visit.as_ref().map(|_| {
        view! {
            <fieldset>
                <legend>{words.where_shown()}</legend>
                {choice("tampil", "desa", words.in_village(), "", !everywhere)}
                {choice("tampil", "semua", words.everywhere(), "", everywhere)}
            </fieldset>
        }
    });
    let action = back_to(format!("{PATH}/{id}/terbitkan"), visit);
    view! {
        <details open=form.is_refused()>
            <summary>{label}</summary>
            <form method="post" action=action class="narrow">
                <p class="hint">{words.publish_lead()}</p>
                {area(Field::PublicQuestion, (words.public_question(), ""), question, it, form)}
                {area(Field::PublicAnswer, (words.public_answer(), ""), answer, it, form)}
                {place}
                <button class="button">{words.publish_button()}</button>
            </form>
        </details>
    }
    .into_any()
}

/// A field of several lines of a page that holds it many times. In the form that came back its id is the field's
/// name, for the summary of errors leads there.
fn area(
    field: Field,
    (label, hint): (&'static str, &'static str),
    stored: &str,
    it: &QuestionRow,
    form: &FormState,
) -> AnyView {
    let name = field.name();
    let id = if form.is_refused() {
        name.to_owned()
    } else {
        format!("{name}-{}", it.id)
    };
    let about = [&id, "-about"].concat();
    let problem = form.problem(field, use_lang());
    let invalid = problem.is_some().then_some("true");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div id=about.clone()>
                <p class="hint">{hint}</p>
                <p class="problem">{problem}</p>
            </div>
            <textarea id=id name=name rows="3" required=true aria-describedby=about aria-invalid=invalid>
                {in_textarea(&form.value_or(field, stored))}
            </textarea>
        </div>
    }
    .into_any()
}
