//! The survey of satisfaction: who may answer, how often, and that nothing leads from an answer to a person.

use crate::common::{Office, each};
use chrono::{Duration, TimeZone, Utc};
use domain::day::{Act, Ending};
use domain::error::ServiceError;
use domain::evaluation::Period;
use domain::id::{EntryId, OperatorId, VisitId};
use domain::service::{PublicService, Ticket};
use domain::staff::Role;
use domain::survey::{Answers, Element, Judgement, Quality, Score, SurveyService, SurveyState};
use uuid::Uuid;

impl Office {
    /// A person is checked in, served and leaves with an NIB.
    pub(crate) async fn serve(&self, visit: VisitId, entry: EntryId, operator: OperatorId) {
        self.check_in(visit, entry).await;
        self.call_next(visit, operator).await;
        self.act(visit, Act::Begin { entry, operator }).await;
        let ending = Ending::NibIssued;
        let end = Act::End {
            entry,
            operator,
            ending,
        };
        self.act(visit, end).await;
    }

    pub(crate) async fn on_tablet(&self, score: &str) {
        let form = self.backend.survey_form(&self.head).await.unwrap();
        let answers = all(score);
        self.backend
            .answer_on_tablet(&self.head, form, &answers)
            .await
            .unwrap();
    }

    async fn people_surveyed(&self, period: &str) -> u32 {
        let period = Some(Period::parse(period).unwrap());
        let result = self.backend.survey_result(&self.head, period).await.unwrap();
        result.tally.people()
    }
}

fn all(score: &str) -> Answers {
    Answers::parse(|_| score).unwrap()
}

#[tokio::test]
async fn whoever_was_served_answers_once_by_the_link_on_the_ticket() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let manage = office.book(visit.slots[0], 1).await;
        let ticket = async || office.backend.ticket(&manage).await.unwrap();
        assert_eq!(ticket().await.survey_token, None);
        office.begin(visit.id).await;
        let entry = EntryId::new(office.people(visit.id).await[0].id.uuid());
        office.serve(visit.id, entry, visit.operators[0]).await;

        let token = ticket().await.survey_token.unwrap();
        let state = async || office.backend.survey(&token).await.unwrap().state;
        assert_eq!(state().await, SurveyState::Open);
        office.backend.answer_survey(&token, &all("4")).await.unwrap();
        assert_eq!(state().await, SurveyState::Answered);
        assert_eq!(ticket().await.survey_token, None);
        // Twice is once.
        office.backend.answer_survey(&token, &all("1")).await.unwrap();
        let result = office.backend.survey_result(&office.head, None).await.unwrap();
        assert_eq!((result.tally.people(), result.served), (1, 1));
        assert_eq!(result.tally.sum(Element::Time).scores, 4);
        assert_eq!(result.judgement(), Judgement::TooFew { lacking: 16 });
        // The link of the ticket opens no survey, nor the other way round.
        assert_eq!(office.backend.survey(&manage).await, Err(ServiceError::NotFound));
        assert!(office.backend.ticket(&token).await.is_err());
    })
    .await;
}

/// A person who was served: the booking, and the token of the survey's link.
async fn served(office: &Office) -> (Ticket, String) {
    let visit = office.open_visit(2).await;
    let manage = office.book(visit.slots[0], 1).await;
    office.begin(visit.id).await;
    let entry = EntryId::new(office.people(visit.id).await[0].id.uuid());
    office.serve(visit.id, entry, visit.operators[0]).await;
    let ticket = office.backend.ticket(&manage).await.unwrap();
    let token = ticket.survey_token.clone().unwrap();
    (ticket, token)
}

