//! Temple feasts of a village: their list, and the form for another one.

use super::{Input, choice, empty, input, problem};
use crate::form::FormState;
use crate::text::{FeastWords, use_lang};
use domain::calendar::long_date;
use domain::field::Field;
use domain::odalan::{Odalan, OdalanKind};
use domain::year::VillageFeasts;
use leptos::prelude::*;

/// The list; with `may_change` also the forms, sent to `base` and to `base/{id}/hapus`.
pub fn feasts(all: &VillageFeasts, form: &FormState, base: &str, may_change: bool) -> AnyView {
    let words = FeastWords(use_lang());
    let rows: Vec<_> = all
        .odalan
        .iter()
        .map(|odalan| feast(words, odalan, all, may_change.then_some(base)))
        .collect();
    let list = if rows.is_empty() {
        empty(words.none(), ().into_any())
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <p>{words.lead()}</p>
        {list}
        {may_change.then(|| add_form(words, form, base))}
    }
    .into_any()
}

fn feast(words: FeastWords, odalan: &Odalan, all: &VillageFeasts, base: Option<&str>) -> AnyView {
    let when = match odalan.next(all.today) {
        Some(date) => words.next(&long_date(date, words.0)),
        None => [words.past(), ": ", &long_date(odalan.date, words.0)].concat(),
    };
    let remove = base.map(|base| {
        view! {
            <form method="post" action=format!("{base}/{}/hapus", odalan.id)>
                <button class="button quiet">
                    {words.remove()} <span class="visually-hidden">": " {odalan.name.clone()}</span>
                </button>
            </form>
        }
        .into_any()
    });
    view! {
        <li class="card">
            <p>
                <strong>{odalan.name.clone()}</strong>
                <br />
                {when}
                <br />
                <span class="hint">{words.comes_back(odalan.kind)}</span>
            </p>
            {remove}
        </li>
    }
    .into_any()
}

fn add_form(words: FeastWords, form: &FormState, base: &str) -> AnyView {
    let name = Field::OdalanKind.name();
    let chosen = form.value_or(Field::OdalanKind, OdalanKind::Pawukon.key());
    let kind = |kind: OdalanKind, label, hint| choice(name, kind.key(), label, hint, chosen == kind.key());
    let temple = Input {
        hint: words.temple_hint(),
        required: true,
        ..Input::text(Field::Temple, words.temple())
    };
    let date = Input {
        kind: "date",
        required: true,
        ..Input::text(Field::Date, words.date())
    };
    view! {
        <section>
            <h2>{words.add()}</h2>
            <form method="post" action=base.to_owned() class="narrow">
                {input(temple, form)}
                <fieldset id=name tabindex="-1">
                    <legend>{words.kind()}</legend>
                    {problem(Field::OdalanKind, form)}
                    {kind(OdalanKind::Pawukon, words.pawukon(), words.pawukon_hint())}
                    {kind(OdalanKind::Date, words.single(), words.single_hint())}
                </fieldset>
                {input(date, form)}
                <button class="button">{words.add()}</button>
            </form>
        </section>
    }
    .into_any()
}
