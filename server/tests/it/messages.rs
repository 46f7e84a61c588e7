//! A holder says to come by the link of a message; Meta reports by its own.

use crate::common::{Site, booking_fields, sites};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use backend::{Backend, ChannelConfig, Secret, WhatsApp};
use domain::service::PublicService;
use hmac::{Hmac, KeyInit, Mac};
use leptos::config::LeptosOptions;
use server::{AppState, Web, router};
use sha2::Sha256;
use tower::ServiceExt;

#[tokio::test]
async fn opening_the_link_says_nothing_and_its_button_says_yes() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let slot = slots[0].id.to_string();
        let mut phone = site.browser();
        let fields = booking_fields(&slot, "Ni Luh Hadir", "key-hadir-0001");
        let booked = phone.post(&format!("/kunjungan/{visit}"), &fields).await;
        let ticket = booked.location().split('?').next().unwrap().to_owned();
        let token = ticket.rsplit('/').next().unwrap().to_owned();
        let link = format!("{ticket}/hadir");
        for _ in 0..2 {
            let page = phone.get(&link).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.main().contains("Ya, saya datang"), "{}", page.main());
            assert!(
                !site.backend.ticket(&token).await.unwrap().confirmed,
                "a look is no answer"
            );
        }
        let shown = phone.post_and_follow(&link, &[]).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(
            shown.main().contains("Anda sudah menyatakan akan datang"),
            "{}",
            shown.main()
        );
        assert!(site.backend.ticket(&token).await.unwrap().confirmed);
        let page = phone.get(&link).await;
        assert!(!page.main().contains("<form"), "answered: {}", page.main());

        let mut staff = site.browser();
        staff.log_in("admin").await;
        let list = staff.get(&format!("/staf/kunjungan/{visit}/pendaftar")).await;
        let main = list.main();
        let row = main
            .split("<tr")
            .find(|row| row.contains("Ni Luh Hadir"))
            .unwrap();
        assert!(row.contains("akan datang"), "{row}");

        phone.post(&format!("{ticket}/batal"), &[]).await;
        let refused = phone.post(&link, &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.main());
        let unknown = phone.post("/tiket/bukan-tiket/hadir", &[]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }
}

/// The same site with an account at WhatsApp.
async fn with_whatsapp(site: &Site) -> axum::Router {
    let config = backend::Config {
        database_url: site.database_url.clone(),
        public_url: "http://localhost:3000".into(),
        secret: Secret::from_bytes(vec![7; 32]).unwrap(),
        photo_folder: std::env::temp_dir().join("jemput-izin-tests/photos"),
        smtp: None,
    };
    let account = WhatsApp {
        base_url: "http://127.0.0.1:9/v23.0".into(),
        phone_number_id: "1".into(),
        token: "kunci".into(),
        app_secret: "rahasia".into(),
        verify_token: "sepakat".into(),
    };
    let channels = ChannelConfig {
        whatsapp: Some(account),
        sms: Some(backend::SmsGateway {
            url: "http://127.0.0.1:9/sms".into(),
            token: "kunci-sms".into(),
            from: "DPMPTSP".into(),
        }),
        ..ChannelConfig::default()
    };
    let backend = Backend::open_with(config, channels, site.clock.clone())
        .await
        .unwrap();
    let leptos = LeptosOptions::builder()
        .output_name("app")
        .site_root("/nowhere")
        .build();
    router(AppState::new(backend, leptos, Web::new("http://localhost:3000")))
}

async fn ask(router: &axum::Router, request: Request<Body>) -> (StatusCode, String) {
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn reports_of_whatsapp_are_taken_with_their_signature_alone() {
    for site in sites().await {
        let router = with_whatsapp(&site).await;
        let get = |query: &str| {
            Request::get(format!("/kait/whatsapp?{query}"))
                .body(Body::empty())
                .unwrap()
        };
        let agreed = "hub.mode=subscribe&hub.verify_token=sepakat&hub.challenge=1158201444";
        let (status, body) = ask(&router, get(agreed)).await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, "1158201444"));
        let (status, _) = ask(
            &router,
            get("hub.mode=subscribe&hub.verify_token=lain&hub.challenge=1"),
        )
        .await;
        assert_eq!(status, StatusCode::FORBIDDEN);

        // Larger than any form.
        let report = format!(r#"{{"entry":[],"pad":"{}"}}"#, "x".repeat(100_000));
        let mut mac = Hmac::<Sha256>::new_from_slice(b"rahasia").unwrap();
        mac.update(report.as_bytes());
        let digest: String = mac
            .finalize()
            .into_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let post = |signature: &str| {
            let request = Request::post("/kait/whatsapp").header("x-hub-signature-256", signature);
            let request = request.header("content-length", report.len());
            request.body(Body::from(report.clone())).unwrap()
        };
        assert_eq!(
            ask(&router, post(&format!("sha256={digest}"))).await.0,
            StatusCode::OK
        );
        assert_eq!(
            ask(&router, post(&format!("sha256={}", digest.replace('a', "b"))))
                .await
                .0,
            StatusCode::FORBIDDEN
        );
        // Where WhatsApp is not configured there is nothing.
        assert_eq!(site.get("/kait/whatsapp").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn reports_of_text_messages_are_taken_with_their_key_alone() {
    for site in sites().await {
        let router = with_whatsapp(&site).await;
        let post = |key: &str| {
            let request = Request::post("/kait/sms").header("authorization", format!("Bearer {key}"));
            let body = r#"{"id":"1","status":"delivered"}"#;
            request.body(Body::from(body)).unwrap()
        };
        assert_eq!(ask(&router, post("kunci-sms")).await.0, StatusCode::OK);
        assert_eq!(ask(&router, post("lain")).await.0, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_holder_of_a_ticket_chooses_how_news_come() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let slot = slots[0].id.to_string();
        let mut phone = site.browser();
        let fields = booking_fields(&slot, "Ni Luh Kabar", "key-kabar-0001");
        let booked = phone.post(&format!("/kunjungan/{visit}"), &fields).await;
        let ticket = booked.location().split('?').next().unwrap().to_owned();
        let here = format!("{ticket}/kabar");
        // An office without channels sends by hand; there is nothing to choose.
        let page = phone.get(&here).await;
        assert!(page.main().contains("petugas lewat WhatsApp"), "{}", page.main());

        let router = with_whatsapp(&site).await;
        let get = || Request::get(&here).body(Body::empty()).unwrap();
        let post = |body: &'static str| {
            let request = Request::post(&here)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("origin", "http://localhost:3000")
                .header("host", "localhost:3000");
            request.body(Body::from(body)).unwrap()
        };
        let (status, page) = ask(&router, get()).await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            page.contains("Lewat apa?") && page.contains(r#"value="sms""#),
            "{page}"
        );
        for wrong in ["", "reach=burung", "reach=push", "reach=email&email=sari"] {
            let (status, page) = ask(&router, post(wrong)).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(page.contains("masalah"), "{wrong}");
        }
        let (status, _) = ask(&router, post("reach=sms")).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (_, page) = ask(&router, get()).await;
        let sms = page
            .split("<input")
            .find(|it| it.contains(r#"value="sms""#))
            .unwrap();
        assert!(sms.contains("checked"), "{sms}");
    }
}
