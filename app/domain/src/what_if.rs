//! Questions to a planned service day: what is asked, and what the page shows.

use crate::field::{Field, FieldError, Problem};
use crate::plan::{Hours, parse_time};
use crate::service::VisitSummary;
use crate::settings::Settings;
use crate::simulation::{Day, DaySlot, Outcome, Stop, simulate};
use chrono::{NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

/// Most days that are tried.
pub const MOST_DAYS: u32 = 10_000;
/// Days that are tried unless somebody asks for another number.
pub const USUAL_DAYS: u32 = 1_000;
/// Most people over all days that are tried: an answer takes a fifth of a second at most (measured).
const MOST_DRAWN: u64 = 2_000_000;
/// Most walk-ins that can be expected.
pub const MOST_WALK_INS: u32 = 200;
/// Range of the service time in minutes; wider than that of a plan, for the question is "what if".
const SERVICE: (u32, u32) = (1, 120);
/// Furthest spread of the service time, in percent.
pub const MOST_SPREAD: u32 = 90;
/// Longest outage in minutes: a working day.
const LONGEST_OUTAGE: u32 = 480;
/// Seconds of a minute.
const MINUTE: u64 = 60;

/// What is asked, as typed. An empty field means what is usual.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WhatIfForm {
    /// Not empty: as if every slot were full, whoever is booked.
    pub every_slot_full: String,
    /// People booked who do not come, in percent.
    pub no_show_percent: String,
    /// Walk-ins expected.
    pub walk_ins_expected: String,
    /// Time to serve one person, in minutes.
    pub service_minutes: String,
    /// How far it differs, in percent.
    pub service_spread_percent: String,
    /// Begin of an outage, `HH:MM` WITA; empty: none.
    pub outage_from: String,
    /// Its length in minutes.
    pub outage_minutes: String,
    /// Days to try.
    pub days: String,
    /// Seed of chance.
    pub seed: String,
}

/// What is asked, parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIf {
    /// As if every slot were full, whoever is booked.
    pub every_slot_full: bool,
    /// People booked who do not come, in percent.
    pub no_show_percent: u32,
    /// Walk-ins expected.
    pub walk_ins_expected: u32,
    /// Time to serve one person, in minutes.
    pub service_minutes: u32,
    /// How far it differs, in percent.
    pub service_spread_percent: u32,
    /// Begin of an outage in WITA and its length in minutes.
    pub outage: Option<(NaiveTime, u32)>,
    /// Days to try.
    pub days: u32,
    /// Seed of chance.
    pub seed: u32,
}

impl WhatIfForm {
    /// Reads the form; what is left empty is taken from the settings and the visit's service time.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(&self, settings: &Settings, service_minutes: u32) -> Result<WhatIf, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut number = |field, text: &str, usual, (min, max)| {
            whole(text, usual, min, max).unwrap_or_else(|problem| {
                errors.push(FieldError::new(field, problem));
                usual
            })
        };
        let mut asked = WhatIf {
            every_slot_full: !self.every_slot_full.trim().is_empty(),
            no_show_percent: number(
                Field::NoShowPercent,
                &self.no_show_percent,
                settings.no_show_percent,
                (0, 100),
            ),
            walk_ins_expected: number(
                Field::WalkInsExpected,
                &self.walk_ins_expected,
                settings.walk_ins_expected,
                (0, MOST_WALK_INS),
            ),
            service_minutes: number(
                Field::ServiceMinutes,
                &self.service_minutes,
                service_minutes,
                SERVICE,
            ),
            service_spread_percent: number(
                Field::ServiceSpreadPercent,
                &self.service_spread_percent,
                settings.service_spread_percent,
                (0, MOST_SPREAD),
            ),
            outage: None,
            days: number(Field::Days, &self.days, USUAL_DAYS, (1, MOST_DAYS)),
            seed: number(Field::Seed, &self.seed, 1, (0, u32::MAX)),
        };
        let length = number(Field::OutageMinutes, &self.outage_minutes, 0, (0, LONGEST_OUTAGE));
        let begin = Some(self.outage_from.trim()).filter(|text| !text.is_empty());
        match begin.map(parse_time) {
            Some(Ok(begin)) if length > 0 => asked.outage = Some((begin, length)),
            Some(Ok(_)) if !errors.iter().any(|it| it.field == Field::OutageMinutes) => {
                errors.push(FieldError::new(Field::OutageMinutes, Problem::Missing));
            }
            Some(Err(problem)) => errors.push(FieldError::new(Field::OutageFrom, problem)),
            None if length > 0 => errors.push(FieldError::new(Field::OutageFrom, Problem::Missing)),
            _ => {}
        }
        if errors.is_empty() { Ok(asked) } else { Err(errors) }
    }
}

