//! What each event does to the day.
//!
//! What happened at a table is a fact: the operator saw the person. It counts even where the rest of the day,
//! as another device tells it, does not fit, and is then listed; only a person whom another operator has is
//! not taken away.

use crate::day::{Act, Day, Ending, Entry, Event, Flag, Incident, Stage, Turn, Verdict};
use crate::id::{EntryId, EventId, OperatorId};
use crate::pending::PendingReason;
use chrono::{DateTime, Utc};

impl Day {
    pub(super) fn step(&mut self, event: &Event) -> Verdict {
        let at = event.at;
        let verdict = match event.act {
            Act::WalkIn { entry, number, need } => self.walk_in(entry, number, need, at),
            Act::Start { operator } => self.start(operator, at),
            Act::Stop { operator } => self.stop(operator, at),
            Act::Call { entry, operator } => self.call(entry, operator, at),
            Act::OpenIncident => self.open(event),
            Act::ConfirmIncident => self.on_open(at, |it| it.confirmed = at),
            Act::ChooseStep { step } => {
                let chosen = super::ChosenStep {
                    step,
                    at,
                    by: event.by.clone(),
                };
                self.on_open(at, |it| it.steps.push(chosen))
            }
            Act::CloseIncident => self.on_open(at, |it| it.until = Some(at)),
            Act::CorrectIncident {
                incident,
                from,
                until,
            } => self.correct(incident, from, until),
            ref act => {
                let incident_open = self.open_incident(at).is_some();
                let plan = &self.plan;
                let entry = act.entry().and_then(|id| self.entries.get_mut(&id));
                entry.map_or(Verdict::Refused(Flag::Unknown), |entry| {
                    entry.act(act, at, plan.recalls, incident_open)
                })
            }
        };
        let closed = self.plan.closed_at.is_some_and(|closed| closed < at);
        if closed && verdict == Verdict::Done {
            Verdict::Odd(Flag::DayClosed)
        } else {
            verdict
        }
    }

    fn walk_in(&mut self, id: EntryId, number: u32, need: Option<super::Need>, at: DateTime<Utc>) -> Verdict {
        if let Some(had) = self.entries.get(&id) {
            let had = had.number.unwrap_or(number);
            return if had == number {
                Verdict::Again
            } else {
                Verdict::Refused(Flag::AlreadyIn { number: had })
            };
        }
        let mut entry = Entry::new(id);
        entry.need = need;
        entry.arrive(number, at);
        self.entries.insert(id, entry);
        Verdict::Done
    }

    fn start(&mut self, operator: OperatorId, at: DateTime<Utc>) -> Verdict {
        if self.is_active(operator) {
            return Verdict::Again;
        }
        self.turns.push(Turn {
            operator,
            from: at,
            until: None,
        });
        Verdict::Done
    }

    /// Who leaves gives everybody at the table back to the queue, first in it.
    fn stop(&mut self, operator: OperatorId, at: DateTime<Utc>) -> Verdict {
        for entry in self.entries.values_mut() {
            if entry.stage.holder() == Some(operator) {
                entry.hand_over(None, at);
            }
        }
        let turn = self
            .turns
            .iter_mut()
            .find(|it| it.operator == operator && it.until.is_none());
        match turn {
            Some(turn) => {
                turn.until = Some(at);
                Verdict::Done
            }
            None => Verdict::Again,
        }
    }

    fn call(&mut self, id: EntryId, operator: OperatorId, at: DateTime<Utc>) -> Verdict {
        let incident_open = self.open_incident(at).is_some();
        let Some(entry) = self.entries.get_mut(&id) else {
            return Verdict::Refused(Flag::Unknown);
        };
        let gone = Ending::Pending(PendingReason::WentHome);
        let slip = Ending::Pending(PendingReason::ReturnSlip);
        let odd = match entry.stage {
            Stage::Waiting | Stage::Missed => None,
            Stage::Expected | Stage::NoShow | Stage::Withdrawn => Some(Flag::NotHere),
            Stage::Done { ending, .. } if ending == gone || ending == slip => Some(Flag::NotHere),
            Stage::Done { .. } => return Verdict::Refused(Flag::AlreadyServed),
            Stage::Called { .. } | Stage::InService { .. } | Stage::Parked { .. } => {
                let mine = entry.stage.holder() == Some(operator);
                return if mine {
                    Verdict::Again
                } else {
                    Verdict::Refused(Flag::HeldByOther)
                };
            }
        };
        entry.stage = Stage::Called {
            operator,
            at,
            recalls: 0,
        };
        entry.operator = Some(operator);
        (entry.handed, entry.meant_for) = (false, None);
        self.start(operator, at);
        match odd.or(incident_open.then_some(Flag::IncidentOpen)) {
            Some(flag) => Verdict::Odd(flag),
            None => Verdict::Done,
        }
    }

