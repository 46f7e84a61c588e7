//! Sets a letter on A4.

use crate::error::Stored;
use crate::paper::{A4, Format, Measure, Sheet};
use domain::letter::LetterText;

const LEFT: f32 = 71.0;
const RIGHT: f32 = A4.0 - 62.0;
const FORMAT: Format = Format {
    width: A4.0,
    height: A4.1,
    left: LEFT,
    right: RIGHT,
    top: 42.0,
    bottom: A4.1 - 48.0,
    size: 10.5,
    line: 14.0,
};
/// Space between paragraphs.
const GAP: f32 = 6.0;
/// Room for signature and stamp.
const SIGNATURE: f32 = 58.0;
/// Where date and signature begin.
const SECOND_COLUMN: f32 = 320.0;

fn lay_out<'a>(text: &LetterText, measure: &'a Measure<'a>) -> Sheet<'a> {
    let mut sheet = Sheet::new(measure, FORMAT);
    for line in &text.head {
        sheet.centred(line, 13.0, true);
    }
    sheet.centred(&text.address, 9.5, false);
    sheet.down(8.0);
    sheet.rule(1.6);
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
        sheet.block(block, LEFT + 28.0, 84.0);
    }
    signature(text, &mut sheet);
    sheet
}

/// Signer and copies, all on one page.
fn signature(text: &LetterText, sheet: &mut Sheet<'_>) {
    let title = sheet
        .measure
        .lines(&text.signer_title, RIGHT - SECOND_COLUMN, FORMAT.size, false);
    // Number of the signer and the word before the copies take a line each.
    let lines = title.len() + 2 + text.copies.len();
    sheet.keep(GAP * 4.0 + FORMAT.line * lines as f32 + SIGNATURE);
    sheet.down(GAP * 2.0);
    sheet.paragraph(&text.signer_title, (SECOND_COLUMN, RIGHT), None);
    sheet.down(SIGNATURE);
    sheet.put(SECOND_COLUMN, FORMAT.size, true, &text.signer_name);
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
    let subject = text.references.iter().find(|(name, _)| name == "Hal");
    let title = subject.map_or_else(String::new, |(_, subject)| subject.clone());
    lay_out(text, &measure).write(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::tests::{assert_inside, pages, words};
    use domain::paper::Block;

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
                Block::Numbered(vec!["menyediakan tempat;".into(), "x".repeat(200)]),
            ],
            signer_title: "Kepala Dinas".into(),
            signer_name: "I Made Contoh".into(),
            signer_number: "NIP 1".into(),
            copies: vec!["Camat Kediri".into()],
        }
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
        for number in [0, 1, 80, 2000] {
            let sheet = lay_out(&letter(number), &measure);
            assert_inside(&sheet);
            let all = words(&sheet);
            assert_eq!(all.matches("kata").count(), number);
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
