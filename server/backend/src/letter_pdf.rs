//! Sets a letter on A4 and writes it as a PDF file. Lengths are in points, 72 to the inch.

use crate::error::{StoreError, Stored};
use domain::letter::{Block, LetterText};
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// Liberation Sans 2.1.5, SIL Open Font License 1.1: `fonts/LICENSE-OFL.txt`.
pub(crate) const REGULAR: &[u8] = include_bytes!("../fonts/LiberationSans-Regular.ttf");
pub(crate) const BOLD: &[u8] = include_bytes!("../fonts/LiberationSans-Bold.ttf");

const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const LEFT: f32 = 71.0;
const RIGHT: f32 = WIDTH - 62.0;
const TOP: f32 = 42.0;
const BOTTOM: f32 = HEIGHT - 48.0;
/// Size of the text, and from one line to the next.
const SIZE: f32 = 10.5;
const LINE: f32 = 14.0;
/// Space between paragraphs.
const GAP: f32 = 6.0;
/// Room for signature and stamp.
const SIGNATURE: f32 = 58.0;
/// Where date and signature begin.
const SECOND_COLUMN: f32 = 320.0;

/// A line of text where it stands.
#[derive(Debug, Clone, PartialEq)]
struct Placed {
    page: usize,
    x: f32,
    y: f32,
    size: f32,
    bold: bool,
    text: String,
}

/// A font that can be measured.
pub(crate) struct Measure<'a> {
    regular: FontRef<'a>,
    bold: FontRef<'a>,
}

impl Measure<'_> {
    pub(crate) fn new() -> Stored<Self> {
        let font = |data| FontRef::new(data).map_err(|error| StoreError::Letter(error.to_string()));
        Ok(Measure {
            regular: font(REGULAR)?,
            bold: font(BOLD)?,
        })
    }

    pub(crate) fn width(&self, text: &str, size: f32, bold: bool) -> f32 {
        let font = if bold { &self.bold } else { &self.regular };
        let (signs, metrics) = (
            font.charmap(),
            font.glyph_metrics(Size::new(size), LocationRef::default()),
        );
        let advance = |sign| signs.map(sign).and_then(|glyph| metrics.advance_width(glyph));
        text.chars().map(|sign| advance(sign).unwrap_or(0.0)).sum()
    }

    /// Breaks a text into lines of at most `width`; a word that is longer alone is cut.
    pub(crate) fn lines(&self, text: &str, width: f32, size: f32, bold: bool) -> Vec<String> {
        let fits = |line: &str| self.width(line, size, bold) <= width;
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for sign in word.chars() {
                line.push(sign);
                if !fits(&line) && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, sign.to_string()));
                }
            }
        }
        lines.push(line);
        lines
    }
}

/// Where the next line goes.
struct Sheet<'a> {
    measure: &'a Measure<'a>,
    placed: Vec<Placed>,
    page: usize,
    /// Base of the last line.
    y: f32,
    /// Height of the rule below the letterhead.
    rule: f32,
}

impl Sheet<'_> {
    /// Moves down; begins a page where so much does not fit any more.
    fn down(&mut self, by: f32) {
        self.y += by;
        if self.y > BOTTOM {
            self.page += 1;
            self.y = TOP + SIZE;
        }
    }

    /// Begins a page unless so much fits on this one.
    fn keep(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.y = BOTTOM;
        }
    }

    fn put(&mut self, x: f32, size: f32, bold: bool, text: &str) {
        if !text.is_empty() {
            self.placed.push(Placed {
                page: self.page,
                x,
                y: self.y,
                size,
                bold,
                text: text.to_owned(),
            });
        }
    }

    fn centred(&mut self, text: &str, size: f32, bold: bool) {
        for line in self.measure.lines(text, RIGHT - LEFT, size, bold) {
            self.down(size * 1.25);
            let width = self.measure.width(&line, size, bold);
            self.put((LEFT + RIGHT - width) / 2.0, size, bold, &line);
        }
    }

    /// A paragraph from `x` to `right`, with `mark` before its first line at `mark_x`.
    fn paragraph(&mut self, text: &str, (x, right): (f32, f32), mark: Option<(&str, f32)>) {
        for (at, line) in (0..).zip(self.measure.lines(text, right - x, SIZE, false)) {
            self.down(LINE);
            if let (0, Some((mark, mark_x))) = (at, mark) {
                self.put(mark_x, SIZE, false, mark);
            }
            self.put(x, SIZE, false, &line);
        }
    }

    /// `name : value`, the value wrapped below itself.
    fn fact(&mut self, name: &str, value: &str, (x, right): (f32, f32), names: f32) {
        let before = self.placed.len();
        self.paragraph(value, (x + names + 10.0, right), Some((name, x)));
        // The colon stands on the line of the name.
        if let Some(first) = self.placed.get(before).cloned() {
            self.placed.push(Placed {
                x: x + names,
                text: ":".to_owned(),
                ..first
            });
        }
    }
}

