//! Officials book for people who cannot do it themselves.

use crate::common::{MELILING, Office, each};
use crate::forms::someone;
use domain::assisted::{AssistedForm, AssistedService, CONSENT_VERSION, NewAssisted};
use domain::booking::BookingState;
use domain::error::ServiceError;
use domain::id::{SlotId, VisitId};
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::outreach::{LinkRole, NewLink, OutreachService, Sender};
use domain::service::{PublicService, StaffService};
use tokio::task::JoinSet;

fn person(slot: SlotId, name: &str, phone: &str) -> NewAssisted {
    let form = AssistedForm {
        slot_id: slot.to_string(),
        applicant_name: name.into(),
        phone: phone.into(),
        banjar: "Kelod".into(),
        business_activity: "anyaman bambu".into(),
        consent: "yes".into(),
        idempotency_key: format!("kunci {name} {slot}").replace(' ', "-"),
        ..AssistedForm::default()
    };
    form.parse(Lang::Id).unwrap()
}

impl Office {
    /// Makes a link for an official with this number; gives its token.
    async fn helper(&self, visit: VisitId, name: &str, phone: &str) -> String {
        let new = NewLink::parse(LinkRole::Perbekel.key(), "", name, phone).unwrap();
        self.backend.make_link(&self.head, visit, &new).await.unwrap();
        self.token_of(name).await
    }

    async fn token_of(&self, name: &str) -> String {
        let drafts = self.drafts(MessageKind::RoomLink).await;
        let draft = drafts.iter().rev().find(|it| it.to_name == name).unwrap();
        let line = draft.body.lines().find(|line| line.ends_with("/ruang")).unwrap();
        line.rsplit('/').nth(1).unwrap().to_owned()
    }
}

