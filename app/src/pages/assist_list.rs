//! `/konfirmasi/{token}/daftar`: the people an official has booked for; printed, it is their ticket. Holds no numbers.

use crate::api::assisted::{self, AssistedList};
use crate::api::public::Qr;
use crate::components::{
    NoticeKind, booking_word, bring, empty, error_summary, loaded, notice, param, public_frame, query,
    when_and_where,
};
use crate::form::{FormState, use_form_state};
use crate::text::{AssistWords, use_words};
use domain::assisted::AssistedRow;
use domain::booking::BookingState;
use domain::calendar::clock;
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn AssistListView() -> impl IntoView {
    let words = AssistWords(use_words().0);
    let token = param("token");
    let news = query("kabar");
    let form = use_form_state();
    let list = assisted::assisted_list(token.get_untracked());
    let content = loaded(list, move |list| {
        let base = ["/konfirmasi/", &token.get_untracked()].concat();
        show(words, &list, &form, &base, news.get_untracked() == "batal")
    });
    public_frame(
        words.list(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

fn show(words: AssistWords, list: &AssistedList, form: &FormState, base: &str, cancelled: bool) -> AnyView {
    let (page, public) = (&list.page, use_words());
    let news = cancelled.then(|| notice(NoticeKind::Success, words.cancelled().to_owned()));
    let rows: Vec<_> = page
        .people
        .iter()
        .zip(&list.codes)
        .map(|(person, qr)| row(words, person, qr, base))
        .collect();
    let rows = if rows.is_empty() {
        empty(words.empty(), ().into_any())
    } else {
        view! { <ul class="rows assisted">{rows}</ul> }.into_any()
    };
    view! {
        <h1>{words.list()}</h1>
        {news}
        {error_summary(form)}
        <p>
            <b>{public.village(&page.visit.village.name)}</b>
            ", "
            {public.district(&page.visit.village.district)}
            <br />
            <span class="hint">{page.holder.name.clone()} ", " {page.holder.role.word(words.0)}</span>
        </p>
        {when_and_where(&page.visit, None)}
        <p>{words.show_code()}</p>
        {bring(&page.settings, true)}
        <p class="hint no-print">{words.list_hint()}</p>
        {rows}
        <div class="actions">
            <a class="button" href=[base, "/daftarkan"].concat()>
                {words.next()}
            </a>
            <a class="button second" href=[base, "/ruang"].concat()>
                {words.room()}
            </a>
        </div>
    }
    .into_any()
}

fn row(words: AssistWords, person: &AssistedRow, qr: &Qr, base: &str) -> AnyView {
    let off = person.state == BookingState::Cancelled;
    let banjar = person
        .banjar
        .clone()
        .map(|banjar| [words.banjar(), " ", &banjar].concat());
    let no_phone = (!person.own_phone).then(|| ["(", words.no_phone(), ")"].concat());
    let code = (!off && qr.size > 0).then(|| picture(qr));
    let cancel = person.changeable.then(|| cancel_form(words, person, base));
    let class = if off { "card off" } else { "card" };
    view! {
        <li class=class>
            {code}
            <div>
                <p class="code">{person.code.to_string()}</p>
                <p>
                    <b>{person.applicant_name.clone()}</b>
                    " "
                    {no_phone}
                </p>
                <p>{words.time()} " " <b>{clock(person.starts_at)} " WITA"</b></p>
                <p>{banjar}</p>
                <p>{booking_word(person.state)}</p>
                {cancel}
            </div>
        </li>
    }
    .into_any()
}

fn picture(qr: &Qr) -> AnyView {
    let side = (qr.size + 8).to_string();
    view! {
        <svg
            viewBox=["-4 -4 ", &side, " ", &side].concat()
            role="img"
            width="120"
            height="120"
            aria-label=use_words().qr()
        >
            <path d=qr.path.clone() stroke="#000" stroke-width="1" />
        </svg>
    }
    .into_any()
}

fn cancel_form(words: AssistWords, person: &AssistedRow, base: &str) -> AnyView {
    let action = [base, "/daftar/", &person.booking.to_string(), "/batal"].concat();
    view! {
        <details class="no-print">
            <summary>{words.cancel()}</summary>
            <p>{words.cancel_sure()}</p>
            <form method="post" action=action>
                <button class="button danger second">{words.cancel_yes()}</button>
            </form>
        </details>
    }
    .into_any()
}
