//! What open boards get, as bytes that all of them share.

use app::live::{board_clock, board_message};
use axum::body::Bytes;
use domain::day::service::BoardPage;
use domain::lang::Lang;
use std::ops::Range;
use std::sync::Arc;

/// The state of a board in both languages.
#[derive(Debug)]
pub(crate) struct News {
    /// Names what is shown.
    pub(crate) id: Arc<str>,
    /// An event that says the time of the server: the board is connected.
    pub(crate) beat: Bytes,
    indonesian: Event,
    english: Event,
}

/// An event of the stream; the JSON in it is what the poll answers with.
#[derive(Debug)]
struct Event {
    bytes: Bytes,
    json: Range<usize>,
}

impl News {
    pub(crate) fn of(page: &BoardPage) -> Result<News, serde_json::Error> {
        let (id, indonesian) = event(page, Lang::Id)?;
        let (_, english) = event(page, Lang::En)?;
        Ok(News {
            id: id.into(),
            beat: format!("event: jam\ndata: {}\n\n", board_clock(page)).into(),
            indonesian,
            english,
        })
    }

    pub(crate) fn event(&self, lang: Lang) -> Bytes {
        self.in_lang(lang).bytes.clone()
    }

    pub(crate) fn json(&self, lang: Lang) -> Bytes {
        let event = self.in_lang(lang);
        event.bytes.slice(event.json.clone())
    }

    fn in_lang(&self, lang: Lang) -> &Event {
        match lang {
            Lang::Id => &self.indonesian,
            Lang::En => &self.english,
        }
    }
}

fn event(page: &BoardPage, lang: Lang) -> Result<(String, Event), serde_json::Error> {
    let message = board_message(page, lang);
    let id = message.id.clone();
    let head = format!("id: {id}\ndata: ");
    // JSON has no line breaks, so it is one line of the event.
    let json = serde_json::to_string(&message)?;
    let range = head.len()..head.len() + json.len();
    let bytes = format!("{head}{json}\n\n").into();
    Ok((id, Event { bytes, json: range }))
}
