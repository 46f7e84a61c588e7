//! Looking back: every figure of the dashboard a second time, the plain way, from what happened.

use crate::common::{BENGKEL, Office, day, each, seed};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::booking::BookingState;
use domain::day::{Act, Day, Ending, Entry, Stage};
use domain::error::ServiceError;
use domain::evaluation::{
    Dashboard, EvaluationService, Figure, Loss, OutreachLack, Period, Reason, Step, Target, share,
};
use domain::id::{EntryId, OperatorId, VisitId};
use domain::pending::{PendingReason, ReferredTo};
use domain::service::{BookingRow, PublicService, StaffService};
use domain::staff::Role;
use domain::visit::{VisitState, VisitStep};
use std::collections::BTreeMap;

impl Office {
    async fn dashboard(&self, period: &str) -> Dashboard {
        let period = Some(Period::parse(period).unwrap());
        self.backend.dashboard(&self.head, period).await.unwrap()
    }

    /// At a table until the end, so many minutes.
    async fn sits(&self, visit: VisitId, entry: EntryId, operator: OperatorId, minutes: i64, ending: Ending) {
        self.act(visit, Act::Call { entry, operator }).await;
        self.act(visit, Act::Begin { entry, operator }).await;
        self.wait(Duration::minutes(minutes));
        let end = Act::End {
            entry,
            operator,
            ending,
        };
        self.act(visit, end).await;
    }

    /// A visit of 10 June on which everything happens: eight booked, of whom one calls off, one does not come, one
    /// stays away while OSS fails; two walk-ins; two operators who lose half an hour each.
    pub(crate) async fn played(&self) -> VisitId {
        let visit = self.open_visit(2).await;
        let (id, slots) = (visit.id, &visit.slots);
        let mut links = Vec::new();
        for (person, slot) in [0, 0, 1, 1, 2, 2, 6, 7].into_iter().enumerate() {
            links.push(self.book(slots[slot], person + 1).await);
        }
        self.backend.cancel_booking(&links[7]).await.unwrap();
        self.begin(id).await;
        let rows = self.people(id).await;
        let named = |person: usize| {
            let name = format!("Ni Wayan {person}");
            let row: &BookingRow = rows.iter().find(|row| row.applicant_name == name).unwrap();
            EntryId::new(row.id.uuid())
        };
        let (one, two) = (visit.operators[0], visit.operators[1]);
        for operator in [one, two] {
            self.act(id, Act::Start { operator }).await;
        }
        for person in 1..=5 {
            self.check_in(id, named(person)).await;
        }
        let missing = Ending::Pending(PendingReason::MissingDocument);
        self.sits(id, named(1), one, 12, Ending::NibIssued).await;
        self.sits(id, named(2), two, 9, missing).await;
        let ready = Act::FileReady {
            entry: named(3),
            done: true,
        };
        self.act(id, ready).await;
        self.sits(id, named(3), one, 5, Ending::Referred(ReferredTo::Office))
            .await;
        self.sits(id, named(4), two, 7, Ending::ConsultationOnly).await;
        self.act(id, Act::Leave { entry: named(5) }).await;
        let (first, second) = (self.walk_in(id).await, self.walk_in(id).await);
        self.sits(id, first, one, 20, Ending::NibIssued).await;
        self.act(
            id,
            Act::Call {
                entry: second,
                operator: two,
            },
        )
        .await;
        self.act(
            id,
            Act::Begin {
                entry: second,
                operator: two,
            },
        )
        .await;
        let starts_at = self
            .backend
            .staff_visit(&self.head, id)
            .await
            .unwrap()
            .visit
            .starts_at;
        self.clock.set(starts_at + Duration::hours(2));
        self.act(id, Act::OpenIncident).await;
        self.wait(Duration::minutes(30));
        self.act(id, Act::CloseIncident).await;
        let ending = Ending::Pending(PendingReason::OssOutage);
        let end = Act::End {
            entry: second,
            operator: two,
            ending,
        };
        self.act(id, end).await;
        self.clock.set(starts_at + Duration::hours(3));
        self.step(id, VisitStep::Finish).await.unwrap();
        id
    }
}

/// What the plain way finds: the events of the day gone through once more, the bookings looked at one by one.
#[derive(Default)]
struct Plain {
    figures: BTreeMap<&'static str, u64>,
    waits: Vec<i64>,
    served: BTreeMap<OperatorId, (u32, u64)>,
}

impl Plain {
    fn add(&mut self, figure: Figure, number: u64) {
        *self.figures.entry(figure.key()).or_default() += number;
    }

    fn get(&self, figure: Figure) -> u64 {
        self.figures.get(figure.key()).copied().unwrap_or(0)
    }

