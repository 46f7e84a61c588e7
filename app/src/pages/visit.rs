//! `/kunjungan/{visit}`: a visit, its slots and the booking form. A shared link lands here.

use super::visit_form::booking_form;
use super::waiting_form::full_slots;
use crate::api::{before, not_found, public, public_url};
use crate::components::{
    NoticeKind, bring, empty, faq_list, hours, loaded, notice, office, param, public_frame, query, title,
    when_and_where,
};
use crate::form::{FormState, use_form_state};
use crate::text::{CheckWords, DemandWords, QuestionWords, QueueWords, WaitingWords, use_words};
use domain::calendar::long_date;
use domain::question::Faq;
use domain::service::{VisitPage, VisitSummary};
use domain::triage::{Business, name};
use domain::visit::VisitState;
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn VisitView() -> impl IntoView {
    let id = param("visit");
    let chosen = query("pukul");
    let form = use_form_state();
    let id = id.get_untracked();
    let page = async move {
        match id.parse() {
            Ok(id) => {
                let page = public::visit(id).await?;
                let published = before::published(page.visit.village.code.clone()).await?;
                Ok((page, published))
            }
            Err(_) => not_found(),
        }
    };
    let business = checked(&form);
    let content = loaded(page, move |(page, published)| {
        show(page, &published, &form, (chosen.get_untracked(), business))
    });
    public_frame(use_words().visit(), content.into_any())
}

/// What was chosen in the self-check: in the address that led here, or in the form that came back.
fn checked(form: &FormState) -> Business {
    let names = [name::KIND, name::COMPANY, name::FOREIGN, name::LARGE];
    let asked: Vec<_> = names
        .into_iter()
        .map(|of| (of.to_owned(), query(of).get_untracked()))
        .collect();
    let pairs = if form.is_refused() { &form.values } else { &asked };
    Business::read(|of| {
        pairs
            .iter()
            .find(|(it, _)| it == of)
            .map_or("", |(_, value)| value.as_str())
    })
}

fn show(page: VisitPage, published: &[Faq], form: &FormState, chosen: (String, Business)) -> AnyView {
    let words = use_words();
    let visit = &page.visit;
    let name = words.village(&visit.village.name);
    let full = visit.bookable && page.slots.iter().all(|opening| !opening.bookable);
    let below = if visit.bookable && !(full && form.error.is_none()) {
        booking_form(&page, form, chosen)
    } else {
        closed(&page)
    };
    view! {
        {title(&name)}
        {preview(visit, &name)}
        <h1>{words.service_in()} " " {name}</h1>
        <p>{words.district(&visit.village.district)}</p>
        {guests(&page)}
        {when_and_where(visit, None)}
        {bring(&page.settings, false)}
        <p>
            <a href="/tentang-nib">{words.why_nib()}</a>
        </p>
        {first_steps(&page)}
        {to_waiting_list(&page)}
        {below}
        {faq_list(published)}
    }
    .into_any()
}

/// Before one books: the self-check, and a question.
fn first_steps(page: &VisitPage) -> AnyView {
    let (check, question) = (CheckWords(use_words().0), QuestionWords(use_words().0));
    let here = ["/kunjungan/", &page.visit.id.to_string()].concat();
    let check = page.visit.bookable.then(|| {
        view! {
            <a class="button second" href=[&here, "/siap"].concat()>
                {check.heading()}
            </a>
        }
    });
    view! {
        <div class="actions">
            {check} <a class="button second" href=[&here, "/tanya"].concat()>
                {question.heading()}
            </a>
        </div>
    }
    .into_any()
}

/// The neighbouring villages that it is open to.
fn guests(page: &VisitPage) -> AnyView {
    if page.guests.is_empty() {
        return ().into_any();
    }
    let text = DemandWords(use_words().0).open_to(&page.guests);
    view! { <p>{text}</p> }.into_any()
}

/// What messengers show beside a link to the visit.
fn preview(visit: &VisitSummary, name: &str) -> AnyView {
    let words = use_words();
    let site = public_url();
    let address = [&site, "/kunjungan/", &visit.id.to_string()].concat();
    let heading = [words.service_in(), " ", name].concat();
    let when = [
        &long_date(visit.date, words.0),
        ", ",
        &hours(visit.starts_at, visit.ends_at),
        ", ",
        &visit.venue,
    ]
    .concat();
    view! {
        <Meta property="og:type" content="website" />
        <Meta property="og:site_name" content=words.site_name() />
        <Meta property="og:title" content=heading />
        <Meta property="og:description" content=[&when, ". ", words.free()].concat() />
        <Meta property="og:image" content=[&address, "/gambar.png"].concat() />
        <Meta property="og:image:width" content="1200" />
        <Meta property="og:image:height" content="630" />
        <Meta property="og:url" content=address />
    }
    .into_any()
}

/// The way to the waiting list, where some hour is full: big once all are.
fn to_waiting_list(page: &VisitPage) -> AnyView {
    let words = WaitingWords(use_words().0);
    if full_slots(page).is_empty() {
        return ().into_any();
    }
    let all = page.slots.iter().all(|opening| !opening.bookable);
    let (text, class) = if all {
        (words.all_full(), "button wide")
    } else {
        (words.full_time(), "")
    };
    view! {
        <p>
            {text} " "
            <a class=class href=["/kunjungan/", &page.visit.id.to_string(), "/tunggu"].concat()>
                {words.join()}
            </a>
        </p>
    }
    .into_any()
}

/// Why no place can be booked, and what to do.
fn closed(page: &VisitPage) -> AnyView {
    let words = use_words();
    let full = page.slots.iter().all(|opening| opening.available == 0);
    let why = match page.visit.state {
        VisitState::Open if full => words.all_full(),
        VisitState::Open => words.too_late(),
        VisitState::Underway => words.underway(),
        VisitState::Done | VisitState::Evaluated => words.visit_over(),
        VisitState::Closed => words.booking_closed(),
        VisitState::Postponed | VisitState::Cancelled => words.visit_off(),
        VisitState::Proposed | VisitState::AwaitingVillage | VisitState::Confirmed => words.not_open_yet(),
    };
    let action = view! {
        <p>
            <a class="button" href=["/desa/", page.visit.village.code.as_str()].concat()>
                {words.other_visits()}
            </a>
        </p>
        {office(&page.settings)}
    }
    .into_any();
    let board = (page.visit.state == VisitState::Underway).then(|| {
        view! {
            <p>
                <a
                    class="button"
                    href=["/antrean/", &page.visit.id.to_string()].concat()
                    rel="external"
                >
                    {QueueWords(words.0).see_board()}
                </a>
            </p>
        }
    });
    view! {
        {notice(NoticeKind::Info, why.to_owned())}
        {board}
        {empty(words.other_ways(), action)}
    }
    .into_any()
}
