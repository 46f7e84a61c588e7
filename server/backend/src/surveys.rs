//! The survey of satisfaction: answered once by whoever was served, by link or on a device of the office.
//!
//! Nothing leads from an answer to a person: it has an id of chance and its month, and that somebody has answered is a
//! mark without a time in their booking.

use crate::Backend;
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::secret::{Purpose, random_id};
use crate::services::may;
use crate::visits::people;
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::booking::BookingState;
use domain::error::ServiceError;
use domain::evaluation::{Period, Span};
use domain::month::first_of;
use domain::service::Answer;
use domain::staff::{Act, Staff};
use domain::survey::{
    Answers, Element, Score, Sum, SurveyPage, SurveyResult, SurveyService, SurveyState, Tally,
};
use uuid::Uuid;

const STANDING: &str = "select state, surveyed from booking where id = $1";
/// The states are those of [`BookingState::may_judge`].
const MARK: &str = "update booking set surveyed = true where id = $1 and not surveyed
    and state in ('nib-issued', 'pending', 'referred', 'consultation-only')";
const ANSWER: &str =
    "insert into survey_answer (id, month, requirements, procedure, time, cost, product, competence,
    behaviour, complaints, facilities) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (id) do nothing";
const TALLIES: &str = "select month, count(*) as people,
    cast(coalesce(sum(requirements), 0) as bigint) as requirements, count(requirements) as requirements_answers,
    cast(coalesce(sum(procedure), 0) as bigint) as procedure, count(procedure) as procedure_answers,
    cast(coalesce(sum(time), 0) as bigint) as time, count(time) as time_answers,
    cast(coalesce(sum(cost), 0) as bigint) as cost, count(cost) as cost_answers,
    cast(coalesce(sum(product), 0) as bigint) as product, count(product) as product_answers,
    cast(coalesce(sum(competence), 0) as bigint) as competence, count(competence) as competence_answers,
    cast(coalesce(sum(behaviour), 0) as bigint) as behaviour, count(behaviour) as behaviour_answers,
    cast(coalesce(sum(complaints), 0) as bigint) as complaints, count(complaints) as complaints_answers,
    cast(coalesce(sum(facilities), 0) as bigint) as facilities, count(facilities) as facilities_answers
    from survey_answer where month >= $1 and month < $2 group by month order by month";
const SERVED: &str = "select count(*) from queue_entry q join visit v on v.id = q.visit_id
    where v.date >= $1 and v.date < $2 and q.outcome is not null";

#[derive(sqlx::FromRow)]
struct TallyRow {
    month: NaiveDate,
    people: i64,
    requirements: i64,
    requirements_answers: i64,
    procedure: i64,
    procedure_answers: i64,
    time: i64,
    time_answers: i64,
    cost: i64,
    cost_answers: i64,
    product: i64,
    product_answers: i64,
    competence: i64,
    competence_answers: i64,
    behaviour: i64,
    behaviour_answers: i64,
    complaints: i64,
    complaints_answers: i64,
    facilities: i64,
    facilities_answers: i64,
}

impl TallyRow {
    fn tally(&self) -> Tally {
        Tally::of(people(self.people), |element| {
            let (scores, answers) = match element {
                Element::Requirements => (self.requirements, self.requirements_answers),
                Element::Procedure => (self.procedure, self.procedure_answers),
                Element::Time => (self.time, self.time_answers),
                Element::Cost => (self.cost, self.cost_answers),
                Element::Product => (self.product, self.product_answers),
                Element::Competence => (self.competence, self.competence_answers),
                Element::Behaviour => (self.behaviour, self.behaviour_answers),
                Element::Complaints => (self.complaints, self.complaints_answers),
                Element::Facilities => (self.facilities, self.facilities_answers),
            };
            Sum {
                scores: u64::try_from(scores).unwrap_or(0),
                answers: people(answers),
            }
        })
    }
}

