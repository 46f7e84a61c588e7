//! Sets text on pages and writes them as a PDF file: what letter, poster and the other papers share. Lengths are in
//! points, 72 to the inch, from the upper left corner.

use crate::error::{StoreError, Stored};
use domain::lang::Lang;
use domain::paper::Block;
use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Transform};
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

/// A4, upright.
pub(crate) const A4: (f32, f32) = (595.28, 841.89);

/// Size of the number of a page.
const FOOT: f32 = 8.5;

/// A page and its margins, as the heights and widths at which they end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Format {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) left: f32,
    pub(crate) right: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    /// Size of the text.
    pub(crate) size: f32,
    /// From one line of the text to the next.
    pub(crate) line: f32,
}

/// A line of text where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placed {
    pub(crate) page: usize,
    pub(crate) x: f32,
    /// Base of the line.
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) text: String,
}

/// A line across a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rule {
    pub(crate) page: usize,
    pub(crate) y: f32,
    /// From where to where.
    pub(crate) across: (f32, f32),
    pub(crate) width: f32,
}

/// A font that can be measured.
pub(crate) struct Measure<'a> {
    regular: FontRef<'a>,
    bold: FontRef<'a>,
}

impl Measure<'_> {
    pub(crate) fn new() -> Stored<Self> {
        let font = |data| FontRef::new(data).map_err(|error| StoreError::Paper(error.to_string()));
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

    /// Breaks a text into lines of at most `width`; a word that is longer alone is cut. Widths add up, for nothing is
    /// kerned.
    pub(crate) fn lines(&self, text: &str, width: f32, size: f32, bold: bool) -> Vec<String> {
        let space = self.width(" ", size, bold);
        let mut lines = Vec::new();
        let (mut line, mut taken) = (String::new(), 0.0);
        for word in text.split_whitespace() {
            let whole = self.width(word, size, bold);
            if !line.is_empty() && taken + space + whole <= width {
                line.push(' ');
                line.push_str(word);
                taken += space + whole;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            if whole <= width {
                (line, taken) = (word.to_owned(), whole);
                continue;
            }
            taken = 0.0;
            for sign in word.chars() {
                let one = self.width(sign.encode_utf8(&mut [0; 4]), size, bold);
                if !line.is_empty() && taken + one > width {
                    lines.push(std::mem::take(&mut line));
                    taken = 0.0;
                }
                line.push(sign);
                taken += one;
            }
        }
        lines.push(line);
        lines
    }
}

/// Pages that are being filled from above.
pub(crate) struct Sheet<'a> {
    pub(crate) measure: &'a Measure<'a>,
    pub(crate) format: Format,
    pub(crate) placed: Vec<Placed>,
    pub(crate) rules: Vec<Rule>,
    /// The last page, counted from 0.
    pub(crate) page: usize,
    /// Base of the last line.
    pub(crate) y: f32,
    /// `Halaman 2 dari 7` stands below the lower margin of each page.
    pub(crate) numbered: bool,
    /// What it is written in.
    pub(crate) lang: Lang,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(measure: &'a Measure<'a>, format: Format) -> Sheet<'a> {
        Sheet {
            measure,
            format,
            placed: Vec::new(),
            rules: Vec::new(),
            page: 0,
            y: format.top,
            numbered: false,
            lang: Lang::Id,
        }
    }

    /// From margin to margin.
    pub(crate) fn across(&self) -> (f32, f32) {
        (self.format.left, self.format.right)
    }

    /// Moves down; begins a page where so much does not fit any more.
    pub(crate) fn down(&mut self, by: f32) {
        self.y += by;
        if self.y > self.format.bottom {
            self.page += 1;
            self.y = self.format.top + self.format.size;
        }
    }

    /// Begins a page unless so much fits on this one.
    pub(crate) fn keep(&mut self, height: f32) {
        if self.y + height > self.format.bottom {
            self.y = self.format.bottom;
        }
    }

    pub(crate) fn put(&mut self, x: f32, size: f32, bold: bool, text: &str) {
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

    pub(crate) fn centred(&mut self, text: &str, size: f32, bold: bool) {
        let (left, right) = self.across();
        for line in self.measure.lines(text, right - left, size, bold) {
            self.down(size * 1.25);
            let width = self.measure.width(&line, size, bold);
            self.put((left + right - width) / 2.0, size, bold, &line);
        }
    }

    /// A paragraph from `x` to `right`, with `mark` before its first line at `mark_x`.
    pub(crate) fn paragraph(&mut self, text: &str, (x, right): (f32, f32), mark: Option<(&str, f32)>) {
        let size = self.format.size;
        for (at, line) in (0..).zip(self.measure.lines(text, right - x, size, false)) {
            self.down(self.format.line);
            if let (0, Some((mark, mark_x))) = (at, mark) {
                self.put(mark_x, size, false, mark);
            }
            self.put(x, size, false, &line);
        }
    }

    /// `name : value`, the value wrapped below itself.
    pub(crate) fn fact(&mut self, name: &str, value: &str, (x, right): (f32, f32), names: f32) {
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

    /// A part of a text: paragraphs across the page, facts and lists from `x` on, values `names` behind their names.
    pub(crate) fn block(&mut self, block: &Block, x: f32, names: f32) {
        let (left, right) = self.across();
        match block {
            Block::Paragraph(text) => self.paragraph(text, (left, right), None),
            Block::Facts(facts) => {
                for (name, value) in facts {
                    self.fact(name, value, (x, right), names);
                }
            }
            Block::Numbered(all) => {
                for (number, text) in (1..).zip(all) {
                    let mark = format!("{number}.");
                    self.paragraph(text, (x + 18.0, right), Some((&mark, x)));
                }
            }
        }
    }

    /// A line from margin to margin, where the last line of text has its base.
    pub(crate) fn rule(&mut self, width: f32) {
        self.rules.push(Rule {
            page: self.page,
            y: self.y,
            across: self.across(),
            width,
        });
    }

    /// Writes the file. The title is what readers show in the window and what screen readers say first.
    ///
    /// # Errors
    /// Where the library refuses; it does for none of our texts.
    pub(crate) fn write(&self, title: String) -> Stored<Vec<u8>> {
        self.write_with(title, 1.0, |_| Ok(()))
    }

    /// As [`Sheet::write`], each page `scale` times as large, with a drawing on the first.
    pub(crate) fn write_with(
        &self,
        title: String,
        scale: f32,
        drawing: impl Fn(&mut Surface<'_>) -> Stored<()>,
    ) -> Stored<Vec<u8>> {
        let refused = |what: &str| StoreError::Paper(what.to_owned());
        let font = |data: &'static [u8]| Font::new(data.into(), 0).ok_or_else(|| refused("font"));
        let fonts = (font(REGULAR)?, font(BOLD)?);
        let (width, height) = (self.format.width * scale, self.format.height * scale);
        let mut document = Document::new();
        document.set_metadata(Metadata::new().title(title).language(self.lang.tag().to_owned()));
        for number in 0..=self.page {
            let size = PageSettings::from_wh(width, height).ok_or_else(|| refused("page"))?;
            let mut page = document.start_page_with(size);
            let mut surface = page.surface();
            surface.push_transform(&Transform::from_scale(scale, scale));
            self.draw(&mut surface, number, &fonts);
            if number == 0 {
                drawing(&mut surface)?;
            }
            surface.pop();
            surface.finish();
            page.finish();
        }
        document
            .finish()
            .map_err(|error| StoreError::Paper(format!("{error:?}")))
    }

    fn draw(&self, surface: &mut Surface<'_>, number: usize, (regular, bold): &(Font, Font)) {
        let lines = self.placed.iter().filter(|line| line.page == number);
        for line in lines.chain(self.numbered.then(|| self.foot(number)).iter()) {
            let font = if line.bold { bold } else { regular };
            surface.draw_text(
                Point::from_xy(line.x, line.y),
                font.clone(),
                line.size,
                &line.text,
                false,
                TextDirection::LeftToRight,
            );
        }
        for it in self.rules.iter().filter(|rule| rule.page == number) {
            draw_rule(surface, it);
        }
    }

    /// The number of a page, between its lower margin and its edge.
    fn foot(&self, page: usize) -> Placed {
        let (number, all) = (page + 1, self.page + 1);
        let text = match self.lang {
            Lang::Id => format!("Halaman {number} dari {all}"),
            Lang::En => format!("Page {number} of {all}"),
        };
        let width = self.measure.width(&text, FOOT, false);
        Placed {
            page,
            x: self.format.right - width,
            y: (self.format.bottom + self.format.height + FOOT) / 2.0,
            size: FOOT,
            bold: false,
            text,
        }
    }
}

fn draw_rule(surface: &mut Surface<'_>, rule: &Rule) {
    let mut path = PathBuilder::new();
    path.move_to(rule.across.0, rule.y);
    path.line_to(rule.across.1, rule.y);
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            paint: luma::Color::black().into(),
            width: rule.width,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
        // Text is filled, and has no outline.
        surface.set_stroke(None);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Every line and every rule stands between the margins.
    pub(crate) fn assert_inside(sheet: &Sheet<'_>) {
        let format = &sheet.format;
        for line in &sheet.placed {
            let end = line.x + sheet.measure.width(&line.text, line.size, line.bold);
            assert!(line.x >= format.left && end <= format.right + 0.1, "{line:?}");
            assert!(line.y >= format.top && line.y <= format.bottom, "{line:?}");
            assert!(line.page <= sheet.page, "{line:?}");
        }
        for rule in &sheet.rules {
            assert!(rule.y >= format.top && rule.y <= format.bottom, "{rule:?}");
            assert!(
                rule.across.0 >= format.left && rule.across.1 <= format.right,
                "{rule:?}"
            );
        }
    }

    /// All its words in the order in which they were set.
    pub(crate) fn words(sheet: &Sheet<'_>) -> String {
        let lines: Vec<_> = sheet.placed.iter().map(|line| line.text.as_str()).collect();
        lines.join(" ")
    }

    /// Pages in the file: objects of this type are not compressed.
    pub(crate) fn pages(file: &[u8]) -> usize {
        let text = String::from_utf8_lossy(file);
        let types = text.split("/Type/Page").skip(1);
        types.filter(|rest| !rest.starts_with('s')).count()
    }

    fn format() -> Format {
        Format {
            width: A4.0,
            height: A4.1,
            left: 50.0,
            right: A4.0 - 50.0,
            top: 50.0,
            bottom: A4.1 - 50.0,
            size: 10.0,
            line: 13.0,
        }
    }

    #[test]
    fn what_does_not_fit_goes_on_on_the_next_page() {
        let measure = Measure::new().unwrap();
        let mut sheet = Sheet::new(&measure, format());
        sheet.numbered = true;
        let text = "kata ".repeat(2_000);
        sheet.paragraph(&text, sheet.across(), None);
        sheet.rule(0.5);
        assert_inside(&sheet);
        assert!(sheet.page > 0);
        assert_eq!(sheet.foot(1).text, format!("Halaman 2 dari {}", sheet.page + 1));
        assert_eq!(words(&sheet).matches("kata").count(), 2_000);
        let file = sheet.write("Kata".to_owned()).unwrap();
        assert!(file.starts_with(b"%PDF-"), "{:?}", &file[..8]);
        assert_eq!(pages(&file), sheet.page + 1);
        // Fonts are cut down to the signs that are used.
        assert!(file.len() < 60_000, "{}", file.len());
    }
}
