//! Reports as files: the same figures as on the pages, in each format, for the heads alone.

use crate::common::{Office, day, each};
use crate::outreach::told;
use calamine::{Data, Reader, Xlsx};
use chrono::Duration;
use domain::error::ServiceError;
use domain::evaluation::{EvaluationService, Figure, Period, Step};
use domain::id::ReportId;
use domain::lang::Lang;
use domain::outreach::{OutreachChannel, OutreachService};
use domain::report::{ReportPart, ReportService, ReportState, ReportWish};
use domain::staff::Role;
use std::io::Cursor;
use uuid::Uuid;

fn wish(choice: &str) -> ReportWish {
    ReportWish::parse(Period::parse("2026-06").unwrap(), choice).unwrap()
}

impl Office {
    /// Asks for a report and fetches it.
    async fn file(&self, choice: &str) -> Vec<u8> {
        let asked = self
            .backend
            .make_report(&self.head, wish(choice), Lang::Id)
            .await
            .unwrap();
        let mut state = asked.state;
        while let ReportState::Making { done, of } = state {
            assert!(done < of);
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            state = self.backend.report(&self.head, asked.id).await.unwrap().state;
        }
        let (of, file) = self.backend.report_file(&self.head, asked.id).await.unwrap();
        assert_eq!(of, wish(choice));
        assert_eq!(
            state,
            ReportState::Ready {
                bytes: file.len() as u64
            }
        );
        file
    }

    /// The lines of a CSV file, its heading first.
    async fn lines(&self, part: &str) -> Vec<Vec<String>> {
        let file = self.file(&format!("{part}.csv")).await;
        let text = String::from_utf8(file).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            .from_reader(text.as_bytes());
        let line = |record: Result<csv::StringRecord, csv::Error>| -> Vec<String> {
            record.unwrap().iter().map(str::to_owned).collect()
        };
        reader.records().map(line).collect()
    }
}

/// A cell of a workbook as CSV writes it.
fn plain(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Float(number) => number.to_string().replace('.', ","),
        Data::DateTime(at) => {
            let at = at.as_datetime().unwrap();
            if at.time() == chrono::NaiveTime::MIN {
                at.date().to_string()
            } else {
                at.format("%Y-%m-%d %H:%M").to_string()
            }
        }
        other => other.to_string(),
    }
}

#[tokio::test]
async fn every_figure_of_the_files_is_that_of_the_dashboard() {
    each(async |office| {
        office.played().await;
        let period = Some(Period::parse("2026-06").unwrap());
        let page = office.backend.dashboard(&office.head, period).await.unwrap();
        let lines = office.lines("figures").await;
        assert_eq!(lines[0], ["Angka", "Jumlah"]);
        for (figure, line) in Figure::ALL.iter().zip(&lines[1..]) {
            let number = page.figures.get(*figure).to_string();
            assert_eq!(line, &[figure.word(Lang::Id), &number]);
        }
        let of = |name: &str| &lines.iter().find(|line| line[0] == name).unwrap()[1];
        assert_eq!(of("Tidak hadir, bagian dari pendaftar"), "16,7");
        let waits = page.waits.unwrap();
        assert_eq!(of("Tunggu terlama (menit)"), &waits.longest_minutes.to_string());

        let visits = office.lines("visits").await;
        let column = |name: &str| visits[0].iter().position(|it| it == name).unwrap();
        let line = &visits[1];
        let funnel = &page.reviews[0].funnel;
        for (name, step) in [
            ("Mendaftar", Step::Booked),
            ("Datang", Step::Came),
            ("Berkas lengkap", Step::Complete),
            ("NIB terbit", Step::NibIssued),
        ] {
            assert_eq!(line[column(name)], funnel.at(step).unwrap().to_string(), "{name}");
        }
        assert_eq!(line[column("Tanggal")], "2026-06-10");
        assert_eq!(line[column("Menit operator hilang")], "60");
        let reasons: Vec<_> = page.reviews[0]
            .reasons
            .iter()
            .map(|it| it.text(Lang::Id))
            .collect();
        assert_eq!(line[column("Kemungkinan sebab")], reasons.join("; "));
    })
    .await;
}

