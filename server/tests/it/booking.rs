//! A business owner books from a phone without JavaScript, moves the booking, cancels it.

use crate::common::{Site, booking_fields, sites};
use axum::http::StatusCode;
use domain::service::{PublicService, SlotView};
use std::collections::HashSet;

/// Books and gives the address of the ticket.
async fn book(site: &Site, slot: &SlotView, name: &str) -> String {
    let visit = site.open_visit().await.0;
    let (slot, key) = (slot.id.to_string(), uuid::Uuid::now_v7().to_string());
    let answer = site
        .browser()
        .post(&format!("/kunjungan/{visit}"), &booking_fields(&slot, name, &key))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    answer.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_place_is_booked_and_the_ticket_shows_its_code() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let mut phone = site.browser();
        let path = format!("/kunjungan/{visit}");
        let page = phone.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        for slot in &slots {
            assert!(
                page.main().contains(&slot.id.to_string()),
                "{}: a slot is not offered",
                site.database
            );
        }
        let slot = slots[0].id.to_string();
        let ticket = phone
            .post_and_follow(&path, &booking_fields(&slot, "Ni Luh Ayu", "key-0001"))
            .await;
        assert_eq!(ticket.status, StatusCode::OK);
        let json_ticket = {
            let again = phone
                .post(&path, &booking_fields(&slot, "Ni Luh Ayu", "key-0001"))
                .await;
            let token = again
                .location()
                .replace("/tiket/", "")
                .replace("?kabar=terdaftar", "");
            site.backend.ticket(&token).await.unwrap()
        };
        assert!(
            ticket.main().contains(&json_ticket.code.to_string()),
            "{}",
            ticket.main()
        );
        assert!(ticket.main().contains("Ni Luh Ayu"));
        let left = site.backend.visit(visit).await.unwrap();
        let now = left.slots.iter().find(|it| it.id == slots[0].id).unwrap();
        assert_eq!(
            now.available,
            slots[0].available - 1,
            "the same form twice is one booking"
        );
    }
}

#[tokio::test]
async fn a_bad_form_comes_back_filled_with_the_reason_beside_each_field() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let slot = slots[0].id.to_string();
        let name = "<script>alert('x')</script> & \"Sari\"";
        let mut fields = booking_fields(&slot, name, "key-0002");
        fields[2] = ("phone", "0812 345");
        fields[3] = ("business_activity", "");
        let answer = site.browser().post(&format!("/kunjungan/{visit}"), &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.body.contains("<script>alert"), "the name is not escaped");
        let main = answer.main();
        assert!(main.contains("&lt;script"), "the name is lost: {main}");
        assert!(main.contains("0812 345"), "the number is lost");
        assert!(
            main.contains("Nomor WhatsApp kurang"),
            "no reason beside the number: {main}"
        );
        assert!(main.contains("Tulis usaha Anda"), "no reason beside the business");
        assert!(
            main.contains("key-0002") || answer.body.contains("key-0002"),
            "the key is lost"
        );
        assert!(!main.contains("kabar"), "nothing was saved");
    }
}

#[tokio::test]
async fn every_name_is_taken_as_it_is_and_shown_escaped() {
    for site in sites().await {
        let (_, slots) = site.open_visit().await;
        let name = "I Gusti <b>Ngurah</b> & 'Anak'";
        let ticket = book(&site, &slots[0], name).await;
        let page = site.get(&ticket).await;
        assert!(!page.body.contains("<b>Ngurah"), "{}", page.main());
        assert!(
            page.main().contains("&lt;b&gt;Ngurah") || page.main().contains("&lt;b>Ngurah"),
            "{}",
            page.main()
        );
    }
}

