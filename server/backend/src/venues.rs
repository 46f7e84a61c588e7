//! The village's link and its answer.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::bookings::visit_in;
use crate::db::{Pool, Tx, execute, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::message_text;
use crate::outbox::{self, NewMessage, Wish};
use crate::secret::Purpose;
use chrono::{DateTime, Duration, Utc};
use domain::calendar::date_in_wita;
use domain::error::ServiceError;
use domain::id::{VillageLinkId, VisitId};
use domain::message::MessageKind;
use domain::nyepi::deadline;
use domain::outreach::LinkRole;
use domain::service::{Answer, RecordedAnswer, VenueRequest, VillageContact};
use domain::staff::Staff;
use domain::venue::VenueAnswer;
use domain::visit::{VisitState, VisitStep};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Link {
    visit_id: Uuid,
    role: String,
    expires_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

const LINK: &str = "select visit_id, role, expires_at, ended_at from village_link where id = $1";
/// Asking for the venue again ends the link of whoever was asked, not those of the village room.
const END_ASKED: &str =
    "update village_link set ended_at = $2 where visit_id = $1 and role = 'contact' and ended_at is null";
const END_LINKS: &str = "update village_link set ended_at = $2 where visit_id = $1 and ended_at is null";
const ADD_LINK: &str = "insert into village_link (id, visit_id, contact_name, contact_phone, contact_email, created_at, expires_at, ended_at)
    values ($1, $2, $3, $4, $5, $6, $7, null)";
const LIVE_UNTIL: &str = "select expires_at from village_link where visit_id = $1 and role = 'contact'
    and ended_at is null order by expires_at desc, id limit 1";
const ANSWER: &str = "select answer, at from venue_answer where visit_id = $1";
const RECORD_ANSWER: &str = "insert into venue_answer (visit_id, answer, at) values ($1, $2, $3)
    on conflict (visit_id) do update set answer = excluded.answer, at = excluded.at";
const SET_VENUE: &str = "update visit set venue = $2, version = version + 1 where id = $1 and venue <> $2";

/// Ends the links of a visit that are still good.
pub(crate) async fn end_links(tx: &mut Tx, visit: VisitId, now: DateTime<Utc>) -> Stored<()> {
    execute!(tx, END_LINKS, visit.uuid(), now)?;
    Ok(())
}

/// The answer recorded for a visit.
pub(crate) async fn answer_of(pool: &Pool, visit: VisitId) -> Stored<Option<RecordedAnswer>> {
    let Some((json, at)) = fetch_optional!(pool, (String, DateTime<Utc>), ANSWER, visit.uuid())? else {
        return Ok(None);
    };
    let answer = serde_json::from_str(&json).map_err(|_| StoreError::Corrupt("village's answer"))?;
    Ok(Some(RecordedAnswer { answer, at }))
}

/// Until when the latest link of a visit is good.
pub(crate) async fn link_until(pool: &Pool, visit: VisitId) -> Stored<Option<DateTime<Utc>>> {
    Ok(fetch_optional!(pool, (DateTime<Utc>,), LIVE_UNTIL, visit.uuid())?.map(|(until,)| until))
}

impl Backend {
    pub(crate) async fn send_link(&self, staff: &Staff, id: VisitId, contact: &VillageContact) -> Answer<()> {
        let now = self.now();
        let settings = self.settings_now().await?;
        let link = VillageLinkId::new(Uuid::now_v7());
        let expires_at = self.end_of_link(now, settings.village_link_days).await?;
        let mut tx = self.pool.begin().await?;
        self.step_in(&mut tx, Actor::Staff(staff), id, VisitStep::AskVillage, "")
            .await?;
        execute!(tx, END_ASKED, id.uuid(), now)?;
        let VillageContact { name, phone, email } = contact;
        let mail = email.as_ref().map(|email| email.as_str());
        execute!(
            tx,
            ADD_LINK,
            link.uuid(),
            id.uuid(),
            name.as_str(),
            phone.as_e164(),
            mail,
            now,
            expires_at
        )?;
        // An older request carries a link that has just ended.
        outbox::drop_of_visit_request(&mut tx, id).await?;
        let visit = visit_in(&mut tx, id, now).await?;
        let address = format!(
            "{}/konfirmasi/{}",
            self.public_url,
            self.secret.token(Purpose::Village, link.uuid())
        );
        let message = NewMessage {
            kind: MessageKind::VenueRequest,
            step: format!("link:{link}"),
            visit: id,
            booking: None,
            to_name: name.as_str().to_owned(),
            phone: phone.clone(),
            email: email.clone(),
            wish: Wish::default(),
            useful_until: Some(expires_at),
            text: message_text::to_village(name.as_str(), &visit, &address, &settings),
        };
        let ways = self.ways(&mut tx).await?;
        outbox::write(&mut tx, now, &ways, vec![message]).await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(())
    }

    /// When a link of so many days ends: not on Nyepi.
    pub(crate) async fn end_of_link(&self, now: DateTime<Utc>, days: u32) -> Stored<DateTime<Utc>> {
        let last = date_in_wita(now + Duration::days(i64::from(days)));
        let nyepi = self.nyepi_between(date_in_wita(now), last).await?;
        Ok(deadline(&nyepi, now, days))
    }

    /// The visit of a link that is good.
    pub(crate) async fn visit_of_link(&self, token: &str) -> Answer<VisitId> {
        Ok(VisitId::new(self.live_link(token).await?.visit_id))
    }

    async fn live_link(&self, token: &str) -> Answer<Link> {
        let id = self
            .secret
            .open(Purpose::Village, token)
            .ok_or(ServiceError::NotFound)?;
        let link = fetch_optional!(self.pool, Link, LINK, id)?.ok_or(ServiceError::NotFound)?;
        if link.ended_at.is_some() || link.expires_at <= self.now() {
            return Err(ServiceError::LinkExpired);
        }
        // A banjar head has the village room alone: the answer holds a number.
        let role = LinkRole::from_key(&link.role).ok_or(StoreError::Corrupt("role of a link"))?;
        if !role.speaks_for_village() {
            return Err(ServiceError::Forbidden);
        }
        Ok(link)
    }

    pub(crate) async fn request_by_token(&self, token: &str) -> Answer<VenueRequest> {
        let link = self.live_link(token).await?;
        let visit = self.summary(VisitId::new(link.visit_id)).await?;
        Ok(VenueRequest {
            answer: answer_of(&self.pool, visit.id).await?,
            expires_at: link.expires_at,
            answerable: is_answerable(visit.state),
            warnings: self.warnings_of_visit(&visit).await?,
            settings: self.settings_now().await?,
            visit,
        })
    }

    pub(crate) async fn record_answer(&self, token: &str, answer: &VenueAnswer) -> Answer<VenueRequest> {
        let link = self.live_link(token).await?;
        let (now, id) = (self.now(), VisitId::new(link.visit_id));
        let json = serde_json::to_string(answer).map_err(|_| ServiceError::Busy)?;
        let mut tx = self.pool.begin().await?;
        let state = visit_in(&mut tx, id, now).await?.state;
        if !is_answerable(state) {
            return Err(ServiceError::IllegalStep(state));
        }
        execute!(tx, RECORD_ANSWER, id.uuid(), json, now)?;
        // Before the step: it tells the people of a visit that was put off where to come.
        let corrected = match answer {
            VenueAnswer::Yes { venue, .. } => execute!(tx, SET_VENUE, id.uuid(), venue.as_str())? == 1,
            _ => false,
        };
        if corrected && state == VisitState::Confirmed {
            self.tell_holders(&mut tx, id, MessageKind::VisitChanged, "")
                .await?;
        }
        for step in steps_for(answer, state) {
            self.step_in(&mut tx, Actor::Village, id, *step, "").await?;
        }
        audit::record(
            &mut tx,
            now,
            Actor::Village,
            Entry {
                act: "village-answered",
                visit: Some(id),
                booking: None,
                detail: "",
            },
        )
        .await?;
        tx.commit().await?;
        self.request_by_token(token).await
    }
}

/// A village may change its mind until booking opens: then people hold places.
fn is_answerable(state: VisitState) -> bool {
    matches!(
        state,
        VisitState::Proposed | VisitState::AwaitingVillage | VisitState::Confirmed
    )
}

/// The steps from a state that an answer amounts to.
fn steps_for(answer: &VenueAnswer, state: VisitState) -> &'static [VisitStep] {
    use VisitStep as T;
    match (answer, state) {
        (VenueAnswer::Yes { .. }, VisitState::Proposed) => &[T::AskVillage, T::VillageAgrees],
        (VenueAnswer::Yes { .. }, VisitState::AwaitingVillage) => &[T::VillageAgrees],
        (
            VenueAnswer::OtherDate { .. } | VenueAnswer::No { .. },
            VisitState::AwaitingVillage | VisitState::Confirmed,
        ) => &[T::VillageDeclines],
        _ => &[],
    }
}
