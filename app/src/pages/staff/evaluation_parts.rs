//! Pieces that the pages of the evaluation share.

use super::parts::{cell, heads, visit_path};
use crate::text::EvaluationWords;
use domain::calendar::short_date;
use domain::evaluation::{Figure, Figures, Reason, Review, Step, number_text};
use leptos::prelude::*;

/// `Sel 10/11/26 Bengkel`.
pub(super) fn visit_name(words: EvaluationWords, it: &Review) -> String {
    let day = short_date(it.counts.date, words.0);
    [&day, " ", &it.counts.village.name].concat()
}

/// All figures of a period, each in its line: two columns, for which a phone has room.
pub(super) fn figures(words: EvaluationWords, figures: &Figures) -> AnyView {
    let lines: Vec<_> = Figure::ALL
        .iter()
        .map(|figure| {
            let number = number_text(figures.get(*figure), words.0);
            view! {
                <tr>
                    <th scope="row">{figure.word(words.0)}</th>
                    <td>{number}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section>
            <h2>{words.figures()}</h2>
            <table class="figures">
                {heads(&[words.figure(), words.number()])} <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// Likely reasons, or that none is known.
pub(super) fn reason_list(words: EvaluationWords, reasons: &[Reason]) -> AnyView {
    if reasons.is_empty() {
        return words.no_reason().into_any();
    }
    let lines: Vec<_> = reasons
        .iter()
        .map(|reason| view! { <li>{reason.text(words.0)}</li> }.into_any())
        .collect();
    view! { <ul>{lines}</ul> }.into_any()
}

/// Visits with what came of them, and why there may have been few.
pub(super) fn visit_table(words: EvaluationWords, reviews: &[Review]) -> AnyView {
    let labels = [
        words.visit(),
        words.booked(),
        words.came(),
        words.nib(),
        words.target(),
        words.likely_reasons(),
    ];
    let lines: Vec<_> = reviews.iter().map(|it| visit_line(words, it)).collect();
    view! {
        <table class="cards">
            {heads(&labels)} <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

fn visit_line(words: EvaluationWords, it: &Review) -> AnyView {
    let number = |label, step| {
        let number = it
            .funnel
            .at(step)
            .map_or_else(|| "–".to_owned(), |number| number.to_string());
        cell(label, number.into_any())
    };
    let state = it.counts.state;
    let target = if state.is_planned() {
        it.funnel.target.word(words.0)
    } else {
        state.word(words.0).to_owned()
    };
    let reasons = if it.funnel.target.is_missed() {
        reason_list(words, &it.reasons)
    } else {
        "–".into_any()
    };
    view! {
        <tr>
            <th scope="row">
                <a href=visit_path(it.counts.id, "/evaluasi")>{visit_name(words, it)}</a>
            </th>
            {number(words.booked(), Step::Booked)}
            {number(words.came(), Step::Came)}
            {number(words.nib(), Step::NibIssued)}
            {cell(words.target(), target.into_any())}
            {cell(words.likely_reasons(), reasons)}
        </tr>
    }
    .into_any()
}
