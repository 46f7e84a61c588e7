//! Pieces of the pages: props in, view out; no server call.
//!
//! They are plain functions that answer an `AnyView`: the browser's module stays small. To add one:
//! a file here named after the piece, a line below, its class in `style/pieces.css`.

mod at_office;
mod bars;
mod board;
mod copy;
mod date;
mod faq;
mod feasts;
mod field;
mod frame;
mod kit;
mod link;
mod load;
mod notice;
mod outreach;
mod places;
mod route;
mod slots;
mod survey_form;
mod table;
mod trap;
mod village_links;
mod visit_card;
mod visit_head;
mod warnings;

pub use at_office::at_office;
pub use bars::{Bar, Mark, bars};
pub use board::board;
pub use copy::{copy_facts, copy_line};
pub use date::{date_block, hours};
pub use faq::faq_list;
pub use feasts::feasts;
pub use field::{Input, check, choice, error_summary, hidden, in_textarea, input, problem, text_area};
pub use frame::{public_frame, title};
pub use kit::kit;
pub use link::{map_href, share_href, url_encode};
pub use load::loaded;
pub use notice::{NoticeKind, empty, notice};
pub use outreach::{banjar_list, coverage_view, outreach_form, outreach_log};
pub use places::{left_words, places_words, progress};
pub use route::{param, query};
pub use slots::{slot_cards, slot_time};
pub use survey_form::survey_form;
pub use table::{cell, heads};
pub use trap::trap;
pub use village_links::village_links;
pub use visit_card::{booking_word, state_word, status, visit_card};
pub use visit_head::{bring, office, when_and_where};
pub use warnings::warning_list;
