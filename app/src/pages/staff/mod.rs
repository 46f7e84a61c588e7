//! One file a route: load, compose; no rule lives here.

mod book_for;
mod booking;
mod bookings;
mod conflicts;
mod frame;
mod letter;
mod login;
mod month;
mod more;
mod operators;
mod outbox;
mod parts;
mod plan;
mod plan_fields;
mod plan_form;
mod today;
mod visit;
mod visit_parts;
mod visit_steps;
mod what_if;
mod what_if_chart;

pub use book_for::BookForView;
pub use booking::BookingView;
pub use bookings::BookingsView;
pub use conflicts::ConflictsView;
pub use letter::LetterView;
pub use login::LoginView;
pub use month::MonthView;
pub use more::MoreView;
pub use operators::OperatorsView;
pub use outbox::OutboxView;
pub use plan::{EditVisitView, NewVisitView};
pub use today::TodayView;
pub use visit::StaffVisitView;
pub use what_if::WhatIfView;
