//! Trying out the day of a visit: what is asked, and what came out.

use super::frame::{Tab, staff_frame};
use super::parts::{caution, cell, heads, use_visit_id, visit_line, visit_path};
use super::what_if_chart::chart;
use crate::api;
use crate::components::{Input, check, error_summary, input, loaded, query};
use crate::form::FormState;
use crate::text::{WhatIfWords, use_lang, use_staff_words};
use domain::error::ServiceError;
use domain::field::Field;
use domain::simulation::Outcome;
use domain::what_if::{Assumed, WhatIfForm, WhatIfPage};
use leptos::prelude::*;

/// Days, in percent, on which the target should be reached.
const MOST_DAYS_REACHED: u64 = 80;

/// `/staf/kunjungan/:visit/simulasi`
#[component]
pub fn WhatIfView() -> impl IntoView {
    let words = WhatIfWords(use_lang());
    let (id, asked) = (use_visit_id(), asked());
    let data = api::visit_tools::what_if(id.get_untracked(), asked.get_untracked());
    let content = loaded(data, move |page| content(words, &page)).into_any();
    staff_frame(words.heading(), Tab::Visits, content)
}

/// What the address asks.
fn asked() -> Memo<WhatIfForm> {
    let value = |field: Field| query(field.name());
    let (no_show, walk_ins) = (value(Field::NoShowPercent), value(Field::WalkInsExpected));
    let (service, spread) = (value(Field::ServiceMinutes), value(Field::ServiceSpreadPercent));
    let (from, minutes) = (value(Field::OutageFrom), value(Field::OutageMinutes));
    let full = value(Field::EverySlotFull);
    let (days, seed) = (value(Field::Days), value(Field::Seed));
    Memo::new(move |_| WhatIfForm {
        every_slot_full: full.get(),
        no_show_percent: no_show.get(),
        walk_ins_expected: walk_ins.get(),
        service_minutes: service.get(),
        service_spread_percent: spread.get(),
        outage_from: from.get(),
        outage_minutes: minutes.get(),
        days: days.get(),
        seed: seed.get(),
    })
}

fn content(words: WhatIfWords, page: &WhatIfPage) -> AnyView {
    let form = FormState {
        error: (!page.errors.is_empty()).then(|| ServiceError::Invalid(page.errors.clone())),
        ..FormState::default()
    };
    let result = page.errors.is_empty().then(|| result(words, page));
    view! {
        <h1>{words.heading()}</h1>
        {visit_line(use_staff_words(), &page.visit)}
        <p>{words.lead()}</p>
        {error_summary(&form)}
        {result}
        {questions(words, page, &form)}
    }
    .into_any()
}

fn result(words: WhatIfWords, page: &WhatIfPage) -> AnyView {
    let own = match page.own() {
        Some(own) => words.own(own.operators, own.served_tenths, page.target, own.above_target),
        None if page.team == 0 => words.no_team().to_owned(),
        None => words.large_team().to_owned(),
    };
    let least = match page.least_team(MOST_DAYS_REACHED) {
        None if page.too_few() => words.too_few(page.people, page.target),
        Some(least) => words.least(least.operators, page.target, MOST_DAYS_REACHED),
        None => words.none_enough(page.target, MOST_DAYS_REACHED),
    };
    let assumed = match page.assumed {
        Assumed::Booked => words.booked(page.people),
        Assumed::NobodyBooked => words.nobody_booked(page.people),
        Assumed::EverySlotFull => words.every_slot_full(page.people),
    };
    let nobody = page.people == 0 && page.form.walk_ins_expected == "0";
    let body = if nobody {
        caution(words.nobody())
    } else {
        view! {
            <p>
                <strong>{own}</strong>
                " "
                {least}
            </p>
            <p class="hint">{assumed} " " {words.tried(&page.form.days)}</p>
            {chart(words, page)}
            {table(words, page)}
        }
        .into_any()
    };
    view! {
        <section id="hasil">
            <h2>{words.result()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn table(words: WhatIfWords, page: &WhatIfPage) -> AnyView {
    let lines: Vec<_> = page
        .outcomes
        .iter()
        .map(|it| line(words, page.team, it))
        .collect();
    let labels = [
        words.operators(),
        words.served(),
        words.above(),
        words.wait(),
        words.overtime(),
    ];
    view! {
        <table class="cards">
            {heads(&labels)} <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

fn line(words: WhatIfWords, team: u32, it: &Outcome) -> AnyView {
    let operators = if it.operators == team {
        view! { <strong>{it.operators} " (" {words.this_team()} ")"</strong> }.into_any()
    } else {
        it.operators.into_any()
    };
    let text = |label, text: String| cell(label, text.into_any());
    view! {
        <tr>
            {cell(words.operators(), operators)} {text(words.served(), words.tenths(it.served_tenths))}
            {text(words.above(), format!("{}\u{a0}%", it.above_target))}
            {text(words.wait(), words.minutes(it.wait_p50, it.wait_p90))}
            {text(words.overtime(), words.minutes(it.overtime_p50, it.overtime_p90))}
        </tr>
    }
    .into_any()
}

fn questions(words: WhatIfWords, page: &WhatIfPage, form: &FormState) -> AnyView {
    let asked = &page.form;
    let number = |field, label, hint, value: &str, min, max| {
        let field = Input {
            kind: "number",
            inputmode: "numeric",
            hint,
            value: value.to_owned(),
            min,
            max,
            ..Input::text(field, label)
        };
        input(field, form)
    };
    let outage = Input {
        kind: "time",
        hint: words.outage_hint(),
        value: asked.outage_from.clone(),
        ..Input::text(Field::OutageFrom, words.outage_from())
    };
    let full = Field::EverySlotFull.name();
    let in_folded = |field| matches!(field, Field::Days | Field::Seed);
    let open = page.errors.iter().any(|error| in_folded(error.field));
    view! {
        <section>
            <h2>{words.questions()}</h2>
            <form method="get" action=visit_path(page.visit.id, "/simulasi") class="narrow">
                {check(full, "1", words.full(), words.full_hint(), !asked.every_slot_full.is_empty())}
                {number(Field::NoShowPercent, words.no_show(), "", &asked.no_show_percent, "0", "100")}
                {number(
                    Field::WalkInsExpected,
                    words.walk_ins(),
                    words.walk_ins_hint(),
                    &asked.walk_ins_expected,
                    "0",
                    "200",
                )} {number(Field::ServiceMinutes, words.service(), "", &asked.service_minutes, "1", "120")}
                {number(
                    Field::ServiceSpreadPercent,
                    words.spread(),
                    words.spread_hint(),
                    &asked.service_spread_percent,
                    "0",
                    "90",
                )} {input(outage, form)}
                {number(Field::OutageMinutes, words.outage_minutes(), "", &asked.outage_minutes, "0", "480")}
                <details open=open>
                    <summary>{words.more()}</summary>
                    <p>{words.rules()}</p>
                    {number(Field::Days, words.days(), "", &asked.days, "1", "10000")}
                    {number(Field::Seed, words.seed(), words.seed_hint(), &asked.seed, "0", "4294967295")}
                </details>
                <button class="button">{words.run()}</button>
            </form>
        </section>
    }
    .into_any()
}
