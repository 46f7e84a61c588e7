//! A person joins the waiting list of a full visit without JavaScript, gets the freed place by the link, or lets it go.

use crate::common::{Site, booking_fields, sites};
use axum::http::StatusCode;
use domain::id::{SlotId, VisitId};
use domain::service::{PublicService, StaffService};

/// A visit with one place, which is taken; with the ticket's address.
async fn full_visit(site: &Site) -> (VisitId, SlotId, String) {
    let slot = site.open_slot_for(1).await;
    let visit = site.open_visits().await;
    let visit = visit.iter().find(|it| it.capacity == 1).unwrap().id;
    let fields = (slot.to_string(), format!("key-{slot}"));
    let answer = site
        .browser()
        .post(
            &format!("/kunjungan/{visit}"),
            &booking_fields(&fields.0, "Ni Made Rai", &fields.1),
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    (
        visit,
        slot,
        answer.location().split('?').next().unwrap().to_owned(),
    )
}

fn waiting_fields<'a>(name: &'a str, phone: &'a str, key: &'a str) -> Vec<(&'static str, &'a str)> {
    let mut fields = booking_fields("", name, key);
    fields[2] = ("phone", phone);
    fields
}

/// Joins and gives the address of the page.
async fn join(site: &Site, visit: VisitId, name: &str, phone: &str) -> String {
    let key = uuid::Uuid::now_v7().to_string();
    let answer = site
        .browser()
        .post(
            &format!("/kunjungan/{visit}/tunggu"),
            &waiting_fields(name, phone, &key),
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    answer.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_freed_place_is_taken_by_the_link_and_opening_the_link_takes_nothing() {
    for site in sites().await {
        let (visit, _, ticket) = full_visit(&site).await;
        let mut phone = site.browser();
        let page = phone.get(&format!("/kunjungan/{visit}")).await;
        assert!(
            page.main().contains(&format!("/kunjungan/{visit}/tunggu")),
            "{}",
            page.main()
        );
        let form = phone.get(&format!("/kunjungan/{visit}/tunggu")).await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(form.main().contains("Masuk daftar tunggu") && form.main().contains("GRATIS"));

        let first = join(&site, visit, "Ni Luh Ayu", "0812 1111 0001").await;
        let second = join(&site, visit, "I Ketut Alit", "0812 1111 0002").await;
        assert!(phone.get(&second).await.main().contains("1 orang di depan Anda"));
        let cancelled = phone.post(&format!("{ticket}/batal"), &[]).await;
        assert_eq!(cancelled.status, StatusCode::SEE_OTHER);

        for _ in 0..3 {
            let offer = phone.get(&first).await;
            assert!(
                offer.main().contains("Ya, saya ambil pukul 08.00"),
                "{}",
                offer.main()
            );
        }
        let full = phone.get(&format!("/kunjungan/{visit}")).await;
        assert!(
            full.main().contains("Semua jam sudah penuh"),
            "not shown free: {}",
            full.main()
        );
        let booked = phone.post_and_follow(&format!("{first}/terima"), &[]).await;
        assert!(
            booked.main().contains("Tempat Anda sudah dipesan"),
            "{}",
            booked.main()
        );
        assert!(phone.get(&first).await.main().contains("Lihat tiket"));
        let late = phone.post(&format!("{second}/terima"), &[]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.main().contains("tidak berlaku"), "{}", late.main());
        let gone = phone.post_and_follow(&format!("{second}/keluar"), &[]).await;
        assert!(gone.main().contains("sudah keluar dari daftar tunggu"));
        assert_eq!(
            phone.get("/tunggu/bukan-tautan").await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn staff_see_who_waits_and_until_when_a_place_is_kept() {
    for site in sites().await {
        let (visit, _, ticket) = full_visit(&site).await;
        join(&site, visit, "Ni Luh Ayu", "0812 1111 0001").await;
        join(&site, visit, "I Ketut Alit", "0812 1111 0002").await;
        site.browser().post(&format!("{ticket}/batal"), &[]).await;
        let mut office = site.browser();
        office.log_in("kabid").await;
        let page = office.get(&format!("/staf/kunjungan/{visit}")).await;
        let list = page.main().split_once("id=\"daftar-tunggu\"").unwrap().1;
        assert!(
            list.contains("Ni Luh Ayu") && list.contains("I Ketut Alit"),
            "{list}"
        );
        assert!(list.contains("Disimpan sampai"), "{list}");
        assert!(page.main().contains("Tempat ditawarkan dari daftar tunggu"));
    }
}

#[tokio::test]
async fn a_form_that_needs_mending_comes_back_filled_and_a_robot_gets_nothing() {
    for site in sites().await {
        let (visit, _, _) = full_visit(&site).await;
        let path = format!("/kunjungan/{visit}/tunggu");
        let wrong = site
            .browser()
            .post(&path, &waiting_fields("Ni Luh Ayu", "0812", "key-00001"))
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.main().contains("Ni Luh Ayu") && wrong.main().contains("Nomor WhatsApp kurang"));
        let mut robot = waiting_fields("Robot", "0812 1111 0009", "key-00002");
        robot.push(("website", "http://spam.example"));
        assert_eq!(site.browser().post(&path, &robot).await.location(), "/");
        let twice = [
            ("key-00003", StatusCode::SEE_OTHER),
            ("key-00004", StatusCode::CONFLICT),
        ];
        for (key, status) in twice {
            let answer = site
                .browser()
                .post(&path, &waiting_fields("Ni Luh Ayu", "+62 812-1111-0001", key))
                .await;
            assert_eq!(answer.status, status, "{}", answer.main());
        }
        let staff = site.staff("kabid").await;
        let history = site.backend.staff_visit(&staff, visit).await.unwrap().history;
        assert_eq!(
            history
                .iter()
                .filter(|entry| entry.act == "waiting-joined")
                .count(),
            1
        );
    }
}

#[tokio::test]
async fn where_places_are_free_nobody_needs_to_wait() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let path = format!("/kunjungan/{visit}/tunggu");
        let answer = site
            .browser()
            .post(
                &path,
                &waiting_fields("Ni Luh Ayu", "0812 1111 0001", "key-00005"),
            )
            .await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(
            answer.main().contains("Masih ada tempat kosong"),
            "{}",
            answer.main()
        );
        let free = site.backend.visit(visit).await.unwrap().slots;
        assert_eq!(free.iter().filter(|slot| slot.bookable).count(), slots.len());
    }
}
