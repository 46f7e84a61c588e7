//! An official books for people without phones, in a browser without JavaScript.

use crate::common::sites;
use axum::http::StatusCode;
use domain::message::MessageState;
use domain::outreach::{LinkRole, NewLink, OutreachService};
use domain::service::StaffService;

#[tokio::test]
async fn an_official_books_one_after_the_other_and_prints_the_list() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let staff = site.staff("kabid").await;
        let new = NewLink::parse(LinkRole::Perbekel.key(), "", "I Gusti Perbekel", "0812 7777 8888").unwrap();
        site.backend.make_link(&staff, visit, &new).await.unwrap();
        let drafts = site
            .backend
            .outbox(&staff, MessageState::ToSendByHand)
            .await
            .unwrap();
        let draft = drafts
            .messages
            .iter()
            .rev()
            .find(|it| it.to_name == "I Gusti Perbekel")
            .unwrap();
        let (_, rest) = draft.body.split_once("http://localhost:3000").unwrap();
        let room = rest.split_whitespace().next().unwrap();
        let link = room.strip_suffix("/ruang").unwrap();
        let (page, list) = (format!("{link}/daftarkan"), format!("{link}/daftar"));

        let mut official = site.browser();
        let opened = official.get(room).await;
        assert!(
            opened.main().contains(&format!("href=\"{page}\"")),
            "{}",
            opened.main()
        );
        let shown = official.get(&page).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.main().contains("dari batas 10 orang"));
        let slot = slots[0].id.to_string();
        let typed = vec![
            ("slot_id", slot.as_str()),
            ("applicant_name", "Pekak Rai"),
            ("banjar", "Kelod"),
            ("business_activity", "anyaman bambu"),
            ("phone", ""),
            ("idempotency_key", "kunci-rai-1"),
        ];
        let refused = official.post(&page, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.main().contains("Tanyakan dulu kepada orangnya"));
        assert!(
            refused.main().contains("value=\"Pekak Rai\""),
            "what was typed is lost"
        );

        let mut agreed = typed.clone();
        agreed.push(("consent", "yes"));
        let booked = official.post_and_follow(&page, &agreed).await;
        assert!(booked.main().contains("Sudah terdaftar."), "{}", booked.main());
        assert!(booked.main().contains("Daftarkan orang berikutnya"));

        let printed = official.get(&list).await;
        assert!(printed.main().contains("Pekak Rai") && printed.main().contains("tanpa HP"));
        assert!(printed.main().contains("<svg") && printed.main().contains("KTP asli"));
        assert!(!printed.body.contains("7777"), "no numbers");

        let mut office = site.browser();
        office.log_in("admin").await;
        let rows = office.get(&format!("/staf/kunjungan/{visit}/pendaftar")).await;
        let by = "Didaftarkan oleh I Gusti Perbekel (";
        assert!(rows.main().contains(by), "{}", rows.main());
        let people = site.backend.bookings(&staff, visit).await.unwrap();
        let row = people.iter().find(|it| it.applicant_name == "Pekak Rai").unwrap();
        let one = office
            .get(&format!("/staf/kunjungan/{visit}/pendaftar/{}", row.id))
            .await;
        assert!(one.main().contains(by) && one.main().contains("tanpa HP"));
        let (_, ticket) = printed.body.split_once("/batal\"").unwrap();
        assert!(ticket.contains("Ya, batalkan"));

        let cancelled = official
            .post_and_follow(&format!("{list}/{}/batal", row.id), &[])
            .await;
        assert!(
            cancelled.main().contains("Pendaftaran dibatalkan."),
            "{}",
            cancelled.main()
        );
        let stranger = people.iter().find(|it| it.booked_by.is_none());
        if let Some(stranger) = stranger {
            let path = format!("{list}/{}/batal", stranger.id);
            assert_eq!(official.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
        }

        let links = site.backend.outreach(&staff, visit).await.unwrap().links;
        let own = links
            .iter()
            .find(|it| it.holder.name == "I Gusti Perbekel")
            .unwrap()
            .id;
        site.backend.end_link(&staff, visit, own).await.unwrap();
        for path in [&page, &list] {
            assert_eq!(official.get(path).await.status, StatusCode::GONE, "{path}");
        }
        let late = official.post(&page, &agreed).await;
        assert_eq!(late.status, StatusCode::GONE);
    }
}
