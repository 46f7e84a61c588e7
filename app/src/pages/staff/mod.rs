//! One file a route: load, compose; no rule lives here.

mod book_for;
mod booking;
mod bookings;
mod conflicts;
mod frame;
mod login;
mod month;
mod month_grid;
mod more;
mod operators;
mod outbox;
mod parts;
mod people_forms;
mod plan;
mod plan_fields;
mod plan_form;
mod proposals;
mod readiness;
mod today;
mod visit;
mod visit_parts;
mod visit_steps;

pub use book_for::BookForView;
pub use booking::BookingView;
pub use bookings::BookingsView;
pub use conflicts::ConflictsView;
pub use login::LoginView;
pub use month::MonthView;
pub use more::MoreView;
pub use operators::OperatorsView;
pub use outbox::OutboxView;
pub use plan::{EditVisitView, NewVisitView};
pub use readiness::ReadinessView;
pub use today::TodayView;
pub use visit::StaffVisitView;
