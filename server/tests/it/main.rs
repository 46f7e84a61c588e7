//! Stories told through the front door: the router of the whole site, on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

mod after;
mod api;
mod api_refusals;
mod assisted;
mod board;
mod booking;
mod browser;
mod calendar;
mod choice;
mod common;
mod crash;
mod day;
mod demand;
mod evaluation;
mod headers;
mod meeting;
mod messages;
mod months;
mod office;
mod office_work;
mod openapi;
mod outreach;
mod papers;
mod people;
mod questions;
mod race;
mod refusals;
mod reports;
mod results;
mod settle;
/// The mail server of the store's tests.
#[expect(dead_code, reason = "the store's tests use the rest of it")]
#[path = "../../backend/tests/it/smtp.rs"]
mod smtp;
mod survey;
mod village;
mod visit_tools;
mod waiting;
mod worker;
