//! Coming, not coming, and the numbers.

use super::*;
use crate::pending::PendingReason;

fn cancelled(number: u128) -> Expected {
    Expected {
        cancelled: true,
        ..booked(number, "08:00")
    }
}

fn undo(who: u128) -> Act {
    Act::UndoCheckIn { entry: entry(who) }
}

fn no_show(who: u128) -> Act {
    Act::NoShow { entry: entry(who) }
}

fn leave(who: u128) -> Act {
    Act::Leave { entry: entry(who) }
}

#[test]
fn whoever_booked_comes_once_and_keeps_the_first_number() {
    let story = Story::new().booked(1, "08:00").at("08:00", check_in(1));
    assert_eq!(story.tried("08:05", check_in(1)), Verdict::Again);
    let second = check_in(1).with_number(7);
    let in_already = Flag::AlreadyIn { number: 1 };
    assert_eq!(story.tried("08:05", second.clone()), Verdict::Refused(in_already));
    let two = story.at("08:05", second);
    assert_eq!(two.day().entry(entry(1)).unwrap().number, Some(1));
    assert_eq!(two.listed(), [(in_already, false)]);
}

#[test]
fn whoever_is_not_on_the_list_is_unknown() {
    let story = Story::new().booked(1, "08:00");
    for act in [check_in(9), no_show(9), call(9, 1), begin(9, 1), leave(9)] {
        assert_eq!(story.tried("08:00", act), Verdict::Refused(Flag::Unknown));
    }
}

#[test]
fn whoever_cancelled_and_comes_is_told_so_and_waits_among_those_without_booking() {
    let story = Story::new().with(cancelled(1)).at("08:00", walk_in(2));
    let verdict = story.tried("08:01", check_in(1));
    assert_eq!(verdict, Verdict::Odd(Flag::CancelledBooking));
    let story = story.at("08:01", check_in(1));
    assert_eq!(story.order("08:05"), [2, 1]);
    assert_eq!(story.listed(), [(Flag::CancelledBooking, true)]);
    let again = story.at("08:02", undo(1));
    assert_eq!(again.stage(1), Stage::Expected);
}

#[test]
fn a_no_show_is_one_only_when_the_own_time_is_over() {
    let story = Story::new().booked(1, "08:00").with(cancelled(2));
    let early = Verdict::Refused(Flag::TooEarly);
    assert_eq!(story.tried("08:29", no_show(1)), early);
    assert_eq!(story.tried("08:30", no_show(1)), Verdict::Done);
    let was_cancelled = Verdict::Refused(Flag::CancelledBooking);
    assert_eq!(story.tried("08:30", no_show(2)), was_cancelled);
    let here = story.at("08:00", check_in(1));
    let number = Flag::AlreadyIn { number: 1 };
    assert_eq!(here.tried("08:30", no_show(1)), Verdict::Refused(number));
}

#[test]
fn nobody_is_a_no_show_while_oss_fails() {
    let story = Story::new().booked(1, "08:00").at("08:20", Act::OpenIncident);
    let verdict = story.tried("08:40", no_show(1));
    assert_eq!(verdict, Verdict::Refused(Flag::IncidentOpen));
}

#[test]
fn a_no_show_may_be_taken_back_or_simply_come() {
    let story = Story::new().booked(1, "08:00").at("08:40", no_show(1));
    assert_eq!(story.stage(1), Stage::NoShow);
    let back = Act::UndoNoShow { entry: entry(1) };
    assert_eq!(story.clone().at("08:41", back).stage(1), Stage::Expected);
    let came = story.at("08:42", check_in(1));
    assert_eq!((came.stage(1), came.listed()), (Stage::Waiting, vec![]));
}

