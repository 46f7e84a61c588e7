//! What is stored of a visit, counted: all that its funnel and its reasons are computed from.

use crate::id::VisitId;
use crate::outreach::OutreachChannel;
use crate::pending::PendingReason;
use crate::village::Village;
use crate::visit::VisitState;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// People, those who came without booking apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// Had booked.
    pub booked: u32,
    /// Came without booking, or after calling the booking off.
    pub walk_in: u32,
}

impl Heads {
    /// Both together.
    pub const fn all(self) -> u32 {
        self.booked.saturating_add(self.walk_in)
    }
}

/// What came of one way to spread the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelFacts {
    /// Which.
    pub channel: OutreachChannel,
    /// How often the word was spread by it; what staff rejected is left out. How many people heard it nobody can
    /// say.
    pub told: u32,
    /// Banjar it has reached.
    pub banjars: u32,
    /// Browsers that opened its link.
    pub opened: u32,
    /// Bookings made by its link that still stand.
    pub booked: u32,
}

impl ChannelFacts {
    /// Something is known of it.
    pub fn is_used(&self) -> bool {
        self.told > 0 || self.opened > 0 || self.booked > 0
    }
}

/// A visit, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitCounts {
    /// The visit.
    pub id: VisitId,
    /// Where.
    pub village: Village,
    /// When, in WITA.
    pub date: NaiveDate,
    /// How far it is.
    pub state: VisitState,
    /// It joined after the plan of its month was published.
    pub sudden: bool,
    /// Its service day was recorded here. Of visits before that only who came is known.
    pub recorded: bool,
    /// People who came, once the day is closed.
    pub attended: Option<u32>,
    /// People all slots together can serve.
    pub capacity: u32,
    /// Minutes planned for one person.
    pub service_minutes: u32,
    /// Ways the word was spread.
    pub channels: Vec<ChannelFacts>,
    /// Bookings ever made, those called off as well.
    pub made: u32,
    /// Those of them that were called off.
    pub called_off: u32,
    /// Those that stood and whose people did not come.
    pub no_show: u32,
    /// People who came.
    pub came: Heads,
    /// Those of them whose file was complete.
    pub complete: Heads,
    /// Those of them who have an NIB by now.
    pub nib: Heads,
    /// People sent on.
    pub referred: u32,
    /// People who were advised only.
    pub consulted: u32,
    /// People who went home unfinished, by reason; each reason at most once.
    pub pending: Vec<(PendingReason, u32)>,
    /// Operator-seconds lost to OSS outages, minutes of two outages that overlap once.
    pub lost_seconds: u64,
}

impl VisitCounts {
    /// It took place and is over.
    pub fn is_over(&self) -> bool {
        self.state.is_over()
    }

    /// People who came, as far as it is known: from the record of the day, or as the programme's history says.
    pub fn came_people(&self) -> Option<u32> {
        if self.recorded {
            Some(self.came.all())
        } else {
            self.attended
        }
    }

    /// Bookings that stood on the day.
    pub fn booked(&self) -> u32 {
        self.made.saturating_sub(self.called_off)
    }

    /// Bookings that stood, whose people neither came nor count as no-show: OSS failed at their hour, or the day
    /// is not over yet.
    pub fn not_here(&self) -> u32 {
        self.booked()
            .saturating_sub(self.came.booked)
            .saturating_sub(self.no_show)
    }

    /// What the outages cost.
    pub fn outage(&self) -> OutageCost {
        OutageCost::of(self.lost_seconds, self.service_minutes)
    }
}

/// What outages of OSS cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutageCost {
    /// Minutes that operators lost, all of them together; a part of a minute is left out.
    pub operator_minutes: u64,
    /// People who could have been served in them; none where the service time is not known.
    pub people: Option<u64>,
}

