//! The office keeps the calendar; a village tells of its temple feasts.

use crate::common::sites;
use crate::village::ask;
use axum::http::StatusCode;
use chrono::{NaiveDate, NaiveTime};
use domain::calendar::from_wita;

const IDUL_FITRI: [(&str, &str); 4] = [
    ("was_date", "2027-03-10"),
    ("was_kind", "national"),
    ("was_name", "Idul Fitri"),
    ("was_provisional", "true"),
];

fn change<'a>(date: &'a str, name: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = IDUL_FITRI.to_vec();
    fields.extend([
        ("date", date),
        ("holiday_name", name),
        ("holiday_kind", "national"),
        ("provisional", "true"),
    ]);
    fields
}

#[tokio::test]
async fn the_head_of_division_keeps_the_calendar_of_a_year() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        assert!(
            office
                .get("/staf/lainnya")
                .await
                .main()
                .contains("/staf/kalender")
        );
        let now = office.get("/staf/kalender").await;
        assert!(now.main().contains("Kalender 2026"), "{}", now.main());
        let page = office.get("/staf/kalender?tahun=2027").await;
        for text in [
            "Rabu, 10 Maret 2027",
            "sementara",
            "Senin, 8 Maret 2027: Nyepi",
            "Rabu, 13 Januari 2027: Galungan (hari libur lokal)",
        ] {
            assert!(page.main().contains(text), "{text}: {}", page.main());
        }
        let opened = office.get("/staf/kalender?tahun=2027&ubah=2027-03-10").await;
        assert!(opened.main().contains("Sahkan tanggal ini"), "{}", opened.main());

        let bad = office
            .post("/staf/kalender/libur/ubah", &change("besok", "Lebaran"))
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            bad.main().contains("Pilih tanggal yang benar") && bad.main().contains("value=\"Lebaran\""),
            "{}",
            bad.main()
        );
        let moved = change("2027-03-09", "Idul Fitri");
        let done = office.post("/staf/kalender/libur/ubah", &moved).await;
        assert_eq!(done.location(), "/staf/kalender?tahun=2027&kabar=tersimpan");
        // Somebody else saw the row as it was before.
        let late = office.post("/staf/kalender/libur/sahkan", &IDUL_FITRI).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(
            late.main().contains("Orang lain sudah mengubah"),
            "{}",
            late.main()
        );

        let mut seen = IDUL_FITRI;
        seen[0].1 = "2027-03-09";
        let sure = office.post("/staf/kalender/libur/sahkan", &seen).await;
        assert_eq!(sure.status, StatusCode::SEE_OTHER, "{}", sure.main());
        seen[3].1 = "false";
        let gone = office.post("/staf/kalender/libur/hapus", &seen).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.main());
        let page = office.get("/staf/kalender?tahun=2027").await;
        assert!(!page.main().contains("9 Maret 2027"), "{}", page.main());

        let new = [
            ("tahun", "2027"),
            ("date", "2027-01-05"),
            ("holiday_name", "Isra Mikraj"),
            ("holiday_kind", "national"),
            ("provisional", "true"),
        ];
        let added = office.post("/staf/kalender/libur", &new).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.main());
        let twice = office.post("/staf/kalender/libur", &new).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.main().contains("sudah ada di kalender"), "{}", twice.main());

        assert_eq!(
            office.get("/staf/kalender?tahun=1999").await.status,
            StatusCode::NOT_FOUND
        );
        let made_up = office.post("/staf/kalender/libur/hapus", &[]).await;
        assert_eq!(made_up.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn nyepi_is_missed_until_it_is_entered() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        let page = "/staf/kalender?tahun=2029";
        assert!(
            office
                .get(page)
                .await
                .main()
                .contains("Nyepi tahun ini belum diisi")
        );
        let nyepi = [("tahun", "2029"), ("date", "2029-03-15"), ("lunar_kind", "nyepi")];
        let added = office.post("/staf/kalender/hari-bali", &nyepi).await;
        assert_eq!(added.location(), "/staf/kalender?tahun=2029&kabar=tersimpan");
        let known = office.get(page).await;
        assert!(known.main().contains("15 Maret 2029: Nyepi") && !known.main().contains("belum diisi."));
        let gone = office.post("/staf/kalender/hari-bali/hapus", &nyepi).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        let bad = office
            .post(
                "/staf/kalender/hari-bali",
                &[("tahun", "2029"), ("lunar_kind", "x")],
            )
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.main().contains("Kalender 2029") && bad.main().contains("Pilih tanggal."));
    }
}

