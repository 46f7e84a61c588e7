//! What a service day would be like: a discrete-event simulation, the same for the same seed.
//!
//! Everything is counted in whole seconds since the begin of service, with integers alone, so that
//! the figures are equal on every machine. The rules:
//!
//! - people booked arrive spread evenly over their slot, walk-ins over the whole day;
//! - first come, first served; whoever is booked goes before walk-ins who wait;
//! - in a pause nobody is called, who is being served is finished;
//! - in an outage of OSS nobody is called, and who is being served waits until it is over;
//! - `served` counts people called before service ends; everybody who came is served all the same,
//!   and the time this takes beyond the end is the overtime.
//!
//! Chance is drawn person by person before anybody is served, so that teams of different size meet
//! the very same day.

use crate::chance::Chance;

/// Sizes of team that are compared: 1 to this number.
pub const MOST_OPERATORS: usize = 5;

/// One hundred percent.
const WHOLE: u64 = 100;

/// A slot with the people booked in it, in seconds since the begin of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySlot {
    /// Begin.
    pub from: u64,
    /// End.
    pub until: u64,
    /// People.
    pub people: u32,
}

/// A time in which nobody is called, in seconds since the begin of service: `[from, until)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Begin.
    pub from: u64,
    /// End.
    pub until: u64,
    /// Who is being served waits too: an outage. Otherwise a pause.
    pub holds_service: bool,
}

/// A service day to try out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Slots, with people booked.
    pub slots: Vec<DaySlot>,
    /// End of service, in seconds since its begin.
    pub ends: u64,
    /// Pause and outage, by their begin.
    pub stops: Vec<Stop>,
    /// How far arrivals are spread over the slot, in percent; 0: all at its begin.
    pub arrival_spread: u64,
    /// People booked who do not come, in percent.
    pub no_show: u64,
    /// Walk-ins expected: twice as many may come, each with a chance of one half.
    pub walk_ins: u32,
    /// Time to serve one person, in seconds.
    pub service: u64,
    /// How far it differs, in percent of it, up and down, each time as likely; 0: never.
    pub service_spread: u64,
}

/// Somebody who came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Person {
    arrives: u64,
    service: u64,
}

/// The people of one day, by arrival.
#[derive(Debug, Default)]
struct People {
    booked: Vec<Person>,
    walk_ins: Vec<Person>,
}

/// How many values there are of each minute, for percentiles without sorting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Minutes {
    counts: Vec<u64>,
    all: u64,
}

impl Minutes {
    /// Counts a time in seconds, rounded to the nearest minute.
    fn add(&mut self, seconds: u64) {
        let minute = usize::try_from((seconds + 30) / 60).unwrap_or(usize::MAX);
        if self.counts.len() <= minute {
            self.counts.resize(minute + 1, 0);
        }
        if let Some(count) = self.counts.get_mut(minute) {
            *count += 1;
        }
        self.all += 1;
    }

    /// The least minute that so many percent of the values do not exceed (nearest rank); 0 without any.
    fn percentile(&self, percent: u64) -> u64 {
        let rank = (self.all * percent).div_ceil(WHOLE);
        let mut seen = 0;
        for (minute, count) in (0..).zip(&self.counts) {
            seen += count;
            if seen >= rank {
                return minute;
            }
        }
        0
    }
}

/// What came out for a team of one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Outcome {
    /// Operators.
    pub operators: u32,
    /// People served before the end, mean of the days, in tenths.
    pub served_tenths: u64,
    /// Days with more people than the target, in percent, rounded down: never more than was reached.
    pub above_target: u64,
    /// Half of the people wait no longer, in minutes.
    pub wait_p50: u64,
    /// Nine of ten people wait no longer, in minutes.
    pub wait_p90: u64,
    /// On half of the days it takes no longer than this beyond the end, in minutes.
    pub overtime_p50: u64,
    /// On nine of ten days it takes no longer than this beyond the end, in minutes.
    pub overtime_p90: u64,
}

