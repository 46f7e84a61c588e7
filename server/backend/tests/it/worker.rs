//! The worker beside a mail server that fails.

use crate::common::{JEGU, Office, OpenVisit, backend, each_with};
use crate::forms::{contact, plan_form, someone_with};
use crate::smtp::{Does, MailServer};
use chrono::{Duration, NaiveDate, NaiveTime};
use domain::calendar::from_wita;
use domain::message::{MOST_ATTEMPTS, MessageKind, MessageState, backoff_seconds};
use domain::service::{PublicService, StaffService};
use std::collections::HashSet;
use tokio::sync::Mutex;

/// Tells a story with a mail server, once on each database.
async fn with_mail(story: impl AsyncFn(&Office, &mut MailServer)) {
    let server = MailServer::start().await;
    let smtp = server.smtp();
    let server = Mutex::new(server);
    each_with(smtp, async |office| {
        let mut server = server.lock().await;
        server.does(Does::Take);
        story(&office, &mut server).await;
        server.taken();
        server.seen();
    })
    .await;
}

async fn book(office: &Office, visit: &OpenVisit, person: usize) -> String {
    let slot = visit.slots[person % visit.slots.len()];
    let new = someone_with(slot, person, |form| form.email = address(person));
    office.backend.book(&new).await.unwrap().manage_token
}

fn address(person: usize) -> String {
    format!("orang{person}@tabanan.test")
}

