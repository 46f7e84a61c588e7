//! A device: its own numbers, its share and the end of it, its clock, what it keeps in the browser.

use super::*;
use crate::day::service::{DayPage, Synced, Wish};
use crate::service::VisitSummary;
use crate::village::{Village, VillageCode};
use crate::visit::VisitState;

pub(super) fn page() -> DayPage {
    DayPage {
        visit: VisitSummary {
            id: crate::id::VisitId::new(Uuid::nil()),
            village: Village {
                code: VillageCode::parse("51.02.06.2001").unwrap(),
                name: "Bengkel".to_owned(),
                district: "Kediri".to_owned(),
                aliases: Vec::new(),
            },
            state: VisitState::Confirmed,
            date: at("08:00").date_naive(),
            starts_at: at("08:00"),
            ends_at: at("12:00"),
            venue: "Kantor Desa".to_owned(),
            capacity: 24,
            booked: 0,
            surplus: 0,
            held: 0,
            bookable: false,
        },
        plan: plan(),
        expected: vec![booked(1, "08:00"), booked(2, "08:00"), booked(3, "08:00")],
        events: Vec::new(),
        people: Vec::new(),
        operators: Vec::new(),
        outage: crate::outage_plan::OutagePlan::default(),
        settled: Vec::new(),
        version: 1,
        now: at("08:00"),
    }
}

pub(super) fn seat(number: u128, sits: Option<u128>) -> Seat {
    Seat {
        device: device(number),
        operator: sits.map(operator),
        by: "Wayan".to_owned(),
    }
}

/// An operator's device with the three people of the page waiting; its clock is right.
fn table() -> Replica {
    let mut page = page();
    for number in 1..=3 {
        page.events.push(Event {
            id: event_id(u128::from(number)),
            device: device(1),
            seq: number,
            at: at("08:00"),
            by: String::new(),
            act: Act::CheckIn {
                entry: entry(u128::from(number)),
                number,
                need: None,
            },
        });
    }
    Replica::new(page, seat(9, Some(1)), at("08:00"))
}

fn answer(count: u32, share: &[u128]) -> Synced {
    Synced {
        count,
        version: 1,
        now: at("08:01"),
        events: Vec::new(),
        people: Vec::new(),
        rest: None,
        share: share.iter().copied().map(entry).collect(),
        share_until: at("08:31"),
        block: 4,
        granted: None,
    }
}

/// The same after a contact in which it was dealt the second and the third.
fn dealt() -> Replica {
    let mut table = table();
    let count = table.report(at("08:01"), None).count;
    table.take(answer(count, &[2, 3]), at("08:02"));
    table
}

fn begin_and_end(table: &mut Replica, number: u128, then: DateTime<Utc>) {
    let (entry, operator, ending) = (entry(number), operator(1), Ending::NibIssued);
    let ids = [Uuid::from_u128(100 + number), Uuid::from_u128(200 + number)];
    let acts = [
        Act::Begin { entry, operator },
        Act::End {
            entry,
            operator,
            ending,
        },
    ];
    for (id, act) in ids.into_iter().zip(acts) {
        let sent = table.stamp(EventId::new(id), act, then);
        table.record(sent, then).unwrap();
    }
}

#[test]
fn calls_only_from_its_share_and_in_the_order() {
    let mut table = dealt();
    assert_eq!(table.next_offline(event_id(50), at("08:03")), Ok(Some(entry(2))));
    assert_eq!(
        table.next_offline(event_id(51), at("08:03")),
        Err(Flag::TableTaken)
    );
    begin_and_end(&mut table, 2, at("08:10"));
    assert_eq!(table.next_offline(event_id(52), at("08:11")), Ok(Some(entry(3))));
    begin_and_end(&mut table, 3, at("08:20"));
    assert_eq!(table.next_offline(event_id(53), at("08:21")), Ok(None));
    assert_eq!(table.waiting_to_send(), 6);
    let first = Act::Call {
        entry: entry(1),
        operator: operator(1),
    };
    let first = table.stamp(event_id(54), first, at("08:22"));
    assert_eq!(table.record(first, at("08:22")), Err(Flag::NotInShare));
}

#[test]
fn the_share_ends_counted_from_when_the_device_asked() {
    let mut table = dealt();
    // Asked at 08:01 by its clock, and the server gave it thirty minutes.
    assert_eq!(table.share(at("08:30")).len(), 2);
    assert!(table.share(at("08:31")).is_empty());
    assert_eq!(table.next_offline(event_id(50), at("08:31")), Ok(None));
    assert!(table.report(at("08:32"), None).held.is_empty());
}

#[test]
fn a_clock_set_back_ends_the_share_and_keeps_what_happened_in_its_place() {
    let mut table = dealt();
    table.next_offline(event_id(50), at("08:10")).unwrap();
    table.tick(at("07:10"));
    assert!(table.share(at("07:11")).is_empty());
    begin_and_end(&mut table, 2, at("07:11"));
    let now = at("07:12");
    let day = table.day(now);
    assert_eq!(table.time(now), at("08:12"));
    assert_eq!(day.contradictions(), []);
    assert_eq!(day.events().last().unwrap().at, at("08:11"));
    // What is sent tells the age of each event by the clock of now.
    let report = table.report(now, None);
    assert_eq!(report.sent_at - report.events[0].at, Duration::minutes(2));
}

#[test]
fn an_answer_to_an_earlier_report_deals_nothing() {
    let mut table = table();
    let early = table.report(at("08:01"), None).count;
    let late = table.report(at("08:02"), None).count;
    table.take(answer(late, &[1]), at("08:02"));
    table.take(answer(early, &[2, 3]), at("08:03"));
    assert_eq!(table.share(at("08:04")), [entry(1)]);
}

