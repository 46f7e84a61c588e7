//! Tools around a visit: trying out its day, the official letter to its village.

use crate::browser::Browser;
use crate::common::{Site, sites};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt;

async fn visit(site: &Site) -> String {
    format!("/staf/kunjungan/{}", site.open_visits().await.remove(0).id)
}

/// The file as bytes; `Answer` holds text alone.
async fn file(
    site: &Site,
    browser: &Browser<'_>,
    path: &str,
) -> (StatusCode, axum::http::HeaderMap, Vec<u8>) {
    let request = Request::get(path)
        .header("host", "localhost:3000")
        .header("cookie", browser.cookie_header())
        .body(Body::empty())
        .unwrap();
    let response = site.router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, parts.headers, body.to_vec())
}

#[tokio::test]
async fn a_day_is_tried_out_with_other_numbers() {
    for site in sites().await {
        let visit = visit(&site).await;
        let mut office = site.browser();
        office.log_in("kabid").await;
        let page = office.get(&visit).await;
        assert!(
            page.main().contains(&format!("{visit}/simulasi")),
            "the visit leads there"
        );

        let usual = office.get(&format!("{visit}/simulasi")).await;
        assert_eq!(usual.status, StatusCode::OK, "{}", usual.main());
        for part in [
            "operator tim ini melayani sekitar",
            "11 orang yang sudah mendaftar",
            "1000 hari dicoba",
            "role=\"img\"",
            "tim ini",
        ] {
            assert!(usual.main().contains(part), "{part}: {}", usual.main());
        }
        assert_eq!(usual.main().matches("<rect").count(), 5);
        assert!(
            usual.main().contains("lebih dari 15 tidak bisa tercapai"),
            "{}",
            usual.main()
        );
        let full = office.get(&format!("{visit}/simulasi?every_slot_full=1")).await;
        assert!(
            full.main().contains("seolah semua jam penuh, 18 orang"),
            "{}",
            full.main()
        );
        let again = office.get(&format!("{visit}/simulasi")).await;
        let svg = |page: &str| {
            page.split("<svg class=\"chart\"")
                .nth(1)
                .map(|rest| rest.split("</svg>").next().unwrap().to_owned())
        };
        assert_eq!(svg(usual.main()), svg(again.main()));

        let asked = "no_show_percent=0&service_spread_percent=0&service_minutes=20&outage_from=09:00&outage_minutes=120&days=200";
        let down = office.get(&format!("{visit}/simulasi?{asked}")).await;
        assert_eq!(down.status, StatusCode::OK, "{}", down.main());
        assert!(down.main().contains("200 hari dicoba") && down.main().contains("value=\"09:00\""));

        let many = office
            .get(&format!("{visit}/simulasi?days=10001&outage_from=jam+9"))
            .await;
        assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in [
            "Isi angka dari 1 sampai 10000",
            "value=\"10001\"",
            "Isi jam, contoh",
            "<details open",
        ] {
            assert!(many.main().contains(part), "{part}: {}", many.main());
        }
        assert!(!many.main().contains("<rect"));

        let mut operator = site.browser();
        operator.log_in("operator").await;
        let refused = operator.get(&format!("{visit}/simulasi")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!operator.get(&visit).await.main().contains("/simulasi"));
    }
}

#[tokio::test]
async fn the_letter_gets_number_and_date_and_becomes_a_file() {
    for site in sites().await {
        let visit = visit(&site).await;
        let page = format!("{visit}/surat");
        let mut office = site.browser();
        office.log_in("admin").await;
        let first = office.get(&page).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.main());
        for part in [
            "Surat yang ditandatangani tetap menjadi dasar hukum.",
            "Peraturan Pemerintah Nomor 28 Tahun 2025",
            "signer_name",
            "value=\"2026-11-24\"",
        ] {
            assert!(first.main().contains(part), "{part}: {}", first.main());
        }
        assert!(!first.main().contains("surat.pdf"), "no number yet");
        let none = file(&site, &office, &format!("{page}.pdf")).await;
        assert_eq!(none.0, StatusCode::NOT_FOUND);

        let bad = [
            ("version", "0"),
            ("letter_number", "503/9/2026"),
            ("letter_date", "kemarin"),
        ];
        let refused = office.post(&page, &bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.main().contains("Pilih tanggal yang benar"),
            "{}",
            refused.main()
        );
        assert!(
            refused.main().contains("value=\"503/9/2026\""),
            "what was typed stays"
        );
        let late = [
            ("version", "0"),
            ("letter_number", "503/9/2026"),
            ("letter_date", "2036-11-20"),
        ];
        let refused = office.post(&page, &late).await;
        assert!(
            refused.main().contains("Tanggal surat harus sebelum"),
            "{}",
            refused.main()
        );

        let good = [
            ("version", "0"),
            ("letter_number", "503/9/2026"),
            ("letter_date", "2026-11-20"),
        ];
        let saved = office.post_and_follow(&page, &good).await;
        for part in [
            "Tersimpan.",
            "surat.pdf",
            "503/9/2026",
            "Tabanan, 20 November 2026",
            "I Wayan Sudira",
        ] {
            assert!(saved.main().contains(part), "{part}: {}", saved.main());
        }
        let stale = office.post(&page, &good).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(
            stale.main().contains("Tersimpan sekarang: nomor 503/9/2026"),
            "{}",
            stale.main()
        );

        let (status, headers, bytes) = file(&site, &office, &format!("{page}.pdf")).await;
        assert_eq!(
            (status, &headers["content-type"]),
            (StatusCode::OK, &"application/pdf".parse().unwrap())
        );
        assert_eq!(headers["cache-control"], "no-store");
        assert!(bytes.starts_with(b"%PDF-") && bytes.len() < 100_000);

        let mut operator = site.browser();
        operator.log_in("operator").await;
        assert_eq!(operator.get(&page).await.status, StatusCode::FORBIDDEN);
        let forbidden = file(&site, &operator, &format!("{page}.pdf")).await;
        assert_eq!(forbidden.0, StatusCode::FORBIDDEN);
        assert_eq!(operator.post(&page, &good).await.status, StatusCode::FORBIDDEN);
        let stranger = site.get(&format!("{page}.pdf")).await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    }
}
