//! What is sent to open boards and tickets when a service day changes: made once, and the same for all of them.

use crate::components::board;
use crate::text::{Lang, QueueWords};
use domain::calendar::clock;
use domain::day::CalledNumber;
use domain::day::service::BoardPage;
use domain::spoken::spoken;
use leptos::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The message in one language. `public/board.js` reads it.
#[derive(Debug, Serialize)]
pub struct BoardMessage {
    /// Names what is shown: the version of the day, and what the clock has made of it.
    pub id: String,
    /// The server's clock, for people.
    pub(crate) at: String,
    /// The same in seconds: a device's own clock may be wrong by hours.
    now: i64,
    /// The changing part of the board.
    pub(crate) html: String,
    /// Numbers called and not yet at their table, the last one first.
    pub(crate) calls: Vec<Call>,
    /// Where each number stands, in words for its holder.
    places: BTreeMap<u32, String>,
    /// What a number reads that is not among them.
    gone: &'static str,
    /// That OSS fails; empty while it does not.
    incident: String,
}

/// A number called.
#[derive(Debug, Serialize)]
pub(crate) struct Call {
    /// Each call has its own, a repeated one too.
    pub(crate) key: String,
    /// When, in seconds.
    at: i64,
    /// What is spoken in the hall, whatever the language of the page.
    say: String,
    /// The same to be read.
    text: String,
}

/// The clock of the server, as boards show it: said now and then, so that they know that they are connected.
pub fn board_clock(page: &BoardPage) -> String {
    clock(page.now)
}

/// Makes the message.
pub fn board_message(page: &BoardPage, lang: Lang) -> BoardMessage {
    let words = QueueWords(lang);
    let board = page.board.as_ref().filter(|board| !board.closed);
    let mut message = BoardMessage {
        id: board_id(page),
        at: board_clock(page),
        now: page.now.timestamp(),
        html: html(page, lang),
        calls: Vec::new(),
        places: BTreeMap::new(),
        gone: words.turn_gone(),
        incident: String::new(),
    };
    if let Some(board) = board {
        message.calls = board.called.iter().map(|it| call(words, it)).collect();
        message.places = board
            .numbers()
            .map(|number| (number, words.place(board.place_of(number))))
            .collect();
        message.incident = incident_line(words, board.incident_since);
    }
    message
}

/// The same for the same numbers, in every language and on every server.
fn board_id(page: &BoardPage) -> String {
    let visit = &page.visit;
    let mut hasher = DefaultHasher::new();
    (visit.state, visit.starts_at, visit.ends_at, &page.board).hash(&mut hasher);
    format!("{}-{:x}", page.version, hasher.finish())
}

/// That OSS fails, and that nobody loses anything by it; empty while it does not.
pub(crate) fn incident_line(words: QueueWords, since: Option<chrono::DateTime<chrono::Utc>>) -> String {
    since.map_or_else(String::new, |since| {
        [&words.incident(since), " ", words.still_valid()].concat()
    })
}

fn call(words: QueueWords, it: &CalledNumber) -> Call {
    Call {
        key: format!("{}@{}", it.number, it.at.timestamp_millis()),
        at: it.at.timestamp(),
        say: format!(
            "Nomor {}, silakan ke meja {}",
            spoken(it.number),
            spoken(it.table)
        ),
        text: words.call(it.number, it.table),
    }
}

fn html(page: &BoardPage, lang: Lang) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(lang);
        board(page).to_html()
    })
}
