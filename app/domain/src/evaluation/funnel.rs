//! The way of people through a visit, from the word that was spread to the NIB.

use super::{ChannelFacts, Heads, Lost, OutageCost, VisitCounts, losses, share};
use crate::lang::{Lang, keyed};
use serde::{Deserialize, Serialize};

keyed! {
    /// A step of the way.
    Step {
        /// Opened the link of a channel.
        Opened = "opened", "Membuka tautan", "Opened the link";
        /// Has a booking that stands.
        Booked = "booked", "Mendaftar", "Booked";
        /// Came.
        Came = "came", "Datang", "Came";
        /// Everything that OSS asks for was there.
        Complete = "complete", "Berkas lengkap", "File complete";
        /// Has an NIB.
        NibIssued = "nib-issued", "NIB terbit", "NIB issued";
    }
}

/// People at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtStep {
    /// Which.
    pub step: Step,
    /// How many of those who booked, or opened a link; none where it is not known.
    pub people: Option<u32>,
    /// How many beside them who came without booking; none where they are not known apart.
    pub walk_ins: Option<u32>,
}

impl AtStep {
    /// Both together.
    pub fn all(&self) -> Option<u32> {
        let people = self.people?;
        Some(people.saturating_add(self.walk_ins.unwrap_or(0)))
    }
}

/// Whether enough people came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// It is not over, or nobody counted.
    NotKnown,
    /// More came than the target asks for.
    Reached,
    /// Not enough.
    Missed {
        /// How many more it would have taken.
        short: u32,
    },
}

impl Target {
    /// The study's rule: more than fifteen, counted on those who came.
    pub fn of(came: Option<u32>, target: u32) -> Target {
        match came {
            None => Target::NotKnown,
            Some(came) if came > target => Target::Reached,
            Some(came) => Target::Missed {
                short: target.saturating_add(1) - came,
            },
        }
    }

    /// In words.
    pub fn word(self, lang: Lang) -> String {
        match self {
            Target::NotKnown => lang.pick("belum diketahui", "not known yet").to_owned(),
            Target::Reached => lang.pick("tercapai", "reached").to_owned(),
            Target::Missed { short } => match lang {
                Lang::Id => format!("kurang {short} orang"),
                Lang::En => format!("{short} short"),
            },
        }
    }

    /// Not enough came.
    pub fn is_missed(self) -> bool {
        matches!(self, Target::Missed { .. })
    }
}

/// The way of people through a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funnel {
    /// Ways by which the word was spread, those of which something is known.
    pub informed: Vec<ChannelFacts>,
    /// The steps, in order.
    pub steps: Vec<AtStep>,
    /// Where people were lost.
    pub losses: Vec<Lost>,
    /// People who came, against the target.
    pub target: Target,
    /// What outages cost.
    pub outage: OutageCost,
}

impl Funnel {
    /// Computes it; `target` is the number that more must come than.
    pub fn of(counts: &VisitCounts, target: u32) -> Funnel {
        let (recorded, came) = (counts.recorded, counts.came_people());
        let heads = |step, heads: Heads| AtStep {
            step,
            people: recorded.then_some(heads.booked),
            walk_ins: recorded.then_some(heads.walk_in),
        };
        let informed: Vec<_> = counts
            .channels
            .iter()
            .filter(|it| it.is_used())
            .copied()
            .collect();
        let opened = informed.iter().map(|it| it.opened).sum();
        // Before the records nobody knows who of them had booked.
        let arrived = AtStep {
            step: Step::Came,
            people: if recorded { Some(counts.came.booked) } else { came },
            walk_ins: recorded.then_some(counts.came.walk_in),
        };
        let before = |step, people| AtStep {
            step,
            people,
            walk_ins: None,
        };
        let is_known = recorded || counts.made > 0;
        Funnel {
            steps: vec![
                before(Step::Opened, (!informed.is_empty()).then_some(opened)),
                before(Step::Booked, is_known.then(|| counts.booked())),
                arrived,
                heads(Step::Complete, counts.complete),
                heads(Step::NibIssued, counts.nib),
            ],
            informed,
            losses: losses(counts),
            target: Target::of(came.filter(|_| counts.is_over()), target),
            outage: counts.outage(),
        }
    }

    /// People at a step.
    pub fn at(&self, step: Step) -> Option<u32> {
        self.steps.iter().find(|it| it.step == step).and_then(AtStep::all)
    }

    /// The point at which most were lost; among equals the first on the way.
    pub fn worst(&self) -> Option<Lost> {
        let most = self.losses.iter().map(|it| it.people).max()?;
        self.losses.iter().find(|it| it.people == most).copied()
    }

