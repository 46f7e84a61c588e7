//! The channels beside servers that speak their protocols, with the faults of real ones.

use crate::common::{Office, OpenVisit, backend_on, each_on};
use crate::forms::someone_with;
use crate::meta::{APP_SECRET, Meta, NUMBER_ID, Says, TOKEN, VERIFY, name_of};
use chrono::Duration;
use domain::error::ServiceError;
use domain::message::{Channel, Delivery, MessageState};
use domain::service::{MessageRow, Outbox, PublicService, StaffService};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

fn number(person: usize) -> String {
    format!("628123{person:07}")
}

/// A visit that takes bookings; what went to its village is out of the way.
async fn open(office: &Office, meta: &Meta, operators: usize) -> OpenVisit {
    let visit = office.open_visit(operators).await;
    let tx = "delete from message where kind = 'venue-request' returning kind";
    assert_eq!(office.sql(tx).await, ["venue-request"]);
    meta.taken();
    visit
}

async fn book(office: &Office, visit: &OpenVisit, person: usize) -> String {
    let new = someone_with(visit.slots[0], person, |_| ());
    office.backend.book(&new).await.unwrap().manage_token
}

async fn outbox(office: &Office, state: MessageState) -> Outbox {
    office.backend.outbox(&office.head, state).await.unwrap()
}

async fn only(office: &Office, state: MessageState) -> MessageRow {
    let mut all = office.messages(state).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// Signs a report as Meta does, and hands it in.
async fn report(office: &Office, report: &Value) -> Result<(), ServiceError> {
    let body = report.to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(APP_SECRET.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let digest: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    office
        .backend
        .whatsapp_report(&format!("sha256={digest}"), body.as_bytes())
        .await
}

fn status(id: &str, status: &str, code: Option<i64>) -> Value {
    let errors: Vec<_> = code
        .iter()
        .map(|code| json!({ "code": code, "title": "…" }))
        .collect();
    let status = json!({ "id": id, "status": status, "timestamp": "1780448400", "errors": errors });
    let value = json!({ "messaging_product": "whatsapp", "metadata": { "phone_number_id": NUMBER_ID }, "statuses": [status] });
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{ "field": "messages", "value": value }] }] })
}

#[tokio::test]
async fn a_template_goes_to_whatsapp_and_its_delivery_is_shown() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        let visit = open(&office, &meta, 2).await;
        book(&office, &visit, 1).await;
        assert_eq!(office.backend.send_due().await.unwrap(), 1);
        let [request] = &meta.taken()[..] else {
            panic!("one request")
        };
        assert_eq!(request["to"], number(1));
        assert_eq!(request["type"], "template");
        assert_eq!(request["template"]["name"], "jemput_izin_booked");
        assert_eq!(request["template"]["language"]["code"], "id");
        let parameters = request["template"]["components"][0]["parameters"]
            .as_array()
            .unwrap();
        let texts: Vec<_> = parameters.iter().map(|it| it["text"].as_str().unwrap()).collect();
        assert_eq!(texts[..3], ["Ni Wayan 1", "Rabu, 10 Juni 2026", "08.30"]);
        let approved = backend::whatsapp_templates();
        let templates: Vec<Value> = serde_json::from_str(&approved).unwrap();
        let template = templates
            .iter()
            .find(|it| it["name"] == "jemput_izin_booked" && it["language"] == "id")
            .unwrap();
        assert_eq!(
            template["components"][0]["example"]["body_text"][0]
                .as_array()
                .unwrap()
                .len(),
            texts.len()
        );

        let sent = only(&office, MessageState::Sent).await;
        assert_eq!(
            (sent.channel, sent.delivery),
            (Channel::WhatsApp, Some(Delivery::Accepted))
        );
        let name = name_of(request);
        // In any order, and twice: what is further stays.
        for (said, stands) in [
            ("sent", Delivery::Accepted),
            ("delivered", Delivery::Delivered),
            ("read", Delivery::Read),
            ("delivered", Delivery::Read),
            ("failed", Delivery::Read),
        ] {
            report(&office, &status(&name, said, None)).await.unwrap();
            let sent = only(&office, MessageState::Sent).await;
            assert_eq!(sent.delivery, Some(stands), "{said}");
        }
        let sent = only(&office, MessageState::Sent).await;
        assert!(sent.delivered_at.is_some() && sent.read_at.is_some() && sent.body.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_report_needs_the_signature_and_the_first_call_the_word_agreed() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        let backend = &office.backend;
        let body = br#"{"entry":[]}"#;
        for signature in ["", "sha256=", "sha256=00", "sha1=abcd", "sha256=zz", "sha256=€"] {
            let refused = backend.whatsapp_report(signature, body).await.unwrap_err();
            assert_eq!(refused, ServiceError::Forbidden, "{signature}");
        }
        report(&office, &json!({ "entry": [] })).await.unwrap();
        report(
            &office,
            &json!({ "object": "page", "entry": [{ "changes": [{ "value": { "x": 1 } }] }] }),
        )
        .await
        .unwrap();
        assert_eq!(
            backend
                .whatsapp_challenge("subscribe", VERIFY, "1158201444")
                .unwrap(),
            "1158201444"
        );
        for (mode, word) in [("subscribe", "lain"), ("", VERIFY), ("subscribe", "")] {
            let refused = backend.whatsapp_challenge(mode, word, "1").unwrap_err();
            assert_eq!(refused, ServiceError::Forbidden);
        }
    })
    .await;
    each_on(None, backend::ChannelConfig::default(), async |office| {
        let none = office
            .backend
            .whatsapp_report("sha256=00", b"{}")
            .await
            .unwrap_err();
        assert_eq!(none, ServiceError::NotFound);
    })
    .await;
}

