//! Poster (A4) and leaflet (A5) of a visit as PDF files: black on white, so that any printer prints them. Lengths are
//! in points on A4; a leaflet is the same sheet, smaller.

use crate::error::{StoreError, Stored};
use crate::paper::{self, A4, Format, Measure};
use domain::calendar::{clock, long_date};
use domain::lang::Lang;
use domain::outreach::MYTHS;
use domain::service::VisitSummary;
use domain::settings::Settings;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Rect};
use krilla::paint::Fill;
use krilla::surface::Surface;

const LEFT: f32 = 48.0;
const RIGHT: f32 = A4.0 - 48.0;
/// Side of the QR code, its quiet zone left out.
const QR: f32 = 190.0;
/// Lowest line.
const BOTTOM: f32 = A4.1 - 40.0;
const FORMAT: Format = Format {
    width: A4.0,
    height: A4.1,
    left: LEFT,
    right: RIGHT,
    top: 30.0,
    bottom: BOTTOM,
    size: 13.0,
    line: 16.25,
};

/// Size of the sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sheet {
    /// A4.
    Poster,
    /// A5.
    Leaflet,
}

impl Sheet {
    /// Of A4.
    fn scale(self) -> f32 {
        match self {
            Sheet::Poster => 1.0,
            Sheet::Leaflet => std::f32::consts::FRAC_1_SQRT_2,
        }
    }
}

/// What stands on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PosterText {
    pub(crate) place: String,
    pub(crate) date: String,
    pub(crate) hours: String,
    pub(crate) venue: String,
    bring: Vec<String>,
    office: String,
    link: String,
}

impl PosterText {
    pub(crate) fn of(visit: &VisitSummary, settings: &Settings, link: String) -> PosterText {
        PosterText {
            place: format!(
                "Desa {}, Kecamatan {}",
                visit.village.name, visit.village.district
            ),
            date: long_date(visit.date, Lang::Id),
            hours: format!(
                "Pukul {} sampai {} WITA",
                clock(visit.starts_at),
                clock(visit.ends_at)
            ),
            venue: visit.venue.clone(),
            bring: settings.bring_id.clone(),
            office: settings.office_name.clone(),
            link,
        }
    }
}

struct Layout<'a> {
    sheet: paper::Sheet<'a>,
    /// Upper edge of the QR code.
    qr: f32,
}

impl Layout<'_> {
    /// Lines from `left` to `right`; a text that would take more than `most` of them is set smaller. Nothing goes on
    /// on another page.
    fn lines(&mut self, text: &str, (left, right): (f32, f32), size: f32, bold: bool, most: usize) {
        let (sheet, mut size) = (&mut self.sheet, size);
        let mut lines = sheet.measure.lines(text, right - left, size, bold);
        while lines.len() > most && size > 8.0 {
            size *= 0.9;
            lines = sheet.measure.lines(text, right - left, size, bold);
        }
        for text in lines {
            sheet.y += size * 1.25;
            sheet.put(left, size, bold, &text);
        }
    }

    fn rule(&mut self) {
        self.sheet.y += 14.0;
        self.sheet.rule(1.6);
        self.sheet.y += 4.0;
    }
}

fn lay_out<'a>(text: &PosterText, measure: &'a Measure<'a>) -> Layout<'a> {
    let mut layout = Layout {
        sheet: paper::Sheet::new(measure, FORMAT),
        qr: 0.0,
    };
    let full = (LEFT, RIGHT);
    layout.lines("Buat NIB", full, 64.0, true, 1);
    layout.lines("GRATIS di desa Anda", full, 46.0, true, 1);
    layout.sheet.y += 8.0;
    layout.lines(
        "NIB adalah tanda bahwa usaha Anda terdaftar resmi, sekecil apa pun: warung, jaje, kerajinan, bengkel, ternak.",
        full,
        16.0,
        false,
        3,
    );
    layout.rule();
    layout.lines(&text.date, full, 34.0, true, 1);
    layout.lines(&text.hours, full, 24.0, true, 1);
    layout.lines(&text.venue, full, 24.0, true, 2);
    layout.lines(&text.place, full, 18.0, false, 2);
    layout.rule();
    let top = layout.sheet.y;
    layout.qr = top + 18.0;
    let beside = (LEFT + QR + 34.0, RIGHT);
    layout.lines("Pilih jam Anda", beside, 26.0, true, 1);
    layout.lines(
        "Pindai kode ini dengan kamera HP, atau buka:",
        beside,
        15.0,
        false,
        2,
    );
    // As people type it: the scheme says nothing to them.
    let typed = text
        .link
        .split_once("://")
        .map_or(text.link.as_str(), |(_, rest)| rest);
    layout.lines(typed, beside, 15.0, true, 2);
    layout.sheet.y += 10.0;
    layout.lines("Bawa:", beside, 16.0, true, 1);
    for item in text.bring.iter().take(6) {
        layout.lines(&format!("• {item}"), beside, 14.0, false, 3);
    }
    layout.sheet.y = layout.sheet.y.max(layout.qr + QR);
    layout.rule();
    for (question, answer) in MYTHS {
        if layout.sheet.y + 38.0 > BOTTOM - 40.0 {
            break;
        }
        layout.lines(question, full, 13.0, true, 1);
        layout.lines(answer, full, 13.0, false, 1);
        layout.sheet.y += 4.0;
    }
    layout.sheet.y = layout.sheet.y.max(BOTTOM - 40.0);
    let last = format!(
        "{}. Semua layanan GRATIS, jangan membayar siapa pun.",
        text.office
    );
    layout.lines(&last, full, 13.0, true, 2);
    layout
}

