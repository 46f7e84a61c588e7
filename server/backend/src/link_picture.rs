//! The picture that messengers show beside a link to a visit (Open Graph): 1200 by 630 pixels, large letters, for it
//! is seen small. Drawn from the outlines of the letter's font.

use crate::error::{StoreError, Stored};
use crate::paper::{BOLD, Measure, REGULAR};
use crate::poster_pdf::PosterText;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};

/// Pixels; what messengers ask for.
const WIDTH: u16 = 1200;
const HEIGHT: u16 = 630;
const LEFT: f32 = 64.0;
const RIGHT: f32 = 1136.0;

/// Draws the picture as a PNG file.
///
/// # Errors
/// Where the library refuses; it does for none of our texts.
pub(crate) fn draw(text: &PosterText) -> Stored<Vec<u8>> {
    let refused = || StoreError::Paper("picture".to_owned());
    let mut picture = Pixmap::new(u32::from(WIDTH), u32::from(HEIGHT)).ok_or_else(refused)?;
    // The colours of the pages (style/tokens.css): paper, leaf, ink.
    let (leaf, white, ink) = ([0x0b, 0x6b, 0x4f], [0xff, 0xff, 0xff], [0x1c, 0x21, 0x1f]);
    picture.fill(Color::from_rgba8(0xfb, 0xfa, 0xf6, 0xff));
    if let Some(band) = Rect::from_xywh(0.0, 0.0, f32::from(WIDTH), 212.0) {
        picture.fill_rect(band, &paint(leaf), Transform::identity(), None);
    }
    let measure = Measure::new()?;
    let mut line = |words: &str, y: f32, size: f32, bold: bool, colour| {
        let width = measure.width(words, size, bold);
        // A long name is set smaller instead of being cut.
        let size = size * ((RIGHT - LEFT) / width.max(1.0)).min(1.0);
        write(&mut picture, words, (LEFT, y), size, bold, colour)
    };
    line("Buat NIB GRATIS", 124.0, 100.0, true, white)?;
    line("Petugas DPMPTSP datang ke desa Anda", 184.0, 42.0, false, white)?;
    line(&text.place, 320.0, 84.0, true, ink)?;
    line(&text.date, 416.0, 62.0, true, ink)?;
    line(&text.hours, 492.0, 52.0, false, ink)?;
    line(&text.venue, 566.0, 52.0, false, ink)?;
    picture
        .encode_png()
        .map_err(|error| StoreError::Paper(format!("picture: {error}")))
}

fn paint(colour: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint::default();
    let [red, green, blue] = colour;
    paint.set_color_rgba8(red, green, blue, 255);
    paint.anti_alias = true;
    paint
}

/// Draws a line of text; signs that the font lacks are left out.
fn write(
    picture: &mut Pixmap,
    words: &str,
    (left, base): (f32, f32),
    size: f32,
    bold: bool,
    colour: [u8; 3],
) -> Stored<()> {
    let font = FontRef::new(if bold { BOLD } else { REGULAR })
        .map_err(|error| StoreError::Paper(error.to_string()))?;
    let (signs, outlines) = (font.charmap(), font.outline_glyphs());
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let mut pen = Pen {
        path: PathBuilder::new(),
        x: left,
        y: base,
    };
    for sign in words.chars() {
        let Some(glyph) = signs.map(sign) else { continue };
        if let Some(outline) = outlines.get(glyph) {
            let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            outline
                .draw(settings, &mut pen)
                .map_err(|error| StoreError::Paper(format!("{error:?}")))?;
        }
        pen.x += metrics.advance_width(glyph).unwrap_or(0.0);
    }
    if let Some(path) = pen.path.finish() {
        picture.fill_path(
            &path,
            &paint(colour),
            FillRule::Winding,
            Transform::identity(),
            None,
        );
    }
    Ok(())
}

/// Puts outlines, whose heights grow upwards, where the line stands.
struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, self.y - y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, self.y - y);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path
            .quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.path.cubic_to(
            self.x + ax,
            self.y - ay,
            self.x + bx,
            self.y - by,
            self.x + x,
            self.y - y,
        );
    }
    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::poster_pdf::tests::text;

    #[test]
    fn a_picture_has_the_asked_size_and_every_line_stays_on_it() {
        let text = text("Balai Banjar Kelodan Tengah, sebelah timur kantor perbekel, depan pura");
        let file = draw(&text).unwrap();
        if let Ok(folder) = std::env::var("POSTERS_TO") {
            std::fs::write(format!("{folder}/picture.png"), &file).unwrap();
        }
        // Messengers take pictures of at most 300 kB.
        assert!(file.len() < 200_000, "{}", file.len());
        let read = image::load_from_memory(&file).unwrap().to_rgb8();
        assert_eq!(read.dimensions(), (1200, 630));
        let dark = |x: u32, y: u32| read.get_pixel(x, y).0[0] < 0x60;
        assert!((230..600).any(|y| (64..1136).any(|x| dark(x, y))));
        assert!(
            (230..630).all(|y| (1140..1200).all(|x| !dark(x, y))),
            "nothing in the margin"
        );
    }
}
