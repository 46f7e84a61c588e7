//! The page of the evaluation meeting, and the board of a month that its decisions hold.

use crate::common::sites;
use axum::http::StatusCode;

const SHEET: &str = "/staf/rapat/2026-11";
const PAGE: &str = "/staf/rapat?masa=2026-11";
const BOARD: &str = "/staf/kunjungan?bulan=2026-12";

#[tokio::test]
async fn a_meeting_is_held_its_decision_holds_december_and_its_answer_lets_it_go() {
    for site in sites().await {
        let mut head = site.browser();
        head.log_in("kabid").await;
        let page = head.get(PAGE).await;
        assert!(page.text().contains("Rapat evaluasi, November 2026"));
        assert!(page.text().contains("Rapat bulan ini belum dicatat."));

        let bad = head
            .post(
                SHEET,
                &[("version", "0"), ("held_on", "2026-12-24"), ("present", "")],
            )
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            bad.text().contains("value=\"2026-12-24\""),
            "what was typed is still there"
        );
        let fields = [
            ("version", "0"),
            ("held_on", "2026-11-24"),
            ("present", "Kabid dan dua operator"),
            ("proposals", "Tambah <b>operator</b>"),
        ];
        let saved = head.post(SHEET, &fields).await;
        assert_eq!(saved.location(), format!("{PAGE}&kabar=tersimpan"));
        let stale = head.post(SHEET, &fields).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let page = head.get(PAGE).await;
        assert!(
            page.text()
                .contains("Rapat Selasa, 24 November 2026, dihadiri Kabid dan dua operator.")
        );
        assert!(!page.text().contains("<b>operator</b>"));

        let obstacle = [
            ("indicator", "interpretation"),
            ("obstacle", "Warga mengira ada bantuan uang"),
        ];
        let noted = head.post(&format!("{SHEET}/kendala"), &obstacle).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER);
        let none = head
            .post(&format!("{SHEET}/kendala"), &[("obstacle", "Printer rusak")])
            .await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text().contains("value=\"Printer rusak\""));

        // The office's plan of December stands before anything is decided.
        let decision = [
            ("decision", "Tambah satu operator"),
            ("owner", "Kabid"),
            ("due", "2026-12-10"),
        ];
        let early = [decision[0], decision[1], ("due", "2026-11-23")];
        let early = head.post(&format!("{SHEET}/keputusan"), &early).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        let decided = head.post(&format!("{SHEET}/keputusan"), &decision).await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER);

        let board = head.get(BOARD).await;
        let main = board.text();
        assert!(
            main.contains("Keputusan rapat yang menahan rencana bulan ini"),
            "{main}"
        );
        assert!(main.contains("Tambah satu operator") && !main.contains("terbitkan\""));
        let held = head.post("/staf/bulan/2026-12/terbitkan", &[]).await;
        assert_eq!(held.status, StatusCode::CONFLICT);
        assert!(held.text().contains("1 keputusan rapat evaluasi belum dijawab"));
        let (_, rest) = main.split_once("#keputusan-").unwrap();
        let id = rest.split('"').next().unwrap();
        let answer = format!("{SHEET}/keputusan/{id}/jawab");
        let vague = head
            .post(
                &answer,
                &[("decision_outcome", "continued"), ("reply", "masih berjalan")],
            )
            .await;
        assert_eq!(vague.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(vague.text().contains("value=\"masih berjalan\""));
        let done = [("decision_outcome", "done"), ("reply", "Sudah ada yang dilatih")];
        assert_eq!(head.post(&answer, &done).await.status, StatusCode::SEE_OTHER);
        assert_eq!(head.post(&answer, &done).await.status, StatusCode::CONFLICT);
        let page = head.get(PAGE).await;
        assert!(
            page.text()
                .contains("Sudah dilaksanakan: Sudah ada yang dilatih (Ni Made Ayu Lestari")
        );
        let out = head.post("/staf/bulan/2026-12/terbitkan", &[]).await;
        assert_eq!(out.location(), format!("{BOARD}&kabar=terbit"), "{}", out.text());

        let mut other = site.browser();
        other.log_in("kadis").await;
        let seen = other.get(PAGE).await;
        assert!(seen.text().contains("Tambah satu operator") && !seen.text().contains("<form"));
        assert_eq!(other.post(SHEET, &fields).await.status, StatusCode::FORBIDDEN);
        other.log_in("operator").await;
        assert_eq!(other.get(PAGE).await.status, StatusCode::FORBIDDEN);
        let no_month = head.post("/staf/rapat/kemarin", &fields).await;
        assert_eq!(no_month.status, StatusCode::NOT_FOUND);
    }
}