    /// NIBs of those who came, in tenths of a percent; none where nobody came or it is not known.
    pub fn issued_share(&self) -> Option<u32> {
        share(self.at(Step::NibIssued)?.into(), self.at(Step::Came)?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::counts::tests::{bare, some_counts};
    use super::*;
    use crate::evaluation::Loss;
    use crate::pending::PendingReason;
    use crate::visit::VisitState;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn visit() -> VisitCounts {
        bare(NaiveDate::from_ymd_opt(2026, 11, 10).unwrap())
    }

    #[test]
    fn the_target_is_more_than_fifteen_who_came() {
        assert_eq!(Target::of(Some(16), 15), Target::Reached);
        assert_eq!(Target::of(Some(15), 15), Target::Missed { short: 1 });
        assert_eq!(Target::of(Some(2), 15), Target::Missed { short: 14 });
        assert_eq!(Target::of(Some(0), 0), Target::Missed { short: 1 });
        assert_eq!(Target::of(Some(1), 0), Target::Reached);
        assert_eq!(Target::of(None, 15), Target::NotKnown);
        assert_eq!(Target::of(Some(u32::MAX), u32::MAX), Target::Missed { short: 0 });
    }

    #[test]
    fn a_whole_way_is_told() {
        let counts = VisitCounts {
            made: 20,
            called_off: 2,
            no_show: 4,
            came: Heads {
                booked: 14,
                walk_in: 3,
            },
            complete: Heads {
                booked: 12,
                walk_in: 2,
            },
            nib: Heads {
                booked: 10,
                walk_in: 2,
            },
            pending: vec![
                (PendingReason::MissingDocument, 3),
                (PendingReason::ReturnSlip, 2),
            ],
            service_minutes: 20,
            lost_seconds: 2 * 30 * 60,
            ..visit()
        };
        let funnel = Funnel::of(&counts, 15);
        let people: Vec<_> = funnel.steps.iter().map(|it| (it.people, it.walk_ins)).collect();
        let expected = [
            (None, None),
            (Some(18), None),
            (Some(14), Some(3)),
            (Some(12), Some(2)),
            (Some(10), Some(2)),
        ];
        assert_eq!(people, expected);
        assert_eq!(funnel.target, Target::Reached);
        assert_eq!(
            funnel.worst(),
            Some(Lost {
                loss: Loss::NoShow,
                people: 4
            })
        );
        assert_eq!(funnel.issued_share(), Some(706));
        assert_eq!(funnel.outage.people, Some(3));
    }

    #[test]
    fn nobody_at_all_divides_by_nothing() {
        let funnel = Funnel::of(&visit(), 15);
        assert_eq!(funnel.at(Step::Came), Some(0));
        assert_eq!((funnel.issued_share(), funnel.worst()), (None, None));
        assert_eq!(funnel.outage.people, None);
    }

    #[test]
    fn a_visit_called_off_after_bookings_is_no_miss() {
        let counts = VisitCounts {
            state: VisitState::Cancelled,
            recorded: false,
            made: 9,
            called_off: 9,
            ..visit()
        };
        let funnel = Funnel::of(&counts, 15);
        assert_eq!(funnel.target, Target::NotKnown);
        assert_eq!((funnel.at(Step::Booked), funnel.at(Step::Came)), (Some(0), None));
    }

    #[test]
    fn of_a_visit_before_the_records_the_rest_of_the_way_is_not_known() {
        let past = VisitCounts {
            recorded: false,
            attended: Some(7),
            ..visit()
        };
        let funnel = Funnel::of(&past, 15);
        let known: Vec<_> = Step::ALL.iter().map(|step| funnel.at(*step)).collect();
        assert_eq!(known, [None, None, Some(7), None, None]);
        assert_eq!(funnel.target, Target::Missed { short: 9 });
        assert_eq!(funnel.issued_share(), None);
    }

    proptest! {
        #[test]
        fn the_way_only_narrows_and_the_target_counts_who_came(counts in some_counts(), target in 0u32..300) {
            let funnel = Funnel::of(&counts, target);
            let (came, nib) = (funnel.at(Step::Came).unwrap(), funnel.at(Step::NibIssued).unwrap());
            prop_assert!(came >= funnel.at(Step::Complete).unwrap() && came >= nib);
            prop_assert!(counts.came.booked <= funnel.at(Step::Booked).unwrap());
            prop_assert_eq!(funnel.target == Target::Reached, came > target);
            prop_assert_eq!(funnel.issued_share().is_none(), came == 0);
            if let Target::Missed { short } = funnel.target {
                prop_assert_eq!(Target::of(Some(came + short), target), Target::Reached);
                prop_assert!(Target::of(Some(came + short - 1), target).is_missed());
            }
        }
    }
}
