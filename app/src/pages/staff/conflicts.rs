//! Slots with more people than they can serve: nobody is dropped, staff settle it.

use super::frame::{Tab, staff_frame};
use super::parts::{link_button, option, use_visit_id, visit_line, visit_path};
use super::proposals::{ways, why_back};
use crate::api::{self, Loaded, may};
use crate::components::{booking_word, hidden, loaded, slot_time};
use crate::form::{FormState, use_form_state};
use crate::text::{SettleWords, StaffWords, use_staff_words};
use domain::field::Field;
use domain::id::VisitId;
use domain::service::{BookingRow, Conflict, SlotView, StaffVisit};
use domain::settle::Proposal;
use domain::staff::Act;
use leptos::prelude::*;

type Conflicts = (StaffVisit, Vec<Conflict>, Vec<Proposal>);

/// `/staf/kunjungan/:visit/konflik`
#[component]
pub fn ConflictsView() -> impl IntoView {
    let words = use_staff_words();
    let id = use_visit_id();
    let data = load(id.get_untracked());
    let form = use_form_state();
    let content = loaded(data, move |data| content(words, data, &form)).into_any();
    staff_frame(words.conflicts(), Tab::Visits, content)
}

async fn load(id: VisitId) -> Loaded<Conflicts> {
    Ok((
        api::staff::visit(id).await?,
        api::staff::conflicts(id).await?,
        api::staff::settlements(id).await?,
    ))
}

fn content(words: StaffWords, (visit, conflicts, proposals): Conflicts, form: &FormState) -> AnyView {
    let id = visit.visit.id;
    let body = if conflicts.is_empty() {
        view! {
            <p class="notice success">{words.no_conflicts()}</p>
            <p>{link_button(visit_path(id, ""), "button", words.back_to_visit())}</p>
        }
        .into_any()
    } else {
        let sections: Vec<_> = conflicts
            .iter()
            .map(|conflict| section(words, id, conflict))
            .collect();
        view! {
            <p>{words.conflicts_lead()}</p>
            {ways(words, id, &proposals, form)}
            <details class="one-by-one">
                <summary>
                    <h2>{SettleWords(words.0).one_by_one()}</h2>
                </summary>
                {sections}
            </details>
            {may(Act::PlanVisits).then(|| other_ways(words, id))}
        }
        .into_any()
    };
    view! {
        <h1>{words.conflicts()}</h1>
        {visit_line(words, &visit.visit)}
        {why_back(words, &proposals, form)}
        {body}
    }
    .into_any()
}

fn other_ways(words: StaffWords, visit: VisitId) -> AnyView {
    view! {
        <h2>{words.other_ways()}</h2>
        <ul class="links">
            <li>
                <a href=visit_path(visit, "/ubah")>{words.add_operator_way()}</a>
            </li>
            <li>
                <a href="/staf/operator">{words.absence_way()}</a>
            </li>
        </ul>
    }
    .into_any()
}

fn section(words: StaffWords, visit: VisitId, conflict: &Conflict) -> AnyView {
    let opening = &conflict.slot;
    let people: Vec<_> = conflict
        .bookings
        .iter()
        .map(|booking| person(words, visit, booking, &conflict.free))
        .collect();
    let none = conflict
        .free
        .is_empty()
        .then(|| view! { <p class="notice warning">{words.no_free()}</p> }.into_any());
    view! {
        <section>
            <h3>{words.time()} " " {slot_time(&opening.slot)} " WITA"</h3>
            <p class="surplus">
                <strong>"! " {words.surplus(conflict.surplus)}</strong>
                " ("
                {words.booked_of(opening.booked, opening.slot.capacity)}
                ")"
            </p>
            {none}
            <ol class="rows">{people}</ol>
        </section>
    }
    .into_any()
}

fn person(words: StaffWords, visit: VisitId, booking: &BookingRow, free: &[SlotView]) -> AnyView {
    let path = visit_path(visit, &["/pendaftar/", &booking.id.to_string()].concat());
    let help = booking
        .assistance_needed
        .then(|| view! { <p>{words.help()}</p> }.into_any());
    let form = (!free.is_empty()).then(|| move_form(words, visit, booking, free, &path));
    view! {
        <li class="card">
            <p>
                <a href=path.clone()>
                    <strong>{booking.applicant_name.clone()}</strong>
                </a>
                " "
                <span class="code">{booking.code.to_string()}</span>
                " "
                {booking_word(booking.state)}
            </p>
            {help}
            {form}
        </li>
    }
    .into_any()
}

fn move_form(
    words: StaffWords,
    visit: VisitId,
    booking: &BookingRow,
    free: &[SlotView],
    path: &str,
) -> AnyView {
    let id = format!("jam-{}", booking.id);
    let options: Vec<_> = free
        .iter()
        .map(|opening| {
            let label = format!("{} ({})", slot_time(opening), words.left(opening.available));
            option(opening.id.to_string(), label, false)
        })
        .collect();
    view! {
        <form method="post" action=[path, "/pindah"].concat() class="inline">
            {hidden("ke", visit_path(visit, "/konflik"))}
            <div class="field">
                <label for=id.clone()>{words.new_time()}</label>
                <select id=id name=Field::Slot.name()>
                    {options}
                </select>
            </div>
            <button class="button second">
                {words.move_button()}
                <span class="visually-hidden">" " {booking.applicant_name.clone()}</span>
            </button>
        </form>
    }
    .into_any()
}
