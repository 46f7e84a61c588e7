//! Who asks to be told of a village is told first, once, when booking opens there.

use crate::common::{BENGKEL, JEGU, Office, day, each};
use crate::forms::plan_form;
use domain::choice::InterestAnswer;
use domain::error::ServiceError;
use domain::lang::Lang;
use domain::message::{MessageKind, MessageState};
use domain::phone::Phone;
use domain::service::{MessageRow, PublicService, StaffService};
use domain::village::VillageCode;
use domain::visit::VisitStep;
use tokio::task::JoinSet;

impl Office {
    async fn want(&self, village: &str, phone: &str, lang: Lang) -> Result<InterestAnswer, ServiceError> {
        let (village, phone) = (VillageCode::parse(village).unwrap(), Phone::parse(phone).unwrap());
        self.backend.want_news(&village, &phone, lang).await
    }

    async fn waiting(&self, village: &str) -> u32 {
        let all = self
            .backend
            .ranking(&self.head, None)
            .await
            .unwrap()
            .villages
            .into_iter();
        let found = all.into_iter().find(|it| it.village.code.as_str() == village);
        found.unwrap().standing.waiting
    }

    async fn news(&self) -> Vec<MessageRow> {
        self.drafts(MessageKind::InterestOpened).await
    }
}

const NOTED: Result<InterestAnswer, ServiceError> = Ok(InterestAnswer::Noted);

#[tokio::test]
async fn a_number_is_noted_once_however_it_is_written_and_the_answer_does_not_tell() {
    each(async |office| {
        assert_eq!(office.want(BENGKEL, "0812 3456 7890", Lang::Id).await, NOTED);
        assert_eq!(office.want(BENGKEL, "+62 812-3456-7890", Lang::Id).await, NOTED);
        assert_eq!(office.waiting(BENGKEL).await, 1);
        assert_eq!(office.want(JEGU, "0812 3456 7890", Lang::Id).await, NOTED);
        assert_eq!(
            (office.waiting(BENGKEL).await, office.waiting(JEGU).await),
            (1, 1)
        );
        let nowhere = office.want("51.02.99.2001", "0812 3456 7890", Lang::Id).await;
        assert_eq!(nowhere, Err(ServiceError::NotFound));
        let record = office
            .sql("select detail from audit_entry where act = 'interest-noted'")
            .await;
        assert_eq!(record.len(), 3);
        assert!(
            record.iter().all(|detail| detail == BENGKEL || detail == JEGU),
            "no number in the record"
        );
    })
    .await;
}

#[tokio::test]
async fn those_who_wait_are_told_when_booking_opens_and_nobody_else() {
    each(async |office| {
        office.want(BENGKEL, "0812 3456 7890", Lang::Id).await.unwrap();
        office.want(BENGKEL, "0812 3456 7891", Lang::En).await.unwrap();
        office.want(JEGU, "0812 3456 7892", Lang::Id).await.unwrap();
        let id = office.create(&plan_form(&[])).await;
        assert!(office.step(id, VisitStep::OpenBooking).await.is_err());
        assert_eq!(
            (office.news().await.len(), office.waiting(BENGKEL).await),
            (0, 2),
            "refused is not opened"
        );
        office.open_booking(id).await;

        let news = office.news().await;
        assert_eq!(news.len(), 2);
        for (draft, part) in news.iter().zip(["Rabu, 10 Juni 2026", "Wednesday, 10 June 2026"]) {
            assert!(draft.body.contains(part), "{}", draft.body);
            assert!(draft.body.contains(&format!("http://izin.test/kunjungan/{id}")));
            assert!(
                !draft.to_name.contains("812"),
                "the number stands in the draft's link alone"
            );
        }
        assert!(
            news[0]
                .whatsapp_link
                .as_ref()
                .unwrap()
                .starts_with("https://wa.me/6281234567890?")
        );
        assert_eq!(
            (office.waiting(BENGKEL).await, office.waiting(JEGU).await),
            (0, 1)
        );
        let late = office.want(BENGKEL, "0812 3456 7893", Lang::Id).await;
        assert_eq!(late, Ok(InterestAnswer::OpenAlready));
        assert_eq!(office.waiting(BENGKEL).await, 0, "the number was not kept");
    })
    .await;
}

