//! Poster (A4) and leaflet (A5) of a visit as PDF files: black on white, so that any printer prints them. Lengths are
//! in points on A4; a leaflet is the same sheet, smaller.

use crate::error::{StoreError, Stored};
use crate::letter_pdf::{BOLD, Measure, REGULAR};
use domain::calendar::{clock, long_date};
use domain::lang::Lang;
use domain::outreach::MYTHS;
use domain::service::VisitSummary;
use domain::settings::Settings;
use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};

const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const LEFT: f32 = 48.0;
const RIGHT: f32 = WIDTH - 48.0;
/// Side of the QR code, its quiet zone left out.
const QR: f32 = 190.0;
/// Lowest line.
const BOTTOM: f32 = HEIGHT - 40.0;

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

/// A line of text where it stands.
#[derive(Debug, Clone, PartialEq)]
struct Placed {
    x: f32,
    y: f32,
    size: f32,
    bold: bool,
    text: String,
}

struct Layout<'a> {
    measure: &'a Measure<'a>,
    placed: Vec<Placed>,
    y: f32,
    /// Heights of the rules across the sheet.
    rules: Vec<f32>,
    /// Upper edge of the QR code.
    qr: f32,
}

impl Layout<'_> {
    /// Lines from `left` to `right`; a text that would take more than `most` of them is set smaller.
    fn lines(&mut self, text: &str, (left, right): (f32, f32), size: f32, bold: bool, most: usize) {
        let mut size = size;
        let mut lines = self.measure.lines(text, right - left, size, bold);
        while lines.len() > most && size > 8.0 {
            size *= 0.9;
            lines = self.measure.lines(text, right - left, size, bold);
        }
        for text in lines {
            self.y += size * 1.25;
            self.placed.push(Placed {
                x: left,
                y: self.y,
                size,
                bold,
                text,
            });
        }
    }

    fn rule(&mut self) {
        self.y += 14.0;
        self.rules.push(self.y);
        self.y += 4.0;
    }
}

fn lay_out<'a>(text: &PosterText, measure: &'a Measure<'a>) -> Layout<'a> {
    let mut sheet = Layout {
        measure,
        placed: Vec::new(),
        y: 30.0,
        rules: Vec::new(),
        qr: 0.0,
    };
    let full = (LEFT, RIGHT);
    sheet.lines("Buat NIB", full, 64.0, true, 1);
    sheet.lines("GRATIS di desa Anda", full, 46.0, true, 1);
    sheet.y += 8.0;
    sheet.lines(
        "NIB adalah tanda bahwa usaha Anda terdaftar resmi, sekecil apa pun: warung, jaje, kerajinan, bengkel, ternak.",
        full,
        16.0,
        false,
        3,
    );
    sheet.rule();
    sheet.lines(&text.date, full, 34.0, true, 1);
    sheet.lines(&text.hours, full, 24.0, true, 1);
    sheet.lines(&text.venue, full, 24.0, true, 2);
    sheet.lines(&text.place, full, 18.0, false, 2);
    sheet.rule();
    let top = sheet.y;
    sheet.qr = top + 18.0;
    let beside = (LEFT + QR + 34.0, RIGHT);
    sheet.lines("Pilih jam Anda", beside, 26.0, true, 1);
    sheet.lines(
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
    sheet.lines(typed, beside, 15.0, true, 2);
    sheet.y += 10.0;
    sheet.lines("Bawa:", beside, 16.0, true, 1);
    for item in text.bring.iter().take(6) {
        sheet.lines(&format!("• {item}"), beside, 14.0, false, 3);
    }
    sheet.y = sheet.y.max(sheet.qr + QR);
    sheet.rule();
    for (question, answer) in MYTHS {
        if sheet.y + 38.0 > BOTTOM - 40.0 {
            break;
        }
        sheet.lines(question, full, 13.0, true, 1);
        sheet.lines(answer, full, 13.0, false, 1);
        sheet.y += 4.0;
    }
    sheet.y = sheet.y.max(BOTTOM - 40.0);
    let last = format!(
        "{}. Semua layanan GRATIS, jangan membayar siapa pun.",
        text.office
    );
    sheet.lines(&last, full, 13.0, true, 2);
    sheet
}

/// Writes the file.
///
/// # Errors
/// Where the library refuses; it does for none of our texts.
pub(crate) fn write(text: &PosterText, sheet: Sheet) -> Stored<Vec<u8>> {
    let measure = Measure::new()?;
    let layout = lay_out(text, &measure);
    let refused = |what: &str| StoreError::Letter(what.to_owned());
    let font = |data: &'static [u8]| Font::new(data.into(), 0).ok_or_else(|| refused("font"));
    let (regular, bold) = (font(REGULAR)?, font(BOLD)?);
    let mut document = Document::new();
    let title = format!("NIB GRATIS, {}, {}", text.place, text.date);
    document.set_metadata(Metadata::new().title(title).language("id".to_owned()));
    let scale = sheet.scale();
    let size = PageSettings::from_wh(WIDTH * scale, HEIGHT * scale).ok_or_else(|| refused("page"))?;
    let mut page = document.start_page_with(size);
    let mut surface = page.surface();
    surface.push_transform(&Transform::from_scale(scale, scale));
    for line in &layout.placed {
        let font = if line.bold { &bold } else { &regular };
        surface.draw_text(
            Point::from_xy(line.x, line.y),
            font.clone(),
            line.size,
            &line.text,
            false,
            TextDirection::LeftToRight,
        );
    }
    code(&mut surface, &text.link, layout.qr)?;
    for y in &layout.rules {
        rule(&mut surface, *y);
    }
    surface.pop();
    surface.finish();
    page.finish();
    document
        .finish()
        .map_err(|error| StoreError::Letter(format!("{error:?}")))
}

/// The QR code: dark squares, those of a row joined.
fn code(surface: &mut Surface<'_>, link: &str, top: f32) -> Stored<()> {
    let code = fast_qr::QRBuilder::new(link)
        .ecl(fast_qr::ECL::M)
        .build()
        .map_err(|error| StoreError::Letter(format!("QR code: {error:?}")))?;
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

/// A line across the sheet.
fn rule(surface: &mut Surface<'_>, y: f32) {
    let mut path = PathBuilder::new();
    path.move_to(LEFT, y);
    path.line_to(RIGHT, y);
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            paint: luma::Color::black().into(),
            width: 1.6,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

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
            let sheet = lay_out(&text(venue), &measure);
            for line in &sheet.placed {
                let end = line.x + measure.width(&line.text, line.size, line.bold);
                assert!(line.x >= LEFT && end <= RIGHT + 0.1, "{line:?}");
                assert!(line.y <= BOTTOM, "{line:?}");
            }
            for pair in sheet.placed.windows(2) {
                assert!(pair[1].y >= pair[0].y + pair[1].size, "{pair:?}");
            }
            let all: Vec<_> = sheet.placed.iter().map(|line| line.text.as_str()).collect();
            let all = all.join(" ");
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
            assert!(sheet.rules.iter().all(|y| *y < sheet.qr || *y > sheet.qr + QR));
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
