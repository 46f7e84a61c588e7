//! Questions before booking: asked, answered by a message and at the link, published once they name nobody; and what
//! was chosen in the self-check.

use crate::common::{JEGU, Office, each, each_with};
use crate::forms::{invalid, plan_form};
use crate::smtp::MailServer;
use chrono::Duration;
use domain::before::BeforeService;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{QuestionId, VisitId};
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::private::Private;
use domain::question::{KEPT_DAYS, NewFaq, NewQuestion, QuestionForm, QuestionsPage};
use domain::staff::Role;
use domain::text::Line;
use domain::triage::{Business, BusinessKind, OfficeReason, office_reasons};
use domain::village::VillageCode;

fn question(visit: Option<VisitId>, change: impl FnOnce(&mut QuestionForm)) -> NewQuestion {
    let mut form = QuestionForm {
        question: "Saya jual canang di rumah, apakah perlu NIB?".into(),
        applicant_name: "Ni Wayan Suci".into(),
        phone: "0812 3456 7890".into(),
        idempotency_key: uuid::Uuid::now_v7().to_string(),
        ..QuestionForm::default()
    };
    change(&mut form);
    form.parse(visit, Lang::Id).unwrap()
}

fn faq(question: &str, everywhere: bool) -> NewFaq {
    NewFaq::parse(question, "Ya, dan gratis.", everywhere, None).unwrap()
}

impl Office {
    async fn put(&self, new: &NewQuestion) -> String {
        self.backend.ask(new).await.unwrap()
    }

    async fn questions(&self, visit: Option<VisitId>) -> QuestionsPage {
        self.backend.questions(&self.head, visit).await.unwrap()
    }

    async fn reply(&self, id: QuestionId, text: &str) -> Result<(), ServiceError> {
        let answer = Line::parse(text).unwrap();
        self.backend.answer_question(&self.head, id, &answer).await
    }

    /// What the public reads for a village.
    async fn published(&self, village: &str) -> Vec<String> {
        let village = VillageCode::parse(village).unwrap();
        let all = self.backend.published(&village).await.unwrap();
        all.into_iter().map(|faq| faq.question).collect()
    }
}

#[tokio::test]
async fn an_answer_goes_to_the_number_once_and_stands_at_the_link() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let new = question(Some(visit.id), |_| ());
        let token = office.put(&new).await;
        assert_eq!(
            office.put(&new).await,
            token,
            "the same form twice is one question"
        );
        let page = office.questions(Some(visit.id)).await;
        assert_eq!((page.rows.len(), page.open), (1, 1));
        let row = &page.rows[0];
        assert_eq!((row.name.as_deref(), row.is_told), (Some("Ni Wayan Suci"), true));
        assert_eq!(row.visit.as_ref().unwrap().village, "Bengkel");
        let before = office.backend.question(&token).await.unwrap();
        assert_eq!((before.answer, before.is_told), (None, true));

        office
            .reply(row.id, "Ya. Canang juga usaha, dan NIB gratis.")
            .await
            .unwrap();
        office
            .reply(row.id, "Ya. Canang juga usaha, dan NIB gratis.")
            .await
            .unwrap();
        assert_eq!(office.reply(row.id, "Tidak.").await, Err(ServiceError::Stale));
        let drafts = office.drafts(MessageKind::QuestionAnswered).await;
        assert_eq!(drafts.len(), 1);
        let body = &drafts[0].body;
        let link = format!("http://izin.test/tanya/{token}");
        for part in ["Ni Wayan Suci", "Canang juga usaha", "GRATIS", &link] {
            assert!(body.contains(part), "{part} in {body}");
        }
        assert!(
            drafts[0]
                .whatsapp_link
                .as_ref()
                .unwrap()
                .starts_with("https://wa.me/6281234567890?")
        );
        let after = office.backend.question(&token).await.unwrap();
        assert_eq!(
            after.answer.as_deref(),
            Some("Ya. Canang juga usaha, dan NIB gratis.")
        );
        let kept = office
            .sql("select coalesce(phone, '') || coalesce(email, '') from question")
            .await;
        assert_eq!(kept, [""], "number and address are gone");
        let acts = office.acts(visit.id).await;
        assert!(
            acts.ends_with(&["question-asked".into(), "question-answered".into()]),
            "{acts:?}"
        );
        let details = office
            .sql("select detail from audit_entry where act like 'question%'")
            .await;
        assert!(
            details.iter().all(String::is_empty),
            "the record holds no words of people"
        );
        assert_eq!(
            office.backend.question("bukan-tautan").await,
            Err(ServiceError::NotFound)
        );
    })
    .await;
}

