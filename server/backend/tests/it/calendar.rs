//! The calendar guard: what holds a date, what warns, who keeps the table.

use crate::common::{BENGKEL, JEGU, Office, each, temporary};
use crate::forms::{invalid, plan_form};
use crate::races::at_once;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use domain::calendar::from_wita;
use domain::error::ServiceError;
use domain::field::{Field, FieldError, Problem};
use domain::holiday::{Holiday, Severity, Warning};
use domain::lang::Lang;
use domain::odalan::{NewOdalan, Odalan};
use domain::service::{StaffService, VillageService};
use domain::village::VillageCode;
use domain::year::{CalendarYear, HolidayEntry, parse_lunar};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn entry(date: &str, name: &str, provisional: bool) -> HolidayEntry {
    HolidayEntry::parse(date, "national", name, &provisional.to_string()).unwrap()
}

fn bengkel() -> VillageCode {
    VillageCode::parse(BENGKEL).unwrap()
}

/// A moment of the clock in Bali.
fn bali(day: &str, hour: u32) -> DateTime<Utc> {
    from_wita(date(day), NaiveTime::from_hms_opt(hour, 0, 0).unwrap())
}

impl Office {
    async fn said_of(&self, day: &str) -> Vec<Warning> {
        self.backend
            .calendar(&self.head, date(day), Some(&bengkel()), None)
            .await
            .unwrap()
    }

    async fn year(&self, year: i32) -> CalendarYear {
        self.backend.calendar_year(&self.head, year).await.unwrap()
    }

    async fn named(&self, year: i32, name: &str) -> Vec<Holiday> {
        let all = self.year(year).await.holidays.into_iter();
        all.filter(|holiday| holiday.name == name).collect()
    }

    async fn import_holidays(&self, rows: &str) {
        let path = temporary("holidays.csv");
        std::fs::write(&path, format!("date,kind,name,source\n{rows}")).unwrap();
        self.backend.import_holidays(&path).await.unwrap();
    }

    /// Acts in the record that are about the calendar, with their details, oldest first.
    async fn recorded(&self, like: &str) -> Vec<String> {
        self.sql(&format!(
            "select act || ': ' || detail from audit_entry where act like '{like}' order by id"
        ))
        .await
    }
}