    fn open(&mut self, event: &Event) -> Verdict {
        if self.open_incident(event.at).is_some() {
            return Verdict::Again;
        }
        self.incidents.push(Incident {
            id: event.id,
            from: event.at,
            until: None,
            confirmed: event.at,
            by: event.by.clone(),
            steps: Vec::new(),
            corrections: 0,
        });
        Verdict::Done
    }

    fn on_open(&mut self, at: DateTime<Utc>, change: impl FnOnce(&mut Incident)) -> Verdict {
        let open = self.open_incident(at).map(|it| it.id);
        match self.incidents.iter_mut().find(|it| Some(it.id) == open) {
            Some(incident) => {
                change(incident);
                Verdict::Done
            }
            None => Verdict::Refused(Flag::NoIncident),
        }
    }

    fn correct(&mut self, id: EventId, from: DateTime<Utc>, until: Option<DateTime<Utc>>) -> Verdict {
        if until.is_some_and(|until| until <= from) {
            return Verdict::Refused(Flag::EndBeforeBegin);
        }
        match self.incidents.iter_mut().find(|it| it.id == id) {
            Some(incident) => {
                (incident.from, incident.until) = (from, until);
                incident.confirmed = incident.confirmed.max(from);
                incident.corrections += 1;
                Verdict::Done
            }
            None => Verdict::Refused(Flag::NoIncident),
        }
    }
}

impl Entry {
    fn arrive(&mut self, number: u32, at: DateTime<Utc>) {
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

    fn hand_over(&mut self, to: Option<OperatorId>, at: DateTime<Utc>) {
        self.was_seen(at);
        self.stand_up(at);
        self.stage = Stage::Waiting;
        (self.handed, self.meant_for) = (true, to);
    }

    /// What concerns this person alone.
    fn act(&mut self, act: &Act, at: DateTime<Utc>, most_recalls: u32, incident_open: bool) -> Verdict {
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
            Act::Back { .. } => match self.stage {
                Stage::Missed => {
                    self.was_seen(at);
                    self.in_line_since = Some(at);
                    self.was_missed = true;
                    self.now(Stage::Waiting)
                }
                _ => Verdict::Again,
            },
            Act::Recall { operator, .. } => self.recall(operator, at, most_recalls),
            Act::Miss { operator, .. } => self.miss(operator, most_recalls),
            Act::Begin { operator, .. } => self.begin(operator, at),
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

    fn check_in(&mut self, number: u32, need: Option<super::Need>, at: DateTime<Utc>) -> Verdict {
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
            Stage::Waiting => {
                (self.arrived, self.in_line_since) = (None, None);
                self.now(if self.window.is_some() || self.cancelled {
                    Stage::Expected
                } else {
                    Stage::Withdrawn
                })
            }
            Stage::Expected | Stage::Withdrawn => Verdict::Again,
            _ => Verdict::Refused(Flag::HeldByOther),
        }
    }

    fn no_show(&mut self, at: DateTime<Utc>, incident_open: bool) -> Verdict {
        match (self.stage, self.window) {
            (Stage::NoShow, _) => Verdict::Again,
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
            Stage::Expected if reason == PendingReason::ReturnSlip && !self.cancelled => {
                self.now(Stage::Done { ending, at })
            }
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

    fn begin(&mut self, operator: OperatorId, at: DateTime<Utc>) -> Verdict {
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
            it.stage = Stage::Done { ending, at };
        };
        match self.stage {
            Stage::Done { ending: had, .. } if had == ending => Verdict::Again,
            // A mistake at the own table is put right by saying it again.
            Stage::Done { at: then, .. } if self.operator == Some(operator) => {
                self.now(Stage::Done { ending, at: then })
            }
            Stage::Done { .. } => Verdict::Refused(Flag::AlreadyServed),
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
            None if matches!(self.stage, Stage::Done { .. }) => Verdict::Refused(Flag::AlreadyServed),
            None => {
                change(self);
                self.operator = Some(operator);
                Verdict::Odd(Flag::NotCalled)
            }
        }
    }
}