#[tokio::test]
async fn who_wrote_within_a_day_is_answered_in_free_text() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        let visit = open(&office, &meta, 2).await;
        let at = office.clock.now().timestamp().to_string();
        let wrote = json!({ "from": number(1), "id": "wamid.x", "timestamp": at, "type": "text", "text": { "body": "HADIR" } });
        let value = json!({ "messages": [wrote] });
        report(&office, &json!({ "entry": [{ "changes": [{ "value": value }] }] })).await.unwrap();
        let token = book(&office, &visit, 1).await;
        office.backend.send_due().await.unwrap();
        let taken = meta.taken();
        assert_eq!(taken[0]["type"], "text");
        assert!(taken[0]["text"]["body"].as_str().unwrap().contains("GRATIS"));
        office.wait(Duration::hours(24));
        office.backend.cancel_booking(&token).await.unwrap();
        office.backend.send_due().await.unwrap();
        assert_eq!(meta.taken()[0]["type"], "template");
        let kept = office.sql("select phone from whatsapp_contact").await;
        assert!(kept.is_empty(), "forgotten after the day");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_asks_to_slow_down_is_left_alone_for_as_long() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        let visit = open(&office, &meta, 3).await;
        book(&office, &visit, 1).await;
        meta.says(Says::SlowDown(90));
        office.backend.send_due().await.unwrap();
        assert_eq!(meta.asked(), 1);
        let waiting = only(&office, MessageState::Queued).await;
        assert_eq!(waiting.last_error.as_deref(), Some("channel asks to slow down"));
        // Another message does not ask either.
        book(&office, &visit, 2).await;
        meta.says(Says::Take);
        office.wait(Duration::seconds(89));
        assert_eq!(office.backend.send_due().await.unwrap(), 0);
        assert_eq!(meta.asked(), 0);
        office.wait(Duration::seconds(1));
        assert_eq!(office.backend.send_due().await.unwrap(), 2);
        meta.taken();
        meta.asked();
    })
    .await;
}

#[tokio::test]
async fn a_wrong_number_goes_the_next_way_and_the_rest_goes_out() {
    let meta = Meta::start().await;
    meta.says_for(&number(2), Says::NoSuchNumber);
    each_on(None, meta.both(), async |office| {
        let visit = open(&office, &meta, 3).await;
        for person in 1..=3 {
            book(&office, &visit, person).await;
        }
        office.backend.send_due().await.unwrap();
        office.backend.send_due().await.unwrap();
        let taken = meta.taken();
        let by_sms: Vec<_> = taken.iter().filter(|it| it["text"].is_string()).collect();
        assert_eq!((taken.len(), by_sms.len()), (3, 1));
        assert_eq!(by_sms[0]["to"], format!("+{}", number(2)));
        assert_eq!(by_sms[0]["from"], "DPMPTSP");
        let text = by_sms[0]["text"].as_str().unwrap();
        assert!(
            text.starts_with("NIB ") && text.contains("Rab 10/06/26 08.30 WITA, Kantor Perbekel. GRATIS."),
            "{text}"
        );
        assert_eq!(office.messages(MessageState::Sent).await.len(), 3);
        meta.asked();
    })
    .await;
}

