//! Sets the briefing and the report of a visit on A4.

use crate::error::Stored;
use crate::paper::{A4, Format, Measure, Sheet};
use domain::evaluation::{BriefingFacts, Room};
use domain::paper::{Block, PaperText, Signature};
use domain::settings::Settings;

const FORMAT: Format = Format {
    width: A4.0,
    height: A4.1,
    left: 56.0,
    right: A4.0 - 56.0,
    top: 40.0,
    bottom: A4.1 - 48.0,
    size: 10.0,
    line: 13.0,
};
/// Sizes of the text that are tried until a paper is one page.
const SIZES: [f32; 3] = [11.0, 10.0, 9.0];
/// Smaller ones for a briefing whose shortest lists would not fit, for names may be long.
const SMALLER: [f32; 3] = [8.0, 7.0, 6.0];
/// Between columns of signatures.
const GUTTER: f32 = 24.0;
/// Room for signature and stamp.
const SIGNATURE: f32 = 52.0;

/// The briefing, always one page.
///
/// # Errors
/// Where the library refuses; it does for none of our texts.
pub(crate) fn write_briefing(facts: &BriefingFacts, settings: &Settings) -> Stored<Vec<u8>> {
    let title = file_title(&facts.text(settings, Room::ALL));
    briefing(facts, settings, &Measure::new()?).write(title)
}

/// The report: one page if it fits on one, or as many as it takes.
///
/// # Errors
/// Where the library refuses; it does for none of our texts.
pub(crate) fn write_report(text: &PaperText) -> Stored<Vec<u8>> {
    report(text, &Measure::new()?).write(file_title(text))
}

/// `Laporan kunjungan, Bengkel, Kecamatan Kediri, Selasa, 10 November 2026`.
fn file_title(text: &PaperText) -> String {
    let about = text.about.iter().take(2).map(|(_, value)| value.as_str());
    let parts: Vec<_> = std::iter::once(text.title.as_str()).chain(about).collect();
    parts.join(", ")
}

fn briefing<'a>(facts: &BriefingFacts, settings: &Settings, measure: &'a Measure<'a>) -> Sheet<'a> {
    let ([.., small], [.., smallest], [.., least]) = (SIZES, SMALLER, Room::LESS);
    let whole = SIZES.map(|size| (size, Room::ALL)).into_iter();
    let tries = whole
        .chain(Room::LESS.map(|room| (small, room)))
        .chain(SMALLER.map(|size| (size, least)));
    let set = |(size, room)| lay_out(&facts.text(settings, room), measure, size);
    let fits = tries.map(set).find(|sheet| sheet.page == 0);
    fits.unwrap_or_else(|| set((smallest, least)))
}

fn report<'a>(text: &PaperText, measure: &'a Measure<'a>) -> Sheet<'a> {
    let set = |size| lay_out(text, measure, size);
    let fits = SIZES.into_iter().map(set).find(|sheet| sheet.page == 0);
    let mut sheet = fits.unwrap_or_else(|| set(FORMAT.size));
    sheet.numbered = sheet.page > 0;
    sheet
}

fn lay_out<'a>(text: &PaperText, measure: &'a Measure<'a>, size: f32) -> Sheet<'a> {
    let format = Format {
        size,
        line: size * FORMAT.line / FORMAT.size,
        ..FORMAT
    };
    let mut sheet = Sheet::new(measure, format);
    let (gap, names, left) = (size * 0.5, longest_name(text, &sheet), format.left);
    sheet.centred(&text.office, size, false);
    sheet.centred(&text.title, size * 1.6, true);
    sheet.down(gap * 1.5);
    sheet.rule(1.2);
    sheet.down(gap);
    sheet.block(&Block::Facts(text.about.clone()), left, names);
    for section in &text.sections {
        sheet.down(gap);
        sheet.keep(format.line * 3.0);
        sheet.down(size * 1.4);
        sheet.put(left, size * 1.15, true, &section.heading);
        sheet.down(gap * 0.3);
        for block in &section.blocks {
            sheet.block(block, left, names);
        }
    }
    signatures(&text.signatures, &mut sheet);
    sheet
}

