//! A table as CSV, as the spreadsheets of the office read it.

use super::Content;
use crate::error::{StoreError, Stored};
use ::csv::WriterBuilder;
use domain::lang::Lang;

/// Says that the text is UTF-8; without it Excel takes it for another encoding.
const MARK: &str = "\u{feff}";

/// Writes the file: the first table alone, for the format has no sheets.
///
/// # Errors
/// Where the library refuses; it does for none of our texts.
pub(super) fn write(content: &Content) -> Stored<Vec<u8>> {
    let refused = |error: String| StoreError::Table(error);
    let lang = content.lang;
    // Where numbers have a decimal comma, a semicolon separates.
    let delimiter = match lang {
        Lang::Id => b';',
        Lang::En => b',',
    };
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(MARK.as_bytes().to_vec());
    if let Some(table) = content.tables.first() {
        let head = writer.write_record(&table.columns);
        head.map_err(|error| refused(error.to_string()))?;
        for row in &table.rows {
            let line = row.iter().map(|cell| harmless(cell.plain(lang)));
            let line = writer.write_record(line);
            line.map_err(|error| refused(error.to_string()))?;
        }
    }
    writer.into_inner().map_err(|error| refused(error.to_string()))
}

/// A spreadsheet would compute what begins with one of these signs.
fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::content;
    use super::*;
    use domain::report::Cell;

    fn text(cells: Vec<Cell>, lang: Lang) -> String {
        let file = write(&content("visits.csv", vec![cells], lang)).unwrap();
        String::from_utf8(file).unwrap()
    }

    #[test]
    fn a_file_is_read_by_a_spreadsheet_of_its_language() {
        let cells = || vec![Cell::text("Desa; Kaja"), Cell::Decimal(8831, 2), Cell::Nothing];
        assert_eq!(text(cells(), Lang::Id), "\u{feff}a;b;c\n\"Desa; Kaja\";88,31;\n");
        assert_eq!(text(cells(), Lang::En), "\u{feff}a,b,c\nDesa; Kaja,88.31,\n");
    }

    #[test]
    fn nothing_in_it_is_computed() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"] {
            let cells = vec![Cell::text(bad), Cell::text("a=b"), Cell::text("–")];
            let text = text(cells, Lang::Id);
            assert!(text.contains(&format!("'{bad}")), "{text:?}");
            assert!(text.contains(";a=b;–\n"), "{text:?}");
        }
    }
}
