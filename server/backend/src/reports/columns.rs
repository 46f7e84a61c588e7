//! How wide the columns of a printed table are.

use super::page::SIZE;
use crate::paper::Measure;
use domain::lang::Lang;
use domain::report::Table;

/// Between two columns.
pub(super) const GAP: f32 = 8.0;
/// What a column may ask for before it is wrapped.
const WIDEST: f32 = 240.0;

/// A column on paper.
pub(super) struct Column {
    /// With the gap behind it.
    pub(super) width: f32,
    /// Its cells are numbers, which stand at its right.
    pub(super) right: bool,
}

/// What a column asks for.
struct Asked {
    /// Its longest word.
    least: f32,
    /// Its longest line, unless that is too long.
    most: f32,
}

/// Columns for a table on so much room: each has what it asks for; where that is too much, those with long texts are
/// wrapped first.
pub(super) fn of(table: &Table, lang: Lang, measure: &Measure<'_>, room: f32) -> Vec<Column> {
    let asked: Vec<Asked> = (0..table.columns.len())
        .map(|number| asked(table, number, lang, measure))
        .collect();
    let sum = |of: fn(&Asked) -> f32| asked.iter().map(of).sum::<f32>();
    let (least, most) = (sum(|it| it.least), sum(|it| it.most));
    let width = |it: &Asked| {
        if most <= room {
            it.most
        } else if least >= room {
            it.least * room / least
        } else {
            it.least + (it.most - it.least) * (room - least) / (most - least)
        }
    };
    let column = |(number, it): (usize, &Asked)| Column {
        width: width(it),
        right: is_numbers(table, number),
    };
    asked.iter().enumerate().map(column).collect()
}

fn asked(table: &Table, number: usize, lang: Lang, measure: &Measure<'_>) -> Asked {
    let name = &table.columns[number];
    let mut asked = Asked {
        least: longest_word(name, measure, true),
        // Names of columns may be wrapped.
        most: longest_word(name, measure, true),
    };
    for cell in table.rows.iter().filter_map(|row| row.get(number)) {
        let text = cell.shown(lang);
        asked.least = asked.least.max(longest_word(&text, measure, false));
        asked.most = asked.most.max(measure.width(&text, SIZE, false));
    }
    Asked {
        least: asked.least.min(WIDEST) + GAP,
        most: asked.most.min(WIDEST) + GAP,
    }
}

fn longest_word(text: &str, measure: &Measure<'_>, bold: bool) -> f32 {
    let widths = text
        .split_whitespace()
        .map(|word| measure.width(word, SIZE, bold));
    widths.fold(0.0, f32::max)
}

/// Most cells are numbers: one that is not known stands among them.
fn is_numbers(table: &Table, number: usize) -> bool {
    table
        .rows
        .iter()
        .any(|row| row.get(number).is_some_and(|cell| cell.is_number()))
}
