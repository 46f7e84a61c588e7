//! The evaluation meeting: its sheet, what it decided, and how that holds and lets go of the next plan.

use crate::common::{BENGKEL, JEGU, Office, day, each};
use crate::day_devices::{Device, ketut};
use crate::forms::plan_form;
use chrono::{Duration, TimeZone, Utc};
use domain::after::AfterService;
use domain::day::{Act, IncidentStep};
use domain::error::ServiceError;
use domain::evaluation::{
    Decision, Figure, MeetingPage, MeetingService, NewDecision, NewMeeting, NewObstacle, NewReply, Period,
};
use domain::field::{Field, Problem};
use domain::follow_up::{FollowUpEnd, FollowUpList};
use domain::id::{DecisionId, EntryId};
use domain::month::PublishLack;
use domain::pending::PendingReason;
use domain::service::StaffService;
use domain::staff::Role;
use domain::visit::VisitState;
use uuid::Uuid;

fn june() -> Period {
    Period::parse("2026-06").unwrap()
}

impl Office {
    async fn sheet(&self, period: &str) -> MeetingPage {
        let period = Some(Period::parse(period).unwrap());
        self.backend.meeting(&self.head, period).await.unwrap()
    }

    pub(crate) async fn hold_meeting(&self, version: i64) -> Result<(), ServiceError> {
        let today = domain::calendar::date_in_wita(self.clock.now());
        let new = NewMeeting::parse(june(), &today.to_string(), "Kabid dan dua operator", "", today).unwrap();
        self.backend.save_meeting(&self.head, version, &new).await
    }

    async fn decide(&self, what: &str, due: &str) -> Result<(), ServiceError> {
        let new = NewDecision::parse(what, "Kepala Bidang", due).unwrap();
        self.backend.add_decision(&self.head, june(), &new).await
    }

    async fn answer_decision(&self, id: DecisionId, outcome: &str, until: &str) -> Result<(), ServiceError> {
        let today = domain::calendar::date_in_wita(self.clock.now());
        let new = NewReply::parse(outcome, "sudah dibahas", until, today).unwrap();
        self.backend.reply(&self.head, id, &new).await
    }

    /// Two visits are planned in a month.
    async fn plan_two(&self, month: u32) {
        for (village, date) in [(BENGKEL, 6), (JEGU, 7)] {
            let mut form = plan_form(&[]);
            (form.village, form.date) = (village.into(), day(month, date).to_string());
            form.override_reason = "uji".into();
            self.create(&form).await;
        }
    }
}