    fn person(&mut self, entry: &Entry, booking: Option<BookingState>) {
        let Some(arrived) = entry.arrived else { return };
        let had_booked = booking.is_some_and(|state| state != BookingState::Cancelled);
        self.add(Figure::Came, 1);
        self.add(Figure::WalkIns, u64::from(!had_booked));
        self.add(Figure::Complete, u64::from(entry.is_complete()));
        if let Stage::Done { ending, at } = entry.stage {
            self.add(Figure::NibIssued, u64::from(ending == Ending::NibIssued));
            let at_table: i64 = entry
                .sittings
                .iter()
                .map(|(from, until): &(DateTime<Utc>, DateTime<Utc>)| (*until - *from).num_seconds())
                .sum();
            if at_table > 0 {
                self.waits.push((at - arrived).num_seconds() - at_table);
                let of = self.served.entry(entry.operator.unwrap()).or_default();
                *of = (of.0 + 1, of.1 + u64::try_from(at_table).unwrap());
            }
        }
    }

    fn visit(
        &mut self,
        state: VisitState,
        bookings: &[BookingRow],
        day: &Day,
        now: DateTime<Utc>,
        minutes: u64,
    ) {
        self.add(Figure::Planned, u64::from(state.is_planned()));
        self.add(Figure::Held, u64::from(state == VisitState::Done));
        for row in bookings {
            match row.state {
                BookingState::Cancelled => self.add(Figure::CalledOff, 1),
                state => {
                    self.add(Figure::Booked, 1);
                    self.add(Figure::NoShow, u64::from(state == BookingState::NoShow));
                }
            }
        }
        for entry in day.entries() {
            let of = bookings.iter().find(|row| row.id.uuid() == entry.id.uuid());
            self.person(entry, of.map(|row| row.state));
        }
        let lost = u64::try_from(day.lost_seconds(now)).unwrap();
        self.add(Figure::LostMinutes, lost / 60);
        self.add(Figure::LostPeople, lost / 60 / minutes);
    }
}

#[tokio::test]
async fn every_figure_of_the_dashboard_is_that_of_the_plain_way() {
    each(async |office| {
        let id = office.played().await;
        let all = office.backend.bookings(&office.head, id).await.unwrap();
        let events = office.the_day(id).await;
        let mut plain = Plain::default();
        plain.visit(VisitState::Done, &all, &events, office.clock.now(), 20);
        plain.add(Figure::Missed, 1);
        let page = office.dashboard("2026-06").await;
        for figure in Figure::ALL {
            assert_eq!(page.figures.get(*figure), plain.get(*figure), "{figure:?}");
        }
        // By hand: what the story tells.
        let said = |figure| plain.get(figure);
        assert_eq!(
            (
                said(Figure::Booked),
                said(Figure::CalledOff),
                said(Figure::NoShow)
            ),
            (7, 1, 1)
        );
        assert_eq!(
            (said(Figure::Came), said(Figure::WalkIns), said(Figure::NibIssued)),
            (7, 2, 2)
        );
        assert_eq!(
            (
                said(Figure::Complete),
                said(Figure::LostMinutes),
                said(Figure::LostPeople)
            ),
            (3, 60, 3)
        );
        assert_eq!(page.figures.no_show_share(), share(1, 6));

        plain.waits.sort_unstable();
        let waits = page.waits.unwrap();
        assert_eq!(waits.people as usize, plain.waits.len());
        assert_eq!(
            i64::from(waits.median_minutes),
            plain.waits[2] / 60,
            "the third of six"
        );
        assert_eq!(i64::from(waits.ninth_minutes), plain.waits[5] / 60);
        assert_eq!(i64::from(waits.longest_minutes), plain.waits[5] / 60);
        assert_eq!(page.loads.len(), 2);
        for load in &page.loads {
            assert_eq!(
                plain.served[&load.id],
                (load.people, load.served_seconds),
                "{}",
                load.name
            );
            assert_eq!((load.visits, load.allotted_seconds), (1, 3 * 3600));
        }
        assert_eq!((page.reach.nib, page.reach.businesses), (2, None));
        assert_eq!((page.survey.served, page.needed), (7, 2));
        // A quarter and a year of one visit say the same.
        for period in ["2026-Q2", "2026"] {
            let longer = office.dashboard(period).await;
            assert_eq!(longer.figures.changes(&page.figures), [], "{period}");
        }
        assert_eq!(office.dashboard("2026-05").await.figures.get(Figure::Came), 0);
    })
    .await;
}

