//! Questions that are published with their answers, for a village or for the whole programme.

use crate::Backend;
use crate::db::{execute, fetch_all, fetch_optional};
use crate::error::Stored;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{FaqId, QuestionId};
use domain::private::private_in;
use domain::question::{Faq, NewFaq};
use domain::service::Answer;
use domain::staff::Staff;
use domain::village::VillageCode;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    question: String,
    answer: String,
    village: Option<String>,
}

macro_rules! faq {
    ($rest:literal) => {
        concat!(
            "select f.id, f.question, f.answer, l.name as village
    from faq f left join village l on l.code = f.village_code ",
            $rest
        )
    };
}

/// Those of the village stand first.
const FOR_VILLAGE: &str = faq!(
    "where f.village_code is null or f.village_code = $1
    order by case when f.village_code is null then 1 else 0 end, f.published_at desc, f.id limit 40"
);
const ALL: &str = faq!("order by f.published_at desc, f.id limit 200");
const SOURCE: &str =
    "select q.visit_id, v.village_code, q.name from question q left join visit v on v.id = q.visit_id
    where q.id = $1 and q.state = 'answered'";
const PUBLISH: &str =
    "insert into faq (id, question_id, village_code, question, answer, published_at, published_by)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (question_id) do update set village_code = excluded.village_code,
    question = excluded.question, answer = excluded.answer, published_at = excluded.published_at,
    published_by = excluded.published_by";
const WITHDRAW: &str = "delete from faq where id = $1 returning question_id";
const VISIT_OF: &str = "select visit_id from question where id = $1";

fn view(rows: Vec<Row>) -> Vec<Faq> {
    let view = |row: Row| Faq {
        id: FaqId::new(row.id),
        question: row.question,
        answer: row.answer,
        village: row.village,
    };
    rows.into_iter().map(view).collect()
}

impl Backend {
    /// What is published for a village and for the programme; without a village, for the programme.
    pub(crate) async fn published_for(&self, village: Option<&VillageCode>) -> Stored<Vec<Faq>> {
        let code = village.map(VillageCode::as_str);
        Ok(view(fetch_all!(self.pool, Row, FOR_VILLAGE, code)?))
    }

    pub(crate) async fn all_published(&self) -> Stored<Vec<Faq>> {
        Ok(view(fetch_all!(self.pool, Row, ALL)?))
    }

    pub(crate) async fn publish_faq(&self, staff: &Staff, id: QuestionId, faq: &NewFaq) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let source = fetch_optional!(
            tx,
            (Option<Uuid>, Option<String>, Option<String>),
            SOURCE,
            id.uuid()
        )?;
        let (visit, village, name) = source.ok_or(ServiceError::NotFound)?;
        // The page was checked with the name it knew.
        let texts = [
            (Field::PublicQuestion, faq.question.as_str()),
            (Field::PublicAnswer, faq.answer.as_str()),
        ];
        for (field, text) in texts {
            if let Some(found) = private_in(text, name.as_deref()) {
                return Err(ServiceError::field(field, Problem::Private(found)));
            }
        }
        let village = village.filter(|_| !faq.everywhere);
        execute!(
            tx,
            PUBLISH,
            Uuid::now_v7(),
            id.uuid(),
            village,
            faq.question.as_str(),
            faq.answer.as_str(),
            now,
            staff.id.uuid()
        )?;
        self.note_question(&mut tx, staff, visit, "question-published")
            .await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn withdraw_faq(&self, staff: &Staff, id: FaqId) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        let Some((question,)) = fetch_optional!(tx, (Uuid,), WITHDRAW, id.uuid())? else {
            return Ok(());
        };
        let visit = fetch_optional!(tx, (Option<Uuid>,), VISIT_OF, question)?;
        let visit = visit.and_then(|(visit,)| visit);
        self.note_question(&mut tx, staff, visit, "question-unpublished")
            .await?;
        Ok(tx.commit().await?)
    }
}