#[tokio::test]
async fn a_played_month_is_looked_at_its_decisions_hold_the_next_plan_and_let_it_go() {
    each(async |office| {
        let visit = office.played().await;
        office.plan_two(7).await;
        office.plan_two(8).await;
        assert_eq!(
            office.decide("Tambah operator", "2026-07-10").await,
            Err(ServiceError::NotFound)
        );
        office.hold_meeting(0).await.unwrap();
        let now = office.backend.staff_visit(&office.head, visit).await.unwrap();
        assert_eq!(now.visit.state, VisitState::Evaluated);
        office.decide("Tambah operator", "2026-07-10").await.unwrap();
        office
            .decide("Sosialisasi di banjar", "2026-06-30")
            .await
            .unwrap();
        let early = office.decide("Terlambat diputuskan", "2026-06-09").await;
        assert_eq!(early, Err(ServiceError::field(Field::Due, Problem::InThePast)));

        let held = |open| Err(ServiceError::CannotPublish(PublishLack::OpenDecisions { open }));
        let publish = async |month| office.backend.publish_month(&office.head, day(month, 1)).await;
        assert_eq!(publish(7).await, held(2));
        let board = office.backend.board(&office.head, day(7, 1)).await.unwrap();
        assert_eq!(board.may_publish(), Err(PublishLack::OpenDecisions { open: 2 }));
        let first: Vec<_> = board.decisions.iter().map(|it| it.what.as_str()).collect();
        assert_eq!(
            first,
            ["Sosialisasi di banjar", "Tambah operator"],
            "the first due first"
        );
        // The plan of June itself is not held by what its meeting decided.
        let own = office.backend.board(&office.head, day(6, 1)).await.unwrap();
        assert!(own.decisions.is_empty());

        let ids: Vec<DecisionId> = board.decisions.iter().map(|it| it.id).collect();
        office.answer_decision(ids[0], "done", "").await.unwrap();
        assert_eq!(publish(7).await, held(1));
        office
            .answer_decision(ids[1], "continued", "2026-07-20")
            .await
            .unwrap();
        publish(7).await.unwrap();
        // Carried on until 20 July, it holds the plan of August again.
        assert_eq!(publish(8).await, held(1));
        office.answer_decision(ids[1], "dropped", "").await.unwrap();
        publish(8).await.unwrap();
        assert_eq!(
            office.answer_decision(ids[1], "done", "").await,
            Err(ServiceError::Stale)
        );
        let gone = DecisionId::new(Uuid::nil());
        assert_eq!(
            office.answer_decision(gone, "done", "").await,
            Err(ServiceError::NotFound)
        );

        let decided = office.sheet("2026-06").await.decisions;
        let said = |it: &Decision| {
            it.replies
                .iter()
                .map(|reply| reply.outcome.key())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            said(&decided[0]),
            ["continued", "dropped"],
            "in the order they were made"
        );
        assert_eq!(decided[1].reply().unwrap().by, office.head.name);
        assert!(office.sheet("2026-07").await.open.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_sheet_says_that_attendance_changed_after_it_was_saved() {
    each(async |office| {
        office.played().await;
        office.hold_meeting(0).await.unwrap();
        assert_eq!(office.sheet("2026-06").await.changed(), []);
        let open = office.unfinished(FollowUpList::Open).await;
        let row = open
            .iter()
            .find(|row| row.reason == PendingReason::OssOutage)
            .unwrap();
        let end = FollowUpEnd::NibIssued(None);
        office
            .backend
            .end_follow_up(&office.head, row.id, &end)
            .await
            .unwrap();
        let sheet = office.sheet("2026-06").await;
        let changed: Vec<_> = sheet
            .changed()
            .iter()
            .map(|it| (it.figure, it.was, it.is))
            .collect();
        assert_eq!(changed, [(Figure::Complete, 3, 4), (Figure::NibIssued, 2, 3)]);
        // Saved again it takes the figures of now; on an old page it is not written over.
        assert_eq!(office.hold_meeting(0).await, Err(ServiceError::Stale));
        assert_eq!(office.hold_meeting(7).await, Err(ServiceError::Stale));
        office.hold_meeting(1).await.unwrap();
        let sheet = office.sheet("2026-06").await;
        assert_eq!((sheet.changed(), sheet.meeting.unwrap().version), (vec![], 2));
    })
    .await;
}

#[tokio::test]
async fn a_person_of_a_late_device_changes_the_figures_of_a_visit_that_was_looked_at() {
    each(async |office| {
        let visit = office.played().await;
        office.hold_meeting(0).await.unwrap();
        // Two hours ago, while the day went on, a desk without a network took somebody in.
        let mut desk = Device::new(None, Duration::zero());
        let block = desk.send(&office, visit, vec![]).await.block;
        let (entry, number, need) = (EntryId::new(Uuid::now_v7()), block * 100 + 1, None);
        let mut event = desk.event(&office, Act::WalkIn { entry, number, need });
        event.at -= Duration::hours(2);
        event.person = Some(ketut());
        desk.send(&office, visit, vec![event]).await;
        let sheet = office.sheet("2026-06").await;
        let came = sheet
            .changed()
            .into_iter()
            .find(|it| it.figure == Figure::Came)
            .unwrap();
        assert_eq!((came.was, came.is), (7, 8));
    })
    .await;
}

#[tokio::test]
async fn outages_stand_there_with_the_steps_that_were_taken() {
    each(async |office| {
        let (visit, people) = office.day_with(2).await;
        for operator in &visit.operators {
            let operator = *operator;
            office.act(visit.id, Act::Start { operator }).await;
        }
        office.check_in(visit.id, people[0]).await;
        office.act(visit.id, Act::OpenIncident).await;
        office.wait(Duration::minutes(25));
        let step = IncidentStep::PrepareFiles;
        office.act(visit.id, Act::ChooseStep { step }).await;
        office.wait(Duration::minutes(5));
        office.act(visit.id, Act::CloseIncident).await;
        let outages = office.sheet("2026-06").await.outages;
        assert_eq!(outages.len(), 1);
        let it = &outages[0];
        assert_eq!((it.lost_seconds, it.plan_version), (2 * 30 * 60, 1));
        assert_eq!(it.until, Some(it.from + Duration::minutes(30)));
        assert_eq!(it.steps, [(step, it.from + Duration::minutes(25))]);
        assert!(office.sheet("2026-05").await.outages.is_empty());
    })
    .await;
}

#[tokio::test]
async fn obstacles_and_decisions_come_off_again_unless_something_was_said() {
    each(async |office| {
        office.hold_meeting(0).await.unwrap();
        let new = NewObstacle::parse("interpretation", "Warga mengira ada bantuan uang").unwrap();
        office
            .backend
            .add_obstacle(&office.head, june(), &new)
            .await
            .unwrap();
        let july = Period::parse("2026-07").unwrap();
        let other = office.backend.add_obstacle(&office.head, july, &new).await;
        assert_eq!(other, Err(ServiceError::NotFound), "no meeting of that month");
        let obstacle = office.sheet("2026-06").await.obstacles.remove(0);
        assert_eq!(obstacle.indicator, new.indicator);
        // Another month's sheet takes nothing off.
        office
            .backend
            .remove_obstacle(&office.head, july, obstacle.id)
            .await
            .unwrap();
        assert_eq!(office.sheet("2026-06").await.obstacles.len(), 1);
        for _ in 0..2 {
            office
                .backend
                .remove_obstacle(&office.head, june(), obstacle.id)
                .await
                .unwrap();
        }
        assert!(office.sheet("2026-06").await.obstacles.is_empty());

        office.decide("Tambah operator", "2026-06-30").await.unwrap();
        office.decide("Cetak poster", "2026-06-30").await.unwrap();
        let decided = office.sheet("2026-06").await.decisions;
        office.answer_decision(decided[0].id, "done", "").await.unwrap();
        let refused = office
            .backend
            .remove_decision(&office.head, june(), decided[0].id)
            .await;
        assert_eq!(refused, Err(ServiceError::Stale));
        office
            .backend
            .remove_decision(&office.head, june(), decided[1].id)
            .await
            .unwrap();
        assert_eq!(office.sheet("2026-06").await.decisions.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_head_of_agency_sees_the_sheet_and_only_the_head_of_division_writes_it() {
    each(async |office| {
        office
            .clock
            .set(Utc.with_ymd_and_hms(2026, 6, 20, 2, 0, 0).unwrap());
        office.hold_meeting(0).await.unwrap();
        office.decide("Tambah operator", "2026-06-30").await.unwrap();
        let id = office.sheet("2026-06").await.decisions[0].id;
        let obstacle = NewObstacle::parse("application", "Printer rusak lagi").unwrap();
        let decision = NewDecision::parse("Beli printer", "Kepala Bidang", "2026-06-30").unwrap();
        let reply = NewReply::parse("done", "sudah dibeli", "", day(6, 20)).unwrap();
        let meeting = NewMeeting::parse(june(), "2026-06-20", "Semua orang", "", day(6, 20)).unwrap();
        let b = &office.backend;
        for role in [Role::AgencyHead, Role::Administration, Role::Operator] {
            let s = office.staff(role).await;
            let seen = b.meeting(&s, None).await.is_ok();
            assert_eq!(seen, role == Role::AgencyHead, "{role:?}");
            let written = [
                b.save_meeting(&s, 1, &meeting).await,
                b.add_obstacle(&s, june(), &obstacle).await,
                b.remove_obstacle(&s, june(), domain::id::ObstacleId::new(Uuid::nil()))
                    .await,
                b.add_decision(&s, june(), &decision).await,
                b.remove_decision(&s, june(), id).await,
                b.reply(&s, id, &reply).await,
            ];
            assert!(
                written.iter().all(|it| *it == Err(ServiceError::Forbidden)),
                "{role:?}: {written:?}"
            );
        }
        // A quarter has no meeting.
        let quarter = Period::parse("2026-Q2").unwrap();
        let refused = b.add_decision(&office.head, quarter, &decision).await;
        assert_eq!(refused, Err(ServiceError::NotFound));
        assert_eq!(
            b.meeting(&office.head, Some(quarter))
                .await
                .unwrap()
                .dashboard
                .period,
            june()
        );
    })
    .await;
}
