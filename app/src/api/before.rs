//! Reads of what comes before a booking: questions, the self-check.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use domain::before::AskPage;
use domain::id::{BookingId, VisitId};
use domain::question::{Faq, OwnQuestion, QuestionsPage};
use domain::triage::Business;
use domain::village::VillageCode;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Where one asks about a visit, or about the programme.
#[server(name = ReadAsk, prefix = "/baca", endpoint = "tanya", input = GetUrl)]
pub async fn ask_page(visit: Option<VisitId>) -> Loaded<AskPage> {
    report(services().before.ask_page(visit).await)
}

/// What is published for a village and for the programme.
#[server(name = ReadPublished, prefix = "/baca", endpoint = "tanya-jawab", input = GetUrl)]
pub async fn published(village: VillageCode) -> Loaded<Vec<Faq>> {
    report(services().before.published(&village).await)
}

/// The page of a question. Sent in the body: a token stays out of URLs that are logged.
#[server(name = ReadQuestion, prefix = "/baca", endpoint = "pertanyaan")]
pub async fn question(token: String) -> Loaded<OwnQuestion> {
    report(services().before.question(&token).await)
}

/// What the holder of a ticket chose in the self-check. Sent in the body, as above.
#[server(name = ReadBusiness, prefix = "/baca", endpoint = "usaha")]
pub async fn business(token: String) -> Loaded<Business> {
    report(services().before.business(&token).await)
}

/// The questions, for staff.
#[server(name = ReadQuestions, prefix = "/baca", endpoint = "staf/pertanyaan", input = GetUrl)]
pub async fn questions(visit: Option<VisitId>) -> Loaded<QuestionsPage> {
    let staff = report(staff().await)?;
    report(services().before.questions(&staff, visit).await)
}

/// How many have no answer.
#[server(name = ReadOpenQuestions, prefix = "/baca", endpoint = "staf/pertanyaan-jumlah", input = GetUrl)]
pub async fn open_questions() -> Loaded<u32> {
    let staff = report(staff().await)?;
    report(services().before.open_questions(&staff).await)
}

/// What was chosen with a booking, for staff.
#[server(name = ReadBusinessOf, prefix = "/baca", endpoint = "staf/usaha", input = GetUrl)]
pub async fn business_of(booking: BookingId) -> Loaded<Business> {
    let staff = report(staff().await)?;
    report(services().before.business_of(&staff, booking).await)
}