#[tokio::test]
async fn others_see_the_calendar_and_change_nothing() {
    for site in sites().await {
        for name in ["admin", "operator", "kadis"] {
            let mut browser = site.browser();
            browser.log_in(name).await;
            let page = browser.get("/staf/kalender?tahun=2027&ubah=2027-03-10").await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(
                page.main().contains("Idul Fitri") && !page.main().contains("<form"),
                "{name}"
            );
            for path in ["libur", "libur/ubah", "libur/sahkan", "libur/hapus"] {
                let refused = browser
                    .post(
                        &format!("/staf/kalender/{path}"),
                        &change("2027-03-09", "Idul Fitri"),
                    )
                    .await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name} {path}");
            }
            let nyepi = [("date", "2027-03-08"), ("lunar_kind", "nyepi")];
            for path in ["hari-bali", "hari-bali/hapus"] {
                let refused = browser.post(&format!("/staf/kalender/{path}"), &nyepi).await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name} {path}");
            }
        }
    }
}

/// Where the first button to remove a feast leads.
fn removal(main: &str) -> String {
    let (before, _) = main.split_once("/hapus\"").unwrap();
    let (_, path) = before.rsplit_once('"').unwrap();
    format!("{path}/hapus")
}

#[tokio::test]
async fn the_office_and_the_village_enter_temple_feasts() {
    for site in sites().await {
        let (visit, link) = ask(&site).await;
        let code = visit.village.code.as_str();
        let page = format!("/staf/desa/{code}/odalan");
        let mut desk = site.browser();
        desk.log_in("admin").await;
        let visit_page = format!("/staf/kunjungan/{}", visit.id);
        assert!(desk.get(&visit_page).await.main().contains(&page));
        let bad = desk
            .post(&page, &[("temple", "Pura Puseh"), ("odalan_kind", "pawukon")])
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.main().contains("value=\"Pura Puseh\""), "{}", bad.main());
        let day = (visit.date - chrono::Days::new(210)).to_string();
        let feast = [
            ("temple", "Pura Puseh"),
            ("odalan_kind", "pawukon"),
            ("date", day.as_str()),
        ];
        let added = desk.post(&page, &feast).await;
        assert_eq!(
            added.location(),
            format!("{page}?kabar=tersimpan"),
            "{}",
            added.main()
        );
        let warned = "Odalan di desa ini: Pura Puseh";
        assert!(desk.get(&visit_page).await.main().contains(warned));

        let mut official = site.browser();
        assert!(official.get(&link).await.main().contains(warned));
        let own = format!("{link}/odalan");
        let seen = official.get(&own).await;
        assert!(seen.main().contains("Pura Puseh"), "{}", seen.main());
        let single = [
            ("temple", "Pura Dalem"),
            ("odalan_kind", "date"),
            ("date", "2027-05-05"),
        ];
        let told = official.post(&own, &single).await;
        assert_eq!(
            told.location(),
            format!("{own}?kabar=tersimpan"),
            "{}",
            told.main()
        );
        assert!(desk.get(&page).await.main().contains("Pura Dalem"));
        let removed = official.post(&removal(seen.main()), &[]).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.main());
        assert!(!desk.get(&visit_page).await.main().contains(warned));
        let broken = official.post("/konfirmasi/x/odalan", &single).await;
        assert_eq!(broken.status, StatusCode::NOT_FOUND);

        let mut operator = site.browser();
        operator.log_in("operator").await;
        let list = operator.get(&page).await;
        assert!(list.main().contains("Pura Dalem") && !list.main().contains("<form"));
        assert_eq!(operator.post(&page, &feast).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            operator.get("/staf/desa/51.02.06.2999/odalan").await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn the_plan_form_names_what_the_calendar_and_the_village_hold_against_a_plan() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        let feast = [
            ("temple", "Pura Puseh"),
            ("odalan_kind", "date"),
            ("date", "2027-02-12"),
        ];
        office.post("/staf/desa/51.02.06.2001/odalan", &feast).await;
        // A Friday; refused, for no place is named.
        let plan = [
            ("village", "51.02.06.2001"),
            ("date", "2027-02-12"),
            ("starts_at", "08:30"),
            ("ends_at", "11:30"),
        ];
        let refused = office.post("/staf/kunjungan/baru", &plan).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for text in ["selesai pukul 11.00 WITA", "Odalan di desa ini: Pura Puseh"] {
            assert!(refused.main().contains(text), "{text}: {}", refused.main());
        }
    }
}

#[tokio::test]
async fn the_outbox_says_that_nothing_is_sent_on_nyepi() {
    for site in sites().await {
        let mut desk = site.browser();
        let nyepi = NaiveDate::from_ymd_opt(2027, 3, 8).unwrap();
        let noon = from_wita(nyepi, NaiveTime::from_hms_opt(12, 0, 0).unwrap());
        site.clock.set(noon);
        desk.log_in("admin").await;
        let page = desk.get("/staf/pesan").await;
        assert!(
            page.main().contains("Hari Nyepi: pesan tidak dikirim")
                && page.main().contains("09/03/27, 06.00 WITA"),
            "{}",
            page.main()
        );
        site.clock.set(noon + chrono::Duration::hours(18));
        desk.log_in("admin").await;
        assert!(!desk.get("/staf/pesan").await.main().contains("Hari Nyepi"));
    }
}
