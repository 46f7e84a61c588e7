//! Servers that speak the WhatsApp Cloud API and the protocol of the SMS gateway, and fail as real ones do.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use backend::{ChannelConfig, SmsGateway, WhatsApp};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

pub(crate) const NUMBER_ID: &str = "106540352242922";
pub(crate) const TOKEN: &str = "EAAG-kunci-rahasia";
pub(crate) const APP_SECRET: &str = "rahasia-aplikasi";
pub(crate) const VERIFY: &str = "kata-sepakat";

/// What it does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    Take,
    /// 429 with `Retry-After`, in seconds.
    SlowDown(u64),
    /// 400, code 131026: this number has no WhatsApp.
    NoSuchNumber,
    /// 401, code 190: the token was revoked.
    Revoked,
    /// 503.
    Down,
    /// Takes the request and never answers.
    Silent,
}

#[derive(Default)]
struct Shared {
    says: Mutex<Option<Says>>,
    for_one: Mutex<HashMap<String, Says>>,
    taken: Mutex<Vec<Value>>,
    asked: Mutex<u32>,
    held: tokio::sync::Notify,
}

/// A WhatsApp Cloud API and an SMS gateway, at one address.
pub(crate) struct Meta {
    address: String,
    shared: Arc<Shared>,
}

impl Meta {
    pub(crate) async fn start() -> Meta {
        let shared = Arc::new(Shared::default());
        let routes = Router::new()
            .route("/v23.0/{number}/messages", post(whatsapp))
            .route("/sms", post(sms))
            .with_state(shared.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Meta { address, shared }
    }

    /// WhatsApp alone.
    pub(crate) fn whatsapp(&self) -> ChannelConfig {
        ChannelConfig {
            whatsapp: Some(WhatsApp {
                base_url: format!("{}/v23.0", self.address),
                phone_number_id: NUMBER_ID.into(),
                token: TOKEN.into(),
                app_secret: APP_SECRET.into(),
                verify_token: VERIFY.into(),
            }),
            ..ChannelConfig::default()
        }
    }

    /// Both.
    pub(crate) fn both(&self) -> ChannelConfig {
        ChannelConfig {
            sms: Some(SmsGateway {
                url: format!("{}/sms", self.address),
                token: TOKEN.into(),
                from: "DPMPTSP".into(),
            }),
            ..self.whatsapp()
        }
    }

    pub(crate) fn says(&self, what: Says) {
        *self.shared.says.lock().unwrap() = Some(what);
    }

    /// What it does for one number (no plus), whatever it does for the rest.
    pub(crate) fn says_for(&self, number: &str, what: Says) {
        self.shared.for_one.lock().unwrap().insert(number.into(), what);
    }

    /// Messages taken since the last look, as they came.
    pub(crate) fn taken(&self) -> Vec<Value> {
        std::mem::take(&mut self.shared.taken.lock().unwrap())
    }

    /// Requests since the last look, taken or not.
    pub(crate) fn asked(&self) -> u32 {
        std::mem::take(&mut self.shared.asked.lock().unwrap())
    }

    /// Waits until a message is left without an answer.
    pub(crate) async fn holds(&self) {
        self.shared.held.notified().await;
    }
}

async fn whatsapp(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<String>,
    headers: HeaderMap,
    Json(request): Json<Value>,
) -> Response {
    assert_eq!(number, NUMBER_ID);
    assert_eq!(headers["authorization"], format!("Bearer {TOKEN}").as_str());
    assert_eq!(request["messaging_product"], "whatsapp");
    answer(&shared, request).await
}

async fn sms(State(shared): State<Arc<Shared>>, headers: HeaderMap, Json(request): Json<Value>) -> Response {
    assert_eq!(headers["authorization"], format!("Bearer {TOKEN}").as_str());
    answer(&shared, request).await
}

async fn answer(shared: &Shared, request: Value) -> Response {
    *shared.asked.lock().unwrap() += 1;
    let to = request["to"].as_str().unwrap().to_owned();
    let one = shared.for_one.lock().unwrap().get(&to).copied();
    let says = one.or(*shared.says.lock().unwrap()).unwrap_or(Says::Take);
    let error =
        |code: i64| Json(json!({ "error": { "message": "…", "type": "OAuthException", "code": code } }));
    match says {
        Says::Take => {
            let mut taken = shared.taken.lock().unwrap();
            taken.push(request);
            let id = format!(
                "wamid.{}.{}",
                to,
                taken.last().unwrap()["biz_opaque_callback_data"]
            );
            Json(json!({ "messaging_product": "whatsapp", "messages": [{ "id": id }], "id": id }))
                .into_response()
        }
        Says::SlowDown(seconds) => {
            let wait = [("retry-after", seconds.to_string())];
            (StatusCode::TOO_MANY_REQUESTS, wait, error(130_429)).into_response()
        }
        Says::NoSuchNumber => (StatusCode::BAD_REQUEST, error(131_026)).into_response(),
        Says::Revoked => (StatusCode::UNAUTHORIZED, error(190)).into_response(),
        Says::Down => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Says::Silent => {
            shared.taken.lock().unwrap().push(request);
            shared.held.notify_one();
            std::future::pending().await
        }
    }
}

/// The name that the server gave a message it took.
pub(crate) fn name_of(request: &Value) -> String {
    format!(
        "wamid.{}.{}",
        request["to"].as_str().unwrap(),
        request["biz_opaque_callback_data"]
    )
}
