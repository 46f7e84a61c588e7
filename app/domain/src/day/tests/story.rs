//! How a story is told: who booked, and what happened when.

use super::*;

/// A day so far. Everything happens at one device unless another is named.
#[derive(Clone)]
pub(super) struct Story {
    plan: DayPlan,
    expected: Vec<Expected>,
    events: Vec<Event>,
    device: DeviceId,
}

impl Story {
    pub(super) fn new() -> Story {
        Story {
            plan: plan(),
            expected: Vec::new(),
            events: Vec::new(),
            device: device(1),
        }
    }

    /// Somebody booked the half hour that begins then.
    pub(super) fn booked(self, number: u128, slot: &str) -> Story {
        self.with(booked(number, slot))
    }

    pub(super) fn with(mut self, expected: Expected) -> Story {
        self.expected.push(expected);
        self
    }

    pub(super) fn planned(mut self, change: impl FnOnce(&mut DayPlan)) -> Story {
        change(&mut self.plan);
        self
    }

    /// What follows happens at this device.
    pub(super) fn on(mut self, number: u128) -> Story {
        self.device = device(number);
        self
    }

    pub(super) fn at(mut self, time: &str, act: Act) -> Story {
        let event = self.event(time, act);
        self.events.push(event);
        self
    }

    /// Several things, one after the other.
    pub(super) fn all(self, time: &str, acts: impl IntoIterator<Item = Act>) -> Story {
        acts.into_iter().fold(self, |story, act| story.at(time, act))
    }

    pub(super) fn event(&self, time: &str, act: Act) -> Event {
        let mine = self.events.iter().filter(|it| it.device == self.device);
        Event {
            id: event_id(1000 + self.events.len() as u128),
            device: self.device,
            seq: u32::try_from(mine.count()).unwrap(),
            at: at(time),
            by: "Wayan".to_owned(),
            act,
        }
    }

    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    pub(super) fn day(&self) -> Day {
        self.day_of(self.events.clone())
    }

    pub(super) fn day_of(&self, events: Vec<Event>) -> Day {
        Day::of(self.plan.clone(), self.expected.clone(), events)
    }

    /// The people who wait, in their order.
    pub(super) fn order(&self, time: &str) -> Vec<u128> {
        let day = self.day();
        let number = |it: &Entry| it.id.uuid().as_u128();
        day.order(at(time)).into_iter().map(number).collect()
    }

    /// What came of one thing more.
    pub(super) fn tried(&self, time: &str, act: Act) -> Verdict {
        self.day().tried(self.event(time, act)).0
    }

    pub(super) fn stage(&self, number: u128) -> Stage {
        self.day().entry(entry(number)).unwrap().stage
    }

    /// What did not fit, and whether it counts.
    pub(super) fn listed(&self) -> Vec<(Flag, bool)> {
        let day = self.day();
        let flag = |it: &Contradiction| (it.flag, it.counts);
        day.contradictions().iter().map(flag).collect()
    }
}

/// Comes with the number that is also the person's.
pub(super) fn check_in(who: u32) -> Act {
    Act::CheckIn {
        entry: entry(who.into()),
        number: who,
        need: None,
    }
}

pub(super) fn walk_in(who: u32) -> Act {
    Act::WalkIn {
        entry: entry(who.into()),
        number: who,
        need: None,
    }
}

/// The same with a priority.
pub(super) fn elderly(act: Act) -> Act {
    let need = Some(Need::Elderly);
    match act {
        Act::CheckIn { entry, number, .. } => Act::CheckIn { entry, number, need },
        Act::WalkIn { entry, number, .. } => Act::WalkIn { entry, number, need },
        other => other,
    }
}

pub(super) fn call(who: u128, by: u128) -> Act {
    let (entry, operator) = (entry(who), operator(by));
    Act::Call { entry, operator }
}

pub(super) fn recall(who: u128, by: u128) -> Act {
    let (entry, operator) = (entry(who), operator(by));
    Act::Recall { entry, operator }
}

pub(super) fn miss(who: u128, by: u128) -> Act {
    let (entry, operator) = (entry(who), operator(by));
    Act::Miss { entry, operator }
}

/// Called, called three times again, and not there.
pub(super) fn in_vain(who: u128, by: u128) -> Vec<Act> {
    let again = recall(who, by);
    vec![call(who, by), again.clone(), again.clone(), again, miss(who, by)]
}

pub(super) fn begin(who: u128, by: u128) -> Act {
    let (entry, operator) = (entry(who), operator(by));
    Act::Begin { entry, operator }
}

pub(super) fn park(who: u128, by: u128) -> Act {
    let (entry, operator) = (entry(who), operator(by));
    Act::Park { entry, operator }
}

pub(super) fn hand_over(who: u128, by: u128, to: Option<u128>) -> Act {
    Act::HandOver {
        entry: entry(who),
        operator: operator(by),
        to: to.map(operator),
    }
}

pub(super) fn end(who: u128, by: u128, ending: Ending) -> Act {
    let (entry, operator) = (entry(who), operator(by));
    Act::End {
        entry,
        operator,
        ending,
    }
}

pub(super) fn start(who: u128) -> Act {
    let operator = operator(who);
    Act::Start { operator }
}

pub(super) fn stop(who: u128) -> Act {
    let operator = operator(who);
    Act::Stop { operator }
}
