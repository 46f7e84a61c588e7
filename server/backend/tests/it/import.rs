//! Files of villages, holidays and history: all of a file or nothing of it.

use crate::common::{BENGKEL, day, each, seed, temporary};
use backend::ImportError;
use domain::evaluation::Headcount;
use domain::service::{PublicService, StaffService, VisitFilter};
use domain::village::VillageCode;
use domain::visit::VisitState;
use std::path::PathBuf;

const VILLAGES: &str = "village_code,village,district_code,district,aliases\n";
const HOLIDAYS: &str = "date,kind,name,source\n";
const HISTORY: &str = "village_code,village,date,applicants\n";

fn file(content: &[u8]) -> PathBuf {
    let path = temporary("import.csv");
    std::fs::write(&path, content).unwrap();
    path
}

fn line_of(error: ImportError) -> (u64, String) {
    match error {
        ImportError::Row { file, line, why } => {
            assert!(file.ends_with("import.csv"));
            (line, why)
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn all_villages_are_there_and_a_second_import_changes_nothing() {
    each(async |office| {
        let before = office.backend.villages("").await.unwrap();
        assert_eq!(before.len(), 133);
        assert_eq!(
            office
                .backend
                .import_villages(&seed("villages.csv"))
                .await
                .unwrap(),
            133
        );
        assert_eq!(office.backend.villages("").await.unwrap(), before);
        assert_eq!(
            office
                .backend
                .import_holidays(&seed("holidays.csv"))
                .await
                .unwrap(),
            40
        );
        assert_eq!(office.sql("select name from holiday").await.len(), 40);
        let renamed = format!("{VILLAGES}{BENGKEL},Bengkel Baru,51.02.06,Kediri,Bengkel;Bengkel Lama\n");
        assert_eq!(
            office
                .backend
                .import_villages(&file(renamed.as_bytes()))
                .await
                .unwrap(),
            1
        );
        let village = office.backend.villages("bengkel lama").await.unwrap().remove(0);
        assert_eq!(
            (village.name.as_str(), village.aliases.len()),
            ("Bengkel Baru", 2)
        );
        assert_eq!(office.backend.villages("").await.unwrap().len(), 133);
    })
    .await;
}

#[tokio::test]
async fn a_bad_row_is_named_with_its_line_and_nothing_is_kept() {
    each(async |office| {
        let good = "51.02.06.2099,Desa Uji,51.02.06,Kediri,\n";
        for (bad, line, part) in [
            ("51.02.6.2001,Bengkel,51.02.06,Kediri,\n", 3, "51.02.06.2001"),
            ("51.02.06.2001,Bengkel,51.02.07,Kediri,\n", 3, "district_code"),
            ("51.02.06.2001,,51.02.06,Kediri,\n", 3, "village: Missing"),
            (
                "51.02.06.2001,Bengkel,51.02.06,Kediri\n",
                3,
                "5 columns are expected, 4 found",
            ),
            ("\n51.02.06.2099,Bengkel,51.02.06,Kediri,\n", 4, "twice"),
        ] {
            let refused = office
                .backend
                .import_villages(&file(format!("{VILLAGES}{good}{bad}").as_bytes()))
                .await;
            let (at, why) = line_of(refused.unwrap_err());
            assert_eq!(at, line, "{why}");
            assert!(why.contains(part), "{why}");
        }
        let latin1 = [VILLAGES.as_bytes(), b"51.02.06.2098,Desa \xe9,51.02.06,Kediri,\n"].concat();
        let (at, why) = line_of(office.backend.import_villages(&file(&latin1)).await.unwrap_err());
        assert_eq!((at, why.as_str()), (2, "not UTF-8"));
        assert_eq!(office.backend.villages("").await.unwrap().len(), 133);
        let columns = office.backend.import_villages(&file(b"kode,nama\n1,2\n")).await;
        assert!(line_of(columns.unwrap_err()).1.contains("missing field"));
    })
    .await;
}

#[tokio::test]
async fn bad_holidays_are_refused_and_a_missing_file_is_named() {
    each(async |office| {
        for (bad, part) in [
            ("2026-13-01,national,Uji,SKB\n", "not YYYY-MM-DD"),
            ("2026-12-01,lokal,Uji,SKB\n", "neither national nor joint_leave"),
            ("2026-12-01,national,,SKB\n", "name: Missing"),
            ("2026-11-30,national,Hari Uji,SKB\n", "twice"),
        ] {
            let text = format!("{HOLIDAYS}2026-11-30,national,Hari Uji,SKB\n{bad}");
            let (at, why) = line_of(
                office
                    .backend
                    .import_holidays(&file(text.as_bytes()))
                    .await
                    .unwrap_err(),
            );
            assert_eq!(at, 3);
            assert!(why.contains(part), "{why}");
        }
        assert!(
            office
                .backend
                .calendar(&office.head, day(11, 30), None, None)
                .await
                .unwrap()
                .is_empty()
        );
        let gone = office
            .backend
            .import_holidays(&seed("tidak-ada.csv"))
            .await
            .unwrap_err();
        assert!(matches!(gone, ImportError::File { .. }) && gone.to_string().contains("tidak-ada.csv"));
    })
    .await;
}

#[tokio::test]
async fn the_history_of_four_visits_is_loaded_as_done() {
    each(async |office| {
        assert_eq!(
            office
                .backend
                .import_history(&seed("programme-history.csv"))
                .await
                .unwrap(),
            4
        );
        assert_eq!(
            office
                .backend
                .import_history(&seed("programme-history.csv"))
                .await
                .unwrap(),
            4
        );
        let filter = VisitFilter {
            from: chrono::NaiveDate::from_ymd_opt(2022, 1, 1),
            to: Some(day(6, 3)),
            village: None,
        };
        let visits = office.backend.visits(&filter).await.unwrap();
        let states: Vec<_> = visits.iter().map(|it| it.state).collect();
        assert_eq!(states, [VisitState::Done; 4]);
        let came = "select cast(attended as text) from visit order by date, id";
        assert_eq!(office.sql(came).await, ["18", "7", "2", "25"]);
        let page = office
            .backend
            .village(&VillageCode::parse(BENGKEL).unwrap())
            .await
            .unwrap();
        assert_eq!(page.past.len(), 1);
        let (visit, came) = &page.past[0];
        assert_eq!(visit.date, chrono::NaiveDate::from_ymd_opt(2022, 5, 20).unwrap());
        assert_eq!(*came, Some(Headcount::Number(18)));
    })
    .await;
}

#[tokio::test]
async fn a_history_of_unknown_villages_or_numbers_is_refused() {
    each(async |office| {
        for (bad, part) in [
            ("51.02.99.2001,Atlantis,2022-05-20,18\n", "is not known"),
            ("51.02.06.2001,Bengkel,20-05-2022,18\n", "not YYYY-MM-DD"),
            ("51.02.06.2001,Bengkel,2022-05-21,-1\n", "is no number"),
        ] {
            let text = format!("{HISTORY}51.02.06.2001,Bengkel,2022-05-20,18\n{bad}");
            let (at, why) = line_of(
                office
                    .backend
                    .import_history(&file(text.as_bytes()))
                    .await
                    .unwrap_err(),
            );
            assert_eq!(at, 3);
            assert!(why.contains(part), "{why}");
        }
        let month = chrono::NaiveDate::from_ymd_opt(2022, 5, 1).unwrap();
        assert!(
            office
                .backend
                .board(&office.head, month)
                .await
                .unwrap()
                .visits
                .is_empty()
        );
    })
    .await;
}
