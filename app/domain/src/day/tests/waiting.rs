//! What is told to those who wait.

use super::*;

/// Four people served, each for so many minutes, at one table.
fn measured(minutes: [i64; 4]) -> Story {
    let mut story = Story::new().at("08:00", start(1));
    let mut now = at("08:00");
    for (who, minutes) in (1..).zip(minutes) {
        let clock = |time: DateTime<Utc>| time.format("%H:%M").to_string();
        let begun = clock(now);
        story = story
            .at(&begun, walk_in(who))
            .all(&begun, [call(who.into(), 1), begin(who.into(), 1)]);
        now += Duration::minutes(minutes);
        story = story.at(&clock(now), end(who.into(), 1, Ending::NibIssued));
    }
    story
}

fn wait(story: &Story, ahead: usize, time: &str) -> Option<(u32, u32)> {
    let wait = story.day().wait(ahead, at(time))?;
    Some((wait.from_minutes, wait.until_minutes))
}

#[test]
fn nothing_is_promised_while_nobody_serves_or_oss_fails() {
    let story = Story::new().at("08:00", walk_in(1));
    assert_eq!(wait(&story, 1, "08:05"), None);
    let served = story.at("08:05", start(1));
    assert!(wait(&served, 1, "08:06").is_some());
    let failing = served.at("08:10", Act::OpenIncident);
    assert_eq!(wait(&failing, 1, "08:11"), None);
    let left = failing.at("08:20", Act::CloseIncident).at("08:25", stop(1));
    assert_eq!(wait(&left, 1, "08:30"), None);
}

#[test]
fn it_goes_by_the_plan_until_four_were_served() {
    let story = Story::new().at("08:00", start(1));
    // Twenty minutes each: half of that to one and a half, and who sits at the table goes first.
    assert_eq!(wait(&story, 0, "08:05"), Some((0, 30)));
    assert_eq!(wait(&story, 3, "08:05"), Some((30, 120)));
    let two = story.at("08:01", start(2));
    assert_eq!(wait(&two, 3, "08:05"), Some((15, 60)));
}

#[test]
fn it_goes_by_what_was_measured_afterwards() {
    let story = measured([10, 10, 20, 20]);
    assert_eq!(wait(&story, 3, "09:30"), Some((30, 80)));
}

#[test]
fn minutes_in_which_oss_failed_are_not_measured() {
    let story = measured([10, 10, 10, 40])
        .on(2)
        .at("08:35", Act::OpenIncident)
        .at("09:05", Act::CloseIncident);
    assert_eq!(wait(&story, 3, "09:30"), Some((30, 40)));
}

#[test]
fn a_plan_of_no_minutes_divides_by_nothing() {
    let story = Story::new()
        .planned(|plan| plan.service_minutes = 0)
        .at("08:00", start(1));
    assert_eq!(wait(&story, 2, "08:05"), Some((0, 5)));
}

#[test]
fn the_board_tells_numbers_in_their_order_and_nothing_that_leads_to_a_person() {
    let story = Story::new()
        .booked(9, "08:00")
        .all("08:00", [start(1), start(2)])
        .at("08:01", walk_in(1))
        .at("08:02", walk_in(2))
        .at("08:03", walk_in(3))
        .at("08:04", elderly(walk_in(4)))
        .at("08:05", walk_in(5))
        .all("08:06", [call(1, 1), begin(1, 1)])
        .all("08:07", in_vain(2, 2))
        .at("08:08", call(3, 2));
    let board = story.day().board(at("08:10"));
    assert_eq!(
        (board.order.as_slice(), board.missed.as_slice()),
        (&[4, 5][..], &[2][..])
    );
    let shown = |it: &CalledNumber| (it.number, it.table, it.recalls);
    let called: Vec<_> = board.called.iter().map(shown).collect();
    let serving: Vec<_> = board.serving.iter().map(shown).collect();
    assert_eq!((called, serving), (vec![(3, 2, 0)], vec![(1, 1, 0)]));
    assert_eq!((board.waits.len(), board.operators), (2, 2));
    let json = serde_json::to_string(&board).unwrap();
    for secret in [entry(1).to_string(), operator(1).to_string(), "Wayan".to_owned()] {
        assert!(!json.contains(&secret), "{secret}");
    }
}

#[test]
fn a_number_called_again_is_on_the_board_as_called_last() {
    let story = Story::new()
        .at("08:00", walk_in(1))
        .at("08:01", walk_in(2))
        .at("08:02", call(1, 1))
        .at("08:03", call(2, 2))
        .at("08:04", recall(1, 1));
    let board = story.day().board(at("08:05"));
    let called: Vec<_> = board.called.iter().map(|it| (it.number, it.recalls)).collect();
    assert_eq!(called, [(1, 1), (2, 0)]);
}

#[test]
fn the_board_promises_nothing_while_oss_fails() {
    let story = Story::new()
        .at("08:00", start(1))
        .at("08:01", walk_in(1))
        .at("09:40", Act::OpenIncident);
    let board = story.day().board(at("09:45"));
    assert_eq!(board.incident_since, Some(at("09:40")));
    assert_eq!(
        (board.order, board.waits, board.newcomer),
        (vec![1], vec![], None)
    );
}
