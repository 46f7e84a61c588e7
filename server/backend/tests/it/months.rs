//! The plan of a month: published in time, with two visits at least; what joins later says why.

use crate::common::{BENGKEL, JEGU, MELILING, Office, day, each};
use crate::forms::plan_form;
use chrono::Duration;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::VisitId;
use domain::month::{Board, PublishLack};
use domain::readiness::{Check, Need};
use domain::service::StaffService;
use domain::text::Line;
use domain::visit::VisitStep;

impl Office {
    async fn planned(&self, village: &str, date: &str) -> VisitId {
        let mut form = plan_form(&[]);
        (form.village, form.date) = (village.into(), date.into());
        self.create(&form).await
    }

    async fn board(&self, month: u32) -> Board {
        self.backend.board(&self.head, day(month, 1)).await.unwrap()
    }

    async fn publish(&self, month: u32) -> Result<(), ServiceError> {
        self.backend.publish_month(&self.head, day(month, 9)).await
    }
}

#[tokio::test]
async fn a_month_is_published_once_it_has_two_visits() {
    each(async |office| {
        let lack = |planned| {
            let needed = 2;
            Err(ServiceError::CannotPublish(PublishLack::TooFew {
                planned,
                needed,
            }))
        };
        assert_eq!(office.publish(7).await, lack(0));
        office.planned(BENGKEL, "2026-07-06").await;
        let second = office.planned(JEGU, "2026-07-07").await;
        office.step(second, VisitStep::Cancel).await.unwrap();
        assert_eq!(
            office.publish(7).await,
            lack(1),
            "a cancelled visit does not count"
        );
        office.planned(MELILING, "2026-07-08").await;

        let board = office.board(7).await;
        assert_eq!((board.planned(), board.publish_by), (2, day(6, 25)));
        assert!(board.published.is_none() && !board.is_late());
        office.publish(7).await.unwrap();
        let first = office.board(7).await.published.unwrap();
        assert_eq!(first.by, office.head.name);

        office.wait(Duration::days(1));
        office.publish(7).await.unwrap();
        assert_eq!(
            office.board(7).await.published.unwrap(),
            first,
            "the first stands"
        );
        assert!(office.board(8).await.published.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_month_that_is_not_out_by_its_day_is_late_and_one_that_is_over_stays_unpublished() {
    each(async |office| {
        office.planned(BENGKEL, "2026-07-06").await;
        office.planned(JEGU, "2026-07-07").await;
        office.wait(Duration::days(22)); // 25 June
        assert!(!office.board(7).await.is_late());
        office.wait(Duration::days(1));
        assert!(office.board(7).await.is_late());
        office.wait(Duration::days(36)); // 1 August
        let over = Err(ServiceError::CannotPublish(PublishLack::Over));
        assert_eq!(office.publish(7).await, over);
    })
    .await;
}

#[tokio::test]
async fn what_joins_a_published_month_says_why_and_is_counted() {
    each(async |office| {
        office.planned(BENGKEL, "2026-07-06").await;
        office.planned(JEGU, "2026-07-07").await;
        let august = office.planned(MELILING, "2026-08-05").await;
        office.publish(7).await.unwrap();

        let mut form = plan_form(&[]);
        (form.village, form.date) = (MELILING.into(), "2026-07-09".into());
        let asked = office
            .backend
            .create_visit(&office.head, &form.parse().unwrap())
            .await;
        let missing = ServiceError::field(Field::SuddenReason, Problem::MonthPublished);
        assert_eq!(asked.unwrap_err(), missing);
        form.sudden_reason = "diminta perbekel".into();
        let sudden = office.create(&form).await;

        let board = office.board(7).await;
        assert_eq!((board.planned(), board.sudden()), (3, 1));
        let reasons: Vec<_> = board
            .visits
            .iter()
            .map(|it| it.sudden_reason.as_deref())
            .collect();
        assert_eq!(reasons, [None, None, Some("diminta perbekel")]);

        // A visit moved into the month joins it too; one that stays in it does not join again.
        let moved = office.edit(august, |plan| plan.date = day(7, 10)).await;
        assert_eq!(moved.unwrap_err(), missing);
        office
            .edit(august, |plan| {
                plan.date = day(7, 10);
                plan.sudden_reason = Some(Line::parse("pindahan dari Agustus").unwrap());
            })
            .await
            .unwrap();
        office.edit(sudden, |plan| plan.date = day(7, 13)).await.unwrap();
        assert_eq!(office.board(7).await.sudden(), 2);

        // Whoever leaves for a month that is not out is no longer sudden.
        office.edit(august, |plan| plan.date = day(8, 6)).await.unwrap();
        assert_eq!(
            (office.board(7).await.sudden(), office.board(8).await.sudden()),
            (1, 0)
        );
        let choices = office.backend.plan_choices(&office.head).await.unwrap();
        assert_eq!(choices.published, [day(7, 1)]);
    })
    .await;
}

#[tokio::test]
async fn a_visit_is_ready_once_everything_is_there() {
    each(async |office| {
        let id = office.open_visit(2).await.id;
        let lacks = async || {
            let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
            visit.readiness.lacks
        };
        assert_eq!(lacks().await, Check::ALL.map(Need::Check));
        for check in Check::ALL {
            for _twice in 0..2 {
                office
                    .backend
                    .tick_check(&office.head, id, check, true)
                    .await
                    .unwrap();
            }
        }
        assert!(lacks().await.is_empty());
        let done = office
            .acts(id)
            .await
            .iter()
            .filter(|act| *act == "check-done")
            .count();
        assert_eq!(done, 3, "ticked twice is recorded once");

        office
            .backend
            .tick_check(&office.head, id, Check::Oss, false)
            .await
            .unwrap();
        office.edit(id, |plan| plan.operators.clear()).await.unwrap();
        assert_eq!(lacks().await, [Need::Operators, Need::Check(Check::Oss)]);
    })
    .await;
}

#[tokio::test]
async fn a_visit_that_moves_is_checked_anew() {
    each(async |office| {
        let id = office.planned(BENGKEL, "2026-07-06").await;
        office
            .backend
            .tick_check(&office.head, id, Check::Signal, true)
            .await
            .unwrap();
        office.edit(id, |plan| plan.date = day(7, 8)).await.unwrap();
        let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
        assert!(visit.readiness.lacks.contains(&Need::Check(Check::Signal)));
    })
    .await;
}

#[tokio::test]
async fn what_is_not_ready_three_days_before_waits_for_a_decision() {
    each(async |office| {
        let id = office.open_visit(2).await.id; // 10 June
        let waits = async || {
            let today = office.backend.today(&office.head).await.unwrap();
            let decisions: Vec<_> = today.decisions.iter().map(|it| it.id).collect();
            decisions.contains(&id)
        };
        office.wait(Duration::days(3));
        assert!(!waits().await);
        office.wait(Duration::days(1)); // 7 June
        assert!(waits().await);
        let visit = office.backend.staff_visit(&office.head, id).await.unwrap();
        assert!(visit.readiness.needs_rescue);
    })
    .await;
}
