//! The service day on devices that lose their network.

use crate::common::{Office, each};
use crate::day::done;
use chrono::{DateTime, Duration, Utc};
use domain::day::service::{DayService, Report, Sent, Synced, WalkInPerson, Wish};
use domain::day::{Act, Ending, Flag};
use domain::id::{DeviceId, EntryId, EventId, OperatorId, VisitId};
use domain::nib::Nib;
use domain::phone::Phone;
use domain::text::Line;
use domain::visit::VisitStep;
use uuid::Uuid;

/// A device with a clock of its own.
pub(crate) struct Device {
    id: DeviceId,
    operator: Option<OperatorId>,
    off: Duration,
    seq: u32,
}

impl Device {
    pub(crate) fn new(operator: Option<OperatorId>, off: Duration) -> Device {
        let id = DeviceId::new(Uuid::now_v7());
        Device {
            id,
            operator,
            off,
            seq: 0,
        }
    }

    pub(crate) fn event(&mut self, office: &Office, act: Act) -> Sent {
        self.seq += 1;
        Sent {
            id: EventId::new(Uuid::now_v7()),
            seq: self.seq,
            at: office.clock.now() + self.off,
            after: None,
            act,
            person: None,
            nib: None,
            note: None,
            call_back: None,
        }
    }

    fn report(&self, now: DateTime<Utc>, events: Vec<Sent>, wish: Option<Wish>) -> Report {
        Report {
            device: self.id,
            operator: self.operator,
            count: 1,
            held: Vec::new(),
            known: 0,
            sent_at: now + self.off,
            events,
            wish,
        }
    }

    pub(crate) async fn send(&self, office: &Office, visit: VisitId, events: Vec<Sent>) -> Synced {
        let report = self.report(office.clock.now(), events, None);
        office.backend.sync(&office.head, visit, &report).await.unwrap()
    }
}

fn check_in(entry: EntryId, number: u32) -> Act {
    let need = None;
    Act::CheckIn { entry, number, need }
}

pub(crate) fn ketut() -> WalkInPerson {
    WalkInPerson {
        name: Line::parse("I Ketut Rai").unwrap(),
        phone: Phone::parse("081234500001").unwrap(),
        business_activity: Line::parse("warung kopi").unwrap(),
    }
}

