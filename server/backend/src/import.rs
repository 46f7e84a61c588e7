//! Reading the CSV files of villages, holidays, Balinese days and the programme's history. A bad row is refused with
//! file, line and reason, and nothing of that file is kept.

use crate::Backend;
use crate::audit::Actor;
use crate::db::{execute, fetch_all, insert_many};
use crate::error::StoreError;
use chrono::{Datelike, NaiveDate};
use domain::calendar::from_wita;
use domain::lunar::LunarKind;
use domain::plan::parse_date;
use domain::text::Line;
use domain::village::VillageCode;
use serde::Deserialize;
use std::collections::HashSet;
use std::io::Read;
use std::path::Path;
use uuid::Uuid;

/// Why a file was not taken. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("{file}: {why}")]
    File {
        /// Path.
        file: String,
        /// Reason.
        why: String,
    },
    /// A row cannot be taken.
    #[error("{file}:{line}: {why}")]
    Row {
        /// Path.
        file: String,
        /// Line, counted from 1.
        line: u64,
        /// Reason.
        why: String,
    },
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Deserialize)]
struct VillageRow {
    village_code: String,
    village: String,
    district_code: String,
    district: String,
    aliases: String,
}

#[derive(Deserialize)]
struct HolidayRow {
    date: String,
    kind: String,
    name: String,
    source: String,
}

#[derive(Deserialize)]
struct BalineseDayRow {
    date: String,
    kind: String,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
struct HistoryRow {
    village_code: String,
    village: String,
    date: String,
    applicants: String,
}

const PUT_VILLAGE: &str = " on conflict (code) do update set name = excluded.name, district = excluded.district, aliases = excluded.aliases";
const PUT_HOLIDAY: &str =
    " on conflict (date, name) do update set kind = excluded.kind, provisional = excluded.provisional";
const PROVISIONAL: &str = "select date, name from holiday where provisional order by date, name";
const CONFIRMED: &str = "select date, name from holiday where not provisional order by date, name";
const DROP_PROVISIONAL: &str = "delete from holiday where date = $1 and name = $2 and provisional";
const PUT_PAST_VISIT: &str = "insert into visit (id, village_code, date, starts_at, ends_at, pause_from, pause_until,
    slot_minutes, service_minutes, walk_in_places, venue, override_reason, state, attended, version, created_at)
    values ($1, $2, $3, $4, $5, null, null, 20, 20, 0, $6, null, 'done', $7, 1, $8) on conflict do nothing";

/// Rows in one statement; SQLite binds 32,766 values at most.
pub(crate) const ROWS: usize = 500;

/// The lines of a CSV file, each checked; the first bad one ends it.
pub(crate) fn rows<R: for<'a> Deserialize<'a>, T>(
    file: &str,
    mut from: impl Read,
    mut check: impl FnMut(R) -> Result<T, String>,
) -> Result<Vec<T>, ImportError> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).map_err(|error| ImportError::File {
        file: file.to_owned(),
        why: error.to_string(),
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(bytes.as_slice());
    let mut all = Vec::new();
    let headers = reader
        .headers()
        .map_err(|error| bad_row(file, &error, 1))?
        .clone();
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(all),
            Ok(true) => {
                let line = record.position().map_or(line, |at| line_of(&bytes, at));
                let row = record
                    .deserialize::<R>(Some(&headers))
                    .map_err(|error| bad_row(file, &error, line))?;
                all.push(check(row).map_err(|why| ImportError::Row {
                    file: file.to_owned(),
                    line,
                    why,
                })?);
            }
            Err(error) => return Err(bad_row(file, &error, line)),
        }
    }
}

/// The line of a row. The reader counts from the empty lines before it.
fn line_of(bytes: &[u8], at: &csv::Position) -> u64 {
    let from = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let rest = bytes.get(from..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    at.line() + empty.filter(|byte| **byte == b'\n').fold(0, |lines, _| lines + 1)
}

fn bad_row(file: &str, error: &csv::Error, line: u64) -> ImportError {
    let line = error.position().map_or(line, csv::Position::line);
    let why = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("{expected_len} columns are expected, {len} found"),
        csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        csv::ErrorKind::Io(error) => error.to_string(),
        _ => "cannot be read".to_owned(),
    };
    ImportError::Row {
        file: file.to_owned(),
        line,
        why,
    }
}

