//! Reports say what the pages say, and name nobody.

use super::*;
use crate::calendar::from_wita;
use crate::day::{Ending, IncidentStep};
use crate::evaluation::{
    Dashboard, Figure, Figures, Funnel, OutageRow, Reach, Review, Step, VisitCounts, Waits, bare, some_counts,
};
use crate::id::VisitId;
use crate::outreach::OutreachChannel;
use crate::pending::PendingReason;
use crate::survey::{Answers, SurveyResult, Tally};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use proptest::prelude::*;
use uuid::Uuid;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    from_wita(day(11, 10), NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

fn survey(people: u32) -> SurveyResult {
    let mut tally = Tally::default();
    let answers = Answers::parse(|_| "4").unwrap();
    (0..people).for_each(|_| tally.add(&answers));
    SurveyResult {
        period: Period::parse("2026-11").unwrap(),
        tally,
        served: people,
        minimum: 17,
    }
}

fn page(period: &str, counts: Vec<VisitCounts>) -> Dashboard {
    let period = Period::parse(period).unwrap();
    let review = |counts: VisitCounts| Review {
        funnel: Funnel::of(&counts, 15),
        reasons: Vec::new(),
        counts,
    };
    Dashboard {
        period,
        today: day(12, 1),
        target: 15,
        needed: 2,
        figures: Figures::of(period, &counts, 15),
        reviews: counts.into_iter().map(review).collect(),
        waits: Waits::of([600, 1_200]),
        loads: Vec::new(),
        reach: Reach {
            nib: 0,
            businesses: None,
        },
        survey: survey(0),
    }
}

fn column(table: &Table, name: &str) -> usize {
    table.columns.iter().position(|it| it == name).unwrap()
}

fn line<'a>(table: &'a Table, name: &str) -> &'a [Cell] {
    let found = table.rows.iter().find(|row| row[0] == Cell::text(name));
    found.unwrap()
}

#[test]
fn a_month_has_one_column_a_longer_period_one_for_each_of_its_months() {
    let month = figures(&page("2026-11", Vec::new()), None, Lang::Id);
    assert_eq!(month.columns, ["Angka", "Jumlah"]);
    let quarter = figures(&page("2026-Q4", Vec::new()), None, Lang::Id);
    assert_eq!(
        quarter.columns,
        [
            "Angka",
            "Oktober 2026",
            "November 2026",
            "Desember 2026",
            "Jumlah"
        ]
    );
    let year = figures(&page("2026", Vec::new()), None, Lang::En);
    assert_eq!(year.columns.len(), 14);
}

#[test]
fn nobody_who_booked_makes_no_share_and_no_wait() {
    let empty = Dashboard {
        waits: None,
        ..page("2026-11", Vec::new())
    };
    let table = figures(&empty, None, Lang::Id);
    for name in [
        "Tidak hadir, bagian dari pendaftar",
        "Separuh menunggu paling lama (menit)",
        "Tunggu terlama (menit)",
    ] {
        assert_eq!(line(&table, name)[1], Cell::Nothing, "{name}");
    }
    assert_eq!(line(&table, "Orang datang")[1], Cell::Number(0));
}

#[test]
fn a_report_says_what_was_corrected_since_the_meeting() {
    let counts = VisitCounts {
        attended: Some(18),
        recorded: false,
        ..bare(day(11, 10))
    };
    let page = page("2026-11", vec![counts]);
    let unchanged = figures(&page, Some(&page.figures), Lang::Id);
    assert!(!unchanged.notes.iter().any(|note| note.contains("Berubah")));
    let then = Figures {
        came: 16,
        ..page.figures
    };
    let changed = figures(&page, Some(&then), Lang::Id);
    let said = "Berubah sejak lembar rapat disimpan: Orang datang 16 → 18.";
    assert!(
        changed.notes.iter().any(|note| note == said),
        "{:?}",
        changed.notes
    );
}

#[test]
fn of_a_visit_before_the_records_only_who_came_is_written() {
    let counts = VisitCounts {
        attended: Some(18),
        recorded: false,
        ..bare(day(11, 10))
    };
    let page = page("2026-11", vec![counts]);
    let table = visits(&page, Lang::Id);
    let cell = |name| &table.rows[0][column(&table, name)];
    assert_eq!(cell("Datang"), &Cell::Number(18));
    assert_eq!(cell("Target"), &Cell::text("tercapai"));
    for unknown in [
        "Mendaftar",
        "Tanpa mendaftar",
        "Tidak hadir",
        "Berkas lengkap",
        "NIB terbit",
    ] {
        assert_eq!(cell(unknown), &Cell::Nothing, "{unknown}");
    }
    let notes = figures(&page, None, Lang::Id).notes;
    assert!(notes.iter().any(|note| note.contains("sebelum pencatatan")));
}

