//! Links of persons into the village room: made and withdrawn by the office, renewed by a message to the number on
//! record. A link is never shown to whoever asks, only sent.

use crate::Backend;
use crate::audit::{Actor, note};
use crate::db::{Pool, Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::message_text;
use crate::outbox::{self, NewMessage, Wish};
use crate::secret::Purpose;
use chrono::{DateTime, Utc};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{BanjarId, VillageLinkId, VisitId};
use domain::message::MessageKind;
use domain::outreach::{Banjar, LinkHolder, LinkRole, LinkRow, NewLink};
use domain::phone::Phone;
use domain::service::{Answer, VisitSummary};
use domain::staff::Staff;
use domain::text::Line;
use uuid::Uuid;

const LINK: &str = "select l.id, l.visit_id, l.contact_name, l.contact_phone, l.role, b.id as banjar_id,
    b.name as banjar_name, l.expires_at, l.ended_at
    from village_link l left join banjar b on b.id = l.banjar_id where l.id = $1";
const LINKS: &str = "select l.id, l.visit_id, l.contact_name, l.contact_phone, l.role, b.id as banjar_id,
    b.name as banjar_name, l.expires_at, l.ended_at
    from village_link l left join banjar b on b.id = l.banjar_id
    where l.visit_id = $1 and l.ended_at is null order by l.role, b.name, l.contact_name, l.id";
const ADD: &str =
    "insert into village_link (id, visit_id, contact_name, contact_phone, contact_email, created_at,
    expires_at, ended_at, role, banjar_id) values ($1, $2, $3, $4, null, $5, $6, null, $7, $8)";
const END: &str =
    "update village_link set ended_at = $3 where id = $1 and visit_id = $2 and ended_at is null";
/// A renewed link keeps its person: who entered what stays known by the older row.
const KNOWN_BANJAR: &str = "select b.id from banjar b join visit v on v.village_code = b.village_code
    where b.id = $1 and v.id = $2";
const DROP_NEWS: &str = "update message set state = 'dropped', body = '', recipient = ''
    where visit_id = $1 and step = $2 and state in ('queued', 'sending', 'by-hand', 'dead')";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    visit_id: Uuid,
    contact_name: String,
    contact_phone: String,
    role: String,
    banjar_id: Option<Uuid>,
    banjar_name: Option<String>,
    expires_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

impl Row {
    fn holder(&self) -> Stored<LinkHolder> {
        let role = LinkRole::from_key(&self.role).ok_or(StoreError::Corrupt("role of a link"))?;
        let banjar = self.banjar_id.zip(self.banjar_name.clone());
        Ok(LinkHolder {
            name: self.contact_name.clone(),
            role,
            banjar: banjar.map(|(id, name)| Banjar {
                id: BanjarId::new(id),
                name,
            }),
        })
    }

    fn phone(&self) -> Stored<Phone> {
        Phone::parse(&self.contact_phone).map_err(|_| StoreError::Corrupt("phone"))
    }
}

/// A link that was opened.
pub(crate) struct Opened {
    pub(crate) id: VillageLinkId,
    pub(crate) visit: VisitId,
    pub(crate) holder: LinkHolder,
    pub(crate) expires_at: DateTime<Utc>,
}

/// Links of a visit that were not withdrawn.
pub(crate) async fn of_visit(pool: &Pool, visit: VisitId) -> Stored<Vec<LinkRow>> {
    let row = |row: Row| {
        Ok(LinkRow {
            id: VillageLinkId::new(row.id),
            holder: row.holder()?,
            phone: row.phone()?.local(),
            expires_at: row.expires_at,
            ended: row.ended_at.is_some(),
        })
    };
    fetch_all!(pool, Row, LINKS, visit.uuid())?
        .into_iter()
        .map(row)
        .collect()
}

/// Of one link: a second message about it is not written.
fn step(link: Uuid) -> String {
    format!("room:{link}")
}

impl Backend {
    async fn link_of_token(&self, token: &str) -> Answer<Row> {
        let opened = self.secret.open(Purpose::Village, token);
        let id = opened.ok_or(ServiceError::NotFound)?;
        let found = fetch_optional!(self.pool, Row, LINK, id)?;
        found.ok_or(ServiceError::NotFound)
    }

    /// A link that is good.
    pub(crate) async fn open_link(&self, token: &str) -> Answer<Opened> {
        let row = self.link_of_token(token).await?;
        if row.ended_at.is_some() || row.expires_at <= self.now() {
            return Err(ServiceError::LinkExpired);
        }
        Ok(Opened {
            id: VillageLinkId::new(row.id),
            visit: VisitId::new(row.visit_id),
            holder: row.holder()?,
            expires_at: row.expires_at,
        })
    }

