//! One person booked: move, cancel.

use super::bookings::number;
use super::frame::{Tab, staff_frame};
use super::parts::{
    Booked, caution, link_button, load_booked, moment, only, optional_row, row, text_row, typed,
    use_visit_id, visit_line, visit_path,
};
use crate::api::{self, Loaded, may};
use crate::components::{
    Input, at_office, booking_word, empty, error_summary, hidden, input, loaded, param, problem, slot_cards,
};
use crate::form::{FormState, use_form_state};
use crate::text::{AssistWords, StaffWords, use_staff_words};
use domain::booking::{BookingState, BookingStep};
use domain::field::Field;
use domain::id::VisitId;
use domain::service::{BookingRow, SlotView, StaffVisit};
use domain::settings::Settings;
use domain::staff::Act;
use domain::triage::Business;
use leptos::prelude::*;

/// `/staf/kunjungan/:visit/pendaftar/:booking`
#[component]
pub fn BookingView() -> impl IntoView {
    let words = use_staff_words();
    let form = use_form_state();
    let id = use_visit_id();
    let booking = param("booking");
    let data = load(id.get_untracked(), booking.get_untracked());
    let content = loaded(data, move |(visit, found)| match found {
        Some((row, checked, settings)) => content(words, &visit, row, &form, at_office(&checked, &settings)),
        None => gone(words, &visit),
    })
    .into_any();
    staff_frame(words.booking(), Tab::Visits, content)
}

/// The visit; its booking, what its person chose in the self-check, and the office to which that may lead.
async fn load(id: VisitId, wanted: String) -> Loaded<(StaffVisit, Option<(BookingRow, Business, Settings)>)> {
    let (visit, rows): Booked = load_booked(id).await?;
    let found = match rows.into_iter().find(|row| row.id.to_string() == wanted) {
        Some(row) => {
            let checked = api::before::business_of(row.id).await?;
            let settings = api::public::home(String::new()).await?.settings;
            Some((row, checked, settings))
        }
        None => None,
    };
    Ok((visit, found))
}

fn gone(words: StaffWords, visit: &StaffVisit) -> AnyView {
    let back = link_button(
        visit_path(visit.visit.id, "/pendaftar"),
        "button",
        words.back_to_bookings(),
    );
    view! {
        <h1>{words.booking()}</h1>
        {visit_line(words, &visit.visit)}
        {empty(words.booking_gone(), back)}
    }
    .into_any()
}

fn content(
    words: StaffWords,
    visit: &StaffVisit,
    booking: BookingRow,
    form: &FormState,
    office: Option<AnyView>,
) -> AnyView {
    let id = visit.visit.id;
    let path = visit_path(id, &["/pendaftar/", &booking.id.to_string()].concat());
    let mine = may(Act::ChangeBookings);
    let can = |step| booking.state.after(step).is_ok();
    let moving = (mine && can(BookingStep::Move)).then(|| move_form(words, visit, &booking, &path, form));
    let cancelling = (mine && can(BookingStep::Cancel)).then(|| cancel_form(words, &path, form));
    let settled = (!can(BookingStep::Cancel) && booking.state != BookingState::Waitlisted)
        .then(|| caution(words.not_changeable()));
    let help = if booking.assistance_needed {
        words.yes()
    } else {
        words.none()
    };
    let by = booking.booked_by.as_ref().map(|by| {
        let text = AssistWords(words.0).booked_by(by);
        view! { <p class="hint">{text}</p> }.into_any()
    });
    view! {
        <h1>{booking.applicant_name.clone()}</h1>
        {by}
        {visit_line(words, &visit.visit)}
        {error_summary(form)}
        <dl class="summary-list">
            {row(words.state(), booking_word(booking.state))}
            {booking.confirmed.then(|| text_row(words.said_to_come(), words.yes().to_owned()))}
            {text_row(words.time(), moment(booking.starts_at, words.0))}
            {row(words.code(), view! { <b class="code">{booking.code.to_string()}</b> }.into_any())}
            {row(words.phone(), number(words, &booking.phone, booking.own_phone))}
            {optional_row(words.banjar(), booking.banjar.clone())}
            {text_row(words.business(), booking.business_activity.clone())}
            {text_row(words.help(), help.to_owned())}
            {text_row(words.booked_at(), moment(booking.booked_at, words.0))}
        </dl>
        {office}
        {moving}
        {cancelling}
        {settled}
        <p>
            <a href=visit_path(id, "/pendaftar")>{words.back_to_bookings()}</a>
        </p>
    }
    .into_any()
}

/// The other slots of the visit. Staff may use any free one, also when booking is closed.
fn other_slots(visit: &StaffVisit, booking: &BookingRow) -> Vec<SlotView> {
    let others = visit.slots.iter().filter(|each| each.slot.id != booking.slot);
    others
        .map(|each| SlotView {
            bookable: each.slot.available > 0,
            ..each.slot.clone()
        })
        .collect()
}

fn move_form(
    words: StaffWords,
    visit: &StaffVisit,
    booking: &BookingRow,
    path: &str,
    form: &FormState,
) -> AnyView {
    let form = only(form, "pindah");
    let slots = other_slots(visit, booking);
    if !slots.iter().any(|each| each.bookable) {
        return view! {
            <h2>{words.move_person()}</h2>
            <p>{words.no_free()}</p>
        }
        .into_any();
    }
    let after = typed(&form, "ke").map(|after| hidden("ke", after));
    view! {
        <section>
            <h2>{words.move_person()}</h2>
            <form method="post" action=[path, "/pindah"].concat()>
                {after}
                <fieldset>
                    <legend id=Field::Slot.name()>{words.new_time()}</legend>
                    {problem(Field::Slot, &form)}
                    {slot_cards(&slots, form.value(Field::Slot))}
                </fieldset>
                <button class="button">{words.move_button()}</button>
            </form>
        </section>
    }
    .into_any()
}

fn cancel_form(words: StaffWords, path: &str, form: &FormState) -> AnyView {
    let form = only(form, "batal");
    let reason = Input {
        required: true,
        ..Input::text(Field::Reason, words.reason())
    };
    view! {
        <details class="danger-zone" open=form.is_refused()>
            <summary>{words.cancel_booking()}</summary>
            <form method="post" action=[path, "/batal"].concat()>
                <p class="hint">{words.cancel_hint()}</p>
                {input(reason, &form)}
                <button class="button danger">{words.cancel_booking()}</button>
            </form>
        </details>
    }
    .into_any()
}
