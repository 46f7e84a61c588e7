//! The pages of what follows the service day.

use crate::common::{Site, sites};
use axum::http::StatusCode;
use backend::testing::open_follow_up;
use chrono::Duration;
use domain::day::Act;
use domain::day::service::{DayService, Sent, Wish};
use domain::id::{EntryId, EventId, VisitId};
use domain::pending::PendingReason;
use domain::service::{PublicService, StaffService};
use domain::visit::VisitStep;
use uuid::Uuid;

const LIST: &str = "/staf/tindak-lanjut";

/// A day under way with one person in the queue.
struct Hall {
    visit: VisitId,
    entry: EntryId,
    name: String,
}

async fn hall(site: &Site) -> Hall {
    let staff = site.staff("kabid").await;
    let visit = site.open_visits().await.remove(0);
    site.clock.set(visit.starts_at);
    let begun = site
        .backend
        .step_visit(&staff, visit.id, VisitStep::Begin, "")
        .await;
    begun.unwrap();
    let rows = site.backend.bookings(&staff, visit.id).await.unwrap();
    let row = rows.into_iter().find(|row| row.state.takes_a_place()).unwrap();
    let entry = EntryId::new(row.id.uuid());
    let (number, need) = (0, None);
    let wish = Wish::Do(Box::new(Sent {
        id: EventId::new(Uuid::now_v7()),
        seq: 0,
        at: site.now(),
        after: None,
        act: Act::CheckIn { entry, number, need },
        person: None,
        nib: None,
        note: None,
        call_back: None,
    }));
    site.backend.act_now(&staff, visit.id, wish).await.unwrap();
    Hall {
        visit: visit.id,
        entry,
        name: row.applicant_name,
    }
}

/// The same, and the person went home unfinished: the path of the forms of their follow-up.
async fn unfinished(site: &Site) -> (Hall, String) {
    let hall = hall(site).await;
    let booking = Some(domain::id::BookingId::new(hall.entry.uuid()));
    let of = (hall.visit, hall.entry);
    open_follow_up(&site.backend, of, booking, PendingReason::OssOutage, None)
        .await
        .unwrap();
    let mut office = site.browser();
    office.log_in("admin").await;
    let page = office.get(LIST).await;
    let (_, rest) = page.main().split_once("action=\"/staf/tindak-lanjut/").unwrap();
    let id = rest.split('/').next().unwrap();
    (hall, format!("{LIST}/{id}"))
}

