//! Booking on behalf of someone.

use super::frame::{Tab, staff_frame};
use super::parts::{link_button, use_visit_id, visit_line, visit_path};
use crate::api::{self, ApiError, Loaded};
use crate::components::{Input, check, empty, error_summary, hidden, input, loaded, problem, slot_cards};
use crate::form::{FormState, use_form_state};
use crate::text::{StaffWords, use_staff_words};
use domain::error::ServiceError;
use domain::field::Field;
use domain::id::VisitId;
use domain::service::VisitPage;
use leptos::prelude::*;

/// `/staf/kunjungan/:visit/daftarkan`
#[component]
pub fn BookForView() -> impl IntoView {
    let words = use_staff_words();
    let form = use_form_state();
    let id = use_visit_id();
    let data = load(id.get_untracked());
    let content = loaded(data, move |page| match page {
        Some(page) if page.visit.bookable || form.is_refused() => content(words, &page, &form),
        _ => not_open(words, id.get_untracked()),
    })
    .into_any();
    staff_frame(words.book_for(), Tab::Visits, content)
}

/// A visit that is not public yet takes no bookings either.
async fn load(id: VisitId) -> Loaded<Option<VisitPage>> {
    match api::public::visit(id).await {
        Err(ApiError::Service(ServiceError::NotFound)) => Ok(None),
        page => page.map(Some),
    }
}

fn not_open(words: StaffWords, id: VisitId) -> AnyView {
    let back = link_button(visit_path(id, ""), "button", words.back_to_visit());
    view! {
        <h1>{words.book_for()}</h1>
        {empty(words.not_open(), back)}
    }
    .into_any()
}

fn content(words: StaffWords, page: &VisitPage, form: &FormState) -> AnyView {
    let key = match form.error {
        // The old key belongs to another form.
        Some(ServiceError::KeyReused) | None => page.idempotency_key.clone(),
        Some(_) => form.value_or(Field::IdempotencyKey, &page.idempotency_key),
    };
    let needs_help = form.holds(Field::AssistanceNeeded.name(), "yes");
    view! {
        <h1>{words.book_for()}</h1>
        {visit_line(words, &page.visit)}
        <p>{words.book_lead()}</p>
        {error_summary(form)}
        <form method="post" action=visit_path(page.visit.id, "/daftarkan")>
            {hidden(Field::IdempotencyKey.name(), key)}
            <fieldset>
                <legend id=Field::Slot.name()>
                    <h2>{words.arrival()}</h2>
                </legend>
                {problem(Field::Slot, form)}
                {slot_cards(&page.slots, form.value(Field::Slot))}
            </fieldset>
            <div class="narrow">
                {person(words, form)}
                {check(Field::AssistanceNeeded.name(), "yes", words.help_needed(), "", needs_help)}
                <button class="button">{words.book_button()}</button>
            </div>
        </form>
    }
    .into_any()
}

fn person(words: StaffWords, form: &FormState) -> Vec<AnyView> {
    let text = Input::text;
    [
        Input {
            required: true,
            ..text(Field::ApplicantName, words.applicant_name())
        },
        Input {
            kind: "tel",
            inputmode: "tel",
            hint: words.phone_hint(),
            required: true,
            ..text(Field::Phone, words.phone())
        },
        Input {
            hint: words.optional(),
            ..text(Field::Banjar, words.banjar())
        },
        Input {
            hint: words.business_hint(),
            required: true,
            ..text(Field::BusinessActivity, words.business_activity())
        },
        Input {
            hint: words.optional(),
            ..text(Field::BusinessName, words.business_name())
        },
        Input {
            kind: "email",
            inputmode: "email",
            hint: words.optional(),
            ..text(Field::Email, words.email())
        },
    ]
    .into_iter()
    .map(|field| input(field, form))
    .collect()
}
