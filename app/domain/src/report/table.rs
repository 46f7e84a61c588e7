//! A table whose cells know what they hold: each format writes them in its own way, with the same digits.

use crate::calendar::to_wita;
use crate::evaluation::{number_text, share_text};
use crate::lang::Lang;
use chrono::{DateTime, NaiveDate, Utc};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// It is not known.
    Nothing,
    /// Words.
    Text(String),
    /// A number of something.
    Number(u64),
    /// A share, in tenths of a percent.
    Share(u32),
    /// A number with so many decimals: `(8831, 2)` is 88.31.
    Decimal(u64, u32),
    /// A day, in WITA.
    Date(NaiveDate),
    /// A moment, shown in WITA to the minute.
    Moment(DateTime<Utc>),
}

impl Cell {
    /// Words.
    pub fn text(words: impl Into<String>) -> Cell {
        Cell::Text(words.into())
    }

    /// A number, where it is known.
    pub fn known(number: Option<impl Into<u64>>) -> Cell {
        number.map_or(Cell::Nothing, |number| Cell::Number(number.into()))
    }

    /// As the pages write it.
    pub fn shown(&self, lang: Lang) -> String {
        match self {
            Cell::Nothing => "–".to_owned(),
            Cell::Number(number) => number_text(*number, lang),
            Cell::Share(tenths) => share_text(*tenths, lang),
            Cell::Date(date) => date.format("%d/%m/%Y").to_string(),
            Cell::Moment(at) => to_wita(*at).format("%d/%m/%Y %H.%M").to_string(),
            Cell::Text(_) | Cell::Decimal(..) => self.plain(lang),
        }
    }

    /// For programs that read it: no thousands, days as ISO 8601, nothing where it is not known.
    pub fn plain(&self, lang: Lang) -> String {
        match self {
            Cell::Nothing => String::new(),
            Cell::Text(words) => words.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Share(tenths) => decimal((*tenths).into(), 1, lang),
            Cell::Decimal(number, decimals) => decimal(*number, *decimals, lang),
            Cell::Date(date) => date.to_string(),
            Cell::Moment(at) => to_wita(*at).format("%Y-%m-%d %H:%M").to_string(),
        }
    }

    /// It is a number, which stands at the right of its column.
    pub fn is_number(&self) -> bool {
        matches!(self, Cell::Number(_) | Cell::Share(_) | Cell::Decimal(..))
    }
}

fn decimal(number: u64, decimals: u32, lang: Lang) -> String {
    let one = 10_u64.pow(decimals);
    let (point, places) = (lang.pick(",", "."), decimals as usize);
    format!("{}{point}{:0places$}", number / one, number % one)
}

/// A table with its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it is about.
    pub title: String,
    /// What one has to know to read it, a sentence each.
    pub notes: Vec<String>,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Lines, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::from_wita;
    use chrono::NaiveTime;

    #[test]
    fn cells_are_written_for_people_and_for_programs() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        let moment = from_wita(date, NaiveTime::from_hms_opt(23, 59, 59).unwrap());
        let both = |cell: Cell, lang| (cell.shown(lang), cell.plain(lang));
        let pair = |shown: &str, plain: &str| (shown.to_owned(), plain.to_owned());
        assert_eq!(both(Cell::Nothing, Lang::Id), pair("–", ""));
        assert_eq!(both(Cell::Number(47_160), Lang::Id), pair("47.160", "47160"));
        assert_eq!(both(Cell::Share(125), Lang::Id), pair("12,5 %", "12,5"));
        assert_eq!(both(Cell::Share(5), Lang::En), pair("0.5%", "0.5"));
        assert_eq!(both(Cell::Decimal(8831, 2), Lang::Id), pair("88,31", "88,31"));
        assert_eq!(both(Cell::Decimal(35_004, 4), Lang::En), pair("3.5004", "3.5004"));
        assert_eq!(both(Cell::Date(date), Lang::Id), pair("31/12/2026", "2026-12-31"));
        assert_eq!(
            both(Cell::Moment(moment), Lang::Id),
            pair("31/12/2026 23.59", "2026-12-31 23:59")
        );
        assert_eq!(both(Cell::text("=1+1"), Lang::Id), pair("=1+1", "=1+1"));
    }
}
