//! `/staf/evaluasi`: a month, a quarter or a year looked back at, for the heads of agency and division.

use super::evaluation_parts::{figures, visit_name, visit_table};
use super::frame::{Tab, staff_frame};
use super::meeting::PATH as MEETING;
use super::parts::{cell, heads, link_button};
use super::period::{asked_period, period_nav, period_path};
use super::reports::PATH as REPORTS;
use crate::api;
use crate::components::{Bar, Mark, bars, empty, loaded};
use crate::text::{EvaluationWords, MeetingWords, ReportsWords, SurveyWords, use_lang};
use domain::evaluation::{Dashboard, Figures, OperatorLoad, Span, Step, share_text};
use domain::survey::Judgement;
use leptos::prelude::*;

/// Its address.
pub(super) const PATH: &str = "/staf/evaluasi";

/// The page.
#[component]
pub fn EvaluationView() -> impl IntoView {
    let words = EvaluationWords(use_lang());
    let data = api::evaluation::dashboard(asked_period());
    let content = loaded(data, move |page| content(words, &page));
    staff_frame(words.evaluation(), Tab::More, content)
}

fn content(words: EvaluationWords, page: &Dashboard) -> AnyView {
    let it = &page.figures;
    let summary = words.summary(it.held, it.planned, page.needed, it.reached, it.missed);
    let survey = SurveyWords(words.0);
    view! {
        <h1>{[words.evaluation(), ", ", &page.period.words(words.0)].concat()}</h1>
        {period_nav(PATH, page.period)}
        <p>
            <strong>{summary}</strong>
        </p>
        <nav class="actions no-print" aria-label=words.pages()>
            {link_button("/staf/evaluasi/desa".to_owned(), "button second", words.see_coverage())}
            {link_button(meeting_path(page), "button second", MeetingWords(words.0).meeting())}
            {link_button(period_path("/staf/survei", page.period), "button second", survey.results())}
            {link_button(period_path(REPORTS, page.period), "button second", ReportsWords(words.0).reports())}
        </nav>
        {visits(words, page)}
        {people(words, page)}
        {operators(words, page)}
        <section>
            <h2>{words.reach()}</h2>
            <p>{words.reach_said(page.reach)}</p>
            {page.reach.businesses.is_none().then(|| view! { <p class="hint">{words.no_businesses()}</p> })}
        </section>
        <section>
            <h2>{survey.results()}</h2>
            <p>{satisfaction(survey, page)}</p>
        </section>
        {figures(words, it)}
    }
    .into_any()
}

/// The sheet of this month; of a longer period, that of the month of today.
fn meeting_path(page: &Dashboard) -> String {
    match page.period.span() {
        Span::Month => period_path(MEETING, page.period),
        Span::Quarter | Span::Year => MEETING.to_owned(),
    }
}

