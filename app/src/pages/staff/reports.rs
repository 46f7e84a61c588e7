//! `/staf/laporan`: reports of a month, a quarter or a year as files; `/staf/laporan/:id`: how far one is.

use super::evaluation::PATH as EVALUATION;
use super::frame::{Tab, staff_frame};
use super::parts::{heads, link_button};
use super::period::{asked_period, period_nav, period_path};
use crate::api;
use crate::components::{error_summary, hidden, loaded, param};
use crate::form::use_form_state;
use crate::text::{EvaluationWords, ReportsWords, use_lang};
use domain::id::ReportId;
use domain::report::{ReportFormat, ReportPart, ReportState, ReportView, ReportWish, ReportsPage};
use leptos::prelude::*;
use leptos_meta::Meta;

/// Its address.
pub(super) const PATH: &str = "/staf/laporan";

/// Where reports are chosen.
#[component]
pub fn ReportsView() -> impl IntoView {
    let words = ReportsWords(use_lang());
    let data = api::report::reports(asked_period());
    let content = loaded(data, move |page| content(words, page));
    staff_frame(words.reports(), Tab::More, content)
}

fn content(words: ReportsWords, page: ReportsPage) -> AnyView {
    let parts = ReportPart::ALL.iter().copied().map(Some);
    let lines: Vec<_> = [None]
        .into_iter()
        .chain(parts)
        .map(|part| line(words, page, part))
        .collect();
    let back = EvaluationWords(words.0).back_to_dashboard();
    view! {
        <h1>{[words.reports(), ", ", &page.period.words(words.0)].concat()}</h1>
        {period_nav(PATH, page.period)}
        {error_summary(&use_form_state())}
        <p>{words.lead()}</p>
        <form method="post" action=PATH>
            {hidden("masa", page.period.to_string())}
            <table class="cards">
                {heads(&[words.content(), words.files()])} <tbody>{lines}</tbody>
            </table>
        </form>
        <p class="hint">{words.kept(page.minutes)}</p>
        <p>{link_button(period_path(EVALUATION, page.period), "button second", back)}</p>
    }
    .into_any()
}

/// One content in every form it is written in.
fn line(words: ReportsWords, page: ReportsPage, part: Option<ReportPart>) -> AnyView {
    let name = part.map_or(words.everything(), |part| part.word(words.0));
    let wishes = ReportFormat::ALL
        .iter()
        .filter_map(|format| ReportWish::new(page.period, part, *format));
    let buttons: Vec<_> = wishes
        .map(|wish| {
            view! {
                <button class="button second" name="berkas" value=wish.choice()>
                    <span class="visually-hidden">{name} ", "</span>
                    {wish.format().word(words.0)}
                </button>
            }
            .into_any()
        })
        .collect();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>
                <div class="actions">{buttons}</div>
            </td>
        </tr>
    }
    .into_any()
}

/// How far a report is.
#[component]
pub fn ReportView() -> impl IntoView {
    let words = ReportsWords(use_lang());
    // A broken id becomes one that no report has, so that the service answers.
    let id = param("id")
        .get_untracked()
        .parse()
        .unwrap_or(ReportId::new(Default::default()));
    let content = loaded(api::report::report(id), move |report| progress(words, report));
    staff_frame(words.reports(), Tab::More, content)
}

fn progress(words: ReportsWords, report: ReportView) -> AnyView {
    let path = [PATH, "/", &report.id.to_string()].concat();
    let said = words.state(report.state);
    let more = match report.state {
        ReportState::Making { .. } => view! {
            <Meta http_equiv="refresh" content="2" />
            <p class="hint">{words.wait()}</p>
            <p>{link_button(path, "button second", words.look_again())}</p>
        }
        .into_any(),
        ReportState::Ready { bytes } => view! {
            <p>
                <a class="button" href=[&path, "/berkas"].concat() rel="external">
                    {[words.fetch(), " (", &words.size(bytes), ")"].concat()}
                </a>
            </p>
        }
        .into_any(),
        ReportState::Failed => ().into_any(),
    };
    view! {
        <h1>{report.wish.title(words.0)}</h1>
        <p role="status">
            <strong>{said}</strong>
        </p>
        {more}
        <p>{link_button(period_path(PATH, report.wish.period), "button second", words.back())}</p>
    }
    .into_any()
}
