//! Events of several devices make one day.

use super::*;

fn busy() -> Story {
    Story::new()
        .booked(1, "08:00")
        .at("08:00", check_in(1))
        .at("08:01", walk_in(2))
        .on(2)
        .all("08:05", [call(1, 1), begin(1, 1)])
        .on(3)
        .at("08:06", call(2, 2))
        .on(2)
        .at("08:20", end(1, 1, Ending::NibIssued))
}

#[test]
fn the_same_event_ten_times_is_one() {
    let story = busy();
    let mut events = Vec::new();
    for _ in 0..10 {
        events.extend(story.events().iter().cloned());
    }
    assert_eq!(story.day_of(events.clone()), story.day());
    assert_eq!(story.day().with(events), story.day());
}

#[test]
fn events_that_come_in_the_wrong_order_make_the_same_day() {
    let story = busy();
    let backwards: Vec<Event> = story.events().iter().rev().cloned().collect();
    assert_eq!(story.day_of(backwards.clone()), story.day());
    let one_by_one = backwards
        .into_iter()
        .fold(story.day_of(Vec::new()), |day, event| day.tried(event).1);
    assert_eq!(one_by_one, story.day());
}

#[test]
fn a_device_whose_clock_was_set_back_keeps_the_order_of_what_it_did() {
    let story = Story::new()
        .at("09:00", walk_in(1))
        .at("07:00", call(1, 1))
        .at("07:05", begin(1, 1));
    assert!(story.listed().is_empty());
    let times: Vec<_> = story.day().events().iter().map(|it| it.at).collect();
    assert_eq!(times, [at("09:00"); 3]);
}

#[test]
fn of_two_calls_of_one_person_the_earlier_counts_and_the_other_is_listed() {
    let story = Story::new()
        .at("08:00", walk_in(1))
        .on(2)
        .at("08:06", call(1, 1))
        .on(3)
        .at("08:05", call(1, 2));
    assert_eq!(story.stage(1).holder(), Some(operator(2)));
    assert_eq!(story.listed(), [(Flag::HeldByOther, false)]);
}

#[test]
fn what_happened_after_the_closing_counts_and_is_listed() {
    let story = Story::new()
        .planned(|plan| plan.closed_at = Some(at("12:00")))
        .at("12:00", walk_in(1))
        .at("12:01", walk_in(2));
    assert_eq!(story.listed(), [(Flag::DayClosed, true)]);
    assert_eq!(story.order("12:05"), [1, 2]);
    assert!(story.day().board(at("12:05")).closed);
}

#[test]
fn what_is_tried_is_not_done() {
    let story = busy();
    let before = story.day();
    let (verdict, after) = before.tried(story.event("08:30", walk_in(3)));
    assert_eq!(verdict, Verdict::Done);
    assert_eq!(
        (before.entry(entry(3)), after.entry(entry(3)).is_some()),
        (None, true)
    );
}

#[test]
fn a_late_event_that_contradicts_what_came_after_it_is_found_wherever_it_lies() {
    let story = busy();
    let mut late = story.clone().on(4).event("08:05", call(1, 2));
    late.at -= Duration::seconds(30);
    let (verdict, day) = story.day().tried(late);
    assert_eq!(verdict, Verdict::Done);
    let flags: Vec<Flag> = day.contradictions().iter().map(|it| it.flag).collect();
    // Call and begin of the other table, one more call of this one, the end at the other table.
    let held = Flag::HeldByOther;
    assert_eq!(flags, [held, held, Flag::TableTaken, held]);
}

#[test]
fn an_event_is_put_after_what_its_device_knew_of_then_and_never_ahead_of_now() {
    let mut device = Replica::new(replica::page(), replica::seat(9, None), at("08:00"));
    let sent = device.stamp(event_id(1), Act::OpenIncident, at("10:00"));
    let report = device.report(at("10:05"), None);
    let day = busy().day();
    let last = day.events().last().unwrap();
    assert_eq!(report.time_of(&sent, &day, at("08:30")), at("08:25"));
    let knew = service::Sent {
        after: Some(last.id),
        at: at("09:00"),
        ..sent.clone()
    };
    let just_after = last.at + Duration::microseconds(1);
    assert_eq!(report.time_of(&knew, &day, at("08:30")), just_after);
    let ahead = service::Sent {
        at: at("11:00"),
        ..sent.clone()
    };
    assert_eq!(report.time_of(&ahead, &day, at("08:30")), at("08:30"));
    let ages_ago = service::Sent {
        at: at("08:00") - Duration::days(900),
        ..sent
    };
    let half_a_day = at("08:00") - Duration::hours(12);
    assert_eq!(report.time_of(&ages_ago, &day, at("08:30")), half_a_day);
}

#[test]
fn what_is_wanted_late_is_overtaken_by_what_the_device_did_since() {
    let day = busy().day();
    assert!(day.is_overtaken(device(2), 2));
    assert!(!day.is_overtaken(device(2), 3));
    assert!(!day.is_overtaken(device(7), 0));
}
