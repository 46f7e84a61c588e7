//! The booking form of a visit's page: works without JavaScript, helped along by its island.

use crate::components::{Input, check, error_summary, hidden, input, problem, slot_cards, trap};
use crate::form::FormState;
use crate::islands::BookingHelp;
use crate::text::use_words;
use domain::field::Field;
use domain::service::VisitPage;
use domain::triage::Business;
use leptos::prelude::*;

/// Slots, then the person, then one button that says what happens.
/// `chosen`: the slot, and what was chosen in the self-check, which travels with the booking.
pub(super) fn booking_form(page: &VisitPage, form: &FormState, chosen: (String, Business)) -> AnyView {
    let words = use_words();
    let (chosen, business) = chosen;
    let business = business
        .pairs()
        .into_iter()
        .map(|(name, value)| hidden(name, value.to_owned()));
    let business: Vec<_> = business.collect();
    let chosen = form.value_or(Field::Slot, &chosen);
    let key = form.value_or(Field::IdempotencyKey, &page.idempotency_key);
    let fields = view! {
        <form id="daftar" method="post" action=["/kunjungan/", &page.visit.id.to_string()].concat()>
            <fieldset id=Field::Slot.name() tabindex="-1" aria-describedby="slot_id-problem">
                <legend>
                    <h2>{words.choose_time()}</h2>
                </legend>
                {problem(Field::Slot, form)}
                {slot_cards(&page.slots, Some(chosen))}
            </fieldset>
            <h2>{words.about_you()}</h2>
            {person(form)}
            {hidden(Field::IdempotencyKey.name(), key)}
            {business}
            {trap()}
            <p class="hint">
                {words.data_use()} " " <a href="/privasi" target="_blank" rel="external">{words.privacy_notice()}</a>
            </p>
            <p id="penuh" role="alert" class="problem"></p>
            <button class="button wide" type="submit">
                {words.book_place(None)}
            </button>
        </form>
    }
    .into_any();
    view! {
        {error_summary(form)}
        <BookingHelp visit=page.visit.id>{fields}</BookingHelp>
    }
    .into_any()
}

/// The fields about the person.
pub(super) fn person(form: &FormState) -> AnyView {
    let words = use_words();
    let has_more = [Field::BusinessName, Field::Email].into_iter().any(|field| {
        form.problem(field, words.0).is_some() || form.value(field).is_some_and(|value| !value.is_empty())
    });
    let name = Input {
        hint: words.name_hint(),
        autocomplete: "name",
        required: true,
        ..Input::text(Field::ApplicantName, words.your_name())
    };
    let phone = Input {
        kind: "tel",
        hint: words.phone_hint(),
        autocomplete: "tel",
        inputmode: "tel",
        required: true,
        ..Input::text(Field::Phone, words.phone())
    };
    let activity = Input {
        hint: words.activity_hint(),
        required: true,
        ..Input::text(Field::BusinessActivity, words.activity())
    };
    let email = Input {
        kind: "email",
        hint: words.email_hint(),
        autocomplete: "email",
        inputmode: "email",
        ..Input::text(Field::Email, words.email())
    };
    let help = form.holds(Field::AssistanceNeeded.name(), "yes");
    view! {
        {input(name, form)}
        {input(phone, form)}
        {input(activity, form)}
        {input(Input::text(Field::Banjar, words.banjar()), form)}
        {check(Field::AssistanceNeeded.name(), "yes", words.help(), words.help_hint(), help)}
        <details open=has_more>
            <summary>{words.more_fields()}</summary>
            {input(Input::text(Field::BusinessName, words.business_name()), form)}
            {input(email, form)}
        </details>
    }
    .into_any()
}