#[tokio::test]
async fn a_message_is_delivered_once_and_forgotten() {
    with_mail(async |office, server| {
        let visit = office.open_visit(2).await;
        let token = book(office, &visit, 1).await;
        assert_eq!(office.backend.gauges().await.unwrap().messages_waiting, 1);
        assert_eq!(office.backend.send_due().await.unwrap(), 1);
        assert_eq!(office.backend.send_due().await.unwrap(), 0);
        let [mail] = &server.taken()[..] else {
            panic!("one mail")
        };
        assert_eq!(mail.to, address(1));
        assert!(
            mail.text.contains("GRATIS") && mail.message_id.ends_with("@jemput-izin>"),
            "{}",
            mail.text
        );
        let sent = office.messages(MessageState::Sent).await.remove(0);
        assert_eq!(
            (sent.kind, sent.body.as_str(), sent.attempts),
            (MessageKind::Booked, "", 1)
        );
        office.backend.cancel_booking(&token).await.unwrap();
        office.backend.send_due().await.unwrap();
        assert_eq!(server.taken().len(), 1, "the cancellation");
        assert_eq!(office.messages(MessageState::Sent).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn who_has_no_address_gets_a_draft_beside_the_mails() {
    with_mail(async |office, server| {
        let visit = office.open_visit(2).await;
        office.book(visit.slots[0], 1).await;
        book(office, &visit, 2).await;
        office.backend.send_due().await.unwrap();
        assert_eq!(server.taken().len(), 1);
        assert_eq!(office.drafts(MessageKind::Booked).await.len(), 1);
        let mut form = plan_form(&[]);
        form.village = JEGU.into();
        let id = office.create(&form).await;
        let desa = contact(Some("jegu@desa.test"));
        office.backend.ask_village(&office.head, id, &desa).await.unwrap();
        office.backend.send_due().await.unwrap();
        assert_eq!(server.taken()[0].to, "jegu@desa.test");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_again_later_and_later() {
    with_mail(async |office, server| {
        let visit = office.open_visit(1).await;
        book(office, &visit, 1).await;
        server.down().await;
        for attempt in 1..=3 {
            assert_eq!(office.backend.send_due().await.unwrap(), 1);
            let waiting = office.messages(MessageState::Queued).await.remove(0);
            assert_eq!(waiting.attempts, attempt);
            assert_eq!(
                waiting.last_error.as_deref(),
                Some("mail server could not be reached")
            );
            office.wait(Duration::seconds(backoff_seconds(attempt) - 1));
            assert_eq!(office.backend.send_due().await.unwrap(), 0, "not yet");
            office.wait(Duration::seconds(1));
        }
        server.up().await;
        assert_eq!(office.backend.send_due().await.unwrap(), 1);
        assert_eq!(server.taken().len(), 1);
        assert_eq!(office.messages(MessageState::Sent).await[0].last_error, None);
    })
    .await;
}

#[tokio::test]
async fn a_message_is_given_up_after_the_last_try_and_staff_send_it_again() {
    with_mail(async |office, server| {
        let visit = office.open_visit(1).await;
        book(office, &visit, 1).await;
        server.does(Does::TryLater);
        for attempt in 1..=MOST_ATTEMPTS {
            assert_eq!(office.backend.send_due().await.unwrap(), 1, "try {attempt}");
            office.wait(Duration::hours(1));
        }
        assert_eq!(office.backend.send_due().await.unwrap(), 0);
        let dead = office.messages(MessageState::Dead).await.remove(0);
        assert_eq!(dead.last_error.as_deref(), Some("mail server asks to try later"));
        assert_eq!(office.backend.today(&office.head).await.unwrap().dead, 1);
        server.does(Does::Take);
        office.backend.resend(&office.head, dead.id).await.unwrap();
        assert_eq!(office.backend.send_due().await.unwrap(), 1);
        assert_eq!(server.taken().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_for_good_stops_at_once_and_the_rest_goes_out() {
    with_mail(async |office, server| {
        let visit = office.open_visit(3).await;
        server.does_for(&address(2), Does::Refuse);
        server.does_for(&address(3), Does::HangUp);
        for person in 1..=5 {
            book(office, &visit, person).await;
        }
        office.backend.send_due().await.unwrap();
        let mut to: Vec<_> = server.taken().into_iter().map(|mail| mail.to).collect();
        to.sort_unstable();
        assert_eq!(to, [address(1), address(4), address(5)]);
        let dead = office.messages(MessageState::Dead).await.remove(0);
        assert_eq!((dead.to_name.as_str(), dead.attempts), ("Ni Wayan 2", 1));
        assert_eq!(dead.last_error.as_deref(), Some("mail server refused for good"));
        assert_eq!(
            office.messages(MessageState::Queued).await[0].to_name,
            "Ni Wayan 3"
        );

        server.does_for(&address(2), Does::Take);
        server.does_for(&address(3), Does::Take);
        let lost = server
            .seen()
            .into_iter()
            .find(|mail| mail.to == address(3))
            .unwrap();
        office.backend.resend(&office.head, dead.id).await.unwrap();
        office.wait(Duration::minutes(1));
        assert_eq!(office.backend.send_due().await.unwrap(), 2);
        let taken = server.taken();
        let again = taken.iter().find(|mail| mail.to == address(3)).unwrap();
        assert_eq!(
            again.message_id, lost.message_id,
            "a mailbox that has it already shows one"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_workers_never_send_one_message_twice() {
    with_mail(async |office, server| {
        let visit = office.open_planned(12, |_| ()).await;
        for person in 0..100 {
            book(office, &visit, person).await;
        }
        let other = backend(&office.url, &office.clock, server.smtp()).await;
        let (one, two) = tokio::join!(
            tokio::spawn({
                let backend = office.backend.clone();
                async move { backend.send_due().await.unwrap() }
            }),
            tokio::spawn(async move { other.send_due().await.unwrap() })
        );
        let taken = server.taken();
        let different: HashSet<_> = taken.iter().map(|mail| &mail.message_id).collect();
        assert_eq!(
            (taken.len(), different.len(), one.unwrap() + two.unwrap()),
            (100, 100, 100)
        );
        assert_eq!(office.backend.gauges().await.unwrap().messages_waiting, 0);
    })
    .await;
}

#[tokio::test]
async fn a_message_whose_worker_died_is_sent_once_its_claim_has_lapsed() {
    with_mail(async |office, server| {
        let visit = office.open_visit(1).await;
        book(office, &visit, 1).await;
        server.does(Does::HoldThenTryLater);
        let dying = backend(&office.url, &office.clock, server.smtp()).await;
        let worker = tokio::spawn(async move { dying.send_due().await });
        server.holds().await;
        worker.abort();
        server.does(Does::Take);
        assert_eq!(office.backend.gauges().await.unwrap().messages_waiting, 1);
        office.wait(Duration::seconds(119));
        assert_eq!(
            office.backend.send_due().await.unwrap(),
            0,
            "it may still be at it"
        );
        office.wait(Duration::seconds(2));
        assert_eq!(office.backend.send_due().await.unwrap(), 1);
        assert_eq!(server.taken().len(), 1);
        server.release();
    })
    .await;
}

#[tokio::test]
async fn what_is_no_longer_true_is_not_sent() {
    with_mail(async |office, server| {
        let visit = office.open_visit(2).await;
        let token = book(office, &visit, 1).await;
        office.backend.cancel_booking(&token).await.unwrap();
        office.backend.send_due().await.unwrap();
        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        assert!(taken[0].text.contains("dibatalkan"), "{}", taken[0].text);

        // Cancelled while the confirmation is on its way, which then fails.
        let token = book(office, &visit, 2).await;
        server.does(Does::HoldThenTryLater);
        let backend = office.backend.clone();
        let worker = tokio::spawn(async move { backend.send_due().await });
        server.holds().await;
        office.backend.cancel_booking(&token).await.unwrap();
        server.does(Does::Take);
        server.release();
        worker.await.unwrap().unwrap();
        office.wait(Duration::hours(1));
        office.backend.send_due().await.unwrap();
        let taken = server.taken();
        assert_eq!(taken.len(), 1, "the cancellation alone");
        assert!(taken[0].text.contains("dibatalkan"), "{}", taken[0].text);
    })
    .await;
}

#[tokio::test]
async fn the_running_worker_hears_of_a_booking_at_once() {
    with_mail(async |office, server| {
        let visit = office.open_visit(1).await;
        let stop = std::sync::Arc::new(tokio::sync::Notify::new());
        let worker = tokio::spawn({
            let (backend, stop) = (office.backend.clone(), stop.clone());
            async move { backend.run_outbox(stop.notified()).await }
        });
        book(office, &visit, 1).await;
        let sent = async {
            while server.taken().is_empty() {
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(4), sent)
            .await
            .unwrap();
        stop.notify_one();
        worker.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_due_on_nyepi_goes_out_from_six_the_next_morning() {
    with_mail(async |office, server| {
        let visit = office
            .open_planned(1, |form| form.date = "2027-03-15".into())
            .await;
        let nyepi = NaiveDate::from_ymd_opt(2027, 3, 8).unwrap();
        let six = from_wita(nyepi, NaiveTime::from_hms_opt(6, 0, 0).unwrap());
        let silent = async || {
            let outbox = office.backend.outbox(&office.head, MessageState::Queued).await;
            outbox.unwrap().silent_until
        };
        office.clock.set(six - Duration::seconds(1));
        book(office, &visit, 1).await;
        assert_eq!(silent().await, None);
        assert_eq!(office.backend.send_due().await.unwrap(), 1, "just before six");

        office.clock.set(six);
        book(office, &visit, 2).await;
        let until = six + Duration::days(1);
        for moment in [six, six + Duration::hours(12), until - Duration::seconds(1)] {
            office.clock.set(moment);
            assert_eq!(office.backend.send_due().await.unwrap(), 0, "{moment}");
            assert_eq!(silent().await, Some(until));
        }
        assert_eq!(server.taken().len(), 1);
        office.clock.set(until);
        assert_eq!(office.backend.send_due().await.unwrap(), 1);
        assert_eq!(server.taken()[0].to, address(2));
        assert_eq!(silent().await, None);
    })
    .await;
}