async fn keep(tx: &mut Tx, id: Uuid, month: NaiveDate, answers: &Answers) -> Stored<()> {
    let score = |element| answers.of(element).map(|score: Score| i64::from(score.get()));
    execute!(
        tx,
        ANSWER,
        id,
        month,
        score(Element::Requirements),
        score(Element::Procedure),
        score(Element::Time),
        score(Element::Cost),
        score(Element::Product),
        score(Element::Competence),
        score(Element::Behaviour),
        score(Element::Complaints),
        score(Element::Facilities)
    )?;
    Ok(())
}

impl Backend {
    /// The booking of a survey's link.
    fn surveyed_by(&self, token: &str) -> Answer<Uuid> {
        let id = self.secret.open(Purpose::Survey, token);
        id.ok_or(ServiceError::NotFound)
    }

    /// The answers of a span of days, added up by the first day of their month.
    pub(crate) async fn tallies(&self, from: NaiveDate, until: NaiveDate) -> Stored<Vec<(NaiveDate, Tally)>> {
        let rows = fetch_all!(self.pool, TallyRow, TALLIES, from, until)?;
        Ok(rows.iter().map(|row| (row.month, row.tally())).collect())
    }

    /// What the answers of a period say.
    pub(crate) async fn survey_of(&self, period: Period) -> Stored<SurveyResult> {
        let (from, until) = (period.first(), period.end());
        let tallies = self.tallies(from, until).await?;
        let served = fetch_optional!(self.pool, (i64,), SERVED, from, until)?;
        Ok(SurveyResult {
            period,
            tally: tallies
                .iter()
                .fold(Tally::default(), |sum, (_, tally)| sum.plus(tally)),
            served: served.map_or(0, |(served,)| people(served)),
            minimum: self.settings_now().await?.survey_minimum,
        })
    }

    /// The period asked for, or the one of today.
    pub(crate) fn period_or_now(&self, period: Option<Period>, span: Span) -> Answer<Period> {
        let period = period.or_else(|| Period::at(self.now(), span));
        period.ok_or(ServiceError::NotFound)
    }
}

/// Members of the office in whose hands a device is that people answer on.
fn has_tablet(staff: &Staff) -> Answer<()> {
    may(staff, Act::RunDesk).or_else(|_| may(staff, Act::Serve))
}

#[async_trait]
impl SurveyService for Backend {
    async fn survey(&self, token: &str) -> Answer<SurveyPage> {
        let id = self.surveyed_by(token)?;
        let found = fetch_optional!(self.pool, (String, bool), STANDING, id)?;
        let (state, surveyed) = found.ok_or(ServiceError::NotFound)?;
        let state = BookingState::from_key(&state).ok_or(StoreError::Corrupt("booking state"))?;
        let state = match (surveyed, state.may_judge()) {
            (true, _) => SurveyState::Answered,
            (false, true) => SurveyState::Open,
            (false, false) => SurveyState::NotServed,
        };
        Ok(SurveyPage {
            state,
            office_name: self.settings_now().await?.office_name,
        })
    }

    async fn answer_survey(&self, token: &str, answers: &Answers) -> Answer<()> {
        let id = self.surveyed_by(token)?;
        let mut tx = self.pool.begin().await?;
        if execute!(tx, MARK, id)? == 0 {
            let found = fetch_optional!(tx, (String, bool), STANDING, id)?;
            // Twice is once.
            let answered = found.is_some_and(|(_, surveyed)| surveyed);
            return answered.then_some(()).ok_or(ServiceError::NotFound);
        }
        keep(&mut tx, random_id(), first_of(self.today_in_wita()), answers).await?;
        Ok(tx.commit().await?)
    }

    async fn survey_form(&self, staff: &Staff) -> Answer<Uuid> {
        has_tablet(staff)?;
        Ok(random_id())
    }

    async fn answer_on_tablet(&self, staff: &Staff, form: Uuid, answers: &Answers) -> Answer<()> {
        has_tablet(staff)?;
        let mut tx = self.pool.begin().await?;
        keep(&mut tx, form, first_of(self.today_in_wita()), answers).await?;
        Ok(tx.commit().await?)
    }

    async fn survey_result(&self, staff: &Staff, period: Option<Period>) -> Answer<SurveyResult> {
        may(staff, Act::SeeVisits)?;
        let period = self.period_or_now(period, Span::Quarter)?;
        Ok(self.survey_of(period).await?)
    }
}
