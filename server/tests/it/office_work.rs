//! The office plans a visit, opens it, serves people on the telephone, sends drafts, keeps its operators.

use crate::browser::Browser;
use crate::common::{booking_fields, sites};
use crate::office::{operator_of, plan};
use axum::http::StatusCode;
use domain::message::MessageState;
use domain::service::StaffService;
use domain::visit::VisitState;

async fn step(office: &mut Browser<'_>, visit: &str, step: &str) {
    let taken = office
        .post(&format!("{visit}/langkah"), &[("step", step), ("reason", "")])
        .await;
    assert_eq!(
        taken.location(),
        format!("{visit}?kabar=langkah"),
        "{step}: {}",
        taken.main()
    );
}

#[tokio::test]
async fn a_visit_is_planned_changed_and_taken_through_its_steps() {
    for site in sites().await {
        let operator = operator_of(&site).await;
        let mut office = site.browser();
        office.log_in("kabid").await;
        let mut bad = plan("2027-01-13", &operator);
        bad[3] = ("ends_at", "07:00");
        let refused = office.post("/staf/kunjungan/baru", &bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.main().contains("Jam selesai harus sesudah jam mulai"),
            "{}",
            refused.main()
        );

        let created = office
            .post("/staf/kunjungan/baru", &plan("2027-01-13", &operator))
            .await;
        let visit = created.location().replace("?kabar=tersimpan", "");
        assert!(visit.starts_with("/staf/kunjungan/"), "{}", created.main());
        assert_eq!(office.get(&visit).await.status, StatusCode::OK);
        let staff = site.staff("kabid").await;
        let id = visit.replace("/staf/kunjungan/", "").parse().unwrap();
        let seen = site.backend.staff_visit(&staff, id).await.unwrap();
        assert_eq!((seen.slots.len(), seen.visit.capacity), (6, 12));

        let version = seen.version.to_string();
        let mut changed = plan("2027-01-13", &operator);
        changed[9] = ("venue", "Wantilan Baru");
        changed.push(("version", &version));
        let edited = office.post(&format!("{visit}/ubah"), &changed).await;
        assert_eq!(
            edited.location(),
            format!("{visit}?kabar=tersimpan"),
            "{}",
            edited.main()
        );
        let stale = office.post(&format!("{visit}/ubah"), &changed).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(
            stale.main().contains("Orang lain sudah mengubah"),
            "{}",
            stale.main()
        );

        let asked = office
            .post(
                &format!("{visit}/tautan"),
                &[
                    ("contact_name", "Ibu Perbekel"),
                    ("contact_phone", "081311112222"),
                ],
            )
            .await;
        assert_eq!(
            asked.location(),
            format!("{visit}?kabar=terkirim"),
            "{}",
            asked.main()
        );
        for name in ["village-agrees", "open-booking", "close-booking"] {
            step(&mut office, &visit, name).await;
        }
        let illegal = office
            .post(&format!("{visit}/langkah"), &[("step", "finish")])
            .await;
        assert_eq!(illegal.status, StatusCode::CONFLICT);
        let policy = illegal.header("content-security-policy");
        let nonce = policy
            .split_once("'nonce-")
            .unwrap()
            .1
            .split_once('\'')
            .unwrap()
            .0;
        let script =
            format!("<head><script nonce=\"{nonce}\">history.replaceState(null,\"\",\"{visit}\")</script>");
        assert!(
            illegal.body.contains(&script),
            "the application would wake at an address that is no page"
        );
        let unknown = office
            .post(&format!("{visit}/langkah"), &[("step", "explode")])
            .await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        let silent = office
            .post(
                &format!("{visit}/langkah"),
                &[("step", "postpone"), ("reason", " ")],
            )
            .await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.main().contains("Tulis alasannya"), "{}", silent.main());
        let postponed = office
            .post(
                &format!("{visit}/langkah"),
                &[("step", "postpone"), ("reason", "upacara")],
            )
            .await;
        assert_eq!(postponed.status, StatusCode::SEE_OTHER);
        let seen = site.backend.staff_visit(&staff, id).await.unwrap();
        assert_eq!(
            (seen.visit.state, seen.visit.venue.as_str()),
            (VisitState::Postponed, "Wantilan Baru")
        );
    }
}

