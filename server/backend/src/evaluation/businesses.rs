//! How many small businesses (UMKM) there are in the regency, read from a file.

use crate::Backend;
use crate::db::execute;
use crate::import::{ImportError, no_more_than_once, open, rows};
use domain::year::YEARS;
use serde::Deserialize;
use std::collections::HashSet;
use std::io::Read;
use std::ops::RangeInclusive;
use std::path::Path;

#[derive(Deserialize)]
struct Row {
    year: String,
    msme_in_tabanan: String,
}

const PUT: &str = "insert into msme_count (year, businesses) values ($1, $2)
    on conflict (year) do update set businesses = excluded.businesses";

/// Years that can be counted: the programme's own numbers begin in 2018.
const COUNTED: RangeInclusive<i32> = 2000..=*YEARS.end();

impl Backend {
    /// Imports the number of small businesses by year; those that are there already are brought up to date.
    ///
    /// # Errors
    /// Names file, line and reason; nothing is kept.
    pub async fn import_msme_count(&self, path: &Path) -> Result<usize, ImportError> {
        let (file, opened) = open(path)?;
        self.put_msme_count(&file, opened).await
    }

    pub(crate) async fn put_msme_count(&self, file: &str, from: impl Read) -> Result<usize, ImportError> {
        let mut seen = HashSet::new();
        let all = rows(file, from, |row: Row| {
            let year = row.year.parse::<i32>().ok().filter(|year| COUNTED.contains(year));
            let year = year.ok_or_else(|| format!("year {:?} is none", row.year))?;
            let number = row.msme_in_tabanan.parse::<u32>();
            let number =
                number.map_err(|_| format!("msme_in_tabanan {:?} is no number", row.msme_in_tabanan))?;
            no_more_than_once(&mut seen, year, "the year")?;
            Ok((i64::from(year), i64::from(number)))
        })?;
        let mut tx = self.pool.begin().await?;
        for (year, number) in &all {
            execute!(tx, PUT, *year, *number)?;
        }
        tx.commit().await?;
        Ok(all.len())
    }
}
