//! What follows the day: who may do it, then the use case of the subject's file.

use crate::Backend;
use crate::services::may;
use async_trait::async_trait;
use domain::after::AfterService;
use domain::follow_up::{CallBack, FollowUpEnd, FollowUpList, FollowUpPage};
use domain::id::{EntryId, FollowUpId, VisitId};
use domain::outage_plan::{AgreedPlan, OutagePlan};
use domain::return_slip::{ReturnPlace, ReturnSlip, ReturnSlipPage};
use domain::service::Answer;
use domain::staff::{Act, Staff};

#[async_trait]
impl AfterService for Backend {
    async fn follow_ups(&self, staff: &Staff, list: FollowUpList) -> Answer<FollowUpPage> {
        may(staff, Act::SeeBookings)?;
        self.follow_up_page(staff, list).await
    }
    async fn due_follow_ups(&self, staff: &Staff) -> Answer<u32> {
        may(staff, Act::SeeBookings)?;
        Ok(self.follow_up_counts().await?.1)
    }
    async fn plan_call_back(
        &self,
        staff: &Staff,
        id: FollowUpId,
        version: i64,
        call_back: CallBack,
    ) -> Answer<()> {
        may(staff, Act::ChangeBookings)?;
        self.plan_follow_up(staff, id, version, call_back).await
    }
    async fn end_follow_up(&self, staff: &Staff, id: FollowUpId, end: &FollowUpEnd) -> Answer<()> {
        may(staff, Act::ChangeBookings)?;
        self.finish_follow_up(staff, id, end).await
    }

    async fn outage_plan(&self, staff: &Staff) -> Answer<OutagePlan> {
        may(staff, Act::SeeVisits)?;
        Ok(self.outage_plan_now().await?)
    }
    async fn outage_plans(&self, staff: &Staff) -> Answer<Vec<AgreedPlan>> {
        may(staff, Act::SeeVisits)?;
        Ok(self.agreed_plans().await?)
    }
    async fn agree_outage_plan(&self, staff: &Staff, plan: &OutagePlan) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.agree_on(staff, plan).await
    }

    async fn return_slip(&self, staff: &Staff, visit: VisitId, entry: EntryId) -> Answer<ReturnSlipPage> {
        may(staff, Act::ChangeBookings)?;
        self.slip_page(visit, entry).await
    }
    async fn give_return_slip(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: EntryId,
        place: ReturnPlace,
    ) -> Answer<ReturnSlip> {
        may(staff, Act::ChangeBookings)?;
        self.send_home(staff, visit, entry, place).await
    }
    async fn take_back_return_slip(&self, staff: &Staff, visit: VisitId, entry: EntryId) -> Answer<()> {
        may(staff, Act::ChangeBookings)?;
        self.take_back_slip_by(staff, visit, entry).await
    }
}
