//! The whole life of a visit's messages, played by the clock.

use crate::common::{Office, each_on, each_with};
use crate::forms::someone_with;
use crate::meta::Meta;
use crate::smtp::MailServer;
use backend::Backend;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use domain::calendar::{from_wita, to_wita};
use domain::error::ServiceError;
use domain::id::SlotId;
use domain::message::{MessageKind, MessageState};
use domain::service::{PublicService, StaffService};
use domain::text::Line;

fn wita(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
    from_wita(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

/// What came in at the mail server and at WhatsApp, as `15 Mar 07.00 A reminder`.
struct Diary {
    lines: Vec<String>,
}

impl Diary {
    fn note(&mut self, now: DateTime<Utc>, mail: &MailServer, meta: &Meta) {
        let at = to_wita(now).format("%-d Mar %H.%M");
        let mails = mail.taken().into_iter().map(|mail| {
            // Subjects of several words are encoded; the beginning of the text says what it is.
            let kind = kind_of(&mail.text);
            (mail.to.split('@').next().unwrap().to_owned(), kind)
        });
        let whatsapp = meta.taken().into_iter().map(|request| {
            let name = request["template"]["name"].as_str().unwrap();
            let parameters = &request["template"]["components"][0]["parameters"];
            let person = parameters[0]["text"].as_str().unwrap().to_lowercase();
            (
                person,
                name.strip_prefix("jemput_izin_").unwrap().replace('_', "-"),
            )
        });
        let mut new: Vec<_> = mails.chain(whatsapp).collect();
        new.sort_unstable();
        self.lines
            .extend(new.into_iter().map(|(who, what)| format!("{at} {who} {what}")));
    }
}

fn kind_of(mail: &str) -> String {
    let text = mail.replace("=\n", "");
    let known = [
        ("sudah kami terima", "booked"),
        ("sudah dibatalkan", "cancelled"),
        ("Jadi datang?", "still-coming"),
        ("Pengingat layanan", "reminder"),
        ("Hari ini, ", "morning"),
        ("Ada perubahan", "visit-changed"),
    ];
    let found = known.into_iter().find(|(part, _)| text.contains(part));
    found.map_or_else(|| panic!("what is this? {text}"), |(_, kind)| kind.to_owned())
}

/// Books a person of one letter; with an address they are written to by mail, otherwise by WhatsApp.
async fn book(backend: &Backend, slot: SlotId, person: usize, name: &str, by_mail: bool) -> String {
    let new = someone_with(slot, person, |form| {
        form.applicant_name = name.repeat(2);
        if by_mail {
            form.email = format!("{}@tabanan.test", name.repeat(2).to_lowercase());
        }
    });
    backend.book(&new).await.unwrap().manage_token
}

#[tokio::test]
async fn a_visit_plays_its_messages_across_nyepi_and_quiet_nights() {
    let (mail, meta) = (MailServer::start().await, Meta::start().await);
    each_on(mail.smtp(), meta.whatsapp(), async |office| {
        // Seven days before the visit is Nyepi, 8 March 2027.
        office.backend.set_setting("ask_days", "7").await.unwrap();
        let visit = office
            .open_planned(2, |form| form.date = "2027-03-15".into())
            .await;
        let mut diary = Diary { lines: Vec::new() };
        let tick = async |diary: &mut Diary, at: DateTime<Utc>| {
            office.clock.set(at);
            office.backend.write_reminders().await.unwrap();
            office.backend.send_due().await.unwrap();
            diary.note(at, &mail, &meta);
        };
        // In the night: who books hears of it at once.
        office.clock.set(wita(1, 21, 0));
        book(&office.backend, visit.slots[0], 1, "A", true).await;
        book(&office.backend, visit.slots[5], 2, "B", false).await;
        let c = book(&office.backend, visit.slots[1], 3, "C", false).await;
        let d = book(&office.backend, visit.slots[2], 4, "D", true).await;
        let e = book(&office.backend, visit.slots[3], 5, "E", false).await;
        tick(&mut diary, wita(1, 21, 0)).await;
        // Who says to come is not asked.
        office.clock.set(wita(2, 9, 0));
        assert!(office.backend.confirm_booking(&c).await.unwrap().confirmed);

        let mut now = wita(7, 12, 0);
        while now <= wita(15, 12, 0) {
            office.clock.set(now);
            if now == wita(10, 9, 0) {
                office.backend.cancel_booking(&d).await.unwrap();
            } else if now == wita(12, 21, 30) {
                let venue = Line::parse("Wantilan Desa").unwrap();
                office.edit(visit.id, |plan| plan.venue = venue).await.unwrap();
            } else if now == wita(14, 18, 0) {
                office.backend.move_booking(&e, visit.slots[4]).await.unwrap();
            }
            tick(&mut diary, now).await;
            now += Duration::minutes(10);
        }
        let expected = [
            "1 Mar 21.00 aa booked",
            "1 Mar 21.00 bb booked",
            "1 Mar 21.00 cc booked",
            "1 Mar 21.00 dd booked",
            "1 Mar 21.00 ee booked",
            // Due on Nyepi at 17.00; its silence ends at 06.00, the night at 07.00.
            "9 Mar 07.00 aa still-coming",
            "9 Mar 07.00 bb still-coming",
            "9 Mar 07.00 dd still-coming",
            "9 Mar 07.00 ee still-coming",
            "10 Mar 09.00 dd cancelled",
            // Written at 21.30.
            "13 Mar 07.00 aa visit-changed",
            "13 Mar 07.00 bb visit-changed",
            "13 Mar 07.00 cc visit-changed",
            "13 Mar 07.00 ee visit-changed",
            "14 Mar 17.00 aa reminder",
            "14 Mar 17.00 bb reminder",
            "14 Mar 17.00 cc reminder",
            "14 Mar 17.00 ee reminder",
            "14 Mar 18.00 ee moved",
            // Two hours before 08.30 and 08.50 is night.
            "15 Mar 07.00 aa morning",
            "15 Mar 07.00 cc morning",
            "15 Mar 07.50 ee morning",
            "15 Mar 08.10 bb morning",
        ];
        assert_eq!(diary.lines, expected);
        assert!(office.messages(MessageState::Queued).await.is_empty());
        assert!(office.messages(MessageState::ToSendByHand).await.is_empty());
    })
    .await;
}

/// A visit on 15 March with one person booked by mail, the day before, at this hour.
async fn booked_by_mail(office: &Office, slot: usize) -> String {
    let visit = office
        .open_planned(2, |form| form.date = "2027-03-15".into())
        .await;
    office.clock.set(wita(1, 9, 0));
    book(&office.backend, visit.slots[slot], 1, "A", true).await
}

#[tokio::test]
async fn what_would_come_too_late_is_dropped_and_forgotten() {
    let mut mail = MailServer::start().await;
    let smtp = mail.smtp();
    mail.down().await;
    each_with(smtp, async |office| {
        booked_by_mail(&office, 0).await;
        for at in [wita(12, 17, 0), wita(14, 17, 0), wita(15, 7, 0)] {
            office.clock.set(at);
            office.backend.write_reminders().await.unwrap();
            office.backend.send_due().await.unwrap();
        }
        office.clock.set(wita(15, 8, 30));
        office.backend.send_due().await.unwrap();
        let dropped = office.messages(MessageState::Dropped).await;
        let mut kinds: Vec<_> = dropped.iter().map(|it| it.kind.key()).collect();
        kinds.sort_unstable();
        // The confirmation and the question had no address left after the last try, or were too late.
        for kind in ["morning", "reminder"] {
            assert!(kinds.contains(&kind), "{kinds:?}");
        }
        for message in &dropped {
            assert_eq!((message.body.as_str(), message.last_error.as_deref()), ("", Some("too late")));
        }
        let kept = "select cast(count(*) as text) from message where state = 'dropped' and (recipient <> '' or others <> '' or short <> '' or parameters <> '')";
        assert_eq!(office.sql(kept).await, ["0"]);
        assert!(office.messages(MessageState::Queued).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_step_is_written_once_by_however_many_workers_and_who_moved_is_reminded_anew() {
    let mail = MailServer::start().await;
    each_with(mail.smtp(), async |office| {
        let token = booked_by_mail(&office, 0).await;
        let other = crate::common::backend(&office.url, &office.clock, mail.smtp()).await;
        office.clock.set(wita(14, 17, 0));
        let (one, two) = tokio::join!(office.backend.write_reminders(), other.write_reminders());
        one.unwrap();
        two.unwrap();
        let reminders = async || {
            let all = "select step from message where kind = 'reminder' order by step";
            office.sql(all).await
        };
        assert_eq!(reminders().await.len(), 1);
        assert_eq!(office.backend.write_reminders().await.unwrap(), 0);
        // Called off before it went out: nothing but the cancellation does.
        office.backend.cancel_booking(&token).await.unwrap();
        office.backend.send_due().await.unwrap();
        let kinds: Vec<_> = office
            .messages(MessageState::Sent)
            .await
            .iter()
            .map(|it| it.kind)
            .collect();
        assert_eq!(kinds, [MessageKind::Cancelled]);
        mail.taken();
    })
    .await;
}

#[tokio::test]
async fn who_has_neither_address_nor_a_channel_is_reminded_by_one_draft() {
    each_with(None, async |office| {
        let visit = office
            .open_planned(1, |form| form.date = "2027-03-15".into())
            .await;
        office.clock.set(wita(1, 9, 0));
        office.book(visit.slots[0], 1).await;
        let mut now = wita(11, 7, 0);
        while now < wita(15, 8, 30) {
            office.clock.set(now);
            office.backend.write_reminders().await.unwrap();
            now += Duration::hours(1);
        }
        let drafts = office.messages(MessageState::ToSendByHand).await;
        let drafts: Vec<_> = drafts
            .iter()
            .filter(|it| it.kind != MessageKind::VenueRequest)
            .collect();
        let kinds: Vec<_> = drafts.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [MessageKind::Booked, MessageKind::Reminder]);
        assert!(drafts[1].body.contains("/hadir"), "{}", drafts[1].body);
    })
    .await;
}

#[tokio::test]
async fn who_says_to_come_is_shown_so_until_the_time_changes() {
    each_with(None, async |office| {
        let visit = office.open_visit(2).await;
        let token = office.book(visit.slots[0], 1).await;
        let shown = async || {
            let ticket = office.backend.ticket(&token).await.unwrap();
            let row = office.people(visit.id).await.remove(0);
            assert_eq!(ticket.confirmed, row.confirmed);
            row.confirmed
        };
        assert!(!shown().await);
        office.backend.confirm_booking(&token).await.unwrap();
        office.backend.confirm_booking(&token).await.unwrap();
        assert!(shown().await);
        let acts = office.acts(visit.id).await;
        assert_eq!(acts.iter().filter(|act| *act == "booking-confirmed").count(), 1);
        office.backend.move_booking(&token, visit.slots[1]).await.unwrap();
        assert!(!shown().await, "another time");
        office.backend.cancel_booking(&token).await.unwrap();
        let refused = office.backend.confirm_booking(&token).await.unwrap_err();
        assert_eq!(refused, ServiceError::BookingSettled);
        let unknown = office.backend.confirm_booking("bukan-tiket").await.unwrap_err();
        assert_eq!(unknown, ServiceError::NotFound);
        let outbox = office
            .backend
            .outbox(&office.head, MessageState::Queued)
            .await
            .unwrap();
        assert_eq!(outbox.night_until, None);
    })
    .await;
}
