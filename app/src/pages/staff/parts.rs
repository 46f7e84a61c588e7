//! Pieces that several staff pages share.

use crate::api::{self, Loaded, may};
use crate::components::{NoticeKind, date_block, hours, notice, param, places_words, state_word};
pub(super) use crate::components::{cell, heads};
use crate::form::FormState;
use crate::text::{StaffWords, use_lang};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::calendar::{clock, clock_time, date_in_wita, long_date, short_date};
use domain::field::Field;
use domain::id::VisitId;
use domain::lang::Lang;
use domain::phone::Phone;
use domain::service::{BookingRow, StaffVisit, VisitSummary};
use domain::staff::Act;
use leptos::prelude::*;

/// The visit of the address. A broken id becomes one that no visit has, so that the service answers.
pub(super) fn use_visit_id() -> Memo<VisitId> {
    let text = param("visit");
    Memo::new(move |_| text.read().parse().unwrap_or(VisitId::new(Default::default())))
}

/// A visit and the people booked for it.
pub(super) type Booked = (StaffVisit, Vec<BookingRow>);

/// Loads both.
pub(super) async fn load_booked(id: VisitId) -> Loaded<Booked> {
    Ok((api::staff::visit(id).await?, api::staff::bookings(id).await?))
}

/// Address of a staff page of a visit; `rest` begins with a slash or is empty.
pub(super) fn visit_path(id: VisitId, rest: &str) -> String {
    format!("/staf/kunjungan/{id}{rest}")
}

/// The state of the form called `name`; an empty one where another form came back.
pub(super) fn only(form: &FormState, name: &str) -> FormState {
    if form.form == name {
        form.clone()
    } else {
        FormState::default()
    }
}

/// What was typed into a field that is no [`Field`], such as a hidden one.
pub(super) fn typed(form: &FormState, name: &str) -> Option<String> {
    let pair = form.values.iter().find(|(key, _)| key == name);
    pair.map(|(_, value)| value.clone())
}

/// A form that is one button.
pub(super) fn post_button(
    action: String,
    class: &'static str,
    label: &'static str,
    fields: AnyView,
) -> AnyView {
    view! {
        <form method="post" action=action>
            {fields}
            <button class=class>{label}</button>
        </form>
    }
    .into_any()
}

/// A link that looks like a button.
pub(super) fn link_button(href: String, class: &'static str, label: &'static str) -> AnyView {
    view! {
        <a class=class href=href>
            {label}
        </a>
    }
    .into_any()
}

/// Leads to a new visit, for those who plan.
pub(super) fn plan_button(words: StaffWords) -> AnyView {
    may(Act::PlanVisits)
        .then(|| link_button("/staf/kunjungan/baru".to_owned(), "button", words.plan_visit()))
        .into_any()
}

/// Leads to booking for somebody, for those who may, while the visit takes bookings.
pub(super) fn book_for_button(words: StaffWords, visit: &VisitSummary) -> Option<AnyView> {
    (visit.bookable && may(Act::ChangeBookings)).then(|| {
        let path = visit_path(visit.id, "/daftarkan");
        link_button(path, "button second no-print", words.book_for())
    })
}

/// One row of a summary list.
pub(super) fn row(term: &'static str, value: AnyView) -> AnyView {
    view! {
        <dt>{term}</dt>
        <dd>{value}</dd>
    }
    .into_any()
}

/// One row of a summary list, of text.
pub(super) fn text_row(term: &'static str, value: String) -> AnyView {
    row(term, value.into_any())
}

/// A row, unless there is nothing to say.
pub(super) fn optional_row(term: &'static str, value: Option<String>) -> Option<AnyView> {
    value.map(|value| text_row(term, value))
}

/// `Sen 14/12/26, 09.20 WITA`.
pub(super) fn moment(at: DateTime<Utc>, lang: Lang) -> String {
    format!("{}, {} WITA", short_date(date_in_wita(at), lang), clock(at))
}

/// `Bongan, Kediri`.
pub(super) fn place_name(visit: &VisitSummary) -> String {
    format!("{}, {}", visit.village.name, visit.village.district)
}

