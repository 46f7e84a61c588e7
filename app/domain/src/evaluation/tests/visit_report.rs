//! The report says what the review page says, and what differs from the report before.

use crate::calendar::from_wita;
use crate::day::IncidentStep;
use crate::evaluation::counts::tests::{bare, some_counts};
use crate::evaluation::*;
use crate::lang::Lang;
use crate::pending::PendingReason;
use crate::service::VisitSummary;
use crate::settings::Settings;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use proptest::prelude::*;

const TARGET: u32 = 15;

fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    let date = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    from_wita(date, NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

fn counts() -> VisitCounts {
    VisitCounts {
        made: 20,
        called_off: 2,
        no_show: 4,
        came: Heads {
            booked: 14,
            walk_in: 4,
        },
        complete: Heads {
            booked: 12,
            walk_in: 2,
        },
        nib: Heads {
            booked: 10,
            walk_in: 2,
        },
        pending: vec![(PendingReason::MissingDocument, 6)],
        service_minutes: 20,
        lost_seconds: 3600,
        capacity: 18,
        ..bare(NaiveDate::from_ymd_opt(2026, 11, 10).unwrap())
    }
}

fn facts(counts: VisitCounts) -> ReportFacts {
    ReportFacts {
        visit: VisitSummary {
            id: counts.id,
            village: counts.village.clone(),
            state: counts.state,
            date: counts.date,
            starts_at: at(10, 8, 30),
            ends_at: at(10, 11, 30),
            venue: "Wantilan Desa".into(),
            capacity: 18,
            booked: counts.booked(),
            surplus: 0,
            held: 0,
            bookable: false,
        },
        review: Review {
            funnel: Funnel::of(&counts, TARGET),
            reasons: Vec::new(),
            counts,
        },
        waits: Waits::of([60, 600, 1200]),
        outages: Vec::new(),
        follow_ups: 2,
        made: Vec::new(),
    }
}

fn made(number: u32, day: u32, facts: &ReportFacts) -> MadeReport {
    MadeReport {
        number,
        at: at(day, 15, 0),
        by: "Ni Made Ayu".into(),
        figures: facts.figures(TARGET),
    }
}

fn said(facts: &ReportFacts) -> String {
    facts.text(&Settings::default()).lines().join("\n")
}

#[test]
fn the_report_tells_the_whole_day() {
    let mut facts = facts(counts());
    facts.outages = vec![OutageRow {
        visit: facts.visit.id,
        village: "Bengkel".into(),
        date: facts.visit.date,
        from: at(10, 9, 10),
        until: Some(at(10, 9, 40)),
        plan_version: 1,
        lost_seconds: 3600,
        steps: vec![
            (IncidentStep::Wait, at(10, 9, 12)),
            (IncidentStep::PrepareFiles, at(10, 9, 35)),
        ],
    }];
    facts.made = vec![made(1, 10, &facts)];
    let text = said(&facts);
    for part in [
        "Desa: Bengkel, Kecamatan Kediri",
        "Laporan: ke-1, 10 November 2026, oleh Ni Made Ayu",
        "Target lebih dari 15 orang datang: tercapai.",
        "18 orang datang, 12 pulang dengan NIB (66,7 %).",
        "Mendaftar: 18 orang",
        "Datang: 18 orang (14 mendaftar dulu, 4 datang langsung)",
        "NIB terbit: 12 orang (10 mendaftar dulu, 2 datang langsung)",
        "Paling banyak hilang: Berkas belum lengkap (6 orang).",
        "Mendaftar, tidak datang: 4 orang",
        "60 menit operator hilang, setara 3 orang yang bisa dilayani.",
        "1. 09.10 sampai 09.40, 60 menit operator hilang. Langkah: 09.12 tunggu; 09.35 siapkan berkas",
        "separuhnya menunggu paling lama 10 menit",
        "Tidak ada sosialisasi yang tercatat.",
        "2 orang masih menunggu tindak lanjut.",
        "Mengetahui,",
        "Pembuat laporan,",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(
        !text.contains("Diperbaiki") && !text.contains("Kemungkinan sebab"),
        "{text}"
    );
}

#[test]
fn what_was_corrected_after_the_first_report_is_said_with_both_figures() {
    let mut facts = facts(counts());
    facts.made = vec![made(1, 10, &facts)];
    assert!(facts.is_current(TARGET));
    let mut now = counts();
    now.came.walk_in += 2;
    now.pending[0].1 += 2;
    (facts.review.funnel, facts.review.counts) = (Funnel::of(&now, TARGET), now);
    assert!(!facts.is_current(TARGET));
    assert!(said(&facts).contains("Laporan: ke-1, 10 November 2026, oleh Ni Made Ayu; angkanya berubah"));
    assert!(
        !said(&facts).contains("Pembuat laporan"),
        "nobody has reported these figures"
    );
    facts.made.push(made(2, 12, &facts));
    let text = said(&facts);
    for part in [
        "1. Diperbaiki: orang datang 18 → 20 (laporan pertama 10 November 2026)",
        "2. Diperbaiki: datang tanpa mendaftar 4 → 6 (laporan pertama 10 November 2026)",
        "Laporan: ke-2, 12 November 2026",
        "20 orang datang",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(facts.is_current(TARGET));
    assert!(
        text.contains("Pembuat laporan") && !text.contains("berubah sesudah itu"),
        "{text}"
    );
}

#[test]
fn a_visit_to_which_nobody_came_is_reported_too() {
    let text = said(&ReportFacts {
        waits: None,
        follow_ups: 0,
        ..facts(bare(NaiveDate::from_ymd_opt(2026, 11, 10).unwrap()))
    });
    for part in [
        "Target lebih dari 15 orang datang: kurang 16 orang.",
        "Datang: 0 orang (0 mendaftar dulu, 0 datang langsung)",
        "Tidak ada yang hilang di jalan.",
        "Tidak ada sebab yang tercatat.",
        "Tidak ada menit operator yang hilang.",
        "Tidak ada tindak lanjut yang masih terbuka.",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn before_a_report_was_made_nobody_signs() {
    assert!(facts(counts()).text(&Settings::default()).signatures.is_empty());
}

proptest! {
    #[test]
    fn every_figure_of_the_funnel_stands_in_the_report(counts in some_counts()) {
        let facts = facts(counts);
        let text = said(&facts);
        for at in &facts.review.funnel.steps {
            let all = at.all().map_or_else(|| "–".to_owned(), |all| format!("{all} orang"));
            let line = format!("{}: {all}", at.step.word(Lang::Id));
            prop_assert!(text.contains(&line), "{}\n{}", line, text);
        }
        for lost in &facts.review.funnel.losses {
            let line = format!("{}: {} orang", lost.loss.word(Lang::Id), lost.people);
            prop_assert!(text.contains(&line), "{}\n{}", line, text);
        }
    }
}
