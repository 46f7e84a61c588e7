//! A visit: one service day in one village, and the states it goes through.

use crate::lang::Lang;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where a visit stands (domain.md 6; the programme's own steps).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitState {
    /// Planned by the office, the village not asked yet.
    Proposed,
    /// The village was asked for its venue.
    AwaitingVillage,
    /// The village said yes.
    Confirmed,
    /// Booking is open.
    Open,
    /// Booking is closed.
    Closed,
    /// The team serves people in the village.
    Underway,
    /// The day is over.
    Done,
    /// Looked at in the evaluation meeting.
    Evaluated,
    /// Put off; a new date is to be planned.
    Postponed,
    /// Will not take place.
    Cancelled,
}

/// What is done to a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitStep {
    /// Ask the village for its venue.
    AskVillage,
    /// The village agrees.
    VillageAgrees,
    /// The village wants another date, or cannot.
    VillageDeclines,
    /// Open booking, or open it again.
    OpenBooking,
    /// Close booking.
    CloseBooking,
    /// Begin the service day.
    Begin,
    /// End the service day.
    Finish,
    /// The evaluation meeting has looked at it.
    Evaluate,
    /// Put the visit off.
    Postpone,
    /// Plan a postponed visit anew.
    Replan,
    /// Cancel the visit.
    Cancel,
}

/// The step is not possible from this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("a visit that is {from:?} cannot {step:?}")]
pub struct IllegalVisitStep {
    /// State of the visit.
    pub from: VisitState,
    /// The step that was tried.
    pub step: VisitStep,
}

impl VisitState {
    /// All states, in their order.
    pub const ALL: [VisitState; 10] = [
        VisitState::Proposed,
        VisitState::AwaitingVillage,
        VisitState::Confirmed,
        VisitState::Open,
        VisitState::Closed,
        VisitState::Underway,
        VisitState::Done,
        VisitState::Evaluated,
        VisitState::Postponed,
        VisitState::Cancelled,
    ];

    /// The state after `step`.
    ///
    /// # Errors
    /// Where the step is not possible from here.
    pub fn after(self, step: VisitStep) -> Result<VisitState, IllegalVisitStep> {
        use VisitState as S;
        use VisitStep as T;
        match (self, step) {
            (S::Proposed | S::AwaitingVillage, T::AskVillage) => Ok(S::AwaitingVillage),
            (S::AwaitingVillage, T::VillageAgrees) => Ok(S::Confirmed),
            (S::AwaitingVillage | S::Confirmed, T::VillageDeclines) => Ok(S::Proposed),
            (S::Confirmed | S::Closed, T::OpenBooking) => Ok(S::Open),
            (S::Open, T::CloseBooking) => Ok(S::Closed),
            (S::Open | S::Closed, T::Begin) => Ok(S::Underway),
            (S::Underway, T::Finish) => Ok(S::Done),
            (S::Done, T::Evaluate) => Ok(S::Evaluated),
            (S::Postponed, T::Replan) => Ok(S::Proposed),
            (from, T::Postpone) if from.is_before_the_day() && from != S::Postponed => Ok(S::Postponed),
            (from, T::Cancel) if from.is_before_the_day() => Ok(S::Cancelled),
            (from, step) => Err(IllegalVisitStep { from, step }),
        }
    }

    /// The steps that are possible from here.
    pub fn steps(self) -> impl Iterator<Item = VisitStep> {
        VisitStep::ALL
            .into_iter()
            .filter(move |step| self.after(*step).is_ok())
    }

    /// Not begun, not ended: it may still be moved, edited or cancelled.
    pub fn is_before_the_day(self) -> bool {
        use VisitState as S;
        matches!(
            self,
            S::Proposed | S::AwaitingVillage | S::Confirmed | S::Open | S::Closed | S::Postponed
        )
    }

    /// It took place and is over.
    pub fn is_over(self) -> bool {
        matches!(self, VisitState::Done | VisitState::Evaluated)
    }

    /// Stands in the plan: neither put off nor cancelled.
    pub fn is_planned(self) -> bool {
        !matches!(self, VisitState::Postponed | VisitState::Cancelled)
    }

    /// Shown to the public: the village has agreed and the visit takes or took place.
    pub fn is_public(self) -> bool {
        use VisitState as S;
        matches!(
            self,
            S::Confirmed | S::Open | S::Closed | S::Underway | S::Done | S::Evaluated
        )
    }

    /// The name in the database and in the API.
    pub const fn key(self) -> &'static str {
        match self {
            VisitState::Proposed => "proposed",
            VisitState::AwaitingVillage => "awaiting-village",
            VisitState::Confirmed => "confirmed",
            VisitState::Open => "open",
            VisitState::Closed => "closed",
            VisitState::Underway => "underway",
            VisitState::Done => "done",
            VisitState::Evaluated => "evaluated",
            VisitState::Postponed => "postponed",
            VisitState::Cancelled => "cancelled",
        }
    }

    /// Reads a [`VisitState::key`].
    pub fn from_key(key: &str) -> Option<VisitState> {
        VisitState::ALL.into_iter().find(|state| state.key() == key)
    }

    /// The word of the interface.
    pub fn word(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            VisitState::Proposed => ("Usulan", "Proposed"),
            VisitState::AwaitingVillage => ("Menunggu konfirmasi desa", "Waiting for the village"),
            VisitState::Confirmed => ("Terkonfirmasi", "Confirmed"),
            VisitState::Open => ("Pendaftaran dibuka", "Booking open"),
            VisitState::Closed => ("Pendaftaran ditutup", "Booking closed"),
            VisitState::Underway => ("Berlangsung", "Underway"),
            VisitState::Done => ("Selesai", "Done"),
            VisitState::Evaluated => ("Dievaluasi", "Evaluated"),
            VisitState::Postponed => ("Ditunda", "Postponed"),
            VisitState::Cancelled => ("Dibatalkan", "Cancelled"),
        };
        lang.pick(id, en)
    }
}

