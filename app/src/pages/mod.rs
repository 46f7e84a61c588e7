//! One file a route: load, compose; no rule lives here.

mod about_nib;
mod board;
mod cancel;
mod coming;
mod home;
mod interest_form;
mod move_booking;
mod not_found;
mod privacy;
pub mod staff;
mod ticket;
mod ticket_today;
mod venue;
mod venue_form;
mod village;
mod village_feasts;
mod visit;
mod visit_form;
mod waiting;
mod waiting_form;

pub use about_nib::AboutNibView;
pub use board::BoardView;
pub use cancel::CancelView;
pub use coming::ComingView;
pub use home::HomeView;
pub use move_booking::MoveView;
pub use not_found::NotFoundView;
pub use privacy::PrivacyView;
pub use ticket::TicketView;
pub use venue::VenueView;
pub use village::VillageView;
pub use village_feasts::VillageFeastsView;
pub use visit::VisitView;
pub use waiting::WaitingView;
pub use waiting_form::JoinWaitingView;
