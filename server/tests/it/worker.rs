//! The service worker as a browser finds it.

use crate::common::{Site, sites};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use leptos::config::LeptosOptions;
use server::{AppState, Web, router};
use tower::ServiceExt;

/// A file of `public/`, which a build copies beside the server.
async fn file(site: &Site, path: &str, since: Option<&str>) -> (StatusCode, HeaderMap, String) {
    let leptos = LeptosOptions::builder()
        .output_name("app")
        .site_root(concat!(env!("CARGO_MANIFEST_DIR"), "/../public"))
        .build();
    let web = Web::new("http://localhost:3000");
    let mut request = Request::get(path);
    if let Some(since) = since {
        request = request.header(header::IF_MODIFIED_SINCE, since);
    }
    let response = router(AppState::new(site.backend.clone(), leptos, web))
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let body = String::from_utf8(body.to_vec()).unwrap();
    (parts.status, parts.headers, body)
}

#[tokio::test]
async fn a_new_service_worker_takes_over_at_once_and_reaches_the_whole_site() {
    let sites = sites().await;
    let (status, headers, body) = file(&sites[0], "/sw.js", None).await;
    assert_eq!(status, StatusCode::OK);
    // At the root, so that its scope is the whole site.
    assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
    assert_eq!(headers[header::CONTENT_TYPE], "text/javascript");
    assert!(body.contains("addEventListener(\"fetch\""));
    let since = headers[header::LAST_MODIFIED].to_str().unwrap();
    let (status, headers, body) = file(&sites[0], "/sw.js", Some(since)).await;
    assert_eq!(
        status,
        StatusCode::NOT_MODIFIED,
        "asking again costs next to nothing"
    );
    assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
    assert!(body.is_empty());
    let (_, headers, _) = file(&sites[0], "/icon.svg", None).await;
    assert_eq!(headers[header::CACHE_CONTROL], "public, max-age=600");
}

#[tokio::test]
async fn a_ticket_says_what_its_copy_is_called_and_until_when_it_is_kept() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let slot = slots[0].id.to_string();
        let mut browser = site.browser();
        let fields =
            crate::common::booking_fields(&slot, "Ni Wayan Suci", "0199aaaa-0000-7000-8000-000000000001");
        let ticket = browser
            .post_and_follow(&format!("/kunjungan/{visit}"), &fields)
            .await;
        let code = ticket.body.split_once("<p class=\"code\">").unwrap().1;
        let code = code.split_once('<').unwrap().0;
        let label = format!("<meta name=\"copy-label\" content=\"Tiket {code}: ");
        assert!(ticket.body.contains(&label), "{label}: {}", ticket.body);
        let day = site.open_visits().await[0].date;
        let day = format!("<meta name=\"copy-day\" content=\"{day}\"");
        assert!(ticket.body.contains(&day), "{day}: {}", ticket.body);
        // What the worker looks for to show the line.
        let line = ticket.main().split_once("<p data-copy").unwrap().1;
        let (facts, text) = line.split_once('>').unwrap();
        assert!(facts.contains(" hidden"), "{facts}");
        assert!(
            text.split_once("</p>").unwrap().0.contains("<time></time>"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn the_camera_is_for_the_desk_alone() {
    let sites = sites().await;
    let policy = async |path: &str| sites[0].get(path).await.header("permissions-policy").to_owned();
    assert!(
        policy("/staf/kunjungan/1/meja")
            .await
            .starts_with("camera=(self),")
    );
    for other in [
        "/",
        "/staf",
        "/staf/kunjungan/1",
        "/staf/kunjungan/1/meja/2",
        "/tiket/1",
    ] {
        assert!(policy(other).await.starts_with("camera=(),"), "{other}");
    }
}
