//! What happens at the tables.

use super::*;
use crate::pending::{PendingReason, ReferredTo};

/// One person waits, two operators serve.
fn hall() -> Story {
    Story::new()
        .all("08:00", [start(1), start(2)])
        .at("08:00", walk_in(1))
}

fn served() -> Story {
    hall().all("08:10", [call(1, 1), begin(1, 1), end(1, 1, Ending::NibIssued)])
}

#[test]
fn a_person_is_called_again_three_times_and_is_then_missed() {
    let story = hall().at("08:05", call(1, 1));
    let left = Flag::FewCalls { left: 3 };
    assert_eq!(story.tried("08:06", miss(1, 1)), Verdict::Refused(left));
    let again = story.all("08:06", vec![recall(1, 1); 3]);
    let enough = Verdict::Refused(Flag::EnoughCalls);
    assert_eq!(again.tried("08:08", recall(1, 1)), enough);
    let missed = again.at("08:08", miss(1, 1));
    assert_eq!(missed.stage(1), Stage::Missed);
    assert_eq!(missed.tried("08:09", miss(1, 1)), Verdict::Again);
    assert!(missed.order("08:10").is_empty());
}

#[test]
fn a_missed_person_who_is_back_is_called_anew() {
    let story = hall()
        .all("08:05", in_vain(1, 1))
        .at("08:10", Act::Back { entry: entry(1) })
        .at("08:15", call(1, 2));
    let (operator, recalls) = (operator(2), 0);
    let called = Stage::Called {
        operator,
        at: at("08:15"),
        recalls,
    };
    assert_eq!((story.stage(1), story.listed()), (called, vec![]));
}

#[test]
fn a_missed_person_may_be_called_straight_away() {
    let story = hall().all("08:05", in_vain(1, 1));
    assert_eq!(story.tried("08:06", call(1, 1)), Verdict::Done);
}

#[test]
fn only_the_operator_who_called_calls_again_and_misses() {
    let story = hall().at("08:05", call(1, 1));
    let not_called = Verdict::Refused(Flag::NotCalled);
    assert_eq!(story.tried("08:06", recall(1, 2)), not_called);
    assert_eq!(story.tried("08:06", miss(1, 2)), not_called);
}

#[test]
fn nobody_takes_a_person_from_another_table() {
    let story = hall().at("08:05", call(1, 1));
    let ending = Ending::NibIssued;
    let acts = [
        call(1, 2),
        begin(1, 2),
        park(1, 2),
        hand_over(1, 2, None),
        end(1, 2, ending),
    ];
    for act in acts {
        assert_eq!(story.tried("08:06", act), Verdict::Refused(Flag::HeldByOther));
    }
    assert_eq!(story.tried("08:06", call(1, 1)), Verdict::Again);
}

#[test]
fn whoever_is_put_aside_belongs_to_the_operator_and_their_time_rests() {
    let story = hall()
        .all("08:05", [call(1, 1)])
        .at("08:10", begin(1, 1))
        .at("08:15", park(1, 1))
        .at("08:40", begin(1, 1))
        .at("08:50", end(1, 1, Ending::NibIssued));
    let day = story.day();
    assert_eq!(day.entry(entry(1)).unwrap().served_seconds(), 15 * 60);
    assert!(story.listed().is_empty());
}

#[test]
fn whoever_is_handed_over_is_first_for_whoever_is_free() {
    let story = hall()
        .at("08:01", elderly(walk_in(2)))
        .all("08:05", [call(1, 1), begin(1, 1), hand_over(1, 1, None)]);
    assert_eq!(story.order("08:10"), [1, 2]);
    let it = story.day().entry(entry(1)).unwrap().clone();
    assert_eq!((it.handed, it.meant_for), (true, None));
}

#[test]
fn an_operator_who_leaves_gives_everybody_back_first_in_the_queue() {
    let story = hall()
        .at("08:01", walk_in(2))
        .at("08:02", elderly(walk_in(3)))
        .all("08:05", [call(1, 1), begin(1, 1), park(1, 1), call(2, 1)])
        .at("08:10", stop(1));
    assert_eq!(story.order("08:11"), [1, 2, 3]);
    let day = story.day();
    assert!(!day.is_active(operator(1)) && day.is_active(operator(2)));
    assert_eq!(story.tried("08:12", stop(1)), Verdict::Again);
}

