//! The own place in the queue, on a ticket on the day of its visit. `public/board.js` keeps it fresh.

use crate::live::incident_line;
use crate::text::{QueueWords, use_lang};
use domain::service::{Ticket, TicketToday};
use leptos::prelude::*;

/// Number, place and outage; before the check-in the way to the board.
pub(super) fn today(ticket: &Ticket, today: &TicketToday) -> AnyView {
    let words = QueueWords(use_lang());
    let board = ["/antrean/", &ticket.visit.id.to_string()].concat();
    let number = today
        .queue
        .map_or_else(String::new, |(number, _)| number.to_string());
    let incident = incident_line(words, today.incident_since);
    let place = match today.queue {
        Some((number, place)) => view! {
            <p>
                {words.your_number()}
                " "
                <b class="queue-number">{number.to_string()}</b>
            </p>
            <p class="queue-place" role="status" data-place>
                {words.place(place)}
            </p>
        }
        .into_any(),
        None if today.begun => view! { <p>{words.report_first()}</p> }.into_any(),
        None => view! {
            <p>{words.not_begun()} ". " {words.report_first()}</p>
        }
        .into_any(),
    };
    view! {
        <section
            class="queue no-print"
            aria-labelledby="antrean"
            data-live=board.clone()
            data-number=number
            data-stale=words.stale()
        >
            <h2 id="antrean">{words.queue_today()}</h2>
            {place}
            <p data-incident role="status" hidden=incident.is_empty()>
                {incident.clone()}
            </p>
            <p data-state role="status"></p>
            <p>
                <a href=board.clone() rel="external">
                    {words.see_board()}
                </a>
            </p>
        </section>
    }
    .into_any()
}
