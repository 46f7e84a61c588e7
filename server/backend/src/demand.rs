//! The demand thermometer for staff: what it says, what can be done, and doing it as it was shown.

use crate::Backend;
use crate::bookings::until_done;
use crate::outreach_log;
use crate::services::may;
use crate::teams;
use async_trait::async_trait;
use domain::demand::{DemandPage, DemandService, Forecast, Heat, Offer, Remedy, tasks};
use domain::id::VisitId;
use domain::outreach::OutreachChannel;
use domain::service::{Answer, StaffVisit};
use domain::settle::Way;
use domain::staff::{Act, Staff};
use domain::text::Line;
use domain::visit::VisitState;

/// Whose duty a remedy is.
fn act_of(remedy: &Remedy) -> Act {
    match remedy {
        Remedy::Neighbour(_) => Act::AskVillages,
        Remedy::SecondDay(_) | Remedy::Settle(_) => Act::PlanVisits,
    }
}

#[async_trait]
impl DemandService for Backend {
    async fn forecast(&self, staff: &Staff, id: VisitId) -> Answer<Forecast> {
        may(staff, Act::SeeVisits)?;
        let visit = self.summary(id).await?;
        let settings = self.settings_now().await?;
        Ok(Forecast {
            thermometer: self.thermometer_of(&visit, &settings).await?,
            open: visit.state.is_before_the_day(),
            visit,
        })
    }

    async fn demand(&self, staff: &Staff, id: VisitId) -> Answer<DemandPage> {
        may(staff, Act::SeeVisits)?;
        let visit = self.visit_for_staff(staff, id).await?;
        let settings = self.settings_now().await?;
        let thermometer = self.thermometer_of(&visit.visit, &settings).await?;
        let open = visit.visit.state.is_before_the_day();
        let heat = thermometer.heat();
        let (mut todo, mut neighbours, mut remedies) = (Vec::new(), Vec::new(), Vec::new());
        if open && heat == Heat::Below {
            let summary = &visit.visit;
            let banjars = outreach_log::banjars(&self.pool, &summary.village.code).await?;
            let log = outreach_log::log(&self.pool, id).await?;
            let used: Vec<OutreachChannel> = log.iter().map(|entry| entry.channel).collect();
            let coverage = self.coverage_of(summary, &banjars, &log).await?;
            todo = tasks(&coverage, &banjars, &used);
            if staff.role.may(Act::AskVillages) && summary.state == VisitState::Open {
                neighbours = self.neighbours_of(summary).await?;
            }
            if staff.role.may(Act::PlanVisits) {
                remedies = self.mergers_for_demand(&visit).await?;
            }
        }
        if open && heat == Heat::Above && staff.role.may(Act::PlanVisits) {
            remedies = self.more_service(staff, &visit).await?;
        }
        Ok(DemandPage {
            thermometer,
            open,
            tasks: todo,
            neighbours,
            remedies,
            visit: visit.visit,
        })
    }

    async fn remedy(&self, staff: &Staff, visit: VisitId, remedy: &Remedy) -> Answer<Option<Offer>> {
        may(staff, act_of(remedy))?;
        self.offer_remedy(staff, visit, remedy).await
    }

    async fn apply_remedy(
        &self,
        staff: &Staff,
        visit: VisitId,
        remedy: &Remedy,
        seen: &str,
        office_reason: Option<&Line<200>>,
    ) -> Answer<VisitId> {
        may(staff, act_of(remedy))?;
        let done = until_done!(self.try_remedy(staff, visit, remedy, seen, office_reason))?;
        self.outbox_bell.notify_one();
        self.live.ring(visit);
        self.place_freed(visit).await;
        Ok(done)
    }
}

impl Backend {
    /// More people can be served: another operator, a longer day, a second day.
    async fn more_service(&self, staff: &Staff, visit: &StaffVisit) -> Answer<Vec<(Remedy, String)>> {
        let mut remedies = Vec::new();
        let day = visit.visit.date;
        for (operator, name) in teams::free_on(&self.pool, day, Some(visit.visit.id)).await? {
            if !visit.plan.operators.contains(&operator) {
                remedies.push((Remedy::Settle(Way::AddOperator(operator)), name));
            }
        }
        if let Some(date) = self.second_day(staff, visit).await? {
            remedies.push((Remedy::SecondDay(date), String::new()));
        }
        Ok(remedies)
    }
}
