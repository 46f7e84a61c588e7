//! The village's link: what it opens, when it ends, what an answer does.

use crate::common::{Office, day, each, start};
use crate::forms::{contact, plan_form, yes};
use chrono::Duration;
use domain::error::ServiceError;
use domain::id::VisitId;
use domain::message::{MessageKind, MessageState};
use domain::service::{StaffService, VillageService};
use domain::venue::{Facility, VenueAnswer, VenueAnswerForm};
use domain::visit::{VisitState, VisitStep};

async fn asked(office: &Office) -> (VisitId, String) {
    let id = office.create(&plan_form(&office.operators(1).await)).await;
    office.ask(id).await;
    (id, office.village_token().await)
}

async fn state(office: &Office, id: VisitId) -> VisitState {
    office
        .backend
        .staff_visit(&office.head, id)
        .await
        .unwrap()
        .visit
        .state
}

fn no() -> VenueAnswerForm {
    VenueAnswerForm {
        answer: "no".into(),
        note: "ada piodalan".into(),
        ..VenueAnswerForm::default()
    }
}

#[tokio::test]
async fn the_link_shows_the_visit_and_a_yes_confirms_it_with_its_venue() {
    each(async |office| {
        let (id, token) = asked(&office).await;
        let draft = &office.drafts(MessageKind::VenueRequest).await[0];
        assert_eq!(draft.to_name, "I Made Suarta");
        assert!(
            draft
                .whatsapp_link
                .as_ref()
                .unwrap()
                .starts_with("https://wa.me/6281999000111?text=")
        );
        let request = office.backend.venue_request(&token).await.unwrap();
        assert_eq!(
            (request.visit.id, request.answerable, request.answer),
            (id, true, None)
        );
        assert_eq!(request.expires_at, start() + Duration::days(14));

        office.answer(&token, &yes("Wantilan Desa")).await.unwrap();
        let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
        assert_eq!(
            (visit.visit.state, visit.visit.venue.as_str()),
            (VisitState::Confirmed, "Wantilan Desa")
        );
        let Some(VenueAnswer::Yes { facilities, .. }) = visit.answer.map(|it| it.answer) else {
            panic!("a yes")
        };
        assert_eq!(facilities, [Facility::Electricity, Facility::Toilet]);
        assert_eq!(office.acts(id).await[2..], ["village-agreed", "village-answered"]);
        let answered = office.backend.venue_request(&token).await.unwrap();
        assert!(answered.answer.is_some() && answered.answerable);
    })
    .await;
}

#[tokio::test]
async fn a_no_or_another_date_brings_the_visit_back_to_the_office() {
    each(async |office| {
        let (id, token) = asked(&office).await;
        let other = VenueAnswerForm {
            answer: "other-date".into(),
            other_date: "2026-06-22".into(),
            ..VenueAnswerForm::default()
        };
        office.answer(&token, &other).await.unwrap();
        let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
        assert_eq!(visit.visit.state, VisitState::Proposed);
        assert_eq!(
            visit.answer.unwrap().answer,
            VenueAnswer::OtherDate {
                date: day(6, 22),
                note: None
            }
        );
        office.answer(&token, &no()).await.unwrap();
        assert_eq!(state(&office, id).await, VisitState::Proposed);
        let decisions = office.backend.today(&office.head).await.unwrap().decisions;
        assert_eq!(decisions[0].id, id);
    })
    .await;
}

#[tokio::test]
async fn a_village_may_change_its_mind_until_booking_opens() {
    each(async |office| {
        let (id, token) = asked(&office).await;
        for (answer, after) in [
            (yes("Kantor Perbekel"), VisitState::Confirmed),
            (no(), VisitState::Proposed),
            (yes("Balai Banjar"), VisitState::Confirmed),
            (yes("Wantilan"), VisitState::Confirmed),
        ] {
            office.answer(&token, &answer).await.unwrap();
            assert_eq!(state(&office, id).await, after);
        }
        office.step(id, VisitStep::OpenBooking).await.unwrap();
        assert_eq!(
            office.answer(&token, &no()).await,
            Err(ServiceError::IllegalStep(VisitState::Open))
        );
        let request = office.backend.venue_request(&token).await.unwrap();
        assert!(!request.answerable);
        assert_eq!(request.visit.venue, "Wantilan");
        assert!(
            matches!(request.answer.unwrap().answer, VenueAnswer::Yes { .. }),
            "the answer stays"
        );
    })
    .await;
}

#[tokio::test]
async fn a_corrected_venue_is_told_to_those_who_hold_a_place_already() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        office.book(visit.slots[0], 1).await;
        office.step(visit.id, VisitStep::Postpone).await.unwrap();
        office.step(visit.id, VisitStep::Replan).await.unwrap();
        office.ask(visit.id).await;
        let token = office.village_token().await;
        for venue in ["Balai Banjar", "Wantilan", "Wantilan"] {
            office.answer(&token, &yes(venue)).await.unwrap();
            let told = office.drafts(MessageKind::VisitChanged).await;
            assert_eq!(told.len(), 1, "the newest alone waits");
            assert!(told[0].body.contains(venue), "{}", told[0].body);
        }
        let dropped = office.messages(MessageState::Dropped).await;
        let old = dropped.iter().filter(|it| it.kind == MessageKind::VisitChanged);
        assert_eq!(old.count(), 1, "the same answer again tells nobody");
    })
    .await;
}

#[tokio::test]
async fn a_link_ends_with_its_days() {
    each(async |office| {
        office
            .backend
            .set_setting("village_link_days", "3")
            .await
            .unwrap();
        let (id, token) = asked(&office).await;
        office.wait(Duration::days(3) - Duration::seconds(1));
        assert!(office.backend.venue_request(&token).await.is_ok());
        office.wait(Duration::seconds(1));
        assert_eq!(
            office.backend.venue_request(&token).await,
            Err(ServiceError::LinkExpired)
        );
        assert_eq!(
            office.answer(&token, &yes("Wantilan")).await,
            Err(ServiceError::LinkExpired)
        );
        assert_eq!(state(&office, id).await, VisitState::AwaitingVillage);
    })
    .await;
}

#[tokio::test]
async fn asking_again_ends_the_older_link_and_drops_its_message() {
    each(async |office| {
        let (id, first) = asked(&office).await;
        office
            .backend
            .ask_village(&office.head, id, &contact(Some("perbekel@bengkel.desa.id")))
            .await
            .unwrap();
        let drafts = office.drafts(MessageKind::VenueRequest).await;
        assert_eq!(drafts.len(), 1);
        let second = office.village_token().await;
        assert_ne!(first, second);
        assert_eq!(
            office.backend.venue_request(&first).await,
            Err(ServiceError::LinkExpired)
        );
        assert_eq!(office.answer(&first, &no()).await, Err(ServiceError::LinkExpired));
        assert!(office.backend.venue_request(&second).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_guessed_link_opens_nothing_nor_does_a_ticket() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let ticket = office.book(visit.slots[0], 1).await;
        for guess in ["", "abc", "💥", &"A".repeat(43), &ticket] {
            let request = office.backend.venue_request(guess).await;
            assert_eq!(request, Err(ServiceError::NotFound), "{guess}");
            assert_eq!(
                office.answer(guess, &no()).await,
                Err(ServiceError::NotFound),
                "{guess}"
            );
        }
        // And a village's link opens no ticket.
        let token = office.village_token().await;
        use domain::service::PublicService;
        assert_eq!(office.backend.ticket(&token).await, Err(ServiceError::NotFound));
    })
    .await;
}
