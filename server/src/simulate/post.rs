//! The phones of everybody: a server that takes messages as WhatsApp does, and keeps the links in them.

use super::Failed;
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;

/// What came.
#[derive(Default)]
struct Received {
    /// The office's names of messages: the same one twice is one message.
    messages: HashSet<String>,
    /// Paths of links by the number they came to, the newest last.
    links: HashMap<String, Vec<String>>,
}

/// All phones.
#[derive(Clone, Default)]
pub(super) struct Phones(Arc<Mutex<Received>>);

impl Phones {
    /// Serves on this machine; gives the address.
    pub(super) async fn serve(&self) -> Result<SocketAddr, Failed> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let routes = Router::new()
            .route("/{number}/messages", post(take))
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(address)
    }

    fn received(&self) -> MutexGuard<'_, Received> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many different messages came.
    pub(super) fn messages(&self) -> usize {
        self.received().messages.len()
    }

    /// The newest link to a place (`/konfirmasi/`) that came to a number; it is taken.
    pub(super) fn take_link(&self, number: &str, place: &str) -> Option<String> {
        let mut received = self.received();
        let links = received.links.get_mut(number.trim_start_matches('+'))?;
        let at = links.iter().rposition(|link| link.starts_with(place))?;
        Some(links.remove(at))
    }
}

async fn take(State(phones): State<Phones>, Json(message): Json<Value>) -> Json<Value> {
    let mut received = phones.received();
    let name = message["biz_opaque_callback_data"]
        .as_str()
        .unwrap_or("")
        .to_owned();
    let to = message["to"].as_str().unwrap_or("").to_owned();
    let texts = message["template"]["components"][0]["parameters"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    for text in texts.iter().filter_map(|it| it["text"].as_str()) {
        let address = text.split_whitespace().find(|word| word.starts_with("http"));
        let path = address.and_then(|it| it.splitn(4, '/').nth(3));
        if let Some(path) = path {
            received
                .links
                .entry(to.clone())
                .or_default()
                .push(format!("/{path}"));
        }
    }
    let id = format!("wamid.{name}");
    received.messages.insert(name);
    Json(json!({ "messaging_product": "whatsapp", "messages": [{ "id": id }] }))
}
