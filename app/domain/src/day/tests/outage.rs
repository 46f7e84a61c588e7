//! OSS fails.

use super::*;

const OPEN: Act = Act::OpenIncident;
const CONFIRM: Act = Act::ConfirmIncident;
const CLOSE: Act = Act::CloseIncident;

fn correct(incident: EventId, from: &str, until: Option<&str>) -> Act {
    Act::CorrectIncident {
        incident,
        from: at(from),
        until: until.map(at),
    }
}

/// Somebody waits, one operator serves, OSS fails from nine o'clock.
fn failing() -> Story {
    Story::new()
        .at("08:00", start(1))
        .at("08:30", walk_in(1))
        .at("09:00", OPEN)
}

fn only(story: &Story) -> Incident {
    let day = story.day();
    assert_eq!(day.incidents().len(), 1);
    day.incidents()[0].clone()
}

#[test]
fn an_incident_begun_twice_is_one() {
    let story = failing().on(2).at("09:01", OPEN);
    assert_eq!((only(&story).from, story.listed()), (at("09:00"), vec![]));
}

#[test]
fn nobody_is_called_while_it_is_open_and_a_call_made_without_knowing_is_listed() {
    let story = failing();
    let next = story.day().next(operator(1), at("09:05"), |_| false);
    assert_eq!(next, Err(Flag::IncidentOpen));
    let odd = Verdict::Odd(Flag::IncidentOpen);
    assert_eq!(story.tried("09:05", call(1, 1)), odd);
    let called = story.at("09:05", call(1, 1));
    assert_eq!(called.listed(), [(Flag::IncidentOpen, true)]);
    let closed = failing().at("09:10", CLOSE);
    assert_eq!(closed.tried("09:11", call(1, 1)), Verdict::Done);
}

#[test]
fn check_in_goes_on_and_whoever_sits_at_a_table_is_served() {
    let story = Story::new()
        .at("08:30", walk_in(1))
        .all("08:40", [call(1, 1), begin(1, 1)])
        .at("09:00", OPEN)
        .at("09:01", walk_in(2))
        .at("09:10", end(1, 1, Ending::NibIssued));
    assert_eq!((story.listed(), story.order("09:11")), (vec![], vec![2]));
}

#[test]
fn the_order_is_the_same_after_it_as_before() {
    let story = Story::new()
        .booked(1, "09:30")
        .booked(2, "09:00")
        .at("08:50", walk_in(3))
        .at("08:55", check_in(1))
        .at("08:56", check_in(2))
        .at("09:00", OPEN);
    let before = [2, 3, 1];
    assert_eq!(story.order("09:00"), before);
    assert_eq!(story.order("09:59"), before);
    let closed = story.at("10:00", CLOSE);
    assert_eq!(closed.order("10:00"), before);
    // The slot of the first comes when as much time has passed without an outage.
    assert_eq!(closed.order("10:14"), before);
    assert_eq!(closed.order("10:15"), [2, 1, 3]);
}

#[test]
fn nobody_is_late_because_of_it() {
    let story = |come| {
        Story::new()
            .booked(1, "08:30")
            .at("08:50", walk_in(2))
            .at("09:00", OPEN)
            .at("10:00", CLOSE)
            .at(come, check_in(1))
    };
    assert_eq!(story("10:15").order("10:20"), [1, 2]);
    assert_eq!(story("10:16").order("10:20"), [2, 1]);
}

#[test]
fn it_has_to_be_confirmed_every_half_hour() {
    let due = |story: &Story, time| only(story).is_due(story.day().plan(), at(time));
    let story = failing();
    assert_eq!((due(&story, "09:29"), due(&story, "09:30")), (false, true));
    let confirmed = story.at("09:35", CONFIRM);
    assert_eq!(
        (due(&confirmed, "10:04"), due(&confirmed, "10:05")),
        (false, true)
    );
    let closed = confirmed.at("10:10", CLOSE);
    assert!(!due(&closed, "11:00"));
}

