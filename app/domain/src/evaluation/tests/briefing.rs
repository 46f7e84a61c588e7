//! The briefing says who does what, when, and what may go wrong, and names nobody who comes.

use crate::calendar::from_wita;
use crate::capacity::Allotted;
use crate::counter::OfficeDay;
use crate::demand::{RateOf, ShowRate, Thermometer};
use crate::evaluation::*;
use crate::holiday::Warning;
use crate::id::{OperatorId, SlotId, VisitId};
use crate::outage_plan::OutagePlan;
use crate::part::Part;
use crate::phone::Phone;
use crate::plan::VisitPlanForm;
use crate::readiness::{Check, Need, Readiness};
use crate::service::{RecordedAnswer, SlotView, StaffSlot, StaffVisit, VisitSummary};
use crate::settings::Settings;
use crate::team::{Duty, Training};
use crate::text::Line;
use crate::venue::VenueAnswer;
use crate::village::{Village, VillageCode};
use crate::visit::VisitState;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    let date = NaiveDate::from_ymd_opt(2026, 12, 14).unwrap();
    from_wita(date, NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

fn slot(number: u128, hour: u32, booked: u32) -> StaffSlot {
    StaffSlot {
        slot: SlotView {
            id: SlotId::new(Uuid::from_u128(number)),
            starts_at: at(hour, 30),
            ends_at: at(hour, 50),
            capacity: 2,
            available: 2,
            bookable: true,
        },
        booked,
        operators: Vec::new(),
    }
}

fn member(name: &str, duty: Duty) -> TeamMember {
    TeamMember {
        name: name.into(),
        on_day: Allotted {
            duty,
            training: Training::Certified,
            absent: false,
            working: true,
            part: None,
        },
    }
}

fn visit() -> StaffVisit {
    let form = VisitPlanForm {
        village: "51.02.06.2001".into(),
        date: "2026-12-14".into(),
        starts_at: "08:30".into(),
        ends_at: "14:30".into(),
        break_from: "12:00".into(),
        break_until: "13:00".into(),
        slot_minutes: "20".into(),
        service_minutes: "20".into(),
        walk_in_places: "1".into(),
        venue: "Balai Banjar Kelodan".into(),
        ..VisitPlanForm::default()
    };
    StaffVisit {
        visit: VisitSummary {
            id: VisitId::new(Uuid::nil()),
            village: Village {
                code: VillageCode::parse("51.02.06.2001").unwrap(),
                name: "Bengkel".into(),
                district: "Kediri".into(),
                aliases: Vec::new(),
            },
            state: VisitState::Open,
            date: NaiveDate::from_ymd_opt(2026, 12, 14).unwrap(),
            starts_at: at(8, 30),
            ends_at: at(14, 30),
            venue: "Balai Banjar Kelodan".into(),
            capacity: 18,
            booked: 3,
            surplus: 0,
            held: 0,
            bookable: true,
        },
        attended: None,
        plan: form.parse().unwrap(),
        version: 1,
        slots: vec![slot(1, 8, 2), slot(2, 9, 0), slot(3, 10, 1)],
        warnings: Vec::new(),
        answer: None,
        link_expires_at: None,
        readiness: Readiness {
            lacks: Vec::new(),
            countdown: Vec::new(),
            needs_rescue: false,
        },
        steps: Vec::new(),
        history: Vec::new(),
        public_link: String::new(),
        office: OfficeDay {
            free: vec![OperatorId::new(Uuid::nil())],
            minimum: 1,
        },
    }
}

fn facts() -> BriefingFacts {
    BriefingFacts {
        visit: visit(),
        team: vec![
            member("I Made Arta", Duty::OssOperator),
            member("Ni Luh Sari", Duty::Administration),
        ],
        asked: Some(("Perbekel".into(), Phone::parse("081234567890").unwrap())),
        demand: Thermometer {
            booked: 18,
            interested: 2,
            rate: ShowRate {
                percent: 80,
                of: RateOf::Setting,
            },
            target: 15,
            capacity: 18,
        },
        helped: 1,
        at_office: 0,
        certified: 3,
        plan: OutagePlan::default(),
    }
}

fn said(facts: &BriefingFacts, room: Room) -> String {
    facts.text(&Settings::default(), room).lines().join("\n")
}

#[test]
fn the_briefing_says_where_when_who_and_what_to_do() {
    let mut facts = facts();
    facts.team[0].on_day.part = Part::new(510, 600);
    let text = said(&facts, Room::ALL);
    for part in [
        "Desa: Bengkel, Kecamatan Kediri",
        "Hari, tanggal: Senin, 14 Desember 2026",
        "Pelayanan: pukul 08.30 sampai 14.30 WITA",
        "Tempat: Balai Banjar Kelodan",
        "Kontak desa: Perbekel, 0812-3456-7890",
        "Operator OSS: I Made Arta (08.30–10.00). Tugas: memanggil,",
        "Petugas administrasi: Ni Luh Sari. Tugas: mencatat kedatangan,",
        "Sebelum 08.30: siapkan meja",
        "12.00 sampai 13.00: istirahat",
        "14.30: pelayanan selesai",
        "Pendaftar per jam: 08.30 (2), 10.30 (1)",
        "Terdaftar: 18 orang, 18 tempat",
        "Diperkirakan datang: 16 orang (tingkat kehadiran 80 %); target lebih dari 15",
        "Belum dapat tempat: 2 orang berminat",
        "Perlu bantuan: 1 orang terdaftar",
        "Untuk datang langsung: 1 tempat di setiap jam",
        "Tidak ada risiko yang tercatat.",
        "Di bawah 20 menit: Beri tahu yang menunggu.",
        "20 sampai 60 menit: Lengkapi berkas",
        "Lebih dari 60 menit: Tawarkan kartu kembali",
        "pastikan lagi setiap 30 menit. Langkah versi 1.",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn whoever_the_village_has_named_is_called_before_whoever_was_asked() {
    let mut facts = facts();
    let answer = VenueAnswer::Yes {
        venue: Line::parse("Wantilan").unwrap(),
        contact_name: Line::parse("Pak Nyoman").unwrap(),
        contact_phone: Phone::parse("081111111111").unwrap(),
        facilities: Vec::new(),
        note: None,
    };
    facts.visit.answer = Some(RecordedAnswer { answer, at: at(8, 0) });
    assert!(said(&facts, Room::ALL).contains("Kontak desa: Pak Nyoman, 0811-"));
    facts.visit.answer = None;
    facts.asked = None;
    assert!(said(&facts, Room::ALL).contains("Kontak desa: belum ada"));
}

#[test]
fn all_that_may_go_wrong_is_said_the_heaviest_first() {
    let mut facts = facts();
    facts.visit.readiness.lacks = vec![Need::Check(Check::Signal)];
    facts.team[1].on_day.absent = true;
    facts.visit.visit.surplus = 2;
    facts.visit.warnings = vec![Warning::FridayShort];
    facts.visit.office.minimum = 2;
    facts.demand.booked = 3;
    (facts.at_office, facts.certified) = (4, 2);
    let text = said(&facts, Room::ALL);
    let places: Vec<_> = [
        "1. Belum: sinyal di tempat diuji",
        "2. 1 orang dari tim berhalangan hari itu",
        "3. 2 pendaftar melebihi tempat",
        "4. Diperkirakan 4 orang datang, target lebih dari 15",
        "5. Hari Jumat",
        "6. 4 pendaftar usahanya lebih tepat diurus di kantor",
        "7. Program bergantung pada 2 operator bersertifikat",
        "8. Tersisa di kantor hari itu 1 operator (paling sedikit 2)",
    ]
    .iter()
    .map(|part| text.find(part).unwrap_or_else(|| panic!("{part}\n{text}")))
    .collect();
    assert!(places.is_sorted());
    assert!(text.contains("Ni Luh Sari (berhalangan)"));
    facts.demand.booked = 100;
    let text = said(&facts, Room::ALL);
    assert!(
        text.contains("Diperkirakan 82 orang datang, hanya 18 yang bisa dilayani"),
        "{text}"
    );
}

#[test]
fn without_a_team_and_without_bookings_it_says_so() {
    let mut facts = facts();
    facts.certified = 0;
    facts.team.clear();
    facts.visit.slots.clear();
    let text = said(&facts, Room::ALL);
    assert!(text.contains("Belum ada yang ditugaskan."));
    assert!(text.contains("Program belum punya operator bersertifikat"));
    assert!(text.contains("Pendaftar per jam: belum ada"));
}

#[test]
fn what_has_no_room_is_counted_and_the_page_named_where_it_stands() {
    let mut facts = facts();
    facts.visit.slots = (1..=9).map(|hour| slot(hour.into(), hour, 1)).collect();
    facts.team = (0..5)
        .map(|at| member(&format!("Operator {at}"), Duty::OssOperator))
        .collect();
    facts.visit.readiness.lacks = Need::ALL.to_vec();
    let text = said(&facts, Room::LESS[3]);
    for part in [
        "03.30 (1), dan 6 lagi, lihat halaman kunjungan",
        "Operator 1; dan 3 lagi, lihat halaman kunjungan. Tugas",
        "4. dan 2 lagi, lihat halaman kunjungan",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn each_step_of_shortening_shows_no_more_than_the_one_before() {
    let all: Vec<_> = std::iter::once(Room::ALL).chain(Room::LESS).collect();
    for pair in all.windows(2) {
        assert!(pair[1].hours <= pair[0].hours, "{pair:?}");
        assert!(
            pair[1].names <= pair[0].names && pair[1].risks <= pair[0].risks,
            "{pair:?}"
        );
        assert_ne!(pair[0], pair[1]);
    }
}
