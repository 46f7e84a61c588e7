//! What the office does with a question: answers it, by a message and at the link, or sets it aside.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::catalogue::{QUESTION_ANSWERED, Text};
use crate::db::{Tx, execute, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::outbox::{self, Reply};
use crate::questions::{BY_ID, Row};
use domain::error::ServiceError;
use domain::id::{QuestionId, VisitId};
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::phone::Phone;
use domain::question::ReplyText;
use domain::service::Answer;
use domain::staff::Staff;
use domain::text::Email;
use uuid::Uuid;

/// Number and address are needed for the message alone, and that holds them now.
const ANSWER: &str = "update question set state = 'answered', answer = $2, settled_at = $3, settled_by = $4,
    phone = null, email = null where id = $1 and state in ('open', 'set-aside')";
const SET_ASIDE: &str = "update question set state = 'set-aside', settled_at = $2, settled_by = $3
    where id = $1 and state = 'open'";

impl Row {
    /// The message with the answer; none where nobody left a way.
    fn reply(&self, answer: &str, link: &str, office: &str) -> Stored<Option<Reply>> {
        const BAD: StoreError = StoreError::Corrupt("way of a question");
        if !self.is_told() {
            return Ok(None);
        }
        let lang = Lang::from_tag(&self.lang);
        let polite = lang.pick("Bapak/Ibu", "Sir or Madam");
        let name = self.name.as_deref().unwrap_or(polite);
        Ok(Some(Reply {
            kind: MessageKind::QuestionAnswered,
            step: step(self.id),
            visit: self.visit_id.map(VisitId::new),
            to_name: name.to_owned(),
            phone: self
                .phone
                .as_deref()
                .map(Phone::parse)
                .transpose()
                .map_err(|_| BAD)?,
            email: self
                .email
                .as_deref()
                .map(Email::parse)
                .transpose()
                .map_err(|_| BAD)?,
            text: answered(lang, name, answer, link, office),
        }))
    }
}

/// One message a question.
fn step(id: Uuid) -> String {
    format!("question:{id}")
}

/// The answer, filled into its message.
pub(crate) fn answered(lang: Lang, name: &str, answer: &str, link: &str, office: &str) -> Text {
    QUESTION_ANSWERED.fill(
        lang,
        &[
            ("name", name),
            ("answer", answer),
            ("link", link),
            ("office", office),
        ],
    )
}

impl Backend {
    pub(crate) async fn reply(&self, staff: &Staff, id: QuestionId, answer: &ReplyText) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let row = fetch_optional!(tx, Row, BY_ID, id.uuid())?.ok_or(ServiceError::NotFound)?;
        if execute!(tx, ANSWER, id.uuid(), answer.as_str(), now, staff.id.uuid())? != 1 {
            let after = fetch_optional!(tx, Row, BY_ID, id.uuid())?.ok_or(ServiceError::NotFound)?;
            return if after.answer.as_deref() == Some(answer.as_str()) {
                Ok(())
            } else {
                Err(ServiceError::Stale)
            };
        }
        let settings = self.settings_in(&mut tx).await?;
        let link = format!("{}/tanya/{}", self.public_url, self.question_token(row.id));
        if let Some(reply) = row.reply(answer.as_str(), &link, &settings.office_name)? {
            outbox::write_reply(&mut tx, now, &self.ways_of(&settings), reply).await?;
        }
        self.note_question(&mut tx, staff, row.visit_id, "question-answered")
            .await?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(())
    }

    pub(crate) async fn put_aside(&self, staff: &Staff, id: QuestionId) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let row = fetch_optional!(tx, Row, BY_ID, id.uuid())?.ok_or(ServiceError::NotFound)?;
        if execute!(tx, SET_ASIDE, id.uuid(), now, staff.id.uuid())? != 1 {
            let after = fetch_optional!(tx, Row, BY_ID, id.uuid())?.ok_or(ServiceError::NotFound)?;
            return if after.is_set_aside() {
                Ok(())
            } else {
                Err(ServiceError::Stale)
            };
        }
        self.note_question(&mut tx, staff, row.visit_id, "question-set-aside")
            .await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn note_question(
        &self,
        tx: &mut Tx,
        staff: &Staff,
        visit: Option<Uuid>,
        act: &'static str,
    ) -> Stored<()> {
        let entry = Entry {
            act,
            visit: visit.map(VisitId::new),
            booking: None,
            detail: "",
        };
        audit::record(tx, self.now(), Actor::Staff(staff), entry).await
    }
}
