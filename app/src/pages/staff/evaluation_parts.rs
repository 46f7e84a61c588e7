//! Pieces that the pages of the evaluation share.

use super::parts::{cell, heads};
use crate::text::EvaluationWords;
use domain::calendar::short_date;
use domain::evaluation::{Figure, Figures, Reason, Review, number_text};
use leptos::prelude::*;

/// `Sel 10/11/26 Bengkel`.
pub(super) fn visit_name(words: EvaluationWords, it: &Review) -> String {
    let day = short_date(it.counts.date, words.0);
    [&day, " ", &it.counts.village.name].concat()
}

/// All figures of a period, each in its line.
pub(super) fn figures(words: EvaluationWords, figures: &Figures) -> AnyView {
    let lines: Vec<_> = Figure::ALL
        .iter()
        .map(|figure| {
            let number = number_text(figures.get(*figure), words.0);
            view! {
                <tr>
                    <th scope="row">{figure.word(words.0)}</th>
                    {cell(words.number(), number.into_any())}
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section>
            <h2>{words.figures()}</h2>
            <table class="cards">
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
