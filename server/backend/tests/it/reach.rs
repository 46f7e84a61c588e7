//! The way news reach the holder of a ticket, beside a push service that knows the office by its signature and a
//! browser that reads what was encrypted for it.

use crate::common::{Office, OpenVisit, each_on};
use crate::forms::someone_with;
use crate::meta::{Meta, TOKEN};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use backend::ChannelConfig;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::message::{Channel, Delivery, MessageState};
use domain::reach::{NewReach, ReachForm};
use domain::service::PublicService;
use domain::text::Email;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint;
use web_push_native::{Auth, decrypt};

const AUTH: [u8; 16] = [9; 16];

/// A browser, with its address at a push service of this machine.
#[derive(Clone)]
struct Browser {
    key: SecretKey,
    address: String,
    shown: Arc<Mutex<Vec<Value>>>,
    answer: Arc<Mutex<StatusCode>>,
}

impl Browser {
    async fn start() -> Browser {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let browser = Browser {
            key: SecretKey::from_slice(&[5; 32]).unwrap(),
            address: format!("http://{}", listener.local_addr().unwrap()),
            shown: Arc::default(),
            answer: Arc::new(Mutex::new(StatusCode::CREATED)),
        };
        let routes = Router::new()
            .route("/kirim/abc", post(take))
            .with_state(browser.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        browser
    }

    fn form(&self) -> ReachForm {
        let key = BASE64.encode(self.key.public_key().to_encoded_point(false));
        ReachForm {
            channel: "push".into(),
            push: [format!("{}/kirim/abc", self.address), key, BASE64.encode(AUTH)],
            ..ReachForm::default()
        }
    }

    fn answers(&self, status: StatusCode) {
        *self.answer.lock().unwrap() = status;
    }

    fn shown(&self) -> Vec<Value> {
        std::mem::take(&mut self.shown.lock().unwrap())
    }
}

/// Checks the signature as RFC 8292 says, and reads the text as a browser does.
async fn take(State(browser): State<Browser>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let said = *browser.answer.lock().unwrap();
    if said != StatusCode::CREATED {
        return said;
    }
    let authorization = headers["authorization"].to_str().unwrap();
    let rest = authorization.strip_prefix("vapid t=").unwrap();
    let (token, key) = rest.split_once(", k=").unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let key = VerifyingKey::from_sec1_bytes(&BASE64.decode(key).unwrap()).unwrap();
    let signature = Signature::from_slice(&BASE64.decode(signature).unwrap()).unwrap();
    key.verify(signed.as_bytes(), &signature).unwrap();
    let (_, claims) = signed.split_once('.').unwrap();
    let claims: Value = serde_json::from_slice(&BASE64.decode(claims).unwrap()).unwrap();
    assert_eq!(claims["aud"], browser.address);
    assert_eq!(claims["sub"], "http://izin.test");
    assert_eq!(headers["content-encoding"], "aes128gcm");
    assert!(headers["ttl"].to_str().unwrap().parse::<u64>().unwrap() >= 60);
    let text = decrypt(body.to_vec(), &browser.key, Auth::from_slice(&AUTH)).unwrap();
    browser
        .shown
        .lock()
        .unwrap()
        .push(serde_json::from_slice(&text).unwrap());
    StatusCode::CREATED
}

async fn booked(office: &Office, visit: &OpenVisit, person: usize) -> String {
    let new = someone_with(visit.slots[0], person, |_| ());
    let token = office.backend.book(&new).await.unwrap().manage_token;
    office.backend.send_due().await.unwrap();
    token
}

fn by(channel: Channel) -> NewReach {
    NewReach {
        channel,
        email: None,
        push: None,
    }
}

fn with_push(meta: &Meta) -> ChannelConfig {
    ChannelConfig {
        push_hosts: vec!["127.0.0.1".into()],
        ..meta.both()
    }
}

#[tokio::test]
async fn what_comes_after_the_choice_goes_by_the_channel_chosen() {
    let meta = Meta::start().await;
    each_on(None, meta.both(), async |office| {
        let visit = office.open_visit(2).await;
        let token = booked(&office, &visit, 1).await;
        meta.taken();
        let page = office.backend.reach(&token).await.unwrap();
        assert_eq!(page.choices, [Channel::WhatsApp, Channel::Sms]);
        assert_eq!(
            (page.now, page.phone_end.as_str()),
            (Some(Channel::WhatsApp), "001")
        );
        office
            .backend
            .choose_reach(&token, &by(Channel::Sms))
            .await
            .unwrap();
        assert_eq!(
            office.backend.reach(&token).await.unwrap().now,
            Some(Channel::Sms)
        );
        office.backend.cancel_booking(&token).await.unwrap();
        office.backend.send_due().await.unwrap();
        let taken = meta.taken();
        assert_eq!(taken.len(), 1);
        assert!(taken[0]["text"].is_string(), "a text message: {taken:?}");
        let noted = "select detail from audit_entry where act = 'reach-chosen'";
        assert_eq!(office.sql(noted).await, ["sms"]);
    })
    .await;
}

#[tokio::test]
async fn a_channel_that_is_not_there_or_has_no_address_is_refused() {
    let meta = Meta::start().await;
    let browser = Browser::start().await;
    each_on(None, meta.both(), async |office| {
        let visit = office.open_visit(2).await;
        let token = booked(&office, &visit, 1).await;
        let email = NewReach {
            email: Some(Email::parse("sari@example.id").unwrap()),
            ..by(Channel::Email)
        };
        let not_there = ServiceError::field(Field::ReachChannel, Problem::NotAChoice);
        for reach in [email, browser.form().parse().unwrap()] {
            let refused = office.backend.choose_reach(&token, &reach).await.unwrap_err();
            assert_eq!(refused, not_there);
        }
        let unknown = office.backend.reach("bukan-tiket").await.unwrap_err();
        assert_eq!(unknown, ServiceError::NotFound);
        meta.taken();
    })
    .await;
}

#[tokio::test]
async fn an_address_outside_the_known_push_services_is_never_called() {
    let meta = Meta::start().await;
    each_on(None, with_push(&meta), async |office| {
        let visit = office.open_visit(2).await;
        let token = booked(&office, &visit, 1).await;
        let mut form = Browser::start().await.form();
        form.push[0] = "https://dalam.kantor.test/rahasia".into();
        let refused = office
            .backend
            .choose_reach(&token, &form.parse().unwrap())
            .await
            .unwrap_err();
        assert_eq!(
            refused,
            ServiceError::field(Field::ReachChannel, Problem::NotAChoice)
        );
        meta.taken();
    })
    .await;
}

#[tokio::test]
async fn a_notification_reaches_the_browser_encrypted_and_signed() {
    let meta = Meta::start().await;
    let browser = Browser::start().await;
    each_on(None, with_push(&meta), async |office| {
        let visit = office.open_visit(2).await;
        let token = booked(&office, &visit, 1).await;
        meta.taken();
        let page = office.backend.reach(&token).await.unwrap();
        assert_eq!(page.choices, [Channel::WhatsApp, Channel::Sms, Channel::Push]);
        assert_eq!(BASE64.decode(page.push_key).unwrap().len(), 65);
        let reach = browser.form().parse().unwrap();
        office.backend.choose_reach(&token, &reach).await.unwrap();
        office.backend.move_booking(&token, visit.slots[1]).await.unwrap();
        office.backend.send_due().await.unwrap();
        let shown = browser.shown();
        assert_eq!(shown.len(), 1);
        assert!(shown[0]["body"].as_str().unwrap().contains("08.50"), "{shown:?}");
        assert_eq!(shown[0]["link"], format!("http://izin.test/tiket/{token}"));
        assert!(meta.taken().is_empty(), "once is enough");
        let sent = office.messages(MessageState::Sent).await;
        assert_eq!(sent.iter().filter(|it| it.channel == Channel::Push).count(), 1);
        let kept = office
            .sql("select recipient from message where channel = 'push'")
            .await;
        assert_eq!(kept, [""], "forgotten once sent");
    })
    .await;
}

#[tokio::test]
async fn who_turned_notifications_off_gets_the_message_another_way() {
    let meta = Meta::start().await;
    let browser = Browser::start().await;
    each_on(None, with_push(&meta), async |office| {
        let visit = office.open_visit(2).await;
        let token = booked(&office, &visit, 1).await;
        let reach = browser.form().parse().unwrap();
        office.backend.choose_reach(&token, &reach).await.unwrap();
        meta.taken();
        browser.answers(StatusCode::GONE);
        office.backend.cancel_booking(&token).await.unwrap();
        office.backend.send_due().await.unwrap();
        office.backend.send_due().await.unwrap();
        let taken = meta.taken();
        assert_eq!(taken.len(), 1);
        assert_eq!(taken[0]["template"]["name"], "jemput_izin_cancelled");
        assert!(browser.shown().is_empty());
    })
    .await;
}

#[tokio::test]
async fn choosing_another_way_forgets_the_browser() {
    let meta = Meta::start().await;
    let browser = Browser::start().await;
    each_on(None, with_push(&meta), async |office| {
        let visit = office.open_visit(2).await;
        let token = booked(&office, &visit, 1).await;
        let reach = browser.form().parse().unwrap();
        office.backend.choose_reach(&token, &reach).await.unwrap();
        let kept = "select name from booking where push is not null";
        assert_eq!(office.sql(kept).await.len(), 1);
        office
            .backend
            .choose_reach(&token, &by(Channel::WhatsApp))
            .await
            .unwrap();
        assert_eq!(office.sql(kept).await.len(), 0);
        meta.taken();
    })
    .await;
}

#[tokio::test]
async fn a_text_message_that_does_not_arrive_is_shown_as_such() {
    let meta = Meta::start().await;
    each_on(None, meta.both(), async |office| {
        let backend = &office.backend;
        backend.set_setting("channel_order", "sms").await.unwrap();
        office.wait(chrono::Duration::minutes(2));
        let visit = office.open_visit(2).await;
        for person in 1..=2 {
            booked(&office, &visit, person).await;
        }
        let id = |at: usize| {
            let sql = "select provider_id from message where kind = 'booked' order by to_name";
            let office = &office;
            async move { office.sql(sql).await[at].strip_prefix("sms:").unwrap().to_owned() }
        };
        let report = |id: String, status: &'static str| {
            let body = json!({ "id": id, "status": status }).to_string();
            async move { backend.sms_report(TOKEN, body.as_bytes()).await }
        };
        report(id(0).await, "queued").await.unwrap();
        report(id(0).await, "delivered").await.unwrap();
        report(id(1).await, "failed").await.unwrap();
        let dead = office.messages(MessageState::Dead).await;
        assert_eq!(dead.len(), 1);
        assert_eq!(dead[0].delivery, Some(Delivery::Failed));
        assert!(dead[0].whatsapp_link.is_some(), "it may be sent by hand");
        let sent = office.messages(MessageState::Sent).await;
        assert!(sent.iter().any(|it| it.delivery == Some(Delivery::Delivered)));
        let body = br#"{"id":"1","status":"delivered"}"#;
        let wrong = backend.sms_report("kunci lain", body).await.unwrap_err();
        assert_eq!(wrong, ServiceError::Forbidden);
        let nonsense = backend.sms_report(TOKEN, b"[]").await.unwrap_err();
        assert_eq!(nonsense, ServiceError::Invalid(Vec::new()));
        meta.taken();
    })
    .await;
}