/// Writes the file.
///
/// # Errors
/// Where the library refuses; it does for none of our texts.
pub(crate) fn write(text: &PosterText, sheet: Sheet) -> Stored<Vec<u8>> {
    let measure = Measure::new()?;
    let layout = lay_out(text, &measure);
    let title = format!("NIB GRATIS, {}, {}", text.place, text.date);
    let code = |surface: &mut Surface<'_>| code(surface, &text.link, layout.qr);
    layout.sheet.write_with(title, sheet.scale(), code)
}

/// The QR code: dark squares, those of a row joined.
fn code(surface: &mut Surface<'_>, link: &str, top: f32) -> Stored<()> {
    let code = fast_qr::QRBuilder::new(link)
        .ecl(fast_qr::ECL::M)
        .build()
        .map_err(|error| StoreError::Paper(format!("QR code: {error:?}")))?;
    let unit = QR / code.size as f32;
    let mut path = PathBuilder::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let length = (x..code.size).take_while(|x| code[y][*x].value()).count();
            let (left, upper) = (LEFT + 8.0 + x as f32 * unit, top + y as f32 * unit);
            if let Some(rect) = Rect::from_xywh(left, upper, length as f32 * unit, unit)
                && length > 0
            {
                path.push_rect(rect);
            }
            x += length.max(1);
        }
    }
    if let Some(path) = path.finish() {
        surface.set_stroke(None);
        surface.set_fill(Some(Fill {
            paint: luma::Color::black().into(),
            ..Fill::default()
        }));
        surface.draw_path(&path);
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::paper::tests::{assert_inside, words};

    pub(crate) fn text(venue: &str) -> PosterText {
        PosterText {
            place: "Desa Bengkel Sari, Kecamatan Selemadeg Barat".into(),
            date: "Rabu, 14 September 2026".into(),
            hours: "Pukul 08.30 sampai 11.30 WITA".into(),
            venue: venue.into(),
            bring: Settings::default().bring_id,
            office: "DPMPTSP Kabupaten Tabanan".into(),
            link: "https://jemput-izin.tabanankab.go.id/k/T7K4Q".into(),
        }
    }

    #[test]
    fn everything_lies_on_the_sheet_and_nothing_below_something_else() {
        let measure = Measure::new().unwrap();
        for venue in ["Wantilan", &"Balai Banjar Kelodan Tengah ".repeat(4)] {
            let layout = lay_out(&text(venue), &measure);
            let sheet = &layout.sheet;
            assert_inside(sheet);
            for pair in sheet.placed.windows(2) {
                assert!(pair[1].y >= pair[0].y + pair[1].size, "{pair:?}");
            }
            let all = words(sheet);
            for part in [
                "GRATIS",
                "14 September 2026",
                "08.30",
                "KTP asli",
                "T7K4Q",
                "Kediri",
            ] {
                assert_eq!(all.contains(part), part != "Kediri", "{part}");
            }
            let qr = layout.qr..=layout.qr + QR;
            assert!(sheet.rules.iter().all(|rule| !qr.contains(&rule.y)));
        }
    }

    #[test]
    fn both_sheets_are_small_files_quickly_made() {
        for sheet in [Sheet::Poster, Sheet::Leaflet] {
            let file = write(&text("Wantilan Desa"), sheet).unwrap();
            assert!(file.starts_with(b"%PDF-"));
            assert!(file.len() < 80_000, "{}", file.len());
            if let Ok(folder) = std::env::var("POSTERS_TO") {
                std::fs::write(format!("{folder}/{sheet:?}.pdf"), &file).unwrap();
            }
        }
    }
}