#[test]
fn one_that_is_forgotten_ends_half_an_hour_after_its_last_confirmation_or_with_the_visit() {
    let ends = |story: &Story| only(story).expires_at(story.day().plan());
    assert_eq!(ends(&failing()), at("12:00"));
    let late = failing().at("11:45", CONFIRM);
    assert_eq!(ends(&late), at("12:15"));
    let open = |time| late.day().open_incident(at(time)).is_some();
    assert_eq!((open("12:14"), open("12:15")), (true, false));
    let forgotten = |time| only(&late).was_forgotten(late.day().plan(), at(time));
    assert_eq!((forgotten("12:14"), forgotten("12:15")), (false, true));
    assert_eq!(late.tried("12:16", CONFIRM), Verdict::Refused(Flag::NoIncident));
    // Overnight nothing more is counted: from nine until a quarter past twelve, one operator.
    let next_morning = at("12:00") + Duration::hours(20);
    assert_eq!(late.day().lost_seconds(next_morning), 195 * 60);
}

#[test]
fn what_is_said_of_an_incident_that_is_not_open_is_listed() {
    let story = Story::new();
    let none = Verdict::Refused(Flag::NoIncident);
    let step = Act::ChooseStep {
        step: IncidentStep::Wait,
    };
    for act in [CONFIRM, CLOSE, step] {
        assert_eq!(story.tried("09:00", act), none);
    }
    let closed = failing().at("09:20", CLOSE);
    assert_eq!(closed.tried("09:21", CLOSE), none);
}

#[test]
fn the_steps_taken_are_kept_with_who_chose_them() {
    let step = IncidentStep::PrepareFiles;
    let story = failing().at("09:20", Act::ChooseStep { step });
    let chosen = ChosenStep {
        step,
        at: at("09:20"),
        by: "Wayan".to_owned(),
    };
    assert_eq!(only(&story).steps, [chosen]);
}

#[test]
fn its_times_can_be_corrected_and_that_is_counted() {
    let story = failing().at("09:40", CLOSE);
    let id = only(&story).id;
    let story = story.at("10:00", correct(id, "08:50", Some("09:30")));
    let it = only(&story);
    assert_eq!((it.from, it.until), (at("08:50"), Some(at("09:30"))));
    assert_eq!(it.corrections, 1);
    assert_eq!(story.day().lost_seconds(at("11:00")), 40 * 60);
}

#[test]
fn a_correction_that_cannot_be_is_refused() {
    let story = failing().at("09:40", CLOSE);
    let id = only(&story).id;
    let tried = |from, until| story.tried("10:00", correct(id, from, until));
    let (ends_first, to_come) = (Flag::EndBeforeBegin, Flag::InFuture);
    assert_eq!(tried("09:10", Some("09:10")), Verdict::Refused(ends_first));
    assert_eq!(tried("09:10", Some("10:01")), Verdict::Refused(to_come));
    assert_eq!(tried("10:01", None), Verdict::Refused(to_come));
    let unknown = story.tried("10:00", correct(event_id(7), "09:00", None));
    assert_eq!(unknown, Verdict::Refused(Flag::NoIncident));
}

#[test]
fn one_that_goes_on_after_all_is_open_again_unless_another_is() {
    let story = failing().at("09:40", CLOSE);
    let again = correct(only(&story).id, "09:00", None);
    let open = story.clone().at("10:00", again.clone());
    assert!(open.day().open_incident(at("10:01")).is_some());
    let another = story.at("09:50", OPEN);
    assert_eq!(
        another.tried("10:00", again),
        Verdict::Refused(Flag::IncidentOpen)
    );
}

#[test]
fn minutes_of_operators_are_lost_once_however_incidents_overlap() {
    let first = failing().at("09:30", CLOSE).at("09:40", OPEN).at("10:00", CLOSE);
    let id = first.day().incidents()[1].id;
    let story = first.at("10:05", correct(id, "09:10", Some("10:00")));
    let day = story.day();
    assert_eq!(day.lost_seconds(at("11:00")), 60 * 60);
    let each: Vec<i64> = day
        .incidents()
        .iter()
        .map(|it| day.lost_seconds_of(it, at("11:00")) / 60)
        .collect();
    // What they share belongs to the first.
    assert_eq!(each, [30, 30]);
}

#[test]
fn only_operators_who_serve_lose_minutes() {
    let story = failing()
        .at("09:10", start(2))
        .at("09:20", stop(1))
        .at("09:30", CLOSE);
    // The first for twenty minutes, the second for twenty.
    assert_eq!(story.day().lost_seconds(at("11:00")), 40 * 60);
    let open = failing();
    assert_eq!(open.day().lost_seconds(at("09:10")), 10 * 60);
}