#[tokio::test]
async fn a_number_that_fails_later_goes_the_next_way_too() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        let visit = open(&office, &meta, 2).await;
        book(&office, &visit, 1).await;
        office.backend.send_due().await.unwrap();
        let name = name_of(&meta.taken()[0]);
        for _ in 0..2 {
            report(&office, &status(&name, "failed", Some(131_026)))
                .await
                .unwrap();
        }
        let dead = only(&office, MessageState::Dead).await;
        assert_eq!((dead.delivery, dead.sent_at), (Some(Delivery::Failed), None));
        assert_eq!(dead.last_error.as_deref(), Some("number has no WhatsApp"));
        assert!(
            dead.body.contains("GRATIS") && dead.whatsapp_link.is_some(),
            "it may be sent by hand"
        );
        office.backend.mark_sent(&office.head, dead.id).await.unwrap();
        assert!(office.messages(MessageState::Dead).await.is_empty());
        // What was taken and never failed is forgotten after two days.
        book(&office, &visit, 2).await;
        office.backend.send_due().await.unwrap();
        let body = "select body from message where delivery = 'accepted'";
        assert!(!office.sql(body).await[0].is_empty());
        office.wait(Duration::hours(49));
        office.backend.send_due().await.unwrap();
        assert_eq!(office.sql(body).await, [""]);
        meta.taken();
    })
    .await;
}

#[tokio::test]
async fn a_revoked_token_stops_the_channel_keeps_its_messages_and_staff_go_on() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        let visit = open(&office, &meta, 3).await;
        for person in 1..=2 {
            book(&office, &visit, person).await;
        }
        meta.says(Says::Revoked);
        office.backend.send_due().await.unwrap();
        meta.asked();
        let page = outbox(&office, MessageState::Queued).await;
        assert_eq!(page.messages.len(), 2);
        assert!(
            page.messages
                .iter()
                .all(|it| it.attempts == 0 && !it.body.is_empty())
        );
        let [pause] = &page.paused[..] else {
            panic!("one pause")
        };
        assert_eq!(
            (pause.channel, pause.why.as_str()),
            (Channel::WhatsApp, "channel refuses the office's key")
        );
        assert!(!pause.why.contains(TOKEN));
        assert_eq!(
            office.backend.today(&office.head).await.unwrap().paused,
            [Channel::WhatsApp]
        );
        assert_eq!(page.spending[0].sent, 0, "nothing was sent");
        meta.says(Says::Take);
        office.wait(Duration::hours(5));
        assert_eq!(office.backend.send_due().await.unwrap(), 0);
        assert_eq!(meta.asked(), 0, "left alone");
        office
            .backend
            .resume_channel(&office.head, Channel::WhatsApp)
            .await
            .unwrap();
        assert_eq!(office.backend.send_due().await.unwrap(), 2);
        assert_eq!(meta.taken().len(), 2);
        assert!(outbox(&office, MessageState::Queued).await.paused.is_empty());
        let reader = office.staff(domain::staff::Role::Operator).await;
        let refused = office
            .backend
            .resume_channel(&reader, Channel::WhatsApp)
            .await
            .unwrap_err();
        assert_eq!(refused, ServiceError::Forbidden);
        meta.asked();
    })
    .await;
}

#[tokio::test]
async fn a_service_that_is_down_is_tried_until_it_would_be_late_and_then_goes_the_next_way() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        let visit = open(&office, &meta, 2).await;
        meta.says(Says::Down);
        let start = office.slots(visit.id).await[0].slot.starts_at;
        office.clock.set(start - Duration::seconds(40));
        book(&office, &visit, 1).await;
        office.backend.send_due().await.unwrap();
        assert_eq!(
            office.messages(MessageState::Queued).await[0]
                .last_error
                .as_deref(),
            Some("channel asks to try later")
        );
        for _ in 0..10 {
            office.wait(Duration::minutes(7));
            office.backend.send_due().await.unwrap();
        }
        // An hour after it was written it is of no use to anybody.
        let late = only(&office, MessageState::Dropped).await;
        assert_eq!(late.last_error.as_deref(), Some("too late"));
        meta.says(Says::Take);
        meta.asked();
    })
    .await;
}

