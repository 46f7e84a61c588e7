//! Pages of Jemput Izin, rendered on the server, and the islands in them that also live in the browser.
//!
//! Reads are server functions (`api`), writes are plain forms that the server's handlers answer with a
//! redirect, or with the same page and its errors (docs/decisions/0003).

#![allow(
    unreachable_pub,
    reason = "the macros of leptos write public items into private modules"
)]
#![recursion_limit = "256"]

pub mod api;
pub mod components;
pub mod day;
pub mod form;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod live;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod text;

#[cfg(feature = "ssr")]
pub use page::{App, Assets, shell};
