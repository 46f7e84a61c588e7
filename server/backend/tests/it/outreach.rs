//! Spreading the word: links of persons, the log with its proof, the banjar, and the readiness gate.

use crate::common::{Office, day, each, start};
use crate::forms::invalid;
use chrono::{Duration, NaiveDate};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{BanjarId, VisitId};
use domain::message::MessageKind;
use domain::outreach::{
    LinkRole, NewActivity, NewLink, OutreachChannel, OutreachPage, OutreachService, Print, Sender, Verdict,
    parse_banjar,
};
use domain::readiness::{Check, Need};
use domain::service::{StaffService, VillageService};
use domain::staff::Role;

/// A red picture of four pixels.
fn photo() -> Vec<u8> {
    const PNG: &str = "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a730000001049444154789c63f8cfc000440c100a001fee03fd8b5f14d40000000049454e44ae426082";
    let byte = |at: usize| u8::from_str_radix(&PNG[at..at + 2], 16).unwrap();
    (0..PNG.len()).step_by(2).map(byte).collect()
}

pub(crate) fn told(channel: OutreachChannel, date: NaiveDate, banjars: &[BanjarId]) -> NewActivity {
    NewActivity {
        channel,
        banjars: banjars.to_vec(),
        date,
        note: None,
    }
}

impl Office {
    async fn outreach(&self, visit: VisitId) -> OutreachPage {
        self.backend.outreach(&self.head, visit).await.unwrap()
    }

    pub(crate) async fn banjar(&self, visit: VisitId, name: &str) -> BanjarId {
        let line = parse_banjar(name).unwrap();
        self.backend.add_banjar(&self.head, visit, &line).await.unwrap();
        let all = self.outreach(visit).await.banjars;
        all.iter().find(|it| it.name == line.as_str()).unwrap().id
    }

    /// Makes a link; gives its token, read from the draft.
    async fn link(&self, visit: VisitId, role: LinkRole, banjar: Option<BanjarId>, name: &str) -> String {
        let banjar = banjar.map_or(String::new(), |id| id.to_string());
        let new = NewLink::parse(role.key(), &banjar, name, "0812 1111 2222").unwrap();
        self.backend.make_link(&self.head, visit, &new).await.unwrap();
        self.room_token(name).await
    }

    async fn room_token(&self, name: &str) -> String {
        let drafts = self.drafts(MessageKind::RoomLink).await;
        let draft = drafts.iter().rev().find(|it| it.to_name == name).unwrap();
        let line = draft.body.lines().find(|line| line.ends_with("/ruang")).unwrap();
        line.rsplit('/').nth(1).unwrap().to_owned()
    }
}