#[tokio::test]
async fn who_leaves_an_address_is_written_to_by_mail_and_who_leaves_nothing_looks_at_the_link() {
    let server = MailServer::start().await;
    each_with(server.smtp(), async |office| {
        let by_mail = |form: &mut QuestionForm| {
            form.phone.clear();
            form.email = format!("suci-{}@contoh.example", office.database);
        };
        let told = office.put(&question(None, by_mail)).await;
        let nameless = |form: &mut QuestionForm| {
            form.phone.clear();
            form.applicant_name.clear();
        };
        let silent = office.put(&question(None, nameless)).await;
        let page = office.questions(None).await;
        assert_eq!(
            page.rows.iter().map(|row| row.is_told).collect::<Vec<_>>(),
            [true, false]
        );
        for row in &page.rows {
            assert_eq!(row.visit, None, "about the programme");
            office.reply(row.id, "Ya, gratis.").await.unwrap();
        }
        assert_eq!(
            office.backend.send_due().await.unwrap(),
            1,
            "nobody else is written to"
        );
        let letter = server.taken().remove(0);
        assert!(
            letter
                .to
                .contains(&format!("suci-{}@contoh.example", office.database))
        );
        assert!(letter.text.contains("Ya, gratis."), "{}", letter.text);
        for token in [told, silent] {
            let own = office.backend.question(&token).await.unwrap();
            assert_eq!(own.answer.as_deref(), Some("Ya, gratis."));
        }
    })
    .await;
}

#[tokio::test]
async fn an_address_without_a_mail_server_is_answered_at_the_link_alone() {
    each(async |office| {
        let by_mail = |form: &mut QuestionForm| {
            form.phone.clear();
            form.email = "suci@contoh.example".into();
        };
        let token = office.put(&question(None, by_mail)).await;
        let row = &office.questions(None).await.rows[0];
        office.reply(row.id, "Ya, gratis.").await.unwrap();
        assert_eq!(office.drafts(MessageKind::QuestionAnswered).await.len(), 0);
        let own = office.backend.question(&token).await.unwrap();
        assert_eq!(own.answer.as_deref(), Some("Ya, gratis."));
    })
    .await;
}

#[tokio::test]
async fn what_is_published_is_read_in_its_village_or_everywhere_and_names_nobody() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        office.put(&question(Some(visit.id), |_| ())).await;
        office.put(&question(Some(visit.id), |_| ())).await;
        let page = office.questions(None).await;
        let (one, two) = (page.rows[0].id, page.rows[1].id);
        let publish = async |id, faq: &NewFaq| office.backend.publish(&office.head, id, faq).await;
        let early = publish(one, &faq("Apakah canang perlu NIB?", false)).await;
        assert_eq!(early, Err(ServiceError::NotFound), "not before it is answered");
        for id in [one, two] {
            office.reply(id, "Ya.").await.unwrap();
        }
        let named = publish(one, &faq("Bu Suci jual canang, perlu NIB?", false)).await;
        let name = Problem::Private(Private::Name);
        assert_eq!(named, Err(invalid(Field::PublicQuestion, name)));

        publish(one, &faq("Apakah canang perlu NIB?", false))
            .await
            .unwrap();
        publish(two, &faq("Berapa biayanya?", true)).await.unwrap();
        let here = ["Apakah canang perlu NIB?", "Berapa biayanya?"];
        assert_eq!(office.published("51.02.06.2001").await, here, "its own first");
        assert_eq!(office.published(JEGU).await, ["Berapa biayanya?"]);
        let programme = office.backend.ask_page(None).await.unwrap();
        assert_eq!(programme.published.len(), 1);

        publish(one, &faq("Apakah jual canang perlu NIB?", false))
            .await
            .unwrap();
        let page = office.questions(None).await;
        assert_eq!(page.published.len(), 2, "changed, not doubled");
        let own = page
            .rows
            .iter()
            .find(|row| row.id == one)
            .unwrap()
            .faq
            .clone()
            .unwrap();
        assert_eq!(own.village.as_deref(), Some("Bengkel"));
        office.backend.unpublish(&office.head, own.id).await.unwrap();
        office.backend.unpublish(&office.head, own.id).await.unwrap();
        assert_eq!(office.published("51.02.06.2001").await, ["Berapa biayanya?"]);
        let acts = office.acts(visit.id).await;
        let count = |act: &str| acts.iter().filter(|it| *it == act).count();
        assert_eq!(
            (count("question-published"), count("question-unpublished")),
            (3, 1)
        );
    })
    .await;
}