impl VisitStep {
    /// All steps.
    pub const ALL: [VisitStep; 11] = [
        VisitStep::AskVillage,
        VisitStep::VillageAgrees,
        VisitStep::VillageDeclines,
        VisitStep::OpenBooking,
        VisitStep::CloseBooking,
        VisitStep::Begin,
        VisitStep::Finish,
        VisitStep::Evaluate,
        VisitStep::Postpone,
        VisitStep::Replan,
        VisitStep::Cancel,
    ];

    /// Whether it may be taken for a visit of that day: the service day begins on its day, or later where
    /// that was forgotten, and never before.
    pub fn is_due(self, date: NaiveDate, today: NaiveDate) -> bool {
        self != VisitStep::Begin || date <= today
    }

    /// Whether a reason has to be recorded with it: people are affected.
    pub fn needs_reason(self) -> bool {
        matches!(self, VisitStep::Postpone | VisitStep::Cancel)
    }

    /// The name in forms and in the record.
    pub const fn key(self) -> &'static str {
        match self {
            VisitStep::AskVillage => "ask-village",
            VisitStep::VillageAgrees => "village-agrees",
            VisitStep::VillageDeclines => "village-declines",
            VisitStep::OpenBooking => "open-booking",
            VisitStep::CloseBooking => "close-booking",
            VisitStep::Begin => "begin",
            VisitStep::Finish => "finish",
            VisitStep::Evaluate => "evaluate",
            VisitStep::Postpone => "postpone",
            VisitStep::Replan => "replan",
            VisitStep::Cancel => "cancel",
        }
    }

    /// Reads a [`VisitStep::key`].
    pub fn from_key(key: &str) -> Option<VisitStep> {
        VisitStep::ALL.into_iter().find(|step| step.key() == key)
    }

    /// The verb on the button.
    pub fn word(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            VisitStep::AskVillage => ("Minta konfirmasi desa", "Ask the village"),
            VisitStep::VillageAgrees => ("Catat: desa setuju", "Record: the village agrees"),
            VisitStep::VillageDeclines => ("Catat: desa tidak bisa", "Record: the village cannot"),
            VisitStep::OpenBooking => ("Buka pendaftaran", "Open booking"),
            VisitStep::CloseBooking => ("Tutup pendaftaran", "Close booking"),
            VisitStep::Begin => ("Mulai hari pelayanan", "Begin the service day"),
            VisitStep::Finish => ("Akhiri hari pelayanan", "End the service day"),
            VisitStep::Evaluate => ("Tandai sudah dievaluasi", "Mark as evaluated"),
            VisitStep::Postpone => ("Tunda kunjungan", "Postpone the visit"),
            VisitStep::Replan => ("Rencanakan ulang", "Plan anew"),
            VisitStep::Cancel => ("Batalkan kunjungan", "Cancel the visit"),
        };
        lang.pick(id, en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_whole_way_of_a_visit() {
        use VisitStep as T;
        let mut state = VisitState::Proposed;
        for step in [
            T::AskVillage,
            T::VillageAgrees,
            T::OpenBooking,
            T::CloseBooking,
            T::Begin,
            T::Finish,
            T::Evaluate,
        ] {
            state = state.after(step).unwrap();
        }
        assert_eq!(state, VisitState::Evaluated);
    }

    #[test]
    fn booking_never_opens_before_the_village_agreed() {
        for state in [
            VisitState::Proposed,
            VisitState::AwaitingVillage,
            VisitState::Postponed,
            VisitState::Cancelled,
        ] {
            assert!(state.after(VisitStep::OpenBooking).is_err(), "{state:?}");
        }
    }

    #[test]
    fn a_begun_visit_is_neither_postponed_nor_cancelled() {
        for state in [VisitState::Underway, VisitState::Done, VisitState::Evaluated] {
            assert!(state.after(VisitStep::Postpone).is_err());
            assert!(state.after(VisitStep::Cancel).is_err());
        }
    }

    #[test]
    fn keys_are_read_back() {
        for state in VisitState::ALL {
            assert_eq!(VisitState::from_key(state.key()), Some(state));
        }
        for step in VisitStep::ALL {
            assert_eq!(VisitStep::from_key(step.key()), Some(step));
        }
        assert_eq!(VisitState::from_key("opened"), None);
    }

    proptest! {
        #[test]
        fn nothing_leaves_the_end_states_and_open_comes_only_after_a_yes(steps in prop::collection::vec(0usize..11, 0..60)) {
            let mut state = VisitState::Proposed;
            let mut agreed = false;
            for step in steps.into_iter().map(|i| VisitStep::ALL[i]) {
                let before = state;
                if let Ok(next) = state.after(step) {
                    prop_assert!(!matches!(before, VisitState::Cancelled | VisitState::Evaluated));
                    state = next;
                }
                match state {
                    VisitState::Confirmed => agreed = true,
                    VisitState::Proposed => agreed = false,
                    _ => {}
                }
                prop_assert!(state != VisitState::Open || agreed);
            }
        }
    }
}
