//! Starting: migrations, the demonstration, settings, and the clock of Bali.

use crate::common::{backend, day, each};
use crate::forms::plan_form;
use backend::{Backend, Clock, SettingError, StoreError};
use chrono::{TimeZone, Utc};
use domain::booking::BookingState;
use domain::calendar::date_in_wita;
use domain::message::MessageKind;
use domain::service::{PublicService, StaffService, VisitFilter};
use domain::visit::VisitState;

#[tokio::test]
async fn a_second_start_finds_everything_as_it_was() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        let token = office.book(visit.slots[0], 1).await;
        let ticket = office.backend.ticket(&token).await.unwrap();
        office.backend.close().await;
        let again = backend(&office.url, &office.clock, None).await;
        assert_eq!(again.ticket(&token).await.unwrap(), ticket);
        again.ping().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_wrong_address_is_named() {
    let open = async |database_url: &str| {
        let config = backend::Config {
            database_url: database_url.into(),
            public_url: String::new(),
            secret: backend::Secret::from_bytes(vec![7; 32]).unwrap(),
            photo_folder: std::env::temp_dir(),
            smtp: None,
        };
        Backend::open(config, Clock::System).await.map(|_| ())
    };
    for url in ["", "mysql://root@localhost/db", "data/jemput-izin.db"] {
        let refused = open(url).await.unwrap_err();
        assert!(matches!(refused, StoreError::Url(_)), "{refused}");
        assert!(refused.to_string().contains("DATABASE_URL"));
    }
    assert!(matches!(
        open("sqlite:///proc/nowhere/x.db").await,
        Err(StoreError::Folder(..))
    ));
}

#[tokio::test]
async fn an_empty_database_is_filled_for_a_demonstration() {
    for (database, url) in backend::testing::databases().await {
        println!("on {database}");
        // The days around Galungan: the demonstration keeps off held days.
        let clock = Clock::fixed(Utc.with_ymd_and_hms(2026, 6, 13, 1, 0, 0).unwrap());
        let backend = backend(&url, &clock, None).await;
        assert!(backend.is_empty().await.unwrap());
        assert!(backend.demo_logins().await.unwrap().is_empty());
        let logins = backend.seed_demo().await.unwrap();
        assert!(!backend.is_empty().await.unwrap());
        assert_eq!(backend.demo_logins().await.unwrap(), logins);
        for login in &logins {
            let session = backend.log_in(&login.user_name, &login.password).await.unwrap();
            assert_eq!(session.staff.role, login.role);
        }
        let open = backend.visits(&VisitFilter::default()).await.unwrap();
        assert_eq!(open.iter().filter(|it| it.bookable).count(), 2);
        assert_eq!(open.iter().map(|it| it.booked).sum::<u32>(), 11 + 4);
        assert!(open.iter().all(|it| it.surplus == 0 && it.date > day(6, 13)));
        let head = backend.log_in("kabid", "contoh-kabid").await.unwrap().staff;
        let today = backend.today(&head).await.unwrap();
        assert_eq!(today.coming.len(), 6);
        assert!(
            today
                .coming
                .iter()
                .any(|it| it.state == VisitState::AwaitingVillage)
        );
    }
}

#[tokio::test]
async fn settings_are_set_read_and_refused() {
    each(async |office| {
        office
            .backend
            .set_setting("office_phone", " 0361 811123 ")
            .await
            .unwrap();
        office.backend.set_setting("target", "20").await.unwrap();
        office.backend.set_setting("target", "25").await.unwrap();
        office.backend.set_setting("opens_at", "8.30").await.unwrap();
        office
            .backend
            .set_setting("bring_id", "KTP; HP ;; ")
            .await
            .unwrap();
        let settings = office.backend.settings().await.unwrap();
        assert_eq!(
            (settings.office_phone.as_str(), settings.target),
            ("0361 811123", 25)
        );
        assert_eq!(settings.opens_at, "08:30", "as a time field wants it");
        assert_eq!(settings.bring_id, ["KTP", "HP"]);
        assert_eq!(office.backend.home("").await.unwrap().settings, settings);
        for (key, value) in [
            ("target", "banyak"),
            ("service_minutes", "9"),
            ("closes_at", "siang"),
        ] {
            let refused = office.backend.set_setting(key, value).await.unwrap_err();
            assert!(matches!(refused, SettingError::Value(..)) && refused.to_string().contains(key));
        }
        let unknown = office.backend.set_setting("warna", "merah").await;
        assert!(matches!(unknown, Err(SettingError::Unknown(_))));
        assert_eq!(office.backend.settings().await.unwrap(), settings);
    })
    .await;
}

#[tokio::test]
async fn another_server_sees_a_setting_within_a_minute() {
    each(async |office| {
        let other = backend(&office.url, &office.clock, None).await;
        assert_eq!(other.home("").await.unwrap().settings.target, 15);
        office.backend.set_setting("target", "30").await.unwrap();
        office.wait(chrono::Duration::seconds(60));
        assert_eq!(other.home("").await.unwrap().settings.target, 30);
    })
    .await;
}

#[tokio::test]
async fn a_visit_before_eight_falls_on_the_day_before_in_utc_and_shows_its_own() {
    each(async |office| {
        let mut form = plan_form(&office.operators(1).await);
        (form.starts_at, form.ends_at) = ("06:30".into(), "09:30".into());
        let id = office.create(&form).await;
        office.open_booking(id).await;
        let page = office.backend.visit(id).await.unwrap();
        assert_eq!(page.visit.date, day(6, 10));
        let first = page.slots[0].starts_at;
        assert_eq!(first, Utc.with_ymd_and_hms(2026, 6, 9, 22, 30, 0).unwrap());
        assert_eq!(date_in_wita(first), day(6, 10));
        office.book(page.slots[0].id, 1).await;
        let message = &office.drafts(MessageKind::Booked).await[0].body;
        assert!(
            message.contains("Rabu, 10 Juni 2026") && message.contains("06.30 WITA"),
            "{message}"
        );
        assert_eq!(
            office.backend.staff_visit(&office.head, id).await.unwrap().plan,
            form.parse().unwrap()
        );

        // One in the morning of that day in Bali, still the ninth in UTC.
        office
            .clock
            .set(Utc.with_ymd_and_hms(2026, 6, 9, 17, 0, 0).unwrap());
        let today = office.backend.today(&office.head).await.unwrap();
        assert_eq!((today.date, today.coming.len()), (day(6, 10), 1));
        assert_eq!(office.people(id).await[0].state, BookingState::Booked);
        office.book(page.slots[1].id, 2).await;
        // Midnight in Bali has passed: yesterday's visit is no longer ahead.
        office
            .clock
            .set(Utc.with_ymd_and_hms(2026, 6, 10, 16, 0, 0).unwrap());
        assert!(office.backend.home("").await.unwrap().visits.is_empty());
    })
    .await;
}
