//! A service day on the board in the hall and on tickets: the page, the stream, the poll.

use crate::common::{SECRET, Site, sites, sites_with};
use axum::body::{Body, BodyDataStream, Bytes};
use axum::http::{Request, StatusCode, header};
use domain::booking::BookingForm;
use domain::day::Act;
use domain::day::service::{DayService, Granted, Sent, Wish};
use domain::id::{EntryId, EventId, OperatorId, VisitId};
use domain::lang::Lang;
use domain::service::{PublicService, StaffService};
use domain::staff::Staff;
use domain::text::Line;
use domain::visit::{VisitState, VisitStep};
use futures_util::StreamExt;
use server::Web;
use std::process::{Command, Stdio};
use std::time::{Duration as StdDuration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tower::ServiceExt;
use uuid::Uuid;

const NAMES: [&str; 3] = ["Ni Luh Sekar", "I Gede Wirya", "Ni Made Rai"];

/// A visit of the demonstration whose day has come, with three people booked.
struct Hall<'a> {
    site: &'a Site,
    staff: Staff,
    visit: VisitId,
    people: Vec<Person>,
    operator: OperatorId,
}

struct Person {
    entry: EntryId,
    code: String,
    token: String,
}

impl Hall<'_> {
    /// Booked, but not begun.
    async fn booked(site: &Site) -> Hall<'_> {
        let staff = site.staff("kabid").await;
        // One slot for all, so that nobody is early or late before another.
        let slot = site.open_slot_for(3).await;
        let visit = site.open_visits().await.last().unwrap().id;
        let mut people = Vec::new();
        for (at, name) in NAMES.iter().enumerate() {
            let form = BookingForm {
                slot_id: slot.to_string(),
                applicant_name: (*name).into(),
                phone: format!("0812 3456 78{at}0"),
                business_activity: "jual jaje Bali".into(),
                idempotency_key: Uuid::now_v7().to_string(),
                ..BookingForm::default()
            };
            let ticket = site.backend.book(&form.parse(Lang::Id).unwrap()).await.unwrap();
            let rows = site.backend.bookings(&staff, visit).await.unwrap();
            let row = rows.iter().find(|row| row.code == ticket.code).unwrap();
            people.push(Person {
                entry: EntryId::new(row.id.uuid()),
                code: ticket.code.to_string(),
                token: ticket.manage_token,
            });
        }
        let operator = site.backend.day(&staff, visit).await.unwrap().operators[0].0;
        Hall {
            site,
            staff,
            visit,
            people,
            operator,
        }
    }

    async fn begun(site: &Site) -> Hall<'_> {
        let hall = Hall::booked(site).await;
        hall.begin().await;
        hall
    }

    async fn begin(&self) {
        let visit = self.site.backend.visit(self.visit).await.unwrap().visit;
        self.site.clock.set(visit.starts_at);
        self.step(VisitStep::Begin).await;
    }

    async fn step(&self, step: VisitStep) {
        let backend = &self.site.backend;
        backend
            .step_visit(&self.staff, self.visit, step, "")
            .await
            .unwrap();
    }

    async fn act(&self, act: Act) -> Granted {
        let wish = Wish::Do(Box::new(Sent {
            id: EventId::new(Uuid::now_v7()),
            seq: 0,
            at: self.site.now(),
            after: None,
            act,
            person: None,
            nib: None,
            note: None,
            call_back: None,
        }));
        let backend = &self.site.backend;
        backend.act_now(&self.staff, self.visit, wish).await.unwrap()
    }

    async fn check_in(&self, person: usize) {
        let entry = self.people[person].entry;
        let (number, need) = (0, None);
        let granted = self.act(Act::CheckIn { entry, number, need }).await;
        assert_eq!(granted, Granted::Done(Some(entry)));
    }

    async fn call(&self, person: usize) {
        let (entry, operator) = (self.people[person].entry, self.operator);
        assert_eq!(
            self.act(Act::Call { entry, operator }).await,
            Granted::Done(Some(entry))
        );
    }

    fn path(&self, end: &str) -> String {
        format!("/antrean/{}{end}", self.visit)
    }

    async fn page(&self) -> String {
        let page = self.site.get(&self.path("")).await;
        assert_eq!(page.status, StatusCode::OK);
        page.body
    }

    async fn ticket(&self, person: usize) -> String {
        let path = format!("/tiket/{}", self.people[person].token);
        self.site.get(&path).await.main().to_owned()
    }

    async fn stream(&self, query: &str) -> Stream {
        Stream::open(self.site, &self.path(&format!("/kabar{query}"))).await
    }
}

