//! What must hold in the hall, at each step and in the end.

use super::super::*;
use super::hall::Hall;
use std::collections::{HashMap, HashSet};

/// Whom a device may call by itself, nobody else is given by the server.
pub(super) fn no_device_believes_more_than_the_server(hall: &Hall) {
    for (number, device) in hall.devices.iter().enumerate() {
        let own = hall.clock(number);
        let done = |it: &&Entry| matches!(it.stage, Stage::Done { .. });
        for entry in hall.server.day.entries().filter(|it| !done(it)) {
            if device.replica.may_call(entry.id, own) {
                let holder = hall.server.holder(entry.id, hall.now);
                assert_eq!(holder, Some(device.replica.seat().device), "share of {number}");
            }
        }
    }
}

/// Nobody who may be called as well comes before the one who is called; nobody is called only where none may be.
pub(super) fn is_first(
    day: &Day,
    operator: OperatorId,
    now: DateTime<Utc>,
    called: Option<EntryId>,
    free: impl Fn(EntryId) -> bool,
) {
    assert!(day.open_incident(now).is_none(), "called while OSS fails");
    let meant_for_other = |it: &Entry| {
        let meant = it.meant_for.filter(|it| *it != operator);
        meant.is_some_and(|it| day.is_active(it))
    };
    let may = |it: &&Entry| it.stage == Stage::Waiting && free(it.id) && !meant_for_other(it);
    let called = called.and_then(|it| day.entry(it));
    assert!(called.is_none_or(|it| may(&it)), "called without leave");
    for other in day.entries().filter(may) {
        let called = called.expect("nobody called though somebody may be");
        assert!(
            called.id == other.id || comes_before(day, called, other, now),
            "{called:#?}\nwas called before\n{other:#?}"
        );
    }
}

/// The rule of the order, said once more in the words of the issue.
fn comes_before(day: &Day, one: &Entry, other: &Entry, now: DateTime<Utc>) -> bool {
    let came = |it: &Entry| it.in_line_since.unwrap();
    let in_time = |it: &Entry| {
        let slot = it.window.filter(|_| !it.was_missed)?;
        let tolerance = Duration::minutes(15);
        let early = day.queue_time(now) < slot.from - tolerance;
        let late = day.queue_time(came(it)) > slot.until + tolerance;
        (!early && !late).then_some(slot.from)
    };
    let slip = |it: &Entry| it.precedence && !it.was_missed;
    let by_arrival = (came(one), one.number) < (came(other), other.number);
    if one.handed != other.handed {
        return one.handed;
    }
    if one.handed {
        return by_arrival;
    }
    if one.need.is_some() != other.need.is_some() {
        return one.need.is_some();
    }
    if one.need.is_some() {
        return by_arrival;
    }
    if slip(one) != slip(other) {
        return slip(one);
    }
    match (in_time(one), in_time(other)) {
        _ if slip(one) => by_arrival,
        (Some(a), Some(b)) if a != b => a < b,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        _ => by_arrival,
    }
}

/// When everything was sent.
pub(super) fn at_the_end(hall: &Hall, seed: usize) {
    let day = &hall.server.day;
    for (number, device) in hall.devices.iter().enumerate() {
        assert_eq!(device.replica.waiting_to_send(), 0);
        assert_eq!(&device.replica.day(hall.clock(number)), day, "device {number}");
    }
    any_order_is_the_same(day, seed);
    nobody_is_lost(hall);
    numbers_belong_to_one(hall);
    nobody_was_called_while_oss_failed(day);
    contradictions_could_not_be_known(hall);
}

fn any_order_is_the_same(day: &Day, seed: usize) {
    let mut events = day.events().to_vec();
    let twice = events.iter().take(seed % 7).cloned().collect::<Vec<_>>();
    events.extend(twice);
    let mut next = seed;
    for place in (1..events.len()).rev() {
        next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        events.swap(place, (next >> 33) % (place + 1));
    }
    let again = Day::of(day.plan().clone(), day.expected().to_vec(), events);
    assert_eq!(&again, day);
}

