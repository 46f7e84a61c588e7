//! Tables as pages to print: A4 across, each part on pages of its own, the names of the columns on every page.

use super::Content;
use super::columns::{self, Column};
use crate::error::Stored;
use crate::paper::{A4, Format, Measure, Rule, Sheet};
use domain::report::{Cell, Table};

/// Size of the cells.
pub(super) const SIZE: f32 = 8.5;
const FORMAT: Format = Format {
    width: A4.1,
    height: A4.0,
    left: 36.0,
    right: A4.1 - 36.0,
    top: 36.0,
    bottom: A4.0 - 44.0,
    size: SIZE,
    line: 10.5,
};
/// Between the last line of a row and its rule.
const PAD: f32 = 3.5;
/// Width of a rule.
const RULE: f32 = 0.3;

/// The cells of a row, each in its lines.
type Row = Vec<Vec<String>>;

fn lay_out<'a>(content: &Content, measure: &'a Measure<'a>) -> Sheet<'a> {
    let mut sheet = Sheet::new(measure, FORMAT);
    sheet.numbered = true;
    sheet.lang = content.lang;
    for (number, table) in content.tables.iter().enumerate() {
        if number > 0 {
            next_page(&mut sheet);
        }
        heading(&mut sheet, content, table);
        set(&mut sheet, content, table);
    }
    sheet
}

fn next_page(sheet: &mut Sheet<'_>) {
    sheet.page += 1;
    sheet.y = FORMAT.top;
}

fn heading(sheet: &mut Sheet<'_>, content: &Content, table: &Table) {
    sheet.down(14.0);
    let period = content.wish.period.words(content.lang);
    sheet.put(FORMAT.left, 14.0, true, &format!("{}, {period}", table.title));
    sheet.down(4.0);
    for line in [&content.office, &content.made].into_iter().chain(&table.notes) {
        sheet.paragraph(line, sheet.across(), None);
    }
    sheet.down(8.0);
}

fn set(sheet: &mut Sheet<'_>, content: &Content, table: &Table) {
    let measure = sheet.measure;
    let columns = columns::of(table, content.lang, measure, FORMAT.right - FORMAT.left);
    let wrapped =
        |text: &str, column: &Column, bold| measure.lines(text, column.width - columns::GAP, SIZE, bold);
    let names: Row = columns
        .iter()
        .zip(&table.columns)
        .map(|(column, name)| wrapped(name, column, true))
        .collect();
    put(sheet, &columns, &names, true);
    for cells in &table.rows {
        let cell = |(column, cell): (&Column, &Cell)| wrapped(&cell.shown(content.lang), column, false);
        let row: Row = columns.iter().zip(cells).map(cell).collect();
        if sheet.y + height(&row) > FORMAT.bottom {
            next_page(sheet);
            put(sheet, &columns, &names, true);
        }
        put(sheet, &columns, &row, false);
    }
}

fn height(row: &Row) -> f32 {
    let lines = row.iter().map(Vec::len).max().unwrap_or(0);
    FORMAT.line * lines as f32 + PAD
}

/// A row, for which there is room, with its rule.
fn put(sheet: &mut Sheet<'_>, columns: &[Column], row: &Row, bold: bool) {
    let (top, mut left) = (sheet.y, FORMAT.left);
    for (column, lines) in columns.iter().zip(row) {
        sheet.y = top;
        for line in lines {
            sheet.y += FORMAT.line;
            let room = column.width - columns::GAP;
            let moved = if column.right {
                (room - sheet.measure.width(line, SIZE, bold)).max(0.0)
            } else {
                0.0
            };
            sheet.put(left + moved, SIZE, bold, line);
        }
        left += column.width;
    }
    sheet.y = top + height(row);
    sheet.rules.push(Rule {
        page: sheet.page,
        y: sheet.y,
        across: (FORMAT.left, left - columns::GAP),
        width: RULE,
    });
}

/// Writes the file.
///
/// # Errors
/// Where the library refuses; it does for none of our texts.
pub(super) fn write(content: &Content) -> Stored<Vec<u8>> {
    let measure = Measure::new()?;
    lay_out(content, &measure).write(content.wish.title(content.lang))
}

#[cfg(test)]
mod tests {
    use super::super::tests::content;
    use super::*;
    use crate::paper::tests::{assert_inside, pages};
    use domain::lang::Lang;

    fn rows(number: u64) -> Vec<Vec<Cell>> {
        let row = |number| {
            vec![
                Cell::text(format!("Desa{number}")),
                Cell::Number(number),
                Cell::text("Sosialisasi: tidak ada yang tercatat; ".repeat(4)),
            ]
        };
        (0..number).map(row).collect()
    }

    #[test]
    fn no_line_is_lost_and_all_lie_inside_the_margins() {
        let measure = Measure::new().unwrap();
        for number in [0, 1, 40, 700] {
            let sheet = lay_out(&content("all.pdf", rows(number), Lang::Id), &measure);
            assert_inside(&sheet);
            for it in 0..number {
                let name = format!("Desa{it}");
                assert_eq!(sheet.placed.iter().filter(|line| line.text == name).count(), 1);
            }
        }
    }

    #[test]
    fn every_page_has_the_names_of_the_columns() {
        let measure = Measure::new().unwrap();
        let content = content("all.pdf", rows(300), Lang::En);
        let sheet = lay_out(&content, &measure);
        assert!(sheet.page > 3);
        for page in 0..=sheet.page {
            let named = sheet
                .placed
                .iter()
                .filter(|line| line.page == page && line.bold && line.text == "b");
            assert_eq!(named.count(), 1, "{page}");
        }
        assert_eq!(pages(&write(&content).unwrap()), sheet.page + 1);
    }

    #[test]
    fn no_row_is_cut_by_the_end_of_a_page() {
        let measure = Measure::new().unwrap();
        let sheet = lay_out(&content("all.pdf", rows(120), Lang::Id), &measure);
        for line in sheet.placed.iter().filter(|line| line.text.starts_with("Desa")) {
            let below = sheet
                .rules
                .iter()
                .filter(|rule| rule.page == line.page && rule.y > line.y);
            let end = below.map(|rule| rule.y).fold(f32::MAX, f32::min);
            assert!(end <= FORMAT.bottom, "{line:?}");
        }
    }
}
