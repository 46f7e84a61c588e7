//! What each event does to one person.

use crate::day::{Act, Ending, Entry, Flag, Need, Stage, Verdict};
use crate::id::OperatorId;
use crate::pending::PendingReason;
use chrono::{DateTime, Utc};

impl Entry {
    pub(super) fn arrive(&mut self, number: u32, at: DateTime<Utc>) {
        self.number = Some(number);
        self.arrived = Some(at);
        self.in_line_since = Some(at);
        self.stage = Stage::Waiting;
    }

    /// Somebody saw the person: they have come, whether or not the desk knows.
    fn was_seen(&mut self, at: DateTime<Utc>) {
        self.arrived.get_or_insert(at);
        self.in_line_since.get_or_insert(at);
    }

    pub(super) fn hand_over(&mut self, to: Option<OperatorId>, at: DateTime<Utc>) {
        self.was_seen(at);
        self.stand_up(at);
        self.stage = Stage::Waiting;
        (self.handed, self.meant_for) = (true, to);
    }

    /// What concerns this person alone.
    pub(super) fn act(
        &mut self,
        act: &Act,
        at: DateTime<Utc>,
        most_recalls: u32,
        incident_open: bool,
    ) -> Verdict {
        match *act {
            Act::CheckIn { number, need, .. } => self.check_in(number, need, at),
            Act::UndoCheckIn { .. } => self.undo_check_in(),
            Act::NoShow { .. } => self.no_show(at, incident_open),
            Act::UndoNoShow { .. } => match self.stage {
                Stage::NoShow => self.now(Stage::Expected),
                _ => Verdict::Again,
            },
            Act::SetNeed { need, .. } => {
                self.need = need;
                Verdict::Done
            }
            Act::SetReady { ready, .. } => {
                self.ready = ready;
                Verdict::Done
            }
            Act::FileReady { done, .. } => {
                self.file_ready = done;
                Verdict::Done
            }
            Act::Leave { .. } => self.leave(PendingReason::WentHome, at),
            Act::Return { .. } => self.leave(PendingReason::ReturnSlip, at),
            Act::Back { .. } => self.come_back(at),
            Act::Recall { operator, .. } => self.recall(operator, at, most_recalls),
            Act::Miss { operator, .. } => self.miss(operator, most_recalls),
            Act::Park { operator, .. } => self.with_holder(operator, |it| {
                it.was_seen(at);
                it.stand_up(at);
                it.stage = Stage::Parked { operator };
            }),
            Act::HandOver { operator, to, .. } => self.with_holder(operator, |it| it.hand_over(to, at)),
            Act::End { operator, ending, .. } => self.end(operator, ending, at),
            // Acts that are about more than one person are done by the day.
            _ => Verdict::Refused(Flag::Unknown),
        }
    }

    fn now(&mut self, stage: Stage) -> Verdict {
        self.stage = stage;
        Verdict::Done
    }

    fn check_in(&mut self, number: u32, need: Option<Need>, at: DateTime<Utc>) -> Verdict {
        if self.holds_slip() {
            return Verdict::Refused(Flag::HoldsSlip);
        }
        if !matches!(self.stage, Stage::Expected | Stage::NoShow) {
            if self.number.is_none() && self.stage.is_here() {
                // Came to a table without the desk.
                self.number = Some(number);
                return Verdict::Done;
            }
            let had = self.number.unwrap_or(number);
            return if had == number {
                Verdict::Again
            } else {
                Verdict::Refused(Flag::AlreadyIn { number: had })
            };
        }
        self.need = need.or(self.need);
        self.arrive(number, at);
        if self.cancelled {
            // The place was given back: they wait among those without booking.
            self.window = None;
            Verdict::Odd(Flag::CancelledBooking)
        } else {
            Verdict::Done
        }
    }

    fn undo_check_in(&mut self) -> Verdict {
        match self.stage {
            Stage::Waiting | Stage::Missed => {
                (self.arrived, self.in_line_since, self.need) = (None, None, None);
                (self.was_missed, self.handed, self.meant_for) = (false, false, None);
                self.now(if self.window.is_some() || self.cancelled {
                    Stage::Expected
                } else {
                    Stage::Withdrawn
                })
            }
            Stage::Expected | Stage::NoShow | Stage::Withdrawn => Verdict::Again,
            Stage::Done { .. } => Verdict::Refused(Flag::AlreadyServed),
            _ => Verdict::Refused(Flag::HeldByOther),
        }
    }

    /// The number counts again from now on; the precedence of the booking is gone.
    fn come_back(&mut self, at: DateTime<Utc>) -> Verdict {
        match self.stage {
            _ if self.holds_slip() => return Verdict::Refused(Flag::HoldsSlip),
            Stage::Missed => {}
            Stage::Done { .. } if self.has_left() => {}
            Stage::Done { .. } => return Verdict::Refused(Flag::AlreadyServed),
            Stage::Expected | Stage::NoShow | Stage::Withdrawn => return Verdict::Refused(Flag::NotHere),
            _ => return Verdict::Again,
        }
        self.was_seen(at);
        self.in_line_since = Some(at);
        self.was_missed = true;
        self.now(Stage::Waiting)
    }

