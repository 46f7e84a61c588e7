//! Tables as a workbook: a sheet for each, numbers and days as what they are.

use super::Content;
use crate::error::{StoreError, Stored};
use domain::calendar::to_wita;
use domain::report::{Cell, Table};
use rust_xlsxwriter::{ColNum, DocProperties, Format, RowNum, Workbook, Worksheet, XlsxError};

/// Signs that the widest column shows; longer texts are wrapped.
const WIDEST: usize = 60;
/// A4.
const PAPER: u8 = 9;

/// How cells are shown. Excel writes points and commas as its own language does.
struct Formats {
    heading: Format,
    names: Format,
    text: Format,
    number: Format,
    share: Format,
    date: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Formats {
        let number = |pattern: &str| Format::new().set_num_format(pattern);
        Formats {
            heading: Format::new().set_bold().set_font_size(14),
            names: Format::new().set_bold().set_text_wrap(),
            text: Format::new().set_text_wrap(),
            number: number("#,##0"),
            share: number("0.0%"),
            date: number("dd/mm/yyyy"),
            moment: number("dd/mm/yyyy hh:mm"),
        }
    }
}

/// Writes the file.
///
/// # Errors
/// Where the library refuses; it does for none of our texts.
pub(super) fn write(content: &Content) -> Stored<Vec<u8>> {
    written(content).map_err(|error| StoreError::Table(error.to_string()))
}

fn written(content: &Content) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let about = DocProperties::new()
        .set_title(content.wish.title(content.lang))
        .set_author(&content.office);
    book.set_properties(&about);
    let formats = Formats::new();
    for table in &content.tables {
        let sheet = book.add_worksheet();
        sheet.set_name(&table.title)?;
        fill(sheet, content, table, &formats)?;
    }
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, content: &Content, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    let period = content.wish.period.words(content.lang);
    sheet.write_string_with_format(0, 0, format!("{}, {period}", table.title), &formats.heading)?;
    let mut row: RowNum = 1;
    for line in [&content.office, &content.made].into_iter().chain(&table.notes) {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    let names = row + 1;
    for (column, name) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(names, column, name, &formats.names)?;
        sheet.set_column_width(column, width(table, column.into()) as f64)?;
    }
    for (row, cells) in (names + 1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            put(sheet, (row, column), cell, formats)?;
        }
    }
    sheet.set_freeze_panes(names + 1, 0)?;
    sheet.set_repeat_rows(names, names)?;
    sheet
        .set_landscape()
        .set_paper_size(PAPER)
        .set_print_fit_to_pages(1, 0);
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Nothing => sheet,
        Cell::Text(words) => sheet.write_string_with_format(row, column, words, &formats.text)?,
        // Exact below 2^53, which no count of people reaches.
        Cell::Number(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &formats.number)?
        }
        Cell::Share(tenths) => {
            sheet.write_number_with_format(row, column, f64::from(*tenths) / 1_000.0, &formats.share)?
        }
        Cell::Decimal(number, decimals) => {
            let value = *number as f64 / 10_f64.powi(i32::try_from(*decimals).unwrap_or(0));
            let shown = Format::new().set_num_format(format!("0.{}", "0".repeat(*decimals as usize)));
            sheet.write_number_with_format(row, column, value, &shown)?
        }
        Cell::Date(date) => sheet.write_datetime_with_format(row, column, *date, &formats.date)?,
        Cell::Moment(at) => sheet.write_datetime_with_format(row, column, to_wita(*at), &formats.moment)?,
    };
    Ok(())
}

/// Signs of the longest cell in a column, no more than [`WIDEST`].
fn width(table: &Table, column: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let length = |cell: &Cell| match cell {
        Cell::Nothing => 1,
        Cell::Text(words) => words.chars().count(),
        Cell::Number(_) | Cell::Share(_) | Cell::Decimal(..) => 10,
        Cell::Date(_) => 11,
        Cell::Moment(_) => 17,
    };
    let longest = cells.map(length).max().unwrap_or(0);
    let name = table.columns.get(column).map_or(0, |name| name.chars().count());
    // A long name is wrapped.
    longest.max(name.min(18)).clamp(6, WIDEST) + 2
}
