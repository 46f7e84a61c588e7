//! The pages of the service day, and its devices over HTTP.

use crate::browser::{Answer, Browser};
use crate::common::{Site, sites};
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode, header};
use domain::day::service::{DayService, Granted, Report, Synced, Wish};
use domain::id::{DeviceId, EntryId, EventId, OperatorId, VisitId};
use domain::service::StaffService;
use domain::visit::VisitStep;
use futures_util::StreamExt;
use std::time::Duration as StdDuration;
use tower::ServiceExt;
use uuid::Uuid;

/// A day under way with the people of the demonstration.
struct Hall<'a> {
    site: &'a Site,
    visit: VisitId,
    entries: Vec<EntryId>,
    operators: Vec<OperatorId>,
}

impl Hall<'_> {
    async fn begin(site: &Site) -> Hall<'_> {
        let staff = site.staff("kabid").await;
        let visit = site.open_visits().await.remove(0);
        site.clock.set(visit.starts_at);
        let begun = site.backend.step_visit(&staff, visit.id, VisitStep::Begin, "");
        begun.await.unwrap();
        let rows = site.backend.bookings(&staff, visit.id).await.unwrap();
        let page = site.backend.day(&staff, visit.id).await.unwrap();
        Hall {
            site,
            visit: visit.id,
            entries: rows.iter().map(|row| EntryId::new(row.id.uuid())).collect(),
            operators: page.operators.into_iter().map(|(id, _)| id).collect(),
        }
    }

    fn desk(&self) -> String {
        format!("/staf/kunjungan/{}/meja", self.visit)
    }

    fn table(&self, at: usize) -> String {
        format!("{}/{}", self.desk(), self.operators[at])
    }

    async fn log_in(&self, name: &str) -> Browser<'_> {
        let mut browser = self.site.browser();
        browser.log_in(name).await;
        browser
    }

    async fn check_in(&self, desk: &mut Browser<'_>, at: usize) -> Answer {
        let entry = self.entries[at].to_string();
        desk.post_and_follow(&self.desk(), &[("act", "check-in"), ("entry", &entry)])
            .await
    }

    fn report(&self, at: usize, count: u32, held: Vec<EntryId>, wish: Option<Wish>) -> Report {
        Report {
            device: device(at),
            operator: Some(self.operators[at]),
            count,
            held,
            known: 0,
            sent_at: self.site.now(),
            events: Vec::new(),
            wish,
        }
    }

    async fn send(&self, browser: &Browser<'_>, body: String) -> Answer {
        let path = format!("/staf/kunjungan/{}/kirim", self.visit);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::COOKIE, browser.cookie_header())
            .body(Body::from(body));
        self.site.send(request.unwrap()).await
    }

    async fn sync(&self, browser: &Browser<'_>, report: &Report) -> Synced {
        let answer = self.send(browser, serde_json::to_string(report).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    async fn listen(&self, browser: &Browser<'_>, at: usize) -> BodyDataStream {
        let path = format!("/staf/kunjungan/{}/kabar?perangkat={}", self.visit, device(at));
        let request = Request::get(path).header(header::COOKIE, browser.cookie_header());
        let request = request.body(Body::empty()).unwrap();
        let response = self.site.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body().into_data_stream()
    }
}

fn device(at: usize) -> DeviceId {
    DeviceId::new(Uuid::from_u128(7 + at as u128))
}

async fn heard(stream: &mut BodyDataStream) -> String {
    let next = tokio::time::timeout(StdDuration::from_secs(10), stream.next());
    let bytes = next.await.expect("nothing was heard").unwrap().unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn the_desk_finds_people_checks_them_in_and_tells_each_its_reason() {
    for site in sites().await {
        let hall = Hall::begin(&site).await;
        let mut desk = hall.log_in("admin").await;
        let page = desk.get(&hall.desk()).await;
        assert!(page.main().contains("Terdaftar, belum datang"), "{}", page.main());
        let here = hall.check_in(&mut desk, 0).await;
        assert!(here.main().contains("Nomor 1 untuk"), "{}", here.main());

        let entry = hall.entries[0].to_string();
        let again = desk
            .post(&hall.desk(), &[("act", "check-in"), ("entry", &entry)])
            .await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(
            again.main().contains("Sudah hadir dengan nomor 1."),
            "{}",
            again.main()
        );
        let stranger = Uuid::now_v7().to_string();
        let unknown = desk
            .post(&hall.desk(), &[("act", "check-in"), ("entry", &stranger)])
            .await;
        assert!(
            unknown.main().contains("tidak ada dalam daftar hari ini"),
            "{}",
            unknown.main()
        );
        let early = hall.entries.last().unwrap().to_string();
        let early = desk
            .post(&hall.desk(), &[("act", "no-show"), ("entry", &early)])
            .await;
        assert!(
            early.main().contains("Jam datangnya belum lewat"),
            "{}",
            early.main()
        );

        // Somebody of another village: found by the code, and told where.
        let staff = site.staff("kabid").await;
        let other = site.open_visits().await.remove(0);
        let rows = site.backend.bookings(&staff, other.id).await.unwrap();
        let path = format!("{}?cari={}", hall.desk(), rows[0].code);
        let found = desk.get(&path).await;
        let said = format!("terdaftar di Desa {}", other.village.name);
        assert!(found.main().contains(&said), "{said}: {}", found.main());
    }
}

#[tokio::test]
async fn a_walk_in_that_is_not_filled_comes_back_with_what_was_typed() {
    for site in sites().await {
        let hall = Hall::begin(&site).await;
        let mut desk = hall.log_in("admin").await;
        let fields = [
            ("act", "walk-in"),
            ("applicant_name", "I Ketut Rai"),
            ("phone", "0812"),
        ];
        let back = desk.post(&hall.desk(), &fields).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.main().contains("value=\"I Ketut Rai\""), "{}", back.main());
        let id = Uuid::now_v7().to_string();
        let fields = [
            ("act", "walk-in"),
            ("id", &id),
            ("applicant_name", "I Ketut Rai"),
            ("phone", "0812 3450 0001"),
            ("business_activity", "warung kopi"),
        ];
        for _ in 0..2 {
            // Sent twice, registered once.
            let done = desk.post_and_follow(&hall.desk(), &fields).await;
            assert!(
                done.main().contains("Nomor 1 untuk I Ketut Rai"),
                "{}",
                done.main()
            );
        }
    }
}

#[tokio::test]
async fn a_table_calls_and_serves_by_plain_forms() {
    for site in sites().await {
        let hall = Hall::begin(&site).await;
        let mut desk = hall.log_in("admin").await;
        hall.check_in(&mut desk, 0).await;
        let mut table = hall.log_in("operator").await;
        let choose = table.get(&format!("{}/pilih", hall.desk())).await;
        assert!(choose.main().contains(&hall.table(1)), "{}", choose.main());
        let operator = hall.operators[0].to_string();
        let entry = hall.entries[0].to_string();
        let path = hall.table(0);
        let mut press = async |act: &'static str, more: &[(&str, &str)]| {
            let fields = [
                &[("act", act), ("operator", &*operator), ("entry", &*entry)],
                more,
            ]
            .concat();
            table.post_and_follow(&path, &fields).await.main().to_owned()
        };
        press("start", &[]).await;
        let called = press("next", &[]).await;
        assert!(called.contains("Mulai layani"), "{called}");
        press("begin", &[]).await;
        let done = press("end", &[("outcome", "nib-issued"), ("nib", "1234567890123")]).await;
        assert!(done.contains("Tidak ada yang menunggu"), "{done}");
        let refused = desk
            .post(&hall.table(0), &[("act", "next"), ("operator", &operator)])
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_device_needs_a_log_in_a_role_and_json() {
    for site in sites().await {
        let hall = Hall::begin(&site).await;
        let report = serde_json::to_string(&hall.report(0, 1, Vec::new(), None)).unwrap();
        let stranger = hall.send(&site.browser(), report.clone()).await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER, "the log-in page");
        let watcher = hall.log_in("kadis").await;
        assert_eq!(hall.send(&watcher, report).await.status, StatusCode::FORBIDDEN);
        let operator = hall.log_in("operator").await;
        let broken = hall.send(&operator, "{\"device\": 1}".into()).await;
        assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_device_is_told_of_changes_and_lets_go_of_whoever_is_first() {
    for site in sites().await {
        let hall = Hall::begin(&site).await;
        let mut desk = hall.log_in("admin").await;
        for at in [0, 1, 2] {
            hall.check_in(&mut desk, at).await;
        }
        let table = hall.log_in("operator").await;
        for at in [0, 1] {
            let mut by_form = hall.log_in("operator").await;
            let operator = hall.operators[at].to_string();
            by_form
                .post_and_follow(&hall.table(at), &[("act", "start"), ("operator", &operator)])
                .await;
        }
        let mut stream = hall.listen(&table, 0).await;
        let first = hall.sync(&table, &hall.report(0, 1, Vec::new(), None)).await;
        assert!(first.share.contains(&hall.entries[0]), "{:?}", first.share);
        let wish = Wish::Next {
            id: EventId::new(Uuid::now_v7()),
            seq: 0,
            operator: hall.operators[1],
        };
        let mine = hall.report(1, 1, Vec::new(), Some(wish));
        let lets_go = async {
            let word = heard(&mut stream).await;
            assert_eq!(word, format!("event: lepas\ndata: {}\n\n", hall.entries[0]));
            let held = first
                .share
                .iter()
                .copied()
                .filter(|it| *it != hall.entries[0])
                .collect();
            hall.sync(&table, &hall.report(0, 2, held, None)).await
        };
        let (called, after) = tokio::join!(hall.sync(&table, &mine), lets_go);
        assert_eq!(called.granted, Some(Granted::Done(Some(hall.entries[0]))));
        assert!(!after.share.contains(&hall.entries[0]));
        assert_eq!(heard(&mut stream).await, "data: ubah\n\n");

        // A device that gives no answer keeps its share, and the operator goes on.
        let held = hall
            .sync(&table, &hall.report(0, 3, after.share, None))
            .await
            .share;
        let wish = Wish::Next {
            id: EventId::new(Uuid::now_v7()),
            seq: 1,
            operator: hall.operators[1],
        };
        let park = [
            ("act", "park"),
            ("entry", &*hall.entries[0].to_string()),
            ("operator", &*hall.operators[1].to_string()),
        ];
        let mut by_form = hall.log_in("operator").await;
        site.clock.set(site.now() + chrono::Duration::seconds(1));
        by_form.post_and_follow(&hall.table(1), &park).await;
        let answer = hall
            .sync(&table, &hall.report(1, 2, Vec::new(), Some(wish)))
            .await;
        let Some(Granted::Done(Some(other))) = answer.granted else {
            panic!("{:?}", answer.granted)
        };
        assert!(
            !held.contains(&other),
            "nobody of the silent device's share is called"
        );
    }
}