#[tokio::test]
async fn whoever_is_not_served_after_all_cannot_answer() {
    each(async |office| {
        let (ticket, token) = served(&office).await;
        let code = ticket.code;
        let undo = format!("update booking set state = 'checked-in' where code = '{code}' returning code");
        assert_eq!(office.sql(&undo).await, [code.to_string()]);
        let page = office.backend.survey(&token).await.unwrap();
        assert_eq!(page.state, SurveyState::NotServed);
        let refused = office.backend.answer_survey(&token, &all("4")).await;
        assert_eq!(refused, Err(ServiceError::NotFound));
        let nonsense = office.backend.answer_survey("AAAA", &all("4")).await;
        assert_eq!(nonsense, Err(ServiceError::NotFound));
        assert_eq!(office.people_surveyed("2026").await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_answer_tells_neither_who_nor_when() {
    each(async |office| {
        let (_, token) = served(&office).await;
        let record = "select cast(count(*) as text) from audit_entry";
        let before = office.sql(record).await;
        office.backend.answer_survey(&token, &all("3")).await.unwrap();
        assert_eq!(office.sql(record).await, before);
        let same = "select 'same' from survey_answer a join booking b on b.id = a.id";
        assert_eq!(office.sql(same).await, [""; 0]);
        let id = match office.database {
            "sqlite" => "select lower(hex(id)) from survey_answer",
            _ => "select cast(id as text) from survey_answer",
        };
        let id: Uuid = office.sql(id).await[0].parse().unwrap();
        assert_eq!(id.get_version_num(), 4, "of chance: no time in it");
        let month = "select cast(month as text) from survey_answer";
        assert_eq!(office.sql(month).await, ["2026-06-01"]);
    })
    .await;
}

#[tokio::test]
async fn two_answers_of_one_link_at_once_are_one() {
    each(async |office| {
        let (_, token) = served(&office).await;
        let (good, bad) = (all("4"), all("1"));
        let (one, two) = tokio::join!(
            office.backend.answer_survey(&token, &good),
            office.backend.answer_survey(&token, &bad),
        );
        assert_eq!((one, two), (Ok(()), Ok(())));
        assert_eq!(office.people_surveyed("2026").await, 1);
    })
    .await;
}

#[tokio::test]
async fn on_a_device_of_the_office_each_form_counts_once() {
    each(async |office| {
        let operator = office.staff(Role::Operator).await;
        let form = office.backend.survey_form(&operator).await.unwrap();
        for _ in 0..2 {
            office
                .backend
                .answer_on_tablet(&operator, form, &all("4"))
                .await
                .unwrap();
        }
        let desk = office.staff(Role::Administration).await;
        let form = office.backend.survey_form(&desk).await.unwrap();
        office
            .backend
            .answer_on_tablet(&desk, form, &all("2"))
            .await
            .unwrap();
        assert_eq!(office.people_surveyed("2026-06").await, 2);
        let sees = office.staff(Role::AgencyHead).await;
        assert_eq!(
            office.backend.survey_form(&sees).await,
            Err(ServiceError::Forbidden)
        );
        let refused = office
            .backend
            .answer_on_tablet(&sees, Uuid::now_v7(), &all("4"))
            .await;
        assert_eq!(refused, Err(ServiceError::Forbidden));
        assert!(office.backend.survey_result(&sees, None).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn the_year_of_an_answer_ends_by_the_clock_of_bali() {
    each(async |office| {
        office
            .clock
            .set(Utc.with_ymd_and_hms(2026, 12, 31, 15, 59, 59).unwrap());
        office.on_tablet("4").await;
        office.wait(Duration::seconds(1));
        office.on_tablet("4").await;
        office.on_tablet("4").await;
        for (period, people) in [
            ("2026-12", 1),
            ("2026-Q4", 1),
            ("2026", 1),
            ("2027-01", 2),
            ("2027-Q1", 2),
            ("2027", 2),
            ("2026-Q3", 0),
        ] {
            assert_eq!(office.people_surveyed(period).await, people, "{period}");
        }
        let now = office.backend.survey_result(&office.head, None).await.unwrap();
        assert_eq!(now.period.to_string(), "2027-Q1");
    })
    .await;
}

#[tokio::test]
async fn the_index_is_that_of_the_rows_and_questions_may_be_left_out() {
    each(async |office| {
        office.backend.set_setting("survey_minimum", "3").await.unwrap();
        office.on_tablet("4").await;
        office.on_tablet("3").await;
        let mut cost_alone = Answers::default();
        cost_alone.set(Element::Cost, Score::new(1).unwrap());
        let form = office.backend.survey_form(&office.head).await.unwrap();
        office
            .backend
            .answer_on_tablet(&office.head, form, &cost_alone)
            .await
            .unwrap();
        let result = office.backend.survey_result(&office.head, None).await.unwrap();
        // Eight elements with 7/2 and one with 8/3: (28 + 8/3) / 9 × 25 = 85.185…
        let Judgement::Enough { index, quality } = result.judgement() else {
            panic!("{result:?}")
        };
        assert_eq!((index.hundredths(), quality), (8519, Quality::B));
        let nulls = "select cast(count(*) as text) from survey_answer where time is null and cost = 1";
        assert_eq!(office.sql(nulls).await, ["1"]);
        // Nobody was served here: that divides by nothing.
        assert_eq!(
            (result.served, result.sample(), result.speaks_for_all()),
            (0, 0, true)
        );
    })
    .await;
}