#[tokio::test]
async fn a_booking_moves_and_is_cancelled() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let (first, second) = (&slots[0], slots.last().unwrap());
        assert_ne!(first.id, second.id);
        let ticket = book(&site, first, "Ni Wayan Rai").await;
        let mut phone = site.browser();

        let nothing_chosen = phone.post(&format!("{ticket}/pindah"), &[]).await;
        assert_eq!(nothing_chosen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            nothing_chosen.main().contains("Pilih jam kedatangan"),
            "{}",
            nothing_chosen.main()
        );

        let slot = second.id.to_string();
        let moved = phone
            .post(&format!("{ticket}/pindah"), &[("slot_id", &slot)])
            .await;
        assert_eq!(
            (moved.status, moved.location()),
            (StatusCode::SEE_OTHER, format!("{ticket}?kabar=pindah"))
        );
        let now = site.backend.visit(visit).await.unwrap().slots;
        let available = |id| now.iter().find(|slot| slot.id == id).unwrap().available;
        assert_eq!(
            (available(first.id), available(second.id)),
            (first.available, second.available - 1)
        );

        let cancelled = phone.post(&format!("{ticket}/batal"), &[]).await;
        assert_eq!(cancelled.location(), format!("{ticket}?kabar=batal"));
        assert!(site.get(&ticket).await.main().contains("Dibatalkan"));
        let again = phone
            .post(&format!("{ticket}/pindah"), &[("slot_id", &slot)])
            .await;
        assert_eq!(again.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn the_last_place_is_gone_and_the_form_says_so_without_losing_anything() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        for number in 0..slots[0].available {
            book(&site, &slots[0], &format!("Orang {number}")).await;
        }
        let slot = slots[0].id.to_string();
        let fields = booking_fields(&slot, "I Made Terlambat", "key-late-1");
        let late = site.browser().post(&format!("/kunjungan/{visit}"), &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.main().contains("Jam ini baru saja penuh") && late.main().contains("I Made Terlambat"));
    }
}

#[tokio::test]
async fn a_program_that_fills_the_hidden_field_books_nothing() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let slot = slots[0].id.to_string();
        let mut fields = booking_fields(&slot, "Robot", "key-robot");
        fields.push(("website", "https://spam.example"));
        let answer = site.browser().post(&format!("/kunjungan/{visit}"), &fields).await;
        assert_eq!(
            (answer.status, answer.location().as_str()),
            (StatusCode::SEE_OTHER, "/")
        );
        assert_eq!(site.open_visit().await.1[0].available, slots[0].available);
    }
}

#[tokio::test]
async fn hand_made_slots_begun_slots_and_closed_visits_are_refused() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let path = format!("/kunjungan/{visit}");
        let mut phone = site.browser();
        for (slot, status) in [
            ("", StatusCode::UNPROCESSABLE_ENTITY),
            ("1 or 1=1", StatusCode::UNPROCESSABLE_ENTITY),
            ("0198a000-0000-7000-8000-000000000001", StatusCode::NOT_FOUND),
        ] {
            let answer = phone
                .post(&path, &booking_fields(slot, "Ni Putu Sri", "key-hand-made"))
                .await;
            assert_eq!(answer.status, status, "{slot}");
        }
        site.clock.set(slots[0].starts_at);
        let slot = slots[0].id.to_string();
        let begun = phone
            .post(&path, &booking_fields(&slot, "Ni Putu Sri", "key-begun"))
            .await;
        assert_eq!(begun.status, StatusCode::CONFLICT);
        assert!(
            begun.main().contains("tidak menerima pendaftaran lagi"),
            "{}",
            begun.main()
        );
    }
}

#[tokio::test]
async fn the_calendar_file_holds_the_visit() {
    for site in sites().await {
        let (_, slots) = site.open_visit().await;
        let ticket = book(&site, &slots[0], "Ni Ketut Ayu").await;
        let file = site.get(&format!("{ticket}/kalender.ics")).await;
        assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
        assert!(file.header("content-disposition").starts_with("attachment"));
        let starts = slots[0]
            .starts_at
            .format("DTSTART:%Y%m%dT%H%M%SZ\r\n")
            .to_string();
        assert!(file.body.contains(&starts), "{}", file.body);
        let unfolded = file.body.replace("\r\n ", "");
        let codes: HashSet<_> = unfolded
            .lines()
            .filter_map(|line| line.strip_prefix("UID:")?.strip_suffix("@localhost:3000"))
            .collect();
        assert_eq!(codes.len(), 1, "{unfolded}");
        assert!(codes.iter().all(|code| crate::common::is_code(code)), "{codes:?}");
        assert!(
            unfolded.contains("\\, Desa ") && unfolded.contains("BEGIN:VALARM"),
            "{unfolded}"
        );
        assert!(
            unfolded.lines().count() > 10 && file.body.lines().all(|line| line.len() <= 75),
            "{}",
            file.body
        );
    }
}

#[tokio::test]
async fn the_language_is_kept_and_no_link_leads_elsewhere() {
    for site in sites().await {
        let mut phone = site.browser();
        let chosen = phone.get("/bahasa/en?ke=/tentang-nib").await;
        assert_eq!(
            (chosen.status, chosen.location().as_str()),
            (StatusCode::SEE_OTHER, "/tentang-nib")
        );
        assert!(phone.get("/").await.body.contains("<html lang=\"en\""));
        assert_eq!(phone.get("/bahasa/id?ke=//evil.example").await.location(), "/");
        assert!(phone.get("/").await.body.contains("<html lang=\"id\""));
    }
}
