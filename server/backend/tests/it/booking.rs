//! Taking a place, keeping it, and giving it back.

use crate::common::{BENGKEL, JEGU, each, start};
use crate::forms::{booking_form, someone, someone_with, states};
use domain::booking::BookingState;
use domain::error::ServiceError;
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::service::{PublicService, StaffService};

#[tokio::test]
async fn a_booking_gives_a_ticket_a_message_and_an_entry_in_the_record() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let ticket = office.backend.book(&someone(visit.slots[0], 1)).await.unwrap();
        assert_eq!(ticket.state, BookingState::Booked);
        assert_eq!(ticket.applicant_name, "Ni Wayan 1");
        assert_eq!(ticket.visit.village.code.as_str(), BENGKEL);
        assert_eq!((ticket.slot.capacity, ticket.slot.available), (2, 1));
        assert!(ticket.changeable);
        assert_eq!(ticket.public_url, "http://izin.test");

        assert_eq!(office.backend.ticket(&ticket.manage_token).await.unwrap(), ticket);
        let [draft] = &office.drafts(MessageKind::Booked).await[..] else {
            panic!("one message")
        };
        assert!(draft.body.contains(&ticket.code.to_string()));
        assert!(
            draft
                .body
                .contains(&format!("http://izin.test/tiket/{}", ticket.manage_token))
        );
        assert_eq!(office.acts(visit.id).await.last().unwrap(), "booking-made");
        let row = &office.people(visit.id).await[0];
        assert_eq!(
            (row.code, row.slot, row.phone.as_e164()),
            (ticket.code, visit.slots[0], "+6281230000001")
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_booking_even_when_the_slot_is_full_or_begun_by_then() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let form = someone(visit.slots[0], 1);
        let first = office.backend.book(&form).await.unwrap();
        assert_eq!(first.slot.available, 0);
        assert_eq!(office.backend.book(&form).await.unwrap(), first);
        assert_eq!(office.people(visit.id).await.len(), 1);
        assert_eq!(office.booked(visit.id, visit.slots[0]).await, 1);
        assert_eq!(office.drafts(MessageKind::Booked).await.len(), 1);

        office.clock.set(first.slot.ends_at);
        assert_eq!(office.backend.book(&form).await.unwrap().code, first.code);
        let open = someone(visit.slots[8], 2);
        office.clock.set(start());
        let code = office.backend.book(&open).await.unwrap().code;
        assert_eq!(
            office.backend.book(&open).await.unwrap().code,
            code,
            "with places left"
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_used_for_another_request_is_refused() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let key =
            |form: &mut domain::booking::BookingForm| form.idempotency_key = "key-of-person-000001".into();
        office.book(visit.slots[0], 1).await;
        for other in [
            someone_with(visit.slots[0], 2, key),
            someone_with(visit.slots[1], 1, key),
            someone_with(visit.slots[0], 1, |form| {
                form.business_activity = "bengkel".into()
            }),
            someone_with(visit.slots[0], 1, |form| form.email = "sari@gmail.com".into()),
            someone_with(visit.slots[0], 1, |form| form.banjar = "Banjar Tengah".into()),
            someone_with(visit.slots[0], 1, |form| form.assistance_needed = "yes".into()),
        ] {
            assert_eq!(office.backend.book(&other).await, Err(ServiceError::KeyReused));
        }
        assert_eq!(office.people(visit.id).await.len(), 1);
        assert_eq!(office.booked(visit.id, visit.slots[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_same_person_is_known_however_name_and_number_are_written() {
    each(async |office| {
        let visit = office.open_visit(4).await;
        office.book(visit.slots[0], 1).await;
        for (phone, name) in [
            ("+62 812-3000-0001", "NI WAYAN 1"),
            ("0062 812.3000.0001", "ni  wayan-1."),
        ] {
            let again = someone_with(visit.slots[1], 1, |form| {
                form.phone = phone.into();
                form.applicant_name = name.into();
                form.idempotency_key = format!("another-{}", phone.len());
            });
            assert_eq!(
                office.backend.book(&again).await,
                Err(ServiceError::DuplicateBooking)
            );
        }
        assert_eq!(
            office.booked(visit.id, visit.slots[1]).await,
            0,
            "no place is lost to it"
        );

        let sibling = someone_with(visit.slots[1], 2, |form| form.phone = "0812 30000001".into());
        office.backend.book(&sibling).await.unwrap();
        let other_visit = office.open_planned(1, |form| form.village = JEGU.into()).await;
        let elsewhere = someone_with(other_visit.slots[0], 1, |form| {
            form.idempotency_key = "elsewhere".into()
        });
        office.backend.book(&elsewhere).await.unwrap();
        assert_eq!(office.people(visit.id).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn who_cancelled_may_book_again() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let token = office.book(visit.slots[0], 1).await;
        let ticket = office.backend.cancel_booking(&token).await.unwrap();
        assert_eq!(
            (ticket.state, ticket.slot.available, ticket.changeable),
            (BookingState::Cancelled, 1, false)
        );
        assert_eq!(
            office.backend.cancel_booking(&token).await,
            Err(ServiceError::BookingSettled)
        );
        assert_eq!(
            office.backend.move_booking(&token, visit.slots[1]).await,
            Err(ServiceError::BookingSettled)
        );
        assert_eq!(office.drafts(MessageKind::Cancelled).await.len(), 1);

        let again = someone_with(visit.slots[0], 1, |form| {
            form.idempotency_key = "second-try".into()
        });
        office.backend.book(&again).await.unwrap();
        let all = office.backend.bookings(&office.head, visit.id).await.unwrap();
        assert_eq!(states(&all), [BookingState::Cancelled, BookingState::Booked]);
        assert_eq!(office.booked(visit.id, visit.slots[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn signs_and_markup_in_what_people_type_survive() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let name = "<b>Ni 'Luh\"</b> & 🌺 ᬩᬮᬶ; drop table booking--";
        let new = someone_with(visit.slots[0], 1, |form| form.applicant_name = name.into());
        let ticket = office.backend.book(&new).await.unwrap();
        assert_eq!(ticket.applicant_name, name);
        assert_eq!(office.people(visit.id).await[0].applicant_name, name);
        let link = office.drafts(MessageKind::Booked).await[0]
            .whatsapp_link
            .clone()
            .unwrap();
        assert!(
            link.contains("%3Cb%3ENi%20%27Luh%22%3C%2Fb%3E%20%26%20%F0%9F%8C%BA"),
            "{link}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_english_speaker_is_written_to_in_english() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let new = booking_form(visit.slots[0], 1).parse(Lang::En).unwrap();
        office.backend.book(&new).await.unwrap();
        assert!(
            office.drafts(MessageKind::Booked).await[0]
                .body
                .contains("This service is FREE")
        );
    })
    .await;
}
