//! The pages that look back.

use crate::common::sites;
use axum::http::StatusCode;

#[tokio::test]
async fn the_heads_see_what_visits_brought_and_the_others_do_not() {
    for site in sites().await {
        let mut head = site.browser();
        head.log_in("kadis").await;
        let more = head.get("/staf/lainnya").await;
        assert!(more.text().contains("href=\"/staf/evaluasi\""));
        let year = head.get("/staf/evaluasi?masa=2023").await;
        let main = year.text();
        assert_eq!(year.status, StatusCode::OK);
        for part in [
            "Evaluasi, Tahun 2023",
            "2 dari 2 kunjungan terlaksana",
            "Di atas target: 1, belum mencapai: 1.",
            "Terbanyak datang: Juni 2023, 25 orang.",
            "Rab 17/05/23 Meliling",
            "kurang 14 orang",
            "Tidak ada sebab yang tercatat.",
            "UMKM di Tabanan 47.160 (2022)",
            "aria-labelledby=\"datang-judul datang-isi\"",
        ] {
            assert!(main.contains(part), "{part}: {main}");
        }
        // A month without visits, and an address that is no period.
        for path in ["/staf/evaluasi?masa=2021-02", "/staf/evaluasi?masa=2021-Q1"] {
            let empty = head.get(path).await;
            assert!(
                empty.text().contains("Tidak ada kunjungan pada masa ini."),
                "{path}"
            );
        }
        let now = head.get("/staf/evaluasi?masa=2026-13").await;
        assert!(now.text().contains("Evaluasi, November 2026"));

        let mut operator = site.browser();
        operator.log_in("operator").await;
        for path in ["/staf/evaluasi", "/staf/evaluasi/desa"] {
            assert_eq!(operator.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert!(
            !operator
                .get("/staf/lainnya")
                .await
                .text()
                .contains("/staf/evaluasi")
        );
    }
}

#[tokio::test]
async fn coverage_is_table_2_of_the_study() {
    for site in sites().await {
        let mut head = site.browser();
        head.log_in("kabid").await;
        let page = head.get("/staf/evaluasi/desa").await;
        let main = page.text();
        let said =
            "4 dari 133 desa sudah dikunjungi. Dari 4 kunjungan yang dihitung, 2 belum mencapai target.";
        assert!(main.contains(said), "{main}");
        let (_, table) = main.split_once("id=\"pertama-terakhir\"").unwrap();
        let table = table.split("</table>").next().unwrap();
        let places: Vec<_> = [
            "Jum 20/05/22: 18 orang",
            "Kam 13/10/22: 7 orang",
            "Rab 17/05/23: 2 orang",
            "Rab 14/06/23: 25 orang",
        ]
        .iter()
        .map(|row| {
            // First and latest are the same.
            assert_eq!(table.matches(row).count(), 2, "{row}: {table}");
            table.find(row).unwrap()
        })
        .collect();
        assert!(places.is_sorted(), "by the day of the first visit");
        assert!(main.contains("Kediri (13 desa)") && main.contains("2 dari 15"));
        let visit = head.get("/staf/evaluasi?masa=2022-05").await;
        let (_, rest) = visit.main().split_once("href=\"/staf/kunjungan/").unwrap();
        let id = rest.split('/').next().unwrap();
        let review = head.get(&format!("/staf/kunjungan/{id}/evaluasi")).await;
        assert!(review.text().contains("tercapai"), "{}", review.text());
        assert!(review.text().contains("Tidak ada sosialisasi yang tercatat."));
        let english = head.get("/bahasa/en?ke=/staf/evaluasi/desa").await;
        assert_eq!(english.status, StatusCode::SEE_OTHER);
        assert!(
            head.get("/staf/evaluasi/desa")
                .await
                .text()
                .contains("Coverage of villages")
        );
    }
}
