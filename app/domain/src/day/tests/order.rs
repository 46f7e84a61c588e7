//! Who comes next.

use super::*;

#[test]
fn those_handed_on_come_first_then_priority_then_slips_then_bookings_then_all_others() {
    let slip = Expected {
        precedence: true,
        ..booked(3, "11:00")
    };
    let story = Story::new()
        .booked(4, "08:00")
        .with(slip)
        .at("07:50", walk_in(5))
        .at("07:51", walk_in(1))
        .at("07:55", check_in(4))
        .at("07:56", check_in(3))
        .at("07:57", elderly(walk_in(2)))
        .all("08:00", [call(1, 1), begin(1, 1), hand_over(1, 1, None)]);
    assert_eq!(story.order("08:05"), [1, 2, 3, 4, 5]);
}

#[test]
fn among_equals_the_earlier_slot_counts_for_bookings_and_the_arrival_for_all_others() {
    let story = Story::new()
        .booked(1, "08:30")
        .booked(2, "08:00")
        .booked(3, "08:00")
        .at("07:45", walk_in(4))
        .at("07:50", check_in(1))
        .at("07:51", check_in(3))
        .at("07:52", check_in(2));
    assert_eq!(story.order("08:20"), [3, 2, 1, 4]);
    let old = Story::new()
        .at("08:00", elderly(walk_in(2)))
        .at("08:01", elderly(walk_in(1)));
    assert_eq!(old.order("08:02"), [2, 1]);
}

#[test]
fn who_comes_early_is_in_time_from_the_tolerance_before_the_slot() {
    let story = Story::new()
        .booked(1, "09:00")
        .at("07:50", walk_in(2))
        .at("08:00", check_in(1));
    assert_eq!(story.order("08:44"), [2, 1]);
    assert_eq!(story.order("08:45"), [1, 2]);
}

#[test]
fn who_comes_early_has_the_place_of_the_arrival_until_then() {
    let story = Story::new()
        .booked(1, "09:00")
        .at("08:00", check_in(1))
        .at("08:01", walk_in(2));
    assert_eq!(story.order("08:10"), [1, 2]);
}

#[test]
fn who_comes_within_the_tolerance_after_the_slot_is_in_time() {
    let story = |time| {
        Story::new()
            .booked(1, "08:00")
            .at("08:20", walk_in(2))
            .at(time, check_in(1))
    };
    assert_eq!(story("08:45").order("08:50"), [1, 2]);
    assert_eq!(story("08:46").order("08:50"), [2, 1]);
}

#[test]
fn who_is_late_loses_the_precedence_not_the_place() {
    let story = Story::new()
        .booked(1, "08:00")
        .booked(3, "09:00")
        .at("08:50", walk_in(2))
        .at("08:55", check_in(1))
        .at("08:56", walk_in(4))
        .at("08:57", check_in(3));
    assert_eq!(story.order("09:00"), [3, 2, 1, 4]);
}

#[test]
fn who_waits_in_time_does_not_become_late_by_waiting() {
    let story = Story::new()
        .booked(1, "08:00")
        .at("08:00", check_in(1))
        .at("08:01", walk_in(2));
    assert_eq!(story.order("11:00"), [1, 2]);
}

#[test]
fn who_was_missed_and_is_back_joins_by_the_time_of_coming_back() {
    let back = Act::Back { entry: entry(1) };
    let story = Story::new()
        .booked(1, "08:00")
        .at("08:00", check_in(1))
        .all("08:05", in_vain(1, 1))
        .at("08:10", walk_in(2))
        .at("08:15", back)
        .at("08:16", walk_in(3));
    assert_eq!(story.order("08:20"), [2, 1, 3]);
}

#[test]
fn a_need_outlasts_being_missed() {
    let story = Story::new()
        .at("08:00", elderly(walk_in(1)))
        .all("08:05", in_vain(1, 1))
        .at("08:10", walk_in(2))
        .at("08:15", Act::Back { entry: entry(1) });
    assert_eq!(story.order("08:20"), [1, 2]);
}

#[test]
fn a_slip_goes_with_being_missed() {
    let slip = Expected {
        precedence: true,
        ..booked(1, "08:00")
    };
    let story = Story::new()
        .with(slip)
        .at("08:00", check_in(1))
        .all("08:05", in_vain(1, 1))
        .at("08:10", walk_in(2))
        .at("08:15", Act::Back { entry: entry(1) });
    assert_eq!(story.order("08:20"), [2, 1]);
}

#[test]
fn a_need_can_be_told_later_and_taken_back() {
    let need = |need| Act::SetNeed {
        entry: entry(2),
        need,
    };
    let story = Story::new()
        .at("08:00", walk_in(1))
        .at("08:01", walk_in(2))
        .at("08:02", need(Some(Need::WithChild)));
    assert_eq!(story.order("08:05"), [2, 1]);
    assert_eq!(story.at("08:06", need(None)).order("08:10"), [1, 2]);
}

#[test]
fn whoever_was_given_to_an_operator_waits_for_that_one() {
    let story = Story::new()
        .all("08:00", [start(1), start(2)])
        .at("08:00", walk_in(1))
        .at("08:01", walk_in(2))
        .all("08:05", [call(1, 1), begin(1, 1), hand_over(1, 1, Some(2))]);
    let next = |story: &Story, by| story.day().next(operator(by), at("08:10"), |_| false);
    assert_eq!(story.order("08:10"), [1, 2]);
    assert_eq!(next(&story, 1), Ok(Some(entry(2))));
    assert_eq!(next(&story, 2), Ok(Some(entry(1))));
    let left = story.at("08:09", stop(2));
    assert_eq!(next(&left, 1), Ok(Some(entry(1))));
}

#[test]
fn nobody_is_next_while_the_table_is_taken_and_somebody_put_aside_does_not_take_it() {
    let story = Story::new()
        .at("08:00", walk_in(1))
        .at("08:01", walk_in(2))
        .at("08:05", call(1, 1));
    let next = |story: &Story| story.day().next(operator(1), at("08:10"), |_| false);
    assert_eq!(next(&story), Err(Flag::TableTaken));
    let sits = story.at("08:06", begin(1, 1));
    assert_eq!(next(&sits), Err(Flag::TableTaken));
    assert_eq!(next(&sits.at("08:07", park(1, 1))), Ok(Some(entry(2))));
}

#[test]
fn people_ahead_are_counted_in_the_order() {
    let story = Story::new()
        .at("08:00", walk_in(1))
        .at("08:01", elderly(walk_in(2)));
    let ahead = |who| story.day().ahead_of(entry(who), at("08:05"));
    assert_eq!((ahead(1), ahead(2), ahead(3)), (Some(1), Some(0), None));
}