/// Tries a day so many times with 1 to [`MOST_OPERATORS`] operators. `target`: more people than this
/// number should be served.
pub fn simulate(day: &Day, days: u32, target: u32, seed: u64) -> Vec<Outcome> {
    let mut chance = Chance::new(seed);
    let mut tallies = [(); MOST_OPERATORS].map(|()| Tally::default());
    let mut people = People::default();
    for _ in 0..days {
        day.draw(&mut chance, &mut people);
        for (operators, tally) in (1usize..).zip(&mut tallies) {
            let ran = run(day, &people, operators, |wait| tally.waits.add(wait));
            tally.add(ran, target);
        }
    }
    (1..)
        .zip(&tallies)
        .map(|(operators, tally)| tally.outcome(operators, days))
        .collect()
}

#[derive(Debug, Default)]
struct Tally {
    served: u64,
    above: u64,
    waits: Minutes,
    overtime: Minutes,
}

/// People served before the end of one day, and when the last one was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ran {
    served: u64,
    overtime: u64,
}

impl Tally {
    fn add(&mut self, ran: Ran, target: u32) {
        self.served += ran.served;
        self.above += u64::from(ran.served > u64::from(target));
        self.overtime.add(ran.overtime);
    }

    fn outcome(&self, operators: u32, days: u32) -> Outcome {
        let days = u64::from(days.max(1));
        Outcome {
            operators,
            served_tenths: (self.served * 10 + days / 2) / days,
            above_target: self.above * WHOLE / days,
            wait_p50: self.waits.percentile(50),
            wait_p90: self.waits.percentile(90),
            overtime_p50: self.overtime.percentile(50),
            overtime_p90: self.overtime.percentile(90),
        }
    }
}

impl Day {
    /// People who may come on one day: everybody booked, and twice the walk-ins expected.
    pub fn most_people(&self) -> u64 {
        let booked: u64 = self.slots.iter().map(|slot| u64::from(slot.people)).sum();
        booked + 2 * u64::from(self.walk_ins)
    }

    /// Draws who comes, when, and how long each takes. The same number of draws a person, whoever comes.
    fn draw(&self, chance: &mut Chance, people: &mut People) {
        people.booked.clear();
        people.walk_ins.clear();
        for slot in &self.slots {
            let width = slot.until.saturating_sub(slot.from) * self.arrival_spread / WHOLE;
            for _ in 0..slot.people {
                let comes = chance.below(WHOLE) >= self.no_show;
                let person = self.person(chance, slot.from, width);
                if comes {
                    people.booked.push(person);
                }
            }
        }
        for _ in 0..2 * u64::from(self.walk_ins) {
            let comes = chance.below(2) == 1;
            let person = self.person(chance, 0, self.ends);
            if comes {
                people.walk_ins.push(person);
            }
        }
        people.booked.sort_by_key(|person| person.arrives);
        people.walk_ins.sort_by_key(|person| person.arrives);
    }

    fn person(&self, chance: &mut Chance, from: u64, width: u64) -> Person {
        let arrives = from + chance.below(width);
        let spread = self.service * self.service_spread.min(WHOLE) / WHOLE;
        Person {
            arrives,
            service: self.service - spread + chance.below(2 * spread + 1),
        }
    }

    /// The first moment from `at` on at which somebody may be called.
    fn callable(&self, at: u64) -> u64 {
        let after = |at, stop: &Stop| match stop.from <= at && at < stop.until {
            true => stop.until,
            false => at,
        };
        self.stops.iter().fold(at, after)
    }

    /// When a service that begins at `at` is done: an outage in between is added.
    fn done(&self, at: u64, service: u64) -> u64 {
        let mut end = at + service;
        for stop in self.stops.iter().filter(|stop| stop.holds_service) {
            if at < stop.from && stop.from < end {
                end += stop.until - stop.from;
            }
        }
        end
    }
}

