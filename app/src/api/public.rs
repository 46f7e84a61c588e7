//! Reads for everybody and for the holders of a village's link.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services};
use domain::day::service::BoardPage;
use domain::evaluation::PublicResults;
use domain::id::VisitId;
use domain::reach::ReachPage;
use domain::service::{Home, Ticket, VenueRequest, VillagePage, VisitPage};
use domain::village::{Village, VillageCode};
use domain::year::VillageFeasts;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// Front page.
#[server(name = ReadHome, prefix = "/baca", endpoint = "depan", input = GetUrl)]
pub async fn home(search: String) -> Loaded<Home> {
    report(services().public.home(&search).await)
}

/// Villages that fit what is typed.
#[server(name = ReadVillages, prefix = "/baca", endpoint = "desa-cari", input = GetUrl)]
pub async fn villages(search: String) -> Loaded<Vec<Village>> {
    report(services().public.villages(&search).await)
}

/// A village's page.
#[server(name = ReadVillage, prefix = "/baca", endpoint = "desa", input = GetUrl)]
pub async fn village(code: VillageCode) -> Loaded<VillagePage> {
    report(services().public.village(&code).await)
}

/// A visit's page.
#[server(name = ReadVisit, prefix = "/baca", endpoint = "kunjungan", input = GetUrl)]
pub async fn visit(id: VisitId) -> Loaded<VisitPage> {
    report(services().public.visit(id).await)
}

/// What the programme has done; of no year, this year.
#[server(name = ReadResults, prefix = "/baca", endpoint = "hasil", input = GetUrl)]
pub async fn results(year: Option<i32>) -> Loaded<PublicResults> {
    report(services().results.results(year).await)
}

/// The board of a visit.
#[server(name = ReadQueue, prefix = "/baca", endpoint = "antrean", input = GetUrl)]
pub async fn queue(visit: VisitId) -> Loaded<BoardPage> {
    report(services().day.board(visit).await)
}

/// A ticket. Sent in the body: a manage token stays out of URLs that are logged.
#[server(name = ReadTicket, prefix = "/baca", endpoint = "tiket")]
pub async fn ticket(token: String) -> Loaded<TicketPage> {
    let ticket = report(services().public.ticket(&token).await)?;
    let qr = Qr::of(&format!("{}/tiket/{}", ticket.public_url, ticket.manage_token));
    Ok(TicketPage { ticket, qr })
}

/// How the holder of a ticket may be told. Sent in the body, as above.
#[server(name = ReadReach, prefix = "/baca", endpoint = "tiket-kabar")]
pub async fn reach(token: String) -> Loaded<ReachPage> {
    report(services().public.reach(&token).await)
}

/// What a village is asked. Sent in the body, as above.
#[server(name = ReadVenueRequest, prefix = "/baca", endpoint = "konfirmasi")]
pub async fn venue_request(token: String) -> Loaded<VenueRequest> {
    report(services().village.venue_request(&token).await)
}

/// Temple feasts of the village of a link. Sent in the body, as above.
#[server(name = ReadOwnFeasts, prefix = "/baca", endpoint = "konfirmasi-odalan")]
pub async fn own_feasts(token: String) -> Loaded<VillageFeasts> {
    report(services().village.own_feasts(&token).await)
}

/// A ticket with its picture for the desk's camera.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketPage {
    /// The ticket.
    pub ticket: Ticket,
    /// QR code of the manage link.
    pub qr: Qr,
}

/// A QR code as one SVG path of strokes one unit wide, drawn on the server: the browser's module
/// need not carry the encoder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qr {
    /// Units of a side, without the quiet zone.
    pub size: u32,
    /// `d` of the path; each run of dark units is one stroke through the middle of its row.
    pub path: String,
}

#[cfg(feature = "ssr")]
impl Qr {
    /// Encodes a text; empty where it is too long for a code.
    pub fn of(text: &str) -> Qr {
        use std::fmt::Write;
        let Ok(code) = fast_qr::QRBuilder::new(text).ecl(fast_qr::ECL::L).build() else {
            return Qr::default();
        };
        let mut path = String::new();
        for y in 0..code.size {
            let mut x = 0;
            while x < code.size {
                let length = (x..code.size).take_while(|x| code[y][*x].value()).count();
                if length > 0 {
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{x} {y}.5h{length}");
                }
                x += length.max(1);
            }
        }
        Qr {
            size: u32::try_from(code.size).unwrap_or(0),
            path,
        }
    }
}