#[tokio::test]
async fn what_officials_enter_and_staff_verify_makes_the_visit_ready() {
    each(async |office| {
        let visit = office.open_visit(1).await.id;
        let (kelodan, kaja) = (
            office.banjar(visit, "Banjar Kelodan").await,
            office.banjar(visit, "Br. Kaja").await,
        );
        let perbekel = office
            .link(visit, LinkRole::Perbekel, None, "I Made Suarta")
            .await;
        let head = office
            .link(visit, LinkRole::BanjarHead, Some(kaja), "I Wayan Kaja")
            .await;
        for check in [Check::Signal, Check::Oss] {
            office
                .backend
                .tick_check(&office.head, visit, check, true)
                .await
                .unwrap();
        }

        let meeting = told(OutreachChannel::Meeting, day(6, 2), &[kelodan]);
        office
            .backend
            .log_own(&perbekel, &meeting, Some(photo()))
            .await
            .unwrap();
        // He may name what he likes: a head of a banjar speaks for his own.
        let group = told(OutreachChannel::BanjarGroup, day(6, 3), &[kelodan]);
        office.backend.log_own(&head, &group, None).await.unwrap();

        let room = office.backend.room(&head).await.unwrap();
        assert_eq!(room.holder.banjar.as_ref().unwrap().name, "Kaja");
        assert_eq!(room.log[0].banjars[0].name, "Kaja");
        assert!(room.coverage.missed.is_empty() && room.coverage.rounds[0].is_met());
        assert!(
            !room.coverage.proved && !room.coverage.rounds[1].is_met(),
            "a week before only"
        );
        assert_eq!(
            room.log[1].by,
            Sender::Official("I Made Suarta".into(), LinkRole::Perbekel)
        );
        assert_eq!((room.log[1].has_photo, room.log[0].has_photo), (true, false));

        let lacks = async || {
            office
                .backend
                .staff_visit(&office.head, visit)
                .await
                .unwrap()
                .readiness
                .lacks
        };
        assert_eq!(lacks().await, [Need::Check(Check::Outreach)]);
        for entry in &room.log {
            let verdict = Some(Verdict::Verified);
            office
                .backend
                .judge(&office.head, visit, entry.id, verdict)
                .await
                .unwrap();
        }
        assert!(lacks().await.is_empty());
        let page = office.outreach(visit).await;
        assert!(page.coverage.proved);
        assert_eq!(page.log[0].judged_by.as_deref(), Some(office.head.name.as_str()));
        // Taken back, and the gate closes again.
        office
            .backend
            .judge(&office.head, visit, page.log[0].id, None)
            .await
            .unwrap();
        assert_eq!(lacks().await, [Need::Check(Check::Outreach)]);
        assert!(office.acts(visit).await.contains(&"outreach-judged".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn a_photo_is_shown_by_the_links_of_its_visit_and_to_staff_alone() {
    each(async |office| {
        let visit = office.open_visit(1).await.id;
        let other = office
            .open_planned(1, |form| form.date = "2026-06-12".into())
            .await
            .id;
        let token = office.link(visit, LinkRole::Perbekel, None, "I Made").await;
        let strange = office.link(other, LinkRole::Perbekel, None, "I Ketut").await;
        let new = told(OutreachChannel::SocialMedia, day(6, 2), &[]);
        office.backend.log_own(&token, &new, Some(photo())).await.unwrap();
        let entry = office.outreach(visit).await.log[0].id;
        let own = office.backend.own_photo(&token, entry).await.unwrap();
        assert!(own.starts_with(b"\xff\xd8\xff"), "made anew as a JPEG");
        assert_eq!(office.backend.photo(&office.head, visit, entry).await, Ok(own));
        assert_eq!(
            office.backend.own_photo(&strange, entry).await,
            Err(ServiceError::NotFound)
        );
        assert_eq!(
            office.backend.photo(&office.head, other, entry).await,
            Err(ServiceError::NotFound)
        );
        let refused = office
            .backend
            .log_own(&token, &new, Some(b"GIF89a".to_vec()))
            .await;
        assert_eq!(refused, Err(invalid(Field::Photo, Problem::PhotoKind)));
        assert_eq!(office.outreach(visit).await.log.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_banjar_head_sees_counts_and_answers_for_nothing_else() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        office.book(visit.slots[0], 1).await;
        let kaja = office.banjar(visit.id, "Kaja").await;
        let head = office
            .link(visit.id, LinkRole::BanjarHead, Some(kaja), "I Wayan")
            .await;
        let room = office.backend.room(&head).await.unwrap();
        assert_eq!(room.visit.booked, 1);
        let seen = serde_json::to_string(&room).unwrap();
        let applicant = &office.people(visit.id).await[0];
        assert!(!seen.contains(&applicant.phone.as_e164()[3..]) && !seen.contains(&applicant.applicant_name));
        assert!(!seen.contains("81211112222"), "nor his own number");
        assert_eq!(
            office.backend.venue_request(&head).await,
            Err(ServiceError::Forbidden)
        );
        assert_eq!(
            office.backend.own_feasts(&head).await,
            Err(ServiceError::Forbidden)
        );
        let name = parse_banjar("Kelod").unwrap();
        assert_eq!(
            office.backend.name_banjar(&head, &name).await,
            Err(ServiceError::Forbidden)
        );
    })
    .await;
}

#[tokio::test]
async fn a_link_is_withdrawn_for_good_and_an_expired_one_renewed_to_the_number_on_record() {
    each(async |office| {
        let visit = office.open_visit(1).await.id;
        let token = office.link(visit, LinkRole::Perbekel, None, "I Made").await;
        let drafts = async || office.drafts(MessageKind::RoomLink).await.len();
        // Still good: nothing is sent, and nobody learns of it.
        office.backend.ask_renewal(&token).await.unwrap();
        assert_eq!(drafts().await, 1);
        let link = office.outreach(visit).await.links;
        let own = link.iter().find(|it| it.holder.name == "I Made").unwrap();
        assert_eq!(own.phone, "0812-1111-2222");

        // The day after the visit at the latest.
        assert_eq!(
            own.expires_at,
            start() + Duration::days(8) + Duration::minutes(150)
        );
        office
            .backend
            .set_setting("village_link_days", "2")
            .await
            .unwrap();
        office
            .backend
            .renew_link(&office.head, visit, own.id)
            .await
            .unwrap();
        assert_eq!(office.backend.room(&token).await, Err(ServiceError::LinkExpired));
        assert_eq!(drafts().await, 1, "the older draft is dropped");
        let second = office.room_token("I Made").await;
        assert!(office.backend.room(&second).await.is_ok());

        office.wait(Duration::days(2));
        assert_eq!(office.backend.room(&second).await, Err(ServiceError::LinkExpired));
        for _ in 0..2 {
            office.backend.ask_renewal(&second).await.unwrap();
        }
        assert_eq!(drafts().await, 1, "asked twice, sent once");
        let third = office.room_token("I Made").await;
        assert!(third != second && office.backend.room(&third).await.is_ok());

        let link = office.outreach(visit).await.links;
        let own = link.iter().find(|it| it.holder.name == "I Made").unwrap().id;
        office.backend.end_link(&office.head, visit, own).await.unwrap();
        assert_eq!(office.backend.room(&third).await, Err(ServiceError::LinkExpired));
        office.backend.ask_renewal(&third).await.unwrap();
        assert_eq!(drafts().await, 0, "withdrawn is withdrawn");
    })
    .await;
}

#[tokio::test]
async fn asking_for_the_venue_again_leaves_the_links_of_others() {
    each(async |office| {
        let id = office
            .create(&crate::forms::plan_form(&office.operators(1).await))
            .await;
        office.ask(id).await;
        let asked = office.village_token().await;
        let token = office.link(id, LinkRole::Secretary, None, "Ni Luh").await;
        office.ask(id).await;
        assert_eq!(office.backend.room(&asked).await, Err(ServiceError::LinkExpired));
        assert!(office.backend.room(&token).await.is_ok());
        // Whoever was asked has the room too.
        assert!(office.backend.room(&office.village_token().await).await.is_ok());
        office.step(id, domain::visit::VisitStep::Cancel).await.unwrap();
        assert_eq!(office.backend.room(&token).await, Err(ServiceError::LinkExpired));
    })
    .await;
}

#[tokio::test]
async fn what_was_told_of_another_day_no_longer_counts() {
    each(async |office| {
        // Planned and asked, not yet agreed: its day may still change.
        let visit = office
            .create(&crate::forms::plan_form(&office.operators(1).await))
            .await;
        let kaja = office.banjar(visit, "Kaja").await;
        let new = told(OutreachChannel::Pkk, day(6, 2), &[kaja]);
        office
            .backend
            .log_for(&office.head, visit, &new, None)
            .await
            .unwrap();
        assert_eq!(office.outreach(visit).await.log.len(), 1);
        office.edit(visit, |plan| plan.date = day(6, 11)).await.unwrap();
        let page = office.outreach(visit).await;
        assert!(page.log.is_empty());
        assert_eq!(page.coverage.missed.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_banjar_is_named_once_and_stays_while_something_speaks_of_it() {
    each(async |office| {
        let visit = office.open_visit(1).await.id;
        let first = office.banjar(visit, "Kelodan").await;
        for spelling in ["KELODAN", "banjar kelodan", "Ke-lodan"] {
            let line = parse_banjar(spelling).unwrap();
            office
                .backend
                .add_banjar(&office.head, visit, &line)
                .await
                .unwrap();
        }
        assert_eq!(office.outreach(visit).await.banjars.len(), 1);
        let new = told(OutreachChannel::Pkk, day(6, 2), &[first]);
        office
            .backend
            .log_for(&office.head, visit, &new, None)
            .await
            .unwrap();
        assert_eq!(
            office.backend.remove_banjar(&office.head, visit, first).await,
            Err(ServiceError::Stale)
        );
        let second = office.banjar(visit, "Kaja").await;
        office
            .backend
            .remove_banjar(&office.head, visit, second)
            .await
            .unwrap();
        assert_eq!(office.outreach(visit).await.banjars.len(), 1);
        let unknown = told(OutreachChannel::Pkk, day(6, 2), &[second]);
        assert_eq!(
            office.backend.log_for(&office.head, visit, &unknown, None).await,
            Err(invalid(Field::Banjars, Problem::NotAChoice))
        );
    })
    .await;
}

#[tokio::test]
async fn who_does_not_ask_villages_sees_no_numbers_and_changes_nothing() {
    each(async |office| {
        let visit = office.open_visit(1).await.id;
        office.link(visit, LinkRole::Perbekel, None, "I Made").await;
        let line = parse_banjar("Kaja").unwrap();
        for role in [Role::Operator, Role::AgencyHead] {
            let staff = office.staff(role).await;
            assert!(
                office
                    .backend
                    .outreach(&staff, visit)
                    .await
                    .unwrap()
                    .links
                    .is_empty()
            );
            let refused = office.backend.add_banjar(&staff, visit, &line).await;
            assert_eq!(refused, Err(ServiceError::Forbidden));
            let new = told(OutreachChannel::Pkk, day(6, 2), &[]);
            let refused = office.backend.log_for(&staff, visit, &new, None).await;
            assert_eq!(refused, Err(ServiceError::Forbidden));
        }
    })
    .await;
}

#[tokio::test]
async fn each_channel_has_its_own_address_and_what_comes_of_it_is_counted() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let other = office
            .open_planned(1, |form| form.date = "2026-06-12".into())
            .await;
        let counts = office.outreach(visit.id).await.counts;
        let channels: Vec<_> = counts.iter().map(|count| count.channel).collect();
        assert_eq!(channels, OutreachChannel::ALL);
        let code = |channel| {
            let count = counts.iter().find(|it| it.channel == channel).unwrap();
            count.code.clone()
        };
        let (poster, group) = (code(OutreachChannel::Poster), code(OutreachChannel::BanjarGroup));
        for is_new in [true, true, false] {
            let typed = poster.to_lowercase();
            let opened = office.backend.open_code(&typed, is_new).await.unwrap();
            assert_eq!(opened, (visit.id, poster.clone()));
        }
        assert_eq!(
            office.backend.open_code("AAAA1", true).await,
            Err(ServiceError::NotFound)
        );

        let first = office.book(visit.slots[0], 1).await;
        let second = office.book(visit.slots[1], 2).await;
        let elsewhere = office.book(other.slots[0], 3).await;
        for (token, code) in [
            (&first, &poster),
            (&first, &group),
            (&second, &poster),
            (&elsewhere, &poster),
            (&second, &"nothing".to_owned()),
        ] {
            office.backend.credit(token, code).await.unwrap();
        }
        use domain::service::PublicService;
        office.backend.cancel_booking(&second).await.unwrap();
        let counts = office.outreach(visit.id).await.counts;
        let of = |channel| {
            let count = counts.iter().find(|it| it.channel == channel).unwrap();
            (count.opened, count.booked)
        };
        // The first that was told; not the one who called off, not the one of another visit.
        assert_eq!(of(OutreachChannel::Poster), (2, 1));
        assert_eq!(of(OutreachChannel::BanjarGroup), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_poster_is_printed_for_what_the_public_sees() {
    each(async |office| {
        let hidden = office
            .create(&crate::forms::plan_form(&office.operators(1).await))
            .await;
        let print = async |visit| office.backend.print(visit, Print::Poster).await;
        assert_eq!(print(hidden).await, Err(ServiceError::NotFound));
        assert!(office.outreach(hidden).await.counts.is_empty());
        office.open_booking(hidden).await;
        let first = print(hidden).await.unwrap();
        assert!(first.starts_with(b"%PDF-"));
        assert_eq!(print(hidden).await.unwrap(), first);
        let leaflet = office.backend.print(hidden, Print::Leaflet).await.unwrap();
        assert_ne!(leaflet, first);
        office
            .edit(hidden, |plan| {
                plan.venue = domain::text::Line::parse("Balai Banjar").unwrap()
            })
            .await
            .unwrap();
        assert_ne!(
            print(hidden).await.unwrap(),
            first,
            "another venue, another poster"
        );
    })
    .await;
}
