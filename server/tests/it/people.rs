//! The page of the people, teams with parts of the day, and the counter of the office.

use crate::common::{Site, sites};
use crate::office::plan;
use axum::http::StatusCode;
use domain::service::StaffService;
use domain::staff::Operator;
use domain::team::Duty;

/// The certified operators of the demonstration, by name.
async fn certified(site: &Site) -> Vec<Operator> {
    let staff = site.staff("kabid").await;
    let all = site.backend.operators(&staff).await.unwrap();
    all.into_iter().filter(|it| it.certified_on.is_some()).collect()
}

/// The plan of `office.rs` with this team: pairs of name and value.
fn with_team<'a>(date: &'a str, team: &'a [(String, String)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = plan(date, "");
    fields.retain(|(name, _)| *name != "operators");
    let team = team.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    fields.into_iter().chain(team).collect()
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn a_person_is_added_changed_and_trained() {
    for site in sites().await {
        let staff = site.staff("kabid").await;
        let mut office = site.browser();
        office.log_in("kabid").await;
        let mut fields = vec![
            ("operator_name", "Ni Kadek Magang"),
            ("duty", "driver"),
            ("training", "supervised"),
            ("working_days", "mon"),
            ("working_days", "sat"),
            ("certified_on", ""),
        ];
        let refused = office.post("/staf/operator", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.main().contains("value=\"Ni Kadek Magang\""),
            "what was typed is kept"
        );
        fields[1].1 = "oss-operator";
        let page = office.post_and_follow("/staf/operator", &fields).await;
        assert!(
            page.main().contains("didampingi · Hari kerja: Sen, Sab"),
            "{}",
            page.main()
        );

        let find = async || {
            let all = site.backend.operators(&staff).await.unwrap();
            all.into_iter().find(|it| it.name == "Ni Kadek Magang").unwrap()
        };
        let path = format!("/staf/operator/{}", find().await.id);
        office.post_and_follow(&format!("{path}/nib"), &[]).await;
        let page = office.post_and_follow(&format!("{path}/nib"), &[]).await;
        assert!(
            page.main().contains("NIB selesai saat didampingi: 2"),
            "{}",
            page.main()
        );
        office.post_and_follow(&format!("{path}/nib/batal"), &[]).await;
        assert_eq!(find().await.supervised_nibs, 1);

        let work = [("duty", "administration"), ("training", "trainee")];
        let page = office.post_and_follow(&format!("{path}/kerja"), &work).await;
        assert!(
            page.main()
                .contains("Petugas administrasi · Hari kerja: tidak ada"),
            "{}",
            page.main()
        );
        assert_eq!(find().await.work.duty, Duty::Administration);
        for name in ["admin", "operator", "kadis"] {
            let mut other = site.browser();
            other.log_in(name).await;
            for rest in ["kerja", "nib", "nib/batal"] {
                let refused = other.post(&format!("{path}/{rest}"), &work).await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name} {rest}");
            }
        }
    }
}

#[tokio::test]
async fn the_first_page_warns_while_all_hangs_on_two() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        let warning = "bergantung pada dua orang atau kurang";
        assert!(!office.get("/staf").await.main().contains(warning));
        let one = certified(&site).await.remove(0);
        let path = format!("/staf/operator/{}/sertifikat", one.id);
        office.post_and_follow(&path, &[("certified_on", "")]).await;
        assert!(office.get("/staf").await.main().contains(warning));
    }
}

