//! Stories of the office, told through the public door on SQLite and on PostgreSQL.
//!
//! To add one: a function in the module of its subject that calls `common::each`. What it may touch is
//! [`backend::Backend`] and the three services; SQL is for what no service shows.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on ends")]

mod assisted;
mod backup;
mod board;
mod booking;
mod calendar;
mod channels;
mod choice;
mod common;
mod conflicts;
mod day;
mod day_devices;
mod demand;
mod edits;
mod evaluation;
mod follow_ups;
mod forms;
mod import;
mod interest;
mod letters;
mod life;
mod logins;
mod many_messages;
mod meeting;
mod meta;
mod model;
mod months;
mod moves;
mod office_races;
mod outages;
mod outbox;
mod outreach;
mod papers;
mod people;
mod planning;
mod questions;
mod races;
mod reach;
mod refusals;
mod reports;
mod results;
mod return_slip_races;
mod return_slips;
mod roles;
mod settle;
mod smtp;
mod start;
mod statements;
mod steps;
mod survey;
mod teams;
mod village;
mod waiting;
mod what_if;
mod worker;
