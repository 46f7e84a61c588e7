//! The outbox without a mail server: drafts that a person sends by hand.

use crate::common::each;
use crate::forms::someone_with;
use domain::error::ServiceError;
use domain::id::MessageId;
use domain::message::{Channel, MessageKind, MessageState};
use domain::service::{PublicService, StaffService};
use domain::staff::Role;

#[tokio::test]
async fn without_a_mail_server_every_message_is_a_draft_also_for_those_with_an_address() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let new = someone_with(visit.slots[0], 1, |form| form.email = "sari@gmail.com".into());
        let ticket = office.backend.book(&new).await.unwrap();
        let draft = office.drafts(MessageKind::Booked).await.remove(0);
        assert_eq!(
            (draft.channel, draft.attempts, draft.sent_by),
            (Channel::WhatsAppDraft, 0, None)
        );
        let link = draft.whatsapp_link.unwrap();
        let (address, text) = link.split_once("?text=").unwrap();
        assert_eq!(address, "https://wa.me/6281230000001");
        assert_eq!(decoded(text), draft.body);
        assert!(draft.body.contains(&ticket.manage_token));
        assert_eq!(office.backend.send_due().await.unwrap(), 0);
        let gauges = office.backend.gauges().await.unwrap();
        assert_eq!(
            (
                gauges.messages_by_hand,
                gauges.messages_waiting,
                gauges.messages_dead
            ),
            (2, 0, 0)
        );
        assert_eq!(
            office.backend.today(&office.head).await.unwrap().to_send_by_hand,
            2
        );
    })
    .await;
}

#[tokio::test]
async fn a_draft_marked_as_sent_names_who_did_it_and_forgets_its_text() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        office.book(visit.slots[0], 1).await;
        let admin = office.staff(Role::Administration).await;
        let id = office.drafts(MessageKind::Booked).await[0].id;
        office.backend.mark_sent(&admin, id).await.unwrap();
        // Somebody else has the same list open.
        office.backend.mark_sent(&office.head, id).await.unwrap();
        let sent = office.messages(MessageState::Sent).await.remove(0);
        assert_eq!(
            (sent.id, sent.sent_by.as_deref()),
            (id, Some(admin.name.as_str()))
        );
        assert_eq!((sent.body.as_str(), sent.whatsapp_link), ("", None));
        assert_eq!(sent.sent_at, Some(office.backend.now()));
        let left = office
            .sql("select recipient from message where state = 'sent'")
            .await;
        assert_eq!(left, [""]);
        let nothing = MessageId::new(uuid::Uuid::nil());
        assert_eq!(
            office.backend.mark_sent(&admin, nothing).await,
            Err(ServiceError::NotFound)
        );
        assert_eq!(
            office.backend.resend(&admin, nothing).await,
            Err(ServiceError::NotFound)
        );
        office.backend.resend(&admin, id).await.unwrap();
        assert_eq!(
            office.messages(MessageState::Sent).await.len(),
            1,
            "what was sent stays sent"
        );
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_booking_takes_its_unsent_confirmation_back() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let token = office.book(visit.slots[0], 1).await;
        office.book(visit.slots[0], 2).await;
        office.backend.cancel_booking(&token).await.unwrap();
        let left = office.drafts(MessageKind::Booked).await;
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].to_name, "Ni Wayan 2");
        let dropped = office.messages(MessageState::Dropped).await;
        assert_eq!((dropped.len(), dropped[0].body.as_str()), (1, ""));
        office
            .backend
            .mark_sent(&office.head, dropped[0].id)
            .await
            .unwrap();
        assert_eq!(
            office.messages(MessageState::Dropped).await.len(),
            1,
            "it is not marked as sent"
        );
    })
    .await;
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