#[tokio::test]
async fn parts_of_the_day_are_planned_kept_when_refused_and_shown_again() {
    for site in sites().await {
        let staff = site.staff("kabid").await;
        let people = certified(&site).await;
        let (id, from) = (people[0].id.to_string(), format!("part_from_{}", people[0].id));
        let until = format!("part_until_{}", people[0].id);
        let mut office = site.browser();
        office.log_in("kabid").await;
        let new = "/staf/kunjungan/baru";
        let mut team = vec![
            pair("operators", &id),
            pair(&from, "07:00"),
            pair(&until, "10:00"),
        ];
        let refused = office.post(new, &with_team("2027-01-13", &team)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.main();
        assert!(
            page.contains("Jam bertugas harus di dalam jam pelayanan"),
            "{page}"
        );
        assert!(
            page.contains(&format!("name=\"{from}\"")) && page.contains("value=\"07:00\""),
            "{page}"
        );
        assert!(
            page.contains(&format!("id=\"part-{id}\"")),
            "the problem stands beside the person"
        );
        team[2].1 = "06:00".into();
        let turned = office.post(new, &with_team("2027-01-13", &team)).await;
        assert!(
            turned.main().contains("Jam selesai bertugas harus sesudah"),
            "{}",
            turned.main()
        );

        team[1].1 = "09:00".into();
        team[2].1 = "10:00".into();
        let created = office.post(new, &with_team("2027-01-13", &team)).await;
        let visit = created.location().replace("?kabar=tersimpan", "");
        let seen = site
            .backend
            .staff_visit(&staff, visit.replace("/staf/kunjungan/", "").parse().unwrap())
            .await
            .unwrap();
        let capacities: Vec<_> = seen.slots.iter().map(|it| it.slot.capacity).collect();
        assert_eq!(capacities, [0, 2, 2, 0, 0, 0]);
        let form = office.get(&format!("{visit}/ubah")).await;
        assert!(form.main().contains("value=\"09:00\"") && form.main().contains("value=\"10:00\""));

        // Another village at an overlapping time of that day.
        let mut other = with_team("2027-01-13", &team);
        other[0].1 = "51.02.06.2001";
        let twice = office.post(new, &other).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let named = format!("{} sudah bertugas di Desa Gunung Salak", people[0].name);
        assert!(twice.main().contains(&named), "{}", twice.main());

        // Two edit at once: the second is told what is stored, parts too, and keeps what was typed.
        let version = ("version", "1");
        let mut mine = with_team("2027-01-13", &team);
        mine.push(version);
        assert_eq!(
            office.post(&format!("{visit}/ubah"), &mine).await.status,
            StatusCode::SEE_OTHER
        );
        let late = vec![
            pair("operators", &id),
            pair(&from, "09:30"),
            pair(&until, "11:00"),
        ];
        let mut theirs = with_team("2027-01-13", &late);
        theirs.push(version);
        let stale = office.post(&format!("{visit}/ubah"), &theirs).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let stored = format!("{} (09.00–10.00)", people[0].name);
        assert!(stale.main().contains(&stored), "{}", stale.main());
        assert!(stale.main().contains("value=\"09:30\"") && stale.main().contains("value=\"11:00\""));
    }
}

#[tokio::test]
async fn an_office_below_its_minimum_is_approved_by_name() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        let people = certified(&site).await;
        let team: Vec<_> = people
            .iter()
            .map(|it| pair("operators", &it.id.to_string()))
            .collect();
        let opened = office.get("/staf/kunjungan/baru?tanggal=2027-01-13").await;
        let left = "Tersisa di kantor hari itu: 1 operator";
        assert!(opened.main().contains(left), "{}", opened.main());
        let new = "/staf/kunjungan/baru";
        let mut fields = with_team("2027-01-13", &team);
        fields.push(("office_reason", ""));
        let refused = office.post(new, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.main();
        assert!(page.contains("Hanya 0 operator tersisa di kantor"), "{page}");
        assert!(page.contains("Tersisa di kantor hari itu: 0 operator"), "{page}");
        assert!(
            page.contains("href=\"#office_reason\"") && page.contains("value=\"Balai Desa\""),
            "{page}"
        );
        *fields.last_mut().unwrap() = ("office_reason", "loket dijaga MPP");
        let page = office.post_and_follow(new, &fields).await;
        let page = page.main();
        assert!(page.contains("Kantor di bawah batas disetujui"), "{page}");
        assert!(
            page.contains("loket dijaga MPP") && page.contains("Ni Made Ayu Lestari"),
            "{page}"
        );
    }
}

#[tokio::test]
async fn an_absence_over_an_allotted_visit_is_accepted_and_names_the_visit() {
    for site in sites().await {
        let mut office = site.browser();
        office.log_in("kabid").await;
        let (visit, _) = site.open_visit().await;
        let staff = site.staff("kabid").await;
        let seen = site.backend.staff_visit(&staff, visit).await.unwrap();
        let people = certified(&site).await;
        let one = people
            .iter()
            .find(|it| seen.plan.operators.contains(&it.id))
            .unwrap();
        let day = seen.visit.date.to_string();
        let absence = [
            ("absent_from", day.as_str()),
            ("absent_until", ""),
            ("reason", "sakit"),
        ];
        let page = office
            .post_and_follow(&format!("/staf/operator/{}/absen", one.id), &absence)
            .await;
        let link = format!("href=\"/staf/kunjungan/{visit}\"");
        assert!(page.main().contains(&link), "{}", page.main());
        assert!(page.main().contains("Kena absen"), "{}", page.main());
        let after = site.backend.staff_visit(&staff, visit).await.unwrap();
        assert_eq!(after.visit.capacity, seen.visit.capacity / 2);
        assert_eq!(after.visit.booked, seen.visit.booked);
        let more = format!("{} orang melebihi tempat", after.visit.surplus);
        assert!(
            after.visit.surplus > 0 && page.main().contains(&more),
            "{}",
            page.main()
        );
    }
}
