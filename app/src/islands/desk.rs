//! The desk, alive: it goes on without a network.

use super::device::{Device, Link};
use crate::components::{NoticeKind, notice};
use crate::day::{
    Group, IncidentView, Row, contradictions, desk_path, desk_rows, found_words, incident_panel, row_card,
    rows, use_day_words, walk_in_form,
};
use crate::form::FormState;
use domain::day::service::DayPage;
use domain::day::{Contradiction, find};
use leptos::prelude::*;

/// The front desk. `by`: who is logged in; `sought`: what the
/// address asks for.
#[island(lazy)]
pub fn Desk(
    page: DayPage,
    by: String,
    changes: bool,
    sought: String,
    elsewhere: String,
    form: FormState,
) -> impl IntoView {
    let words = use_day_words();
    let visit = page.visit.id;
    let device = Device::new(page, None, by, words);
    device.start();
    let sought = RwSignal::new(sought);
    let all = Memo::new(move |_| {
        let (day, now) = device.day();
        let people = device.replica.with(|it| it.people());
        rows(&day, &people, now, &[])
    });
    let shown = Memo::new(move |_| {
        let text = sought.get();
        if text.trim().is_empty() {
            return all.get();
        }
        let (day, _) = device.day();
        let people = device.replica.with(|it| it.people());
        let found = find(&text, &day, &people);
        all.with(|rows| {
            rows.iter()
                .filter(|row| found.contains(&row.entry))
                .cloned()
                .collect()
        })
    });
    let incident = Memo::new(move |_| {
        let (day, now) = device.day();
        device
            .replica
            .with(|it| IncidentView::of(&day, now, &it.page().outage))
    });
    let odd: Memo<Vec<Contradiction>> = Memo::new(move |_| device.day().0.contradictions().to_vec());
    let action = desk_path(visit);
    let for_incident = (action.clone(), form.clone());
    let odd_action = action.clone();
    let lines = move |at: usize| {
        let of_group = move || -> Vec<Row> {
            shown.with(|rows| {
                rows.iter()
                    .filter(|row| crate::day::GROUPS[at](row.group))
                    .cloned()
                    .collect()
            })
        };
        view! {
            <For each=of_group key=Row::clone children=move |row| row_card(visit, &row, changes) />
            <li class="hint none">{words.nobody()}</li>
        }
        .into_any()
    };
    view! {
        <div class="day" data-script="/hari.js" on:submit=move |event| device.submitted(&event)>
            {super::device_line(device)}
            {move || incident_panel(&for_incident.0, &incident.get(), &for_incident.1)}
            {counts(all)}
            {search(&action, sought)}
            {super::note_line(device)}
            {(!elsewhere.is_empty()).then(|| notice(NoticeKind::Warning, elsewhere))}
            {move || found_words(&sought.get(), shown.with(Vec::len)).map(|text| notice(NoticeKind::Warning, text.to_owned()))}
            {changes.then(|| walk_in_form(visit, &form))}
            {desk_rows(lines)}
            {move || {
                odd.track();
                device
                    .replica
                    .with(|it| {
                        let day = it.day(device.clock.get_untracked());
                        contradictions(&odd_action, &day, &it.people(), &it.page().settled)
                    })
            }}
        </div>
    }
}

fn counts(all: Memo<Vec<Row>>) -> impl IntoView {
    let words = use_day_words();
    move || {
        let many = |wanted: fn(&Row) -> bool| all.with(|rows| rows.iter().filter(|row| wanted(row)).count());
        let came = many(|row| row.number.is_some());
        let waiting = many(|row| row.group == Group::Waiting);
        let expected = many(|row| row.group == Group::Expected);
        view! { <p class="counts">{words.counts(came, waiting, expected)}</p> }
    }
}

/// Works as an ordinary form too; on the device each letter narrows the list.
fn search(action: &str, sought: RwSignal<String>) -> AnyView {
    let words = use_day_words();
    view! {
        <form method="get" action=action.to_owned() role="search" class="find">
            <label for="cari">{words.find()}</label>
            <p class="hint" id="cari-hint">
                {words.find_hint()}
            </p>
            <div class="find-line">
                <input
                    id="cari"
                    name="cari"
                    type="search"
                    autocomplete="off"
                    aria-describedby="cari-hint"
                    value=sought.get_untracked()
                    prop:value=move || sought.get()
                    on:input=move |event| sought.set(event_target_value(&event))
                />
                <button class="button second">{words.search()}</button>
            </div>
            <button type="button" class="button second" id="pindai" hidden=true data-stop=words.stop_scan()>
                {words.scan()}
            </button>
            <video id="kamera" hidden=true muted=true playsinline=true></video>
        </form>
    }
    .into_any()
}

/// The line that always says how the device stands.
pub(super) fn link_words(link: Link) -> &'static str {
    let words = use_day_words();
    match link {
        Link::Online => words.online(),
        Link::Offline => words.offline(),
        Link::LoggedOut => words.log_in_again(),
    }
}
