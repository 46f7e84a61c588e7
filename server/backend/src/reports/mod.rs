//! Reports: who may ask for one, and the making of it beside the requests.
//!
//! A finished file lies in memory for a while and nowhere else: it can be made again at any time.

mod columns;
mod csv;
mod jobs;
mod page;
mod read;
mod workbook;

pub(crate) use jobs::Reports;

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::error::{StoreError, Stored};
use crate::services::may;
use async_trait::async_trait;
use domain::error::ServiceError;
use domain::evaluation::{EvaluationService, Period, Span};
use domain::id::ReportId;
use domain::lang::Lang;
use domain::report::{
    ReportFormat, ReportPart, ReportService, ReportView, ReportWish, ReportWords, ReportsPage, Table,
    attendance, figures, incidents, outreach, satisfaction, visits,
};
use domain::service::Answer;
use domain::staff::{Act, Staff};
use std::sync::Arc;
use uuid::Uuid;

/// What a file is written from.
struct Content {
    wish: ReportWish,
    lang: Lang,
    /// Who publishes it.
    office: String,
    /// When it was made, in words.
    made: String,
    tables: Vec<Table>,
}

impl Content {
    fn write(&self) -> Stored<Vec<u8>> {
        match self.wish.format() {
            ReportFormat::Xlsx => workbook::write(self),
            ReportFormat::Csv => csv::write(self),
            ReportFormat::Pdf => page::write(self),
        }
    }
}

impl Backend {
    /// Until it is dropped no report is made. For tests alone, which look at one that is not there yet.
    #[doc(hidden)]
    pub async fn hold_reports(&self) -> impl Drop + use<> {
        self.reports.turn().await
    }

    /// One part, read now.
    async fn report_part(
        &self,
        staff: &Staff,
        period: Period,
        part: ReportPart,
        lang: Lang,
    ) -> Answer<Table> {
        let (from, until) = (period.first(), period.end());
        let dashboard = || self.dashboard(staff, Some(period));
        Ok(match part {
            ReportPart::Figures => {
                let then = self.figures_of_meeting(period).await?;
                figures(&dashboard().await?, then.as_ref(), lang)
            }
            ReportPart::Visits => visits(&dashboard().await?, lang),
            ReportPart::Attendance => attendance(&read::attendance(&self.pool, from, until).await?, lang),
            ReportPart::Incidents => incidents(&self.outages(from, until).await?, lang),
            ReportPart::Outreach => outreach(&read::outreach(&self.pool, from, until).await?, lang),
            ReportPart::Satisfaction => satisfaction(&self.survey_of(period).await?, lang),
        })
    }

    /// Makes a report; `done` hears of each part that is there.
    async fn set_report(
        &self,
        staff: &Staff,
        wish: ReportWish,
        lang: Lang,
        done: impl Fn(),
    ) -> Answer<Vec<u8>> {
        let mut tables = Vec::new();
        for part in wish.parts() {
            tables.push(self.report_part(staff, wish.period, part, lang).await?);
            done();
        }
        let content = Content {
            wish,
            lang,
            office: self.settings_now().await?.office_name,
            made: ReportWords(lang).made(self.now()),
            tables,
        };
        let written = tokio::task::spawn_blocking(move || content.write());
        Ok(written.await.map_err(StoreError::from)??)
    }
}

#[async_trait]
impl ReportService for Backend {
    async fn reports(&self, staff: &Staff, period: Option<Period>) -> Answer<ReportsPage> {
        may(staff, Act::SeeEvaluation)?;
        Ok(ReportsPage {
            period: self.period_or_now(period, Span::Month)?,
            today: self.today_in_wita(),
            minutes: jobs::KEPT_MINUTES,
        })
    }

    async fn make_report(&self, staff: &Staff, wish: ReportWish, lang: Lang) -> Answer<ReportView> {
        may(staff, Act::SeeEvaluation)?;
        let id = ReportId::new(Uuid::now_v7());
        let maker = self.reports.begin(id, staff.id, wish, self.now())?;
        let mut tx = self.pool.begin().await?;
        let entry = Entry {
            act: "report-made",
            visit: None,
            booking: None,
            detail: &wish.file_name(),
        };
        audit::record(&mut tx, self.now(), Actor::Staff(staff), entry).await?;
        tx.commit().await?;
        let (backend, staff_of, reports) = (self.clone(), staff.clone(), Arc::clone(&self.reports));
        tokio::spawn(async move {
            // One is made at a time, so that the requests keep their processors.
            let _turn = reports.turn().await;
            let made = backend
                .set_report(&staff_of, wish, lang, || maker.part_done())
                .await;
            if let Err(error) = &made {
                tracing::error!(%error, file = wish.file_name(), "report");
            }
            maker.finish(made.ok());
        });
        self.reports.soon(id, staff.id).await
    }

    async fn report(&self, staff: &Staff, id: ReportId) -> Answer<ReportView> {
        may(staff, Act::SeeEvaluation)?;
        self.reports.view(id, staff.id, self.now())
    }

    async fn report_file(&self, staff: &Staff, id: ReportId) -> Answer<(ReportWish, Vec<u8>)> {
        may(staff, Act::SeeEvaluation)?;
        self.reports
            .file(id, staff.id, self.now())
            .ok_or(ServiceError::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::report::Cell;

    /// A report of one table with the columns a, b and c.
    pub(super) fn content(choice: &str, rows: Vec<Vec<Cell>>, lang: Lang) -> Content {
        let period = Period::parse("2026-11").unwrap();
        Content {
            wish: ReportWish::parse(period, choice).unwrap(),
            lang,
            office: "DPMPTSP Kabupaten Tabanan".into(),
            made: "Disusun hari ini.".into(),
            tables: vec![Table {
                title: "Kunjungan".into(),
                notes: vec!["Target: lebih dari 15 orang datang ke tiap kunjungan.".into()],
                columns: ["a", "b", "c"].map(String::from).to_vec(),
                rows,
            }],
        }
    }
}
