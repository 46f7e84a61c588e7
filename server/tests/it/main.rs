//! Stories told through the front door: the router of the whole site, on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

mod api;
mod api_refusals;
mod booking;
mod browser;
mod common;
mod headers;
mod office;
mod office_work;
mod openapi;
mod race;
mod refusals;
mod village;