/// Width of the longest name of a fact, so that all values stand in one column.
fn longest_name(text: &PaperText, sheet: &Sheet<'_>) -> f32 {
    let blocks = text.sections.iter().flat_map(|section| &section.blocks);
    let facts = blocks.flat_map(|block| match block {
        Block::Facts(facts) => facts.as_slice(),
        Block::Paragraph(_) | Block::Numbered(_) => &[],
    });
    let width = |(name, _): &(String, String)| sheet.measure.width(name, sheet.format.size, false);
    let widths = facts.chain(&text.about).map(width);
    widths.fold(0.0, f32::max) + 6.0
}

/// Side by side on one page, the names at one height.
fn signatures(all: &[Signature], sheet: &mut Sheet<'_>) {
    let (left, right) = sheet.across();
    let middle = (left + right) / 2.0;
    let columns = [(left, middle - GUTTER), (middle + GUTTER, right)];
    let (size, line) = (sheet.format.size, sheet.format.line);
    let height = |lines: &[String], (x, right): (f32, f32)| {
        let lines = lines
            .iter()
            .map(|text| sheet.measure.lines(text, right - x, size, false).len());
        line * lines.sum::<usize>() as f32
    };
    let most = |part: fn(&Signature) -> &[String]| {
        let heights = all
            .iter()
            .zip(columns)
            .map(|(it, column)| height(part(it), column));
        heights.fold(0.0, f32::max)
    };
    let (above, below) = (most(|it| &it.above), most(|it| &it.below));
    if all.is_empty() {
        return;
    }
    sheet.keep(line * 2.0 + above + SIGNATURE + below);
    sheet.down(line);
    let top = sheet.y;
    for (signature, column) in all.iter().zip(columns) {
        for (start, lines) in [
            (top, &signature.above),
            (top + above + SIGNATURE, &signature.below),
        ] {
            sheet.y = start;
            for text in lines {
                sheet.paragraph(text, column, None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::tests::{assert_inside, pages, words};
    use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
    use domain::calendar::from_wita;
    use domain::capacity::Allotted;
    use domain::counter::OfficeDay;
    use domain::demand::{RateOf, ShowRate, Thermometer};
    use domain::evaluation::TeamMember;
    use domain::holiday::Warning;
    use domain::id::{SlotId, VisitId};
    use domain::odalan::Near;
    use domain::outage_plan::OutagePlan;
    use domain::paper::Section;
    use domain::phone::Phone;
    use domain::plan::VisitPlanForm;
    use domain::readiness::{Need, Readiness};
    use domain::service::{SlotView, StaffSlot, StaffVisit, VisitSummary};
    use domain::team::{Duty, Training};
    use domain::village::{Village, VillageCode};
    use domain::visit::VisitState;
    use proptest::prelude::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, 14).unwrap()
    }

    fn at(minute: u32) -> DateTime<Utc> {
        let time = NaiveTime::from_hms_opt(minute / 60 % 24, minute % 60, 0).unwrap();
        from_wita(day(), time)
    }

    /// A text of so many signs.
    fn long(signs: usize) -> String {
        "Banjar Kelodan ".chars().cycle().take(signs).collect()
    }

    /// How long texts are: as long as their fields allow, and of the widest letters, or as people write them.
    #[derive(Debug, Clone, Copy)]
    enum Texts {
        Widest,
        Longest,
        Usual,
    }

    impl Texts {
        fn of(self, most: usize) -> String {
            match self {
                Texts::Widest => "W".repeat(most),
                Texts::Longest => long(most),
                Texts::Usual => long(most / 3),
            }
        }
    }

    fn visit(hours: usize, warnings: usize, texts: Texts) -> StaffVisit {
        let text = |most| texts.of(most);
        let form = VisitPlanForm {
            village: "51.02.06.2001".into(),
            date: day().to_string(),
            starts_at: "08:30".into(),
            ends_at: "14:30".into(),
            slot_minutes: "20".into(),
            service_minutes: "20".into(),
            walk_in_places: "1".into(),
            venue: text(120),
            ..VisitPlanForm::default()
        };
        let slot = |number: usize| StaffSlot {
            slot: SlotView {
                id: SlotId::new(Default::default()),
                starts_at: at(u32::try_from(number).unwrap() * 10),
                ends_at: at(0),
                capacity: 9,
                available: 0,
                bookable: true,
            },
            booked: 9,
            operators: Vec::new(),
        };
        let warning = Warning::Odalan {
            name: text(80),
            near: Near::Before,
        };
        StaffVisit {
            visit: VisitSummary {
                id: VisitId::new(Default::default()),
                village: Village {
                    code: VillageCode::parse("51.02.06.2001").unwrap(),
                    name: text(30),
                    district: text(30),
                    aliases: Vec::new(),
                },
                state: VisitState::Open,
                date: day(),
                starts_at: at(510),
                ends_at: at(870),
                venue: text(120),
                capacity: 18,
                booked: 30,
                surplus: 12,
                held: 0,
                bookable: true,
            },
            attended: None,
            plan: form.parse().unwrap(),
            version: 1,
            slots: (0..hours).map(slot).collect(),
            warnings: vec![warning; warnings],
            answer: None,
            link_expires_at: None,
            readiness: Readiness {
                lacks: Need::ALL.to_vec(),
                countdown: Vec::new(),
                needs_rescue: true,
            },
            steps: Vec::new(),
            history: Vec::new(),
            public_link: String::new(),
            office: OfficeDay {
                free: Vec::new(),
                minimum: 1,
            },
        }
    }

    fn facts(people: usize, hours: usize, warnings: usize, texts: Texts) -> BriefingFacts {
        let text = |most| texts.of(most);
        let member = |number: usize| TeamMember {
            name: text(80),
            on_day: Allotted {
                duty: Duty::ALL[number % 4],
                training: Training::Supervised,
                absent: true,
                working: true,
                part: domain::part::Part::new(510, 600),
            },
        };
        BriefingFacts {
            visit: visit(hours, warnings, texts),
            team: (0..people).map(member).collect(),
            asked: Some((text(80), Phone::parse("081234567890").unwrap())),
            demand: Thermometer {
                booked: 30,
                interested: 9,
                rate: ShowRate {
                    percent: 80,
                    of: RateOf::Setting,
                },
                target: 15,
                capacity: 18,
            },
            helped: 3,
            at_office: 4,
            certified: 2,
            plan: OutagePlan {
                wait_words: text(200),
                prepare_words: text(200),
                slips_words: text(200),
                ..OutagePlan::default()
            },
        }
    }

    fn briefing_on<'a>(facts: &BriefingFacts, measure: &'a Measure<'a>) -> Sheet<'a> {
        briefing(facts, &Settings::default(), measure)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_briefing_is_one_page_inside_its_margins_whatever_was_recorded(
            people in 0usize..80, hours in 0usize..140, warnings in 0usize..40,
            texts in prop::sample::select(vec![Texts::Widest, Texts::Longest, Texts::Usual]),
        ) {
            let measure = Measure::new().unwrap();
            let facts = facts(people, hours, warnings, texts);
            let sheet = briefing_on(&facts, &measure);
            prop_assert_eq!(sheet.page, 0);
            assert_inside(&sheet);
            let all = words(&sheet);
            for part in ["Tim dan tugas", "0812-3456-7890", "Risiko", "Bila OSS gangguan", "versi 1"] {
                prop_assert!(all.contains(part), "{}\n{}", part, all);
            }
        }
    }

    #[test]
    fn an_ordinary_briefing_is_set_large_and_whole() {
        let measure = Measure::new().unwrap();
        let mut facts = facts(5, 9, 2, Texts::Usual);
        facts.plan = OutagePlan::default();
        let sheet = briefing_on(&facts, &measure);
        assert!(sheet.format.size >= 10.0, "{}", sheet.format.size);
        assert!(!words(&sheet).contains("lagi, lihat"));
        let file = write_briefing(&facts, &Settings::default()).unwrap();
        assert!(
            file.starts_with(b"%PDF-") && file.len() < 80_000,
            "{}",
            file.len()
        );
        assert_eq!(pages(&file), 1);
    }

    /// Writes pages to look at where `PAPERS_TO` names a folder.
    fn look_at(name: &str, file: &[u8]) {
        if let Ok(folder) = std::env::var("PAPERS_TO") {
            std::fs::write(format!("{folder}/{name}.pdf"), file).unwrap();
        }
    }

    #[test]
    fn the_longest_briefings_are_small_files_too() {
        for (people, hours, texts) in [
            (5, 9, Texts::Usual),
            (9, 24, Texts::Longest),
            (60, 140, Texts::Longest),
            (60, 140, Texts::Widest),
        ] {
            let file = write_briefing(&facts(people, hours, 2, texts), &Settings::default()).unwrap();
            look_at(&format!("pengarahan-{people}-{texts:?}"), &file);
            assert!(file.len() < 80_000, "{}", file.len());
        }
    }

    #[test]
    fn hours_are_left_out_before_anything_else() {
        let measure = Measure::new().unwrap();
        let left_out = |people, hours, warnings| {
            let facts = facts(people, hours, warnings, Texts::Usual);
            words(&briefing_on(&facts, &measure))
                .matches("lagi, lihat")
                .count()
        };
        assert_eq!(left_out(1, 9, 0), 0);
        assert_eq!(left_out(4, 140, 10), 1, "the hours");
        assert_eq!(left_out(60, 140, 40), 6, "the hours, each duty, and the risks");
    }

    fn report_of(losses: usize) -> PaperText {
        let fact = |number: usize| {
            (
                format!("Tidak datang karena OSS sedang gangguan {number}"),
                "4 orang".into(),
            )
        };
        let signature = |title: &str, name: &str| Signature {
            above: vec!["Tabanan, 10 November 2026".into(), title.into()],
            below: vec![name.into(), "NIP 19700101 199503 1 001".into()],
        };
        PaperText {
            office: "DPMPTSP Kabupaten Tabanan".into(),
            title: "Laporan kunjungan".into(),
            about: vec![("Desa".into(), long(60))],
            sections: vec![Section::new(
                "Di mana orang hilang",
                vec![
                    Block::Paragraph(long(300)),
                    Block::Facts((0..losses).map(fact).collect()),
                    Block::Numbered(vec!["W".repeat(300)]),
                ],
            )],
            signatures: vec![
                signature(&Settings::default().letter.signer_title, "I Made Contoh"),
                signature("Pembuat laporan,", "Ni Made Ayu"),
            ],
        }
    }

    #[test]
    fn a_long_report_goes_on_and_keeps_its_signatures_together() {
        let measure = Measure::new().unwrap();
        for losses in 0..120 {
            let sheet = report(&report_of(losses), &measure);
            assert_inside(&sheet);
            let of = |text: &str| sheet.placed.iter().find(|line| line.text == text).unwrap();
            let (signer, maker) = (of("I Made Contoh"), of("Ni Made Ayu"));
            assert_eq!((signer.page, signer.y), (maker.page, maker.y), "{losses}");
            assert_eq!(of("Pembuat laporan,").page, maker.page, "{losses}");
            assert_eq!(maker.page, sheet.page, "{losses}");
            assert_eq!(words(&sheet).matches("4 orang").count(), losses);
        }
        let file = write_report(&report_of(90)).unwrap();
        look_at("laporan-90", &file);
        assert!(pages(&file) > 1);
    }
}
