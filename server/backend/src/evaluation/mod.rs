//! Looking back: dashboard, one visit, coverage. Who may see it, then what is read in the files of the subject.

mod atlas;
mod briefing;
mod businesses;
mod counts;
pub(crate) mod decisions;
mod loads;
mod meetings;
mod papers;
mod reasons;
mod results;
mod visit_report;

use crate::Backend;
use crate::services::may;
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::error::ServiceError;
use domain::evaluation::{
    CoveragePage, Dashboard, EvaluationService, Figures, Funnel, Period, Review, Span, VisitCounts,
};
use domain::id::VisitId;
use domain::service::Answer;
use domain::staff::{Act, Staff};

impl Backend {
    /// The visits of a span of days, counted, each with its reasons where it stayed under the target.
    async fn reviews(&self, from: NaiveDate, until: NaiveDate) -> Answer<Vec<Review>> {
        let counted = counts::of_span(&self.pool, from, until).await?;
        let target = self.settings_now().await?.target;
        let mut reasons = reasons::of_span(self, from, until, &counted, target).await?;
        let review = |counts: VisitCounts| Review {
            funnel: Funnel::of(&counts, target),
            reasons: reasons.remove(&counts.id).unwrap_or_default(),
            counts,
        };
        Ok(counted.into_iter().map(|it| it.counts).map(review).collect())
    }

    /// One visit, which is on this day.
    async fn review_of(&self, visit: VisitId, date: NaiveDate) -> Answer<Review> {
        let after = date.succ_opt().unwrap_or(date);
        let reviews = self.reviews(date, after).await?;
        let found = reviews.into_iter().find(|it| it.counts.id == visit);
        found.ok_or(ServiceError::NotFound)
    }

    async fn read_dashboard(&self, period: Period) -> Answer<Dashboard> {
        let (from, until) = (period.first(), period.end());
        let settings = self.settings_now().await?;
        let reviews = self.reviews(from, until).await?;
        let figures = Figures::of(period, reviews.iter().map(|it| &it.counts), settings.target);
        let months = u32::try_from(period.months().count()).unwrap_or(u32::MAX);
        Ok(Dashboard {
            period,
            today: self.today_in_wita(),
            target: settings.target,
            needed: settings.month_minimum.saturating_mul(months),
            figures,
            reviews,
            waits: loads::waits(&self.pool, from, until).await?,
            loads: loads::of_span(&self.pool, from, until).await?,
            reach: loads::reach(&self.pool).await?,
            survey: self.survey_of(period).await?,
        })
    }
}

#[async_trait]
impl EvaluationService for Backend {
    async fn dashboard(&self, staff: &Staff, period: Option<Period>) -> Answer<Dashboard> {
        may(staff, Act::SeeEvaluation)?;
        let period = self.period_or_now(period, Span::Month)?;
        let read = self.read_dashboard(period);
        self.kept_dashboard.get(self.now(), period, read).await
    }

    async fn review(&self, staff: &Staff, visit: VisitId) -> Answer<Review> {
        may(staff, Act::SeeEvaluation)?;
        let date = self.summary(visit).await?.date;
        self.review_of(visit, date).await
    }

    async fn coverage(&self, staff: &Staff) -> Answer<CoveragePage> {
        may(staff, Act::SeeEvaluation)?;
        let target = self.settings_now().await?.target;
        Ok(CoveragePage {
            today: self.today_in_wita(),
            target,
            atlas: atlas::read(&self.pool, target).await?,
        })
    }
}
