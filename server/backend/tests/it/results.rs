//! What everybody sees: the figures of the rows, small groups left out, wherever one asks.

use crate::common::{MELILING, Office, day, each, seed};
use chrono::{Duration, NaiveDate, TimeZone, Utc};
use domain::evaluation::Headcount::{FewerThan, Number};
use domain::evaluation::{Headcount, Period, PublicResults, ResultsService};
use domain::service::{PublicService, VisitFilter};
use domain::survey::Quality;
use domain::village::VillageCode;

impl Office {
    async fn results(&self, year: i32) -> PublicResults {
        self.backend.results(Some(year)).await.unwrap()
    }

    async fn with_history(&self) {
        let history = seed("programme-history.csv");
        self.backend.import_history(&history).await.unwrap();
    }
}

#[tokio::test]
async fn figures_are_those_of_the_rows_and_small_groups_are_left_out() {
    each(async |office| {
        office.with_history().await;
        office.played().await;
        let came = "select cast(attended as text) from visit where state = 'done' order by date, id";
        assert_eq!(office.sql(came).await, ["18", "7", "2", "25", "7"]);

        let results = office.results(2026).await;
        let (year, whole) = (results.of_year, results.whole);
        assert_eq!((year.visits, year.people, year.left_out), (1, Number(7), 0));
        assert_eq!((whole.visits, whole.people, whole.left_out), (5, Number(57), 1));
        // Bengkel twice.
        assert_eq!((whole.reached, results.villages), (4, 133));
        // Two of the seven went home with one.
        assert_eq!(
            (results.nib_of_year, results.nib_whole),
            (Some(FewerThan(5)), Some(FewerThan(5)))
        );
        let visits: Vec<_> = results.visits.iter().map(|it| (it.date, it.people)).collect();
        assert_eq!(visits, [(day(6, 10), Some(Number(7)))]);

        let before = office.results(2023).await;
        let people: Vec<_> = before.visits.iter().map(|it| it.people).collect();
        assert_eq!(people, [Some(FewerThan(5)), Some(Number(25))]);
        assert_eq!((before.of_year.people, before.nib_of_year), (Number(25), None));
        assert_eq!(before.districts.len(), 10);
        let villages: u32 = before.districts.iter().map(|it| it.villages).sum();
        assert_eq!(villages, 133);
    })
    .await;
}

#[tokio::test]
async fn a_year_without_visits_is_a_page_of_nothing() {
    each(async |office| {
        let results = office.backend.results(None).await.unwrap();
        assert_eq!(
            (results.year, results.years.as_slice()),
            (2026, [2026].as_slice())
        );
        assert_eq!((results.of_year.visits, results.of_year.people), (0, Number(0)));
        assert_eq!((results.nib_whole, results.latest_rating), (None, None));
        assert_eq!(office.results(2099).await.visits, []);
    })
    .await;
}

#[tokio::test]
async fn the_page_of_a_village_and_its_visits_hide_what_the_results_hide() {
    each(async |office| {
        office.with_history().await;
        let page = office
            .backend
            .village(&VillageCode::parse(MELILING).unwrap())
            .await
            .unwrap();
        let came: Vec<Option<Headcount>> = page.past.iter().map(|(_, came)| *came).collect();
        assert_eq!(came, [Some(FewerThan(5))]);

        let played = office.played().await;
        let filter = VisitFilter {
            from: NaiveDate::from_ymd_opt(2026, 1, 1),
            ..VisitFilter::default()
        };
        let listed = office.backend.visits(&filter).await.unwrap();
        let shown = office.backend.visit(played).await.unwrap();
        assert_eq!((listed[0].id, listed[0].booked), (played, 0));
        assert_eq!(shown.visit.booked, 0);
        assert!(shown.slots.iter().all(|slot| slot.available == 0));
        assert!(!office.people(played).await.is_empty(), "staff see them");
    })
    .await;
}

#[tokio::test]
async fn what_a_small_group_is_is_set_by_the_office_and_seen_at_once() {
    each(async |office| {
        office.with_history().await;
        assert_eq!(office.results(2023).await.of_year.people, Number(25));
        office.backend.set_setting("small_group", "26").await.unwrap();
        let results = office.results(2023).await;
        assert_eq!((results.small_group, results.of_year.people), (26, FewerThan(52)));
        // Fewer than two would be one.
        for bad in ["2", "0", "101", "lima"] {
            assert!(
                office.backend.set_setting("small_group", bad).await.is_err(),
                "{bad}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_year_begins_by_the_clock_of_bali() {
    each(async |office| {
        let eve = Utc.with_ymd_and_hms(2026, 12, 31, 15, 59, 59).unwrap();
        office.clock.set(eve);
        let now = office.backend.results(None).await.unwrap();
        office.wait(Duration::seconds(1));
        let next = office.backend.results(None).await.unwrap();
        assert_eq!((now.year, next.year, next.years), (2026, 2027, vec![2027]));
    })
    .await;
}

#[tokio::test]
async fn satisfaction_is_published_once_its_quarter_is_over() {
    each(async |office| {
        office.backend.set_setting("survey_minimum", "3").await.unwrap();
        for score in ["4", "3", "3"] {
            office.on_tablet(score).await;
        }
        assert_eq!(office.results(2026).await.latest_rating, None);
        // In July by the clock of Bali; two answers are a handful.
        office
            .clock
            .set(Utc.with_ymd_and_hms(2026, 6, 30, 16, 0, 0).unwrap());
        office.on_tablet("1").await;
        office.on_tablet("1").await;
        let results = office.results(2026).await;
        let latest = results.latest_rating.unwrap();
        assert_eq!(
            (latest.period, latest.answers),
            (Period::parse("2026-Q2").unwrap(), 3)
        );
        assert_eq!((latest.index.hundredths(), latest.quality), (8_333, Quality::B));
        office
            .clock
            .set(Utc.with_ymd_and_hms(2026, 12, 1, 0, 0, 0).unwrap());
        let later = office.results(2026).await;
        assert_eq!(
            (later.latest_rating, later.year_rating.unwrap().answers),
            (Some(latest), 3)
        );
        assert_eq!(office.results(2025).await.year_rating, None);
    })
    .await;
}