fn lay_out<'a>(text: &LetterText, measure: &'a Measure<'a>) -> Sheet<'a> {
    let mut sheet = Sheet {
        measure,
        placed: Vec::new(),
        page: 0,
        y: TOP,
        rule: 0.0,
    };
    for line in &text.head {
        sheet.centred(line, 13.0, true);
    }
    sheet.centred(&text.address, 9.5, false);
    sheet.down(8.0);
    sheet.rule = sheet.y;
    sheet.down(10.0);
    sheet.paragraph(&text.place_and_date, (SECOND_COLUMN, RIGHT), None);
    sheet.down(GAP);
    for (name, value) in &text.references {
        sheet.fact(name, value, (LEFT, SECOND_COLUMN + 60.0), 58.0);
    }
    sheet.down(GAP * 2.0);
    for line in &text.to {
        sheet.paragraph(line, (LEFT, RIGHT), None);
    }
    sheet.down(GAP);
    for block in &text.body {
        sheet.down(GAP);
        match block {
            Block::Paragraph(text) => sheet.paragraph(text, (LEFT, RIGHT), None),
            Block::Facts(facts) => {
                for (name, value) in facts {
                    sheet.fact(name, value, (LEFT + 28.0, RIGHT), 84.0);
                }
            }
            Block::Requests(all) => {
                for (number, text) in (1..).zip(all) {
                    let mark = format!("{number}.");
                    sheet.paragraph(text, (LEFT + 46.0, RIGHT), Some((&mark, LEFT + 28.0)));
                }
            }
        }
    }
    signature(text, &mut sheet);
    sheet
}

/// Signer and copies, all on one page.
fn signature(text: &LetterText, sheet: &mut Sheet<'_>) {
    let title = sheet
        .measure
        .lines(&text.signer_title, RIGHT - SECOND_COLUMN, SIZE, false);
    // Number of the signer and the word before the copies take a line each.
    let lines = title.len() + 2 + text.copies.len();
    sheet.keep(GAP * 4.0 + LINE * lines as f32 + SIGNATURE);
    sheet.down(GAP * 2.0);
    sheet.paragraph(&text.signer_title, (SECOND_COLUMN, RIGHT), None);
    sheet.down(SIGNATURE);
    sheet.put(SECOND_COLUMN, SIZE, true, &text.signer_name);
    if !text.signer_number.is_empty() {
        sheet.paragraph(&text.signer_number, (SECOND_COLUMN, RIGHT), None);
    }
    sheet.down(GAP * 2.0);
    sheet.paragraph("Tembusan:", (LEFT, RIGHT), None);
    for (number, copy) in (1..).zip(&text.copies) {
        let mark = format!("{number}.");
        sheet.paragraph(copy, (LEFT + 18.0, RIGHT), Some((&mark, LEFT)));
    }
}

/// Writes the file.
///
/// # Errors
/// Where the library refuses; it does for none of our texts.
pub(crate) fn write(text: &LetterText) -> Stored<Vec<u8>> {
    let measure = Measure::new()?;
    let sheet = lay_out(text, &measure);
    let refused = |what: &str| StoreError::Letter(what.to_owned());
    let font = |data: &'static [u8]| Font::new(data.into(), 0).ok_or_else(|| refused("font"));
    let (regular, bold) = (font(REGULAR)?, font(BOLD)?);
    let mut document = Document::new();
    let subject = text.references.iter().find(|(name, _)| name == "Hal");
    let title = subject.map_or_else(String::new, |(_, subject)| subject.clone());
    document.set_metadata(Metadata::new().title(title).language("id".to_owned()));
    for number in 0..=sheet.page {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| refused("page"))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for line in sheet.placed.iter().filter(|line| line.page == number) {
            let font = if line.bold { &bold } else { &regular };
            let at = Point::from_xy(line.x, line.y);
            surface.draw_text(
                at,
                font.clone(),
                line.size,
                &line.text,
                false,
                TextDirection::LeftToRight,
            );
        }
        if number == 0 {
            rule(&mut surface, sheet.rule);
        }
        surface.finish();
        page.finish();
    }
    document
        .finish()
        .map_err(|error| StoreError::Letter(format!("{error:?}")))
}