#[tokio::test]
async fn someone_is_booked_by_telephone_moved_and_cancelled() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let mut office = site.browser();
        office.log_in("admin").await;
        let (first, last) = (slots[0].id.to_string(), slots.last().unwrap().id.to_string());
        let base = format!("/staf/kunjungan/{visit}");
        let fields = booking_fields(&first, "I Nyoman Telepon", "key-telephone");
        let booked = office.post(&format!("{base}/daftarkan"), &fields).await;
        assert_eq!(
            booked.location(),
            format!("{base}/pendaftar?kabar=terdaftar"),
            "{}",
            booked.main()
        );
        let staff = site.staff("admin").await;
        let rows = site.backend.bookings(&staff, visit).await.unwrap();
        let row = rows
            .iter()
            .find(|row| row.applicant_name == "I Nyoman Telepon")
            .unwrap();
        let booking = format!("{base}/pendaftar/{}", row.id);
        assert!(
            office
                .get(&format!("{base}/pendaftar"))
                .await
                .main()
                .contains("I Nyoman Telepon")
        );

        let back = format!("{base}/konflik");
        let moved = office
            .post(&format!("{booking}/pindah"), &[("slot_id", &last), ("ke", &back)])
            .await;
        assert_eq!(
            moved.location(),
            format!("{back}?kabar=dipindah"),
            "{}",
            moved.main()
        );
        let silent = office.post(&format!("{booking}/batal"), &[("reason", "")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let cancelled = office
            .post(&format!("{booking}/batal"), &[("reason", "berhalangan")])
            .await;
        assert_eq!(
            cancelled.location(),
            format!("{booking}?kabar=dibatalkan"),
            "{}",
            cancelled.main()
        );
    }
}

#[tokio::test]
async fn drafts_are_sent_by_hand_and_marked_once() {
    for site in sites().await {
        let staff = site.staff("admin").await;
        let outbox = site
            .backend
            .outbox(&staff, MessageState::ToSendByHand)
            .await
            .unwrap();
        let mut office = site.browser();
        office.log_in("admin").await;
        let message = &outbox.messages[0];
        let page = office.get("/staf/pesan").await;
        assert!(page.main().contains("https://wa.me/"), "{}", page.main());
        let marked = office
            .post(&format!("/staf/pesan/{}/terkirim", message.id), &[])
            .await;
        assert_eq!(
            marked.location(),
            "/staf/pesan?kabar=terkirim",
            "{}",
            marked.main()
        );
        let sent = site.backend.outbox(&staff, MessageState::Sent).await.unwrap();
        assert!(
            sent.messages
                .iter()
                .any(|it| it.id == message.id && it.sent_by.is_some())
        );
        let unknown = office.post("/staf/pesan/1/ulang", &[]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn operators_are_added_certified_and_away() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        let added = office
            .post(
                "/staf/operator",
                &[
                    ("operator_name", "Ni Putu Baru"),
                    ("duty", "oss-operator"),
                    ("training", "trainee"),
                    ("working_days", "mon"),
                    ("working_days", "sat"),
                    ("certified_on", ""),
                ],
            )
            .await;
        assert_eq!(
            added.location(),
            "/staf/operator?kabar=tersimpan",
            "{}",
            added.main()
        );
        let staff = site.staff("kabid").await;
        let find = async || {
            let all = site.backend.operators(&staff).await.unwrap();
            all.into_iter()
                .find(|operator| operator.name == "Ni Putu Baru")
                .unwrap()
        };
        let path = format!("/staf/operator/{}", find().await.id);
        let wrong = office
            .post(&format!("{path}/sertifikat"), &[("certified_on", "kemarin")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        office
            .post(&format!("{path}/sertifikat"), &[("certified_on", "2026-05-01")])
            .await;
        assert!(find().await.certified_on.is_some());
        let turned = [
            ("absent_from", "2026-12-05"),
            ("absent_until", "2026-12-01"),
            ("reason", "cuti"),
        ];
        assert_eq!(
            office.post(&format!("{path}/absen"), &turned).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let absence = [
            ("absent_from", "2026-12-05"),
            ("absent_until", ""),
            ("reason", "cuti"),
        ];
        office.post(&format!("{path}/absen"), &absence).await;
        let away = find().await.absences.remove(0);
        assert_eq!(away.from, away.until);
        office.post(&format!("/staf/absen/{}/hapus", away.id), &[]).await;
        assert!(find().await.absences.is_empty());
    }
}