#[test]
fn who_calls_serves() {
    let story = Story::new().at("08:00", walk_in(1)).at("08:05", call(1, 2));
    assert!(story.day().is_active(operator(2)));
    assert_eq!(story.tried("08:06", start(2)), Verdict::Again);
}

#[test]
fn tables_have_the_numbers_of_the_plan() {
    let day = hall().day();
    let tables = [1, 2, 3].map(|it| day.table(operator(it)));
    assert_eq!(tables, [1, 2, 0]);
}

#[test]
fn an_ending_is_corrected_at_the_table_that_said_it_and_nowhere_else() {
    let story = served();
    let other = Ending::Referred(ReferredTo::Office);
    assert_eq!(
        story.tried("08:30", end(1, 2, other)),
        Verdict::Refused(Flag::AlreadyServed)
    );
    let again = end(1, 1, Ending::NibIssued);
    assert_eq!(story.tried("08:30", again), Verdict::Again);
    let corrected = story.at("08:30", end(1, 1, other));
    let Stage::Done { ending, at: then } = corrected.stage(1) else {
        panic!("not done");
    };
    assert_eq!((ending, then < at("08:11")), (other, true));
    assert!(corrected.listed().is_empty());
}

#[test]
fn whoever_was_served_is_not_called_nor_seated_again() {
    let story = served();
    let refused = Verdict::Refused(Flag::AlreadyServed);
    for act in [call(1, 2), begin(1, 1), park(1, 1), hand_over(1, 1, None)] {
        assert_eq!(story.tried("08:30", act), refused);
    }
    assert_eq!(story.tried("08:30", Act::Leave { entry: entry(1) }), refused);
}

#[test]
fn what_happened_at_a_table_counts_though_the_desk_says_they_went_home() {
    let story = hall()
        .at("08:05", call(1, 1))
        .on(2)
        .at("08:06", Act::Leave { entry: entry(1) })
        .on(3)
        .at("08:07", begin(1, 1))
        .at("08:20", end(1, 1, Ending::NibIssued));
    let Stage::Done { ending, .. } = story.stage(1) else {
        panic!("not done");
    };
    assert_eq!(ending, Ending::NibIssued);
    assert_eq!(story.listed(), [(Flag::NotHere, true)]);
}

#[test]
fn an_ending_after_the_desk_said_they_went_home_is_listed() {
    let story = hall()
        .all("08:05", [call(1, 1), begin(1, 1), park(1, 1)])
        .on(2)
        .at("08:10", Act::Leave { entry: entry(1) })
        .on(3)
        .at("08:20", end(1, 1, Ending::ConsultationOnly));
    assert_eq!(story.listed(), [(Flag::NotHere, true)]);
}

#[test]
fn whoever_comes_to_a_table_without_the_desk_has_come_and_gets_a_number_later() {
    let story = Story::new().booked(1, "08:00").at("08:05", begin(1, 1));
    assert_eq!(story.listed(), [(Flag::NotCalled, true)]);
    assert_eq!(story.day().came(), 1);
    let story = story.at("08:06", hand_over(1, 1, None));
    assert_eq!(story.order("08:07"), [1]);
    assert_eq!(story.tried("08:08", check_in(1)), Verdict::Done);
}

#[test]
fn a_second_person_at_the_table_is_odd() {
    let story = hall()
        .at("08:01", walk_in(2))
        .all("08:05", [call(1, 1), begin(1, 1)]);
    let odd = Verdict::Odd(Flag::TableTaken);
    assert_eq!(story.tried("08:06", call(2, 1)), odd);
    let aside = story.all("08:06", [park(1, 1), call(2, 1), begin(2, 1)]);
    assert_eq!(aside.tried("08:07", begin(1, 1)), odd);
    let ended = aside.at("08:08", end(2, 1, Ending::Pending(PendingReason::Connection)));
    assert_eq!(ended.tried("08:09", begin(1, 1)), Verdict::Done);
}
