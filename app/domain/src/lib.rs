//! Words and rules of Jemput Izin.
//!
//! Everything here is pure: the present moment and randomness are arguments. One noun a file,
//! its tests at the bottom. The same `parse` checks a form in the browser and on the server.
//!
//! To add a noun: one file, one `pub mod` line here.

pub mod after;
pub mod assisted;
pub mod before;
pub mod booking;
pub mod calendar;
pub mod capacity;
pub mod chance;
pub mod choice;
pub mod code;
pub mod counter;
pub mod day;
pub mod demand;
pub mod error;
pub mod evaluation;
pub mod field;
pub mod follow_up;
pub mod holiday;
pub mod id;
pub mod lang;
pub mod letter;
pub mod lunar;
pub mod message;
pub mod month;
pub mod nib;
pub mod nyepi;
pub mod odalan;
pub mod outage_plan;
pub mod outreach;
pub mod paper;
pub mod part;
pub mod pawukon;
pub mod pending;
pub mod phone;
pub mod plan;
pub mod preparation;
pub mod private;
pub mod question;
pub mod ranking;
pub mod ranking_words;
pub mod reach;
pub mod readiness;
pub mod report;
pub mod return_slip;
pub mod rhythm;
pub mod service;
pub mod settings;
pub mod settle;
pub mod shown;
pub mod simulation;
pub mod sms;
pub mod spoken;
pub mod staff;
pub mod survey;
pub mod team;
pub mod text;
pub mod triage;
pub mod venue;
pub mod village;
pub mod visit;
pub mod waiting;
pub mod what_if;
pub mod year;
