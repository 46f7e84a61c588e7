//! The papers of a visit: who may have them, and the files.

use crate::Backend;
use crate::error::StoreError;
use crate::papers_pdf;
use crate::services::may;
use async_trait::async_trait;
use domain::error::ServiceError;
use domain::evaluation::{BriefingPage, PaperService, ReportPage, Room};
use domain::id::VisitId;
use domain::service::Answer;
use domain::staff::{Act, Staff};

#[async_trait]
impl PaperService for Backend {
    async fn briefing(&self, staff: &Staff, visit: VisitId) -> Answer<BriefingPage> {
        may(staff, Act::SeeVisits)?;
        let settings = self.settings_now().await?;
        let facts = self.briefing_facts(staff, visit, &settings).await?;
        Ok(BriefingPage {
            text: facts.text(&settings, Room::ALL),
            visit: facts.visit.visit,
        })
    }

    async fn briefing_pdf(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<u8>> {
        may(staff, Act::SeeVisits)?;
        let settings = self.settings_now().await?;
        let facts = self.briefing_facts(staff, visit, &settings).await?;
        let set = tokio::task::spawn_blocking(move || papers_pdf::write_briefing(&facts, &settings));
        Ok(set.await.map_err(StoreError::from)??)
    }

    async fn report(&self, staff: &Staff, visit: VisitId) -> Answer<ReportPage> {
        may(staff, Act::SeeReports)?;
        let (facts, settings) = (self.report_facts(visit).await?, self.settings_now().await?);
        Ok(ReportPage {
            text: facts.text(&settings),
            is_current: facts.is_current(settings.target),
            made: facts.made,
            visit: facts.visit,
        })
    }

    async fn make_report(&self, staff: &Staff, visit: VisitId) -> Answer<()> {
        may(staff, Act::MakeReports)?;
        self.keep_report(staff, visit).await
    }

    async fn report_pdf(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<u8>> {
        let page = self.report(staff, visit).await?;
        if page.made.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let set = tokio::task::spawn_blocking(move || papers_pdf::write_report(&page.text));
        Ok(set.await.map_err(StoreError::from)??)
    }
}
