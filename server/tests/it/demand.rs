//! The demand for a visit, as the office sees it in a browser without JavaScript.

use crate::common::sites;
use axum::http::StatusCode;

#[tokio::test]
async fn staff_see_the_forecast_and_invite_a_neighbour_after_seeing_what_is_sent() {
    for site in sites().await {
        let (visit, _) = site.open_visit().await;
        let home = format!("/staf/kunjungan/{visit}");
        let mut office = site.browser();
        office.log_in("kabid").await;
        let opened = office.get(&home).await;
        assert!(opened.main().contains("Diperkirakan"), "{}", opened.main());
        let page = format!("{home}/permintaan");
        assert!(opened.main().contains(&format!("href=\"{page}\"")));
        let shown = office.get(&page).await;
        assert!(
            shown.main().contains("Kurang: sasarannya lebih dari 15 orang."),
            "{}",
            shown.main()
        );
        assert!(shown.main().contains("Yang belum dilakukan"));
        let start = format!("href=\"{page}/langkah?cara=tetangga:");
        let (_, rest) = shown.body.split_once(&start).unwrap();
        let code = rest.split('"').next().unwrap().to_owned();
        let step = format!("{page}/langkah?cara=tetangga:{code}");
        let preview = office.get(&step).await;
        assert_eq!(preview.status, StatusCode::OK);
        assert!(
            preview.main().contains("Pesan yang akan ditulis"),
            "{}",
            preview.main()
        );
        let (_, rest) = preview.body.split_once("name=\"seen\" value=\"").unwrap();
        let seen = rest.split('"').next().unwrap().to_owned();
        let way = format!("tetangga:{code}");
        let late = office.post(&page, &[("cara", &way), ("seen", "lain")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(
            late.main().contains("Belum ada yang dilakukan atau dikirim"),
            "{}",
            late.main()
        );
        let done = office
            .post_and_follow(&page, &[("cara", &way), ("seen", &seen)])
            .await;
        assert!(done.main().contains("Langkah dilakukan."), "{}", done.main());
        assert!(
            done.main().contains("Dibuka untuk desa tetangga"),
            "the record says it"
        );
        let public = site.get(&format!("/kunjungan/{visit}")).await;
        assert!(public.main().contains("Terbuka juga untuk warga Desa"));
        let again = office.get(&step).await;
        assert!(again.main().contains("tidak bisa dilakukan sekarang"));

        let mut operator = site.browser();
        operator.log_in("operator").await;
        assert_eq!(operator.get(&step).await.status, StatusCode::FORBIDDEN);
        let refused = operator.post(&page, &[("cara", &way), ("seen", &seen)]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}
