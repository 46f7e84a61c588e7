//! An operator's table, alive: it goes on without a network with the people it was dealt.

use super::device::Device;
use crate::day::{
    IncidentView, incident_panel, rows, table_panel, table_path, table_queue, table_view, use_day_words,
};
use crate::form::FormState;
use domain::day::service::DayPage;
use domain::id::OperatorId;
use leptos::prelude::*;

/// The table of an operator. `by`: who is logged in.
#[island(lazy)]
pub fn Table(page: DayPage, operator: OperatorId, by: String, form: FormState) -> impl IntoView {
    let words = use_day_words();
    let visit = page.visit.id;
    let operators = page.operators.clone();
    let device = Device::new(page, Some(operator), by, words);
    device.start();
    let all = Memo::new(move |_| {
        let (day, now) = device.day();
        let own = device.clock.get();
        let (people, share) = device.replica.with(|it| (it.people(), it.share(own)));
        rows(&day, &people, now, &share)
    });
    let table = Memo::new(move |_| {
        let (day, now) = device.day();
        all.with(|rows| table_view(&day, rows, operator, now))
    });
    let incident = Memo::new(move |_| {
        let (day, now) = device.day();
        device
            .replica
            .with(|it| IncidentView::of(&day, now, &it.page().outage))
    });
    let action = table_path(visit, &operator.to_string());
    let incident_form = form.clone();
    view! {
        <div class="day tables" data-script="/hari.js" on:submit=move |event| device.submitted(&event)>
            <div>
                {super::device_line(device)}
                {move || incident_panel(&action, &incident.get(), &incident_form)} {super::note_line(device)}
                {move || table_panel(visit, operator, &table.get(), &operators, &form)}
            </div>
            {move || all.with(|rows| table_queue(rows))}
        </div>
    }
}