#[tokio::test]
async fn a_workbook_and_the_plain_files_say_the_same_cell_for_cell() {
    each(async |office| {
        office.backend.set_setting("survey_minimum", "1").await.unwrap();
        office.played().await;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(office.file("all.xlsx").await)).unwrap();
        let names = book.sheet_names();
        let words: Vec<_> = ReportPart::ALL.iter().map(|part| part.word(Lang::Id)).collect();
        assert_eq!(names, words);
        for part in ReportPart::ALL {
            let sheet = book.worksheet_range(part.word(Lang::Id)).unwrap();
            let lines = office.lines(part.key()).await;
            // Above the table stand what it is, who made it and when, and how to read it.
            let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(plain).collect()).collect();
            let first = rows.iter().position(|row| row[0] == lines[0][0]).unwrap();
            let table = &rows[first..];
            assert_eq!(table.len(), lines.len(), "{part:?}");
            for (row, line) in table.iter().zip(&lines) {
                // A share is a part of one in a workbook.
                let share = row[0].contains("bagian dari pendaftar");
                if share {
                    assert_eq!((&*row[1], &*line[1]), ("0,167", "16,7"));
                } else {
                    assert_eq!(row, line, "{part:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn attendance_counts_everybody_once_and_names_nobody() {
    each(async |office| {
        office.played().await;
        let lines = office.lines("attendance").await;
        assert_eq!(lines.len() - 1, 7);
        let column = |name: &str| lines[0].iter().position(|it| it == name).unwrap();
        let count = |name: &str, value: &str| {
            let place = column(name);
            lines[1..]
                .iter()
                .filter(|line| line[place].starts_with(value))
                .count()
        };
        assert_eq!(
            (count("Mendaftar dulu", "ya"), count("Mendaftar dulu", "tidak")),
            (5, 2)
        );
        assert_eq!(count("Hasil", "NIB terbit"), 2);
        assert_eq!(count("Hasil", "Tertunda: "), 3);
        assert_eq!(count("Hasil", "Dirujuk: Kantor DPMPTSP"), 1);
        for line in &lines {
            let all = line.join(" ");
            assert!(!all.contains("Ni Wayan") && !all.contains("+62"), "{all}");
        }
        let incidents = office.lines("incidents").await;
        let column = |name: &str| incidents[0].iter().position(|it| it == name).unwrap();
        assert_eq!(incidents.len() - 1, 1);
        assert_eq!(incidents[1][column("Menit")], "30");
        assert_eq!(incidents[1][column("Menit operator hilang")], "60");
        // Two answers of none: nothing is computed from a handful.
        assert_eq!(office.lines("satisfaction").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn outreach_is_a_line_an_entry_with_its_banjar() {
    each(async |office| {
        let visit = office.open_visit(1).await.id;
        let both = [
            office.banjar(visit, "Kelod").await,
            office.banjar(visit, "Kaja").await,
        ];
        for banjars in [&both[..], &[]] {
            let new = told(OutreachChannel::Pkk, day(6, 2), banjars);
            office
                .backend
                .log_for(&office.head, visit, &new, None)
                .await
                .unwrap();
        }
        let lines = office.lines("outreach").await;
        assert_eq!(lines.len(), 3);
        let column = |name: &str| lines[0].iter().position(|it| it == name).unwrap();
        let mut banjars: Vec<_> = lines[1..]
            .iter()
            .map(|line| line[column("Banjar")].clone())
            .collect();
        banjars.sort();
        assert_eq!(banjars, ["Kaja, Kelod", "seluruh desa"]);
        for line in &lines[1..] {
            assert_eq!(line[column("Disampaikan")], "2026-06-02");
            assert_eq!(
                (&*line[column("Saluran")], &*line[column("Dicatat oleh")]),
                ("Pertemuan PKK", "kantor")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_month_without_visits_makes_files_too() {
    each(async |office| {
        for choice in ["all.xlsx", "all.pdf", "figures.csv", "satisfaction.pdf"] {
            assert!(office.file(choice).await.len() > 100, "{choice}");
        }
        assert_eq!(office.lines("visits").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn reports_are_for_the_heads_and_each_for_whoever_asked_for_it() {
    each(async |office| {
        let mut other = office.head.clone();
        for role in Role::ALL {
            let staff = match role {
                Role::DivisionHead => office.head.clone(),
                _ => office.staff(role).await,
            };
            let may = matches!(role, Role::AgencyHead | Role::DivisionHead);
            if role == Role::AgencyHead {
                other = staff.clone();
            }
            let b = &office.backend;
            let id = ReportId::new(Uuid::nil());
            let refused = [
                b.reports(&staff, None).await.err(),
                b.make_report(&staff, wish("visits.csv"), Lang::Id).await.err(),
                b.report(&staff, id).await.err(),
                b.report_file(&staff, id).await.err(),
            ];
            let none = if may {
                ServiceError::NotFound
            } else {
                ServiceError::Forbidden
            };
            let expected = (!may).then_some(ServiceError::Forbidden);
            assert_eq!(
                refused,
                [expected.clone(), expected, Some(none.clone()), Some(none)],
                "{role:?}"
            );
        }
        let asked = office
            .backend
            .make_report(&office.head, wish("all.xlsx"), Lang::Id)
            .await
            .unwrap();
        let refused = office.backend.report_file(&other, asked.id).await.err();
        assert_eq!(refused, Some(ServiceError::NotFound));
        office.wait(Duration::minutes(30));
        let late = office.backend.report(&office.head, asked.id).await.err();
        assert_eq!(late, Some(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_report_says_what_was_corrected_since_the_meeting() {
    each(async |office| {
        office.played().await;
        office.hold_meeting(0).await.unwrap();
        let open = office.unfinished(domain::follow_up::FollowUpList::Open).await;
        let row = open.first().unwrap();
        let end = domain::follow_up::FollowUpEnd::NibIssued(None);
        domain::after::AfterService::end_follow_up(&office.backend, &office.head, row.id, &end)
            .await
            .unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(office.file("figures.xlsx").await)).unwrap();
        let sheet = book.worksheet_range("Ringkasan").unwrap();
        let said = sheet
            .rows()
            .map(|row| plain(&row[0]))
            .find(|note| note.starts_with("Berubah"));
        assert!(
            said.as_ref()
                .is_some_and(|note| note.contains("NIB terbit 2 → 3")),
            "{said:?}"
        );
    })
    .await;
}
