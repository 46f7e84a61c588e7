//! Decisions hold the plans that come after them, until somebody says what became of them.

use crate::calendar::from_wita;
use crate::evaluation::*;
use crate::field::{Field, Problem};
use crate::id::{DecisionId, MeetingId};
use chrono::{Days, Months, NaiveDate, NaiveTime};
use proptest::prelude::*;
use uuid::Uuid;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn november() -> Period {
    Period::parse("2026-11").unwrap()
}

fn decision(replies: Vec<Reply>) -> Decision {
    Decision {
        id: DecisionId::new(Uuid::nil()),
        meeting: MeetingId::new(Uuid::nil()),
        period: november(),
        what: "Tambah satu operator".into(),
        owner: "Kepala Bidang".into(),
        due: day(2026, 12, 10),
        replies,
    }
}

fn reply(outcome: Outcome, until: Option<NaiveDate>) -> Reply {
    Reply {
        outcome,
        words: "sudah dibahas".into(),
        until,
        at: from_wita(day(2026, 12, 1), NaiveTime::MIN),
        by: "Ni Made Ayu Lestari".into(),
    }
}

#[test]
fn an_unanswered_decision_holds_every_later_month_and_no_earlier_one() {
    let open = decision(vec![]);
    assert!(!open.holds(day(2026, 10, 1)) && !open.holds(day(2026, 11, 30)));
    assert!(open.holds(day(2026, 12, 1)) && open.holds(day(2026, 12, 31)) && open.holds(day(2027, 6, 1)));
    assert!(open.is_open() && open.is_late(day(2026, 12, 11)) && !open.is_late(day(2026, 12, 10)));
}

#[test]
fn done_or_given_up_it_holds_nothing() {
    for outcome in [Outcome::Done, Outcome::Dropped] {
        let closed = decision(vec![reply(outcome, None)]);
        assert!(!closed.is_open() && !closed.holds(day(2026, 12, 1)) && !closed.is_late(day(2030, 1, 1)));
    }
}

#[test]
fn carried_on_it_lets_plans_out_until_its_new_day_and_then_holds_again() {
    let on = decision(vec![reply(Outcome::Continued, Some(day(2027, 1, 20)))]);
    assert!(on.is_open() && on.due_now() == day(2027, 1, 20));
    assert!(!on.holds(day(2026, 12, 1)) && !on.holds(day(2027, 1, 1)));
    assert!(on.holds(day(2027, 2, 1)));
    let again = decision(vec![
        reply(Outcome::Continued, Some(day(2027, 1, 20))),
        reply(Outcome::Done, None),
    ]);
    assert!(!again.holds(day(2027, 2, 1)) && again.due_now() == day(2026, 12, 10));
}

#[test]
fn a_decision_names_what_who_and_by_when() {
    let new = NewDecision::parse("Tambah satu operator", "Kabid", "2026-11-28").unwrap();
    assert_eq!((new.owner.as_str(), new.due), ("Kabid", day(2026, 11, 28)));
    let errors = NewDecision::parse("", "", "besok").unwrap_err();
    let found: Vec<_> = errors.into_iter().map(|it| (it.field, it.problem)).collect();
    let expected = [
        (Field::Decision, Problem::Missing),
        (Field::Owner, Problem::Missing),
        (Field::Due, Problem::NotADate),
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_is_carried_on_needs_a_day_ahead_and_nothing_else_has_one() {
    let today = day(2026, 12, 1);
    let parse = |outcome: &str, until: &str| NewReply::parse(outcome, "masih berjalan", until, today);
    assert_eq!(
        parse("continued", "2026-12-20").unwrap().until,
        Some(day(2026, 12, 20))
    );
    assert_eq!(parse("done", "2026-12-20").unwrap().until, None);
    let field = |outcome: &str, until: &str| parse(outcome, until).unwrap_err()[0].field;
    assert_eq!(field("continued", ""), Field::ContinuedUntil);
    assert_eq!(field("continued", "2026-11-30"), Field::ContinuedUntil);
    assert_eq!(field("", ""), Field::DecisionOutcome);
}

#[test]
fn a_meeting_is_held_after_its_month_has_begun_and_not_ahead_of_today() {
    let today = day(2026, 12, 3);
    let parse = |date: &str| NewMeeting::parse(november(), date, "Kabid, dua operator", "", today);
    assert!(parse("2026-12-03").is_ok() && parse("2026-11-01").is_ok());
    let problem = |date: &str| parse(date).unwrap_err()[0].problem.clone();
    assert_eq!(problem("2026-12-04"), Problem::InTheFuture);
    assert_eq!(problem("2026-10-31"), Problem::InThePast);
    let errors = NewMeeting::parse(november(), "", "", "5102010101900001 dicatat", today).unwrap_err();
    let fields: Vec<_> = errors.iter().map(|it| it.field).collect();
    assert_eq!(fields, [Field::MeetingDate, Field::Present, Field::Proposals]);
}

#[test]
fn an_obstacle_is_coded_by_the_studys_indicators() {
    let new = NewObstacle::parse("interpretation", "Warga mengira ada bantuan uang").unwrap();
    assert_eq!(new.indicator, Indicator::Interpretation);
    let errors = NewObstacle::parse("budget", "x").unwrap_err();
    let fields: Vec<_> = errors.iter().map(|it| it.field).collect();
    assert_eq!(fields, [Field::Indicator, Field::Obstacle]);
}

proptest! {
    #[test]
    fn a_decision_never_holds_what_is_past_and_an_open_one_holds_in_the_end(
        said in prop::collection::vec((0usize..3, 0u64..900), 0..5), months in 0u32..60
    ) {
        let replies = said.iter().map(|(outcome, days)| {
            let outcome = Outcome::ALL[*outcome];
            let until = (outcome == Outcome::Continued).then(|| day(2026, 12, 1) + Days::new(*days));
            reply(outcome, until)
        }).collect();
        let it = decision(replies);
        let month = day(2024, 1, 1) + Months::new(months);
        if it.holds(month) {
            prop_assert!(it.is_open() && month > november().first());
        }
        prop_assert_eq!(it.is_open(), it.holds(day(2090, 1, 1)));
        // Once it holds a month, it holds those after it.
        prop_assert!(!it.holds(month) || it.holds(month + Months::new(1)));
    }
}