/// An open stream.
struct Stream(BodyDataStream);

impl Stream {
    async fn open(site: &Site, path: &str) -> Stream {
        // As browsers ask.
        let request = Request::get(path)
            .header(header::ACCEPT_ENCODING, "gzip, br")
            .body(Body::empty())
            .unwrap();
        let response = site.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        for (name, value) in [
            ("content-type", "text/event-stream"),
            ("cache-control", "no-store"),
            ("x-accel-buffering", "no"),
        ] {
            assert_eq!(response.headers()[name], value);
        }
        let coding = response.headers().get(header::CONTENT_ENCODING);
        assert_eq!(coding, None, "compression would keep events back");
        Stream(response.into_body().into_data_stream())
    }

    /// The next event as it stands; none once the stream has ended.
    async fn next(&mut self) -> Option<String> {
        let next = tokio::time::timeout(StdDuration::from_secs(20), self.0.next());
        let bytes: Option<Bytes> = next.await.expect("no event in 20 seconds").map(Result::unwrap);
        bytes.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap())
    }

    /// The next change.
    async fn change(&mut self) -> serde_json::Value {
        loop {
            let event = self.next().await.expect("the stream has ended");
            if let Some((id, data)) = event
                .strip_prefix("id: ")
                .and_then(|it| it.split_once("\ndata: "))
            {
                let message: serde_json::Value = serde_json::from_str(data).unwrap();
                assert_eq!(message["id"], id);
                return message;
            }
        }
    }
}

#[tokio::test]
async fn the_board_shows_the_day_in_all_its_states_and_nobody_by_name() {
    for site in sites().await {
        let hall = Hall::booked(&site).await;
        let before = hall.page().await;
        assert!(before.contains("Antrean belum dimulai") && before.contains("WITA"));
        hall.begin().await;
        assert!(hall.page().await.contains("Belum ada nomor yang dipanggil"));
        for person in 0..3 {
            hall.check_in(person).await;
        }
        let waiting = hall.page().await;
        assert!(
            waiting.contains("3 orang menunggu") && waiting.contains("Perkiraan belum ada"),
            "nobody serves: no time is told"
        );
        hall.call(0).await;
        let called = hall.page().await;
        for part in ["Dipanggil", ">1<", "Meja 1", "2 orang menunggu", "sekitar"] {
            assert!(called.contains(part), "{part}");
        }
        hall.act(Act::OpenIncident).await;
        let failing = hall.page().await;
        assert!(failing.contains("Sistem pusat OSS sedang gangguan sejak"));
        assert!(failing.contains("Antrean Anda tetap berlaku.") && !failing.contains("sekitar"));
        hall.act(Act::CloseIncident).await;
        for page in [before, waiting, called, failing] {
            for person in &hall.people {
                assert!(!page.contains(&person.code) && !page.contains(&person.token));
            }
            assert!(!NAMES.iter().any(|name| page.contains(name)));
        }
        for person in 0..3 {
            let entry = hall.people[person].entry;
            hall.act(Act::Leave { entry }).await;
        }
        hall.step(VisitStep::Finish).await;
        assert!(hall.page().await.contains("Terima kasih."));
    }
}

