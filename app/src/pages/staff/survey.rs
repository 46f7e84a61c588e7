//! `/staf/survei`: what the survey of satisfaction says of a month, a quarter or a year.

use super::frame::{Tab, staff_frame};
use super::parts::{cell, heads, link_button};
use super::period::{asked_period, period_nav};
use super::survey_tablet::TABLET;
use crate::api::{self, may};
use crate::components::{Bar, bars, empty, loaded};
use crate::text::{SurveyWords, use_lang};
use domain::lang::Lang;
use domain::staff::Act;
use domain::survey::{Element, Judgement, SurveyResult};
use leptos::prelude::*;

/// Its address.
const PATH: &str = "/staf/survei";

/// The page.
#[component]
pub fn SurveyResultView() -> impl IntoView {
    let words = SurveyWords(use_lang());
    let data = api::survey::survey_result(asked_period());
    let content = loaded(data, move |result| content(words, &result));
    staff_frame(words.results(), Tab::More, content)
}

fn content(words: SurveyWords, result: &SurveyResult) -> AnyView {
    let has_tablet = may(Act::RunDesk) || may(Act::Serve);
    let tablet = has_tablet.then(|| link_button(TABLET.to_owned(), "button second", words.fill_on_tablet()));
    view! {
        <h1>{[words.results(), ", ", &result.period.words(words.0)].concat()}</h1>
        {period_nav(PATH, result.period)}
        {said(words, result)}
        <p class="no-print">{tablet}</p>
        <details>
            <summary>{words.method()}</summary>
            <p>{words.method_text()}</p>
        </details>
    }
    .into_any()
}

/// The verdict with its elements, or why there is none: elements of a few answers would be a verdict too.
fn said(words: SurveyWords, result: &SurveyResult) -> AnyView {
    let people = result.tally.people();
    match result.judgement() {
        Judgement::Nothing => view! {
            {empty(words.nobody(), ().into_any())}
            <p class="hint">{words.nobody_hint()}</p>
        }
        .into_any(),
        Judgement::TooFew { lacking } => {
            view! { <p class="notice info">{words.too_few(people, lacking)}</p> }.into_any()
        }
        Judgement::Enough { index, quality } => {
            let word = quality.word(words.0);
            let judged = words.judged(&index.text(words.0), quality.key(), word, people);
            let sample = words.sample(result.served, result.sample(), result.speaks_for_all());
            let worst = result.tally.worst_first().first().copied();
            let worst = worst.and_then(|element| {
                let index = result.tally.index_of(element)?;
                Some(words.worst(element.word(words.0), &index.text(words.0)))
            });
            view! {
                <p>
                    <strong>{judged}</strong>
                    " "
                    {worst}
                </p>
                <p class="hint">{sample}</p>
                {chart(words, result)}
                {table(words, result)}
            }
            .into_any()
        }
    }
}

fn chart(words: SurveyWords, result: &SurveyResult) -> AnyView {
    let worst = result.tally.worst_first().first().copied();
    let drawn: Vec<_> = Element::ALL
        .iter()
        .filter_map(|element| {
            let index = result.tally.index_of(*element)?;
            Some(Bar {
                label: element.word(words.0).to_owned(),
                value: index.hundredths().into(),
                text: index.text(words.0),
                strong: worst == Some(*element),
            })
        })
        .collect();
    bars("unsur", words.chart(), &drawn, None)
}

fn table(words: SurveyWords, result: &SurveyResult) -> AnyView {
    let labels = [
        words.element(),
        words.mean(),
        words.index(),
        words.quality(),
        words.answers(),
    ];
    let lines: Vec<_> = Element::ALL
        .iter()
        .map(|element| line(words, result, *element))
        .collect();
    view! {
        <table class="cards">
            {heads(&labels)} <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

fn line(words: SurveyWords, result: &SurveyResult, element: Element) -> AnyView {
    let sum = result.tally.sum(element);
    let index = result.tally.index_of(element);
    let text = |label, text: String| cell(label, text.into_any());
    let nothing = || "–".to_owned();
    view! {
        <tr>
            <th scope="row">{element.word(words.0)}</th>
            {text(words.mean(), sum.mean().map_or_else(nothing, |mean| four_decimals(mean, words.0)))}
            {text(words.index(), index.map_or_else(nothing, |index| index.text(words.0)))}
            {text(words.quality(), index.map_or_else(nothing, |index| index.quality().key().to_owned()))}
            {text(words.answers(), sum.answers.to_string())}
        </tr>
    }
    .into_any()
}

/// `3,5324` of ten-thousandths.
fn four_decimals(mean: u64, lang: Lang) -> String {
    let point = lang.pick(",", ".");
    format!("{}{point}{:04}", mean / 10_000, mean % 10_000)
}
