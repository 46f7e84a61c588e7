//! The official letter of a visit: number and date typed by staff, and the file made of it.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{execute, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::letter_pdf;
use crate::message_text;
use crate::outbox::{self, NewMessage, Wish};
use crate::secret::Purpose;
use chrono::{DateTime, NaiveDate, Utc};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::VisitId;
use domain::letter::{LetterPage, NewLetter, SavedLetter, compose, missing_settings};
use domain::message::MessageKind;
use domain::phone::Phone;
use domain::service::Answer;
use domain::staff::Staff;
use domain::text::{Email, Line};
use uuid::Uuid;

const LETTER: &str = "select l.number, l.dated, l.recipient, l.version, s.name, l.saved_at
    from letter l join staff s on s.id = l.saved_by where l.visit_id = $1";
const ADD: &str = "insert into letter (visit_id, number, dated, recipient, version, saved_by, saved_at)
    values ($1, $2, $3, $4, 1, $5, $6) on conflict (visit_id) do nothing";
const CHANGE: &str =
    "update letter set number = $2, dated = $3, recipient = $4, saved_by = $5, saved_at = $6,
    version = version + 1 where visit_id = $1 and version = $7";

/// Whoever was asked for the venue and may still answer.
const CONTACT: &str = "select id, contact_name, contact_phone, contact_email from village_link
    where visit_id = $1 and role = 'contact' and ended_at is null and expires_at > $2
    order by expires_at desc, id limit 1";

#[derive(sqlx::FromRow)]
struct Contact {
    id: Uuid,
    contact_name: String,
    contact_phone: String,
    contact_email: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    number: String,
    dated: NaiveDate,
    recipient: Option<String>,
    version: i64,
    name: String,
    saved_at: DateTime<Utc>,
}

impl Row {
    fn saved(self) -> Stored<SavedLetter> {
        Ok(SavedLetter {
            letter: NewLetter {
                number: Line::parse(&self.number).map_err(|_| StoreError::Corrupt("letter number"))?,
                dated: self.dated,
                recipient: self
                    .recipient
                    .as_deref()
                    .map(Line::parse)
                    .transpose()
                    .map_err(|_| StoreError::Corrupt("recipient of a letter"))?,
            },
            version: self.version,
            by: self.name,
            at: self.saved_at,
        })
    }
}

impl Backend {
    async fn saved_letter(&self, id: VisitId) -> Stored<Option<SavedLetter>> {
        fetch_optional!(self.pool, Row, LETTER, id.uuid())?
            .map(Row::saved)
            .transpose()
    }

    pub(crate) async fn letter_page(&self, id: VisitId) -> Answer<LetterPage> {
        let (visit, saved) = (self.summary(id).await?, self.saved_letter(id).await?);
        let settings = self.settings_now().await?;
        Ok(LetterPage {
            text: compose(&visit, saved.as_ref().map(|saved| &saved.letter), &settings),
            missing_settings: missing_settings(&settings.letter),
            today: self.today_in_wita(),
            contact: self.contact_of(id).await?.map(|contact| contact.contact_name),
            visit,
            saved,
        })
    }

    pub(crate) async fn keep_letter(
        &self,
        staff: &Staff,
        id: VisitId,
        version: i64,
        new: &NewLetter,
    ) -> Answer<()> {
        if new.dated > self.summary(id).await?.date {
            return Err(ServiceError::field(Field::LetterDate, Problem::AfterVisit));
        }
        let (now, by) = (self.now(), staff.id.uuid());
        let (number, recipient) = (new.number.as_str(), new.recipient.as_ref().map(Line::as_str));
        let mut tx = self.pool.begin().await?;
        let kept = if version == 0 {
            execute!(tx, ADD, id.uuid(), number, new.dated, recipient, by, now)?
        } else {
            execute!(
                tx,
                CHANGE,
                id.uuid(),
                number,
                new.dated,
                recipient,
                by,
                now,
                version
            )?
        };
        if kept == 0 {
            return Err(ServiceError::Stale);
        }
        audit::record(
            &mut tx,
            now,
            Actor::Staff(staff),
            Entry {
                act: "letter-saved",
                visit: Some(id),
                booking: None,
                detail: number,
            },
        )
        .await?;
        Ok(tx.commit().await?)
    }

    async fn contact_of(&self, id: VisitId) -> Stored<Option<Contact>> {
        fetch_optional!(self.pool, Contact, CONTACT, id.uuid(), self.now())
    }

    /// Writes to whoever was asked for the venue where the letter is found: once for each state of the letter.
    pub(crate) async fn write_of_letter(&self, staff: &Staff, id: VisitId) -> Answer<()> {
        let (visit, saved) = (self.summary(id).await?, self.saved_letter(id).await?);
        let saved = saved.ok_or(ServiceError::NotFound)?;
        let contact = self.contact_of(id).await?.ok_or(ServiceError::LinkExpired)?;
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let settings = self.settings_in(&mut tx).await?;
        let token = self.secret.token(Purpose::Village, contact.id);
        let link = format!("{}/konfirmasi/{token}/surat.pdf", self.public_url);
        let message = NewMessage {
            kind: MessageKind::OfficialLetter,
            step: format!("letter:{id}:{}:{}", saved.version, contact.id),
            visit: id,
            booking: None,
            phone: Phone::parse(&contact.contact_phone).map_err(|_| StoreError::Corrupt("phone"))?,
            email: contact
                .contact_email
                .as_deref()
                .map(Email::parse)
                .transpose()
                .map_err(|_| StoreError::Corrupt("e-mail"))?,
            wish: Wish::default(),
            useful_until: Some(visit.ends_at),
            text: message_text::to_reader_of_letter(&contact.contact_name, &visit, &link, &settings),
            to_name: contact.contact_name,
        };
        let ways = self.ways(&mut tx).await?;
        outbox::write(&mut tx, now, &ways, vec![message]).await?;
        let number = saved.letter.number.as_str();
        audit::note(&mut tx, now, Actor::Staff(staff), id, "letter-sent", number).await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(())
    }

    /// The file, for the holder of a village's link.
    pub(crate) async fn own_letter_of(&self, token: &str) -> Answer<Vec<u8>> {
        self.set_letter(self.visit_of_link(token).await?).await
    }

    /// The file. There is none before number and date are kept.
    pub(crate) async fn set_letter(&self, id: VisitId) -> Answer<Vec<u8>> {
        let page = self.letter_page(id).await?;
        if page.saved.is_none() {
            return Err(ServiceError::NotFound);
        }
        let set = tokio::task::spawn_blocking(move || letter_pdf::write(&page.text));
        Ok(set.await.map_err(StoreError::from)??)
    }
}
