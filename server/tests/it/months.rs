//! The month is published from its board; what joins it later says why; readiness is ticked by hand.

use crate::common::sites;
use crate::office::{operator_of, plan};
use axum::http::StatusCode;

#[tokio::test]
async fn a_month_is_published_from_its_board_and_a_later_visit_is_sudden() {
    for site in sites().await {
        let operator = operator_of(&site).await;
        let mut office = site.browser();
        office.log_in("kabid").await;

        let few = office.post("/staf/bulan/2027-02/terbitkan", &[]).await;
        assert_eq!(few.status, StatusCode::CONFLICT);
        assert!(
            few.main().contains("baru 0 kunjungan, perlu sedikitnya 2"),
            "{}",
            few.main()
        );

        for date in ["2027-02-15", "2027-02-16"] {
            let created = office.post("/staf/kunjungan/baru", &plan(date, &operator)).await;
            assert_eq!(created.status, StatusCode::SEE_OTHER, "{}", created.main());
        }
        let board = office.get("/staf/kunjungan?bulan=2027-02").await;
        assert!(
            board.main().contains("2 kunjungan direncanakan"),
            "{}",
            board.main()
        );
        assert!(
            board.main().contains("Belum: tempat disetujui desa"),
            "{}",
            board.main()
        );
        let published = office.post("/staf/bulan/2027-02/terbitkan", &[]).await;
        assert_eq!(published.location(), "/staf/kunjungan?bulan=2027-02&kabar=terbit");
        let board = office.get("/staf/kunjungan?bulan=2027-02").await;
        assert!(
            board.main().contains("Terbit ") && !board.main().contains("Terbitkan"),
            "{}",
            board.main()
        );

        let mut sudden = plan("2027-02-17", &operator);
        let refused = office.post("/staf/kunjungan/baru", &sudden).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.main().contains("Tulis alasan mendadaknya"),
            "{}",
            refused.main()
        );
        sudden.push(("sudden_reason", "permintaan camat"));
        let created = office.post("/staf/kunjungan/baru", &sudden).await;
        assert_eq!(created.status, StatusCode::SEE_OTHER, "{}", created.main());
        let board = office.get("/staf/kunjungan?bulan=2027-02").await;
        assert!(board.main().contains("Mendadak") && board.main().contains("permintaan camat"));

        let odd = office.post("/staf/bulan/februari/terbitkan", &[]).await;
        assert_eq!(odd.status, StatusCode::NOT_FOUND);
        let mut desk = site.browser();
        desk.log_in("admin").await;
        let not_hers = desk.post("/staf/bulan/2027-03/terbitkan", &[]).await;
        assert_eq!(not_hers.status, StatusCode::FORBIDDEN);
        assert!(
            !desk
                .get("/staf/kunjungan?bulan=2027-03")
                .await
                .main()
                .contains("/terbitkan")
        );
    }
}

#[tokio::test]
async fn readiness_is_ticked_on_its_page_by_those_who_prepare() {
    for site in sites().await {
        let (visit, _) = site.open_visit().await;
        let page = format!("/staf/kunjungan/{visit}/kesiapan");
        let mut desk = site.browser();
        desk.log_in("admin").await;
        assert!(desk.get(&page).await.main().contains("Sinyal di tempat diuji"));
        let ticked = desk.post(&page, &[("item", "signal"), ("done", "true")]).await;
        assert_eq!(ticked.location(), format!("{page}?kabar=tersimpan"));
        assert!(desk.get(&page).await.main().contains("Belum; hapus tanda"));
        assert_eq!(
            desk.post(&page, &[("item", "kursi")]).await.status,
            StatusCode::NOT_FOUND
        );

        let mut operator = site.browser();
        operator.log_in("operator").await;
        let refused = operator
            .post(&page, &[("item", "signal"), ("done", "false")])
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let seen = operator.get(&page).await;
        assert!(seen.main().contains("Hitung mundur") && !seen.main().contains("<form"));
    }
}