#[tokio::test]
async fn a_visit_tells_where_its_people_were_lost_and_why_there_may_have_been_few() {
    each(async |office| {
        let id = office.played().await;
        let review = office.backend.review(&office.head, id).await.unwrap();
        let steps: Vec<_> = review
            .funnel
            .steps
            .iter()
            .map(|it| (it.people, it.walk_ins))
            .collect();
        let expected = [
            (None, None),
            (Some(7), None),
            (Some(5), Some(2)),
            (Some(2), Some(1)),
            (Some(1), Some(1)),
        ];
        assert_eq!(steps, expected);
        let lost: Vec<_> = review
            .funnel
            .losses
            .iter()
            .map(|it| (it.loss, it.people))
            .collect();
        let each_once = [
            Loss::CalledOff,
            Loss::NoShow,
            Loss::StayedAway,
            Loss::WentHome,
            Loss::Outage,
            Loss::Document,
            Loss::Referred,
            Loss::Consulted,
        ];
        assert_eq!(lost, each_once.map(|loss| (loss, 1)));
        assert_eq!(review.funnel.target, Target::Missed { short: 9 });
        assert_eq!(review.funnel.at(Step::Came), Some(7));
        let outage = Reason::Outage {
            minutes: 60,
            people: Some(3),
            decisive: false,
        };
        let expected = [Reason::Outreach(OutreachLack::Nothing), outage];
        assert_eq!(review.reasons, expected);
        // The page of coverage counts the same people.
        let page = office.backend.coverage(&office.head).await.unwrap();
        let bengkel = page
            .atlas
            .villages
            .iter()
            .find(|it| it.village.code.as_str() == BENGKEL);
        assert_eq!(bengkel.unwrap().latest().unwrap().came, Some(7));
    })
    .await;
}

#[tokio::test]
async fn an_nib_that_comes_out_later_is_counted_where_the_person_came() {
    each(async |office| {
        office.played().await;
        let before = office.dashboard("2026-06").await.figures;
        let open = office.unfinished(domain::follow_up::FollowUpList::Open).await;
        let row = open
            .iter()
            .find(|row| row.reason == PendingReason::MissingDocument)
            .unwrap();
        let end = domain::follow_up::FollowUpEnd::NibIssued(None);
        domain::after::AfterService::end_follow_up(&office.backend, &office.head, row.id, &end)
            .await
            .unwrap();
        let after = office.dashboard("2026-06").await.figures;
        let changed: Vec<_> = after
            .changes(&before)
            .iter()
            .map(|it| (it.figure, it.was, it.is))
            .collect();
        assert_eq!(changed, [(Figure::Complete, 3, 4), (Figure::NibIssued, 2, 3)]);
    })
    .await;
}

#[tokio::test]
async fn the_four_visits_of_the_study_are_its_table_2_with_two_under_target() {
    each(async |office| {
        office
            .backend
            .import_history(&seed("programme-history.csv"))
            .await
            .unwrap();
        let page = office.backend.coverage(&office.head).await.unwrap();
        let table: Vec<_> = page
            .atlas
            .visited()
            .iter()
            .map(|it| {
                let (first, latest) = it.between.unwrap();
                assert_eq!((first, it.visits), (latest, 1));
                (
                    it.village.name.clone(),
                    first.date.to_string(),
                    first.came.unwrap(),
                )
            })
            .collect();
        let row = |name: &str, date: &str, came| (name.to_owned(), date.to_owned(), came);
        let expected = [
            row("Bengkel", "2022-05-20", 18),
            row("Abian Tuwung", "2022-10-13", 7),
            row("Meliling", "2023-05-17", 2),
            row("Gunung Salak", "2023-06-14", 25),
        ];
        assert_eq!(table, expected);
        assert_eq!((page.target, page.atlas.counted, page.atlas.under), (15, 4, 2));
        assert_eq!((page.atlas.villages.len(), page.atlas.districts.len()), (133, 10));
        assert_eq!(page.atlas.never().count(), 129);
        // Of these visits nothing else is known, and nothing is made up.
        let year = office.dashboard("2023").await;
        let figures = year.figures;
        assert_eq!(
            (figures.held, figures.reached, figures.missed, figures.came),
            (2, 1, 1, 27)
        );
        assert_eq!(
            (figures.no_show_share(), year.waits, year.loads.len()),
            (None, None, 0)
        );
        let missed = year
            .reviews
            .iter()
            .find(|it| it.funnel.target.is_missed())
            .unwrap();
        assert_eq!(
            (missed.counts.village.name.as_str(), &missed.reasons[..]),
            ("Meliling", &[][..])
        );
    })
    .await;
}

