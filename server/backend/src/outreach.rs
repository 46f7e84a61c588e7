//! Outreach: who may, then the use case of the file of its subject; and the pages.

use crate::Backend;
use crate::audit::Actor;
use crate::outreach_links;
use crate::outreach_log::{self, By};
use crate::services::may;
use async_trait::async_trait;
use domain::error::ServiceError;
use domain::id::{BanjarId, OutreachId, VillageLinkId, VisitId};
use domain::outreach::{NewActivity, NewLink, OutreachPage, OutreachService, RoomPage, Verdict};
use domain::service::Answer;
use domain::staff::{Act, Staff};
use domain::text::Line;

#[async_trait]
impl OutreachService for Backend {
    async fn room(&self, token: &str) -> Answer<RoomPage> {
        let link = self.open_link(token).await?;
        let visit = self.summary(link.visit).await?;
        let banjars = outreach_log::banjars(&self.pool, &visit.village.code).await?;
        let log = outreach_log::log(&self.pool, visit.id).await?;
        Ok(RoomPage {
            coverage: self.coverage_of(&visit, &banjars, &log).await?,
            holder: link.holder,
            expires_at: link.expires_at,
            today: self.today_in_wita(),
            banjars,
            log,
            counts: Vec::new(),
            settings: self.settings_now().await?,
            visit,
        })
    }
    async fn log_own(&self, token: &str, new: &NewActivity, photo: Option<Vec<u8>>) -> Answer<()> {
        let link = self.open_link(token).await?;
        let own = match link.holder.role.speaks_for_village() {
            true => None,
            // A head whose banjar was taken off speaks for none.
            false => Some(link.holder.banjar.ok_or(ServiceError::Forbidden)?.id),
        };
        self.enter_outreach(link.visit, By::Link(link.id, own), new, photo)
            .await
    }
    async fn name_banjar(&self, token: &str, name: &Line<60>) -> Answer<()> {
        let link = self.open_link(token).await?;
        if !link.holder.role.speaks_for_village() {
            return Err(ServiceError::Forbidden);
        }
        self.new_banjar(link.visit, Actor::Village, name).await
    }
    async fn own_photo(&self, token: &str, entry: OutreachId) -> Answer<Vec<u8>> {
        let link = self.open_link(token).await?;
        self.photo_of(link.visit, entry).await
    }
    async fn ask_renewal(&self, token: &str) -> Answer<()> {
        self.renew_expired(token).await
    }

    async fn outreach(&self, staff: &Staff, id: VisitId) -> Answer<OutreachPage> {
        may(staff, Act::SeeVisits)?;
        let visit = self.summary(id).await?;
        let banjars = outreach_log::banjars(&self.pool, &visit.village.code).await?;
        let log = outreach_log::log(&self.pool, id).await?;
        let mut links = Vec::new();
        // They hold numbers of officials.
        if staff.role.may(Act::AskVillages) {
            links = outreach_links::of_visit(&self.pool, id).await?;
        }
        Ok(OutreachPage {
            coverage: self.coverage_of(&visit, &banjars, &log).await?,
            today: self.today_in_wita(),
            banjars,
            log,
            links,
            counts: Vec::new(),
            visit,
        })
    }
    async fn log_for(
        &self,
        staff: &Staff,
        visit: VisitId,
        new: &NewActivity,
        photo: Option<Vec<u8>>,
    ) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.enter_outreach(visit, By::Staff(staff), new, photo).await
    }
    async fn judge(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: OutreachId,
        verdict: Option<Verdict>,
    ) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.judge_entry(staff, visit, entry, verdict).await
    }
    async fn photo(&self, staff: &Staff, visit: VisitId, entry: OutreachId) -> Answer<Vec<u8>> {
        may(staff, Act::SeeVisits)?;
        self.photo_of(visit, entry).await
    }
    async fn add_banjar(&self, staff: &Staff, visit: VisitId, name: &Line<60>) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.new_banjar(visit, Actor::Staff(staff), name).await
    }
    async fn remove_banjar(&self, staff: &Staff, visit: VisitId, banjar: BanjarId) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.drop_banjar(staff, visit, banjar).await
    }
    async fn make_link(&self, staff: &Staff, visit: VisitId, new: &NewLink) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.new_link(staff, visit, new).await
    }
    async fn end_link(&self, staff: &Staff, visit: VisitId, link: VillageLinkId) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.withdraw_link(staff, visit, link).await
    }
    async fn renew_link(&self, staff: &Staff, visit: VisitId, link: VillageLinkId) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.replace_link(staff, visit, link).await
    }
}
