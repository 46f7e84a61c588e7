//! The plan of a visit: what staff enter, and the slots that follow from it.

use crate::calendar::from_wita;
use crate::field::{Field, FieldError, Problem};
use crate::id::OperatorId;
use crate::part::{Part, parse_part};
use crate::text::Line;
use crate::village::VillageCode;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Timelike, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Range of the service time of one person, in minutes (domain.md 1.5: 10 to 45).
pub const SERVICE_MINUTES: std::ops::RangeInclusive<u32> = 10..=45;
/// Range of the length of a slot, in minutes.
pub const SLOT_MINUTES: std::ops::RangeInclusive<u32> = 10..=240;
/// Most places of a slot that may be kept for walk-ins.
pub const MOST_WALK_IN_PLACES: u32 = 20;

/// The hours of a visit, in WITA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Begin of service.
    pub starts_at: NaiveTime,
    /// End of service.
    pub ends_at: NaiveTime,
    /// Pause, begin and end.
    pub pause: Option<(NaiveTime, NaiveTime)>,
}

/// The plan of a visit, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitPlan {
    /// The village.
    pub village: VillageCode,
    /// Day of the visit, in WITA.
    pub date: NaiveDate,
    /// Hours of service.
    pub hours: Hours,
    /// Length of a slot in minutes.
    pub slot_minutes: u32,
    /// Service time of one person in minutes.
    pub service_minutes: u32,
    /// Places of each slot kept for walk-ins.
    pub walk_in_places: u32,
    /// Where people are received; the village may still correct it.
    pub venue: Line<120>,
    /// People allotted.
    pub operators: Vec<OperatorId>,
    /// The part of the day of those who are not there for all of it.
    pub parts: BTreeMap<OperatorId, Part>,
    /// Why the date stands although the calendar holds it.
    pub override_reason: Option<Line<200>>,
    /// Why it joins a month whose plan is out already.
    pub sudden_reason: Option<Line<200>>,
    /// Why fewer people than the minimum may stay at the counter of the office.
    pub office_reason: Option<Line<200>>,
}

/// Begin and end of a slot: half open, `[starts_at, ends_at)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotTime {
    /// Begin.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
}

impl VisitPlan {
    /// The slots of the plan: each stretch between start, pause and end cut into whole slots; a rest
    /// shorter than a slot is left out.
    pub fn slots(&self) -> Vec<SlotTime> {
        let Hours {
            starts_at,
            ends_at,
            pause,
        } = &self.hours;
        let stretches = match pause {
            Some((from, until)) => vec![(*starts_at, *from), (*until, *ends_at)],
            None => vec![(*starts_at, *ends_at)],
        };
        let length = Duration::minutes(i64::from(self.slot_minutes.max(1)));
        let mut slots = Vec::new();
        for (from, until) in stretches {
            let (mut at, until) = (from_wita(self.date, from), from_wita(self.date, until));
            while at + length <= until {
                slots.push(SlotTime {
                    starts_at: at,
                    ends_at: at + length,
                });
                at += length;
            }
        }
        slots
    }
}

/// The form of a plan, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitPlanForm {
    /// Village code.
    pub village: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub starts_at: String,
    /// `HH:MM`.
    pub ends_at: String,
    /// `HH:MM` or empty.
    pub break_from: String,
    /// `HH:MM` or empty.
    pub break_until: String,
    /// Minutes.
    pub slot_minutes: String,
    /// Minutes.
    pub service_minutes: String,
    /// Places.
    pub walk_in_places: String,
    /// Place.
    pub venue: String,
    /// Ids of the operators.
    pub operators: Vec<String>,
    /// Reason, or empty.
    pub override_reason: String,
    /// Reason, or empty.
    pub sudden_reason: String,
    /// Parts of the day: id of the person, from, until, each `HH:MM` or empty. Those of people who are
    /// not chosen are left aside.
    pub parts: Vec<(String, String, String)>,
    /// Reason, or empty.
    pub office_reason: String,
}

impl VisitPlanForm {
    /// Reads the form. Whether the calendar holds the date is for the caller to ask.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(&self) -> Result<VisitPlan, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut note = |field, problem| errors.push(FieldError::new(field, problem));