#[tokio::test]
async fn what_a_desk_did_without_a_network_is_taken_once_however_wrong_its_clock() {
    each(async |office| {
        let (visit, people) = office.day_with(2).await;
        let mut desk = Device::new(None, Duration::hours(-7));
        let block = desk.send(&office, visit.id, vec![]).await.block;
        assert_eq!(block, 1);
        office.wait(Duration::minutes(3));
        let events = vec![desk.event(&office, check_in(people[0], block * 100 + 1))];
        let came = office.clock.now();
        office.wait(Duration::minutes(20));
        for _ in 0..10 {
            desk.send(&office, visit.id, events.clone()).await;
        }
        let day = office.the_day(visit.id).await;
        let entry = day.entry(people[0]).unwrap();
        assert_eq!((entry.number, entry.arrived), (Some(101), Some(came)));
        assert_eq!(day.events().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_same_person_at_two_desks_is_in_once_and_listed() {
    each(async |office| {
        let (visit, people) = office.day_with(1).await;
        let mut desks = [
            Device::new(None, Duration::zero()),
            Device::new(None, Duration::hours(2)),
        ];
        let mut sent = Vec::new();
        for desk in &mut desks {
            let block = desk.send(&office, visit.id, vec![]).await.block;
            office.wait(Duration::minutes(1));
            sent.push(desk.event(&office, check_in(people[0], block * 100 + 1)));
        }
        // The later one comes first.
        for at in [1, 0] {
            desks[at].send(&office, visit.id, vec![sent[at].clone()]).await;
        }
        let day = office.the_day(visit.id).await;
        assert_eq!(day.entry(people[0]).unwrap().number, Some(101));
        let listed: Vec<_> = day
            .contradictions()
            .iter()
            .map(|it| (it.event, it.flag))
            .collect();
        assert_eq!(listed, [(sent[1].id, Flag::AlreadyIn { number: 101 })]);
        office
            .backend
            .settle(&office.head, visit.id, sent[1].id)
            .await
            .unwrap();
        let page = office.backend.day(&office.head, visit.id).await.unwrap();
        assert_eq!(page.settled, [sent[1].id]);
    })
    .await;
}

#[tokio::test]
async fn each_person_who_waits_is_dealt_to_one_device_and_nobody_else_calls_them() {
    each(async |office| {
        let (visit, people) = office.day_with(4).await;
        for entry in &people {
            office.check_in(visit.id, *entry).await;
        }
        for operator in &visit.operators {
            let operator = *operator;
            office.act(visit.id, Act::Start { operator }).await;
        }
        let [one, two] = [0, 1].map(|at| Device::new(Some(visit.operators[at]), Duration::zero()));
        let first = one.send(&office, visit.id, vec![]).await.share;
        let second = two.send(&office, visit.id, vec![]).await.share;
        let mut all = [first.clone(), second.clone()].concat();
        all.sort_unstable();
        let mut expected = people.clone();
        expected.sort_unstable();
        assert_eq!(all, expected);
        // The first of the queue is the other's: who works without a device passes them over.
        let mine = second.iter().copied().find(|it| *it != people[0]).unwrap();
        assert!(first.contains(&people[0]));
        assert_eq!(office.call_next(visit.id, visit.operators[1]).await, done(mine));
        office
            .act(
                visit.id,
                Act::Park {
                    entry: mine,
                    operator: visit.operators[1],
                },
            )
            .await;
        // After its time the share is everybody's again.
        office.wait(Duration::minutes(31));
        assert_eq!(
            office.call_next(visit.id, visit.operators[1]).await,
            done(people[0])
        );
    })
    .await;
}

#[tokio::test]
async fn an_operator_who_takes_another_device_is_not_kept_from_the_queue_by_the_first() {
    each(async |office| {
        let (visit, people) = office.day_with(2).await;
        for entry in &people {
            office.check_in(visit.id, *entry).await;
        }
        let operator = visit.operators[0];
        office.act(visit.id, Act::Start { operator }).await;
        let [lost, new] = [0, 1].map(|_| Device::new(Some(operator), Duration::zero()));
        assert_eq!(lost.send(&office, visit.id, vec![]).await.share, people);
        // From a page without a device, and from another device.
        assert_eq!(office.call_next(visit.id, operator).await, done(people[0]));
        assert_eq!(new.send(&office, visit.id, vec![]).await.share, people[1..]);
    })
    .await;
}

#[tokio::test]
async fn a_device_that_comes_back_after_the_closing_is_heard() {
    each(async |office| {
        let (visit, people) = office.day_with(2).await;
        let mut desk = Device::new(None, Duration::zero());
        let block = desk.send(&office, visit.id, vec![]).await.block;
        let walk_in = EntryId::new(Uuid::now_v7());
        let number = block * 100 + 2;
        let need = None;
        let mut came = desk.event(
            &office,
            Act::WalkIn {
                entry: walk_in,
                number,
                need,
            },
        );
        came.person = Some(ketut());
        let arrived = desk.event(&office, check_in(people[0], block * 100 + 1));
        office.wait(Duration::hours(4));
        office.step(visit.id, VisitStep::Finish).await.unwrap();
        desk.send(&office, visit.id, vec![arrived, came]).await;
        let seen = "select cast(attended as text) from visit where attended is not null";
        assert_eq!(office.sql(seen).await, ["2"]);
    })
    .await;
}

#[tokio::test]
async fn who_was_served_without_a_network_has_the_business_number_that_was_written_down() {
    each(async |office| {
        let (visit, people) = office.day_with(1).await;
        let entry = people[0];
        office.check_in(visit.id, entry).await;
        let operator = visit.operators[0];
        office.act(visit.id, Act::Start { operator }).await;
        let mut table = Device::new(Some(operator), Duration::zero());
        table.send(&office, visit.id, vec![]).await;
        let mut served = Vec::new();
        let ending = Ending::NibIssued;
        for act in [
            Act::Call { entry, operator },
            Act::Begin { entry, operator },
            Act::End {
                entry,
                operator,
                ending,
            },
        ] {
            office.wait(Duration::minutes(5));
            served.push(table.event(&office, act));
        }
        served[2].nib = Some(Nib::parse("1234567890123").unwrap());
        table.send(&office, visit.id, served).await;
        assert_eq!(
            office.sql("select stage || ' ' || nib from queue_entry").await,
            ["done 1234567890123"]
        );
    })
    .await;
}

#[tokio::test]
async fn devices_that_come_at_once_are_all_answered_and_one_that_is_wrong_spoils_it_for_nobody() {
    each(async |office| {
        let (visit, _) = office.day_with(1).await;
        let nobody = OperatorId::new(Uuid::now_v7());
        let mut working = tokio::task::JoinSet::new();
        for at in 0..12 {
            let mut desk = Device::new((at == 5).then_some(nobody), Duration::zero());
            let entry = EntryId::new(Uuid::now_v7());
            let (number, need) = (0, None);
            let mut came = desk.event(&office, Act::WalkIn { entry, number, need });
            came.person = Some(ketut());
            let report = desk.report(office.clock.now(), vec![], Some(Wish::Do(Box::new(came))));
            let (backend, head) = (office.backend.clone(), office.head.clone());
            working.spawn(async move { (at, entry, backend.sync(&head, visit.id, &report).await) });
        }
        let mut numbers = Vec::new();
        while let Some(joined) = working.join_next().await {
            let (at, entry, answer) = joined.unwrap();
            if at == 5 {
                assert!(answer.is_err());
                continue;
            }
            let answer = answer.unwrap();
            assert_eq!(answer.granted, Some(done(entry)));
            let page = office.backend.day(&office.head, visit.id).await.unwrap();
            assert!(
                page.people
                    .iter()
                    .any(|it| it.entry == entry && it.name == "I Ketut Rai")
            );
            numbers.push(office.the_day(visit.id).await.entry(entry).unwrap().number);
        }
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 11);
    })
    .await;
}