/// Which visit a page is about: village, day, hours, state, with a way back to it.
pub(super) fn visit_line(words: StaffWords, visit: &VisitSummary) -> AnyView {
    let when = format!(
        "{}, {}",
        long_date(visit.date, words.0),
        hours(visit.starts_at, visit.ends_at)
    );
    view! {
        <p class="visit-line">
            <a href=visit_path(visit.id, "")>
                <strong>{place_name(visit)}</strong>
            </a>
            " "
            {state_word(visit.state)}
            <br />
            {when}
        </p>
    }
    .into_any()
}

/// A visit in a list: one row with its readiness in words.
pub(super) fn visit_row(words: StaffWords, visit: &VisitSummary, reasons: AnyView) -> AnyView {
    view! { <li class="card visit-row">{visit_body(words, visit, reasons)}</li> }.into_any()
}

/// What stands in the row or the calendar's cell of a visit.
pub(super) fn visit_body(words: StaffWords, visit: &VisitSummary, reasons: AnyView) -> AnyView {
    view! {
        {date_block(visit.date)}
        <div>
            <p class="visit-row-name">
                <a href=visit_path(visit.id, "")>{place_name(visit)}</a>
            </p>
            <p>{state_word(visit.state)} " " {hours(visit.starts_at, visit.ends_at)}</p>
            <p class="count">{places_words(visit.booked, visit.capacity, words.0)}</p>
            {surplus_line(words, visit)}
            {reasons}
        </div>
    }
    .into_any()
}

/// The surplus of a visit, with the way to settle it for those who may.
pub(super) fn surplus_line(words: StaffWords, visit: &VisitSummary) -> Option<AnyView> {
    let settle = may(Act::ChangeBookings)
        .then(|| view! { <a href=visit_path(visit.id, "/konflik")>{words.settle()}</a> }.into_any());
    (visit.surplus > 0).then(|| {
        view! {
            <p class="surplus">
                <strong>"! " {words.surplus(visit.surplus)}</strong>
                " "
                {settle}
            </p>
        }
        .into_any()
    })
}

/// A number with the ways to use it.
pub(super) fn phone_links(words: StaffWords, phone: &Phone) -> AnyView {
    let wa = format!("https://wa.me/{}", phone.wa_me_digits());
    view! {
        <a href=format!("tel:{}", phone.as_e164()) rel="external">
            {phone.local()}
        </a>
        " "
        <a class="no-print" href=wa target="_blank" rel="noopener external">
            {words.write()}
        </a>
    }
    .into_any()
}

/// A field of a page that holds the same field in several forms.
pub(super) struct OwnField {
    /// Which field: its name.
    pub(super) field: Field,
    /// `type` of the input.
    pub(super) kind: &'static str,
    /// Label.
    pub(super) label: &'static str,
    /// What helps to fill it, or empty.
    pub(super) hint: &'static str,
    /// Value when the page is opened.
    pub(super) value: String,
}

/// The field of the form called `owner`. In the form that came back its id is the field's name, for
/// the summary of errors leads there.
pub(super) fn own_field(own: OwnField, owner: &str, form: &FormState) -> AnyView {
    let name = own.field.name();
    let id = if form.is_refused() {
        name.to_owned()
    } else {
        [name, "-", owner].concat()
    };
    let about = [&id, "-about"].concat();
    let problem = form.problem(own.field, use_lang());
    let invalid = problem.is_some().then_some("true");
    let value = form.value_or(own.field, &own.value);
    view! {
        <div class="field">
            <label for=id.clone()>{own.label}</label>
            <div id=about.clone()>
                <p class="hint">{own.hint}</p>
                <p class="problem">{problem}</p>
            </div>
            <input id=id name=name type=own.kind value=value aria-describedby=about aria-invalid=invalid />
        </div>
    }
    .into_any()
}

/// A time as its field wants it, `08:30`.
pub(super) fn hhmm(time: NaiveTime) -> String {
    clock_time(time).replace('.', ":")
}

/// A date as its field wants it, empty without one.
pub(super) fn date_value(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// One choice of a list.
pub(super) fn option(value: String, label: String, chosen: bool) -> AnyView {
    view! {
        <option value=value selected=chosen>
            {label}
        </option>
    }
    .into_any()
}

/// A warning notice.
pub(super) fn caution(text: &str) -> AnyView {
    notice(NoticeKind::Warning, text.to_owned())
}
