//! The survey of satisfaction: from the ticket to the office's page of results.

use crate::common::{Site, booking_fields, sites};
use axum::http::StatusCode;
use domain::day::service::{DayService, Sent, Wish};
use domain::day::{Act, Ending};
use domain::evaluation::{Period, Span};
use domain::id::{EntryId, EventId};
use domain::service::{PublicService, StaffService};
use domain::survey::Element;
use domain::visit::VisitStep;
use uuid::Uuid;

const TABLET: &str = "/staf/survei/isi";

/// Answers to all nine questions.
fn answers(score: &str) -> Vec<(&str, &str)> {
    Element::ALL
        .iter()
        .map(|element| (element.key(), score))
        .collect()
}

/// A person books, comes and is served; gives the address of the ticket.
async fn served(site: &Site) -> String {
    let (visit, slots) = site.open_visit().await;
    let slot = slots[0].id.to_string();
    let fields = booking_fields(&slot, "Ni Nyoman Puas", "kunci-survei-01");
    let booked = site.browser().post(&format!("/kunjungan/{visit}"), &fields).await;
    let ticket = booked.location().split('?').next().unwrap().to_owned();
    let staff = site.staff("kabid").await;
    let starts_at = site.backend.visit(visit).await.unwrap().visit.starts_at;
    site.clock.set(starts_at);
    let begun = site.backend.step_visit(&staff, visit, VisitStep::Begin, "").await;
    begun.unwrap();
    let rows = site.backend.bookings(&staff, visit).await.unwrap();
    let row = rows
        .into_iter()
        .find(|row| row.applicant_name == "Ni Nyoman Puas");
    let entry = EntryId::new(row.unwrap().id.uuid());
    let operator = site.backend.day(&staff, visit).await.unwrap().plan.operators[0];
    let (number, need, ending) = (0, None, Ending::NibIssued);
    for act in [
        Act::CheckIn { entry, number, need },
        Act::Call { entry, operator },
        Act::Begin { entry, operator },
        Act::End {
            entry,
            operator,
            ending,
        },
    ] {
        let wish = Wish::Do(Box::new(Sent {
            id: EventId::new(Uuid::now_v7()),
            seq: 0,
            at: site.now(),
            after: None,
            act,
            person: None,
            nib: None,
            note: None,
            call_back: None,
        }));
        site.backend.act_now(&staff, visit, wish).await.unwrap();
    }
    ticket
}

#[tokio::test]
async fn the_ticket_leads_to_nine_questions_that_are_answered_once() {
    for site in sites().await {
        let ticket = served(&site).await;
        let mut phone = site.browser();
        let page = phone.get(&ticket).await;
        let (_, rest) = page.main().split_once("href=\"/survei/").unwrap();
        let path = format!("/survei/{}", rest.split('"').next().unwrap());
        let page = phone.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.main().matches("<fieldset").count(), 9);
        assert_eq!(page.main().matches("type=\"radio\"").count(), 36);
        assert_eq!(page.header("cache-control"), "no-store");

        let empty = phone.post(&path, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let bad = phone.post(&path, &[("time", "5"), ("cost", "4")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        // What was chosen is still there.
        let (_, rest) = bad.main().split_once("id=\"cost-4\"").unwrap();
        assert!(rest.split('>').next().unwrap().contains("checked"), "{rest}");

        let sent = phone.post(&path, &answers("4")).await;
        assert_eq!(
            (sent.status, sent.location()),
            (StatusCode::SEE_OTHER, path.clone())
        );
        let thanks = phone.get(&path).await;
        assert!(thanks.main().contains("Terima kasih") && !thanks.main().contains("<form"));
        assert!(!phone.get(&ticket).await.main().contains("/survei/"));
        assert_eq!(
            phone.post(&path, &answers("1")).await.status,
            StatusCode::SEE_OTHER
        );

        let mut office = site.browser();
        office.log_in("kadis").await;
        let few = office.get("/staf/survei").await;
        assert!(few.main().contains("Baru 1 jawaban"), "{}", few.main());
        assert!(
            !few.main().contains("<svg class=\"chart"),
            "no verdict from a handful"
        );
        assert_eq!(phone.get("/survei/AAAA").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn one_person_after_the_other_answers_on_the_operators_device() {
    for site in sites().await {
        site.backend.set_setting("survey_minimum", "3").await.unwrap();
        let mut tablet = site.browser();
        let outside = tablet.get(TABLET).await;
        assert_eq!(outside.status, StatusCode::SEE_OTHER);
        tablet.log_in("operator").await;
        for score in ["4", "3", "3"] {
            let page = tablet.get(TABLET).await;
            let (_, rest) = page.main().split_once("name=\"form\" value=\"").unwrap();
            let form = rest.split('"').next().unwrap().to_owned();
            assert!(!page.main().contains("staff-menu"), "not for those who answer");
            let mut fields = answers(score);
            fields.push(("form", &form));
            for _ in 0..2 {
                let sent = tablet.post(TABLET, &fields).await;
                assert_eq!(sent.location(), format!("{TABLET}?kabar=terima-kasih"));
            }
            let thanks = tablet.get(&format!("{TABLET}?kabar=terima-kasih")).await;
            assert!(thanks.main().contains("Untuk orang berikutnya"));
        }
        let without = tablet.post(TABLET, &answers("4")).await;
        assert_eq!(without.status, StatusCode::NOT_FOUND);

        let period = Period::at(site.now(), Span::Year).unwrap();
        let page = tablet.get(&format!("/staf/survei?masa={period}")).await;
        // Ten thirds × 25.
        let said = "IKM 83,33, mutu B (Baik), dari 3 jawaban.";
        assert!(page.main().contains(said), "{}", page.main());
        assert!(page.main().contains("3,3333"));
        let before = tablet.get("/staf/survei?masa=2025-Q4").await;
        assert!(before.main().contains("Belum ada jawaban pada masa ini."));
        // What is no period is the quarter of today.
        let now = tablet.get("/staf/survei?masa=kemarin").await;
        assert!(now.main().contains("Triwulan IV 2026"));
    }
}