/// Serves the people of one day; `waited` is told every wait, in seconds.
fn run(day: &Day, people: &People, operators: usize, mut waited: impl FnMut(u64)) -> Ran {
    let mut free = [u64::MAX; MOST_OPERATORS];
    let team = operators.clamp(1, MOST_OPERATORS);
    free.iter_mut().take(team).for_each(|at| *at = 0);
    let (mut booked, mut walk_ins) = (people.booked.iter().peekable(), people.walk_ins.iter().peekable());
    let (mut served, mut last) = (0, 0);
    loop {
        let soonest = |person: Option<&&Person>| person.map_or(u64::MAX, |person| person.arrives);
        let (next_booked, next_walk_in) = (soonest(booked.peek()), soonest(walk_ins.peek()));
        let arrival = next_booked.min(next_walk_in);
        let Some(operator) = free.iter_mut().min() else {
            break;
        };
        let called = day.callable(arrival.max(*operator));
        let next = if next_booked <= called {
            booked.next()
        } else {
            walk_ins.next()
        };
        let Some(person) = next else { break };
        waited(called - person.arrives);
        *operator = day.done(called, person.service);
        last = last.max(*operator);
        served += u64::from(called < day.ends);
    }
    Ran {
        served,
        overtime: last.saturating_sub(day.ends),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTE: u64 = 60;

    /// So many people at the begin, so many minutes each, no chance in it.
    fn all_at_once(people: u32, service: u64, ends: u64) -> Day {
        Day {
            slots: vec![DaySlot {
                from: 0,
                until: ends * MINUTE,
                people,
            }],
            ends: ends * MINUTE,
            stops: Vec::new(),
            arrival_spread: 0,
            no_show: 0,
            walk_ins: 0,
            service: service * MINUTE,
            service_spread: 0,
        }
    }

    fn outage(from: u64, minutes: u64) -> Stop {
        Stop {
            from: from * MINUTE,
            until: (from + minutes) * MINUTE,
            holds_service: true,
        }
    }

    /// Waits in seconds, in the order of calling, and what came of the day.
    fn one_day(day: &Day, operators: usize) -> (Vec<u64>, Ran) {
        let (mut people, mut waits) = (People::default(), Vec::new());
        day.draw(&mut Chance::new(1), &mut people);
        let ran = run(day, &people, operators, |wait| waits.push(wait));
        (waits, ran)
    }

    #[test]
    fn two_operators_and_three_hours_serve_eighteen() {
        let full = all_at_once(18, 20, 180);
        let (waits, ran) = one_day(&full, 2);
        assert_eq!(
            ran,
            Ran {
                served: 18,
                overtime: 0
            }
        );
        assert_eq!(waits.last(), Some(&(160 * MINUTE)));
        let (_, alone) = one_day(&full, 1);
        assert_eq!(
            alone,
            Ran {
                served: 9,
                overtime: 180 * MINUTE
            }
        );
    }

    #[test]
    fn who_comes_at_the_begin_of_an_own_slot_does_not_wait() {
        let slots = (0..9).map(|at| DaySlot {
            from: at * 20 * MINUTE,
            until: (at + 1) * 20 * MINUTE,
            people: 2,
        });
        let day = Day {
            slots: slots.collect(),
            ..all_at_once(0, 20, 180)
        };
        let two = simulate(&day, 100, 15, 7)[1];
        let expected = Outcome {
            operators: 2,
            served_tenths: 180,
            above_target: 100,
            wait_p50: 0,
            wait_p90: 0,
            overtime_p50: 0,
            overtime_p90: 0,
        };
        assert_eq!(two, expected);
        // One operator falls behind by 20 minutes a slot: the k-th of 18 (from 0) waits 20·⌈k/2⌉ minutes.
        let one = simulate(&day, 100, 15, 7)[0];
        assert_eq!((one.served_tenths, one.above_target), (90, 0));
        assert_eq!((one.wait_p50, one.wait_p90, one.overtime_p90), (80, 160, 180));
    }

    #[test]
    fn an_outage_makes_those_in_service_wait_and_nobody_is_called() {
        let mut day = all_at_once(4, 20, 180);
        day.stops = vec![outage(30, 15)];
        let (waits, ran) = one_day(&day, 1);
        // The second is in service from minute 20 and done at 55 instead of 40.
        assert_eq!(waits, [0, 20 * MINUTE, 55 * MINUTE, 75 * MINUTE]);
        assert_eq!(ran.served, 4);
        // Between two services: at minute 20 the next would be called.
        day.stops = vec![outage(20, 15)];
        assert_eq!(one_day(&day, 1).0, [0, 35 * MINUTE, 55 * MINUTE, 75 * MINUTE]);
    }

    #[test]
    fn in_a_pause_a_service_is_finished_and_nobody_called() {
        let mut day = all_at_once(3, 20, 180);
        day.stops = vec![Stop {
            holds_service: false,
            ..outage(30, 15)
        }];
        assert_eq!(one_day(&day, 1).0, [0, 20 * MINUTE, 45 * MINUTE]);
    }

    #[test]
    fn the_booked_go_before_walk_ins_who_wait() {
        let day = all_at_once(0, 20, 180);
        let at = |arrives| Person {
            arrives: arrives * MINUTE,
            service: 20 * MINUTE,
        };
        let people = People {
            booked: vec![at(0), at(15)],
            walk_ins: vec![at(5), at(100)],
        };
        let mut waits = Vec::new();
        run(&day, &people, 1, |wait| waits.push(wait / MINUTE));
        // 0 at 0; 15 at 20; the walk-in of minute 5 at 40; that of 100 at once.
        assert_eq!(waits, [0, 5, 35, 0]);
    }

    #[test]
    fn the_same_seed_gives_the_same_figures_everywhere() {
        let day = Day {
            arrival_spread: 100,
            no_show: 10,
            walk_ins: 3,
            service_spread: 30,
            stops: vec![outage(60, 20)],
            ..all_at_once(18, 20, 180)
        };
        let first = simulate(&day, 200, 15, 42);
        assert_eq!(first, simulate(&day, 200, 15, 42));
        assert_ne!(first, simulate(&day, 200, 15, 43));
        // Written down once: another machine or another release must come to the same.
        let two = Outcome {
            operators: 2,
            served_tenths: 150,
            above_target: 39,
            wait_p50: 23,
            wait_p90: 64,
            overtime_p50: 60,
            overtime_p90: 80,
        };
        assert_eq!(first[1], two);
    }

    #[test]
    fn chance_keeps_its_shares() {
        let mut day = all_at_once(1000, 20, 180);
        (day.no_show, day.walk_ins, day.service_spread) = (10, 500, 30);
        let mut people = People::default();
        day.draw(&mut Chance::new(5), &mut people);
        assert!(
            (870..=930).contains(&people.booked.len()),
            "{}",
            people.booked.len()
        );
        assert!((450..=550).contains(&people.walk_ins.len()));
        let times = || people.booked.iter().map(|person| person.service);
        assert!(times().all(|time| (14 * MINUTE..=26 * MINUTE).contains(&time)));
        let mean = times().sum::<u64>() / people.booked.len() as u64;
        assert!((1180..=1220).contains(&mean), "{mean}");
    }

    #[test]
    fn an_empty_day_has_nothing_to_count() {
        let all = simulate(&all_at_once(0, 20, 180), 10, 15, 1);
        assert!(
            all.iter()
                .all(|it| (it.served_tenths, it.wait_p90, it.overtime_p90) == (0, 0, 0))
        );
        assert_eq!(all.len(), MOST_OPERATORS);
    }

    /// A day with chance, but without walk-ins: first come, first served.
    fn busy() -> impl Strategy<Value = Day> {
        let slots = prop::collection::vec(0u32..6, 1..10);
        (
            slots,
            0u64..=100,
            0u64..60,
            1u64..45,
            0u64..=100,
            0u64..200,
            0u64..90,
        )
            .prop_map(
                |(people, arrival_spread, no_show, service, service_spread, from, minutes)| {
                    let slot = |(at, people): (u64, u32)| DaySlot {
                        from: at * 20 * MINUTE,
                        until: (at + 1) * 20 * MINUTE,
                        people,
                    };
                    let ends = people.len() as u64 * 20;
                    Day {
                        slots: (0..).zip(people).map(slot).collect(),
                        stops: vec![outage(from, minutes)],
                        arrival_spread,
                        no_show,
                        service_spread,
                        ..all_at_once(0, service, ends)
                    }
                },
            )
    }

    proptest! {
        #[test]
        fn all_at_once_follows_the_formula(people in 0u32..60, service in 1u64..46, ends in 1u64..400, c in 1usize..=MOST_OPERATORS) {
            let (waits, ran) = one_day(&all_at_once(people, service, ends), c);
            let begins: Vec<u64> = (0..u64::from(people)).map(|k| k / c as u64 * service * MINUTE).collect();
            prop_assert_eq!(&waits, &begins);
            let served = u64::from(people).min(c as u64 * ends.div_ceil(service));
            let overtime = (u64::from(people).div_ceil(c as u64) * service).saturating_sub(ends) * MINUTE;
            prop_assert_eq!(ran, Ran { served, overtime });
        }

        #[test]
        fn an_outage_adds_its_length_to_all_who_are_not_done(people in 0u32..60, service in 1u64..46, from in 0u64..300, minutes in 0u64..120, c in 1usize..=MOST_OPERATORS) {
            let mut day = all_at_once(people, service, 500);
            day.stops = vec![outage(from, minutes)];
            let (waits, _) = one_day(&day, c);
            for (k, wait) in waits.into_iter().enumerate() {
                let begin = (k / c) as u64 * service;
                let late = if begin >= from { minutes } else { 0 };
                prop_assert_eq!(wait, (begin + late) * MINUTE);
            }
        }

        /// Lindley's recursion for one operator: the next waits what the one before waited and took, less the
        /// time between them.
        #[test]
        fn one_operator_follows_lindley(mut day in busy(), seed: u64) {
            day.stops.clear();
            let (mut people, mut waits) = (People::default(), Vec::new());
            day.draw(&mut Chance::new(seed), &mut people);
            run(&day, &people, 1, |wait| waits.push(wait));
            let mut expected = 0;
            for (pair, wait) in people.booked.windows(2).zip(waits.iter().skip(1)) {
                expected = (expected + pair[0].service).saturating_sub(pair[1].arrives - pair[0].arrives);
                prop_assert_eq!(*wait, expected);
            }
        }

        /// Provable without walk-ins: of the same people in the same order nobody is called later.
        #[test]
        fn one_more_operator_never_serves_fewer_or_lets_wait_longer(day in busy(), seed: u64) {
            let all = simulate(&day, 20, 15, seed);
            for pair in all.windows(2) {
                prop_assert!(pair[0].served_tenths <= pair[1].served_tenths);
                prop_assert!(pair[0].above_target <= pair[1].above_target);
                prop_assert!(pair[0].wait_p50 >= pair[1].wait_p50 && pair[0].wait_p90 >= pair[1].wait_p90);
                prop_assert!(pair[0].overtime_p90 >= pair[1].overtime_p90);
            }
        }

        /// Everybody who comes is called once, and nobody before arriving.
        #[test]
        fn everybody_is_served_once(mut day in busy(), walk_ins in 0u32..10, seed: u64, c in 1usize..=MOST_OPERATORS) {
            day.walk_ins = walk_ins;
            let (mut people, mut called) = (People::default(), 0);
            day.draw(&mut Chance::new(seed), &mut people);
            run(&day, &people, c, |_| called += 1);
            prop_assert_eq!(called, people.booked.len() + people.walk_ins.len());
        }

        #[test]
        fn a_percentile_is_that_of_the_sorted_list(mut minutes in prop::collection::vec(0u64..300, 1..60), percent in 1u64..=100) {
            let mut counted = Minutes::default();
            minutes.iter().for_each(|minute| counted.add(minute * MINUTE));
            minutes.sort_unstable();
            let rank = (minutes.len() as u64 * percent).div_ceil(100) as usize;
            prop_assert_eq!(counted.percentile(percent), minutes[rank - 1]);
        }
    }
}
