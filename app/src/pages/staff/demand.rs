//! How many are expected at a visit, and what can be done: on the page of the visit in one line, here in full.

use super::frame::{Tab, staff_frame};
use super::parts::{link_button, use_visit_id, visit_line, visit_path};
use crate::api::demand as api;
use crate::components::loaded;
use crate::text::{DemandWords, StaffWords, use_staff_words};
use domain::demand::{DemandPage, Forecast, Heat, Neighbour, Remedy, Thermometer};
use domain::id::VisitId;
use domain::visit::VisitState;
use leptos::prelude::*;

/// Where a remedy is shown before it is done.
pub(super) fn step_path(visit: VisitId, remedy: &Remedy) -> String {
    visit_path(visit, &["/permintaan/langkah?cara=", &remedy.key()].concat())
}

/// `/staf/kunjungan/:visit/permintaan`
#[component]
pub fn DemandView() -> impl IntoView {
    let words = use_staff_words();
    let id = use_visit_id();
    let data = api::demand(id.get_untracked());
    let content = loaded(data, move |page| content(words, &page)).into_any();
    staff_frame(DemandWords(words.0).heading(), Tab::Visits, content)
}

fn content(staff_words: StaffWords, page: &DemandPage) -> AnyView {
    let words = DemandWords(staff_words.0);
    let heat = page.thermometer.heat();
    let body = match heat {
        _ if !page.open => view! { <p>{words.over()}</p> }.into_any(),
        Heat::Below => too_few(words, page),
        Heat::On => view! { <p>{words.nothing()}</p> }.into_any(),
        Heat::Above => remedies(words, page, words.more(), words.no_more()),
    };
    view! {
        <h1>{words.heading()}</h1>
        {visit_line(staff_words, &page.visit)}
        {verdict(words, &page.thermometer)}
        <p class="hint">{words.rate(page.thermometer.rate.of)}</p>
        {body}
        <p>
            <a href=visit_path(page.visit.id, "")>{staff_words.back_to_visit()}</a>
        </p>
    }
    .into_any()
}

/// What the thermometer says.
pub(super) fn verdict(words: DemandWords, thermometer: &Thermometer) -> AnyView {
    let (class, sign) = match thermometer.heat() {
        Heat::Below => ("notice warning", "! "),
        Heat::On => ("notice success", "✓ "),
        Heat::Above => ("notice error", "! "),
    };
    view! {
        <div class=class id="permintaan">
            <p>
                <b>{sign} {words.heat(thermometer)}</b>
            </p>
            <p>{thermometer.words(words.0)}</p>
        </div>
    }
    .into_any()
}

/// The line on the page of the visit, with the way to what can be done.
pub(super) fn demand_line(words: StaffWords, page: &Forecast) -> AnyView {
    if !(page.open && page.visit.state.is_public()) {
        return ().into_any();
    }
    let words = DemandWords(words.0);
    view! {
        <section>
            <h2>{words.heading()}</h2>
            {verdict(words, &page.thermometer)}
            <p>{link_button(visit_path(page.visit.id, "/permintaan"), "button second", words.see())}</p>
        </section>
    }
    .into_any()
}

fn too_few(words: DemandWords, page: &DemandPage) -> AnyView {
    let tasks: Vec<_> = page
        .tasks
        .iter()
        .map(|task| view! { <li>{words.task(task)}</li> }.into_any())
        .collect();
    let tasks = (!tasks.is_empty()).then(|| {
        let outreach = visit_path(page.visit.id, "/sosialisasi");
        view! {
            <section id="tugas">
                <h2>{words.tasks()}</h2>
                <ul>{tasks}</ul>
                <p>{link_button(outreach, "button second", words.to_outreach())}</p>
            </section>
        }
        .into_any()
    });
    view! {
        {tasks}
        {neighbours(words, page)}
        {remedies(words, page, words.merge(), words.no_merge())}
    }
    .into_any()
}

fn neighbours(words: DemandWords, page: &DemandPage) -> AnyView {
    let rows: Vec<_> = page
        .neighbours
        .iter()
        .map(|it| neighbour(words, page.visit.id, it))
        .collect();
    let body = if page.visit.state != VisitState::Open {
        view! { <p>{words.only_open()}</p> }.into_any()
    } else if rows.is_empty() {
        view! { <p>{words.no_neighbours()}</p> }.into_any()
    } else {
        view! {
            <p class="hint">{words.neighbours_lead()}</p>
            <ul class="rows">{rows}</ul>
        }
        .into_any()
    };
    view! {
        <section id="tetangga">
            <h2>{words.neighbours()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn neighbour(words: DemandWords, visit: VisitId, it: &Neighbour) -> AnyView {
    let remedy = Remedy::Neighbour(it.code.clone());
    let action = if it.invited {
        view! { <b>"✓ " {words.invited()}</b> }.into_any()
    } else {
        let contact = (!it.has_contact).then(|| [", ", words.no_contact()].concat());
        view! {
            <span class="hint">{words.waiting(it.waiting)} {contact}</span>
            <a class="button second" href=step_path(visit, &remedy)>
                {words.remedy(&remedy, &it.name)}
            </a>
        }
        .into_any()
    };
    view! {
        <li class="card">
            <p>
                <b>{it.name.clone()}</b>
            </p>
            {action}
        </li>
    }
    .into_any()
}

fn remedies(words: DemandWords, page: &DemandPage, heading: &'static str, none: &'static str) -> AnyView {
    let rows: Vec<_> = page
        .remedies
        .iter()
        .map(|(remedy, name)| {
            view! {
                <li class="card">
                    <a class="button second" href=step_path(page.visit.id, remedy)>
                        {words.remedy(remedy, name)}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <p>{none}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section id="langkah">
            <h2>{heading}</h2>
            {body}
        </section>
    }
    .into_any()
}
