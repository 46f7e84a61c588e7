//! The pages of the service day: rendered on the server, and by the device itself where it has no network.
//!
//! A page is a list of [`Row`]s, made from the day alone; its forms are read by `domain::day::DayForm` on the
//! server and on the device.

mod desk;
mod incident;
mod person;
mod rows;
mod table;

pub use desk::{GROUPS, desk_rows, found_words, row_card, walk_in_form};
pub use incident::{IncidentView, contradictions, incident_panel};
pub use rows::{Group, Row, rows};
pub use table::{TableView, table_panel, table_queue, table_view};

use crate::text::{DayWords, use_lang};
use domain::id::VisitId;

/// Texts of the day in the language of the page.
pub fn use_day_words() -> DayWords {
    DayWords(use_lang())
}

/// Address of the desk.
pub fn desk_path(visit: VisitId) -> String {
    ["/staf/kunjungan/", &visit.to_string(), "/meja"].concat()
}

/// Address of a table.
pub fn table_path(visit: VisitId, operator: &str) -> String {
    [&desk_path(visit), "/", operator].concat()
}
