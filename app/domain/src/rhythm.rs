//! The rhythm of a visit's messages: when a reminder is due, until when it is of use, and the hours of the night in
//! which nobody is disturbed. Pure: the present moment and the office's settings are arguments.

use crate::calendar::{date_in_wita, from_wita, to_wita};
use crate::message::MessageKind;
use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};

/// The night, in WITA: from the first time until the second. The same twice is no night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// Begin, such as 20.00.
    pub from: NaiveTime,
    /// End, such as 07.00.
    pub until: NaiveTime,
}

impl QuietHours {
    /// When the night ends that holds at this moment; `None` by day.
    pub fn ends_after(self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let local = to_wita(at);
        let (time, today) = (local.time(), local.date());
        if self.from <= self.until {
            return (self.from <= time && time < self.until).then(|| from_wita(today, self.until));
        }
        if time < self.until {
            Some(from_wita(today, self.until))
        } else if time >= self.from {
            Some(from_wita(today.checked_add_days(Days::new(1))?, self.until))
        } else {
            None
        }
    }
}

/// What becomes of a message in the night.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AtNight {
    /// It answers what the person has just done: it goes out.
    Send,
    /// It waits for the morning, unless that would be too late.
    IfLate,
    /// It waits for the morning, and is dropped where that is too late: another one follows it.
    Wait,
}

impl AtNight {
    /// The name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            AtNight::Send => "send",
            AtNight::IfLate => "if-late",
            AtNight::Wait => "wait",
        }
    }
}

impl MessageKind {
    /// What becomes of it in the night.
    pub const fn at_night(self) -> AtNight {
        use MessageKind as K;
        match self {
            K::Booked | K::Moved | K::Cancelled => AtNight::Send,
            K::StillComing | K::Reminder | K::Morning => AtNight::Wait,
            K::VenueRequest
            | K::OfficialLetter
            | K::WaitingOffer
            | K::WaitingOfferOver
            | K::WaitingEnded
            | K::VisitChanged
            | K::VisitCancelled
            | K::InterestOpened
            | K::NeighbourInvited
            | K::Outage
            | K::OutageOver
            | K::NibReady
            | K::ReturnSlip
            | K::RoomLink
            | K::QuestionAnswered => AtNight::IfLate,
        }
    }
}

/// May a message go out at this moment of the night?
pub fn goes_out(at_night: AtNight, useful_until: Option<DateTime<Utc>>, night_ends: DateTime<Utc>) -> bool {
    match at_night {
        AtNight::Send => true,
        AtNight::IfLate => useful_until.is_some_and(|until| until <= night_ends),
        AtNight::Wait => false,
    }
}

/// Time between the morning's message and the slot below which nobody is told any more.
pub const SHORTEST_NOTICE: TimeDelta = TimeDelta::minutes(30);

/// How long news of an outage is news.
pub const NEWS: TimeDelta = TimeDelta::hours(3);

/// When the office reminds people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// So many days before the visit people are asked whether they still come; 0 for never.
    pub ask_days: u32,
    /// So many days before the visit they are reminded.
    pub reminder_days: u32,
    /// At this time in WITA, both.
    pub at: NaiveTime,
    /// So many minutes before the slot they are reminded once more; 0 for never.
    pub morning_minutes: u32,
    /// The night.
    pub quiet: QuietHours,
}

/// A step of the rhythm for one booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// `StillComing`, `Reminder` or `Morning`.
    pub kind: MessageKind,
    /// From then on it is sent.
    pub due_at: DateTime<Utc>,
    /// From then on it is not sent any more.
    pub useful_until: DateTime<Utc>,
}

impl Rhythm {
    /// The steps for a slot that begins then, by time. None overlaps the next.
    pub fn steps(self, starts_at: DateTime<Utc>) -> Vec<Step> {
        let day = date_in_wita(starts_at);
        let before = |days: u32| {
            let date = day.checked_sub_days(Days::new(u64::from(days)))?;
            Some(from_wita(date, self.at))
        };
        let reminder = before(self.reminder_days).filter(|at| *at < starts_at);
        let ask = (self.ask_days > self.reminder_days)
            .then(|| before(self.ask_days))
            .flatten();
        let due = [
            (MessageKind::StillComing, ask),
            (MessageKind::Reminder, reminder),
            (MessageKind::Morning, self.morning(starts_at)),
        ];
        let mut steps = Vec::with_capacity(3);
        let mut next = starts_at;
        for (kind, due_at) in due.into_iter().rev() {
            let Some(due_at) = due_at.filter(|at| *at < next) else {
                continue;
            };
            steps.push(Step {
                kind,
                due_at,
                useful_until: next,
            });
            next = due_at;
        }
        steps.reverse();
        steps
    }

    /// The last reminder: not in the night, and not when the person must have left already.
    fn morning(self, starts_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let plain = starts_at - TimeDelta::minutes(i64::from(self.morning_minutes));
        let at = self.quiet.ends_after(plain).unwrap_or(plain);
        (self.morning_minutes > 0 && at + SHORTEST_NOTICE <= starts_at).then_some(at)
    }

