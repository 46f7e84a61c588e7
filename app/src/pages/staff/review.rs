//! `/staf/kunjungan/:visit/evaluasi`: the way of people through one visit, and where they were lost.

use super::evaluation::PATH;
use super::evaluation_parts::{reason_list, visit_name};
use super::frame::{Tab, staff_frame};
use super::papers::report_steps;
use super::parts::{cell, heads, use_visit_id, visit_path};
use super::period::period_path;
use crate::api;
use crate::components::{Bar, bars, loaded, state_word};
use crate::text::{EvaluationWords, PaperWords, use_lang};
use domain::evaluation::{AtStep, ChannelFacts, Period, ReportPage, Review, Step};
use leptos::prelude::*;

/// The page.
#[component]
pub fn ReviewView() -> impl IntoView {
    let words = EvaluationWords(use_lang());
    let id = use_visit_id().get_untracked();
    let data = async move {
        let review = api::evaluation::review(id).await?;
        let report = if review.counts.is_over() {
            Some(api::papers::report(id).await?)
        } else {
            None
        };
        Ok((review, report))
    };
    let content = loaded(data, move |(review, report)| {
        content(words, &review, report.as_ref())
    });
    staff_frame(words.see_review(), Tab::Visits, content)
}

fn content(words: EvaluationWords, it: &Review, report: Option<&ReportPage>) -> AnyView {
    let month = Period::month(it.counts.date).map(|month| period_path(PATH, month));
    let back = month.map(|href| view! { <a href=href>{words.back_to_dashboard()}</a> }.into_any());
    view! {
        <h1>{words.see_review()}</h1>
        <p class="visit-line">
            <a href=visit_path(it.counts.id, "")>
                <strong>{visit_name(words, it)}</strong>
            </a>
            " "
            {state_word(it.counts.state)}
        </p>
        {target(words, it)}
        {funnel(words, it)}
        {losses(words, it)}
        {informed(words, &it.funnel.informed)}
        <section>
            <h2>{words.outages()}</h2>
            <p>{it.funnel.outage.text(words.0)}</p>
        </section>
        {report.map(reported)}
        <p class="no-print">{back}</p>
    }
    .into_any()
}

/// The report of the visit, on paper.
fn reported(page: &ReportPage) -> AnyView {
    let words = PaperWords(use_lang());
    view! {
        <section class="no-print">
            <h2>{words.report()}</h2>
            {report_steps(words, page)}
        </section>
    }
    .into_any()
}

fn target(words: EvaluationWords, it: &Review) -> AnyView {
    if !it.counts.state.is_planned() {
        return view! { <p class="notice info">{words.cancelled()}</p> }.into_any();
    }
    let reasons = it.funnel.target.is_missed().then(|| {
        view! {
            <h2>{words.likely_reasons()}</h2>
            {reason_list(words, &it.reasons)}
        }
    });
    view! {
        <p>{words.target()} ": " <strong>{it.funnel.target.word(words.0)}</strong></p>
        {reasons}
    }
    .into_any()
}

fn funnel(words: EvaluationWords, it: &Review) -> AnyView {
    let lang = words.0;
    let said = it.funnel.text(lang);
    let drawn: Vec<_> = it
        .funnel
        .steps
        .iter()
        .filter_map(|at| {
            let people = at.all()?;
            Some(Bar {
                label: at.step.word(lang).to_owned(),
                value: people.into(),
                text: people.to_string(),
                strong: at.step == Step::Came,
            })
        })
        .collect();
    let lines: Vec<_> = it.funnel.steps.iter().map(|at| step_line(words, at)).collect();
    view! {
        <section>
            <h2>{words.funnel()}</h2>
            <p>{said}</p>
            {bars("jalan", words.funnel(), &drawn, None)}
            <table class="cards">
                {heads(&[words.step(), words.with_booking(), words.walk_ins()])} <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn step_line(words: EvaluationWords, at: &AtStep) -> AnyView {
    let text = |label, number: Option<u32>| {
        let number = number.map_or_else(|| "–".to_owned(), |number| number.to_string());
        cell(label, number.into_any())
    };
    view! {
        <tr>
            <th scope="row">{at.step.word(words.0)}</th>
            {text(words.with_booking(), at.people)}
            {text(words.walk_ins(), at.walk_ins)}
        </tr>
    }
    .into_any()
}

fn losses(words: EvaluationWords, it: &Review) -> AnyView {
    let lines: Vec<_> = it
        .funnel
        .losses
        .iter()
        .map(|lost| {
            view! {
                <tr>
                    <th scope="row">{lost.loss.word(words.0)}</th>
                    {cell(words.people(), lost.people.into_any())}
                </tr>
            }
            .into_any()
        })
        .collect();
    let table = (!lines.is_empty()).then(|| {
        view! {
            <table class="cards">
                {heads(&[words.where_lost(), words.people()])} <tbody>{lines}</tbody>
            </table>
        }
    });
    view! {
        <section>
            <h2>{words.lost_where()}</h2>
            <p>{it.funnel.worst_text(words.0)}</p>
            {table}
        </section>
    }
    .into_any()
}

fn informed(words: EvaluationWords, channels: &[ChannelFacts]) -> AnyView {
    let lines: Vec<_> = channels.iter().map(|it| channel_line(words, it)).collect();
    let labels = [
        words.channel(),
        words.told(),
        words.banjars(),
        words.opened(),
        words.booked(),
    ];
    let content = if channels.is_empty() {
        view! { <p>{words.informed_none()}</p> }.into_any()
    } else {
        view! {
            <table class="cards">
                {heads(&labels)} <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{words.informed()}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn channel_line(words: EvaluationWords, it: &ChannelFacts) -> AnyView {
    let text = |label, number: u32| cell(label, number.into_any());
    view! {
        <tr>
            <th scope="row">{it.channel.word(words.0)}</th>
            {text(words.told(), it.told)}
            {text(words.banjars(), it.banjars)}
            {text(words.opened(), it.opened)}
            {text(words.booked(), it.booked)}
        </tr>
    }
    .into_any()
}
