//! What the API refuses, and how it says so.

use crate::browser::Answer;
use crate::common::{Site, booking_json, sites, sites_with};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::json;
use server::Web;

async fn send(site: &Site, content_type: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post("/api/v1/bookings").header(header::CONTENT_TYPE, content_type);
    site.send(request.body(body.into()).unwrap()).await
}

fn fields(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert_eq!(answer.problem().0, "/problems/invalid");
    answer.problem_fields()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(field, problem)| ((*field).to_owned(), (*problem).to_owned()))
        .collect()
}

#[tokio::test]
async fn every_field_that_needs_mending_is_named_once() {
    for site in sites().await {
        let empty = send(&site, "application/json", "{}").await;
        let missing =
            ["slot_id", "applicant_name", "phone", "business_activity"].map(|name| (name, "missing"));
        let problems = fields(&empty);
        assert_eq!(problems.len(), 4, "{problems:?}");
        for (name, problem) in missing {
            assert!(
                problems
                    .iter()
                    .any(|(n, p)| n == name && (p == problem || n == "phone")),
                "{name}: {problems:?}"
            );
        }
        let wrong = json!({
            "slot_id": 7, "applicant_name": "3174091234567890", "phone": "0361 123456",
            "business_activity": "x".repeat(201), "email": "a@b", "assistance_needed": "ya", "banjar": ["a"],
        });
        let mut named = fields(&send(&site, "application/json", wrong.to_string()).await);
        named.sort();
        assert_eq!(
            named,
            pairs(&[
                ("applicant_name", "looks-like-nik"),
                ("assistance_needed", "not-a-boolean"),
                ("banjar", "not-a-text"),
                ("business_activity", "too-long"),
                ("email", "email"),
                ("phone", "phone"),
                ("slot_id", "not-a-text"),
            ])
        );
        let key = Request::post("/api/v1/bookings")
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", "short")
            .body(Body::from(
                booking_json(site.open_visit().await.1[0].id, "Ni Putu Kunci").to_string(),
            ));
        assert_eq!(
            fields(&site.send(key.unwrap()).await),
            pairs(&[("idempotency_key", "out-of-range")])
        );
        let dates = site
            .call(
                Method::GET,
                "/visits?from=kemarin&to=2026-13-01&village=Perean",
                None,
            )
            .await;
        let expected = pairs(&[
            ("village", "not-a-choice"),
            ("from", "not-a-date"),
            ("to", "not-a-date"),
        ]);
        assert_eq!(fields(&dates), expected);
    }
}

#[tokio::test]
async fn bodies_that_are_no_json_and_bodies_that_are_too_large() {
    for site in sites().await {
        for body in ["", "{", "[]", "null", "\"slot_id\"", "slot_id=1"] {
            let answer = send(&site, "application/json", body).await;
            assert_eq!(
                (answer.status, answer.problem().0.as_str()),
                (StatusCode::BAD_REQUEST, "/problems/malformed-json")
            );
        }
        let latin1 = send(
            &site,
            "application/json",
            b"{\"applicant_name\":\"Andr\xe9\"}".to_vec(),
        )
        .await;
        assert_eq!(latin1.problem().0, "/problems/malformed-json");
        let form = send(&site, "application/x-www-form-urlencoded", "slot_id=1").await;
        assert_eq!(
            (form.status, form.problem().0.as_str()),
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, "/problems/not-json")
        );

        let large = format!("{{\"applicant_name\":\"{}\"}}", "a".repeat(1024 * 1024));
        let said = Request::post("/api/v1/bookings")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_LENGTH, large.len())
            .body(Body::from(large.clone()));
        let unsaid = send(&site, "application/json", large).await;
        for answer in [site.send(said.unwrap()).await, unsaid] {
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
            assert_eq!(answer.problem().0, "/problems/too-large");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_in_the_same_form() {
    for site in sites().await {
        let unknown = "0198a000-0000-7000-8000-000000000001";
        let paths = [
            "/visits/1".to_owned(),
            format!("/visits/{unknown}"),
            "/visits/%FF".to_owned(),
            "/bookings/abc".to_owned(),
            "/bookings/%00".to_owned(),
            "/nothing".to_owned(),
            "/../v2".to_owned(),
        ];
        for path in paths {
            let answer = site.call(Method::GET, &path, None).await;
            assert_eq!(
                (answer.status, answer.problem().0.as_str()),
                (StatusCode::NOT_FOUND, "/problems/not-found"),
                "{path}"
            );
        }
        let slot = site
            .call(
                Method::POST,
                "/bookings",
                Some(booking_json(unknown.parse().unwrap(), "Ni Made Buat")),
            )
            .await;
        assert_eq!(slot.status, StatusCode::NOT_FOUND);
        let method = site.call(Method::DELETE, "/villages", None).await;
        assert_eq!(
            (method.status, method.problem().0.as_str()),
            (StatusCode::METHOD_NOT_ALLOWED, "/problems/no-such-method")
        );
        assert!(method.header("allow").contains("GET"), "{:?}", method.headers);
    }
}

#[tokio::test]
async fn the_texts_follow_the_language_that_is_asked_for() {
    for site in sites().await {
        let ask = async |language: &str| {
            let request = Request::get("/api/v1/bookings/abc").header(header::ACCEPT_LANGUAGE, language);
            site.send(request.body(Body::empty()).unwrap()).await.problem().1
        };
        assert!(
            ask("en-GB, id;q=0.5")
                .await
                .starts_with("This page or record does not exist")
        );
        assert!(ask("fr").await.starts_with("Halaman atau data ini tidak ada"));
    }
}

#[tokio::test]
async fn a_client_that_writes_too_often_is_told_when_to_come_back() {
    let web = Web {
        rate_per_minute: 3,
        trust_proxy: true,
        ..Web::new("http://localhost:3000")
    };
    for site in sites_with(web, |backend| backend).await {
        let send = async |from: &str| {
            let request = Request::delete("/api/v1/bookings/abc").header("x-forwarded-for", from);
            site.send(request.body(Body::empty()).unwrap()).await
        };
        for _ in 0..3 {
            assert_eq!(send("9.9.9.9, 10.0.0.1").await.status, StatusCode::NOT_FOUND);
        }
        let refused = send("1.1.1.1, 10.0.0.1").await;
        assert_eq!(
            (refused.status, refused.problem().0.as_str()),
            (StatusCode::TOO_MANY_REQUESTS, "/problems/too-many")
        );
        assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
        assert_eq!(
            send("10.0.0.2").await.status,
            StatusCode::NOT_FOUND,
            "another client pays for it"
        );
        let mut browser = site.browser();
        for _ in 0..3 {
            browser.post("/tiket/abc/batal", &[]).await;
        }
        let page = browser.post("/tiket/abc/batal", &[]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.body.contains("Terlalu banyak percobaan") && page.body.contains("isian Anda masih ada"));
        assert_eq!(browser.get("/").await.status, StatusCode::OK, "reading goes on");
    }
}
