//! What can be done with one follow-up: a form each.

use super::follow_ups::PATH;
use super::parts::{OwnField, caution, date_value, hhmm, only, option, own_field, typed, visit_path};
use crate::components::hidden;
use crate::form::FormState;
use crate::text::{AfterWords, use_lang};
use domain::calendar::to_wita;
use domain::error::ServiceError;
use domain::field::Field;
use domain::follow_up::{FollowUp, FollowUpPage};
use domain::pending::{PendingReason, ReferredTo};
use leptos::prelude::*;

/// All of them, folded until they are wanted. `form` is the one of this follow-up that came back, if one did.
pub(super) fn forms(words: AfterWords, it: &FollowUp, page: &FollowUpPage, form: &FormState) -> AnyView {
    let slip = if it.reason == PendingReason::ReturnSlip {
        words.see_return_slip()
    } else {
        words.give_return_slip()
    };
    let slip_path = visit_path(it.visit, &format!("/kartu-kembali/{}", it.entry));
    view! {
        <details open=form.is_refused()>
            <summary>{words.see_to_it()}</summary>
            {nib_form(words, it, &only(form, "nib"))}
            {call_back_form(words, it, page, &only(form, "hubungi"))}
            <p>
                <a class="button second" href=slip_path>
                    {slip}
                </a>
            </p>
            {refer_form(words, it, &only(form, "rujuk"))}
            {close_form(words, it, &only(form, "tutup"))}
        </details>
    }
    .into_any()
}

fn section(heading: &'static str, it: &FollowUp, step: &str, fields: AnyView) -> AnyView {
    view! {
        <section>
            <h3>{heading}</h3>
            <form method="post" action=format!("{PATH}/{}/{step}", it.id) class="narrow">
                {fields}
            </form>
        </section>
    }
    .into_any()
}

fn text(field: Field, label: &'static str, hint: &'static str) -> OwnField {
    OwnField {
        field,
        kind: "text",
        label,
        hint,
        value: String::new(),
    }
}

fn nib_form(words: AfterWords, it: &FollowUp, form: &FormState) -> AnyView {
    let number = text(Field::Nib, words.nib_number(), words.nib_hint());
    let fields = view! {
        {own_field(number, &it.id.to_string(), form)}
        <button class="button">{words.nib_is_out()}</button>
    };
    section(words.nib_is_out(), it, "nib", fields.into_any())
}

fn call_back_form(words: AfterWords, it: &FollowUp, page: &FollowUpPage, form: &FormState) -> AnyView {
    let owner = it.id.to_string();
    let agreed = it.call_back.map(to_wita);
    let date = OwnField {
        kind: "date",
        value: date_value(agreed.map(|at| at.date())),
        ..text(
            Field::CallBackDate,
            words.call_back_date(),
            words.call_back_hint(),
        )
    };
    let time = OwnField {
        kind: "time",
        value: agreed.map(|at| hhmm(at.time())).unwrap_or_default(),
        ..text(Field::CallBackTime, words.call_back_time(), "")
    };
    let stored = it.responsible.as_ref().map(|who| who.id.to_string());
    let chosen = form.value_or(Field::Responsible, stored.as_deref().unwrap_or_default());
    let nobody = option(String::new(), words.choose_nobody().to_owned(), chosen.is_empty());
    let colleagues = page.colleagues.iter().map(|who| {
        let id = who.id.to_string();
        let is_chosen = id == chosen;
        option(id, who.name.clone(), is_chosen)
    });
    let options = std::iter::once(nobody).chain(colleagues).collect();
    // Whoever has seen what the other stored may save over it.
    let stale = form.error == Some(ServiceError::Stale);
    let version = match typed(form, "version") {
        Some(version) if !stale => version,
        _ => it.version.to_string(),
    };
    let fields = view! {
        {stale.then(|| caution(words.stored_meanwhile()))}
        {hidden("version", version)}
        {own_field(date, &owner, form)}
        {own_field(time, &owner, form)}
        {select(Field::Responsible, words.responsible(), options, &owner, form)}
        <button class="button second">{words.save()}</button>
    };
    section(words.plan_call_back(), it, "hubungi", fields.into_any())
}

fn refer_form(words: AfterWords, it: &FollowUp, form: &FormState) -> AnyView {
    let chosen = form.value_or(Field::ReferredTo, "");
    let options = ReferredTo::ALL
        .iter()
        .map(|place| {
            option(
                place.key().into(),
                place.word(words.0).into(),
                place.key() == chosen,
            )
        })
        .collect();
    let fields = view! {
        {select(Field::ReferredTo, words.refer_where(), options, &it.id.to_string(), form)}
        <button class="button second">{words.refer()}</button>
    };
    section(words.refer(), it, "rujuk", fields.into_any())
}

fn close_form(words: AfterWords, it: &FollowUp, form: &FormState) -> AnyView {
    let reason = text(Field::Reason, words.close_why(), words.close_hint());
    let fields = view! {
        {own_field(reason, &it.id.to_string(), form)}
        <button class="button danger second">{words.close()}</button>
    };
    section(words.close(), it, "tutup", fields.into_any())
}

/// A list to choose from; `owner` tells the forms of the page apart.
fn select(
    field: Field,
    label: &'static str,
    options: Vec<AnyView>,
    owner: &str,
    form: &FormState,
) -> AnyView {
    let id = if form.is_refused() {
        field.name().to_owned()
    } else {
        [field.name(), "-", owner].concat()
    };
    let problem = form
        .problem(field, use_lang())
        .map(|problem| view! { <p class="problem">{problem}</p> }.into_any());
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {problem}
            <select id=id name=field.name()>
                {options}
            </select>
        </div>
    }
    .into_any()
}