fn whole(text: &str, usual: u32, min: u32, max: u32) -> Result<u32, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(usual);
    }
    let number = text.parse().ok().filter(|number| (min..=max).contains(number));
    number.ok_or(Problem::OutOfRange {
        min: min.into(),
        max: max.into(),
    })
}

impl WhatIf {
    /// The form that asks this, every field filled.
    pub fn form(&self) -> WhatIfForm {
        let (from, minutes) = match self.outage {
            Some((from, minutes)) => (from.format("%H:%M").to_string(), minutes.to_string()),
            None => (String::new(), String::new()),
        };
        WhatIfForm {
            every_slot_full: if self.every_slot_full { "1" } else { "" }.to_owned(),
            no_show_percent: self.no_show_percent.to_string(),
            walk_ins_expected: self.walk_ins_expected.to_string(),
            service_minutes: self.service_minutes.to_string(),
            service_spread_percent: self.service_spread_percent.to_string(),
            outage_from: from,
            outage_minutes: minutes,
            days: self.days.to_string(),
            seed: self.seed.to_string(),
        }
    }

    /// The day to try: `hours` and `slots` of the visit (seconds since its begin) under what is asked.
    pub fn day(&self, hours: &Hours, slots: Vec<DaySlot>) -> Day {
        let since = |time: NaiveTime| {
            let begin = hours.starts_at.num_seconds_from_midnight();
            u64::from(time.num_seconds_from_midnight().saturating_sub(begin))
        };
        let pause = hours.pause.map(|(from, until)| Stop {
            from: since(from),
            until: since(until),
            holds_service: false,
        });
        let outage = self.outage.map(|(from, minutes)| {
            // What lies before the begin of service troubles nobody.
            let until = u64::from(from.num_seconds_from_midnight()) + u64::from(minutes) * MINUTE;
            let begin = u64::from(hours.starts_at.num_seconds_from_midnight());
            Stop {
                from: since(from),
                until: until.saturating_sub(begin),
                holds_service: true,
            }
        });
        let mut stops: Vec<Stop> = pause.into_iter().chain(outage).collect();
        stops.sort_by_key(|stop| stop.from);
        Day {
            slots,
            ends: since(hours.ends_at),
            stops,
            arrival_spread: 100,
            no_show: self.no_show_percent.into(),
            walk_ins: self.walk_ins_expected,
            service: u64::from(self.service_minutes) * MINUTE,
            service_spread: self.service_spread_percent.into(),
        }
    }

    /// Tries the day. `target`: more people than this number should be served.
    ///
    /// # Errors
    /// On `days`, where so many people would keep the server busy for too long.
    pub fn run(&self, day: &Day, target: u32) -> Result<Vec<Outcome>, Vec<FieldError>> {
        let most = u32::try_from(MOST_DRAWN / day.most_people().max(1)).unwrap_or(u32::MAX);
        if self.days > most.max(1) {
            let range = Problem::OutOfRange {
                min: 1,
                max: most.max(1).into(),
            };
            return Err(vec![FieldError::new(Field::Days, range)]);
        }
        Ok(simulate(day, self.days, target, self.seed.into()))
    }
}

/// Which people are taken to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Assumed {
    /// Those who are booked.
    Booked,
    /// As many as there are places, for nobody is booked yet.
    NobodyBooked,
    /// As many as there are places, for it was asked so.
    EverySlotFull,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIfPage {
    /// The visit.
    pub visit: VisitSummary,
    /// The form, filled with what was asked or what is usual.
    pub form: WhatIfForm,
    /// What needs mending; nothing was tried then.
    pub errors: Vec<FieldError>,
    /// Which people are taken to come.
    pub assumed: Assumed,
    /// How many.
    pub people: u32,
    /// Operators of the team who count.
    pub team: u32,
    /// People who should come: more than this number.
    pub target: u32,
    /// What came out, one a size of team; empty where something needs mending.
    pub outcomes: Vec<Outcome>,
}

