//! `/konfirmasi/{token}/daftarkan`: an official books for people who cannot do it themselves, one after the other.
//! No login: the link is the key.

use crate::api::assisted;
use crate::components::{
    Input, NoticeKind, check, empty, error_summary, hidden, input, loaded, notice, param, problem,
    public_frame, query, slot_cards, when_and_where,
};
use crate::form::{FormState, use_form_state};
use crate::text::{AssistWords, use_words};
use domain::assisted::{AssistedPage, AssistedRow, consent_words};
use domain::calendar::clock;
use domain::error::ServiceError;
use domain::field::Field;
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn AssistView() -> impl IntoView {
    let words = AssistWords(use_words().0);
    let token = param("token");
    let news = query("kabar");
    let form = use_form_state();
    let page = assisted::assisted(token.get_untracked());
    let content = loaded(page, move |page| {
        let base = ["/konfirmasi/", &token.get_untracked()].concat();
        // Ids grow with time.
        let latest = page.people.iter().max_by_key(|it| it.booking).cloned();
        match latest {
            Some(person) if news.get_untracked() == "terdaftar" && !form.is_refused() => {
                booked(words, &page, &person, &base)
            }
            _ => show(words, &page, &form, &base),
        }
    });
    public_frame(
        words.heading(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

/// One is booked: the code to write down, and on to the next.
fn booked(words: AssistWords, page: &AssistedPage, person: &AssistedRow, base: &str) -> AnyView {
    let next = (page.left() > 0).then(|| {
        view! {
            <a class="button" href=[base, "/daftarkan"].concat()>
                {words.next()}
            </a>
        }
        .into_any()
    });
    view! {
        <h1>{words.heading()}</h1>
        {notice(NoticeKind::Success, words.done().to_owned())}
        <article class="ticket">
            <p class="hint">{words.code()}</p>
            <p class="code">{person.code.to_string()}</p>
            <p>
                <b>{person.applicant_name.clone()}</b>
            </p>
            {when_and_where(&page.visit, Some(clock(person.starts_at)))}
            <p>{words.give_code()}</p>
        </article>
        <p class="hint">{words.left(page.left(), page.most)}</p>
        <div class="actions">
            {next}
            <a class="button second" href=[base, "/daftar"].concat()>
                {words.to_list()}
            </a>
        </div>
        {back(words, base)}
    }
    .into_any()
}

fn back(words: AssistWords, base: &str) -> AnyView {
    view! {
        <p>
            <a href=[base, "/ruang"].concat()>{words.room()}</a>
        </p>
    }
    .into_any()
}

fn show(words: AssistWords, page: &AssistedPage, form: &FormState, base: &str) -> AnyView {
    let list = [base, "/daftar"].concat();
    let to_list = (!page.people.is_empty()).then(|| {
        view! {
            <p>
                <a class="button second" href=list.clone()>
                    {words.to_list()}
                </a>
            </p>
        }
        .into_any()
    });
    let body = if form.is_refused() || (page.visit.bookable && page.left() > 0) {
        person_form(words, page, form, base)
    } else if page.visit.bookable {
        empty(words.no_more(), ().into_any())
    } else {
        empty(words.not_open(), ().into_any())
    };
    view! {
        <h1>{words.heading()}</h1>
        <p>{words.lead()}</p>
        {when_and_where(&page.visit, None)}
        <p class="hint">{words.left(page.left(), page.most)}</p>
        {to_list}
        {error_summary(form)}
        {body}
        {back(words, base)}
    }
    .into_any()
}

fn person_form(words: AssistWords, page: &AssistedPage, form: &FormState, base: &str) -> AnyView {
    let key = match form.error {
        // The old key belongs to another form.
        Some(ServiceError::KeyReused) | None => page.idempotency_key.clone(),
        Some(_) => form.value_or(Field::IdempotencyKey, &page.idempotency_key),
    };
    let own_banjar = match page.banjars.as_slice() {
        [own] => own.clone(),
        _ => String::new(),
    };
    let name = Input {
        required: true,
        ..Input::text(Field::ApplicantName, words.name())
    };
    let phone = Input {
        kind: "tel",
        inputmode: "tel",
        hint: words.phone_hint(),
        ..Input::text(Field::Phone, words.phone())
    };
    let banjar = Input {
        value: own_banjar,
        ..Input::text(Field::Banjar, words.banjar())
    };
    let business = Input {
        hint: words.business_hint(),
        required: true,
        ..Input::text(Field::BusinessActivity, words.business())
    };
    let public = use_words();
    let help = form.holds(Field::AssistanceNeeded.name(), "yes");
    let agreed = form.holds(Field::Consent.name(), "yes");
    view! {
        <form id="daftar" method="post" action=[base, "/daftarkan"].concat()>
            {hidden(Field::IdempotencyKey.name(), key)} {input(name, form)} {input(banjar, form)}
            {input(business, form)}
            {check(Field::AssistanceNeeded.name(), "yes", words.help(), words.help_hint(), help)}
            {input(phone, form)}
            <fieldset id=Field::Slot.name() tabindex="-1" aria-describedby="slot_id-problem">
                <legend>
                    <h2>{public.choose_time()}</h2>
                </legend>
                {problem(Field::Slot, form)}
                {slot_cards(&page.slots, form.value(Field::Slot))}
            </fieldset>
            <fieldset id=Field::Consent.name() tabindex="-1" aria-describedby="consent-problem">
                <legend>
                    <h2>{words.consent()}</h2>
                </legend>
                {problem(Field::Consent, form)}
                {check(Field::Consent.name(), "yes", consent_words(words.0), "", agreed)}
            </fieldset>
            <p class="hint">
                <a href="/privasi" target="_blank" rel="external">
                    {public.privacy_notice()}
                </a>
            </p>
            <button class="button wide" type="submit">
                {words.save()}
            </button>
        </form>
    }
    .into_any()
}