#[tokio::test]
async fn a_question_is_kept_for_a_time_after_its_answer_and_what_was_published_stays() {
    each(async |office| {
        let (answered, open) = (question(None, |_| ()), question(None, |_| ()));
        let token = office.put(&answered).await;
        office.wait(Duration::seconds(1));
        let still = office.put(&open).await;
        let id = office.questions(None).await.rows[0].id;
        office.reply(id, "Ya.").await.unwrap();
        office
            .backend
            .publish(&office.head, id, &faq("Apakah canang perlu NIB?", true))
            .await
            .unwrap();
        office.wait(Duration::days(KEPT_DAYS));
        office.backend.send_due().await.unwrap();
        assert!(office.backend.question(&token).await.is_ok());
        office.wait(Duration::seconds(1));
        office.backend.send_due().await.unwrap();
        assert_eq!(office.backend.question(&token).await, Err(ServiceError::NotFound));
        assert!(
            office.backend.question(&still).await.is_ok(),
            "nobody has answered it"
        );
        assert_eq!(office.published(JEGU).await, ["Apakah canang perlu NIB?"]);
        let left = office.questions(None).await.published[0].id;
        office.backend.unpublish(&office.head, left).await.unwrap();
        assert_eq!(office.published(JEGU).await.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_question_that_needs_no_answer_is_set_aside_and_may_be_answered_after_all() {
    each(async |office| {
        let token = office.put(&question(None, |_| ())).await;
        let id = office.questions(None).await.rows[0].id;
        for _ in 0..2 {
            office.backend.set_question_aside(&office.head, id).await.unwrap();
        }
        assert_eq!(office.backend.open_questions(&office.head).await, Ok(0));
        assert!(office.backend.question(&token).await.unwrap().set_aside);
        office.reply(id, "Maaf, kami jawab juga.").await.unwrap();
        assert_eq!(office.drafts(MessageKind::QuestionAnswered).await.len(), 1);
        let late = office.backend.set_question_aside(&office.head, id).await;
        assert_eq!(late, Err(ServiceError::Stale));
    })
    .await;
}

#[tokio::test]
async fn only_those_who_handle_messages_answer_and_only_public_visits_are_asked_about() {
    each(async |office| {
        let hidden = office.create(&plan_form(&[])).await;
        let about = office.backend.ask(&question(Some(hidden), |_| ())).await;
        assert_eq!(about, Err(ServiceError::NotFound));
        assert_eq!(
            office.backend.ask_page(Some(hidden)).await,
            Err(ServiceError::NotFound)
        );
        office.put(&question(None, |_| ())).await;
        let id = office.questions(None).await.rows[0].id;
        let answer = Line::parse("Ya.").unwrap();
        for role in [Role::AgencyHead, Role::Operator] {
            let staff = office.staff(role).await;
            let refused = office.backend.answer_question(&staff, id, &answer).await;
            assert_eq!(refused, Err(ServiceError::Forbidden), "{role:?}");
            let list = office.backend.questions(&staff, None).await;
            assert_eq!(list, Err(ServiceError::Forbidden), "{role:?}");
        }
        let clerk = office.staff(Role::Administration).await;
        assert_eq!(office.backend.answer_question(&clerk, id, &answer).await, Ok(()));
    })
    .await;
}

#[tokio::test]
async fn what_was_chosen_in_the_check_stays_with_the_booking() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let token = office.book(visit.slots[0], 1).await;
        assert!(!office.backend.business(&token).await.unwrap().is_known());
        let chosen = Business {
            kind: Some(BusinessKind::Alcohol),
            company: true,
            ..Business::default()
        };
        let nothing = Business::default();
        for business in [
            &nothing,
            &chosen,
            &Business {
                large: true,
                ..nothing
            },
        ] {
            office.backend.note_business(&token, business).await.unwrap();
        }
        assert_eq!(
            office.backend.business(&token).await,
            Ok(chosen),
            "what was noted first"
        );
        let booking = office.people(visit.id).await[0].id;
        assert_eq!(
            office.backend.business_of(&office.head, booking).await,
            Ok(chosen)
        );
        assert_eq!(
            office.backend.business("bukan-tiket").await,
            Err(ServiceError::NotFound)
        );
        office
            .backend
            .set_setting("kind_risks", "minuman-keras=low")
            .await
            .unwrap();
        let settings = office.backend.settings().await.unwrap();
        let reasons = office_reasons(&chosen, &settings.kind_risks);
        assert_eq!(reasons, [OfficeReason::Company]);
        assert!(
            office
                .backend
                .set_setting("kind_risks", "arak=high")
                .await
                .is_err()
        );
    })
    .await;
}