        let village = VillageCode::parse(&self.village).map_err(|_| {
            note(
                Field::Village,
                if self.village.trim().is_empty() {
                    Problem::Missing
                } else {
                    Problem::NotAChoice
                },
            )
        });
        let date = parse_date(&self.date).map_err(|problem| note(Field::Date, problem));
        let starts_at = parse_time(&self.starts_at).map_err(|problem| note(Field::StartsAt, problem));
        let ends_at = parse_time(&self.ends_at).map_err(|problem| note(Field::EndsAt, problem));
        let pause =
            parse_pause(&self.break_from, &self.break_until).map_err(|(field, problem)| note(field, problem));
        let slot_minutes = number(&self.slot_minutes, *SLOT_MINUTES.start(), *SLOT_MINUTES.end())
            .map_err(|problem| note(Field::SlotMinutes, problem));
        let service_minutes = number(
            &self.service_minutes,
            *SERVICE_MINUTES.start(),
            *SERVICE_MINUTES.end(),
        )
        .map_err(|problem| note(Field::ServiceMinutes, problem));
        let walk_in_places = if self.walk_in_places.trim().is_empty() {
            Ok(0)
        } else {
            number(&self.walk_in_places, 0, MOST_WALK_IN_PLACES)
                .map_err(|problem| note(Field::WalkInPlaces, problem))
        };
        let venue = Line::parse_min(&self.venue, 3).map_err(|problem| note(Field::Venue, problem));
        let operators = self
            .operators
            .iter()
            .map(|id| id.parse())
            .collect::<Result<Vec<OperatorId>, _>>()
            .map_err(|_| note(Field::Operators, Problem::NotAChoice));
        let override_reason = Line::parse_optional(&self.override_reason)
            .map_err(|problem| note(Field::OverrideReason, problem));
        let sudden_reason =
            Line::parse_optional(&self.sudden_reason).map_err(|problem| note(Field::SuddenReason, problem));
        let office_reason =
            Line::parse_optional(&self.office_reason).map_err(|problem| note(Field::OfficeReason, problem));
        let hours = match (&starts_at, &ends_at) {
            (Ok(from), Ok(until)) => Part::between(*from, *until),
            _ => None,
        };
        let mut parts = BTreeMap::new();
        for operator in operators.iter().flatten() {
            let id = operator.to_string();
            let Some((_, from, until)) = self.parts.iter().find(|(of, ..)| of.trim() == id) else {
                continue;
            };
            match parse_part(from, until, hours) {
                Ok(None) => {}
                Ok(Some(part)) => _ = parts.insert(*operator, part),
                Err(what) => note(
                    Field::Parts,
                    Problem::PartOfDay {
                        operator: *operator,
                        what,
                    },
                ),
            }
        }

