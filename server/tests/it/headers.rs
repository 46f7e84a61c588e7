//! Headers, health, figures, and forms from other sites.

use crate::common::{Site, sites, sites_with};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use server::Web;

#[tokio::test]
async fn pages_say_what_may_run_and_what_may_be_kept() {
    for site in sites().await {
        let page = site.get("/").await;
        let policy = page.header("content-security-policy").to_owned();
        let nonce = policy
            .split_once("'nonce-")
            .unwrap()
            .1
            .split_once('\'')
            .unwrap()
            .0;
        assert!(nonce.len() >= 20, "{policy}");
        assert!(
            !policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        let scripts = page.body.matches("<script").count();
        assert!(scripts > 0);
        assert_eq!(
            page.body.matches(&format!("nonce=\"{nonce}\"")).count(),
            scripts,
            "a script lacks the nonce"
        );
        assert!(!page.body.contains(" style="), "an inline style would be blocked");
        assert_ne!(
            site.get("/").await.header("content-security-policy"),
            policy,
            "the nonce repeats"
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cache-control", "private, no-cache"),
            ("strict-transport-security", ""),
        ] {
            assert_eq!(page.header(name), value, "{name}");
        }
        assert!(!page.header("x-request-id").is_empty());
        for path in [
            "/tiket/abc",
            "/konfirmasi/abc",
            "/staf",
            "/staf/masuk",
            "/api/v1/villages",
        ] {
            assert_eq!(site.get(path).await.header("cache-control"), "no-store", "{path}");
        }
        let missing = site.get("/tidak-ada").await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        assert!(
            missing.header("content-security-policy").contains("nonce-") && missing.body.contains("<html")
        );
    }
}

#[tokio::test]
async fn behind_tls_cookies_belong_to_this_host_alone() {
    for site in sites_with(Web::new("https://izin.example.id"), |backend| backend).await {
        assert!(
            site.get("/")
                .await
                .header("strict-transport-security")
                .starts_with("max-age=")
        );
        let request = Request::post("/staf/masuk").body(Body::from("user_name=kabid&password=contoh-kabid"));
        let answer = site.send(request.unwrap()).await;
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("__Host-sesi="), "{cookie}");
        for part in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure", "Max-Age="] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
    }
}

async fn post_from(site: &Site, path: &str, headers: &[(&str, &str)]) -> (StatusCode, String) {
    let mut request = Request::post(path).header(header::HOST, "localhost:3000");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = site.send(request.body(Body::empty()).unwrap()).await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn forms_on_other_sites_reach_nothing() {
    for site in sites().await {
        let (cross, own) = (StatusCode::FORBIDDEN, StatusCode::NOT_FOUND);
        for (path, is_api) in [
            ("/tiket/abc/batal", false),
            ("/api/v1/bookings/abc/reschedule", true),
        ] {
            for headers in [
                vec![
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://evil.example"),
                ],
                vec![("sec-fetch-site", "same-site")],
                vec![("origin", "https://evil.example")],
                vec![("origin", "null")],
            ] {
                let (status, body) = post_from(&site, path, &headers).await;
                assert_eq!(status, cross, "{path} {headers:?}");
                assert!(body.contains("situs lain"), "{body}");
            }
            let accepted = if is_api {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            } else {
                own
            };
            for headers in [
                vec![],
                vec![("sec-fetch-site", "same-origin")],
                vec![("origin", "http://localhost:3000")],
            ] {
                assert_eq!(
                    post_from(&site, path, &headers).await.0,
                    accepted,
                    "{path} {headers:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn it_lives_it_is_ready_and_it_counts_without_secrets() {
    for site in sites().await {
        assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
        assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
        site.get("/tiket/very-secret-token").await;
        site.get("/nothing/very-secret-token").await;
        let figures = site.get("/metrics").await.body;
        for line in [
            "http_requests_total{method=\"GET\",route=\"/tiket/{token}\",status=\"404\"} 1",
            "http_request_duration_seconds_count{method=\"GET\",route=\"/healthz\"} 1",
            "messages_dead 0",
        ] {
            assert!(figures.contains(line), "{line}: {figures}");
        }
        assert!(!figures.contains("very-secret-token"));
        let memory = figures
            .lines()
            .find_map(|line| line.strip_prefix("process_resident_memory_bytes "));
        assert!(memory.unwrap().parse::<u64>().unwrap() > 1_000_000);
        site.backend.close().await;
        assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
        assert_eq!(site.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
        let busy = site.get("/api/v1/villages").await;
        assert_eq!(
            (busy.status, busy.problem().0.as_str()),
            (StatusCode::SERVICE_UNAVAILABLE, "/problems/busy")
        );
        assert!(!busy.header("retry-after").is_empty());
    }
}

#[tokio::test]
async fn pages_are_compressed_for_those_who_can_read_it() {
    for site in sites().await {
        let ask = async |encodings: &str| {
            let request = Request::get("/")
                .header(header::ACCEPT_ENCODING, encodings)
                .body(Body::empty());
            let response = tower::ServiceExt::oneshot(site.router.clone(), request.unwrap())
                .await
                .unwrap();
            response
                .headers()
                .get(header::CONTENT_ENCODING)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(ask("gzip, br").await.as_deref(), Some("br"));
        assert_eq!(ask("gzip").await.as_deref(), Some("gzip"));
        assert_eq!(ask("identity").await, None);
    }
}
