//! Villages are chosen from a light ranking that says why; who wants to be told leaves a number.

use crate::common::sites;
use axum::http::StatusCode;

const BENGKEL: &str = "51.02.06.2001";
const JEGU: &str = "51.02.08.2002";
/// Ranked last among the villages never visited before: all know as little.
const FAR_DOWN: &str = "51.02.10.2013";

#[tokio::test]
async fn the_ranking_is_light_shows_the_study_s_visits_and_leads_to_each_village() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("operator").await;
        let page = office.get("/staf/desa?bulan=2027-01").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.main());
        assert!(page.body.len() < 60_000, "{} bytes", page.body.len());
        let main = page.main();
        assert!(
            main.contains("Januari 2027") && !main.contains("/calon"),
            "{main}"
        );
        for part in [
            "Terakhir 20 Mei 2022, 18 orang datang.",
            "Terakhir 13 Oktober 2022, 7 orang datang.",
            "Terakhir 17 Mei 2023, 2 orang datang.",
            "Terakhir 14 Juni 2023, 25 orang datang.",
            "/staf/desa/51.02.06.2001?bulan=2027-01",
            "Belum pernah dikunjungi.",
        ] {
            assert!(main.contains(part), "{part}: {main}");
        }
        assert!(main.matches("/staf/desa/51.").count() < 30);

        let all = office.get("/staf/desa?bulan=2027-01&semua=1").await;
        assert_eq!(all.main().matches("/staf/desa/51.").count(), 133);
        assert!(all.body.len() < 60_000, "{} bytes", all.body.len());

        let village = office.get(&format!("/staf/desa/{BENGKEL}?bulan=2027-01")).await;
        let main = village.main();
        for part in [
            "18 orang datang",
            "Belum ada perkiraan; dihitung netral.",
            "dari 30.",
        ] {
            assert!(main.contains(part), "{part}: {main}");
        }
        assert!(
            !main.contains("<form method=\"post\" action=\"/staf/desa"),
            "an operator changes nothing"
        );
        assert_eq!(
            office.get("/staf/desa/51.02.99.2001").await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(office.get("/staf/desa/x").await.status, StatusCode::NOT_FOUND);
        let refused = office
            .post(&format!("/staf/desa/{BENGKEL}/calon"), &[("bulan", "2027-01")])
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn overruling_the_ranking_needs_a_reason_and_a_candidate_can_be_taken_back() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        let action = format!("/staf/desa/{FAR_DOWN}/calon");
        let short = office
            .post(&action, &[("bulan", "2027-01"), ("reason", "ya")])
            .await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let main = short.main();
        assert!(
            main.contains("value=\"ya\"") && main.contains("Isi sedikitnya 3 huruf"),
            "{main}"
        );
        assert!(main.contains("di luar sepuluh besar"), "{main}");

        let chosen = office
            .post_and_follow(&action, &[("bulan", "2027-01"), ("reason", "permintaan camat")])
            .await;
        assert!(
            chosen.main().contains("Alasan: permintaan camat"),
            "{}",
            chosen.main()
        );
        assert!(chosen.main().contains("Ni Made Ayu Lestari"));
        let february = office.get("/staf/desa?bulan=2027-02").await;
        assert!(!february.main().contains("permintaan camat"));

        let dropped = office
            .post_and_follow(&format!("{action}/hapus"), &[("bulan", "2027-01")])
            .await;
        assert!(!dropped.main().contains("permintaan camat"), "{}", dropped.main());
        let odd = office
            .post(&action, &[("bulan", "januari"), ("reason", "camat")])
            .await;
        assert_eq!(odd.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn facts_are_mended_beside_their_field_and_count_at_once() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        let action = format!("/staf/desa/{JEGU}/data");
        let bad = [
            ("bulan", "2027-01"),
            ("unlicensed_estimate", "banyak"),
            ("travel_minutes", "40"),
            ("signal", "weak"),
        ];
        let refused = office.post(&action, &bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let main = refused.main();
        assert!(
            main.contains("value=\"banyak\"") && main.contains("value=\"40\""),
            "{main}"
        );
        assert!(main.contains("Isi angka dari 0 sampai 20000"), "{main}");
        let good = [
            ("bulan", "2027-01"),
            ("unlicensed_estimate", "200"),
            ("travel_minutes", "40"),
            ("signal", "weak"),
        ];
        let saved = office.post_and_follow(&action, &good).await;
        for part in [
            "Perkiraan 200 UMKM belum berizin.",
            "40 menit dari kantor.",
            "sinyal lemah",
            "Tersimpan.",
        ] {
            assert!(saved.main().contains(part), "{part}: {}", saved.main());
        }
    }
}

#[tokio::test]
async fn who_wants_to_be_told_leaves_a_number_without_javascript() {
    for site in sites().await {
        let mut person = site.browser();
        let page = person.get(&format!("/desa/{JEGU}")).await;
        assert!(page.main().contains("Kabari saya"), "{}", page.main());
        let action = format!("/desa/{JEGU}/minat");
        let short = person.post(&action, &[("phone", "0812 345")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let main = short.main();
        assert!(
            main.contains("value=\"0812 345\"") && main.contains("Nomor WhatsApp kurang"),
            "{main}"
        );

        let (first, again) = (
            person.post(&action, &[("phone", "0812 3456 7890")]).await,
            person.post(&action, &[("phone", "+62 812 3456 7890")]).await,
        );
        assert_eq!(first.location(), format!("/desa/{JEGU}?kabar=minat"));
        assert_eq!(
            (again.status, again.location()),
            (first.status, first.location()),
            "it does not tell"
        );
        let noted = person.get(&first.location()).await;
        assert!(noted.main().contains("Sudah dicatat."), "{}", noted.main());
        let robot = person
            .post(&action, &[("phone", "0812 3456 7891"), ("website", "x")])
            .await;
        assert_eq!(robot.location(), "/");

        let mut office = site.browser();
        office.log_in("operator").await;
        let seen = office.get(&format!("/staf/desa/{JEGU}?bulan=2027-01")).await;
        assert!(seen.main().contains("1 warga menunggu kabar."), "{}", seen.main());
        assert!(!seen.body.contains("3456"), "the number is not shown");
    }
}

#[tokio::test]
async fn where_booking_is_open_the_visit_is_shown_instead() {
    for site in sites().await {
        let (visit, _) = site.open_visit().await;
        let mut person = site.browser();
        let page = person.get(&format!("/desa/{BENGKEL}")).await;
        assert!(page.main().contains(&visit.to_string()) && !page.main().contains("Kabari saya"));
        let late = person
            .post_and_follow(&format!("/desa/{BENGKEL}/minat"), &[("phone", "0812 3456 7890")])
            .await;
        assert!(
            late.main().contains("nomor Anda tidak kami catat"),
            "{}",
            late.main()
        );
        let nowhere = person
            .post("/desa/51.02.99.2001/minat", &[("phone", "0812 3456 7890")])
            .await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    }
}
