//! The papers of a visit: the briefing before it, the report after it, each as text and as a file.

use super::frame::{Tab, staff_frame};
use super::paper_parts::paper_text;
use super::parts::{caution, moment, post_button, use_visit_id, visit_line, visit_path};
use crate::api::{self, may};
use crate::components::{error_summary, loaded};
use crate::form::{FormState, use_form_state};
use crate::text::{PaperWords, use_lang, use_staff_words};
use domain::evaluation::{BriefingPage, ReportPage};
use domain::staff::Act;
use leptos::prelude::*;

/// `/staf/kunjungan/:visit/pengarahan`
#[component]
pub fn BriefingView() -> impl IntoView {
    let words = PaperWords(use_lang());
    let data = api::papers::briefing(use_visit_id().get_untracked());
    let content = loaded(data, move |page| briefing(words, &page));
    staff_frame(words.briefing(), Tab::Visits, content)
}

fn briefing(words: PaperWords, page: &BriefingPage) -> AnyView {
    view! {
        <h1>{words.briefing()}</h1>
        {visit_line(use_staff_words(), &page.visit)}
        <p>{words.briefing_lead()}</p>
        <p>{file(visit_path(page.visit.id, "/pengarahan.pdf"), words.open_briefing())}</p>
        <section>
            <h2>{words.briefing_text()}</h2>
            {paper_text(&page.text)}
        </section>
    }
    .into_any()
}

/// `/staf/kunjungan/:visit/laporan`
#[component]
pub fn VisitReportView() -> impl IntoView {
    let words = PaperWords(use_lang());
    let form = use_form_state();
    let data = api::papers::report(use_visit_id().get_untracked());
    let content = loaded(data, move |page| report(words, &page, &form));
    staff_frame(words.report(), Tab::Visits, content)
}

fn report(words: PaperWords, page: &ReportPage, form: &FormState) -> AnyView {
    view! {
        <h1>{words.report()}</h1>
        {visit_line(use_staff_words(), &page.visit)}
        {error_summary(form)}
        {report_steps(words, page)}
        <section>
            <h2>{words.report_text()}</h2>
            {paper_text(&page.text)}
        </section>
    }
    .into_any()
}

/// Reports that were made, the file, and making one for those who may.
pub(super) fn report_steps(words: PaperWords, page: &ReportPage) -> AnyView {
    let made: Vec<_> = page
        .made
        .iter()
        .map(|it| {
            let line = words.made(it.number, &moment(it.at, words.0), &it.by);
            view! { <li>{line}</li> }.into_any()
        })
        .collect();
    let (made, label) = if made.is_empty() {
        let none = view! { <p>{words.not_made()}</p> };
        (none.into_any(), words.make())
    } else {
        let changed = (!page.is_current).then(|| caution(words.changed()));
        let path = visit_path(page.visit.id, "/laporan.pdf");
        let made = view! {
            <ul>{made}</ul>
            {changed}
            <p>{file(path, words.open_report())}</p>
        };
        (made.into_any(), words.make_again())
    };
    let make = (!page.is_current && may(Act::MakeReports)).then(|| {
        let path = visit_path(page.visit.id, "/laporan");
        post_button(path, "button second", label, ().into_any())
    });
    view! {
        {made}
        {make}
    }
    .into_any()
}

fn file(href: String, label: &'static str) -> AnyView {
    view! {
        <a class="button" href=href rel="external">
            {label}
        </a>
    }
    .into_any()
}
