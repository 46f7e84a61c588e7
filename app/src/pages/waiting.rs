//! `/tunggu/{token}`: where a person who waits stands, and the place that is offered. Opening it changes nothing.

use crate::api::waiting;
use crate::components::{
    NoticeKind, error_summary, hours, loaded, notice, office, param, public_frame, query, when_and_where,
};
use crate::form::{FormState, use_form_state};
use crate::text::{WaitingWords, use_words};
use domain::calendar::{clock, date_in_wita, long_date};
use domain::waiting::{Offer, WaitingPage, WaitingState};
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn WaitingView() -> impl IntoView {
    let token = param("token");
    let news = query("kabar");
    let form = use_form_state();
    let page = waiting::waiting(token.get_untracked());
    let content = loaded(page, move |page| show(&page, &news.get_untracked(), &form));
    public_frame(
        WaitingWords(use_words().0).heading(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

fn show(page: &WaitingPage, news: &str, form: &FormState) -> AnyView {
    let words = WaitingWords(use_words().0);
    let joined = (news == "menunggu" && page.state == WaitingState::Waiting)
        .then(|| notice(NoticeKind::Success, words.joined().to_owned()));
    let below = match (&page.offer, page.state) {
        (Some(offer), _) => offered(page, offer),
        (None, WaitingState::Waiting | WaitingState::Offered) => still_waiting(page),
        (None, WaitingState::Lapsed) => lapsed(page),
        (None, WaitingState::Accepted) => accepted(page),
        (None, WaitingState::Left) => other_ways(page, words.left()),
        (None, WaitingState::Ended) => other_ways(page, words.ended()),
    };
    let time = page.wanted.map(|at| words.only_at(at));
    view! {
        <h1>{words.heading()}</h1>
        {error_summary(form)}
        {joined}
        <p>{use_words().in_the_name_of()} " " <b>{page.name.clone()}</b></p>
        {when_and_where(&page.visit, time)}
        {below}
        <p class="hint">{words.no_sale()}</p>
    }
    .into_any()
}

/// A button that writes; the page alone changes nothing.
fn act(page: &WaitingPage, end: &str, class: &'static str, label: String) -> AnyView {
    view! {
        <form method="post" action=["/tunggu/", &page.token, end].concat()>
            <button class=class type="submit">
                {label}
            </button>
        </form>
    }
    .into_any()
}

fn offered(page: &WaitingPage, offer: &Offer) -> AnyView {
    let words = WaitingWords(use_words().0);
    let day = long_date(date_in_wita(offer.until), words.0);
    let until = words.kept_until(&[&day, ", ", &clock(offer.until)].concat());
    view! {
        <article class="card">
            <h2>{words.your_turn()}</h2>
            {when_and_where(&page.visit, Some(hours(offer.starts_at, offer.ends_at)))}
            <p>
                <b>{until}</b>
            </p>
            <div class="actions">
                {act(page, "/terima", "button wide", words.take(offer.starts_at))}
                {act(page, "/keluar", "button second", words.let_go().to_owned())}
            </div>
        </article>
    }
    .into_any()
}

fn still_waiting(page: &WaitingPage) -> AnyView {
    let words = WaitingWords(use_words().0);
    view! {
        <p>
            <b>{words.in_front(page.in_front)}</b>
        </p>
        <p>{words.lead()}</p>
        {act(page, "/keluar", "button second", words.leave().to_owned())}
    }
    .into_any()
}

fn lapsed(page: &WaitingPage) -> AnyView {
    let words = WaitingWords(use_words().0);
    let again = page.may_wait_again.then(|| {
        view! {
            <p>{words.again_hint()}</p>
            {act(page, "/lagi", "button wide", words.again().to_owned())}
        }
    });
    view! {
        {notice(NoticeKind::Info, words.lapsed().to_owned())}
        {again}
    }
    .into_any()
}

fn accepted(page: &WaitingPage) -> AnyView {
    let words = WaitingWords(use_words().0);
    let ticket = page.ticket.as_ref().map(|token| {
        view! {
            <p>
                <a class="button" href=["/tiket/", token].concat()>
                    {words.see_ticket()}
                </a>
            </p>
        }
    });
    view! {
        {notice(NoticeKind::Success, words.accepted().to_owned())}
        {ticket}
    }
    .into_any()
}

fn other_ways(page: &WaitingPage, why: &'static str) -> AnyView {
    view! {
        {notice(NoticeKind::Info, why.to_owned())}
        <p>
            <a class="button" href=["/desa/", page.visit.village.code.as_str()].concat()>
                {use_words().other_visits()}
            </a>
        </p>
        {office(&page.settings)}
    }
    .into_any()
}
