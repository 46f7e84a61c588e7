//! The village room and the office's page of outreach, as a browser without JavaScript uses them.

use crate::common::{booking_fields, sites};
use crate::village::ask;
use axum::http::StatusCode;
use chrono::Duration;
use domain::outreach::{OutreachChannel, OutreachService};
use domain::service::StaffService;

/// A picture of four red pixels.
pub(crate) fn photo() -> Vec<u8> {
    const PNG: &str = "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a730000001049444154789c63f8cfc000440c100a001fee03fd8b5f14d40000000049454e44ae426082";
    let byte = |at: usize| u8::from_str_radix(&PNG[at..at + 2], 16).unwrap();
    (0..PNG.len()).step_by(2).map(byte).collect()
}

#[tokio::test]
async fn an_official_enters_outreach_with_a_photo_and_staff_verify_it() {
    for site in sites().await {
        let (visit, link) = ask(&site).await;
        let mut village = site.browser();
        let room = format!("{link}/ruang");
        let opened = village.get(&room).await;
        assert_eq!(opened.status, StatusCode::OK);
        assert!(
            opened.main().contains("0 orang sudah mendaftar"),
            "{}",
            opened.main()
        );
        assert!(opened.main().contains("Nama banjar di desa ini belum dicatat"));

        let named = village
            .post_and_follow(&format!("{link}/banjar"), &[("banjar_name", "Banjar Kelodan")])
            .await;
        assert!(named.main().contains("Kelodan"));
        let (_, rest) = named.body.split_once("name=\"banjars\" value=\"").unwrap();
        let banjar = rest.split('"').next().unwrap();
        let today = domain::calendar::date_in_wita(site.now());
        let (today, tomorrow) = (today.to_string(), (today + Duration::days(1)).to_string());
        let fields = |date| {
            [
                ("channel", "meeting"),
                ("banjars", banjar),
                ("date", date),
                ("note", "sangkep di bale banjar"),
            ]
        };

        let early = village
            .post_file(&room, &fields(tomorrow.as_str()), ("photo", &photo()))
            .await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.main().contains("belum tiba") && early.main().contains("sangkep di bale banjar"));
        let wrong = village
            .post_file(&room, &fields(today.as_str()), ("photo", b"%PDF-1.7 no photo"))
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.main().contains("bukan foto JPG"));
        for bytes in [6, 12] {
            let large = vec![0xff; bytes * 1024 * 1024];
            let large = village
                .post_file(&room, &fields(today.as_str()), ("photo", &large))
                .await;
            assert!(large.status.is_client_error());
            assert!(large.body.contains("lebih besar dari 5 MB"), "{bytes}");
        }

        let entered = village
            .post_file(&room, &fields(today.as_str()), ("photo", &photo()))
            .await;
        assert_eq!(
            entered.location(),
            format!("{room}?kabar=tersimpan"),
            "{}",
            entered.main()
        );
        let shown = village.get(&entered.location()).await;
        let (_, rest) = shown.body.split_once(&format!("{link}/foto/")).unwrap();
        let entry = rest.split('"').next().unwrap();
        let (status, headers, file) = village.file(&format!("{link}/foto/{entry}")).await;
        assert_eq!((status, &file[..3]), (StatusCode::OK, &b"\xff\xd8\xff"[..]));
        assert_eq!(headers["content-type"], "image/jpeg");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "no-store");

        let page = format!("/staf/kunjungan/{}/sosialisasi", visit.id);
        let (status, _, _) = village.file(&format!("{page}/foto/{entry}")).await;
        assert_ne!(status, StatusCode::OK, "staff alone");
        let mut office = site.browser();
        office.log_in("admin").await;
        let seen = office.get(&page).await;
        assert!(seen.main().contains("Belum dilihat petugas") && seen.main().contains("I Nyoman Perbekel"));
        let judged = office
            .post_and_follow(&format!("{page}/{entry}/nilai"), &[("verdict", "verified")])
            .await;
        assert!(judged.main().contains("Dibenarkan"), "{}", judged.main());
        let (status, _, _) = office.file(&format!("{page}/foto/{entry}")).await;
        assert_eq!(status, StatusCode::OK);
    }
}