        if let (Ok(starts_at), Ok(ends_at)) = (&starts_at, &ends_at) {
            if ends_at <= starts_at {
                note(Field::EndsAt, Problem::EndBeforeStart);
            } else if let Ok(Some((from, until))) = &pause
                && !(starts_at < from && until < ends_at)
            {
                note(Field::BreakFrom, Problem::BreakOutsideHours);
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        match (
            village,
            date,
            starts_at,
            ends_at,
            pause,
            slot_minutes,
            service_minutes,
            walk_in_places,
            venue,
            operators,
            override_reason,
            sudden_reason,
            office_reason,
        ) {
            (
                Ok(village),
                Ok(date),
                Ok(starts_at),
                Ok(ends_at),
                Ok(pause),
                Ok(slot_minutes),
                Ok(service_minutes),
                Ok(walk_in_places),
                Ok(venue),
                Ok(mut operators),
                Ok(override_reason),
                Ok(sudden_reason),
                Ok(office_reason),
            ) => {
                operators.sort_unstable();
                operators.dedup();
                let hours = Hours {
                    starts_at,
                    ends_at,
                    pause,
                };
                Ok(VisitPlan {
                    village,
                    date,
                    hours,
                    slot_minutes,
                    service_minutes,
                    walk_in_places,
                    venue,
                    operators,
                    parts,
                    override_reason,
                    sudden_reason,
                    office_reason,
                })
            }
            _ => Err(Vec::new()),
        }
    }
}

/// Reads `YYYY-MM-DD`, in the years 2020 to 2100.
///
/// # Errors
/// `Missing` or `NotADate`.
pub fn parse_date(text: &str) -> Result<NaiveDate, Problem> {
    use chrono::Datelike;
    if text.trim().is_empty() {
        return Err(Problem::Missing);
    }
    let date = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(|_| Problem::NotADate)?;
    if (2020..=2100).contains(&date.year()) {
        Ok(date)
    } else {
        Err(Problem::NotADate)
    }
}

/// Reads `08:30` or `08.30`.
///
/// # Errors
/// `Missing` or `NotATime`.
pub fn parse_time(text: &str) -> Result<NaiveTime, Problem> {
    let text = text.trim().replace('.', ":");
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    NaiveTime::parse_from_str(&text, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(&text, "%H:%M:%S"))
        .ok()
        .and_then(|time| time.with_second(0))
        .ok_or(Problem::NotATime)
}

type Pause = Option<(NaiveTime, NaiveTime)>;

fn parse_pause(from: &str, until: &str) -> Result<Pause, (Field, Problem)> {
    if from.trim().is_empty() && until.trim().is_empty() {
        return Ok(None);
    }
    let from = parse_time(from).map_err(|problem| (Field::BreakFrom, problem))?;
    let until = parse_time(until).map_err(|problem| (Field::BreakUntil, problem))?;
    if until <= from {
        Err((Field::BreakUntil, Problem::EndBeforeStart))
    } else {
        Ok(Some((from, until)))
    }
}

fn number(text: &str, min: u32, max: u32) -> Result<u32, Problem> {
    let range = Problem::OutOfRange {
        min: i64::from(min),
        max: i64::from(max),
    };
    match text.trim().parse::<u32>() {
        Ok(value) if (min..=max).contains(&value) => Ok(value),
        _ => Err(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form() -> VisitPlanForm {
        VisitPlanForm {
            village: "51.02.06.2001".into(),
            date: "2026-12-14".into(),
            starts_at: "08.30".into(),
            ends_at: "11:30".into(),
            slot_minutes: "20".into(),
            service_minutes: "20".into(),
            venue: "Kantor Perbekel Bengkel".into(),
            ..VisitPlanForm::default()
        }
    }

    #[test]
    fn three_hours_give_nine_slots_of_twenty_minutes() {
        let slots = form().parse().unwrap().slots();
        assert_eq!(slots.len(), 9);
        assert_eq!(slots[0].starts_at.to_rfc3339(), "2026-12-14T00:30:00+00:00");
        assert!(slots.windows(2).all(|pair| pair[0].ends_at == pair[1].starts_at));
    }

    #[test]
    fn nobody_is_received_in_the_pause() {
        let plan = VisitPlanForm {
            break_from: "09:50".into(),
            break_until: "10:10".into(),
            ..form()
        }
        .parse()
        .unwrap();
        let pause = SlotTime {
            starts_at: from_wita(plan.date, parse_time("09:50").unwrap()),
            ends_at: from_wita(plan.date, parse_time("10:10").unwrap()),
        };
        assert!(
            plan.slots()
                .iter()
                .all(|slot| slot.ends_at <= pause.starts_at || slot.starts_at >= pause.ends_at)
        );
        assert_eq!(plan.slots().len(), 8);
    }

    #[test]
    fn every_bad_field_is_named_at_once() {
        let bad = VisitPlanForm {
            date: "14/12/2026".into(),
            service_minutes: "0".into(),
            venue: String::new(),
            ends_at: "07:00".into(),
            ..form()
        };
        let fields: Vec<_> = bad.parse().unwrap_err().into_iter().map(|e| e.field).collect();
        assert_eq!(
            fields,
            [Field::Date, Field::ServiceMinutes, Field::Venue, Field::EndsAt]
        );
    }

    #[test]
    fn a_pause_longer_than_the_day_is_refused() {
        let bad = VisitPlanForm {
            break_from: "08:00".into(),
            break_until: "12:00".into(),
            ..form()
        };
        assert_eq!(
            bad.parse().unwrap_err(),
            [FieldError::new(Field::BreakFrom, Problem::BreakOutsideHours)]
        );
    }

    #[test]
    fn a_person_has_one_part_and_it_lies_in_the_hours() {
        let id = "01900000-0000-7000-8000-000000000001";
        let of = |from: &str, until: &str| VisitPlanForm {
            operators: vec![id.into(), id.into()],
            parts: vec![(id.into(), from.into(), until.into())],
            ..form()
        };
        let plan = of("08:30", "10.00").parse().unwrap();
        assert_eq!((plan.operators.len(), plan.parts.len()), (1, 1));
        assert_eq!(plan.parts[&plan.operators[0]].words(), "08.30–10.00");
        assert!(of("", "").parse().unwrap().parts.is_empty());
        let outside = of("08:00", "10:00").parse().unwrap_err();
        assert_eq!(outside[0].field, Field::Parts);
        let left_aside = VisitPlanForm {
            operators: Vec::new(),
            ..of("12", "nothing")
        };
        assert!(left_aside.parse().unwrap().parts.is_empty());
    }

    proptest! {
        #[test]
        fn slots_lie_in_the_hours_in_order_and_never_overlap(start in 0u32..1200, length in 1u32..239, pause in 0u32..200, pause_length in 1u32..60, minutes in 10u32..240) {
            let time = |m: u32| NaiveTime::from_hms_opt(m / 60, m % 60, 0).unwrap();
            let mut plan = form().parse().unwrap();
            let pause = (start + pause + 1 < start + length && start + pause + 1 + pause_length < start + length)
                .then(|| (time(start + pause + 1), time(start + pause + 1 + pause_length)));
            plan.hours = Hours { starts_at: time(start), ends_at: time(start + length), pause };
            plan.slot_minutes = minutes;
            let slots = plan.slots();
            let (from, until) = (from_wita(plan.date, plan.hours.starts_at), from_wita(plan.date, plan.hours.ends_at));
            prop_assert!(slots.iter().all(|s| s.starts_at >= from && s.ends_at <= until && s.ends_at - s.starts_at == Duration::minutes(i64::from(minutes))));
            prop_assert!(slots.windows(2).all(|pair| pair[0].ends_at <= pair[1].starts_at));
        }

        #[test]
        fn the_form_never_panics(village in ".*", date in ".*", time in ".*", minutes in ".*") {
            let _ = VisitPlanForm { village, date, starts_at: time.clone(), ends_at: time, slot_minutes: minutes, ..form() }.parse();
        }
    }
}
