//! The public results: the page, and the same figures as open data.

use crate::browser::Answer;
use crate::common::{Site, sites};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

async fn data(site: &Site, query: &str) -> Answer {
    site.call(Method::GET, &format!("/results{query}"), None).await
}

/// What a row of the page's first table says.
fn row(page: &Answer, name: &str) -> [String; 2] {
    let text = page.text();
    let (_, rest) = text.split_once(&format!(">{name}</th>")).unwrap();
    let mut cells = rest.split("<td>").skip(1);
    [(); 2].map(|()| {
        let cell = cells.next().unwrap().split("</td>").next().unwrap();
        cell.to_owned()
    })
}

#[tokio::test]
async fn everybody_sees_what_the_programme_has_done_without_javascript() {
    for site in sites().await {
        let mut phone = site.browser();
        let home = phone.get("/").await;
        assert!(home.text().contains("href=\"/hasil\""));
        let page = phone.get("/hasil?tahun=2023").await;
        assert_eq!(page.status, StatusCode::OK);
        let main = page.text();
        for part in [
            "Hasil program, tahun 2023",
            "Tahun 2023: 2 kunjungan di 2 desa, 25 orang datang.",
            "kurang dari 5 orang (1 pada tahun 2023, 1 sejak awal)",
            "href=\"/hasil?tahun=2022\"",
            "Kunjungan berikutnya",
            "href=\"/kunjungan/",
            "Belum ada nilai.",
            "href=\"/api/v1/results?year=2023\"",
        ] {
            assert!(main.contains(part), "{part}: {main}");
        }
        assert_eq!(row(&page, "Orang datang"), ["25", "50"]);
        assert_eq!(row(&page, "Desa dikunjungi"), ["2 dari 133", "4 dari 133"]);
        assert_eq!(row(&page, "NIB terbit, sedikitnya"), ["–", "–"]);
        let (_, table) = main.split_once(">Kerambitan</th>").unwrap();
        let line = table.split("</tr>").next().unwrap();
        assert!(line.contains("kurang dari 5 / kurang dari 5"), "{line}");
    }
}

#[tokio::test]
async fn the_page_and_the_data_say_the_same() {
    for site in sites().await {
        for year in [2022, 2023, 2024, 2026] {
            let answer = data(&site, &format!("?year={year}")).await;
            assert_eq!(answer.status, StatusCode::OK);
            let data = answer.json();
            let page = site.get(&format!("/hasil?tahun={year}")).await;
            let text = |number: &Value| number.as_u64().map_or("–".to_owned(), |it| it.to_string());
            let both = |at: &str| ["of_year", "since_the_beginning"].map(|of| text(&data[of][at]));
            assert_eq!(row(&page, "Kunjungan terlaksana"), both("visits"), "{year}");
            assert_eq!(row(&page, "Orang datang"), both("people"), "{year}");
            assert_eq!(
                row(&page, "NIB terbit, sedikitnya"),
                both("nib_at_least"),
                "{year}"
            );
            let reached = both("villages_reached").map(|it| format!("{it} dari {}", data["villages"]));
            assert_eq!(row(&page, "Desa dikunjungi"), reached, "{year}");
            for district in data["districts"].as_array().unwrap() {
                let name = format!(">{}</th>", district["name"].as_str().unwrap());
                let page = page.text();
                let (_, rest) = page.split_once(&name).unwrap();
                let line = rest.split("</tr>").next().unwrap();
                let visits = ["of_year", "since_the_beginning"].map(|of| text(&district[of]["visits"]));
                assert!(line.contains(&visits.join(" / ")), "{year}: {line}");
            }
        }
    }
}

#[tokio::test]
async fn small_groups_are_nowhere_in_what_is_public() {
    for site in sites().await {
        let mut phone = site.browser();
        let year = data(&site, "?year=2023").await.json();
        let visits: Vec<_> = year["visits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (&it["village"], &it["date"], &it["people"], &it["suppressed"]))
            .collect();
        assert_eq!(
            visits,
            [
                (
                    &json!("51.02.04.2011"),
                    &json!("2023-05-17"),
                    &Value::Null,
                    &json!(true)
                ),
                (
                    &json!("51.02.02.2001"),
                    &json!("2023-06-14"),
                    &json!(25),
                    &json!(false)
                ),
            ]
        );
        assert_eq!(year["of_year"]["visits_left_out"], 1);
        assert_eq!(
            (&year["of_year"]["suppressed"], &year["small_group"]),
            (&json!(false), &json!(5))
        );

        let village = phone.get("/desa/51.02.04.2011").await;
        assert!(
            village.text().contains("kurang dari 5 orang datang"),
            "{}",
            village.text()
        );
        assert!(!village.text().contains("2 orang datang"));
        let read = site.get("/baca/desa?code=51.02.04.2011").await;
        assert!(
            read.body.contains("FewerThan") && !read.body.contains("\"Number\":2"),
            "{}",
            read.body
        );
        let past = site
            .call(Method::GET, "/visits?from=2022-01-01&to=2023-12-31", None)
            .await
            .json();
        let visit = past[0]["id"].as_str().unwrap();
        assert_eq!(
            (&past[0]["booked"], &past[0]["available"]),
            (&Value::Null, &json!(0))
        );
        let one = site
            .call(Method::GET, &format!("/visits/{visit}"), None)
            .await
            .json();
        assert_eq!(one["booked"], Value::Null);
        // The office goes on seeing them.
        phone.log_in("kabid").await;
        let coverage = phone.get("/staf/evaluasi/desa").await;
        assert!(coverage.text().contains("2 orang"));
    }
}

#[tokio::test]
async fn the_results_speak_english() {
    for site in sites().await {
        let mut phone = site.browser();
        phone.get("/bahasa/en?ke=/hasil").await;
        let page = phone.get("/hasil?tahun=2023").await;
        for part in [
            "Results, year 2023",
            "Year 2023: 2 visits in 2 villages, 25 people came.",
            "fewer than 5 / fewer than 5",
            "No index yet.",
        ] {
            assert!(page.text().contains(part), "{part}: {}", page.text());
        }
        assert!(!page.main().contains("kurang dari"));
    }
}

#[tokio::test]
async fn what_is_no_year_is_this_year_on_the_page_and_refused_as_data() {
    for site in sites().await {
        for bad in ["2026-11", "abc", "1999", "99999", "-1", "%00"] {
            let page = site.get(&format!("/hasil?tahun={bad}")).await;
            assert_eq!(page.status, StatusCode::OK, "{bad}");
            assert!(page.text().contains("Hasil program, tahun 2026"), "{bad}");
            let refused = data(&site, &format!("?year={bad}")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
            assert_eq!(refused.problem_fields()[0].0, "year");
        }
        let now = data(&site, "").await.json();
        assert_eq!(now["year"], 2026);
        let none = site.get("/hasil?tahun=2024").await;
        assert!(
            none.text()
                .contains("Tahun 2024: tidak ada kunjungan yang terlaksana.")
        );
        assert_eq!(data(&site, "?year=2024").await.json()["visits"], json!([]));
    }
}