pub(crate) fn open(path: &Path) -> Result<(String, std::fs::File), ImportError> {
    let file = path.display().to_string();
    match std::fs::File::open(path) {
        Ok(opened) => Ok((file, opened)),
        Err(error) => Err(ImportError::File {
            file,
            why: error.to_string(),
        }),
    }
}

pub(crate) fn no_more_than_once<K: std::hash::Hash + Eq>(
    seen: &mut HashSet<K>,
    key: K,
    what: &str,
) -> Result<(), String> {
    if seen.insert(key) {
        Ok(())
    } else {
        Err(format!("{what} stands here twice"))
    }
}

impl Backend {
    /// Imports villages; those that are there already are brought up to date.
    ///
    /// # Errors
    /// Names file, line and reason; nothing is kept.
    pub async fn import_villages(&self, path: &Path) -> Result<usize, ImportError> {
        let (file, opened) = open(path)?;
        self.put_villages(&file, opened).await
    }

    pub(crate) async fn put_villages(&self, file: &str, from: impl Read) -> Result<usize, ImportError> {
        let mut seen = HashSet::new();
        let all = rows(file, from, |row: VillageRow| {
            let code = VillageCode::parse(&row.village_code)
                .map_err(|error| format!("{:?}: {error}", row.village_code))?;
            if code.district() != row.district_code {
                return Err(format!(
                    "district_code {:?} does not begin the village code",
                    row.district_code
                ));
            }
            let name =
                |text: &str, what| Line::<80>::parse(text).map_err(|problem| format!("{what}: {problem:?}"));
            no_more_than_once(&mut seen, code.clone(), "the village code")?;
            Ok((
                code,
                name(&row.village, "village")?,
                name(&row.district, "district")?,
                row.aliases,
            ))
        })?;
        let mut tx = self.pool.begin().await?;
        for some in all.chunks(ROWS) {
            insert_many!(
                tx,
                "insert into village (code, name, district, aliases) ",
                some,
                |row, village| {
                    let (code, name, district, aliases) = village;
                    row.push_bind(code.as_str())
                        .push_bind(name.as_str())
                        .push_bind(district.as_str())
                        .push_bind(aliases.as_str());
                },
                PUT_VILLAGE
            )?;
        }
        tx.commit().await?;
        Ok(all.len())
    }

    /// Imports holidays; those that are there already are brought up to date, provisional ones also where
    /// they have moved within their year.
    ///
    /// # Errors
    /// Names file, line and reason; nothing is kept.
    pub async fn import_holidays(&self, path: &Path) -> Result<usize, ImportError> {
        let (file, opened) = open(path)?;
        self.put_holidays(&file, opened).await
    }

    pub(crate) async fn put_holidays(&self, file: &str, from: impl Read) -> Result<usize, ImportError> {
        let mut seen = HashSet::new();
        let mut all = rows(file, from, |row: HolidayRow| {
            let date = parse_date(&row.date).map_err(|_| format!("date {:?} is not YYYY-MM-DD", row.date))?;
            let kind = match row.kind.as_str() {
                "national" => "national",
                "joint_leave" => "joint-leave",
                other => return Err(format!("kind {other:?} is neither national nor joint_leave")),
            };
            let name = Line::<80>::parse(&row.name).map_err(|problem| format!("name: {problem:?}"))?;
            no_more_than_once(&mut seen, (date, name.as_str().to_owned()), "the holiday")?;
            Ok((date, name, kind, row.source == "provisional"))
        })?;
        let mut tx = self.pool.begin().await?;
        // What the office has confirmed is not made provisional again by an older file.
        let sure: HashSet<(i32, String)> = fetch_all!(tx, (NaiveDate, String), CONFIRMED)?
            .into_iter()
            .map(|(date, name)| (date.year(), name))
            .collect();
        all.retain(|(date, name, _, provisional)| {
            !(*provisional && sure.contains(&(date.year(), name.as_str().to_owned())))
        });
        // A provisional holiday that this file has on another day of its year has moved.
        let named: HashSet<(i32, &str)> = all.iter().map(|it| (it.0.year(), it.1.as_str())).collect();
        for (date, name) in fetch_all!(tx, (NaiveDate, String), PROVISIONAL)? {
            let stays = seen.contains(&(date, name.clone()));
            if !stays && named.contains(&(date.year(), name.as_str())) {
                execute!(tx, DROP_PROVISIONAL, date, name)?;
            }
        }
        for some in all.chunks(ROWS) {
            insert_many!(
                tx,
                "insert into holiday (date, name, kind, provisional) ",
                some,
                |row, holiday| {
                    let (date, name, kind, provisional) = holiday;
                    row.push_bind(*date)
                        .push_bind(name.as_str())
                        .push_bind(*kind)
                        .push_bind(*provisional);
                },
                PUT_HOLIDAY
            )?;
        }
        tx.commit().await?;
        Ok(all.len())
    }

