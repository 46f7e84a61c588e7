//! A site on a fresh database with the demonstration in it, and good bookings for it.

use crate::browser::{Answer, Browser};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use backend::{Backend, Clock, Config, Secret};
use chrono::{DateTime, Duration, TimeZone, Utc};
use domain::code::BookingCode;
use domain::id::{SlotId, VisitId};
use domain::phone::Phone;
use domain::plan::VisitPlanForm;
use domain::service::{PublicService, SlotView, StaffService, VillageContact, VisitFilter, VisitSummary};
use domain::staff::Staff;
use domain::team::WorkingDays;
use domain::text::Line;
use domain::visit::VisitStep;
use leptos::config::LeptosOptions;
use server::{AppState, Web, router};
use std::hash::{Hash, Hasher};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tower::ServiceExt;

/// The key of the links of every site here.
pub(crate) const SECRET: [u8; 32] = [7; 32];

/// A site with the demonstration in it.
pub(crate) struct Site {
    pub(crate) database: &'static str,
    pub(crate) database_url: String,
    pub(crate) router: Router,
    pub(crate) backend: Backend,
    pub(crate) clock: Clock,
}

/// One site a database; their clocks stand still at ten in the morning in Bali.
pub(crate) async fn sites() -> Vec<Site> {
    sites_with(Web::new("http://localhost:3000"), |backend| backend).await
}

pub(crate) async fn sites_with(web: Web, change: fn(Backend) -> Backend) -> Vec<Site> {
    let ten = Utc.with_ymd_and_hms(2026, 11, 24, 2, 0, 0).unwrap();
    sites_at(|| Clock::fixed(ten), web, change).await
}

pub(crate) async fn sites_at(
    new_clock: impl Fn() -> Clock,
    web: Web,
    change: fn(Backend) -> Backend,
) -> Vec<Site> {
    // What the store refuses under load stands in the output of a test that fails.
    let _ = tracing_subscriber::fmt()
        .with_test_writer()
        .with_max_level(tracing::Level::WARN)
        .try_init();
    let mut sites = Vec::new();
    for (database, database_url) in backend::testing::databases().await {
        let clock = new_clock();
        let config = Config {
            database_url: database_url.clone(),
            public_url: web.public_url.clone(),
            secret: Secret::from_bytes(SECRET.to_vec()).unwrap(),
            photo_folder: std::env::temp_dir().join("jemput-izin-tests/photos"),
            smtp: None,
        };
        let backend = change(Backend::open(config, clock.clone()).await.unwrap());
        backend.seed_demo().await.unwrap();
        // No such folder: only the pages are there.
        let leptos = LeptosOptions::builder()
            .output_name("app")
            .site_root("/nowhere")
            .build();
        let router = router(AppState::new(backend.clone(), leptos, web.clone()));
        sites.push(Site {
            database,
            database_url,
            router,
            backend,
            clock,
        });
    }
    sites
}

impl Site {
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// An API call.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<serde_json::Value>) -> Answer {
        let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        let request = match body {
            Some(body) => request
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.send(request.unwrap()).await
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// A member of the office.
    pub(crate) async fn staff(&self, user_name: &str) -> Staff {
        let password = format!("contoh-{user_name}");
        self.backend.log_in(user_name, &password).await.unwrap().staff
    }

    /// Visits that take bookings, soonest first.
    pub(crate) async fn open_visits(&self) -> Vec<VisitSummary> {
        let all = self.backend.visits(&VisitFilter::default()).await.unwrap();
        all.into_iter().filter(|visit| visit.bookable).collect()
    }

    /// A visit that takes bookings, and its free slots.
    pub(crate) async fn open_visit(&self) -> (VisitId, Vec<SlotView>) {
        let visit = self.open_visits().await.remove(0).id;
        let slots = self.backend.visit(visit).await.unwrap().slots;
        (visit, slots.into_iter().filter(|slot| slot.bookable).collect())
    }

    /// A new visit that takes bookings, with one slot for so many people: 24 at most, or 48 of an even number.
    pub(crate) async fn open_slot_for(&self, people: u32) -> SlotId {
        let staff = self.staff("kabid").await;
        let choices = self.backend.plan_choices(&staff).await.unwrap();
        let certified = choices.operators.iter().filter(|it| it.certified_on.is_some());
        let serving = 2 - people % 2;
        let operators: Vec<String> = certified
            .map(|it| it.id.to_string())
            .take(serving as usize)
            .collect();
        let minutes = people / serving * 10;
        let mut date = domain::calendar::date_in_wita(self.backend.now()) + Duration::days(40);
        while !WorkingDays::default().holds_date(date) {
            date += Duration::days(1);
        }
        let plan = VisitPlanForm {
            village: "51.02.06.2001".into(),
            date: date.to_string(),
            starts_at: "08:00".into(),
            ends_at: format!("{:02}:{:02}", 8 + minutes / 60, minutes % 60),
            slot_minutes: minutes.to_string(),
            service_minutes: "10".into(),
            venue: "Balai Desa".into(),
            operators,
            override_reason: "uji".into(),
            office_reason: "uji".into(),
            ..VisitPlanForm::default()
        };
        let visit = self
            .backend
            .create_visit(&staff, &plan.parse().unwrap())
            .await
            .unwrap();
        let contact = VillageContact {
            name: Line::parse("I Nyoman Perbekel").unwrap(),
            phone: Phone::parse("0813 1111 2222").unwrap(),
            email: None,
        };
        self.backend.ask_village(&staff, visit, &contact).await.unwrap();
        for step in [VisitStep::VillageAgrees, VisitStep::OpenBooking] {
            self.backend.step_visit(&staff, visit, step, "").await.unwrap();
        }
        let slots = self.backend.visit(visit).await.unwrap().slots;
        assert_eq!((slots.len(), slots[0].capacity), (1, people));
        slots[0].id
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }
}

pub(crate) fn encode(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// A good booking form.
pub(crate) fn booking_fields<'a>(slot: &'a str, name: &'a str, key: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("slot_id", slot),
        ("applicant_name", name),
        ("phone", "0812 3456 7890"),
        ("business_activity", "jual jaje Bali"),
        ("idempotency_key", key),
    ]
}

/// A good booking for the API; each name has a number of its own.
pub(crate) fn booking_json(slot: SlotId, name: &str) -> serde_json::Value {
    let mut hasher = std::hash::DefaultHasher::new();
    name.to_lowercase().hash(&mut hasher);
    let number = hasher.finish() % 100_000_000;
    serde_json::json!({
        "slot_id": slot.to_string(),
        "applicant_name": name,
        "phone": format!("0812{number:08}"),
        "business_activity": "jual jaje Bali",
    })
}

pub(crate) fn is_code(text: &str) -> bool {
    BookingCode::parse(text).is_ok()
}

/// Sends a booking over a connection; gives status and body, or why the connection broke.
pub(crate) async fn post_booking(
    mut stream: TcpStream,
    key: Option<&str>,
    body: &serde_json::Value,
) -> std::io::Result<(u16, String)> {
    let body = body.to_string();
    let key = key.map_or_else(String::new, |key| format!("idempotency-key: {key}\r\n"));
    let request = format!(
        "POST /api/v1/bookings HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{key}\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    // A server that dies hangs up before, or in the middle of, its answer.
    let cut = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
    let status = answer
        .split(' ')
        .nth(1)
        .and_then(|it| it.parse().ok())
        .ok_or_else(cut)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(cut)?;
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    if length.is_some_and(|length: usize| length != body.len()) {
        return Err(cut());
    }
    Ok((status, body.to_owned()))
}
