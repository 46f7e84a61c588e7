//! The papers of a visit: pages, files, and who may have them.

use crate::common::{Site, sites};
use axum::http::StatusCode;
use domain::service::{StaffService, VisitSummary};
use domain::visit::VisitStep;

/// Takes a visit through its day, without anybody in it.
async fn held(site: &Site) -> VisitSummary {
    let staff = site.staff("kabid").await;
    let visit = site.open_visits().await.remove(0);
    site.clock.set(visit.starts_at);
    for step in [VisitStep::Begin, VisitStep::Finish] {
        let taken = site.backend.step_visit(&staff, visit.id, step, "").await;
        taken.unwrap();
    }
    visit
}

#[tokio::test]
async fn whoever_goes_along_reads_the_briefing_and_opens_it_as_a_file() {
    for site in sites().await {
        let visit = format!("/staf/kunjungan/{}", site.open_visits().await.remove(0).id);
        for user in ["operator", "admin", "kadis", "kabid"] {
            let mut office = site.browser();
            office.log_in(user).await;
            let page = office.get(&visit).await;
            assert!(page.main().contains(&format!("{visit}/pengarahan\"")), "{user}");
            let page = office.get(&format!("{visit}/pengarahan")).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.main());
            for part in [
                "Tim dan tugas",
                "I Made Arta",
                "Susunan hari",
                "Risiko",
                "Bila OSS gangguan",
            ] {
                assert!(page.text().contains(part), "{part}: {}", page.text());
            }
            assert!(page.main().contains(&format!("{visit}/pengarahan.pdf")));
            let (status, headers, bytes) = office.file(&format!("{visit}/pengarahan.pdf")).await;
            assert_eq!(
                (status, &headers["content-type"]),
                (StatusCode::OK, &"application/pdf".parse().unwrap())
            );
            assert_eq!(headers["cache-control"], "no-store");
            assert!(bytes.starts_with(b"%PDF-") && bytes.len() < 100_000);
        }
        let stranger = site.get(&format!("{visit}/pengarahan.pdf")).await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER);
        let mut office = site.browser();
        office.log_in("kabid").await;
        let broken = office.file("/staf/kunjungan/bukan-id/pengarahan.pdf").await;
        assert_eq!(broken.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_report_is_made_from_the_evaluation_and_then_opened() {
    for site in sites().await {
        let visit = held(&site).await;
        let path = format!("/staf/kunjungan/{}", visit.id);
        let mut office = site.browser();
        office.log_in("kabid").await;
        let review = office.get(&format!("{path}/evaluasi")).await;
        assert!(
            review.text().contains("Laporan belum dibuat."),
            "{}",
            review.text()
        );
        assert!(review.main().contains("Buat laporan") && !review.main().contains("laporan.pdf"));
        let none = office.file(&format!("{path}/laporan.pdf")).await;
        assert_eq!(none.0, StatusCode::NOT_FOUND);

        let made = office.post_and_follow(&format!("{path}/laporan"), &[]).await;
        for part in [
            "Tersimpan.",
            "Laporan ke-1 dibuat",
            "Target lebih dari 15 orang datang: kurang 16 orang.",
            "Pembuat laporan,",
        ] {
            assert!(made.text().contains(part), "{part}: {}", made.text());
        }
        assert!(made.main().contains(&format!("{path}/laporan.pdf")));
        assert!(!made.main().contains("Buat laporan"), "nothing has changed");
        let review = office.get(&format!("{path}/evaluasi")).await;
        assert!(
            review.main().contains(&format!("{path}/laporan.pdf")),
            "{}",
            review.main()
        );
        let (status, headers, bytes) = office.file(&format!("{path}/laporan.pdf")).await;
        assert_eq!(
            (status, &headers["content-type"]),
            (StatusCode::OK, &"application/pdf".parse().unwrap())
        );
        assert!(bytes.starts_with(b"%PDF-") && bytes.len() < 100_000);
        let gone = office.file(&format!("{path}/pengarahan.pdf")).await;
        assert_eq!(gone.0, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn before_the_day_is_closed_the_visit_says_that_there_is_no_report() {
    for site in sites().await {
        let visit = format!("/staf/kunjungan/{}", site.open_visits().await.remove(0).id);
        let mut office = site.browser();
        office.log_in("admin").await;
        let refused = office.post(&format!("{visit}/laporan"), &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(
            refused
                .text()
                .contains("kunjungan ini berstatus “Pendaftaran dibuka”"),
            "{}",
            refused.text()
        );
    }
}

#[tokio::test]
async fn the_desk_makes_the_report_the_head_of_agency_reads_it_and_an_operator_does_not() {
    for site in sites().await {
        let visit = held(&site).await;
        let path = format!("/staf/kunjungan/{}", visit.id);
        let mut office = site.browser();
        office.log_in("kadis").await;
        let refused = office.post(&format!("{path}/laporan"), &[]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let page = office.get(&format!("{path}/laporan")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.main().contains("<form"), "{}", page.main());

        let mut desk = site.browser();
        desk.log_in("admin").await;
        let page = desk.get(&path).await;
        assert!(
            page.main().contains(&format!("{path}/laporan\"")),
            "{}",
            page.main()
        );
        desk.post_and_follow(&format!("{path}/laporan"), &[]).await;
        let (status, ..) = office.file(&format!("{path}/laporan.pdf")).await;
        assert_eq!(status, StatusCode::OK);

        let mut operator = site.browser();
        operator.log_in("operator").await;
        assert!(!operator.get(&path).await.main().contains("/laporan"));
        for end in ["/laporan", "/laporan.pdf"] {
            let (status, ..) = operator.file(&format!("{path}{end}")).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{end}");
        }
        let refused = operator.post(&format!("{path}/laporan"), &[]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}
