//! Assisted booking: an official books for people without phones, through his link. The ordinary way of a booking,
//! with the helper's limit in place of the number's.

use crate::Backend;
use crate::audit::Actor;
use crate::bookings::{Refused, Tried, until_done};
use crate::db::{fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::outreach_links::Opened;
use crate::outreach_log;
use crate::secret::Purpose;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::assisted::{AssistedPage, AssistedRow, AssistedService, NewAssisted};
use domain::booking::BookingState;
use domain::code::BookingCode;
use domain::error::ServiceError;
use domain::id::{BookingId, VisitId};
use domain::lang::Lang;
use domain::outreach::LinkRole;
use domain::service::{Answer, Ticket, VisitSummary};
use uuid::Uuid;

/// An official who books for somebody. Holds no number: it may stand in a log.
#[derive(Debug)]
pub(crate) struct Helper {
    /// The first of the links of this person in this visit.
    pub(crate) person: Uuid,
    /// The visit of the link.
    pub(crate) visit: VisitId,
    pub(crate) name: String,
    pub(crate) role: LinkRole,
    /// Whoever is booked for has a phone.
    pub(crate) own_phone: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    code: String,
    name: String,
    banjar: Option<String>,
    state: String,
    starts_at: DateTime<Utc>,
    own_phone: bool,
}

/// People whom one helper has booked for and who are still in this visit.
const HELPED: &str = "select b.id, b.code, b.name, b.banjar, b.state, s.starts_at, b.own_phone
    from booking b join slot s on s.id = b.slot_id
    where b.visit_id = $1 and b.helped_by = $2 order by s.starts_at, b.created_at, b.id";
const IS_HELPED: &str =
    "select cast(1 as bigint) from booking where id = $1 and visit_id = $2 and helped_by = $3";

impl Backend {
    fn row_of_helped(&self, row: Row, visit: &VisitSummary) -> Stored<AssistedRow> {
        let state = BookingState::from_key(&row.state).ok_or(StoreError::Corrupt("booking state"))?;
        Ok(AssistedRow {
            booking: BookingId::new(row.id),
            code: BookingCode::parse(&row.code).map_err(|_| StoreError::Corrupt("booking code"))?,
            applicant_name: row.name,
            banjar: row.banjar,
            state,
            starts_at: row.starts_at,
            own_phone: row.own_phone,
            changeable: state.holder_may_change(visit.state, row.starts_at, self.now()),
            manage_token: self.secret.token(Purpose::Ticket, row.id),
        })
    }

    async fn cancel_helped(&self, link: &Opened, booking: BookingId) -> Result<Tried<VisitId>, Refused> {
        let mut tx = self.pool.begin().await?;
        let (visit, person) = (link.visit.uuid(), link.person);
        if fetch_optional!(tx, (i64,), IS_HELPED, booking.uuid(), visit, person)?.is_none() {
            return Err(ServiceError::NotFound.into());
        }
        let reason = [&link.holder.name, " (", link.holder.role.word(Lang::Id), ")"].concat();
        match self.cancel_in(&mut tx, booking, &reason, Actor::Village).await? {
            Tried::Again => Ok(Tried::Again),
            Tried::Done(_) => {
                tx.commit().await?;
                Ok(Tried::Done(link.visit))
            }
        }
    }
}

#[async_trait]
impl AssistedService for Backend {
    async fn assisted(&self, token: &str) -> Answer<AssistedPage> {
        let link = self.open_link(token).await?;
        let visit = self.summary(link.visit).await?;
        let rows = fetch_all!(self.pool, Row, HELPED, visit.id.uuid(), link.person)?;
        let people = rows
            .into_iter()
            .map(|row| self.row_of_helped(row, &visit))
            .collect::<Stored<_>>()?;
        let settings = self.settings_now().await?;
        // A head of a banjar knows his own people.
        let banjars = match &link.holder.banjar {
            Some(own) => vec![own.name.clone()],
            None => outreach_log::banjars(&self.pool, &visit.village.code)
                .await?
                .into_iter()
                .map(|it| it.name)
                .collect(),
        };
        Ok(AssistedPage {
            slots: self.slot_views(&visit).await?,
            holder: link.holder,
            banjars,
            people,
            most: settings.places_per_helper,
            idempotency_key: Uuid::now_v7().to_string(),
            public_url: self.public_url.clone(),
            settings,
            visit,
        })
    }

    async fn book_assisted(&self, token: &str, new: &NewAssisted) -> Answer<Ticket> {
        let link = self.open_link(token).await?;
        let helper = Helper {
            person: link.person,
            visit: link.visit,
            name: link.holder.name,
            role: link.holder.role,
            own_phone: new.phone.is_some(),
        };
        self.take_booking(&new.booking(&link.phone), Actor::Helper(&helper))
            .await
    }

    async fn cancel_assisted(&self, token: &str, booking: BookingId) -> Answer<()> {
        let link = self.open_link(token).await?;
        let visit = until_done!(self.cancel_helped(&link, booking))?;
        self.outbox_bell.notify_one();
        self.place_freed(visit).await;
        Ok(())
    }
}
