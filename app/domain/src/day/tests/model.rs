//! A hall is played, step by step, as chance will have it: who acts, what with, whose network is gone, what is
//! lost or comes twice. Whatever happened, all devices and the server end with one day, and no rule is broken.

mod deed;
mod hall;
mod people;
mod rules;
mod server;

use super::*;
use deed::Deed;
use hall::{DESKS, Hall, TABLES};
use proptest::prelude::*;
use server::Rules;

/// What becomes of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Answered,
    /// The server has it, the device does not know.
    AnswerLost,
    /// The answer comes later.
    AnswerDelayed,
    /// The device gave up; the server gets it later.
    RequestDelayed,
}

#[derive(Debug, Clone, Copy)]
enum What {
    Wait {
        minutes: i64,
    },
    Network(bool),
    /// Somebody changes the clock of a device.
    Clock {
        minutes: i64,
    },
    Sync(Fate),
    /// Something delayed arrives.
    Deliver,
    /// A report of before reaches the server again.
    Again,
    /// A booking is called off.
    Cancel,
    Do(Deed, Fate),
}

#[derive(Clone)]
struct Step {
    device: usize,
    what: What,
    pick: usize,
    seconds: i64,
}

/// One line a step, so that a day that failed can be read.
impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Step {
            device,
            what,
            pick,
            seconds,
            ..
        } = self;
        write!(f, "{device}: {what:?} ({pick}) after {seconds} s")
    }
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        12 => Just(Fate::Answered),
        1 => Just(Fate::AnswerLost),
        1 => Just(Fate::AnswerDelayed),
        1 => Just(Fate::RequestDelayed),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => Just(Deed::CheckIn),
        6 => Just(Deed::WalkIn),
        1 => Just(Deed::UndoCheckIn),
        1 => Just(Deed::NoShow),
        1 => Just(Deed::UndoNoShow),
        2 => Just(Deed::SetNeed),
        1 => Just(Deed::PrepareFile),
        1 => Just(Deed::Leave),
        1 => Just(Deed::Return),
        4 => Just(Deed::Back),
        1 => Just(Deed::OpenIncident),
        1 => Just(Deed::ConfirmIncident),
        4 => Just(Deed::CloseIncident),
        2 => Just(Deed::Start),
        24 => Just(Deed::Next),
        2 => Just(Deed::Call),
        1 => Just(Deed::Recall),
        4 => Just(Deed::CallInVain),
        3 => Just(Deed::Begin),
        2 => Just(Deed::Park),
        2 => Just(Deed::HandOver),
        2 => Just(Deed::HandTo),
        10 => Just(Deed::Serve),
        2 => Just(Deed::End),
        3 => Just(Deed::TableBack),
        1 => Just(Deed::Stop),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let what = prop_oneof![
        1 => (1..25i64).prop_map(|minutes| What::Wait { minutes }),
        3 => Just(What::Network(false)),
        1 => Just(What::Network(true)),
        1 => (-180..180i64).prop_map(|minutes| What::Clock { minutes }),
        6 => fate().prop_map(What::Sync),
        1 => Just(What::Deliver),
        1 => Just(What::Again),
        1 => Just(What::Cancel),
        24 => (deed(), fate()).prop_map(|(deed, fate)| What::Do(deed, fate)),
    ];
    (0..DESKS + TABLES, what, any::<u16>(), 1..90i64).prop_map(|(device, what, pick, seconds)| Step {
        device,
        what,
        pick: usize::from(pick),
        seconds,
    })
}

fn clocks() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(-200..200i64, DESKS + TABLES)
}

/// Plays a day until everything was sent.
fn play(rules: Rules, clocks: &[i64], steps: &[Step], seed: usize) -> Hall {
    let mut hall = Hall::new(rules, clocks);
    hall.open();
    for step in steps {
        hall.take(step);
    }
    hall.close(seed);
    hall
}

/// Few enough for every day; `PROPTEST_CASES=5000` for a long look.
fn config() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: if asked { default.cases } else { 128 },
        max_shrink_iters: 4000,
        failure_persistence: None,
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn all_devices_end_with_one_day_and_no_rule_is_broken(
        clocks in clocks(),
        steps in prop::collection::vec(step(), 0..120),
        seed in any::<usize>(),
    ) {
        let rules = Rules { shares: true, lease: Duration::minutes(30) };
        let hall = play(rules, &clocks, &steps, seed);
        rules::at_the_end(&hall, seed);
    }

    #[test]
    fn nobody_is_called_twice_while_shares_last(
        clocks in clocks(),
        steps in prop::collection::vec(step(), 0..120),
        seed in any::<usize>(),
    ) {
        let rules = Rules { shares: true, lease: Duration::days(2) };
        let hall = play(rules, &clocks, &steps, seed);
        rules::at_the_end(&hall, seed);
        rules::nobody_was_called_twice(&hall);
    }
}

/// The proof that the model would see it: where every device may call everybody, two tables call one person,
/// and it is listed for somebody to look at.
#[test]
fn without_shares_somebody_is_called_twice() {
    let rules = Rules {
        shares: false,
        lease: Duration::minutes(30),
    };
    let away = |device| Step {
        device,
        what: What::Network(false),
        pick: 0,
        seconds: 1,
    };
    let next = |device| Step {
        what: What::Do(Deed::Next, Fate::Answered),
        ..away(device)
    };
    let steps = [away(2), away(3), next(0), next(1)];
    let hall = play(rules, &[0; DESKS + TABLES], &steps, 0);
    assert_eq!(hall.people.called_twice, 1);
    let flags: Vec<Flag> = hall
        .server
        .day
        .contradictions()
        .iter()
        .map(|it| it.flag)
        .collect();
    assert_eq!(flags, [Flag::HeldByOther]);
}