/// A thick line across the page.
fn rule(surface: &mut Surface<'_>, y: f32) {
    let mut path = PathBuilder::new();
    path.move_to(LEFT, y);
    path.line_to(RIGHT, y);
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            paint: rgb::Color::black().into(),
            width: 1.6,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(words: usize) -> LetterText {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        LetterText {
            head: vec!["PEMERINTAH KABUPATEN TABANAN".into()],
            address: "Jl. Gatot Subroto".into(),
            place_and_date: "Tabanan, 20 November 2026".into(),
            references: vec![pair("Nomor", "1/2/3"), pair("Hal", "Permohonan tempat")],
            to: vec!["Yth. Perbekel Desa Bengkel".into()],
            body: vec![
                Block::Paragraph("kata ".repeat(words)),
                Block::Facts(vec![pair("tempat", "Balai Banjar Kelodan")]),
                Block::Requests(vec!["menyediakan tempat;".into(), "x".repeat(200)]),
            ],
            signer_title: "Kepala Dinas".into(),
            signer_name: "I Made Contoh".into(),
            signer_number: "NIP 1".into(),
            copies: vec!["Camat Kediri".into()],
        }
    }

    /// Pages in the file: objects of this type are not compressed.
    fn pages(file: &[u8]) -> usize {
        let text = String::from_utf8_lossy(file);
        let types = text.split("/Type/Page").skip(1);
        types.filter(|rest| !rest.starts_with('s')).count()
    }

    #[test]
    fn a_letter_is_a_pdf_file_of_one_page() {
        let file = write(&letter(80)).unwrap();
        assert!(file.starts_with(b"%PDF-"), "{:?}", &file[..8]);
        assert_eq!(pages(&file), 1);
        // Fonts are cut down to the signs that are used.
        assert!(file.len() < 60_000, "{}", file.len());
    }

    #[test]
    fn every_line_lies_inside_the_margins_and_no_word_is_lost() {
        let measure = Measure::new().unwrap();
        for words in [0, 1, 80, 2000] {
            let text = letter(words);
            let sheet = lay_out(&text, &measure);
            for line in &sheet.placed {
                let end = line.x + measure.width(&line.text, line.size, line.bold);
                assert!(line.x >= LEFT && end <= RIGHT + 0.1, "{line:?}");
                assert!(line.y >= TOP && line.y <= BOTTOM, "{line:?}");
            }
            let all: String = sheet
                .placed
                .iter()
                .map(|line| format!("{} ", line.text))
                .collect();
            assert_eq!(all.matches("kata").count(), words);
            for part in [
                "Nomor",
                "1/2/3",
                "Balai Banjar Kelodan",
                "I Made Contoh",
                "NIP 1",
                "Camat Kediri",
            ] {
                assert!(all.contains(part), "{part}");
            }
            assert_eq!(
                all.matches('x').count(),
                200,
                "a word without spaces is cut, not lost"
            );
        }
    }

    #[test]
    fn a_long_letter_goes_on_and_keeps_the_signature_together() {
        let measure = Measure::new().unwrap();
        for words in (300..1200).step_by(50) {
            let sheet = lay_out(&letter(words), &measure);
            let page = |text: &str| {
                let line = sheet.placed.iter().find(|line| line.text == text);
                line.unwrap().page
            };
            assert_eq!(page("Kepala Dinas"), page("Camat Kediri"), "{words}");
            assert_eq!(page("Kepala Dinas"), sheet.page);
        }
        assert_eq!(
            pages(&write(&letter(2000)).unwrap()),
            lay_out(&letter(2000), &measure).page + 1
        );
    }
}
