//! Reports: chosen on a page, made while one waits a moment, fetched as files.

use crate::browser::Browser;
use crate::common::sites;
use axum::http::StatusCode;

const PATH: &str = "/staf/laporan";

/// Asks for a file of a period; gives the address that follows.
async fn ask(browser: &mut Browser<'_>, period: &str, file: &str) -> String {
    let asked = browser.post(PATH, &[("masa", period), ("berkas", file)]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.main());
    asked.location()
}

/// Cells of the table with all figures on a page, line by line.
fn figures(page: &str) -> Vec<(String, String)> {
    let (_, table) = page.split_once("<table class=\"figures\">").unwrap();
    let (_, body) = table
        .split("</table>")
        .next()
        .unwrap()
        .split_once("<tbody>")
        .unwrap();
    let text = |cell: &str| {
        let (_, rest) = cell.split_once('>').unwrap();
        rest.split('<').next().unwrap().to_owned()
    };
    body.split("<tr>")
        .skip(1)
        .map(|row| {
            let (name, number) = row.split_once("<td").unwrap();
            (text(name.split_once("<th").unwrap().1), text(number))
        })
        .collect()
}

#[tokio::test]
async fn a_file_says_digit_by_digit_what_the_page_says() {
    for site in sites().await {
        let mut head = site.browser();
        head.log_in("kadis").await;
        let evaluation = head.get("/staf/evaluasi?masa=2023").await;
        assert!(evaluation.main().contains("href=\"/staf/laporan?masa=2023\""));
        let shown = figures(&evaluation.text());
        assert_eq!(shown.len(), 16);
        let place = ask(&mut head, "2023", "figures.csv").await;
        let (status, headers, file) = head.file(&place).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers["content-type"], "text/csv; charset=utf-8");
        assert_eq!(
            headers["content-disposition"],
            "attachment; filename=\"ringkasan-2023.csv\""
        );
        assert_eq!(headers["cache-control"], "no-store");
        let file = String::from_utf8(file).unwrap();
        for ((name, number), line) in shown.iter().zip(file.lines().skip(1)) {
            let cells: Vec<_> = line.split(';').collect();
            assert_eq!(
                (cells[0], *cells.last().unwrap()),
                (name.as_str(), &*number.replace('.', ""))
            );
        }
    }
}

#[tokio::test]
async fn every_file_of_the_page_can_be_had() {
    for site in sites().await {
        let mut head = site.browser();
        head.log_in("kabid").await;
        let page = head.get(&format!("{PATH}?masa=2023-Q2")).await;
        let files: Vec<_> = page.main().split("name=\"berkas\" value=\"").skip(1).collect();
        let files: Vec<_> = files
            .iter()
            .map(|it| it.split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(files.len(), 20, "{}", page.main());
        for file in &files {
            let place = ask(&mut head, "2023-Q2", file).await;
            let (status, headers, bytes) = head.file(&place).await;
            assert_eq!(status, StatusCode::OK, "{file} at {place}");
            let name = headers["content-disposition"].to_str().unwrap();
            assert!(name.contains("-2023-Q2."), "{name}");
            let begins: &[u8] = match file.split('.').nth(1) {
                Some("pdf") => b"%PDF-",
                Some("xlsx") => b"PK",
                _ => "\u{feff}".as_bytes(),
            };
            assert!(bytes.starts_with(begins), "{file}");
        }
    }
}

#[tokio::test]
async fn a_long_one_shows_how_far_it_is_until_it_can_be_fetched() {
    for site in sites().await {
        let mut head = site.browser();
        head.log_in("kabid").await;
        let turn = site.backend.hold_reports().await;
        let place = ask(&mut head, "2023", "all.pdf").await;
        let page = head.get(&place).await;
        assert!(
            page.text().contains("Sedang dibuat: 0 dari 7 bagian selesai."),
            "{}",
            page.text()
        );
        assert!(page.body.contains("http-equiv=\"refresh\""));
        let early = head.file(&format!("{place}/berkas")).await;
        assert_eq!(early.0, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            ask(&mut head, "2023", "visits.csv").await;
        }
        let fourth = head
            .post(PATH, &[("masa", "2023"), ("berkas", "visits.csv")])
            .await;
        assert_eq!(fourth.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(fourth.main().contains("Terlalu banyak"), "{}", fourth.main());
        drop(turn);
        let mut page = head.get(&place).await;
        while page.body.contains("http-equiv=\"refresh\"") {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            page = head.get(&place).await;
        }
        assert!(page.text().contains("Laporan siap."), "{}", page.text());
        assert!(page.main().contains(&format!("href=\"{place}/berkas\"")));
        assert_eq!(head.file(&format!("{place}/berkas")).await.0, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_form_that_was_tampered_with_makes_nothing_and_nobody_else_fetches_it() {
    for site in sites().await {
        let mut head = site.browser();
        head.log_in("kabid").await;
        for (period, file) in [
            ("2023", "all.csv"),
            ("2023", "rahasia.pdf"),
            ("2023-13", "all.pdf"),
            ("", ""),
        ] {
            let refused = head.post(PATH, &[("masa", period), ("berkas", file)]).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{period} {file}");
        }
        let place = ask(&mut head, "2023", "all.xlsx").await;
        let mut other = site.browser();
        other.log_in("kadis").await;
        assert_eq!(other.file(&place).await.0, StatusCode::NOT_FOUND);
        let mut operator = site.browser();
        operator.log_in("operator").await;
        assert_eq!(operator.get(PATH).await.status, StatusCode::FORBIDDEN);
        let refused = operator
            .post(PATH, &[("masa", "2023"), ("berkas", "all.pdf")])
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let stranger = site.get(&place).await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    }
}
