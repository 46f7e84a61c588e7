//! Telling people of an outage: those who wait and those who still come that day, each once an outage.

use crate::Backend;
use crate::after_text;
use crate::catalogue::Text;
use crate::db::{Tx, execute, fetch_all};
use crate::error::{StoreError, Stored};
use crate::outbox::{self, NewMessage, Wish, forget};
use chrono::{DateTime, Utc};
use domain::id::{BookingId, EventId, VisitId};
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::phone::Phone;
use domain::rhythm::NEWS;
use domain::text::Email;
use std::collections::HashSet;
use uuid::Uuid;

/// A person who waits, or who still comes.
#[derive(sqlx::FromRow)]
struct Waiting {
    id: Uuid,
    booking_id: Option<Uuid>,
    number: Option<i64>,
    code: Option<String>,
    name: String,
    phone: String,
    email: Option<String>,
    lang: String,
    reach: Option<String>,
    push: Option<String>,
}

/// The entry says where a person stands; who has none yet stands where the booking does. Nobody at a table, nobody
/// who was served, missed the day or called off.
const BOOKED: &str = "select b.id, b.id as booking_id, e.number, b.code, b.name, b.phone, b.email, b.lang, b.reach, b.push
    from booking b left join queue_entry e on e.id = b.id
    where b.visit_id = $1 and b.state not in ('cancelled', 'waitlisted')
    and coalesce(e.stage, b.state) in ('booked', 'checked-in', 'expected', 'waiting', 'called', 'parked', 'missed')
    order by b.id";
const WALK_INS: &str = "select e.id, e.booking_id, e.number, null as code, e.name, e.phone, null as email, 'id' as lang,
    null as reach, null as push
    from queue_entry e where e.visit_id = $1 and e.booking_id is null and e.name is not null and e.phone is not null
    and e.stage in ('waiting', 'called', 'parked', 'missed') order by e.id";

const DROP_UNSENT: &str = concat!(
    "update message set state = 'dropped', ",
    forget!(),
    " where visit_id = $1 and kind = 'outage' and step like $2 and state in ('queued', 'by-hand', 'dead')"
);
const TOLD: &str = "select step from message where visit_id = $1 and kind = 'outage' and step like $2
    and state in ('sent', 'sending') order by step";

fn step(incident: EventId, person: Uuid) -> String {
    format!("incident:{incident}:{person}")
}

async fn waiting(tx: &mut Tx, visit: VisitId) -> Stored<Vec<Waiting>> {
    let mut all = fetch_all!(tx, Waiting, BOOKED, visit.uuid())?;
    all.extend(fetch_all!(tx, Waiting, WALK_INS, visit.uuid())?);
    Ok(all)
}

impl Waiting {
    fn message(
        self,
        kind: MessageKind,
        step: String,
        visit: VisitId,
        now: DateTime<Utc>,
        text: Text,
    ) -> Stored<NewMessage> {
        let email = self.email.as_deref().map(Email::parse).transpose();
        Ok(NewMessage {
            kind,
            step,
            visit,
            booking: self.booking_id.map(BookingId::new),
            phone: Phone::parse(&self.phone).map_err(|_| StoreError::Corrupt("phone"))?,
            email: email.map_err(|_| StoreError::Corrupt("e-mail"))?,
            wish: Wish::stored(self.reach.as_deref(), self.push.as_deref()),
            to_name: self.name,
            useful_until: Some(now + NEWS),
            text,
        })
    }

    fn lang(&self) -> Lang {
        Lang::from_tag(&self.lang)
    }

    /// The person's own code; the number that is called for those without one.
    fn place(&self) -> String {
        match (&self.code, self.number) {
            (Some(code), _) => code.clone(),
            (None, Some(number)) => number.to_string(),
            (None, None) => String::new(),
        }
    }
}

impl Backend {
    /// Tells those who wait and those who still come that OSS fails since then: each once an incident, however often
    /// it is called. The caller rings the bell of the outbox after the commit.
    pub(crate) async fn outage_messages(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        visit: VisitId,
        incident: EventId,
        since: DateTime<Utc>,
    ) -> Stored<()> {
        let office = self.settings_in(tx).await?.office_name;
        let messages = waiting(tx, visit).await?.into_iter().map(|person| {
            let text = after_text::outage(person.lang(), &person.name, &person.place(), since, &office);
            let step = step(incident, person.id);
            person.message(MessageKind::Outage, step, visit, now, text)
        });
        let messages = messages.collect::<Stored<Vec<_>>>()?;
        let ways = self.ways(tx).await?;
        outbox::write(tx, now, &ways, messages).await
    }

    /// Tells those who were told, and still wait or come, that OSS works again. What was not sent yet of the outage
    /// is no longer true, and who did not get it needs no end of it.
    pub(crate) async fn outage_over(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        visit: VisitId,
        incident: EventId,
    ) -> Stored<()> {
        let steps = format!("incident:{incident}:%");
        execute!(tx, DROP_UNSENT, visit.uuid(), steps.as_str())?;
        let told: HashSet<String> = fetch_all!(tx, (String,), TOLD, visit.uuid(), steps.as_str())?
            .into_iter()
            .map(|(step,)| step)
            .collect();
        if told.is_empty() {
            return Ok(());
        }
        let office = self.settings_in(tx).await?.office_name;
        let mut messages = Vec::new();
        for person in waiting(tx, visit).await? {
            let step = step(incident, person.id);
            if told.contains(&step) {
                let text = after_text::outage_over(person.lang(), &person.name, &person.place(), &office);
                messages.push(person.message(MessageKind::OutageOver, step + ":over", visit, now, text)?);
            }
        }
        let ways = self.ways(tx).await?;
        outbox::write(tx, now, &ways, messages).await
    }
}