#[tokio::test]
async fn over_the_ceiling_of_the_month_messages_become_drafts() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        office.backend.set_setting("whatsapp_cost", "600").await.unwrap();
        office
            .backend
            .set_setting("whatsapp_ceiling", "1500")
            .await
            .unwrap();
        let visit = open(&office, &meta, 5).await;
        for person in 1..=3 {
            book(&office, &visit, person).await;
        }
        office.backend.send_due().await.unwrap();
        assert_eq!(meta.taken().len(), 2);
        let draft = only(&office, MessageState::ToSendByHand).await;
        assert_eq!(draft.last_error.as_deref(), Some("month's money is spent"));
        let spending = outbox(&office, MessageState::Sent).await.spending;
        assert_eq!(
            (spending[0].channel, spending[0].sent, spending[0].cost),
            (Channel::WhatsApp, 2, 1200)
        );
        // A new month, new money.
        office.clock.set(crate::common::start() + Duration::days(-10));
        book(&office, &visit, 4).await;
        office.backend.send_due().await.unwrap();
        assert_eq!(meta.taken().len(), 1);
        meta.asked();
    })
    .await;
}

#[tokio::test]
async fn a_worker_killed_between_send_and_mark_loses_nothing_and_repeats_under_the_same_name() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        let visit = open(&office, &meta, 2).await;
        book(&office, &visit, 1).await;
        meta.says(Says::Silent);
        let dying = backend_on(&office.url, &office.clock, None, meta.whatsapp()).await;
        let worker = tokio::spawn(async move { dying.send_due().await });
        meta.holds().await;
        worker.abort();
        let _ = worker.await;
        let first = meta.taken();
        meta.says(Says::Take);
        office.wait(Duration::seconds(119));
        assert_eq!(
            office.backend.send_due().await.unwrap(),
            0,
            "it may still be at it"
        );
        office.wait(Duration::seconds(2));
        assert_eq!(office.backend.send_due().await.unwrap(), 1);
        let again = meta.taken();
        assert_eq!(
            again[0]["biz_opaque_callback_data"],
            first[0]["biz_opaque_callback_data"]
        );
        assert_eq!(office.messages(MessageState::Sent).await.len(), 1);
        office.wait(Duration::hours(1));
        assert_eq!(office.backend.send_due().await.unwrap(), 0);
        meta.asked();
    })
    .await;
}

#[tokio::test]
async fn a_worker_killed_between_claim_and_send_loses_nothing_and_repeats_nothing() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        let visit = open(&office, &meta, 2).await;
        for person in 1..=2 {
            book(&office, &visit, person).await;
        }
        assert_eq!(office.backend.claim_and_die(Channel::WhatsApp).await.unwrap(), 2);
        assert_eq!(office.messages(MessageState::Sending).await.len(), 2);
        assert_eq!(office.backend.send_due().await.unwrap(), 0);
        office.wait(Duration::seconds(121));
        assert_eq!(office.backend.send_due().await.unwrap(), 2);
        assert_eq!((meta.taken().len(), meta.asked()), (2, 2));
        office.wait(Duration::hours(1));
        assert_eq!(office.backend.send_due().await.unwrap(), 0);
        assert_eq!(office.messages(MessageState::Sent).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_waits_for_a_channel_that_was_taken_away_becomes_a_draft() {
    let meta = Meta::start().await;
    each_on(None, meta.whatsapp(), async |office| {
        let visit = open(&office, &meta, 2).await;
        book(&office, &visit, 1).await;
        let without = crate::common::backend(&office.url, &office.clock, None).await;
        assert_eq!(without.send_due().await.unwrap(), 0);
        let draft = only(&office, MessageState::ToSendByHand).await;
        assert_eq!(draft.channel, Channel::WhatsAppDraft);
        assert!(draft.whatsapp_link.unwrap().contains(&number(1)));
        assert_eq!(meta.asked(), 0);
    })
    .await;
}
