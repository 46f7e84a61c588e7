//! A surplus is settled on its page: who moves where is shown, and done with one button.

use crate::browser::{Answer, Browser};
use crate::common::{Site, sites};
use crate::office::{operator_of, plan};
use axum::http::StatusCode;
use domain::id::{SlotId, VisitId};
use domain::service::{PublicService, StaffService};
use domain::visit::VisitStep;

/// A visit with two people in one place: its page, and whoever booked last.
async fn crowded(site: &Site, office: &mut Browser<'_>) -> VisitId {
    let operator = operator_of(site).await;
    let created = office
        .post("/staf/kunjungan/baru", &plan("2027-02-15", &operator))
        .await;
    let path = created.location().replace("?kabar=tersimpan", "");
    let id: VisitId = path.rsplit('/').next().unwrap().parse().unwrap();
    let head = site.staff("kabid").await;
    let contact = domain::service::VillageContact {
        name: domain::text::Line::parse("I Nyoman").unwrap(),
        phone: domain::phone::Phone::parse("081234567890").unwrap(),
        email: None,
    };
    site.backend.ask_village(&head, id, &contact).await.unwrap();
    for step in [VisitStep::VillageAgrees, VisitStep::OpenBooking] {
        site.backend.step_visit(&head, id, step, "").await.unwrap();
    }
    let slot = site.backend.visit(id).await.unwrap().slots[0].clone();
    for person in 0..slot.capacity {
        book(site, slot.id, person).await;
    }
    let mut seen = site.backend.staff_visit(&head, id).await.unwrap();
    seen.plan.service_minutes = 20;
    site.backend
        .edit_visit(&head, id, seen.version, &seen.plan)
        .await
        .unwrap();
    id
}

async fn book(site: &Site, slot: SlotId, person: u32) {
    let new = domain::booking::BookingForm {
        slot_id: slot.to_string(),
        applicant_name: format!("Ni Kadek {}", ["Satu", "Dua", "Tiga", "Empat"][person as usize]),
        phone: format!("08123456{:04}", person),
        business_activity: "jual kopi".into(),
        idempotency_key: format!("settle-{person}-0000000000"),
        ..Default::default()
    };
    let new = new.parse(domain::lang::Lang::Id).unwrap();
    site.backend.book(&new).await.unwrap();
}

/// The hidden fields of the form of a way.
fn hidden(page: &Answer, way: &str) -> (String, String) {
    let form = page
        .main()
        .split("<form")
        .find(|form| form.contains(way))
        .unwrap();
    let value = |name: &str| {
        let at = form.find(&format!("name=\"{name}\"")).unwrap();
        let rest = &form[at..];
        let from = rest.find("value=\"").unwrap() + 7;
        rest[from..].split('"').next().unwrap().to_owned()
    };
    (value("cara"), value("seen"))
}

/// The keys of those whom the form of a way shows.
fn shown(page: &Answer, way: &str) -> Vec<String> {
    let form = page
        .main()
        .split("<form")
        .find(|form| form.contains(way))
        .unwrap();
    let values = form.split("name=\"tampil\"").skip(1);
    values
        .map(|rest| rest.split("value=\"").nth(1).unwrap())
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn who_confirms_too_late_is_told_by_name_what_changed() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        let id = crowded(&site, &mut office).await;
        let path = format!("/staf/kunjungan/{id}/konflik");
        let page = office.get(&path).await;
        let (way, seen) = hidden(&page, "value=\"pindah\"");
        let shown = shown(&page, "value=\"pindah\"");
        assert_eq!(shown.len(), 1, "{}", page.main());
        let mut fields = vec![("cara", way.as_str()), ("seen", seen.as_str())];
        fields.extend(shown.iter().map(|key| ("tampil", key.as_str())));

        // The place that was shown is the nearest one: somebody takes it.
        let slots = site.backend.visit(id).await.unwrap().slots;
        let free: Vec<_> = slots.iter().filter(|slot| slot.bookable).collect();
        book(&site, free[0].id, 2).await;
        let late = office.post(&path, &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let next = domain::calendar::clock(free[1].starts_at);
        let told = format!("Ni Kadek Dua kini pindah ke {next}.");
        assert!(late.main().contains(&told), "{told}: {}", late.main());

        let anew = office.get(&path).await;
        let (_, now) = hidden(&anew, "value=\"pindah\"");
        let settled = office.post(&path, &[("cara", &way), ("seen", &now)]).await;
        assert_eq!(settled.location(), format!("{path}?kabar=selesai"));
        let done = office.post(&path, &fields).await;
        assert!(
            done.main().contains("1 orang tidak lagi pindah dengan cara ini"),
            "{}",
            done.main()
        );
    }
}

#[tokio::test]
async fn the_page_names_who_moves_and_one_button_does_it() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        let id = crowded(&site, &mut office).await;
        let path = format!("/staf/kunjungan/{id}/konflik");
        let page = office.get(&path).await;
        assert!(page.main().contains("Ni Kadek Dua"), "{}", page.main());
        let (way, seen) = hidden(&page, "value=\"pindah\"");

        let odd = office.post(&path, &[("cara", "sulap"), ("seen", &seen)]).await;
        assert_eq!(odd.status, StatusCode::NOT_FOUND);
        let old = office.post(&path, &[("cara", &way), ("seen", "lama")]).await;
        assert_eq!(old.status, StatusCode::CONFLICT);
        assert!(
            old.main().contains("Belum ada yang dipindah atau diberi tahu"),
            "{}",
            old.main()
        );

        let mut operator = site.browser();
        operator.log_in("operator").await;
        let refused = operator.post(&path, &[("cara", &way), ("seen", &seen)]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);

        let settled = office
            .post_and_follow(&path, &[("cara", &way), ("seen", &seen)])
            .await;
        assert!(
            settled.main().contains("Tidak ada kelebihan"),
            "{}",
            settled.main()
        );
        let again = office.post(&path, &[("cara", &way), ("seen", &seen)]).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.main());
    }
}