#[test]
fn attendance_waits_as_the_dashboard_does() {
    let row = |served_seconds, ended, ending| AttendanceRow {
        date: day(11, 10),
        village: "Bengkel".into(),
        number: Some(7),
        arrived: at(9, 0),
        booked: true,
        served_seconds,
        ended,
        ending,
    };
    let all = [
        row(20 * 60 + 30, Some(at(9, 50)), Some(Ending::NibIssued)),
        row(0, Some(at(9, 50)), Some(Ending::Pending(PendingReason::WentHome))),
        row(0, None, None),
    ];
    let table = attendance(&all, Lang::Id);
    let of = |name| -> Vec<_> {
        let place = column(&table, name);
        table.rows.iter().map(|row| row[place].clone()).collect()
    };
    assert_eq!(
        of("Menunggu (menit)"),
        [Cell::Number(29), Cell::Nothing, Cell::Nothing]
    );
    let outcomes = [
        "NIB terbit",
        "Tertunda: Pulang sebelum dilayani",
        "Belum dilayani",
    ];
    assert_eq!(of("Hasil"), outcomes.map(Cell::text));
    assert_eq!(of("Dilayani (menit)"), [20, 0, 0].map(Cell::Number));
}

#[test]
fn an_outage_that_has_not_ended_has_no_length() {
    let outage = |until| OutageRow {
        visit: VisitId::new(Uuid::nil()),
        village: "Bengkel".into(),
        date: day(11, 10),
        from: at(9, 0),
        until,
        plan_version: 2,
        lost_seconds: 5_400,
        steps: vec![
            (IncidentStep::Wait, at(9, 5)),
            (IncidentStep::PrepareFiles, at(9, 20)),
        ],
    };
    let table = incidents(&[outage(Some(at(9, 45))), outage(None)], Lang::Id);
    let minutes = column(&table, "Menit");
    assert_eq!(table.rows[0][minutes], Cell::Number(45));
    assert_eq!(table.rows[1][minutes], Cell::Nothing);
    let steps = column(&table, "Langkah yang diambil");
    assert_eq!(table.rows[0][steps], Cell::text("Tunggu; Siapkan berkas"));
    assert_eq!(
        table.rows[0][column(&table, "Menit operator hilang")],
        Cell::Number(90)
    );
}

#[test]
fn outreach_without_banjar_told_the_whole_village() {
    let told = |banjars: &[&str]| OutreachRow {
        visit_date: day(11, 10),
        village: "Bengkel".into(),
        date: day(11, 3),
        channel: OutreachChannel::BanjarGroup,
        banjars: banjars.iter().map(|&it| it.to_owned()).collect(),
        by_office: false,
        verdict: None,
    };
    let table = outreach(&[told(&[]), told(&["Kelod", "Kaja"])], Lang::Id);
    let banjars = column(&table, "Banjar");
    assert_eq!(table.rows[0][banjars], Cell::text("seluruh desa"));
    assert_eq!(table.rows[1][banjars], Cell::text("Kelod, Kaja"));
    assert_eq!(table.rows[0][column(&table, "Penilaian")], Cell::Nothing);
}

#[test]
fn a_handful_of_answers_is_no_verdict_in_a_file_either() {
    for (people, rows) in [(0, 0), (16, 0), (17, 10)] {
        let table = satisfaction(&survey(people), Lang::Id);
        assert_eq!(table.rows.len(), rows, "{people}");
        assert_eq!(table.notes.is_empty(), rows > 0);
    }
    let table = satisfaction(&survey(17), Lang::Id);
    let whole = line(&table, "Indeks Kepuasan Masyarakat (IKM)");
    assert_eq!(whole[column(&table, "Indeks")], Cell::Decimal(10_000, 2));
    assert_eq!(whole[column(&table, "Mutu")], Cell::text("A (Sangat baik)"));
}

proptest! {
    #[test]
    fn months_add_up_to_their_total_and_visits_to_the_figures(
        all in prop::collection::vec((some_counts(), 1u32..13, 1u32..29), 0..12)
    ) {
        let counts: Vec<_> = all.into_iter().map(|(counts, month, date)| {
            VisitCounts { date: day(month, date), ..counts }
        }).collect();
        let page = page("2026", counts);
        let table = figures(&page, None, Lang::Id);
        for (figure, row) in Figure::ALL.iter().zip(&table.rows) {
            let number = |cell: &Cell| match cell { Cell::Number(number) => *number, _ => 0 };
            let months: u64 = row[1..row.len() - 1].iter().map(number).sum();
            let total = number(&row[row.len() - 1]);
            prop_assert_eq!(total, page.figures.get(*figure));
            // Minutes are rounded down in each month.
            if *figure == Figure::LostMinutes {
                prop_assert!(months <= total && total < months + 12);
            } else {
                prop_assert_eq!(months, total);
            }
        }
        let list = visits(&page, Lang::Id);
        let came = column(&list, "Datang");
        for (review, row) in page.reviews.iter().zip(&list.rows) {
            prop_assert_eq!(&row[came], &Cell::known(review.funnel.at(Step::Came)));
            prop_assert_eq!(row.len(), list.columns.len());
        }
    }
}
