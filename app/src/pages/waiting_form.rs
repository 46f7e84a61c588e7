//! `/kunjungan/{visit}/tunggu`: joining the waiting list of a visit that is full, or of an hour that is.

use super::visit_form::person;
use crate::api::{not_found, public};
use crate::components::{
    NoticeKind, choice, error_summary, hidden, loaded, notice, param, problem, public_frame, title, trap,
    when_and_where,
};
use crate::form::{FormState, use_form_state};
use crate::text::{WaitingWords, use_words};
use domain::calendar::clock;
use domain::field::Field;
use domain::service::{SlotView, VisitPage};
use leptos::prelude::*;

/// The page.
#[component]
pub fn JoinWaitingView() -> impl IntoView {
    let id = param("visit").get_untracked();
    let form = use_form_state();
    let page = async move {
        match id.parse() {
            Ok(id) => public::visit(id).await,
            Err(_) => not_found(),
        }
    };
    let content = loaded(page, move |page| show(&page, &form));
    public_frame(WaitingWords(use_words().0).heading(), content.into_any())
}

/// Hours that are full, while the visit takes bookings.
pub(super) fn full_slots(page: &VisitPage) -> Vec<&SlotView> {
    let full = page.slots.iter().filter(|opening| opening.available == 0);
    full.filter(|_| page.visit.bookable).collect()
}

fn show(page: &VisitPage, form: &FormState) -> AnyView {
    let words = WaitingWords(use_words().0);
    let name = use_words().village(&page.visit.village.name);
    let here = ["/kunjungan/", &page.visit.id.to_string()].concat();
    let some_free = page.slots.iter().any(|opening| opening.bookable);
    let full = full_slots(page);
    let below = if full.is_empty() {
        let why = if page.visit.bookable {
            words.free_now()
        } else {
            words.closed()
        };
        notice(NoticeKind::Info, why.to_owned())
    } else {
        join_form(&here, page, &full, some_free, form)
    };
    let free = some_free.then(|| {
        view! {
            <p>
                {words.free_now()} " " <a href=here.clone()>{words.to_times()}</a>
            </p>
        }
    });
    view! {
        {title(words.heading())}
        <h1>{words.heading()} ": " {name}</h1>
        {error_summary(form)}
        {when_and_where(&page.visit, None)}
        <p>{words.lead()}</p>
        <p class="hint">{words.order()}</p>
        {free}
        {below}
        <p class="hint">{words.no_sale()}</p>
    }
    .into_any()
}

fn join_form(here: &str, page: &VisitPage, full: &[&SlotView], some_free: bool, form: &FormState) -> AnyView {
    let (own, words) = (WaitingWords(use_words().0), use_words());
    let name = Field::Slot.name();
    let chosen = form.value(Field::Slot).unwrap_or_default();
    let any = (!some_free).then(|| choice(name, "", own.any_time(), own.any_time_hint(), chosen.is_empty()));
    let hours: Vec<_> = full
        .iter()
        .map(|opening| {
            let id = opening.id.to_string();
            let checked = chosen == id;
            choice(
                name,
                &id,
                &own.only_at(opening.starts_at),
                &clock(opening.ends_at),
                checked,
            )
        })
        .collect();
    let key = form.value_or(Field::IdempotencyKey, &page.idempotency_key);
    view! {
        <form id="tunggu" method="post" action=[here, "/tunggu"].concat()>
            <fieldset id=name tabindex="-1" aria-describedby="slot_id-problem">
                <legend>
                    <h2>{own.which_time()}</h2>
                </legend>
                {problem(Field::Slot, form)}
                {any}
                {hours}
            </fieldset>
            <h2>{words.about_you()}</h2>
            {person(form)}
            {hidden(Field::IdempotencyKey.name(), key)}
            {trap()}
            <p class="hint">
                {words.data_use()} " " <a href="/privasi" target="_blank" rel="external">{words.privacy_notice()}</a>
            </p>
            <button class="button wide" type="submit">
                {own.join()}
            </button>
        </form>
    }
    .into_any()
}
