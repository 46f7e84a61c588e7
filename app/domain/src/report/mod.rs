//! Reports that leave the program as files: which ones there are, and what stands in each.
//!
//! A report is made of [`Table`]s, whose cells know what they hold. Every format writes the same tables, and they are
//! filled from the figures that the pages show, so that all of them agree to the last digit.

mod compose;
mod rows;
mod service;
mod table;
mod words;

#[cfg(test)]
mod compose_tests;

pub use compose::{attendance, figures, incidents, outreach, satisfaction, visits};
pub use rows::{AttendanceRow, OutreachRow};
pub use service::{ReportService, ReportState, ReportView, ReportsPage};
pub use table::{Cell, Table};
pub use words::ReportWords;

use crate::evaluation::Period;
use crate::lang::{Lang, keyed};
use serde::{Deserialize, Serialize};

keyed! {
    /// A part of a report: one table.
    ReportPart {
        /// All figures of the dashboard, by month where the period is longer than one.
        Figures = "figures", "Ringkasan", "Summary";
        /// Visits and what came of them.
        Visits = "visits", "Kunjungan", "Visits";
        /// Everybody who came, without names.
        Attendance = "attendance", "Kehadiran", "Attendance";
        /// Outages of OSS with the steps taken.
        Incidents = "incidents", "Gangguan OSS", "OSS outages";
        /// How the word was spread.
        Outreach = "outreach", "Sosialisasi", "Outreach";
        /// The survey of satisfaction (SKM).
        Satisfaction = "satisfaction", "Survei kepuasan (SKM)", "Survey of satisfaction (SKM)";
    }
}

keyed! {
    /// How a report is written.
    ReportFormat {
        /// A workbook, a sheet for each part.
        Xlsx = "xlsx", "Excel", "Excel";
        /// For printing and for the file.
        Pdf = "pdf", "PDF", "PDF";
        /// Plain text, one part alone.
        Csv = "csv", "CSV", "CSV";
    }
}

impl ReportFormat {
    /// The type that a browser is told.
    pub const fn media_type(self) -> &'static str {
        match self {
            ReportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ReportFormat::Pdf => "application/pdf",
            ReportFormat::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// All parts together, in the names of files and in forms.
const ALL: &str = "all";

/// Which file somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportWish {
    /// The period.
    pub period: Period,
    /// One part; none: all of them.
    part: Option<ReportPart>,
    /// How it is written.
    format: ReportFormat,
}

impl ReportWish {
    /// A report of one part, or of all; there is none of all parts as CSV, which has no sheets.
    pub fn new(period: Period, part: Option<ReportPart>, format: ReportFormat) -> Option<ReportWish> {
        let fits = part.is_some() || format != ReportFormat::Csv;
        fits.then_some(ReportWish { period, part, format })
    }

    /// Reads a file as [`ReportWish::choice`] names it: `visits.xlsx`, `all.pdf`.
    pub fn parse(period: Period, choice: &str) -> Option<ReportWish> {
        let (part, format) = choice.split_once('.')?;
        let part = match part {
            ALL => None,
            part => Some(ReportPart::from_key(part)?),
        };
        ReportWish::new(period, part, ReportFormat::from_key(format)?)
    }

    /// How forms name the file.
    pub fn choice(self) -> String {
        let part = self.part.map_or(ALL, ReportPart::key);
        format!("{part}.{}", self.format.key())
    }

    /// How it is written.
    pub const fn format(self) -> ReportFormat {
        self.format
    }

    /// Its parts, in order.
    pub fn parts(self) -> Vec<ReportPart> {
        self.part
            .map_or_else(|| ReportPart::ALL.to_vec(), |part| vec![part])
    }

    /// `Laporan November 2026`, `Kunjungan, November 2026`.
    pub fn title(self, lang: Lang) -> String {
        let period = self.period.words(lang);
        match self.part {
            None => format!("{} {period}", lang.pick("Laporan", "Report")),
            Some(part) => format!("{}, {period}", part.word(lang)),
        }
    }

    /// What the file is called: `kunjungan-2026-11.xlsx`.
    pub fn file_name(self) -> String {
        let part = self.part.map_or("laporan", |part| match part {
            ReportPart::Figures => "ringkasan",
            ReportPart::Visits => "kunjungan",
            ReportPart::Attendance => "kehadiran",
            ReportPart::Incidents => "gangguan-oss",
            ReportPart::Outreach => "sosialisasi",
            ReportPart::Satisfaction => "skm",
        });
        format!("{part}-{}.{}", self.period, self.format.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn period() -> Period {
        Period::parse("2026-11").unwrap()
    }

    #[test]
    fn every_file_has_a_name_of_its_own_and_is_read_back() {
        let parts = ReportPart::ALL.iter().copied().map(Some).chain([None]);
        let all: Vec<_> = parts
            .flat_map(|part| ReportFormat::ALL.iter().map(move |format| (part, *format)))
            .filter_map(|(part, format)| ReportWish::new(period(), part, format))
            .collect();
        assert_eq!(all.len(), 7 * 3 - 1);
        for wish in &all {
            assert_eq!(ReportWish::parse(period(), &wish.choice()), Some(*wish));
        }
        let names: HashSet<_> = all.iter().map(|it| it.file_name()).collect();
        assert_eq!(names.len(), all.len());
    }

    #[test]
    fn what_is_no_file_is_none() {
        for bad in [
            "",
            "visits",
            "visits.",
            ".xlsx",
            "visits.exe",
            "all.csv",
            "secret.pdf",
            "visits.xlsx.pdf",
        ] {
            assert_eq!(ReportWish::parse(period(), bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_report_says_what_it_is() {
        let wish = |choice| ReportWish::parse(period(), choice).unwrap();
        assert_eq!(wish("all.pdf").title(Lang::Id), "Laporan November 2026");
        assert_eq!(wish("visits.csv").title(Lang::En), "Visits, November 2026");
        assert_eq!(wish("satisfaction.xlsx").file_name(), "skm-2026-11.xlsx");
        assert_eq!(wish("all.xlsx").parts(), ReportPart::ALL);
        assert_eq!(wish("visits.csv").parts(), [ReportPart::Visits]);
    }
}
