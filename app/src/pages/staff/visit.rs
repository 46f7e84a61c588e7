//! One visit: how ready it is, and what to do next.

use super::demand::demand_line;
use super::frame::{Tab, staff_frame};
use super::parts::{
    book_for_button, link_button, place_name, surplus_line, text_row, use_visit_id, visit_path,
};
use super::visit_parts::{answer, history, slots, team};
use super::visit_steps::steps;
use super::waiting::waiting_list;
use crate::api::{self, may};
use crate::components::{
    date_block, error_summary, hours, loaded, progress, state_word, title, warning_list,
};
use crate::day::{desk_path, table_path, use_day_words};
use crate::form::{FormState, use_form_state};
use crate::text::{
    CalendarWords, EvaluationWords, MonthWords, OutreachWords, PaperWords, QuestionWords, QueueWords,
    StaffWords, use_staff_words,
};
use domain::calendar::long_date;
use domain::service::{StaffVisit, VisitSummary};
use domain::staff::Act;
use domain::visit::{VisitState, VisitStep};
use domain::waiting::WaitingRow;
use leptos::prelude::*;

/// `/staf/kunjungan/:visit`
#[component]
pub fn StaffVisitView() -> impl IntoView {
    let words = use_staff_words();
    let form = use_form_state();
    let id = use_visit_id();
    let id = id.get_untracked();
    let data = async move {
        let visit = api::staff::visit(id).await?;
        let waiting = if may(Act::SeeBookings) {
            api::waiting::waiting_list(id).await?
        } else {
            Vec::new()
        };
        Ok((visit, waiting, api::demand::forecast(id).await?))
    };
    let content = loaded(data, move |(visit, waiting, demand)| {
        let demand = demand_line(words, &demand);
        content(words, &visit, &waiting, demand, &form)
    })
    .into_any();
    staff_frame(words.visits(), Tab::Visits, content)
}

fn content(
    words: StaffWords,
    visit: &StaffVisit,
    waiting: &[WaitingRow],
    demand: AnyView,
    form: &FormState,
) -> AnyView {
    let name = place_name(&visit.visit);
    let day = long_date(visit.visit.date, words.0);
    view! {
        {title(&[name.as_str(), ", ", &day].concat())}
        <h1>{name}</h1>
        {error_summary(form)}
        {head(words, &visit.visit, visit.attended)}
        {surplus_line(words, &visit.visit)}
        {warning_list(words, &visit.warnings)}
        {steps(words, visit, form)}
        {links(words, visit)}
        {demand}
        {answer(words, visit)}
        {slots(words, visit)}
        {waiting_list(words, waiting)}
        {team(words, visit)}
        {history(words, &visit.history)}
    }
    .into_any()
}

fn head(words: StaffWords, visit: &VisitSummary, attended: Option<u32>) -> AnyView {
    let attended = attended.map(|people| text_row(words.attended(), people.to_string()));
    view! {
        <div class="card visit-head">
            {date_block(visit.date)}
            <div>
                <p>{state_word(visit.state)}</p>
                <p>{hours(visit.starts_at, visit.ends_at)}</p>
                <p>{visit.venue.clone()}</p>
                {progress(visit)}
                <dl class="summary-list">{attended}</dl>
            </div>
        </div>
    }
    .into_any()
}

fn links(words: StaffWords, visit: &StaffVisit) -> AnyView {
    let id = visit.visit.id;
    // Who may cancel may edit, and both end when the day begins.
    let edit = visit
        .steps
        .contains(&VisitStep::Cancel)
        .then(|| link_button(visit_path(id, "/ubah"), "button second", words.edit()));
    let readiness = visit.visit.state.is_before_the_day().then(|| {
        let label = MonthWords(words.0).see_readiness();
        link_button(visit_path(id, "/kesiapan"), "button second", label)
    });
    let papers = PaperWords(words.0);
    let state = visit.visit.state;
    let paper = if state.is_over() {
        may(Act::SeeReports)
            .then(|| link_button(visit_path(id, "/laporan"), "button second", papers.report()))
    } else {
        state
            .is_planned()
            .then(|| link_button(visit_path(id, "/pengarahan"), "button second", papers.briefing()))
    };
    let label = OutreachWords(words.0).outreach();
    let outreach = link_button(visit_path(id, "/sosialisasi"), "button second", label);
    let questions = may(Act::HandleMessages).then(|| {
        let label = QuestionWords(words.0).questions();
        link_button(format!("/staf/pertanyaan?kunjungan={id}"), "button second", label)
    });
    let feasts = link_button(
        format!("/staf/desa/{}/odalan", visit.visit.village.code.as_str()),
        "button second",
        CalendarWords(words.0).feasts(),
    );
    let bookings = may(Act::SeeBookings).then(|| {
        link_button(
            visit_path(id, "/pendaftar"),
            "button second",
            words.see_bookings(),
        )
    });
    let day = matches!(visit.visit.state, VisitState::Underway | VisitState::Done).then(|| {
        let words = use_day_words();
        let link = |href: String, label: &'static str| {
            view! {
                <a class="button" href=href rel="external">
                    {label}
                </a>
            }
        };
        let desk = may(Act::RunDesk).then(|| link(desk_path(id), words.to_desk()));
        let tables = may(Act::Serve).then(|| link(table_path(id, "pilih"), words.to_tables()));
        view! {
            {desk}
            {tables}
        }
    });
    let tool = |act, end, label| may(act).then(|| link_button(visit_path(id, end), "button second", label));
    let public = if visit.visit.state.is_public() {
        view! {
            <p>
                {words.public_page()} ": " <a href=visit.public_link.clone() class="long-link" rel="external">
                    {visit.public_link.clone()}
                </a>
            </p>
            <p>
                <a
                    class="button second"
                    href=["/antrean/", &visit.visit.id.to_string()].concat()
                    rel="external"
                >
                    {QueueWords(words.0).see_board()}
                </a>
            </p>
        }
        .into_any()
    } else {
        view! { <p class="hint">{words.public_page_later()}</p> }.into_any()
    };
    view! {
        <nav class="actions no-print" aria-label=words.links()>
            {day}
            {readiness}
            {outreach}
            {bookings}
            {book_for_button(words, &visit.visit)}
            {edit}
            {tool(Act::PlanVisits, "/simulasi", words.try_out())}
            {tool(Act::AskVillages, "/surat", words.letter())}
            {paper}
            {questions}
            {tool(Act::SeeEvaluation, "/evaluasi", EvaluationWords(words.0).see_review())}
            {feasts}
        </nav>
        {public}
    }
    .into_any()
}
