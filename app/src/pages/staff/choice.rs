//! A village that may be chosen: why it has its points, its past visits, its facts, and the choice.

use super::frame::{Tab, staff_frame};
use super::month::month_key;
use super::parts::{only, option, row, visit_path};
use super::ranking::{chosen, month_of, ranking_path};
use crate::api::{self, may, not_found};
use crate::components::{Input, error_summary, hidden, input, loaded, param, problem, query};
use crate::form::{FormState, use_form_state};
use crate::text::{ChoiceWords, use_staff_words, use_words};
use domain::calendar::{long_date, month_year};
use domain::choice::VillageChoice;
use domain::evaluation::Headcount;
use domain::field::Field;
use domain::month::first_of;
use domain::ranking::{Score, Signal};
use domain::staff::Act;
use domain::village::VillageCode;
use leptos::prelude::*;

/// `/staf/desa/:code`; `?bulan=2026-12` for the month it may be chosen for.
#[component]
pub fn ChoiceView() -> impl IntoView {
    let words = ChoiceWords(use_staff_words().0);
    let form = use_form_state();
    let code = VillageCode::parse(&param("code").get_untracked());
    let month = month_of(&query("bulan").get_untracked());
    let data = async move {
        match code {
            Ok(code) => api::choice::village(month, code).await,
            Err(_) => not_found(),
        }
    };
    let content = loaded(data, move |choice| content(words, &choice, &form));
    staff_frame(words.choose(), Tab::Visits, content)
}

fn content(words: ChoiceWords, choice: &VillageChoice, form: &FormState) -> AnyView {
    let ranked = &choice.ranked;
    let scores: Vec<_> = ranked
        .scores
        .iter()
        .map(|score| reason(words, choice, score))
        .collect();
    view! {
        <h1>{use_words().village(&ranked.village.name)} ", " {ranked.village.district.clone()}</h1>
        <p>
            <strong>{words.place(ranked)}</strong>
        </p>
        {error_summary(form)}
        {candidate(words, choice, &only(form, "calon"))}
        <section>
            <h2>{words.why()}</h2>
            <dl class="summary-list">{scores}</dl>
        </section>
        {past(words, choice)}
        {may(Act::PlanVisits).then(|| facts(words, choice, &only(form, "data")))}
        <p>
            <a href=ranking_path(choice.month)>{words.back()}</a>
        </p>
    }
    .into_any()
}

fn reason(words: ChoiceWords, choice: &VillageChoice, score: &Score) -> AnyView {
    let why = score.factor.why(&choice.ranked.standing, choice.today, words.0);
    let text = [&words.score(score), " ", &why].concat();
    row(score.factor.word(words.0), text.into_any())
}

/// Whether it is chosen, or the form that chooses it.
fn candidate(words: ChoiceWords, choice: &VillageChoice, form: &FormState) -> AnyView {
    let open = may(Act::PlanVisits) && choice.month >= first_of(choice.today);
    let inside = match &choice.candidate {
        Some(candidate) => chosen(words, candidate, choice.month),
        None if open => choose(words, choice, form),
        None => return ().into_any(),
    };
    view! {
        <section class="card">
            <h2>{words.candidates()} ", " {month_year(choice.month, words.0)}</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn choose(words: ChoiceWords, choice: &VillageChoice, form: &FormState) -> AnyView {
    let needed = choice.ranked.needs_reason();
    let hint = if needed {
        words.reason_needed()
    } else {
        words.reason_optional()
    };
    let reason = Input {
        hint,
        required: needed,
        ..Input::text(Field::Reason, words.reason())
    };
    let action = ["/staf/desa/", choice.ranked.village.code.as_str(), "/calon"].concat();
    view! {
        <form method="post" action=action>
            {hidden("bulan", month_key(choice.month))} {input(reason, form)}
            <button class="button">{words.make()}</button>
        </form>
    }
    .into_any()
}

fn past(words: ChoiceWords, choice: &VillageChoice) -> AnyView {
    let rows: Vec<_> = choice
        .past
        .iter()
        .map(|(visit, held)| {
            let came = match held.came {
                Some(people) => use_words().people_came(Headcount::Number(people)),
                None => words.not_counted().to_owned(),
            };
            view! {
                <li class="card">
                    <a href=visit_path(*visit, "")>{long_date(held.date, words.0)}</a>
                    ": "
                    {came}
                </li>
            }
            .into_any()
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p>{words.no_past()}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section>
            <h2>{words.past()}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn facts(words: ChoiceWords, choice: &VillageChoice, form: &FormState) -> AnyView {
    let known = &choice.ranked.standing.facts;
    let number = |field, label, value: Option<u32>| Input {
        inputmode: "numeric",
        value: value.map_or(String::new(), |value| value.to_string()),
        ..Input::text(field, label)
    };
    let action = ["/staf/desa/", choice.ranked.village.code.as_str(), "/data"].concat();
    view! {
        <section>
            <h2>{words.facts()}</h2>
            <form method="post" action=action class="narrow">
                <p class="hint">{words.facts_hint()}</p>
                {hidden("bulan", month_key(choice.month))}
                {input(number(Field::UnlicensedEstimate, words.unlicensed(), known.unlicensed), form)}
                {input(number(Field::TravelMinutes, words.minutes(), known.travel_minutes), form)}
                {signal(words, known.signal, form)} <button class="button second">{words.save()}</button>
            </form>
        </section>
    }
    .into_any()
}

fn signal(words: ChoiceWords, known: Option<Signal>, form: &FormState) -> AnyView {
    let name = Field::Signal.name();
    let chosen = form.value_or(Field::Signal, known.map_or("", Signal::key));
    let options: Vec<_> = Signal::ALL
        .into_iter()
        .map(|signal| {
            option(
                signal.key().to_owned(),
                signal.word(words.0).to_owned(),
                chosen == signal.key(),
            )
        })
        .collect();
    view! {
        <div class="field">
            <label for=name>{words.signal()}</label>
            {problem(Field::Signal, form)}
            <select id=name name=name aria-describedby="signal-problem">
                {option(String::new(), words.unknown().to_owned(), chosen.is_empty())}
                {options}
            </select>
        </div>
    }
    .into_any()
}