/// People who came: by visit in a month, by month in what is longer.
fn visits(words: EvaluationWords, page: &Dashboard) -> AnyView {
    if page.reviews.is_empty() {
        return empty(words.no_visits(), ().into_any());
    }
    let table = visit_table(words, &page.reviews);
    let shown = if page.period.span() == Span::Month {
        view! {
            {by_visit(words, page)}
            {table}
        }
        .into_any()
    } else {
        view! {
            {by_month(words, page)}
            <details>
                <summary>{words.visits()}</summary>
                {table}
            </details>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{words.visits()}</h2>
            {shown}
        </section>
    }
    .into_any()
}

fn by_visit(words: EvaluationWords, page: &Dashboard) -> AnyView {
    let known = page
        .reviews
        .iter()
        .filter_map(|it| Some((it, it.funnel.at(Step::Came)?)));
    let drawn: Vec<_> = known
        .clone()
        .map(|(it, came)| Bar {
            label: visit_name(words, it),
            value: came.into(),
            text: came.to_string(),
            strong: came > page.target,
        })
        .collect();
    if drawn.is_empty() {
        return ().into_any();
    }
    let most = known.max_by_key(|(_, came)| *came);
    let said = most.map(|(it, came)| words.most_came(&visit_name(words, it), came));
    let mark = Mark {
        value: page.target.into(),
        text: words.target_line(page.target),
    };
    view! {
        <p>{said}</p>
        {bars("datang", words.people_by_visit(), &drawn, Some(&mark))}
    }
    .into_any()
}

fn by_month(words: EvaluationWords, page: &Dashboard) -> AnyView {
    let months: Vec<Figures> = page
        .period
        .months()
        .map(|month| Figures::of(month, page.reviews.iter().map(|it| &it.counts), page.target))
        .collect();
    let most = months.iter().map(|it| it.came).max();
    let drawn: Vec<_> = months
        .iter()
        .map(|it| Bar {
            label: it.period.words(words.0),
            value: it.came.into(),
            text: it.came.to_string(),
            strong: Some(it.came) == most && it.came > 0,
        })
        .collect();
    let best = months.iter().find(|it| Some(it.came) == most);
    let said = best.map(|it| words.most_came(&it.period.words(words.0), it.came));
    let labels = [words.months(), words.visits(), words.came(), words.nib()];
    let lines: Vec<_> = months.iter().map(|it| month_line(words, it)).collect();
    view! {
        <p>{said}</p>
        {bars("datang", words.people_by_month(), &drawn, None)}
        <table class="cards">
            {heads(&labels)} <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

fn month_line(words: EvaluationWords, it: &Figures) -> AnyView {
    let text = |label, number: u32| cell(label, number.into_any());
    view! {
        <tr>
            <th scope="row">
                <a href=period_path(PATH, it.period)>{it.period.words(words.0)}</a>
            </th>
            {text(words.visits(), it.held)}
            {text(words.came(), it.came)}
            {text(words.nib(), it.nib)}
        </tr>
    }
    .into_any()
}

fn people(words: EvaluationWords, page: &Dashboard) -> AnyView {
    let it = &page.figures;
    let known = it.no_show + it.came_booked;
    let no_show = match it.no_show_share() {
        Some(share) => words.no_show_said(it.no_show, known, share),
        None => words.no_show_none().to_owned(),
    };
    let waits = page
        .waits
        .map_or_else(|| words.no_waits().to_owned(), |waits| waits.text(words.0));
    view! {
        <section>
            <h2>{words.no_show()}</h2>
            <p>{no_show}</p>
            <h2>{words.waiting_time()}</h2>
            <p>{waits}</p>
            <h2>{words.outages()}</h2>
            <p>{it.outage().text(words.0)}</p>
        </section>
    }
    .into_any()
}

fn operators(words: EvaluationWords, page: &Dashboard) -> AnyView {
    let known = page.loads.iter().filter_map(|it| Some((it, it.share()?)));
    let most = known.clone().max_by_key(|(_, share)| *share);
    let content = if let Some((busiest, share)) = most {
        let drawn: Vec<_> = known
            .map(|(it, share)| Bar {
                label: it.name.clone(),
                value: share.into(),
                text: share_text(share, words.0),
                strong: it.id == busiest.id,
            })
            .collect();
        let lines: Vec<_> = page.loads.iter().map(|it| operator_line(words, it)).collect();
        let labels = [
            words.operator(),
            words.visits(),
            words.people(),
            words.minutes_each(),
            words.share(),
        ];
        view! {
            <p>{words.most_load(&busiest.name, share)}</p>
            <p class="hint">{words.load_hint()}</p>
            {bars("beban", words.load(), &drawn, None)}
            <table class="cards">
                {heads(&labels)} <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    } else {
        view! { <p>{words.no_loads()}</p> }.into_any()
    };
    view! {
        <section>
            <h2>{words.load()}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn operator_line(words: EvaluationWords, it: &OperatorLoad) -> AnyView {
    let text = |label, text: Option<String>| cell(label, text.unwrap_or_else(|| "–".to_owned()).into_any());
    view! {
        <tr>
            <th scope="row">{it.name.clone()}</th>
            {text(words.visits(), Some(it.visits.to_string()))}
            {text(words.people(), Some(it.people.to_string()))}
            {text(words.minutes_each(), it.minutes_each().map(|minutes| minutes.to_string()))}
            {text(words.share(), it.share().map(|share| share_text(share, words.0)))}
        </tr>
    }
    .into_any()
}

fn satisfaction(words: SurveyWords, page: &Dashboard) -> String {
    let people = page.survey.tally.people();
    match page.survey.judgement() {
        Judgement::Nothing => words.nobody().to_owned(),
        Judgement::TooFew { lacking } => words.too_few(people, lacking),
        Judgement::Enough { index, quality } => {
            words.judged(&index.text(words.0), quality.key(), quality.word(words.0), people)
        }
    }
}
