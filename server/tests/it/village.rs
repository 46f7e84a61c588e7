//! A village answers through its link.

use crate::common::{Site, sites};
use axum::http::StatusCode;
use chrono::Duration;
use domain::message::MessageState;
use domain::service::{StaffService, VisitSummary};
use domain::visit::VisitState;

/// Has a village asked by staff; gives the visit and the path of the link in the draft.
pub(crate) async fn ask(site: &Site) -> (VisitSummary, String) {
    let staff = site.staff("kabid").await;
    let today = site.backend.today(&staff).await.unwrap();
    let mut all = Vec::new();
    for months in 0..2 {
        let day = today.date + Duration::days(30 * months);
        let board = site.backend.board(&staff, day).await.unwrap();
        all.extend(board.visits.into_iter().map(|each| each.visit));
    }
    let visit = all
        .into_iter()
        .find(|visit| visit.state == VisitState::Proposed)
        .unwrap();
    let mut office = site.browser();
    office.log_in("kabid").await;
    let asked = office
        .post(
            &format!("/staf/kunjungan/{}/tautan", visit.id),
            &[
                ("contact_name", "I Nyoman Perbekel"),
                ("contact_phone", "0813 1111 2222"),
                ("contact_email", ""),
            ],
        )
        .await;
    assert_eq!(
        asked.location(),
        format!("/staf/kunjungan/{}?kabar=terkirim", visit.id),
        "{}",
        asked.main()
    );
    let outbox = site
        .backend
        .outbox(&staff, MessageState::ToSendByHand)
        .await
        .unwrap();
    let drafts: Vec<_> = outbox
        .messages
        .iter()
        .filter(|it| it.to_name == "I Nyoman Perbekel")
        .collect();
    assert_eq!(drafts.len(), 1);
    let (_, link) = drafts[0].body.split_once("http://localhost:3000").unwrap();
    (visit, link.split_whitespace().next().unwrap().to_owned())
}

const YES: [(&str, &str); 6] = [
    ("answer", "yes"),
    ("venue", "Wantilan Desa"),
    ("contact_name", "Ni Made Staf"),
    ("contact_phone", "0819 2222 3333"),
    ("facilities", "electricity"),
    ("facilities", "shade"),
];

#[tokio::test]
async fn the_village_agrees_and_staff_see_it_at_once() {
    for site in sites().await {
        let (visit, link) = ask(&site).await;
        let mut village = site.browser();
        assert_eq!(village.get(&link).await.status, StatusCode::OK);
        let unfinished = village.post(&link, &YES[..2]).await;
        assert_eq!(unfinished.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unfinished.main().contains("Wantilan Desa"),
            "what was typed is lost: {}",
            unfinished.main()
        );

        let given = village.post(&link, &YES).await;
        assert_eq!(
            given.location(),
            format!("{link}?kabar=terkirim"),
            "{}",
            given.main()
        );
        let staff = site.staff("kabid").await;
        let seen = site.backend.staff_visit(&staff, visit.id).await.unwrap();
        assert_eq!(
            (seen.visit.state, seen.visit.venue.as_str()),
            (VisitState::Confirmed, "Wantilan Desa")
        );
    }
}

#[tokio::test]
async fn another_date_lies_ahead() {
    for site in sites().await {
        let (_, link) = ask(&site).await;
        let past = site
            .browser()
            .post(&link, &[("answer", "other-date"), ("other_date", "2026-11-24")])
            .await;
        assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(past.main().contains("Tanggal sudah lewat"), "{}", past.main());
        let ahead = site
            .browser()
            .post(&link, &[("answer", "other-date"), ("other_date", "2027-01-12")])
            .await;
        assert_eq!(ahead.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn an_expired_link_is_gone_and_a_guessed_one_was_never_there() {
    for site in sites().await {
        let (_, link) = ask(&site).await;
        let mut guessed = link.clone().into_bytes();
        let last = guessed.len() - 3;
        guessed[last] = if guessed[last] == b'a' { b'b' } else { b'a' };
        let guessed = String::from_utf8(guessed).unwrap();
        for path in [
            guessed.as_str(),
            "/konfirmasi/x",
            "/konfirmasi/%FF%0A",
            "/tiket/abc",
            "/tiket/%00",
        ] {
            assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(
            site.browser().post(&guessed, &YES).await.status,
            StatusCode::NOT_FOUND
        );
        site.clock.set(site.now() + Duration::days(60));
        assert_eq!(site.get(&link).await.status, StatusCode::GONE);
        let late = site.browser().post(&link, &YES).await;
        assert_eq!(late.status, StatusCode::GONE);
        assert!(
            late.main().contains("Tautan ini sudah tidak berlaku"),
            "{}",
            late.main()
        );
    }
}
