//! One file a route: load, compose; no rule lives here.

mod book_for;
mod booking;
mod bookings;
mod conflicts;
mod login;
mod month;
mod more;
mod operators;
mod outbox;
mod plan;
mod today;
mod visit;

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
pub use today::TodayView;
pub use visit::StaffVisitView;