    /// Imports days of the Balinese lunar calendar; those that are there already stay.
    ///
    /// # Errors
    /// Names file, line and reason; nothing is kept.
    pub async fn import_balinese_days(&self, path: &Path) -> Result<usize, ImportError> {
        let (file, opened) = open(path)?;
        self.put_balinese_days(&file, opened).await
    }

    pub(crate) async fn put_balinese_days(&self, file: &str, from: impl Read) -> Result<usize, ImportError> {
        let mut seen = HashSet::new();
        let all = rows(file, from, |row: BalineseDayRow| {
            let date = parse_date(&row.date).map_err(|_| format!("date {:?} is not YYYY-MM-DD", row.date))?;
            let kind = LunarKind::from_key(&row.kind).ok_or_else(|| {
                let kinds = LunarKind::ALL.map(LunarKind::key).join(", ");
                format!("kind {:?} is none of {kinds}", row.kind)
            })?;
            no_more_than_once(&mut seen, (date, kind), "the day")?;
            Ok((date, kind))
        })?;
        let mut tx = self.pool.begin().await?;
        for some in all.chunks(ROWS) {
            insert_many!(
                tx,
                "insert into lunar_day (date, kind) ",
                some,
                |row, day| {
                    row.push_bind(day.0).push_bind(day.1.key());
                },
                " on conflict (date, kind) do nothing"
            )?;
        }
        tx.commit().await?;
        Ok(all.len())
    }

    /// Imports past visits as completed ones; those that are there already are left alone.
    ///
    /// # Errors
    /// Names file, line and reason; nothing is kept.
    pub async fn import_history(&self, path: &Path) -> Result<usize, ImportError> {
        let (file, opened) = open(path)?;
        self.put_history(&file, opened).await
    }

    pub(crate) async fn put_history(&self, file: &str, from: impl Read) -> Result<usize, ImportError> {
        let known: HashSet<String> = crate::villages::all(&self.pool)
            .await?
            .into_iter()
            .map(|v| String::from(v.code))
            .collect();
        let all = rows(file, from, |row: HistoryRow| {
            if !known.contains(&row.village_code) {
                return Err(format!(
                    "village {:?} ({}) is not known; import the villages first",
                    row.village_code, row.village
                ));
            }
            let date = parse_date(&row.date).map_err(|_| format!("date {:?} is not YYYY-MM-DD", row.date))?;
            let applicants = row
                .applicants
                .parse::<u32>()
                .map_err(|_| format!("applicants {:?} is no number", row.applicants))?;
            Ok((row.village_code, date, i64::from(applicants)))
        })?;
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        for (code, date, attended) in &all {
            // The hours of these visits are not handed down; a morning stands for them.
            let (from, until) = (hour(*date, 8), hour(*date, 12));
            execute!(
                tx,
                PUT_PAST_VISIT,
                Uuid::now_v7(),
                code.as_str(),
                *date,
                from,
                until,
                "Kantor Perbekel",
                *attended,
                now
            )?;
        }
        tx.commit().await?;
        tracing::info!(visits = all.len(), by = ?Actor::System, "history imported");
        Ok(all.len())
    }
}

fn hour(date: NaiveDate, hour: u32) -> chrono::DateTime<chrono::Utc> {
    from_wita(date, chrono::NaiveTime::MIN) + chrono::Duration::hours(i64::from(hour))
}
