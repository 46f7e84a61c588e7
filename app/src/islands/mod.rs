//! The parts of pages that live in the browser. All else is rendered on the server alone and costs the
//! browser's module nothing (docs/decisions/0003).
//!
//! An island helps; no page needs one. To add one: a file here with an `#[island]` whose props can be
//! serialised, a line below, and its tag where a page shows it.

mod booking_help;
mod date_warnings;
mod village_suggestions;

pub use booking_help::BookingHelp;
pub use date_warnings::DateWarnings;
pub use village_suggestions::VillageSuggestions;