#[tokio::test]
async fn a_held_date_is_refused_with_its_reason_and_passes_with_one_that_is_recorded() {
    each(async |office| {
        for (day, why) in [
            ("2026-06-16", "Penampahan Galungan"),
            ("2027-01-12", "Penampahan Galungan"),
            ("2027-03-07", "Tawur Kesanga"),
            ("2027-03-08", "Nyepi"),
            ("2027-03-09", "Ngembak Geni"),
            ("2026-12-24", "Cuti bersama: Cuti bersama Natal"),
        ] {
            let mut form = plan_form(&[]);
            form.date = day.into();
            let refused = office
                .backend
                .create_visit(&office.head, &form.parse().unwrap())
                .await;
            let errors = vec![
                FieldError::new(Field::Date, Problem::CalendarHolds),
                FieldError::new(Field::OverrideReason, Problem::Missing),
            ];
            assert_eq!(refused, Err(ServiceError::Invalid(errors)), "{day}");
            let said = office.said_of(day).await;
            let hard = said.iter().filter(|it| it.severity() == Severity::Hard);
            let reasons: Vec<_> = hard.map(|it| it.text(Lang::Id)).collect();
            assert!(reasons.iter().any(|it| it.contains(why)), "{day} {reasons:?}");

            form.override_reason = "diminta perbekel".into();
            let id = office.create(&form).await;
            let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
            let record = &visit.history[0];
            assert_eq!(
                (record.actor.as_str(), record.detail.as_str()),
                (office.head.name.as_str(), "diminta perbekel")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn moons_and_days_near_nyepi_only_warn() {
    each(async |office| {
        for (day, text) in [
            ("2026-12-23", "Purnama: mungkin ada upacara di desa"),
            ("2026-12-09", "Tilem: mungkin ada upacara di desa"),
            ("2027-03-05", "Hari Jumat: jam kerja pendek"),
        ] {
            let said = office.said_of(day).await;
            assert!(said.iter().all(|it| it.severity() == Severity::Soft), "{said:?}");
            let texts: Vec<_> = said.iter().map(|it| it.text(Lang::Id)).collect();
            assert_eq!(texts, [text], "{day}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_year_without_nyepi_says_so_until_it_is_entered() {
    each(async |office| {
        let (b, head) = (&office.backend, &office.head);
        assert_eq!(office.said_of("2029-03-14").await, [Warning::LunarUnknown]);
        assert!(!office.year(2029).await.nyepi_known);
        let nyepi = parse_lunar("2029-03-15", "nyepi").unwrap();
        b.add_lunar_day(head, nyepi).await.unwrap();
        assert_eq!(
            b.add_lunar_day(head, nyepi).await,
            Err(invalid(Field::Date, Problem::InCalendar))
        );
        let year = office.year(2029).await;
        assert!(year.nyepi_known && year.lunar == [nyepi]);
        let eve = office.said_of("2029-03-14").await;
        assert_eq!(eve[0].severity(), Severity::Hard, "{eve:?}");
        assert!(office.said_of("2029-05-08").await.is_empty());

        b.remove_lunar_day(head, nyepi).await.unwrap();
        b.remove_lunar_day(head, nyepi).await.unwrap();
        assert!(!office.year(2029).await.nyepi_known);
        assert_eq!(
            office.recorded("lunar-day-%").await,
            [
                "lunar-day-added: 2029-03-15 nyepi",
                "lunar-day-removed: 2029-03-15 nyepi"
            ]
        );
        assert_eq!(b.calendar_year(head, 1999).await, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn nyepi_of_the_decree_alone_holds_its_days() {
    each(async |office| {
        let nyepi = parse_lunar("2027-03-08", "nyepi").unwrap();
        office
            .backend
            .remove_lunar_day(&office.head, nyepi)
            .await
            .unwrap();
        assert!(office.year(2027).await.nyepi_known);
        for day in ["2027-03-07", "2027-03-08", "2027-03-09"] {
            let said = office.said_of(day).await;
            assert!(said.iter().any(|it| it.severity() == Severity::Hard), "{day}");
        }
    })
    .await;
}

#[tokio::test]
async fn holidays_are_added_changed_confirmed_and_removed_and_the_record_knows() {
    each(async |office| {
        let (b, head) = (&office.backend, &office.head);
        let new = entry("2027-01-05", "Isra Mikraj", true);
        b.add_holiday(head, &new).await.unwrap();
        let twice = invalid(Field::Date, Problem::InCalendar);
        assert_eq!(b.add_holiday(head, &new).await, Err(twice.clone()));
        assert_eq!(office.said_of("2027-01-05").await[0].severity(), Severity::Hard);

        let moved = entry("2027-01-06", "Isra Mikraj", true);
        b.edit_holiday(head, &new, &moved).await.unwrap();
        assert!(office.named(2027, "Isra Mikraj").await[0].provisional);
        let sure = entry("2027-01-06", "Isra Mikraj", false);
        b.edit_holiday(head, &moved, &sure).await.unwrap();
        let stored = office.named(2027, "Isra Mikraj").await;
        assert!(stored.len() == 1 && !stored[0].provisional && stored[0].date == sure.date);

        let other = entry("2027-01-01", "Tahun Baru Masehi", false);
        assert_eq!(b.edit_holiday(head, &sure, &other).await, Err(twice));
        assert_eq!(b.remove_holiday(head, &moved).await, Err(ServiceError::Stale));
        b.remove_holiday(head, &sure).await.unwrap();
        assert_eq!(b.remove_holiday(head, &sure).await, Err(ServiceError::Stale));
        assert_eq!(
            office.recorded("holiday-%").await,
            [
                "holiday-added: 2027-01-05 Isra Mikraj (national, provisional)",
                "holiday-edited: 2027-01-05 Isra Mikraj (national, provisional) -> 2027-01-06 Isra Mikraj (national, provisional)",
                "holiday-edited: 2027-01-06 Isra Mikraj (national, provisional) -> 2027-01-06 Isra Mikraj (national)",
                "holiday-removed: 2027-01-06 Isra Mikraj (national)",
            ]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_changes_of_one_holiday_at_once_one_is_taken() {
    each(async |office| {
        let was = entry("2027-03-10", "Idul Fitri", true);
        let taken = Arc::new(AtomicUsize::new(0));
        let changes = (1..=8).map(|at| {
            let (backend, head, taken, was) = (
                office.backend.clone(),
                office.head.clone(),
                taken.clone(),
                was.clone(),
            );
            let new = entry(&format!("2027-04-{at:02}"), "Idul Fitri", true);
            async move {
                match backend.edit_holiday(&head, &was, &new).await {
                    Ok(()) => _ = taken.fetch_add(1, Ordering::Relaxed),
                    refused => assert_eq!(refused, Err(ServiceError::Stale)),
                }
            }
        });
        at_once(changes.collect::<Vec<_>>()).await;
        assert_eq!(taken.load(Ordering::Relaxed), 1);
        assert_eq!(office.named(2027, "Idul Fitri").await.len(), 2, "with 11 March");
        assert_eq!(office.recorded("holiday-%").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_provisional_holiday_that_moved_leaves_its_old_date() {
    each(async |office| {
        let days = async |name: &str| {
            let all = office.named(2027, name).await;
            all.iter().map(|it| it.date.to_string()).collect::<Vec<_>>()
        };
        office
            .import_holidays("2027-03-09,national,Idul Fitri,SKB\n2027-03-10,national,Idul Fitri,SKB\n")
            .await;
        assert_eq!(days("Idul Fitri").await, ["2027-03-09", "2027-03-10"]);
        assert_eq!(days("Waisak").await, ["2027-05-20"], "not in the file");
        assert_eq!(office.named(2026, "Idul Fitri").await.len(), 2, "another year");

        // What is final stays: a second day of the same name is another day.
        office
            .import_holidays("2027-03-11,national,Idul Fitri,SKB\n")
            .await;
        assert_eq!(
            days("Idul Fitri").await,
            ["2027-03-09", "2027-03-10", "2027-03-11"]
        );
    })
    .await;
}

#[tokio::test]
async fn bad_balinese_days_are_refused_as_a_whole() {
    each(async |office| {
        let path = temporary("balinese-days.csv");
        for (bad, part) in [
            ("2029-13-01,nyepi,x\n", "not YYYY-MM-DD"),
            (
                "2029-03-15,galungan,x\n",
                "none of nyepi, siwaratri, purnama, tilem",
            ),
            ("2029-03-14,nyepi,x\n", "twice"),
        ] {
            std::fs::write(&path, format!("date,kind,source\n2029-03-14,nyepi,x\n{bad}")).unwrap();
            let why = office.backend.import_balinese_days(&path).await.unwrap_err();
            assert!(why.to_string().contains(part), "{why}");
        }
        assert!(office.year(2029).await.lunar.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_odalan_warns_of_its_day_and_those_beside_it_in_its_village_alone() {
    each(async |office| {
        let (b, head) = (&office.backend, &office.head);
        // 210 days before Wednesday, 10 June 2026.
        let feast = NewOdalan::parse("Pura Puseh", "pawukon", "2025-11-12").unwrap();
        b.add_odalan(head, &bengkel(), &feast).await.unwrap();
        b.add_odalan(head, &bengkel(), &feast).await.unwrap();
        let known = b.feasts(head, &bengkel()).await.unwrap().odalan;
        assert_eq!(known.len(), 1, "entered twice is once");

        for (day, text) in [
            ("2026-06-09", Some("Sehari sebelum odalan: Pura Puseh")),
            ("2026-06-10", Some("Odalan di desa ini: Pura Puseh")),
            ("2026-06-11", Some("Sehari sesudah odalan: Pura Puseh")),
            ("2026-06-08", None),
        ] {
            let said = office.said_of(day).await;
            assert!(said.iter().all(|it| it.severity() == Severity::Soft), "{said:?}");
            let feast = said.iter().find(|it| matches!(it, Warning::Odalan { .. }));
            let said = feast.map(|it| it.text(Lang::Id));
            assert_eq!(said.as_deref(), text, "{day}");
        }
        // The visit on that day shows it, to the office and to the village.
        let id = office.create(&plan_form(&[])).await;
        office.ask(id).await;
        let visit = b.staff_visit(head, id).await.unwrap();
        let on = |warnings: &[Warning]| warnings.iter().any(|it| matches!(it, Warning::Odalan { .. }));
        assert!(on(&visit.warnings));
        let token = office.village_token().await;
        assert!(on(&b.venue_request(&token).await.unwrap().warnings));
        let mut elsewhere = plan_form(&[]);
        elsewhere.village = JEGU.into();
        let other = office.create(&elsewhere).await;
        assert!(!on(&b.staff_visit(head, other).await.unwrap().warnings));

        b.remove_odalan(head, &VillageCode::parse(JEGU).unwrap(), known[0].id)
            .await
            .unwrap();
        assert_eq!(
            b.feasts(head, &bengkel()).await.unwrap().odalan.len(),
            1,
            "not hers"
        );
        b.remove_odalan(head, &bengkel(), known[0].id).await.unwrap();
        assert!(!on(&b.staff_visit(head, id).await.unwrap().warnings));
        assert_eq!(office.recorded("odalan-%").await.len(), 2);

        let nowhere = VillageCode::parse("51.02.06.2999").unwrap();
        assert_eq!(
            b.add_odalan(head, &nowhere, &feast).await,
            Err(ServiceError::NotFound)
        );
        assert_eq!(b.feasts(head, &nowhere).await, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_village_tells_of_its_own_odalan_through_its_link() {
    each(async |office| {
        let b = &office.backend;
        let id = office.create(&plan_form(&[])).await;
        office.ask(id).await;
        let token = office.village_token().await;
        let feast = NewOdalan::parse("Pura Dalem", "date", "2026-06-11").unwrap();
        b.add_own_odalan(&token, &feast).await.unwrap();
        let own: Vec<Odalan> = b.own_feasts(&token).await.unwrap().odalan;
        assert_eq!((own.len(), own[0].name.as_str()), (1, "Pura Dalem"));
        assert_eq!(office.acts(id).await.last().unwrap(), "odalan-added");
        b.remove_own_odalan(&token, own[0].id).await.unwrap();
        assert!(b.own_feasts(&token).await.unwrap().odalan.is_empty());
        office.wait(Duration::days(15));
        assert_eq!(b.own_feasts(&token).await, Err(ServiceError::LinkExpired));
        assert_eq!(
            b.add_own_odalan(&token, &feast).await,
            Err(ServiceError::LinkExpired)
        );
        assert_eq!(b.own_feasts("x").await, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_friday_that_ends_after_the_office_closes_is_warned_of() {
    each(async |office| {
        let friday = async |ends: &str| {
            let ends_at = (!ends.is_empty()).then(|| domain::plan::parse_time(ends).unwrap());
            office
                .backend
                .calendar(&office.head, date("2026-06-12"), None, ends_at)
                .await
                .unwrap()
        };
        let late = |hour| {
            vec![Warning::FridayLate {
                closes_at: NaiveTime::from_hms_opt(hour, 0, 0).unwrap(),
            }]
        };
        assert_eq!(friday("").await, [Warning::FridayShort]);
        assert_eq!(friday("11:00").await, []);
        assert_eq!(friday("11:30").await, late(11));
        let mut form = plan_form(&[]);
        form.date = "2026-06-12".into();
        let id = office.create(&form).await;
        let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
        assert_eq!(visit.warnings, late(11));
        office
            .backend
            .set_setting("friday_closes_at", "12:00")
            .await
            .unwrap();
        assert_eq!(friday("11:30").await, []);
        assert_eq!(friday("12:30").await, late(12));
    })
    .await;
}

#[tokio::test]
async fn a_village_link_does_not_end_on_nyepi() {
    each(async |office| {
        let mut form = plan_form(&[]);
        form.date = "2027-03-22".into();
        let id = office.create(&form).await;
        for (asked, ends) in [
            (bali("2027-02-21", 9), bali("2027-03-07", 9)),
            (bali("2027-02-22", 9), bali("2027-03-07", 9)),
            (bali("2027-02-23", 9), bali("2027-03-09", 9)),
        ] {
            office.clock.set(asked);
            office.ask(id).await;
            let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
            assert_eq!(visit.link_expires_at, Some(ends), "{asked}");
        }
    })
    .await;
}