#[tokio::test]
async fn staff_make_a_link_for_a_banjar_head_and_an_expired_link_asks_for_another() {
    for site in sites().await {
        let (visit, link) = ask(&site).await;
        let page = format!("/staf/kunjungan/{}/sosialisasi", visit.id);
        let mut office = site.browser();
        office.log_in("admin").await;
        let added = office
            .post_and_follow(&format!("{page}/banjar"), &[("banjar_name", "Kaja")])
            .await;
        let (_, rest) = added.body.split_once("name=\"banjars\" value=\"").unwrap();
        let banjar = rest.split('"').next().unwrap().to_owned();
        let person = |banjar| {
            [
                ("role", "banjar-head"),
                ("banjar", banjar),
                ("contact_name", "I Wayan Kelian"),
                ("contact_phone", "0812 5555 6666"),
            ]
        };
        let without = office.post(&format!("{page}/tautan"), &person("")).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            without.main().contains("I Wayan Kelian"),
            "what was typed is lost"
        );
        let made = office
            .post_and_follow(&format!("{page}/tautan"), &person(&banjar))
            .await;
        assert!(made.main().contains("0812-5555-6666"));

        let staff = site.staff("kabid").await;
        let by_hand = domain::message::MessageState::ToSendByHand;
        let drafts = async || {
            let outbox = site.backend.outbox(&staff, by_hand).await.unwrap().messages;
            outbox
                .into_iter()
                .filter(|it| it.to_name == "I Wayan Kelian")
                .map(|it| it.body)
                .collect::<Vec<_>>()
        };
        let text = drafts().await.remove(0);
        let (_, rest) = text.split_once("http://localhost:3000").unwrap();
        let room = rest.split_whitespace().next().unwrap();
        let mut head = site.browser();
        let opened = head.get(room).await;
        assert_eq!(opened.status, StatusCode::OK);
        assert!(opened.main().contains("Kelian banjar Kaja"), "{}", opened.main());
        assert!(!opened.main().contains("0812"), "no numbers");
        let answer = room.strip_suffix("/ruang").unwrap();
        assert_eq!(head.get(answer).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            head.get(&link).await.status,
            StatusCode::OK,
            "of the one who was asked"
        );

        site.clock.set(site.now() + Duration::days(60));
        let gone = head.get(room).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(gone.main().contains("Minta tautan baru"));
        let asked = head.post_and_follow(&format!("{answer}/baru"), &[]).await;
        assert!(asked.main().contains("nomor yang tercatat"));
    }
}

#[tokio::test]
async fn whoever_comes_by_the_poster_is_counted_once_and_the_booking_tells_it() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let page = format!("/staf/kunjungan/{visit}/sosialisasi");
        let mut office = site.browser();
        office.log_in("admin").await;
        let kit = office.get(&page).await;
        assert!(kit.main().contains("Om Swastiastu") && kit.main().contains("https://wa.me/?text="));
        let staff = site.staff("kabid").await;
        let poster = async || {
            let counts = site.backend.outreach(&staff, visit).await.unwrap().counts;
            let found = counts
                .into_iter()
                .find(|it| it.channel == OutreachChannel::Poster);
            found.unwrap()
        };
        let address = format!("/k/{}", poster().await.code);

        let mut owner = site.browser();
        for _ in 0..2 {
            let opened = owner.get(&address).await;
            assert_eq!(opened.location(), format!("/kunjungan/{visit}"));
        }
        let preview = axum::http::Request::get(&address).header("user-agent", "WhatsApp/2.23");
        site.send(preview.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!((poster().await.opened, poster().await.booked), (1, 0));

        let slot = slots.iter().find(|slot| slot.bookable).unwrap().id.to_string();
        let fields = booking_fields(&slot, "Ni Luh Poster", "kunci-poster");
        let booked = owner.post(&format!("/kunjungan/{visit}"), &fields).await;
        assert!(booked.location().starts_with("/tiket/"), "{}", booked.main());
        let mut direct = site.browser();
        let fields = booking_fields(&slot, "Ni Luh Langsung", "kunci-langsung");
        direct.post(&format!("/kunjungan/{visit}"), &fields).await;
        assert_eq!(poster().await.booked, 1);

        assert_eq!(site.get("/k/ZZZZZ").await.status, StatusCode::NOT_FOUND);
        let shown = site.get(&format!("/kunjungan/{visit}")).await;
        let picture = format!("/kunjungan/{visit}/gambar.png");
        let tag = format!("property=\"og:image\" content=\"http://localhost:3000{picture}\"");
        assert!(shown.body.contains(&tag), "{}", shown.body);
        let (status, headers, body) = owner.file(&picture).await;
        assert_eq!((status, &body[1..4]), (StatusCode::OK, &b"PNG"[..]));
        assert_eq!(headers["content-type"], "image/png");
        for file in ["poster", "selebaran"] {
            let (status, headers, body) = owner.file(&format!("/kunjungan/{visit}/{file}.pdf")).await;
            assert_eq!((status, &body[..5]), (StatusCode::OK, &b"%PDF-"[..]));
            assert_eq!(headers["content-type"], "application/pdf");
        }
    }
}
