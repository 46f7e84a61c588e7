//! A ticket as a file for the calendar of a phone (RFC 5545).

use super::see_other;
use crate::lang::lang_of_page;
use crate::request::Captured;
use crate::state::AppState;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, Utc};
use domain::booking::BookingState;
use domain::lang::Lang;
use domain::service::Ticket;
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus};

/// `GET /tiket/{token}/kalender.ics`.
pub(super) async fn calendar_file(
    State(state): State<AppState>,
    captured: Captured,
    headers: HeaderMap,
) -> Response {
    match state.services.public.ticket(captured.text("token")).await {
        Ok(ticket) => {
            let name = format!("attachment; filename=\"jemput-izin-{}.ics\"", ticket.code);
            let text = write(
                &ticket,
                state.backend.now(),
                state.web.host(),
                lang_of_page(&headers),
            );
            let kind = "text/calendar; charset=utf-8".to_owned();
            (
                [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)],
                text,
            )
                .into_response()
        }
        // The page of the ticket says what is wrong.
        Err(_) => see_other(&format!("/tiket/{}", path_segment(captured.text("token")))),
    }
}

fn path_segment(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .collect()
}

fn write(ticket: &Ticket, now: DateTime<Utc>, host: &str, lang: Lang) -> String {
    let village = &ticket.visit.village;
    let title = lang.pick("Jemput Izin: urus NIB", "Jemput Izin: get your NIB");
    let code = lang.pick("Kode antrean", "Queue code");
    let bring = lang.pick("Yang perlu dibawa", "What to bring");
    let free = lang.pick("Layanan ini gratis.", "This service is free of charge.");
    let link = format!("{}/tiket/{}", ticket.public_url, ticket.manage_token);
    let items: String = ticket
        .settings
        .bring(lang)
        .iter()
        .map(|item| format!("- {item}\n"))
        .collect();
    let text = format!("{code}: {}\n{bring}:\n{items}{free}\n{link}", ticket.code);
    let place = format!(
        "{}, Desa {}, Kecamatan {}",
        ticket.visit.venue, village.name, village.district
    );
    let state = match ticket.state {
        BookingState::Cancelled => EventStatus::Cancelled,
        BookingState::Waitlisted => EventStatus::Tentative,
        _ => EventStatus::Confirmed,
    };
    let mut event = Event::new();
    event
        .uid(&format!("{}@{host}", ticket.code))
        .timestamp(now)
        // Phones replace an event they know only by one with a greater number: the time of the file will do.
        .sequence(u32::try_from(now.timestamp() / 60).unwrap_or(0))
        .starts(ticket.slot.starts_at)
        .ends(ticket.slot.ends_at)
        .summary(&format!("{title} ({})", ticket.code))
        .description(&text)
        .location(&place)
        .url(&link)
        .status(state);
    if ticket.state != BookingState::Cancelled {
        event.alarm(Alarm::display(title, -Duration::days(1)));
    }
    Calendar::new()
        .name("Jemput Izin")
        .push(event.done())
        .done()
        .to_string()
}