#[tokio::test]
async fn the_list_shows_whom_to_call_and_an_nib_takes_them_off_it() {
    for site in sites().await {
        let (hall, path) = unfinished(&site).await;
        let mut office = site.browser();
        office.log_in("admin").await;
        let page = office.get(LIST).await;
        let main = page.main();
        for part in [
            hall.name.as_str(),
            "Gangguan sistem OSS",
            "href=\"tel:+62",
            "href=\"https://wa.me/62",
            "Belum selesai (1)",
            "belum disepakati",
        ] {
            assert!(main.contains(part), "{part}: {main}");
        }
        let more = office.get("/staf/lainnya").await;
        assert!(
            more.main().contains("href=\"/staf/tindak-lanjut\""),
            "{}",
            more.main()
        );

        let refused = office.post(&format!("{path}/nib"), &[("nib", "123 456")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let main = refused.main();
        assert!(
            main.contains("Isi tepat 13 angka") && main.contains("value=\"123 456\""),
            "{main}"
        );
        assert!(
            main.contains("<details open"),
            "the form that came back stays open: {main}"
        );

        let fields = [("nib", "1234.5678.90123")];
        let done = office.post_and_follow(&format!("{path}/nib"), &fields).await;
        assert!(done.main().contains("NIB tercatat"), "{}", done.main());
        assert!(done.main().contains("Belum selesai (0)"), "{}", done.main());
        // Sent twice is sent once.
        office.post_and_follow(&format!("{path}/nib"), &fields).await;
        let list = office.get(&format!("{LIST}?daftar=selesai")).await;
        assert!(list.main().contains("1234567890123") && list.main().contains(&hall.name));
        let outbox = office.get("/staf/pesan").await;
        assert_eq!(outbox.main().matches("Kabar: NIB terbit").count(), 1);
        let other = office
            .post(&format!("{path}/rujuk"), &[("referred_to", "mall")])
            .await;
        assert_eq!(other.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn a_call_back_is_agreed_on_and_stands_on_the_first_page_once_it_is_due() {
    for site in sites().await {
        let (_, path) = unfinished(&site).await;
        let mut office = site.browser();
        office.log_in("admin").await;
        let (form, today) = (
            format!("{path}/hubungi"),
            domain::calendar::date_in_wita(site.now()),
        );
        let day = today.to_string();
        let half = [("call_back_date", day.as_str()), ("version", "1")];
        let refused = office.post(&form, &half).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let main = refused.main();
        assert!(main.contains("Isi jam, contoh: 09.00"), "{main}");
        assert!(
            main.contains("href=\"#call_back_time\"") && main.contains("id=\"call_back_time\""),
            "{main}"
        );
        assert!(main.contains(&format!("value=\"{day}\"")), "{main}");
        let yesterday = (today - Duration::days(1)).to_string();
        let past = [
            ("call_back_date", yesterday.as_str()),
            ("call_back_time", "09:00"),
            ("version", "1"),
        ];
        let refused = office.post(&form, &past).await;
        assert!(
            refused.main().contains("Tanggal sudah lewat"),
            "{}",
            refused.main()
        );

        let me = site.staff("admin").await;
        let id = me.id.to_string();
        let good = [
            ("call_back_date", day.as_str()),
            ("call_back_time", "23:30"),
            ("responsible", id.as_str()),
            ("version", "1"),
        ];
        let saved = office.post_and_follow(&form, &good).await;
        assert!(saved.main().contains("23.30 WITA"), "{}", saved.main());
        assert!(saved.main().contains(&me.name), "{}", saved.main());
        assert!(
            !office
                .get("/staf")
                .await
                .main()
                .contains("waktunya dihubungi lagi")
        );
        // On an old page the other one's choice is shown, what was typed is kept.
        let other = [
            ("call_back_date", day.as_str()),
            ("call_back_time", "22:15"),
            ("version", "1"),
        ];
        let stale = office.post(&form, &other).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let main = stale.main();
        assert!(
            main.contains("23.30 WITA") && main.contains("value=\"22:15\""),
            "{main}"
        );
        assert!(main.contains("name=\"version\" value=\"2\""), "{main}");

        site.clock.set(site.now() + Duration::hours(20));
        let mut office = site.browser();
        office.log_in("admin").await;
        let first = office.get("/staf").await;
        assert!(
            first.main().contains("1 pemohon waktunya dihubungi lagi"),
            "{}",
            first.main()
        );
        assert!(office.get(LIST).await.main().contains("Waktunya dihubungi"));
    }
}

#[tokio::test]
async fn those_who_only_see_get_no_forms_and_operators_no_names_of_other_days() {
    for site in sites().await {
        let (hall, path) = unfinished(&site).await;
        let steps: [(&str, &[(&str, &str)]); 4] = [
            ("hubungi", &[("version", "1")]),
            ("nib", &[]),
            ("rujuk", &[("referred_to", "mall")]),
            ("tutup", &[("reason", "tidak jadi")]),
        ];
        for name in ["kadis", "operator"] {
            let mut other = site.browser();
            other.log_in(name).await;
            let page = other.get(LIST).await;
            assert!(page.main().contains(&hall.name), "{name} on the day");
            assert!(!page.main().contains("<form"), "{name}: {}", page.main());
            for (step, fields) in steps {
                let refused = other.post(&format!("{path}/{step}"), fields).await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name} {step}");
            }
            let slip = format!("/staf/kunjungan/{}/kartu-kembali/{}", hall.visit, hall.entry);
            assert_eq!(other.get(&slip).await.status, StatusCode::FORBIDDEN, "{name}");
            let given = other.post(&slip, &[("return_place", "office:2026-12-01")]).await;
            assert_eq!(given.status, StatusCode::FORBIDDEN, "{name}");
        }
        site.clock.set(site.now() + Duration::days(1));
        let mut operator = site.browser();
        operator.log_in("operator").await;
        let page = operator.get(LIST).await;
        assert!(
            !page.main().contains(&hall.name) && !page.main().contains("tel:"),
            "{}",
            page.main()
        );
        assert!(
            page.main().contains("hanya untuk petugas yang menangani"),
            "{}",
            page.main()
        );
        let stranger = site.browser().get(LIST).await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_return_slip_is_chosen_given_printed_and_taken_back() {
    for site in sites().await {
        let hall = hall(&site).await;
        let path = format!("/staf/kunjungan/{}/kartu-kembali/{}", hall.visit, hall.entry);
        let mut office = site.browser();
        office.log_in("admin").await;
        let page = office.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.main());
        let main = page.main();
        assert!(
            main.contains(&hall.name) && main.contains("sisa 4 tempat"),
            "{main}"
        );
        let (_, rest) = main.split_once("value=\"office:").unwrap();
        let day = rest.split('"').next().unwrap().to_owned();

        let nothing = office.post(&path, &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.main().contains("Pilih satu tempat"), "{}", nothing.main());
        let sunday = office.post(&path, &[("return_place", "office:2026-01-04")]).await;
        assert_eq!(sunday.status, StatusCode::UNPROCESSABLE_ENTITY);

        let place = format!("office:{day}");
        let slip = office.post_and_follow(&path, &[("return_place", &place)]).await;
        let main = slip.main();
        assert!(
            main.contains("DIDAHULUKAN · GRATIS") && main.contains("jam buka kantor"),
            "{main}"
        );
        assert!(main.contains("Tempat disimpan"), "{main}");
        let list = office.get(LIST).await;
        assert!(list.main().contains("Membawa kartu kembali"), "{}", list.main());
        assert!(
            list.main().contains(&format!("href=\"{path}\"")),
            "{}",
            list.main()
        );
        let outbox = office.get("/staf/pesan").await;
        assert!(outbox.main().contains("Kartu kembali"), "{}", outbox.main());
        let english = office.get("/bahasa/en?ke=/").await;
        assert_eq!(english.status, StatusCode::SEE_OTHER);
        assert!(office.get(&path).await.main().contains("COMES FIRST · FREE"));
        office.get("/bahasa/id?ke=/").await;

        let back = office.post_and_follow(&format!("{path}/tarik"), &[]).await;
        assert!(back.main().contains("Kartu ditarik") && back.main().contains("sisa 4 tempat"));
        let unknown = format!("/staf/kunjungan/{}/kartu-kembali/{}", hall.visit, Uuid::nil());
        assert_eq!(office.get(&unknown).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            office.get(&format!("{path}x")).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn a_place_taken_meanwhile_is_told_beside_the_places() {
    for site in sites().await {
        let hall = hall(&site).await;
        let path = format!("/staf/kunjungan/{}/kartu-kembali/{}", hall.visit, hall.entry);
        let mut office = site.browser();
        office.log_in("kabid").await;
        let page = office.get(&path).await;
        let (_, rest) = page.main().split_once("value=\"slot:").unwrap();
        let slot: domain::id::SlotId = rest.split('"').next().unwrap().parse().unwrap();
        let mut person = 0;
        loop {
            let form = domain::booking::BookingForm {
                slot_id: slot.to_string(),
                applicant_name: format!("Ni Luh {person}"),
                phone: format!("0812 7{person:07}"),
                business_activity: "jual canang".into(),
                idempotency_key: format!("fills-the-slot-{person}"),
                ..Default::default()
            };
            let new = form.parse(domain::lang::Lang::Id).unwrap();
            if site.backend.book(&new).await.is_err() {
                break;
            }
            person += 1;
        }
        let place = format!("slot:{slot}");
        let refused = office.post(&path, &[("return_place", &place)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let main = refused.main();
        assert!(main.contains("Tempat ini baru saja terisi"), "{main}");
        assert!(
            main.contains("href=\"#return_place\"") && main.contains("id=\"return_place\""),
            "{main}"
        );
    }
}

#[tokio::test]
async fn the_steps_of_an_outage_are_read_by_all_and_agreed_on_by_the_head() {
    for site in sites().await {
        const PATH: &str = "/staf/gangguan";
        let mut fields = vec![
            ("version", "1"),
            ("prepare_after", "15"),
            ("slips_after", "10"),
            ("confirm_minutes", "20"),
            ("wait_words", "Tunggu dahulu"),
            ("prepare_words", "Siapkan semua berkas"),
            ("slips_words", "Beri kartu kembali"),
        ];
        for name in ["admin", "operator", "kadis"] {
            let mut other = site.browser();
            other.log_in(name).await;
            let page = other.get(PATH).await;
            assert!(
                page.main().contains("Di bawah 20 menit"),
                "{name}: {}",
                page.main()
            );
            assert!(!page.main().contains("<form"), "{name}");
            fields[2].1 = "45";
            assert_eq!(
                other.post(PATH, &fields).await.status,
                StatusCode::FORBIDDEN,
                "{name}"
            );
        }
        let mut office = site.browser();
        office.log_in("kabid").await;
        let page = office.get(PATH).await;
        assert!(page.main().contains("Versi 1") && page.main().contains("Lebih dari 60 menit"));
        fields[2].1 = "10";
        let refused = office.post(PATH, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let main = refused.main();
        assert!(main.contains("Isi angka dari 16 sampai 480"), "{main}");
        assert!(main.contains(">Siapkan semua berkas</textarea>"), "{main}");
        fields[2].1 = "45";
        let saved = office.post_and_follow(PATH, &fields).await;
        let main = saved.main();
        assert!(
            main.contains("Versi 2") && main.contains("15 sampai 45 menit"),
            "{main}"
        );
        assert!(
            main.contains("Versi sebelumnya") && main.contains("Bawaan aplikasi"),
            "{main}"
        );
        fields[1].1 = "12";
        let stale = office.post(PATH, &fields).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.main().contains("value=\"12\""), "{}", stale.main());
        fields[0].1 = "2";
        let third = office.post_and_follow(PATH, &fields).await;
        assert!(third.main().contains("Versi 3"), "{}", third.main());
    }
}