impl WhatIfPage {
    /// What came out for the visit's own team, where it is one of the sizes that were tried.
    pub fn own(&self) -> Option<&Outcome> {
        self.outcomes
            .iter()
            .find(|outcome| outcome.operators == self.team)
    }

    /// So few that the target cannot be reached, whoever serves.
    pub fn too_few(&self) -> bool {
        let walk_ins: u32 = self.form.walk_ins_expected.parse().unwrap_or(0);
        self.people + 2 * walk_ins <= self.target
    }

    /// The smallest team that gets above the target on at least so many percent of the days.
    pub fn least_team(&self, percent: u64) -> Option<&Outcome> {
        self.outcomes
            .iter()
            .find(|outcome| outcome.above_target >= percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn hours() -> Hours {
        Hours {
            starts_at: time(8, 30),
            ends_at: time(11, 30),
            pause: None,
        }
    }

    fn asked(change: impl FnOnce(&mut WhatIfForm)) -> Result<WhatIf, Vec<FieldError>> {
        let mut form = WhatIfForm::default();
        change(&mut form);
        form.parse(&Settings::default(), 20)
    }

    #[test]
    fn an_empty_form_asks_what_is_usual() {
        let usual = asked(|_| ()).unwrap();
        assert_eq!((usual.no_show_percent, usual.walk_ins_expected), (10, 0));
        assert_eq!((usual.service_minutes, usual.service_spread_percent), (20, 30));
        assert_eq!((usual.outage, usual.days), (None, 1000));
        assert_eq!(usual.form().parse(&Settings::default(), 45), Ok(usual));
    }

    #[test]
    fn what_is_out_of_range_stands_beside_its_field() {
        let wrong = asked(|form| {
            form.days = "10001".into();
            form.no_show_percent = "-1".into();
            form.service_minutes = "lama".into();
            form.outage_from = "jam 9".into();
        });
        let fields: Vec<_> = wrong.unwrap_err().into_iter().map(|error| error.field).collect();
        assert_eq!(
            fields,
            [
                Field::NoShowPercent,
                Field::ServiceMinutes,
                Field::Days,
                Field::OutageFrom
            ]
        );
    }

    #[test]
    fn an_outage_needs_its_begin_and_its_length() {
        let only = |begin: &str, minutes: &str| {
            asked(|form| (form.outage_from, form.outage_minutes) = (begin.into(), minutes.into()))
        };
        let missing = |field| Err(vec![FieldError::new(field, Problem::Missing)]);
        assert_eq!(only("09:30", ""), missing(Field::OutageMinutes));
        assert_eq!(only("", "30"), missing(Field::OutageFrom));
        assert_eq!(only("09:30", "30").unwrap().outage, Some((time(9, 30), 30)));
        assert_eq!(only("", "0").unwrap().outage, None);
    }

    #[test]
    fn pause_and_outage_count_from_the_begin_of_service() {
        let asked = asked(|form| (form.outage_from, form.outage_minutes) = ("08:00".into(), "60".into()));
        let mut hours = hours();
        hours.pause = Some((time(10, 0), time(10, 20)));
        let day = asked.unwrap().day(&hours, Vec::new());
        assert_eq!(day.ends, 180 * MINUTE);
        // Half of the outage lies before the begin.
        let stops: Vec<_> = day
            .stops
            .iter()
            .map(|stop| (stop.from / MINUTE, stop.until / MINUTE))
            .collect();
        assert_eq!(stops, [(0, 30), (90, 110)]);
    }

    #[test]
    fn more_people_allow_fewer_days() {
        let asked = asked(|form| form.days = "10000".into()).unwrap();
        let slots = |people| {
            vec![DaySlot {
                from: 0,
                until: 600,
                people,
            }]
        };
        let crowd = asked.run(&asked.day(&hours(), slots(1000)), 15);
        let most = Problem::OutOfRange { min: 1, max: 2000 };
        assert_eq!(crowd, Err(vec![FieldError::new(Field::Days, most)]));
        let nobody = asked.run(&asked.day(&hours(), slots(0)), 15).unwrap();
        assert!(nobody.iter().all(|it| it.served_tenths == 0));
    }

    proptest! {
        #[test]
        fn the_form_never_panics(number in ".*", time in ".*") {
            let _ = asked(|form| {
                form.days = number.clone();
                form.seed = number.clone();
                form.outage_minutes = number;
                form.outage_from = time;
            });
        }
    }
}
