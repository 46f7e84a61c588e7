//! Choosing a period: the one before, the one after, and the month, quarter or year around.

use crate::components::query;
use crate::text::{EvaluationWords, use_lang};
use domain::evaluation::{Period, Span};
use leptos::prelude::*;

/// The period that the address asks for; none where it asks for none, or for something else.
pub(super) fn asked_period() -> Option<Period> {
    Period::parse(&query("masa").get_untracked()).ok()
}

/// `/staf/evaluasi?masa=2026-11`.
pub(super) fn period_path(path: &str, period: Period) -> String {
    format!("{path}?masa={period}")
}

/// Links to other periods of a page.
pub(super) fn period_nav(path: &'static str, period: Period) -> AnyView {
    let lang = use_lang();
    let words = EvaluationWords(lang);
    let spans: Vec<_> = Span::ALL
        .into_iter()
        .filter_map(|span| {
            let other = Period::of(period.first(), span)?;
            let here = (span == period.span()).then_some("page");
            let link = view! {
                <li>
                    <a href=period_path(path, other) aria-current=here>
                        {span.word(lang)}
                    </a>
                </li>
            };
            Some(link.into_any())
        })
        .collect();
    view! {
        <nav class="tabs no-print" aria-label=words.spans()>
            <ul>{spans}</ul>
        </nav>
        {neighbours(path, period)}
    }
    .into_any()
}

/// Links to the period before and the one after.
pub(super) fn neighbours(path: &'static str, period: Period) -> AnyView {
    let lang = use_lang();
    let words = EvaluationWords(lang);
    let other = |other: Option<Period>, label: &'static str| {
        let other = other?;
        let link = view! {
            <a class="button quiet" href=period_path(path, other)>
                <span class="visually-hidden">{label} ": "</span>
                {other.words(lang)}
            </a>
        };
        Some(link.into_any())
    };
    view! {
        <nav class="months no-print" aria-label=words.periods()>
            {other(period.before(), words.before())} {other(period.after(), words.after())}
        </nav>
    }
    .into_any()
}