impl OutageCost {
    /// Lost time divided by the time of one service, rounded down: what was certainly lost.
    pub fn of(lost_seconds: u64, service_minutes: u32) -> OutageCost {
        OutageCost {
            operator_minutes: lost_seconds / 60,
            people: lost_seconds.checked_div(u64::from(service_minutes) * 60),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::village::VillageCode;
    use proptest::prelude::*;
    use uuid::Uuid;

    /// A visit of which nothing is known but that it took place.
    pub(crate) fn bare(date: NaiveDate) -> VisitCounts {
        VisitCounts {
            id: VisitId::new(Uuid::nil()),
            village: Village {
                code: VillageCode::parse("51.02.06.2001").unwrap(),
                name: "Bengkel".into(),
                district: "Kediri".into(),
                aliases: vec![],
            },
            date,
            state: VisitState::Done,
            sudden: false,
            recorded: true,
            attended: None,
            capacity: 0,
            service_minutes: 0,
            channels: Vec::new(),
            made: 0,
            called_off: 0,
            no_show: 0,
            came: Heads::default(),
            complete: Heads::default(),
            nib: Heads::default(),
            referred: 0,
            consulted: 0,
            pending: Vec::new(),
            lost_seconds: 0,
        }
    }

    /// Whatever a store could say of a visit that is over, however its people are spread.
    pub(crate) fn some_counts() -> impl Strategy<Value = VisitCounts> {
        let people = 0u32..40;
        let after = (
            people.clone(),
            people.clone(),
            people.clone(),
            people.clone(),
            people.clone(),
        );
        let before = (people.clone(), people.clone(), people.clone(), people.clone());
        let reasons = prop::collection::vec(people, PendingReason::ALL.len());
        (before, after, reasons, 0u32..60, 0u64..40_000).prop_map(
            |((called_off, no_show, not_here, walk_in), ends, reasons, service_minutes, lost_seconds)| {
                let (nib_booked, nib_walk_in, referred, consulted, open) = ends;
                let pending: Vec<_> = PendingReason::ALL.iter().copied().zip(reasons).collect();
                let unfinished: u32 = pending.iter().map(|(_, number)| number).sum();
                let others = referred + consulted + open + unfinished;
                let came_booked = nib_booked + others;
                let came = Heads {
                    booked: came_booked,
                    walk_in: nib_walk_in + walk_in,
                };
                VisitCounts {
                    attended: Some(came.all()),
                    made: called_off + no_show + not_here + came_booked,
                    called_off,
                    no_show,
                    came,
                    complete: Heads {
                        booked: nib_booked,
                        walk_in: nib_walk_in,
                    },
                    nib: Heads {
                        booked: nib_booked,
                        walk_in: nib_walk_in,
                    },
                    referred,
                    consulted,
                    pending,
                    service_minutes,
                    lost_seconds,
                    ..bare(NaiveDate::from_ymd_opt(2026, 11, 10).unwrap())
                }
            },
        )
    }

    #[test]
    fn an_outage_costs_what_was_certainly_lost() {
        let cost = |seconds, minutes| OutageCost::of(seconds, minutes);
        assert_eq!(
            cost(0, 20),
            OutageCost {
                operator_minutes: 0,
                people: Some(0)
            }
        );
        assert_eq!(
            cost(2 * 45 * 60, 20),
            OutageCost {
                operator_minutes: 90,
                people: Some(4)
            }
        );
        assert_eq!(
            cost(20 * 60 - 1, 20),
            OutageCost {
                operator_minutes: 19,
                people: Some(0)
            }
        );
        assert_eq!(cost(7_200, 0).people, None);
    }

    #[test]
    fn of_a_visit_before_the_records_only_who_came_is_known() {
        let date = NaiveDate::from_ymd_opt(2022, 5, 20).unwrap();
        let past = VisitCounts {
            recorded: false,
            attended: Some(18),
            ..bare(date)
        };
        assert_eq!(past.came_people(), Some(18));
        assert_eq!(
            VisitCounts {
                attended: None,
                ..past
            }
            .came_people(),
            None
        );
    }
}
