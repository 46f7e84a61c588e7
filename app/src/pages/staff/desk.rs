//! The service day: the front desk, the choice of a table, a table.

use super::frame::{Tab, staff_frame};
use super::parts::{link_button, place_name, use_visit_id, visit_path};
use crate::api::{self, Loaded, may};
use crate::components::{NoticeKind, copy_facts, copy_line, error_summary, loaded, notice, param, query};
use crate::day::{desk_path, table_path, use_day_words};
use crate::form::use_form_state;
use crate::islands::{Desk, Table};
use crate::text::use_staff_words;
use domain::calendar::long_date;
use domain::day::service::DayPage;
use domain::day::{Day, find};
use domain::id::{EntryId, VisitId};
use domain::staff::{Act, Staff};
use domain::visit::VisitState;
use leptos::prelude::*;

/// A day, who looks at it, and where somebody is booked who was looked for in vain.
type Opened = (DayPage, Staff, String);

async fn opened(id: VisitId, sought: String) -> Loaded<Opened> {
    let (page, staff) = (api::day::day(id).await?, api::staff::me().await?);
    let words = use_day_words();
    let day = Day::of(page.plan.clone(), page.expected.clone(), page.events.clone());
    let elsewhere = if sought.trim().is_empty() || !find(&sought, &day, &page.people).is_empty() {
        None
    } else {
        api::day::elsewhere(id, sought).await?
    };
    let elsewhere = elsewhere
        .map(|(village, date)| words.booked_elsewhere(&village, &long_date(date, words.0)))
        .unwrap_or_default();
    Ok((page, staff, elsewhere))
}

/// `/staf/kunjungan/:visit/meja`
#[component]
pub fn DeskView() -> impl IntoView {
    let words = use_day_words();
    let (form, id) = (use_form_state(), use_visit_id());
    let (sought, done) = (query("cari").get_untracked(), query("orang").get_untracked());
    let data = opened(id.get_untracked(), sought.clone());
    let content = loaded(data, move |(page, staff, elsewhere): Opened| {
        let visit = page.visit.id;
        let refused = error_summary(&form);
        let given = number_given(&page, &done);
        let desk = begun(&page).then(|| {
            view! {
                <Desk
                    page=page.clone()
                    by=staff.name.clone()
                    changes=may(Act::RunDesk)
                    sought=sought
                    elsewhere=elsewhere
                    form=form
                />
            }
        });
        view! {
            {copy(words.desk(), &page)}
            <h1>{words.desk()}</h1>
            {place(&page)}
            {refused}
            {given}
            {not_begun(&page)}
            {desk}
            {ways(visit)}
        }
    });
    staff_frame(words.desk(), Tab::Visits, content)
}

/// `/staf/kunjungan/:visit/meja/:operator`
#[component]
pub fn TableView() -> impl IntoView {
    let words = use_day_words();
    let (form, id) = (use_form_state(), use_visit_id());
    let operator = param("operator").get_untracked();
    let data = opened(id.get_untracked(), String::new());
    let content = loaded(data, move |(page, staff, _): Opened| {
        let refused = error_summary(&form);
        let visit = page.visit.id;
        let chosen = page
            .operators
            .iter()
            .find(|(id, _)| id.to_string() == operator)
            .cloned();
        let main = match chosen {
            Some((operator, name)) if begun(&page) => view! {
                <h1>{name}</h1>
                {refused}
                <Table page=page.clone() operator=operator by=staff.name.clone() form=form />
            }
            .into_any(),
            _ => choose(&page),
        };
        view! {
            {copy(words.table(), &page)}
            {main}
            {not_begun(&page)}
            {ways(visit)}
        }
    });
    staff_frame(words.table(), Tab::Visits, content)
}

/// The page opens without signal too.
fn copy(label: &str, page: &DayPage) -> AnyView {
    let words = use_day_words();
    view! {
        {copy_facts([label, " · ", &place_name(&page.visit)].concat(), page.visit.date)}
        {copy_line(words.offline())}
    }
    .into_any()
}

fn begun(page: &DayPage) -> bool {
    page.version > 0
}

fn not_begun(page: &DayPage) -> Option<AnyView> {
    let words = use_day_words();
    if page.visit.state == VisitState::Done {
        return Some(notice(NoticeKind::Info, words.closed().to_owned()));
    }
    (!begun(page)).then(|| notice(NoticeKind::Info, words.not_begun().to_owned()))
}

fn place(page: &DayPage) -> AnyView {
    let words = use_staff_words();
    let day = long_date(page.visit.date, words.0);
    view! { <p>{[&place_name(&page.visit), ", ", &day].concat()}</p> }.into_any()
}

/// The number of who has just come, where the page works without WebAssembly.
fn number_given(page: &DayPage, entry: &str) -> Option<AnyView> {
    let entry: EntryId = entry.parse().ok()?;
    let day = Day::of(page.plan.clone(), page.expected.clone(), page.events.clone());
    let number = day.entry(entry)?.number?;
    let name = &page.people.iter().find(|it| it.entry == entry)?.name;
    Some(notice(
        NoticeKind::Success,
        use_day_words().number_given(number, name),
    ))
}

fn choose(page: &DayPage) -> AnyView {
    let words = use_day_words();
    let one = |(operator, name): &(domain::id::OperatorId, String)| {
        let href = table_path(page.visit.id, &operator.to_string());
        view! {
            <li>
                <a class="button second" href=href rel="external">
                    {name.clone()}
                </a>
            </li>
        }
    };
    let all: Vec<_> = page.operators.iter().map(one).collect();
    view! {
        <h1>{words.choose_table()}</h1>
        <p class="hint">{words.choose_hint()}</p>
        <ul class="links">{all}</ul>
    }
    .into_any()
}

/// Between the pages of the day. Each is loaded whole: it lives on its own script.
fn ways(visit: VisitId) -> AnyView {
    let (words, staff) = (use_day_words(), use_staff_words());
    let board = ["/antrean/", &visit.to_string()].concat();
    view! {
        <nav class="actions no-print" aria-label=staff.links()>
            <a class="button second" href=desk_path(visit) rel="external">
                {words.to_desk()}
            </a>
            <a class="button second" href=table_path(visit, "pilih") rel="external">
                {words.to_tables()}
            </a>
            <a class="button second" href=board target="_blank" rel="external noreferrer">
                {words.to_board()}
            </a>
            {link_button(visit_path(visit, ""), "button second", staff.back_to_visit())}
        </nav>
    }
    .into_any()
}