#[tokio::test]
async fn several_people_share_a_number_and_each_has_an_own_code() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let token = office.helper(visit.id, "I Gede Perbekel", "0812 1111 2222").await;
        let family = "0812 9999 0000";
        for (name, phone) in [("Ni Wayan", family), ("Ni Made", family), ("Pekak Tua", "")] {
            let new = person(visit.slots[0], name, phone);
            let ticket = office.backend.book_assisted(&token, &new).await;
            if name == "Pekak Tua" {
                assert_eq!(ticket, Err(ServiceError::SlotFull), "two operators, two places");
                let new = person(visit.slots[1], name, phone);
                office.backend.book_assisted(&token, &new).await.unwrap();
            } else {
                ticket.unwrap();
            }
        }
        let page = office.backend.assisted(&token).await.unwrap();
        assert_eq!(page.people.len(), 3);
        let mut codes: Vec<_> = page.people.iter().map(|it| it.code.to_string()).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), 3);
        let seen = serde_json::to_string(&page).unwrap();
        assert!(
            !seen.contains("99990000") && !seen.contains("11112222"),
            "no numbers"
        );

        let rows = office.people(visit.id).await;
        let by = Some(Sender::Official("I Gede Perbekel".into(), LinkRole::Perbekel));
        assert!(rows.iter().all(|it| it.booked_by == by));
        let tua = rows.iter().find(|it| it.applicant_name == "Pekak Tua").unwrap();
        assert_eq!((tua.own_phone, tua.phone.as_e164()), (false, "+6281211112222"));
        let told: Vec<_> = office
            .drafts(MessageKind::Booked)
            .await
            .into_iter()
            .map(|it| it.to_name)
            .collect();
        assert_eq!(
            told,
            ["Ni Wayan", "Ni Made"],
            "the official has just seen the code of the third"
        );
        assert_eq!(
            office
                .sql("select consent_text from booking where consented_at is not null")
                .await,
            [CONSENT_VERSION; 3]
        );
        let ticket = office.backend.ticket(&page.people[0].manage_token).await.unwrap();
        assert_eq!(ticket.booked_by, by);
        let acts = office.acts(visit.id).await;
        assert_eq!(acts.iter().filter(|it| *it == "booking-made").count(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_helper_has_a_limit_of_his_own_that_stays_when_the_link_is_renewed() {
    each(async |office| {
        office
            .backend
            .set_setting("places_per_helper", "2")
            .await
            .unwrap();
        office.backend.set_setting("places_per_phone", "1").await.unwrap();
        let visit = office.open_visit(3).await;
        let token = office.helper(visit.id, "I Gede Perbekel", "0812 1111 2222").await;
        let other = office.helper(visit.id, "I Ketut Kelian", "0812 3333 4444").await;
        for name in ["Ni Satu", "Ni Dua"] {
            office
                .backend
                .book_assisted(&token, &person(visit.slots[0], name, ""))
                .await
                .unwrap();
        }
        let third = person(visit.slots[1], "Ni Tiga", "");
        let refused = Err(ServiceError::MostAssisted { most: 2 });
        assert_eq!(office.backend.book_assisted(&token, &third).await, refused);

        let row = office
            .backend
            .outreach(&office.head, visit.id)
            .await
            .unwrap()
            .links;
        let link = row
            .iter()
            .find(|it| it.holder.name == "I Gede Perbekel")
            .unwrap()
            .id;
        office
            .backend
            .renew_link(&office.head, visit.id, link)
            .await
            .unwrap();
        let old = office.backend.assisted(&token).await;
        assert_eq!(old.unwrap_err(), ServiceError::LinkExpired);
        assert_eq!(
            office.backend.book_assisted(&token, &third).await,
            Err(ServiceError::LinkExpired)
        );
        let token = office.token_of("I Gede Perbekel").await;
        let page = office.backend.assisted(&token).await.unwrap();
        assert_eq!((page.people.len(), page.left()), (2, 0), "the same person");
        assert_eq!(office.backend.book_assisted(&token, &third).await, refused);

        // The other official has places of his own, and sees nobody but his own people.
        office.backend.book_assisted(&other, &third).await.unwrap();
        assert_eq!(office.backend.assisted(&other).await.unwrap().people.len(), 1);
        let first = page.people[0].booking;
        assert_eq!(
            office.backend.cancel_assisted(&other, first).await,
            Err(ServiceError::NotFound)
        );
        office.backend.cancel_assisted(&token, first).await.unwrap();
        let page = office.backend.assisted(&token).await.unwrap();
        assert_eq!((page.people[0].state, page.left()), (BookingState::Cancelled, 1));
        assert!(office.drafts(MessageKind::Cancelled).await.is_empty(), "he knows");
        office
            .backend
            .book_assisted(&token, &person(visit.slots[1], "Ni Empat", ""))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn at_the_same_moment_one_helper_takes_no_more_than_the_limit() {
    each(async |office| {
        office
            .backend
            .set_setting("places_per_helper", "3")
            .await
            .unwrap();
        let visit = office.open_visit(2).await;
        let token = office.helper(visit.id, "I Gede Perbekel", "0812 1111 2222").await;
        let mut running = JoinSet::new();
        for number in 0..8 {
            let new = person(visit.slots[number], &format!("Warga {number}"), "");
            let (backend, token) = (office.backend.clone(), token.clone());
            running.spawn(async move { backend.book_assisted(&token, &new).await });
        }
        let all = running.join_all().await;
        let won = all.iter().filter(|it| it.is_ok()).count();
        assert_eq!(won, 3);
        assert_eq!(office.people(visit.id).await.len(), 3);
        let most = |it: &&Result<_, ServiceError>| matches!(it, Err(ServiceError::MostAssisted { most: 3 }));
        assert_eq!(all.iter().filter(most).count(), 5);
    })
    .await;
}

#[tokio::test]
async fn a_link_books_in_its_own_visit_alone_and_the_same_form_twice_is_one_booking() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let other = office
            .open_planned(1, |form| {
                form.date = "2026-06-12".into();
                form.village = MELILING.into();
            })
            .await;
        let token = office.helper(visit.id, "I Gede Perbekel", "0812 1111 2222").await;
        let strange = office
            .backend
            .book_assisted(&token, &person(other.slots[0], "Ni Wayan", ""))
            .await;
        assert!(matches!(strange, Err(ServiceError::Invalid(_))), "{strange:?}");
        assert_eq!(office.booked(other.id, other.slots[0]).await, 0);

        let new = person(visit.slots[0], "Ni Wayan", "");
        let one = office.backend.book_assisted(&token, &new).await.unwrap();
        let two = office.backend.book_assisted(&token, &new).await.unwrap();
        assert_eq!(one.code, two.code);
        assert_eq!(
            office
                .backend
                .book_assisted(&token, &person(visit.slots[1], "ni wayan", ""))
                .await,
            Err(ServiceError::DuplicateBooking)
        );
        // What he books for himself counts among the places of his number, not among those for others.
        office.backend.book(&someone(visit.slots[2], 1)).await.unwrap();
        assert_eq!(office.backend.assisted(&token).await.unwrap().left(), 9);
    })
    .await;
}

#[tokio::test]
async fn staff_who_book_by_telephone_are_named_too() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        office
            .backend
            .book_for(&office.head, &someone(visit.slots[0], 1))
            .await
            .unwrap();
        let rows = office.people(visit.id).await;
        assert_eq!(rows[0].booked_by, Some(Sender::Staff(office.head.name.clone())));
        assert!(rows[0].own_phone);
    })
    .await;
}
