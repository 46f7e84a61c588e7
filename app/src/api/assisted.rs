//! Reads of assisted booking.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services};
use super::public::Qr;
use domain::assisted::AssistedPage;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What an official may book. Sent in the body: a token stays out of URLs that are logged.
#[server(name = ReadAssisted, prefix = "/baca", endpoint = "daftarkan")]
pub async fn assisted(token: String) -> Loaded<AssistedPage> {
    report(services().assisted.assisted(&token).await)
}

/// The people an official has booked for, each with the picture for the desk's camera.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistedList {
    /// The page.
    pub page: AssistedPage,
    /// QR codes of their tickets, in the order of the people.
    pub codes: Vec<Qr>,
}

/// The list to print. Sent in the body, as above.
#[server(name = ReadAssistedList, prefix = "/baca", endpoint = "daftarkan/cetak")]
pub async fn assisted_list(token: String) -> Loaded<AssistedList> {
    let page = report(services().assisted.assisted(&token).await)?;
    let code = |token: &str| Qr::of(&format!("{}/tiket/{token}", page.public_url));
    let codes = page.people.iter().map(|it| code(&it.manage_token)).collect();
    Ok(AssistedList { page, codes })
}