    /// The steps that are due now for somebody who was last told of the booking at `told_at`: what fell due before
    /// that is said already. Who has said that they come is not asked.
    pub fn due(
        self,
        now: DateTime<Utc>,
        starts_at: DateTime<Utc>,
        told_at: DateTime<Utc>,
        confirmed: bool,
    ) -> impl Iterator<Item = Step> {
        self.steps(starts_at).into_iter().filter(move |step| {
            let asks = step.kind == MessageKind::StillComing;
            step.due_at <= now && now < step.useful_until && told_at < step.due_at && !(asks && confirmed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        from_wita(NaiveDate::from_ymd_opt(2026, 6, day).unwrap(), time(hour, minute))
    }

    const NIGHT: QuietHours = QuietHours {
        from: NaiveTime::from_hms_opt(20, 0, 0).unwrap(),
        until: NaiveTime::from_hms_opt(7, 0, 0).unwrap(),
    };

    fn rhythm() -> Rhythm {
        Rhythm {
            ask_days: 3,
            reminder_days: 1,
            at: time(17, 0),
            morning_minutes: 120,
            quiet: NIGHT,
        }
    }

    #[test]
    fn the_night_lasts_from_eight_to_seven() {
        for (moment, ends) in [
            (at(9, 19, 59), None),
            (at(9, 20, 0), Some(at(10, 7, 0))),
            (at(10, 6, 59), Some(at(10, 7, 0))),
            (at(10, 7, 0), None),
        ] {
            assert_eq!(NIGHT.ends_after(moment), ends, "{moment}");
        }
        let siesta = QuietHours {
            from: time(12, 0),
            until: time(13, 0),
        };
        assert_eq!(siesta.ends_after(at(9, 12, 30)), Some(at(9, 13, 0)));
        let none = QuietHours {
            from: time(7, 0),
            until: time(7, 0),
        };
        assert_eq!(none.ends_after(at(9, 7, 0)), None);
    }

    #[test]
    fn a_visit_has_three_steps_each_until_the_next() {
        let starts_at = at(10, 9, 20);
        let steps: Vec<_> = rhythm().steps(starts_at);
        let expected = [
            (MessageKind::StillComing, at(7, 17, 0), at(9, 17, 0)),
            (MessageKind::Reminder, at(9, 17, 0), at(10, 7, 20)),
            (MessageKind::Morning, at(10, 7, 20), starts_at),
        ];
        let steps: Vec<_> = steps
            .iter()
            .map(|it| (it.kind, it.due_at, it.useful_until))
            .collect();
        assert_eq!(steps, expected);
    }

    #[test]
    fn the_morning_waits_for_the_night_to_end_or_is_left_out() {
        let morning = |starts_at| {
            rhythm()
                .steps(starts_at)
                .pop()
                .map(|step| (step.kind, step.due_at))
        };
        assert_eq!(morning(at(10, 8, 30)), Some((MessageKind::Morning, at(10, 7, 0))));
        assert_eq!(morning(at(10, 7, 30)), Some((MessageKind::Morning, at(10, 7, 0))));
        assert_eq!(
            morning(at(10, 7, 29)),
            Some((MessageKind::Reminder, at(9, 17, 0)))
        );
    }

    #[test]
    fn what_was_said_is_not_said_again_and_who_comes_is_not_asked() {
        let due = |now, told_at, confirmed| {
            let due = rhythm().due(now, at(10, 9, 20), told_at, confirmed);
            due.map(|step| step.kind).collect::<Vec<_>>()
        };
        let long_ago = at(1, 9, 0);
        assert_eq!(due(at(7, 16, 59), long_ago, false), []);
        assert_eq!(due(at(7, 17, 0), long_ago, false), [MessageKind::StillComing]);
        assert_eq!(due(at(7, 17, 0), long_ago, true), []);
        assert_eq!(due(at(9, 17, 0), long_ago, true), [MessageKind::Reminder]);
        assert_eq!(due(at(9, 18, 0), at(9, 17, 30), false), [], "booked since");
        assert_eq!(due(at(10, 9, 20), long_ago, false), [], "the slot has begun");
    }

    #[test]
    fn in_the_night_answers_go_out_and_others_only_where_the_morning_is_too_late() {
        let morning = at(10, 7, 0);
        assert!(goes_out(AtNight::Send, None, morning));
        assert!(goes_out(AtNight::IfLate, Some(at(10, 6, 30)), morning));
        assert!(!goes_out(AtNight::IfLate, Some(at(10, 8, 30)), morning));
        assert!(!goes_out(AtNight::IfLate, None, morning));
        assert!(!goes_out(AtNight::Wait, Some(at(10, 6, 30)), morning));
    }

    proptest! {
        #[test]
        fn steps_follow_one_another_and_end_with_the_slot(
            ask_days in 0_u32..20, reminder_days in 0_u32..10, hour in 0_u32..24, morning_minutes in 0_u32..600,
            from in 0_u32..24, until in 0_u32..24, starts in 0_i64..1440,
        ) {
            let quiet = QuietHours { from: time(from, 0), until: time(until, 0) };
            let rhythm = Rhythm { ask_days, reminder_days, at: time(hour, 0), morning_minutes, quiet };
            let starts_at = at(20, 0, 0) + TimeDelta::minutes(starts);
            let steps = rhythm.steps(starts_at);
            for pair in steps.windows(2) {
                prop_assert_eq!(pair[0].useful_until, pair[1].due_at);
            }
            for step in &steps {
                prop_assert!(step.due_at < step.useful_until);
                if step.kind == MessageKind::Morning {
                    prop_assert!(quiet.ends_after(step.due_at).is_none());
                    prop_assert!(step.due_at + SHORTEST_NOTICE <= starts_at);
                }
            }
            if let Some(last) = steps.last() {
                prop_assert_eq!(last.useful_until, starts_at);
            }
        }

        #[test]
        fn a_night_ends_by_day_and_within_a_day(minute in 0_i64..10_000, from in 0_u32..24, until in 0_u32..24) {
            let quiet = QuietHours { from: time(from, 0), until: time(until, 0) };
            let moment = at(10, 0, 0) + TimeDelta::minutes(minute);
            if let Some(end) = quiet.ends_after(moment) {
                prop_assert!(end > moment && end - moment <= TimeDelta::days(1));
                prop_assert!(quiet.ends_after(end).is_none());
            }
        }
    }
}
