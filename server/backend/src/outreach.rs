//! Outreach: who may, then the use case of the file of its subject; and the pages.

use crate::Backend;
use crate::audit::Actor;
use crate::error::StoreError;
use crate::link_picture;
use crate::outreach_links;
use crate::outreach_log::{self, By};
use crate::poster_pdf::{self, PosterText, Sheet};
use crate::services::may;
use async_trait::async_trait;
use domain::error::ServiceError;
use domain::id::{BanjarId, OutreachId, VillageLinkId, VisitId};
use domain::outreach::{
    NewActivity, NewLink, OutreachChannel, OutreachPage, OutreachService, Print, RoomPage, Verdict,
};
use domain::service::Answer;
use domain::staff::{Act, Staff};
use domain::text::Line;
use tokio::sync::RwLock;

/// Printed files that are kept, 40 kB each.
const MOST_PRINTED: usize = 40;
/// Files that were printed, by what stands on them.
pub(crate) type Printed = RwLock<Vec<((PosterText, Print), Vec<u8>)>>;

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
            counts: self.channel_counts(&visit).await?,
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

    async fn open_code(&self, code: &str, is_new: bool) -> Answer<(VisitId, String)> {
        let (visit, code) = self.follow_code(code, is_new).await?;
        Ok((visit, code.to_string()))
    }
    async fn credit(&self, manage_token: &str, code: &str) -> Answer<()> {
        self.credit_channel(self.booking_of(manage_token)?, code).await
    }
    async fn print(&self, visit: VisitId, what: Print) -> Answer<Vec<u8>> {
        self.printed(visit, what).await
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
            settings: self.settings_now().await?,
            counts: self.channel_counts(&visit).await?,
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

impl Backend {
    /// A file, made once for what stands on it.
    async fn printed(&self, id: VisitId, what: Print) -> Answer<Vec<u8>> {
        let visit = self.summary(id).await?;
        if !visit.state.is_public() {
            return Err(ServiceError::NotFound);
        }
        let counts = self.channel_counts(&visit).await?;
        let poster = counts
            .iter()
            .find(|count| count.channel == OutreachChannel::Poster);
        let code = &poster.ok_or(ServiceError::NotFound)?.code;
        let link = format!("{}/k/{code}", self.public_url);
        let text = PosterText::of(&visit, &self.settings_now().await?, link);
        let key = (text.clone(), what);
        if let Some((_, file)) = self.printed.read().await.iter().find(|(kept, _)| *kept == key) {
            return Ok(file.clone());
        }
        let made = tokio::task::spawn_blocking(move || match what {
            Print::Poster => poster_pdf::write(&text, Sheet::Poster),
            Print::Leaflet => poster_pdf::write(&text, Sheet::Leaflet),
            Print::Picture => link_picture::draw(&text),
        })
        .await;
        let file = made.map_err(StoreError::from)??;
        let mut kept = self.printed.write().await;
        // The one that was made first goes first.
        if kept.len() >= MOST_PRINTED {
            kept.remove(0);
        }
        kept.push((key, file.clone()));
        Ok(file)
    }
}
