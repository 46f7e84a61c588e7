//! The office logs in; each role does its own work.

use crate::common::{Site, sites};
use axum::http::StatusCode;
use domain::service::StaffService;

#[tokio::test]
async fn nobody_passes_the_door_without_a_session() {
    for site in sites().await {
        let mut browser = site.browser();
        let asked = browser.get("/staf/pesan?status=dead").await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER);
        assert_eq!(asked.location(), "/staf/masuk?ke=%2Fstaf%2Fpesan%3Fstatus%3Ddead");
        assert_eq!(
            browser.post("/staf/kunjungan/baru", &[]).await.location(),
            "/staf/masuk?ke=%2Fstaf"
        );
        assert_eq!(browser.get("/staf/masuk").await.status, StatusCode::OK);

        let wrong = browser
            .post(
                "/staf/masuk",
                &[
                    ("user_name", "kabid"),
                    ("password", "rahasia-sekali"),
                    ("ke", "/staf/pesan"),
                ],
            )
            .await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
        assert!(
            wrong.main().contains("Nama pengguna atau kata sandi salah"),
            "{}",
            wrong.main()
        );
        assert!(
            wrong.main().contains("kabid") && !wrong.body.contains("rahasia-sekali"),
            "the password comes back"
        );
        let empty = browser
            .post("/staf/masuk", &[("user_name", ""), ("password", "")])
            .await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.main().contains("Isi nama pengguna") && empty.main().contains("Isi kata sandi"));

        let good = [
            ("user_name", "Kabid"),
            ("password", "contoh-kabid"),
            ("ke", "/staf/pesan"),
        ];
        assert_eq!(browser.post("/staf/masuk", &good).await.location(), "/staf/pesan");
        assert_eq!(browser.get("/staf").await.status, StatusCode::OK);
        let out = browser.post("/staf/keluar", &[]).await;
        assert_eq!(out.location(), "/staf/masuk?kabar=keluar");
        assert_eq!(browser.get("/staf").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn the_reads_behind_the_pages_ask_for_the_session_too() {
    for site in sites().await {
        assert_eq!(
            site.get("/baca/depan?search=Bengkel").await.status,
            StatusCode::OK
        );
        for read in [
            "saya",
            "hari-ini",
            "pilihan",
            "operator",
            "bulan?month=2026-12-01",
            "pesan?state=dead",
        ] {
            let answer = site.get(&format!("/baca/staf/{read}")).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{read}");
            assert_eq!(answer.header("cache-control"), "no-store");
        }
        let mut browser = site.browser();
        browser.log_in("operator").await;
        let request = browser.get("/baca/staf/saya").await;
        assert!(request.body.contains("operator"), "{}", request.body);
        assert_eq!(
            browser.get("/baca/staf/pesan?state=dead").await.status,
            StatusCode::FORBIDDEN
        );
    }
}

#[tokio::test]
async fn a_session_that_was_ended_or_made_up_is_none() {
    for site in sites().await {
        let mut browser = site.browser();
        browser.log_in("admin").await;
        let mut thief = site.browser();
        thief.copy_cookies(&browser);
        assert_eq!(thief.get("/staf").await.status, StatusCode::OK);
        browser.post("/staf/keluar", &[]).await;
        assert_eq!(thief.get("/staf").await.status, StatusCode::SEE_OTHER);
        let away = browser
            .post(
                "/staf/masuk",
                &[
                    ("user_name", "admin"),
                    ("password", "contoh-admin"),
                    ("ke", "//evil.example"),
                ],
            )
            .await;
        assert_eq!(away.location(), "/staf");
    }
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down_for_one_name_alone() {
    for site in sites().await {
        let mut browser = site.browser();
        for _ in 0..5 {
            let fields = [("user_name", "kabid"), ("password", "salah-salah")];
            assert_eq!(
                browser.post("/staf/masuk", &fields).await.status,
                StatusCode::UNAUTHORIZED
            );
        }
        let fields = [("user_name", "KABID "), ("password", "contoh-kabid")];
        let refused = browser.post("/staf/masuk", &fields).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(
            refused.main().contains("Terlalu banyak percobaan"),
            "{}",
            refused.main()
        );
        browser.log_in("admin").await;
    }
}

pub(crate) fn plan<'a>(date: &'a str, operator: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("village", "51.02.02.2001"),
        ("date", date),
        ("starts_at", "08:30"),
        ("ends_at", "11:30"),
        ("break_from", ""),
        ("break_until", ""),
        ("slot_minutes", "30"),
        ("service_minutes", "15"),
        ("walk_in_places", "0"),
        ("venue", "Balai Desa"),
        ("operators", operator),
        ("override_reason", "disepakati dengan desa"),
    ]
}

pub(crate) async fn operator_of(site: &Site) -> String {
    let staff = site.staff("kabid").await;
    let operators = site.backend.operators(&staff).await.unwrap();
    operators
        .iter()
        .find(|operator| operator.certified_on.is_some())
        .unwrap()
        .id
        .to_string()
}

#[tokio::test]
async fn each_role_does_its_own_work_and_no_other() {
    for site in sites().await {
        let operator = operator_of(&site).await;
        for name in ["operator", "admin", "kadis"] {
            let mut browser = site.browser();
            browser.log_in(name).await;
            let refused = browser
                .post("/staf/kunjungan/baru", &plan("2027-01-13", &operator))
                .await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name}");
            assert!(
                refused.main().contains("Tugas Anda tidak mencakup"),
                "{}",
                refused.main()
            );
            let certify = browser
                .post(
                    &format!("/staf/operator/{operator}/sertifikat"),
                    &[("certified_on", "")],
                )
                .await;
            assert_eq!(certify.status, StatusCode::FORBIDDEN, "{name}");
        }
    }
}

#[tokio::test]
async fn a_page_offers_nobody_what_the_role_may_not_do() {
    for site in sites().await {
        let visit = format!("/staf/kunjungan/{}", site.open_visit().await.0);
        // Page, what leads on from it, and who may follow.
        let offers = [
            ("/staf", "href=\"/staf/pesan\"", &["kabid", "admin"][..]),
            ("/staf/operator", "action=\"/staf/operator\"", &["kabid"]),
            (
                "/staf/kunjungan?bulan=2026-11",
                "href=\"/staf/kunjungan/baru\"",
                &["kabid"],
            ),
            (&visit, "/daftarkan\"", &["kabid", "admin"]),
            (&visit, "/ubah\"", &["kabid"]),
        ];
        for name in ["kabid", "admin", "operator", "kadis"] {
            let mut browser = site.browser();
            browser.log_in(name).await;
            for (page, offer, who) in offers {
                let seen = browser.get(page).await;
                assert_eq!(seen.status, StatusCode::OK);
                assert_eq!(
                    seen.main().contains(offer),
                    who.contains(&name),
                    "{name}: {page} {offer}"
                );
            }
        }
    }
}