#[tokio::test]
async fn a_visit_called_off_after_bookings_and_days_around_new_year_are_told_apart() {
    each(async |office| {
        let visit = office.open_visit(1).await;
        office.book(visit.slots[0], 1).await;
        office.book(visit.slots[1], 2).await;
        office.step(visit.id, VisitStep::Cancel).await.unwrap();
        let figures = office.dashboard("2026-06").await.figures;
        assert_eq!(
            (figures.planned, figures.cancelled, figures.called_off),
            (0, 1, 2)
        );
        assert_eq!(
            (figures.booked, figures.missed, figures.no_show_share()),
            (0, 0, None)
        );
        let review = office.backend.review(&office.head, visit.id).await.unwrap();
        assert_eq!(
            (review.funnel.target, review.reasons.len()),
            (Target::NotKnown, 0)
        );

        for (date, period, other) in [
            (NaiveDate::from_ymd_opt(2026, 12, 31), "2026-12", "2027-01"),
            (NaiveDate::from_ymd_opt(2027, 1, 4), "2027-01", "2026-12"),
        ] {
            // Eight in the morning in Bali is midnight in UTC.
            let open = office
                .open_planned(1, |form| {
                    form.date = date.unwrap().to_string();
                    form.starts_at = "07:00".into();
                    form.override_reason = "uji".into();
                })
                .await;
            let has = async |period: &str| {
                let reviews = office.dashboard(period).await.reviews;
                reviews.iter().any(|it| it.counts.id == open.id)
            };
            assert!(has(period).await && !has(other).await, "{period}");
        }
    })
    .await;
}

#[tokio::test]
async fn only_the_heads_look_back() {
    each(async |office| {
        let visit = office.open_visit(1).await.id;
        for role in Role::ALL {
            let staff = match role {
                Role::DivisionHead => office.head.clone(),
                _ => office.staff(role).await,
            };
            let may = matches!(role, Role::AgencyHead | Role::DivisionHead);
            let b = &office.backend;
            let refused = [
                b.dashboard(&staff, None).await.err(),
                b.review(&staff, visit).await.err(),
                b.coverage(&staff).await.err(),
            ];
            let expected = (!may).then_some(ServiceError::Forbidden);
            assert_eq!(
                refused,
                [expected.clone(), expected.clone(), expected],
                "{role:?}"
            );
        }
        let unknown = office
            .backend
            .review(&office.head, VisitId::new(uuid::Uuid::nil()))
            .await;
        assert_eq!(unknown.err(), Some(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn the_number_of_small_businesses_is_the_latest_that_was_imported() {
    each(async |office| {
        let read = office.backend.import_msme_count(&seed("msme-count.csv")).await;
        assert_eq!(read.unwrap(), 5);
        let page = office.dashboard("2026-06").await;
        assert_eq!(page.reach.businesses, Some((2022, 47_160)));
        let file = crate::common::temporary("msme.csv");
        for (text, line) in [
            ("year,msme_in_tabanan\n2023,48000\n2023,48001\n", ":3:"),
            ("year,msme_in_tabanan\n2023,banyak\n", ":2:"),
            ("year,msme_in_tabanan\n202x,5\n", ":2:"),
        ] {
            std::fs::write(&file, text).unwrap();
            let refused = office
                .backend
                .import_msme_count(&file)
                .await
                .unwrap_err()
                .to_string();
            assert!(refused.contains(line), "{refused}");
        }
        std::fs::write(&file, "year,msme_in_tabanan\n2025,50000\n2022,47161\n").unwrap();
        office.backend.import_msme_count(&file).await.unwrap();
        assert_eq!(
            office.dashboard("2026-06").await.reach.businesses,
            Some((2025, 50_000))
        );
        std::fs::remove_file(file).unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_eve_of_a_holiday_is_a_likely_reason() {
    each(async |office| {
        // Monday before Penampahan Galungan and the national holiday of 16 June.
        let visit = office
            .open_planned(2, |form| form.date = day(6, 15).to_string())
            .await;
        office.begin(visit.id).await;
        office.wait(Duration::hours(3));
        office.step(visit.id, VisitStep::Finish).await.unwrap();
        let review = office.backend.review(&office.head, visit.id).await.unwrap();
        assert!(
            matches!(&review.reasons[0], Reason::Calendar(days) if !days.is_empty()),
            "{:?}",
            review.reasons
        );
        // Two operators were sent, nobody came: none of them served.
        let idle = Reason::Operators {
            served: 0,
            allotted: 2,
        };
        assert_eq!(review.reasons.last(), Some(&idle));
        assert_eq!(
            (review.funnel.issued_share(), review.funnel.at(Step::Came)),
            (None, Some(0))
        );
    })
    .await;
}