#[tokio::test]
async fn closed_and_opened_again_tells_only_those_who_came_meanwhile() {
    each(async |office| {
        office.want(BENGKEL, "0812 3456 7890", Lang::Id).await.unwrap();
        let id = office.create(&plan_form(&[])).await;
        office.open_booking(id).await;
        office.step(id, VisitStep::CloseBooking).await.unwrap();
        // One who was told waits for the next visit, one is new.
        office.want(BENGKEL, "0812 3456 7890", Lang::Id).await.unwrap();
        office.want(BENGKEL, "0812 3456 7891", Lang::Id).await.unwrap();
        office.step(id, VisitStep::OpenBooking).await.unwrap();
        assert_eq!(office.news().await.len(), 2);
        assert_eq!(office.waiting(BENGKEL).await, 1);

        office.step(id, VisitStep::CloseBooking).await.unwrap();
        let mut form = plan_form(&[]);
        form.date = "2026-06-24".into();
        let next = office.create(&form).await;
        office.open_booking(next).await;
        let news = office.news().await;
        assert_eq!((news.len(), office.waiting(BENGKEL).await), (3, 0));
        assert!(news[2].body.contains("24 Juni 2026"), "{}", news[2].body);
    })
    .await;
}

#[tokio::test]
async fn who_was_told_of_a_visit_that_is_put_off_is_told_of_its_new_day() {
    each(async |office| {
        office.want(BENGKEL, "0812 3456 7890", Lang::Id).await.unwrap();
        let id = office.create(&plan_form(&[])).await;
        office.open_booking(id).await;
        office.step(id, VisitStep::Postpone).await.unwrap();
        assert_eq!((office.news().await.len(), office.waiting(BENGKEL).await), (0, 1));
        assert_eq!(
            office
                .sql("select recipient from message where kind = 'interest-opened' and state = 'dropped'")
                .await,
            [""]
        );

        office.step(id, VisitStep::Replan).await.unwrap();
        office.edit(id, |plan| plan.date = day(6, 24)).await.unwrap();
        office.open_booking(id).await;
        let news = office.news().await;
        assert_eq!((news.len(), office.waiting(BENGKEL).await), (1, 0));
        assert!(news[0].body.contains("24 Juni 2026"), "{}", news[0].body);
        office.backend.mark_sent(&office.head, news[0].id).await.unwrap();
        let sent = office.messages(MessageState::Sent).await;
        assert!(sent.iter().any(|it| it.id == news[0].id && it.body.is_empty()));
    })
    .await;
}

#[tokio::test]
async fn nobody_falls_between_asking_and_opening() {
    each(async |office| {
        let id = office.create(&plan_form(&[])).await;
        office.ask(id).await;
        office.step(id, VisitStep::VillageAgrees).await.unwrap();
        let mut asking = JoinSet::new();
        for person in 0..8 {
            let backend = office.backend.clone();
            let phone = Phone::parse(&format!("0812 3456 78{person:02}")).unwrap();
            let village = VillageCode::parse(BENGKEL).unwrap();
            asking.spawn(async move { backend.want_news(&village, &phone, Lang::Id).await.unwrap() });
        }
        office.step(id, VisitStep::OpenBooking).await.unwrap();
        let answers = asking.join_all().await;
        let noted = answers.iter().filter(|it| **it == InterestAnswer::Noted).count();
        assert_eq!(office.news().await.len(), noted, "all who were noted were told");
        assert_eq!(office.waiting(BENGKEL).await, 0);
    })
    .await;
}