    /// Makes a link for a person.
    pub(crate) async fn new_link(&self, staff: &Staff, visit: VisitId, new: &NewLink) -> Answer<()> {
        let summary = self.summary(visit).await?;
        if !summary.state.is_before_the_day() {
            return Err(ServiceError::IllegalStep(summary.state));
        }
        if let Some(banjar) = new.banjar
            && fetch_optional!(self.pool, (Uuid,), KNOWN_BANJAR, banjar.uuid(), visit.uuid())?.is_none()
        {
            return Err(ServiceError::field(Field::Banjar, Problem::NotAChoice));
        }
        let expires_at = self.end_of_room(&summary).await?;
        let mut tx = self.pool.begin().await?;
        self.send_room(&mut tx, &summary, new, expires_at).await?;
        let role = new.role.key();
        note(&mut tx, self.now(), Actor::Staff(staff), visit, "link-made", role).await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(())
    }

    /// Withdraws a link; a message that carries it is no longer sent.
    pub(crate) async fn withdraw_link(
        &self,
        staff: &Staff,
        visit: VisitId,
        link: VillageLinkId,
    ) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        if execute!(tx, END, link.uuid(), visit.uuid(), now)? == 1 {
            execute!(tx, DROP_NEWS, visit.uuid(), step(link.uuid()))?;
            note(&mut tx, now, Actor::Staff(staff), visit, "link-ended", "").await?;
        }
        Ok(tx.commit().await?)
    }

    /// Sends a new link to the number on record and ends the old one.
    pub(crate) async fn replace_link(
        &self,
        staff: &Staff,
        visit: VisitId,
        link: VillageLinkId,
    ) -> Answer<()> {
        let found = fetch_optional!(self.pool, Row, LINK, link.uuid())?;
        let row = found
            .filter(|row| row.visit_id == visit.uuid())
            .ok_or(ServiceError::NotFound)?;
        self.renew(&row, Actor::Staff(staff)).await
    }

    /// The same, asked for by whoever holds a link that has expired. A link that was withdrawn or is still good is not
    /// renewed; the answer says nothing of that.
    pub(crate) async fn renew_expired(&self, token: &str) -> Answer<()> {
        let row = self.link_of_token(token).await?;
        if row.ended_at.is_some() || row.expires_at > self.now() {
            return Ok(());
        }
        match self.renew(&row, Actor::Village).await {
            Err(ServiceError::IllegalStep(_)) => Ok(()),
            answer => answer,
        }
    }

    async fn renew(&self, row: &Row, actor: Actor<'_>) -> Answer<()> {
        let (now, visit) = (self.now(), VisitId::new(row.visit_id));
        let summary = self.summary(visit).await?;
        if !summary.state.is_before_the_day() {
            return Err(ServiceError::IllegalStep(summary.state));
        }
        let holder = row.holder()?;
        // It was parsed when it was written.
        let name = Line::parse(&holder.name).map_err(|_| StoreError::Corrupt("name of an official"))?;
        let new = NewLink {
            role: holder.role,
            banjar: holder.banjar.map(|banjar| banjar.id),
            name,
            phone: row.phone()?,
        };
        let expires_at = self.end_of_room(&summary).await?;
        let mut tx = self.pool.begin().await?;
        // Two who ask at once: one of them ends the old link and sends a new one.
        if execute!(tx, END, row.id, visit.uuid(), now)? == 0 {
            return Ok(());
        }
        execute!(tx, DROP_NEWS, visit.uuid(), step(row.id))?;
        self.send_room(&mut tx, &summary, &new, expires_at).await?;
        note(&mut tx, now, actor, visit, "link-renewed", new.role.key()).await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(())
    }

    /// As long as other links of villages, and no longer than the day after the visit.
    async fn end_of_room(&self, visit: &VisitSummary) -> Stored<DateTime<Utc>> {
        let days = self.settings_now().await?.village_link_days;
        let end = self.end_of_link(self.now(), days).await?;
        Ok(end.min(visit.ends_at + chrono::Duration::days(1)))
    }

    async fn send_room(
        &self,
        tx: &mut Tx,
        visit: &VisitSummary,
        new: &NewLink,
        expires_at: DateTime<Utc>,
    ) -> Stored<()> {
        let (now, link) = (self.now(), Uuid::now_v7());
        execute!(
            tx,
            ADD,
            link,
            visit.id.uuid(),
            new.name.as_str(),
            new.phone.as_e164(),
            now,
            expires_at,
            new.role.key(),
            new.banjar.map(BanjarId::uuid)
        )?;
        let settings = self.settings_in(tx).await?;
        let token = self.secret.token(Purpose::Village, link);
        let address = format!("{}/konfirmasi/{token}/ruang", self.public_url);
        let message = NewMessage {
            kind: MessageKind::RoomLink,
            step: step(link),
            visit: visit.id,
            booking: None,
            to_name: new.name.as_str().to_owned(),
            phone: new.phone.clone(),
            email: None,
            wish: Wish::default(),
            useful_until: Some(expires_at),
            text: message_text::to_helper(new.name.as_str(), visit, &address, &settings),
        };
        let ways = self.ways(tx).await?;
        outbox::write(tx, now, &ways, vec![message]).await
    }
}
