//! People who want to be told when booking opens in a village: noted with their number alone, told first
//! when it opens. Their numbers are shown nowhere but in the draft of that one message.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::bookings::visit_in;
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::message_text;
use crate::outbox::{self, NewMessage, Wish};
use chrono::{DateTime, Utc};
use domain::choice::InterestAnswer;
use domain::error::ServiceError;
use domain::id::VisitId;
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::phone::Phone;
use domain::service::Answer;
use domain::village::VillageCode;
use uuid::Uuid;

/// Whoever opens booking in a village and whoever asks to be told come one after the other: nobody falls
/// between the two.
const LOCK_VILLAGE: &str = "update village set name = name where code = $1";
const OPEN: &str = "select id from visit where village_code = $1 and state = 'open' and ends_at > $2
    order by id limit 1";
/// Somebody who was told before waits again, for the next visit.
const NOTE: &str = "insert into interest (id, village_code, phone, lang, at) values ($1, $2, $3, $4, $5)
    on conflict (village_code, phone) do update set lang = excluded.lang, at = excluded.at, told_at = null";
const TELL: &str = "update interest set told_at = $2, told_of = $3, told_date = $4
    where village_code = $1 and told_at is null and (told_of is null or told_of <> $3 or told_date <> $4)
    returning id, phone, lang";
const DROP_NEWS: &str = "update message set state = 'dropped', body = '', recipient = ''
    where visit_id = $1 and kind = 'interest-opened' and state in ('queued', 'sending', 'by-hand', 'dead')";
const WAIT_AGAIN: &str = "update interest set told_at = null where told_of = $1";

const FORGET: &str = "delete from interest where told_of = $1 and told_at is not null";

/// The visit is over: the numbers of those who were told of it have served.
pub(crate) async fn forget(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    execute!(tx, FORGET, visit.uuid())?;
    Ok(())
}

/// The visit will not take place on its day: news of it that were not sent are no longer true, and those
/// who were told wait for the next.
pub(crate) async fn wait_again(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    execute!(tx, DROP_NEWS, visit.uuid())?;
    execute!(tx, WAIT_AGAIN, visit.uuid())?;
    Ok(())
}

impl Backend {
    /// Notes who wants to be told. Says the same whether the number was there.
    pub(crate) async fn note_interest(
        &self,
        village: &VillageCode,
        phone: &Phone,
        lang: Lang,
    ) -> Answer<InterestAnswer> {
        let (now, code) = (self.now(), village.as_str());
        let mut tx = self.pool.begin().await?;
        if execute!(tx, LOCK_VILLAGE, code)? == 0 {
            return Err(ServiceError::NotFound);
        }
        if fetch_optional!(tx, (Uuid,), OPEN, code, now)?.is_some() {
            return Ok(InterestAnswer::OpenAlready);
        }
        execute!(tx, NOTE, Uuid::now_v7(), code, phone.as_e164(), lang.tag(), now)?;
        let entry = Entry {
            act: "interest-noted",
            visit: None,
            booking: None,
            detail: code,
        };
        audit::record(&mut tx, now, Actor::Applicant, entry).await?;
        tx.commit().await?;
        Ok(InterestAnswer::Noted)
    }

    /// Tells those who wait in the village of a visit that booking is open: each once for a visit and its
    /// day, however often booking is closed and opened again.
    pub(crate) async fn tell_interested(&self, tx: &mut Tx, id: VisitId) -> Answer<()> {
        let now: DateTime<Utc> = self.now();
        let visit = visit_in(tx, id, now).await?;
        let code = visit.village.code.as_str();
        execute!(tx, LOCK_VILLAGE, code)?;
        let mut waiting = fetch_all!(tx, (Uuid, String, String), TELL, code, now, id.uuid(), visit.date)?;
        if waiting.is_empty() {
            return Ok(());
        }
        // In the order they asked: ids grow with time.
        waiting.sort_unstable();
        let office = self.settings_in(tx).await?.office_name;
        let link = format!("{}/kunjungan/{id}", self.public_url);
        let mut messages = Vec::with_capacity(waiting.len());
        for (interest, phone, lang) in waiting {
            messages.push(NewMessage {
                kind: MessageKind::InterestOpened,
                step: format!("interest:{interest}:{id}:{}", visit.date),
                visit: id,
                booking: None,
                to_name: format!("Peminat, Desa {}", visit.village.name),
                phone: Phone::parse(&phone).map_err(|_| StoreError::Corrupt("phone"))?,
                email: None,
                wish: Wish::default(),
                useful_until: Some(visit.ends_at),
                text: message_text::opened(Lang::from_tag(&lang), &visit, &link, &office),
            });
        }
        let ways = self.ways(tx).await?;
        outbox::write(tx, now, &ways, messages).await?;
        Ok(())
    }
}