#[test]
fn whoever_sits_down_next_has_nothing_of_the_share_before() {
    let mut table = dealt();
    table.sit(Some(operator(2)), "Made".to_owned());
    assert!(table.share(at("08:03")).is_empty());
}

#[test]
fn what_was_let_go_is_not_told_again() {
    let mut table = dealt();
    table.release(entry(2));
    assert_eq!(table.report(at("08:03"), None).held, [entry(3)]);
}

#[test]
fn numbers_come_from_the_own_block_and_none_twice() {
    let mut desk = Replica::new(page(), seat(8, None), at("08:00"));
    let check_in = |number| Act::CheckIn {
        entry: entry(number),
        number: 0,
        need: None,
    };
    let sent = desk.stamp(event_id(1), check_in(1), at("08:01"));
    assert_eq!(desk.record(sent, at("08:01")), Err(Flag::NoNumbers));
    let count = desk.report(at("08:01"), None).count;
    desk.take(answer(count, &[]), at("08:01"));
    for number in [1, 2] {
        let sent = desk.stamp(event_id(10 + number), check_in(number), at("08:02"));
        desk.record(sent, at("08:02")).unwrap();
    }
    let undo = Act::UndoCheckIn { entry: entry(2) };
    let undo = desk.stamp(event_id(20), undo, at("08:03"));
    desk.record(undo, at("08:03")).unwrap();
    let sent = desk.stamp(event_id(21), check_in(3), at("08:04"));
    desk.record(sent, at("08:04")).unwrap();
    let day = desk.day(at("08:05"));
    assert_eq!(day.entry(entry(1)).unwrap().number, Some(401));
    assert_eq!(day.entry(entry(3)).unwrap().number, Some(403));
}

#[test]
fn what_the_server_has_is_no_longer_waiting_to_be_sent() {
    let mut table = dealt();
    table.next_offline(event_id(50), at("08:10")).unwrap();
    let report = table.report(at("08:11"), None);
    let mut answer = answer(report.count, &[3]);
    answer.version = 2;
    let call = table.day(at("08:11")).events().last().unwrap().clone();
    answer.events = vec![call];
    table.take(answer.clone(), at("08:11"));
    table.take(answer, at("08:11"));
    assert_eq!(table.waiting_to_send(), 0);
    assert_eq!(table.day(at("08:11")).events().len(), 4);
    assert_eq!(table.report(at("08:12"), None).known, 2);
}

#[test]
fn a_page_of_before_does_not_make_the_device_forget() {
    let mut table = dealt();
    let before = table.clone();
    table.reload(page());
    assert_eq!(table, before);
}

#[test]
fn a_wish_waits_until_all_that_happened_before_goes_along() {
    let mut desk = Replica::new(page(), seat(8, None), at("08:00"));
    for number in 0..101 {
        let act = Act::SetReady {
            entry: entry(1),
            ready: Ready::default(),
        };
        let sent = desk.stamp(event_id(number), act, at("08:01"));
        desk.record(sent, at("08:01")).unwrap();
    }
    let wish = desk.stamp(event_id(500), Act::OpenIncident, at("08:02"));
    let report = desk.report(at("08:02"), Some(Wish::Do(Box::new(wish))));
    assert_eq!((report.events.len(), report.wish), (100, None));
}

#[test]
fn a_device_comes_back_from_the_browsers_storage_as_it_was() {
    let mut table = dealt();
    table.next_offline(event_id(50), at("08:10")).unwrap();
    let text = serde_json::to_string(&table).unwrap();
    assert_eq!(serde_json::from_str::<Replica>(&text).unwrap(), table);
}

#[test]
fn who_leaves_the_table_lets_the_share_go() {
    let mut table = dealt();
    let operator = operator(1);
    let stop = table.stamp(event_id(50), Act::Stop { operator }, at("08:03"));
    let report = table.report(at("08:03"), Some(Wish::Do(Box::new(stop))));
    assert!(report.held.is_empty());
}

#[test]
fn a_wish_without_an_answer_is_done_once_but_a_number_is_given_anew() {
    let mut desk = Replica::new(page(), seat(8, None), at("08:00"));
    let count = desk.report(at("08:00"), None).count;
    desk.take(answer(count, &[]), at("08:00"));
    let incident = desk.stamp(event_id(50), Act::OpenIncident, at("08:01"));
    assert_eq!(
        desk.in_doubt(incident.clone(), event_id(51), at("08:02")),
        incident
    );
    let check_in = Act::CheckIn {
        entry: entry(1),
        number: 0,
        need: None,
    };
    let wished = desk.stamp(event_id(52), check_in, at("08:01"));
    let again = desk.in_doubt(wished.clone(), event_id(53), at("08:02"));
    assert_eq!((again.id, again.seq), (event_id(53), wished.seq + 1));
    desk.record(again, at("08:02")).unwrap();
    assert_eq!(desk.day(at("08:03")).entry(entry(1)).unwrap().number, Some(401));
}

#[test]
fn a_block_that_is_used_up_gives_no_number() {
    let mut desk = Replica::new(page(), seat(8, None), at("08:00"));
    let count = desk.report(at("08:00"), None).count;
    desk.take(answer(count, &[]), at("08:00"));
    for number in 0..99 {
        assert_eq!(desk.next_number(), Some(401 + number));
        let act = Act::WalkIn {
            entry: entry(u128::from(100 + number)),
            number: 0,
            need: None,
        };
        let sent = desk.stamp(event_id(u128::from(100 + number)), act, at("08:01"));
        desk.record(sent, at("08:01")).unwrap();
    }
    assert_eq!(desk.next_number(), None);
}