fn nobody_is_lost(hall: &Hall) {
    let day = &hall.server.day;
    let have: HashSet<EventId> = day.events().iter().map(|it| it.id).collect();
    let lost = hall.made.iter().filter(|it| !have.contains(&it.event)).count();
    assert_eq!(lost, 0, "events lost");
    assert_eq!(have.len(), hall.made.len(), "events out of nothing");
    let undone = |entry| {
        let undo = |it: &&Event| it.act == Act::UndoCheckIn { entry };
        day.events().iter().any(|it| undo(&it))
    };
    for (_, entry) in &hall.people.told {
        let stage = day.entry(*entry).expect("a person who came").stage;
        let here = stage.is_here() || matches!(stage, Stage::Done { .. });
        assert!(here || undone(*entry), "{stage:?}");
    }
}

fn numbers_belong_to_one(hall: &Hall) {
    let mut of = HashMap::new();
    for (number, entry) in &hall.people.told {
        let before = of.insert(*number, *entry);
        assert!(before.is_none(), "number {number} twice");
    }
    for entry in hall.server.day.entries() {
        if let Some(number) = entry.number {
            assert_eq!(of.get(&number), Some(&entry.id));
        }
    }
}

fn nobody_was_called_while_oss_failed(day: &Day) {
    let flagged = |id| day.contradictions().iter().any(|it| it.event == id);
    let is_called = |place: usize, entry, operator| {
        let before = day.events()[..place].to_vec();
        let before = Day::of(day.plan().clone(), day.expected().to_vec(), before);
        before.entry(entry).and_then(|it| it.stage.holder()) == Some(operator)
    };
    for (place, event) in day.events().iter().enumerate() {
        let failed = |it: &Incident| {
            let end = it.end(day.plan(), event.at + Duration::days(1));
            it.from <= event.at && end.is_none_or(|end| event.at < end)
        };
        if let Act::Call { entry, operator } = event.act
            && day.incidents().iter().any(failed)
        {
            let again = is_called(place, entry, operator);
            assert!(again || flagged(event.id), "{event:?}");
        }
    }
}

/// Each event fitted what was known where it was decided. So whatever does not fit in the end has to do with
/// something that was not known there: another device did it, or no answer came.
fn contradictions_could_not_be_known(hall: &Hall) {
    let day = &hall.server.day;
    for it in day.contradictions() {
        let made = hall.made.iter().find(|made| made.event == it.event).unwrap();
        let event = day.events().iter().find(|one| one.id == it.event).unwrap();
        let of_time = matches!(it.flag, Flag::TooEarly | Flag::IncidentOpen | Flag::NoIncident);
        let unknown = day.events().iter().any(|other| {
            let (a, b) = (&event.act, &other.act);
            let about_incident = b.entry().is_none() && b.operator().is_none();
            let has_to_do = a.entry().is_some() && a.entry() == b.entry()
                || a.operator().is_some() && a.operator() == b.operator()
                || of_time && about_incident;
            has_to_do && other.id != event.id && !made.known.contains(&other.id)
        });
        // Calling off a booking is no event of the day.
        let cancelled = it.flag == Flag::CancelledBooking;
        // Who changes the clock in between cannot tell exactly when something happened.
        let clock = of_time && hall.devices[made.device].jumped;
        assert!(unknown || clock || cancelled, "{it:?}\n{event:?}");
    }
}

pub(super) fn nobody_was_called_twice(hall: &Hall) {
    let day = &hall.server.day;
    assert_eq!(hall.people.called_twice, 0);
    for it in day
        .contradictions()
        .iter()
        .filter(|it| it.flag == Flag::HeldByOther)
    {
        let event = day.events().iter().find(|one| one.id == it.event).unwrap();
        assert!(!matches!(event.act, Act::Call { .. }), "{event:?}");
    }
}
