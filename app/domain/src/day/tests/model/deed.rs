//! What somebody at a device does, as far as the device's own day lets them.

use super::super::*;
use crate::pending::PendingReason;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    CheckIn,
    WalkIn,
    UndoCheckIn,
    NoShow,
    UndoNoShow,
    SetNeed,
    PrepareFile,
    Leave,
    Return,
    Back,
    OpenIncident,
    ConfirmIncident,
    CloseIncident,
    Start,
    Next,
    Call,
    Recall,
    CallInVain,
    Begin,
    Park,
    HandOver,
    HandTo,
    Serve,
    End,
    TableBack,
    Stop,
}

impl Deed {
    pub(super) fn is_at_a_table(self) -> bool {
        self as usize >= Deed::Start as usize
    }

    /// What to press, one after the other. Now and then the wrong person is meant.
    pub(super) fn acts(self, replica: &Replica, now: DateTime<Utc>, pick: usize, new: EntryId) -> Vec<Act> {
        let day = replica.day(now);
        let operator = replica.seat().operator.unwrap_or(operator(1));
        let one = |fits: fn(&Stage) -> bool| {
            let wrong = pick % 17 == 16;
            let fitting = day.entries().filter(|it| wrong || fits(&it.stage));
            let fitting: Vec<_> = fitting.map(|it| it.id).collect();
            (!fitting.is_empty()).then(|| fitting[pick % fitting.len()])
        };
        let mine = |fits: fn(&Stage) -> bool| {
            let held: Vec<_> = day.held_by(operator).filter(|it| fits(&it.stage)).collect();
            (!held.is_empty()).then(|| held[pick % held.len()].id)
        };
        let expected = |it: &Stage| matches!(it, Stage::Expected | Stage::NoShow);
        let waiting = |it: &Stage| matches!(it, Stage::Waiting);
        let called = |it: &Stage| matches!(it, Stage::Called { .. });
        let sits = |it: &Stage| matches!(it, Stage::InService { .. });
        let missed = |it: &Stage| matches!(it, Stage::Missed);
        let any = |_: &Stage| true;
        let need = pick.is_multiple_of(3).then_some(Need::Elderly);
        let number = 0;
        let who = match self {
            Deed::CheckIn => one(expected),
            Deed::NoShow => one(|it| matches!(it, Stage::Expected)),
            Deed::UndoNoShow => one(|it| matches!(it, Stage::NoShow)),
            Deed::UndoCheckIn | Deed::SetNeed | Deed::PrepareFile => one(waiting),
            Deed::Leave | Deed::Return => one(|it| it.is_here()),
            Deed::Back | Deed::TableBack => one(missed),
            Deed::Call => one(|it| matches!(it, Stage::Waiting | Stage::Missed)),
            Deed::Recall | Deed::CallInVain => mine(called),
            Deed::Begin => mine(|it| !matches!(it, Stage::InService { .. })),
            Deed::Serve => mine(any),
            Deed::Park | Deed::End => mine(sits),
            Deed::HandOver | Deed::HandTo => mine(any),
            _ => Some(new),
        };
        let Some(entry) = who else { return Vec::new() };
        let recall = Act::Recall { entry, operator };
        let begin = Act::Begin { entry, operator };
        let ending = if pick.is_multiple_of(5) {
            Ending::Pending(PendingReason::MissingDocument)
        } else {
            Ending::NibIssued
        };
        let end = Act::End {
            entry,
            operator,
            ending,
        };
        match self {
            Deed::CheckIn => vec![Act::CheckIn { entry, number, need }],
            Deed::WalkIn => vec![Act::WalkIn { entry, number, need }],
            Deed::UndoCheckIn => vec![Act::UndoCheckIn { entry }],
            Deed::NoShow => vec![Act::NoShow { entry }],
            Deed::UndoNoShow => vec![Act::UndoNoShow { entry }],
            Deed::SetNeed => vec![Act::SetNeed { entry, need }],
            Deed::PrepareFile => vec![Act::FileReady { entry, done: true }],
            Deed::Leave => vec![Act::Leave { entry }],
            Deed::Return => vec![Act::Return { entry }],
            Deed::Back | Deed::TableBack => vec![Act::Back { entry }],
            Deed::OpenIncident => vec![Act::OpenIncident],
            Deed::ConfirmIncident => vec![Act::ConfirmIncident],
            Deed::CloseIncident => vec![Act::CloseIncident],
            Deed::Start => vec![Act::Start { operator }],
            Deed::Next => Vec::new(),
            Deed::Call => vec![Act::Call { entry, operator }],
            Deed::Recall => vec![recall],
            Deed::CallInVain => {
                let miss = Act::Miss { entry, operator };
                vec![recall.clone(), recall.clone(), recall, miss]
            }
            Deed::Begin => vec![begin],
            Deed::Park => vec![Act::Park { entry, operator }],
            Deed::HandOver | Deed::HandTo => {
                let other = super::super::operator(pick as u128 % 3 + 1);
                let to = (self == Deed::HandTo && other != operator).then_some(other);
                vec![Act::HandOver { entry, operator, to }]
            }
            Deed::Serve => vec![begin, end],
            Deed::End => vec![end],
            Deed::Stop => vec![Act::Stop { operator }],
        }
    }
}
