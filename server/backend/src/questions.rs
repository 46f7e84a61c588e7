//! Questions before booking: asking, the page of the link, the list of the office. What the office does with a question
//! is in `question_answers.rs`.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::Stored;
use crate::secret::{Purpose, hash};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::before::AskPage;
use domain::error::ServiceError;
use domain::id::{FaqId, QuestionId, VisitId};
use domain::phone::Phone;
use domain::question::{AskedVisit, Faq, KEPT_DAYS, NewQuestion, OwnQuestion, QuestionRow, QuestionsPage};
use domain::service::Answer;
use domain::text::{Email, Line};
use uuid::Uuid;

const INSERT: &str = "insert into question (id, visit_id, body, name, phone, email, lang, idempotency_key,
    request_hash, asked_at, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')
    on conflict (idempotency_key) do nothing";
const BY_KEY: &str = "select id, request_hash from question where idempotency_key = $1";

/// A question as it is stored, with its visit, who settled it, and what is published of it.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Uuid,
    pub(crate) visit_id: Option<Uuid>,
    body: String,
    pub(crate) name: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) lang: String,
    asked_at: DateTime<Utc>,
    state: String,
    pub(crate) answer: Option<String>,
    settled_at: Option<DateTime<Utc>>,
    settled_by: Option<String>,
    visit_village: Option<String>,
    visit_date: Option<NaiveDate>,
    faq_id: Option<Uuid>,
    faq_question: Option<String>,
    faq_answer: Option<String>,
    faq_village: Option<String>,
}

macro_rules! question {
    ($rest:literal) => {
        concat!(
            "select q.id, q.visit_id, q.body, q.name, q.phone, q.email, q.lang, q.asked_at, q.state, q.answer,
    q.settled_at, s.name as settled_by, l.name as visit_village, v.date as visit_date,
    f.id as faq_id, f.question as faq_question, f.answer as faq_answer, fl.name as faq_village
    from question q left join visit v on v.id = q.visit_id left join village l on l.code = v.village_code
    left join staff s on s.id = q.settled_by left join faq f on f.question_id = q.id
    left join village fl on fl.code = f.village_code where ",
            $rest
        )
    };
}

pub(crate) const BY_ID: &str = question!("q.id = $1");
/// Those that wait, oldest first.
const OPEN: &str =
    question!("q.state = 'open' and ($2 or q.visit_id = $1) order by q.asked_at, q.id limit 200");
/// The others, latest first.
const SETTLED: &str =
    question!("q.state <> 'open' and ($2 or q.visit_id = $1) order by q.settled_at desc, q.id limit 100");
const COUNT: &str = "select cast(count(*) as bigint) from question where state = 'open'";
const FORGET: &str = "delete from question where state <> 'open' and settled_at < $1";

impl Row {
    fn visit(&self) -> Option<AskedVisit> {
        Some(AskedVisit {
            id: VisitId::new(self.visit_id?),
            village: self.visit_village.clone()?,
            date: self.visit_date?,
        })
    }

    fn faq(&self) -> Option<Faq> {
        Some(Faq {
            id: FaqId::new(self.faq_id?),
            question: self.faq_question.clone()?,
            answer: self.faq_answer.clone()?,
            village: self.faq_village.clone(),
        })
    }

    pub(crate) fn is_told(&self) -> bool {
        self.phone.is_some() || self.email.is_some()
    }

    pub(crate) fn is_set_aside(&self) -> bool {
        self.state == "set-aside"
    }

    fn row(self) -> QuestionRow {
        let answer = self.answer.clone().zip(self.settled_at);
        QuestionRow {
            id: QuestionId::new(self.id),
            visit: self.visit(),
            faq: self.faq(),
            is_told: self.is_told(),
            set_aside: self.is_set_aside(),
            answer: answer.map(|(text, at)| (text, at, self.settled_by.unwrap_or_default())),
            text: self.body,
            name: self.name,
            asked_at: self.asked_at,
        }
    }
}

