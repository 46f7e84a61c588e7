//! `/tiket/{token}`: what an applicant holds.

use super::ticket_today::today;
use crate::api::before;
use crate::api::public::{self, Qr, TicketPage};
use crate::components::{
    NoticeKind, at_office, booking_word, bring, copy_facts, copy_line, hours, loaded, notice, office, param,
    public_frame, query, share_href, when_and_where,
};
use crate::text::{AssistWords, ReachWords, SurveyWords, use_words};
use domain::booking::BookingState;
use domain::calendar::{clock, long_date};
use domain::outreach::Sender;
use domain::service::Ticket;
use domain::triage::Business;
use domain::visit::VisitState;
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn TicketView() -> impl IntoView {
    let token = param("token");
    let news = query("kabar");
    let token = token.get_untracked();
    let page = async move {
        let page = public::ticket(token.clone()).await?;
        Ok((page, before::business(token).await?))
    };
    let content = loaded(page, move |(page, business)| {
        show(page, &business, &news.get_untracked())
    });
    public_frame(
        use_words().ticket(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

fn show(page: TicketPage, business: &Business, news: &str) -> AnyView {
    let words = use_words();
    let ticket = &page.ticket;
    let off = ticket.state == BookingState::Cancelled;
    let news = match news {
        "terdaftar" => Some(words.news_booked()),
        "pindah" => Some(words.news_moved()),
        "kabar" => Some(ReachWords(words.0).saved()),
        "hadir" if ticket.confirmed => Some(words.news_coming()),
        "batal" if off => Some(words.news_cancelled()),
        _ => None,
    };
    let news = news.map(|text| notice(NoticeKind::Success, text.to_owned()));
    let visit_off = matches!(ticket.visit.state, VisitState::Postponed | VisitState::Cancelled);
    let warning = (visit_off && !off).then(|| notice(NoticeKind::Warning, words.visit_off().to_owned()));
    let time = hours(ticket.slot.starts_at, ticket.slot.ends_at);
    let office = at_office(business, &ticket.settings).filter(|_| !off && ticket.changeable);
    let below = if off { again(ticket) } else { actions(ticket) };
    view! {
        {copy_facts(label(ticket), ticket.visit.date)}
        <h1>{words.your_ticket()}</h1>
        {copy_line(words.ticket_copy())}
        {news}
        {warning}
        {ticket.today.as_ref().map(|it| today(ticket, it))}
        {ticket.survey_token.as_deref().map(rate)}
        <article class=if off { "ticket off" } else { "ticket" }>
            <p class="hint">{words.code()}</p>
            <p class="code">{ticket.code.to_string()}</p>
            <p>{booking_word(ticket.state)}</p>
            {(ticket.confirmed && !off).then(|| view! { <p>{words.said_to_come()}</p> }.into_any())}
            {(!off).then(|| qr(&page.qr))}
            {when_and_where(&ticket.visit, Some(time))}
            <p>
                {words.village(&ticket.visit.village.name)} ", "
                {words.district(&ticket.visit.village.district)}
            </p>
            <p>{words.in_the_name_of()} " " <b>{ticket.applicant_name.clone()}</b></p>
            {ticket.booked_by.as_ref().map(booked_by)}
        </article>
        {office}
        {below}
    }
    .into_any()
}

fn booked_by(by: &Sender) -> AnyView {
    let text = AssistWords(use_words().0).booked_by(by);
    view! { <p class="hint">{text}</p> }.into_any()
}

/// `Tiket T7K4Q: Senin, 14 Desember 2026, pukul 09.20, Desa Bengkel`.
fn label(ticket: &Ticket) -> String {
    let words = use_words();
    let state = match ticket.state {
        BookingState::Cancelled => [" (", ticket.state.word(words.0), ")"].concat(),
        _ => String::new(),
    };
    format!(
        "{} {}{state}: {}, {} {}, {}",
        words.ticket(),
        ticket.code,
        long_date(ticket.visit.date, words.0),
        words.at_clock().to_lowercase(),
        clock(ticket.slot.starts_at),
        words.village(&ticket.visit.village.name),
    )
}

/// The way to the survey, for whoever was served.
fn rate(token: &str) -> AnyView {
    view! {
        <p>
            <a class="button wide" href=["/survei/", token].concat()>
                {SurveyWords(use_words().0).on_ticket()}
            </a>
        </p>
    }
    .into_any()
}

fn qr(qr: &Qr) -> AnyView {
    if qr.size == 0 {
        return ().into_any();
    }
    let side = (qr.size + 8).to_string();
    view! {
        <svg viewBox=["-4 -4 ", &side, " ", &side].concat() role="img" aria-label=use_words().qr()>
            <path d=qr.path.clone() stroke="#000" stroke-width="1" />
        </svg>
    }
    .into_any()
}

fn actions(ticket: &Ticket) -> AnyView {
    let words = use_words();
    let here = ["/tiket/", &ticket.manage_token].concat();
    let to = |tail: &str| [&here, tail].concat();
    let share = words.share_text(
        &ticket.visit.village.name,
        &long_date(ticket.visit.date, words.0),
        &ticket.visit.venue,
        &[&ticket.public_url, "/kunjungan/", &ticket.visit.id.to_string()].concat(),
    );
    let change = ticket.changeable.then(|| {
        view! {
            <a class="button second" href=to("/pindah")>
                {words.change_time()}
            </a>
            <a class="button danger second" href=to("/batal")>
                {words.cancel()}
            </a>
        }
    });
    view! {
        <p>{words.keep_link()}</p>
        <div class="actions">
            <a class="button" href=to("/kalender.ics") rel="external">
                {words.save_to_calendar()}
            </a>
            <a class="button second" href=share_href(&share) target="_blank" rel="external noreferrer">
                {words.invite()}
            </a>
            {change}
        </div>
        <p>
            <a href=to("/kabar") rel="external">
                {ReachWords(words.0).change()}
            </a>
        </p>
        {bring(&ticket.settings, true)}
        {office(&ticket.settings)}
    }
    .into_any()
}

fn again(ticket: &Ticket) -> AnyView {
    let words = use_words();
    let (href, label) = if ticket.visit.bookable {
        (
            ["/kunjungan/", &ticket.visit.id.to_string()].concat(),
            words.book_again(),
        )
    } else {
        (
            ["/desa/", ticket.visit.village.code.as_str()].concat(),
            words.other_visits(),
        )
    };
    view! {
        <p>{words.place_given_back()}</p>
        <p>
            <a class="button" href=href>
                {label}
            </a>
        </p>
        {office(&ticket.settings)}
    }
    .into_any()
}