#[tokio::test]
async fn a_board_without_scripts_loads_itself_again() {
    for site in sites().await {
        let hall = Hall::begun(&site).await;
        let page = hall.page().await;
        let (head, _) = page.split_once("<body").unwrap();
        assert!(head.contains(r#"<noscript><meta http-equiv="refresh" content="20"></noscript>"#));
        let others = site.get("/").await.body;
        assert!(!others.contains("http-equiv=\"refresh\""));
        let english = Request::get(hall.path("")).header(header::COOKIE, "lang=en");
        let english = site.send(english.body(Body::empty()).unwrap()).await.body;
        assert!(english.contains("No number has been called yet") && !english.contains("Nomor muncul"));
    }
}

#[tokio::test]
async fn what_the_office_typed_is_shown_as_text() {
    for site in sites().await {
        let hall = Hall::booked(&site).await;
        let now = site.backend.staff_visit(&hall.staff, hall.visit).await.unwrap();
        let mut plan = now.plan;
        plan.venue = Line::parse("Balai <script>alert(1)</script>").unwrap();
        site.backend
            .edit_visit(&hall.staff, hall.visit, now.version, &plan)
            .await
            .unwrap();
        let page = hall.page().await;
        assert!(page.contains("Balai &lt;script&gt;") && !page.contains("<script>alert"));
    }
}

#[tokio::test]
async fn a_stream_tells_each_change_to_all() {
    for site in sites().await {
        let hall = Hall::booked(&site).await;
        let mut streams = [hall.stream("").await, hall.stream("?versi=0").await];
        for stream in &mut streams {
            let first = stream.change().await;
            assert!(first["html"].as_str().unwrap().contains("Antrean belum dimulai"));
        }
        hall.begin().await;
        for stream in &mut streams {
            let begun = stream.change().await;
            assert!(begun["html"].as_str().unwrap().contains("Belum ada nomor"));
        }
        hall.check_in(1).await;
        for stream in &mut streams {
            let told = stream.change().await;
            assert_eq!(told["places"]["1"], "Anda berikutnya");
            assert_eq!(told["incident"], "");
        }
        hall.call(1).await;
        for stream in &mut streams {
            let told = stream.change().await;
            let call = &told["calls"][0];
            assert_eq!(call["say"], "Nomor satu, silakan ke meja satu");
            assert_eq!(call["text"], "Nomor 1, silakan ke meja 1");
            assert_eq!(call["at"], told["now"]);
            assert_eq!(told["places"]["1"], "Silakan ke meja 1");
        }
        // Whoever comes back and has seen all of it gets the time alone.
        let id = streams[0].change_id(&hall).await;
        let mut again = hall.stream(&format!("?versi={id}")).await;
        let beat = again.next().await.unwrap();
        assert!(beat.starts_with("event: jam\ndata: "), "{beat}");
    }
}

impl Stream {
    /// Makes a change and gives its id.
    async fn change_id(&mut self, hall: &Hall<'_>) -> String {
        hall.check_in(2).await;
        self.change().await["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_slow_reader_gets_the_newest_only() {
    for site in sites().await {
        let hall = Hall::begun(&site).await;
        let mut fast = hall.stream("").await;
        let mut slow = hall.stream("").await;
        fast.change().await;
        slow.change().await;
        for person in 0..3 {
            hall.check_in(person).await;
            while fast.change().await["places"].as_object().unwrap().len() <= person {}
        }
        let told = slow.change().await;
        assert_eq!(told["places"].as_object().unwrap().len(), 3);
    }
}

#[tokio::test]
async fn a_poll_is_answered_when_there_is_something_new() {
    for site in sites().await {
        let hall = Hall::begun(&site).await;
        let first = site.get(&hall.path("/kini")).await;
        assert_eq!(first.status, StatusCode::OK);
        assert_eq!(first.header("cache-control"), "no-store");
        let id = first.json()["id"].as_str().unwrap().to_owned();
        // The page in another language names the same version.
        let english = Request::get(hall.path("")).header(header::COOKIE, "lang=en");
        let english = site.send(english.body(Body::empty()).unwrap()).await;
        assert!(english.body.contains(&format!("data-version=\"{id}\"")));
        let poll = hall.path(&format!("/kini?versi={id}"));
        assert_eq!(site.get(&poll).await.status, StatusCode::NO_CONTENT);
        hall.check_in(0).await;
        let mut answer = site.get(&poll).await;
        for _ in 0..100 {
            if answer.status == StatusCode::OK {
                break;
            }
            tokio::time::sleep(StdDuration::from_millis(20)).await;
            answer = site.get(&poll).await;
        }
        assert_eq!(answer.json()["places"]["1"], "Anda berikutnya");
    }
}

#[tokio::test]
async fn a_visit_that_is_not_public_has_no_board() {
    for site in sites().await {
        let staff = site.staff("kabid").await;
        let coming = site.backend.today(&staff).await.unwrap().coming.into_iter();
        let planned = coming.map(|visit| (visit.state, visit.id));
        let mut planned = planned
            .filter(|(state, _)| *state == VisitState::Proposed)
            .map(|(_, id)| id);
        let planned = planned.next_back().unwrap();
        for visit in [planned.to_string(), Uuid::now_v7().to_string(), "x".into()] {
            for end in ["", "/kabar", "/kini"] {
                let answer = site.get(&format!("/antrean/{visit}{end}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{visit}{end}");
            }
        }
    }
}

#[tokio::test]
async fn when_too_many_streams_are_open_the_others_are_asked_to_come_again() {
    let web = Web {
        most_streams: 1,
        ..Web::new("http://localhost:3000")
    };
    for site in sites_with(web, |backend| backend).await {
        let hall = Hall::begun(&site).await;
        let mut open = hall.stream("").await;
        open.change().await;
        let figures = site.get("/metrics").await;
        assert!(figures.body.contains("\nopen_boards 1\n"), "{}", figures.body);
        let refused = site.get(&hall.path("/kabar")).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.header("retry-after"), "60");
        assert_eq!(site.get(&hall.path("/kini")).await.status, StatusCode::OK);
        drop(open);
        hall.stream("").await.change().await;
    }
}

#[tokio::test]
async fn a_server_that_stops_ends_its_streams_at_once() {
    for site in sites().await {
        let hall = Hall::begun(&site).await;
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let secret_file = std::env::temp_dir().join(format!("jemput-izin-board-{port}.key"));
        std::fs::write(&secret_file, SECRET).unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_server"))
            .arg("serve")
            .env("DATABASE_URL", &site.database_url)
            .env("SITE_ADDR", format!("127.0.0.1:{port}"))
            .env("SECRET_FILE", &secret_file)
            .env("LOG", "off")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut stream = loop {
            match TcpStream::connect(("127.0.0.1", port)).await {
                Ok(stream) => break stream,
                Err(_) => tokio::time::sleep(StdDuration::from_millis(50)).await,
            }
            assert_eq!(
                program.try_wait().unwrap(),
                None,
                "the program ended at its start"
            );
        };
        let request = format!("GET {} HTTP/1.1\r\nhost: localhost\r\n\r\n", hall.path("/kabar"));
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut said = String::new();
        while !said.contains("data: ") {
            let mut part = [0; 4096];
            let read = stream.read(&mut part).await.unwrap();
            said += &String::from_utf8_lossy(&part[..read]);
        }
        let begun = Instant::now();
        let id = program.id().to_string();
        assert!(Command::new("kill").arg(&id).status().unwrap().success());
        let status = tokio::task::spawn_blocking(move || program.wait().unwrap())
            .await
            .unwrap();
        assert!(
            status.success() && begun.elapsed() < StdDuration::from_secs(5),
            "{status}"
        );
        stream.read_to_string(&mut said).await.unwrap();
        assert!(said.ends_with("0\r\n\r\n"), "the stream was cut off: {said:?}");
        std::fs::remove_file(secret_file).unwrap();
    }
}

#[tokio::test]
async fn a_ticket_shows_its_own_place_once_its_holder_has_come() {
    for site in sites().await {
        let hall = Hall::booked(&site).await;
        let path = hall.path("");
        assert!(
            !hall.ticket(0).await.contains(&path),
            "the day of the visit has not come"
        );
        hall.begin().await;
        let before = hall.ticket(0).await;
        assert!(before.contains("Lapor ke petugas saat tiba.") && before.contains(&path));
        hall.check_in(1).await;
        hall.check_in(0).await;
        let waiting = hall.ticket(0).await;
        assert!(waiting.contains("1 orang di depan Anda") && waiting.contains("data-number=\"2\""));
        hall.call(1).await;
        assert!(hall.ticket(1).await.contains("Silakan ke meja 1"));
        assert!(hall.ticket(0).await.contains("Anda berikutnya, "));
        hall.act(Act::OpenIncident).await;
        let failing = hall.ticket(0).await;
        assert!(failing.contains("gangguan sejak") && failing.contains("Antrean Anda tetap berlaku."));
        let entry = hall.people[0].entry;
        hall.act(Act::UndoCheckIn { entry }).await;
        assert!(hall.ticket(0).await.contains("Lapor ke petugas saat tiba."));
    }
}
