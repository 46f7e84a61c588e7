//! How the holder of a ticket wants news.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::bookings::{BY_ID, Stub, visit_in};
use crate::db::{execute, fetch_optional};
use crate::error::StoreError;
use crate::moves::LOCK_BOOKING;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{BookingId, VisitId};
use domain::message::Channel;
use domain::reach::{NewReach, ReachPage, Subscription};
use domain::service::{Answer, Ticket};

const CHOOSE: &str = "update booking set reach = $2, email = coalesce($3, email), push = $4 where id = $1";

impl Backend {
    /// What the holder may choose.
    pub(crate) async fn reach_of(&self, id: BookingId) -> Answer<ReachPage> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let stub = fetch_optional!(tx, Stub, BY_ID, id.uuid())?.ok_or(ServiceError::NotFound)?;
        let visit = visit_in(&mut tx, VisitId::new(stub.visit_id), now).await?;
        let settings = self.settings_in(&mut tx).await?;
        let ways = self.ways_of(&settings);
        let phone = stub.phone()?;
        let digits = phone.as_e164();
        Ok(ReachPage {
            choices: ways.choices(),
            now: ways.first(&phone, stub.email()?.as_ref(), &stub.wish()),
            phone_end: digits
                .get(digits.len().saturating_sub(3)..)
                .unwrap_or("")
                .to_owned(),
            has_email: stub.has_email(),
            push_key: self.channels.push_key().to_owned(),
            ticket: self.ticket_of(&stub, visit, settings)?,
        })
    }

    /// Sends what comes from now on by this channel first. What is written already goes its way.
    pub(crate) async fn reach_by(&self, id: BookingId, reach: &NewReach) -> Answer<Ticket> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        execute!(tx, LOCK_BOOKING, id.uuid())?;
        let stub = fetch_optional!(tx, Stub, BY_ID, id.uuid())?.ok_or(ServiceError::NotFound)?;
        let visit = visit_in(&mut tx, VisitId::new(stub.visit_id), now).await?;
        let settings = self.settings_in(&mut tx).await?;
        if !self.ways_of(&settings).choices().contains(&reach.channel) {
            return Err(ServiceError::field(Field::ReachChannel, Problem::NotAChoice));
        }
        if reach.channel == Channel::Email && reach.email.is_none() && !stub.has_email() {
            return Err(ServiceError::field(Field::Email, Problem::Missing));
        }
        let push = reach.push.as_ref().map(|it| self.browser(it)).transpose()?;
        if reach.channel == Channel::Push && push.is_none() {
            return Err(ServiceError::field(Field::ReachChannel, Problem::NotAChoice));
        }
        let email = reach.email.as_ref().map(|email| email.as_str());
        execute!(tx, CHOOSE, stub.id, reach.channel.key(), email, push.as_deref())?;
        let entry = Entry {
            act: "reach-chosen",
            visit: Some(visit.id),
            booking: Some(id),
            detail: reach.channel.key(),
        };
        audit::record(&mut tx, now, Actor::Applicant, entry).await?;
        tx.commit().await?;
        self.ticket_of(&stub, visit, settings)
    }

    /// A browser as it is stored, of a push service that is known.
    fn browser(&self, browser: &Subscription) -> Answer<String> {
        if !browser.is_at(&self.push_hosts) {
            return Err(ServiceError::field(Field::ReachChannel, Problem::NotAChoice));
        }
        Ok(serde_json::to_string(browser).map_err(|_| StoreError::Corrupt("browser"))?)
    }
}