    fn no_show(&mut self, at: DateTime<Utc>, incident_open: bool) -> Verdict {
        match (self.stage, self.window) {
            (Stage::NoShow, _) => Verdict::Again,
            _ if self.holds_slip() => Verdict::Refused(Flag::HoldsSlip),
            (Stage::Expected, _) if self.cancelled => Verdict::Refused(Flag::CancelledBooking),
            (Stage::Expected, _) if incident_open => Verdict::Refused(Flag::IncidentOpen),
            (Stage::Expected, Some(window)) if at < window.until => Verdict::Refused(Flag::TooEarly),
            (Stage::Expected, _) => self.now(Stage::NoShow),
            _ => Verdict::Refused(Flag::AlreadyIn {
                number: self.number.unwrap_or(0),
            }),
        }
    }

    fn leave(&mut self, reason: PendingReason, at: DateTime<Utc>) -> Verdict {
        let ending = Ending::Pending(reason);
        match self.stage {
            Stage::Done { ending: had, .. } if had == ending => Verdict::Again,
            Stage::Done { .. } => Verdict::Refused(Flag::AlreadyServed),
            Stage::InService { .. } => Verdict::Refused(Flag::HeldByOther),
            // A person with a booking may be given a return slip without coming: they were told to stay at home.
            Stage::Expected if reason == PendingReason::ReturnSlip && self.cancelled => {
                Verdict::Refused(Flag::CancelledBooking)
            }
            Stage::Expected if reason == PendingReason::ReturnSlip => self.now(Stage::Done { ending, at }),
            _ if self.stage.is_here() => self.now(Stage::Done { ending, at }),
            _ => Verdict::Refused(Flag::NotHere),
        }
    }

    fn recall(&mut self, operator: OperatorId, at: DateTime<Utc>, most: u32) -> Verdict {
        match &mut self.stage {
            Stage::Called {
                operator: mine,
                at: last,
                recalls,
            } if *mine == operator => {
                if *recalls >= most {
                    return Verdict::Refused(Flag::EnoughCalls);
                }
                *recalls += 1;
                *last = at;
                Verdict::Done
            }
            _ => Verdict::Refused(Flag::NotCalled),
        }
    }

    fn miss(&mut self, operator: OperatorId, most: u32) -> Verdict {
        match self.stage {
            Stage::Called {
                operator: mine,
                recalls,
                ..
            } if mine == operator => {
                if recalls < most {
                    return Verdict::Refused(Flag::FewCalls { left: most - recalls });
                }
                self.now(Stage::Missed)
            }
            Stage::Missed => Verdict::Again,
            _ => Verdict::Refused(Flag::NotCalled),
        }
    }

    pub(super) fn begin(&mut self, operator: OperatorId, at: DateTime<Utc>) -> Verdict {
        match self.stage {
            Stage::InService { operator: mine, .. } if mine == operator => Verdict::Again,
            _ => self.with_holder(operator, |it| {
                it.was_seen(at);
                it.operator = Some(operator);
                it.stage = Stage::InService { operator, since: at };
            }),
        }
    }

    fn end(&mut self, operator: OperatorId, ending: Ending, at: DateTime<Utc>) -> Verdict {
        let finish = |it: &mut Entry| {
            it.was_seen(at);
            it.stand_up(at);
            it.operator = Some(operator);
            it.ended_by = Some(operator);
            it.stage = Stage::Done { ending, at };
        };
        match self.stage {
            Stage::Done { ending: had, .. } if had == ending => Verdict::Again,
            // A mistake at the own table is put right by saying it again.
            Stage::Done { at: then, .. } if self.ended_by == Some(operator) => {
                self.now(Stage::Done { ending, at: then })
            }
            _ => self.with_holder(operator, finish),
        }
    }

    /// An act of the operator who has the person. Nobody else has them: it counts, and is listed.
    fn with_holder(&mut self, operator: OperatorId, change: impl FnOnce(&mut Entry)) -> Verdict {
        match self.stage.holder() {
            Some(holder) if holder == operator => {
                change(self);
                Verdict::Done
            }
            Some(_) => Verdict::Refused(Flag::HeldByOther),
            None if matches!(self.stage, Stage::Done { .. }) && !self.has_left() => {
                Verdict::Refused(Flag::AlreadyServed)
            }
            None => {
                let flag = if self.has_left() {
                    Flag::NotHere
                } else {
                    Flag::NotCalled
                };
                change(self);
                self.operator = Some(operator);
                Verdict::Odd(flag)
            }
        }
    }
}