/// What was answered or set aside long ago.
pub(crate) async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> Stored<u64> {
    execute!(tx, FORGET, now - Duration::days(KEPT_DAYS))
}

impl Backend {
    pub(crate) async fn page_to_ask(&self, visit: Option<VisitId>) -> Answer<AskPage> {
        let visit = match visit {
            // The same visits that the public sees.
            Some(id) => Some(self.visit_page(id).await?.visit),
            None => None,
        };
        let village = visit.as_ref().map(|visit| &visit.village.code);
        Ok(AskPage {
            published: self.published_for(village).await?,
            settings: self.settings_now().await?,
            idempotency_key: Uuid::now_v7().to_string(),
            visit,
        })
    }

    pub(crate) async fn take_question(&self, new: &NewQuestion) -> Answer<String> {
        if let Some(id) = new.visit {
            self.visit_page(id).await?;
        }
        let now = self.now();
        let visit = new.visit.map(VisitId::uuid);
        let request_hash = hash(&[
            &visit.map_or(String::new(), |visit| visit.to_string()),
            new.text.as_str(),
            new.phone.as_ref().map_or("", Phone::as_e164),
            new.email.as_ref().map_or("", Email::as_str),
        ]);
        let id = Uuid::now_v7();
        let mut tx = self.pool.begin().await?;
        let written = execute!(
            tx,
            INSERT,
            id,
            visit,
            new.text.as_str(),
            new.name.as_ref().map(Line::as_str),
            new.phone.as_ref().map(Phone::as_e164),
            new.email.as_ref().map(Email::as_str),
            new.lang.tag(),
            new.idempotency_key.as_str(),
            request_hash.as_str(),
            now
        )?;
        if written == 0 {
            let known = fetch_optional!(tx, (Uuid, String), BY_KEY, new.idempotency_key.as_str())?;
            return match known {
                Some((id, same)) if same == request_hash => Ok(self.question_token(id)),
                _ => Err(ServiceError::KeyReused),
            };
        }
        let entry = Entry {
            act: "question-asked",
            visit: new.visit,
            booking: None,
            detail: "",
        };
        audit::record(&mut tx, now, Actor::Applicant, entry).await?;
        tx.commit().await?;
        Ok(self.question_token(id))
    }

    pub(crate) fn question_token(&self, id: Uuid) -> String {
        self.secret.token(Purpose::Question, id)
    }

    pub(crate) async fn question_by_token(&self, token: &str) -> Answer<OwnQuestion> {
        let id = self
            .secret
            .open(Purpose::Question, token)
            .ok_or(ServiceError::NotFound)?;
        let row = fetch_optional!(self.pool, Row, BY_ID, id)?.ok_or(ServiceError::NotFound)?;
        Ok(OwnQuestion {
            visit: row.visit(),
            is_told: row.is_told(),
            set_aside: row.is_set_aside(),
            text: row.body,
            asked_at: row.asked_at,
            answer: row.answer,
        })
    }

    pub(crate) async fn questions_page(&self, visit: Option<VisitId>) -> Answer<QuestionsPage> {
        let all = visit.is_none();
        let visit = visit.map(VisitId::uuid);
        let mut rows = fetch_all!(self.pool, Row, OPEN, visit, all)?;
        rows.extend(fetch_all!(self.pool, Row, SETTLED, visit, all)?);
        rows.truncate(200);
        Ok(QuestionsPage {
            rows: rows.into_iter().map(Row::row).collect(),
            open: self.count_open_questions().await?,
            published: self.all_published().await?,
            now: self.now(),
        })
    }

    pub(crate) async fn count_open_questions(&self) -> Stored<u32> {
        let count = fetch_optional!(self.pool, (i64,), COUNT)?;
        Ok(count.map_or(0, |(open,)| u32::try_from(open).unwrap_or(u32::MAX)))
    }

    pub(crate) async fn name_given(&self, id: QuestionId) -> Answer<Option<String>> {
        let row = fetch_optional!(self.pool, Row, BY_ID, id.uuid())?.ok_or(ServiceError::NotFound)?;
        Ok(row.name)
    }
}
