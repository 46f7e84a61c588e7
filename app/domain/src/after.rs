//! What members of the office do after the service day, and what they agreed on for an outage.

use crate::follow_up::{CallBack, FollowUpEnd, FollowUpList, FollowUpPage};
use crate::id::{EntryId, FollowUpId, VisitId};
use crate::outage_plan::{AgreedPlan, OutagePlan};
use crate::return_slip::{ReturnPlace, ReturnSlip, ReturnSlipPage};
use crate::service::Answer;
use crate::staff::Staff;
use async_trait::async_trait;

/// What members of the office may do after the day. Every method checks the role.
#[async_trait]
pub trait AfterService: Send + Sync {
    /// People whom the day left unfinished.
    async fn follow_ups(&self, staff: &Staff, list: FollowUpList) -> Answer<FollowUpPage>;
    /// How many call-backs are due.
    async fn due_follow_ups(&self, staff: &Staff) -> Answer<u32>;
    /// Agrees on a call-back and who sees to it; `version` is that of the page.
    async fn plan_call_back(
        &self,
        staff: &Staff,
        id: FollowUpId,
        version: i64,
        call_back: CallBack,
    ) -> Answer<()>;
    /// Ends a follow-up; with an NIB the person is told. The same end twice is one.
    async fn end_follow_up(&self, staff: &Staff, id: FollowUpId, end: &FollowUpEnd) -> Answer<()>;

    /// The steps that hold now.
    async fn outage_plan(&self, staff: &Staff) -> Answer<OutagePlan>;
    /// All versions of the steps agreed for an outage, latest first.
    async fn outage_plans(&self, staff: &Staff) -> Answer<Vec<AgreedPlan>>;
    /// Agrees on the next version; its number is the one after the version that was seen.
    async fn agree_outage_plan(&self, staff: &Staff, plan: &OutagePlan) -> Answer<()>;

    /// The return slip of a person of a day, or where a place can be kept for them.
    async fn return_slip(&self, staff: &Staff, visit: VisitId, entry: EntryId) -> Answer<ReturnSlipPage>;
    /// Keeps a place for a person. A person who has one keeps that.
    async fn give_return_slip(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: EntryId,
        place: ReturnPlace,
    ) -> Answer<ReturnSlip>;
    /// Gives the place back. Twice is once.
    async fn take_back_return_slip(&self, staff: &Staff, visit: VisitId, entry: EntryId) -> Answer<()>;
}
