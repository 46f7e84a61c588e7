//! Who is dealt whom.

use super::*;

const TWO: [(u128, u128); 2] = [(11, 1), (12, 2)];

/// Five people wait; two operators serve, each at a device.
fn hall() -> Story {
    (1..=5).fold(Story::new().all("08:00", [start(1), start(2)]), |story, who| {
        story.at(&format!("08:0{who}"), walk_in(who))
    })
}

fn held(device_number: u128, people: &[u128], until: &str) -> Vec<Share> {
    let share = |it: &u128| Share {
        entry: entry(*it),
        device: device(device_number),
        until: at(until),
    };
    people.iter().map(share).collect()
}

fn renew(story: &Story, shares: &[Share], me: (u128, u128), told: &[u128], now: &str) -> Hand {
    let devices = TWO.map(|(it, by)| (device(it), operator(by)));
    let told: Vec<EntryId> = told.iter().copied().map(entry).collect();
    let span = (at(now), at(now) + Duration::minutes(30));
    let me = (device(me.0), operator(me.1));
    Shares::new(shares.to_vec()).renew(&story.day(), me, &devices, &told, span, |_| false)
}

fn numbers(people: &[EntryId]) -> Vec<u128> {
    people.iter().map(|it| it.uuid().as_u128()).collect()
}

#[test]
fn those_who_wait_are_dealt_in_turn_and_nobody_to_two() {
    let first = renew(&hall(), &[], (11, 1), &[], "08:10");
    assert_eq!(numbers(&first.share), [1, 3, 5]);
    let shares = held(11, &numbers(&first.held), "08:40");
    let second = renew(&hall(), &shares, (12, 2), &[], "08:10");
    assert_eq!(numbers(&second.share), [2, 4]);
}

#[test]
fn what_is_over_is_everybodys_again() {
    let shares = held(11, &[1, 2, 3, 4, 5], "08:40");
    let none = renew(&hall(), &shares, (12, 2), &[], "08:39");
    assert!(none.share.is_empty());
    let all = renew(&hall(), &shares, (12, 2), &[], "08:40");
    assert_eq!(numbers(&all.share), [2, 4]);
}

#[test]
fn a_device_holds_what_it_says_it_holds_and_what_it_is_dealt() {
    let hand = renew(&hall(), &[], (11, 1), &[2], "08:10");
    assert_eq!(
        (numbers(&hand.share), numbers(&hand.held)),
        (vec![1, 3, 5], vec![1, 2, 3, 5])
    );
    let shares = held(12, &[2], "08:40");
    let hand = renew(&hall(), &shares, (11, 1), &[2], "08:10");
    assert_eq!(numbers(&hand.held), [1, 3, 4]);
}

#[test]
fn whoever_was_called_stays_with_the_device_until_it_says_otherwise() {
    let story = hall().at("08:10", call(1, 1));
    let hand = renew(&story, &held(11, &[1, 3], "08:40"), (11, 1), &[1, 3], "08:11");
    assert!(numbers(&hand.held).contains(&1) && !numbers(&hand.share).contains(&1));
    let served = story.at("08:12", end(1, 1, Ending::NibIssued));
    let hand = renew(&served, &held(11, &[1, 3], "08:40"), (11, 1), &[1, 3], "08:13");
    assert!(!numbers(&hand.held).contains(&1));
}

#[test]
fn a_share_that_stays_is_not_written_and_ends_when_it_was_said_to() {
    let hand = renew(
        &hall(),
        &held(11, &[1, 3, 5], "08:40"),
        (11, 1),
        &[1, 3, 5],
        "08:20",
    );
    assert_eq!((hand.changed, hand.until), (false, at("08:40")));
    let hand = renew(
        &hall(),
        &held(11, &[1, 3, 5], "08:40"),
        (11, 1),
        &[1, 3, 5],
        "08:25",
    );
    assert_eq!((hand.changed, hand.until), (true, at("08:55")));
}

#[test]
fn an_answer_that_gives_more_than_was_told_is_written_with_its_count() {
    let hand = renew(&hall(), &held(11, &[1, 3, 5], "08:40"), (11, 1), &[1, 3], "08:11");
    assert!(hand.changed);
}

#[test]
fn who_does_not_serve_is_dealt_nobody() {
    let story = hall().at("08:09", stop(1));
    assert!(renew(&story, &[], (11, 1), &[], "08:10").share.is_empty());
    assert_eq!(
        numbers(&renew(&story, &[], (12, 2), &[], "08:10").share),
        [1, 2, 3, 4, 5]
    );
}

#[test]
fn who_can_call_at_once_is_dealt_to_before_who_has_somebody_at_the_table() {
    let story = Story::new()
        .all("08:00", [start(1), start(2)])
        .at("08:01", walk_in(1))
        .at("08:02", walk_in(2))
        .at("08:05", call(1, 1));
    assert!(renew(&story, &[], (11, 1), &[], "08:06").share.is_empty());
    assert_eq!(numbers(&renew(&story, &[], (12, 2), &[], "08:06").share), [2]);
}

#[test]
fn a_device_is_dealt_eight_at_most() {
    let story = (1..=9).fold(Story::new().at("08:00", start(1)), |story, who| {
        story.at(&format!("08:0{who}"), walk_in(who))
    });
    assert_eq!(renew(&story, &[], (11, 1), &[], "08:10").share.len(), 8);
}

#[test]
fn whoever_is_meant_for_an_operator_is_dealt_to_nobody_else() {
    let story = hall().all("08:06", [call(1, 1), hand_over(1, 1, Some(2))]);
    assert!(!numbers(&renew(&story, &[], (11, 1), &[], "08:10").share).contains(&1));
}

#[test]
fn whoever_another_operator_waits_for_is_left_out() {
    let devices = TWO.map(|(it, by)| (device(it), operator(by)));
    let me = (device(11), operator(1));
    let span = (at("08:10"), at("08:40"));
    let shares = Shares::new(held(11, &[1, 3, 5], "08:40"));
    let told = [entry(3), entry(5)];
    let wanted = |it| it == entry(1);
    let hand = shares.renew(&hall().day(), me, &devices, &told, span, wanted);
    assert!(!numbers(&hand.held).contains(&1));
}