#[test]
fn a_check_in_undone_leaves_nothing_but_the_used_number() {
    let story = Story::new()
        .booked(1, "08:00")
        .at("08:00", elderly(check_in(1)))
        .at("08:01", undo(1));
    let day = story.day();
    let it = day.entry(entry(1)).unwrap();
    assert_eq!((it.stage, it.arrived, it.need), (Stage::Expected, None, None));
    assert_eq!((day.came(), day.last_number(0)), (0, 1));
    let again = story.at("08:02", check_in(1).with_number(2));
    assert_eq!(again.day().entry(entry(1)).unwrap().number, Some(2));
}

#[test]
fn a_walk_in_entered_by_mistake_is_withdrawn() {
    let story = Story::new().at("08:00", walk_in(1)).at("08:01", undo(1));
    assert_eq!(story.stage(1), Stage::Withdrawn);
    assert!(story.order("08:05").is_empty());
}

#[test]
fn a_check_in_is_undone_where_nobody_came_to_the_table_but_not_at_one() {
    let story = Story::new().booked(1, "08:00").at("08:00", check_in(1));
    let missed = story.clone().all("08:05", in_vain(1, 1));
    assert_eq!(missed.at("08:06", undo(1)).stage(1), Stage::Expected);
    let held = Verdict::Refused(Flag::HeldByOther);
    let story = story.at("08:05", call(1, 1));
    assert_eq!(story.tried("08:06", undo(1)), held);
    let served = story.at("08:06", end(1, 1, Ending::NibIssued));
    assert_eq!(
        served.tried("08:07", undo(1)),
        Verdict::Refused(Flag::AlreadyServed)
    );
}

#[test]
fn whoever_goes_home_may_come_back_and_joins_at_the_end() {
    let story = Story::new()
        .at("08:00", walk_in(1))
        .at("08:01", walk_in(2))
        .at("08:05", leave(1));
    let ending = Ending::Pending(PendingReason::WentHome);
    assert_eq!(
        story.stage(1),
        Stage::Done {
            ending,
            at: at("08:05")
        }
    );
    assert_eq!(story.tried("08:06", leave(1)), Verdict::Again);
    let back = story.at("08:30", Act::Back { entry: entry(1) });
    assert_eq!(back.order("08:31"), [2, 1]);
    assert_eq!(back.day().entry(entry(1)).unwrap().number, Some(1));
}

#[test]
fn whoever_sits_at_a_table_is_not_sent_home_by_the_desk() {
    let story = Story::new()
        .at("08:00", walk_in(1))
        .all("08:05", [call(1, 1), begin(1, 1)]);
    assert_eq!(
        story.tried("08:10", leave(1)),
        Verdict::Refused(Flag::HeldByOther)
    );
}

#[test]
fn a_return_slip_goes_also_to_who_was_told_to_stay_at_home_but_not_to_who_cancelled() {
    let slip = |who| Act::Return { entry: entry(who) };
    let story = Story::new().booked(1, "08:00").with(cancelled(2));
    assert_eq!(story.tried("08:10", slip(1)), Verdict::Done);
    let was_cancelled = Verdict::Refused(Flag::CancelledBooking);
    assert_eq!(story.tried("08:10", slip(2)), was_cancelled);
    let given = story.at("08:10", slip(1));
    for act in [no_show(1), check_in(1), Act::Back { entry: entry(1) }] {
        assert_eq!(given.tried("08:40", act), Verdict::Refused(Flag::HoldsSlip));
    }
}

#[test]
fn who_came_is_counted_also_after_leaving() {
    let story = Story::new()
        .booked(1, "08:00")
        .booked(2, "08:00")
        .at("08:00", check_in(1))
        .at("08:01", walk_in(3))
        .at("08:05", leave(1));
    assert_eq!(story.day().came(), 2);
}

#[test]
fn numbers_of_a_block_are_counted_by_themselves() {
    let story = Story::new()
        .at("08:00", walk_in(1))
        .at("08:01", walk_in(102))
        .at("08:02", walk_in(2));
    let day = story.day();
    let last = [0, 1, 2].map(|block| day.last_number(block));
    assert_eq!(last, [2, 102, 200]);
}
