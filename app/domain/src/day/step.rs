//! What each event does to the day.
//!
//! What happened at a table is a fact: the operator saw the person. It counts even where the rest of the day,
//! as another device tells it, does not fit, and is then listed; only a person whom another operator has is
//! not taken away.

use crate::day::{Act, Day, Entry, Event, Flag, Incident, Need, Stage, Turn, Verdict};
use crate::id::{EntryId, EventId, OperatorId};
use chrono::{DateTime, Utc};

impl Day {
    pub(super) fn step(&mut self, event: &Event) -> Verdict {
        let at = event.at;
        let verdict = match event.act {
            Act::WalkIn { entry, number, need } => self.walk_in(entry, number, need, at),
            Act::Start { operator } => self.start(operator, at),
            Act::Stop { operator } => self.stop(operator, at),
            Act::Call { entry, operator } => self.call(entry, operator, at),
            Act::Begin { entry, operator } => self.begin(entry, operator, at),
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
            } => self.correct(incident, (from, until), at),
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

    fn walk_in(&mut self, id: EntryId, number: u32, need: Option<Need>, at: DateTime<Utc>) -> Verdict {
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
        let busy = self.is_busy(operator);
        let Some(entry) = self.entries.get_mut(&id) else {
            return Verdict::Refused(Flag::Unknown);
        };
        let odd = match entry.stage {
            Stage::Waiting | Stage::Missed => None,
            Stage::Expected | Stage::NoShow | Stage::Withdrawn => Some(Flag::NotHere),
            Stage::Done { .. } if entry.has_left() => Some(Flag::NotHere),
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
        let odd = odd.or(incident_open.then_some(Flag::IncidentOpen));
        match odd.or(busy.then_some(Flag::TableTaken)) {
            Some(flag) => Verdict::Odd(flag),
            None => Verdict::Done,
        }
    }

    /// Sits down at a table where somebody else may sit.
    fn begin(&mut self, id: EntryId, operator: OperatorId, at: DateTime<Utc>) -> Verdict {
        let sits = |it: &Entry| it.id != id && matches!(it.stage, Stage::InService { .. });
        let taken = self.held_by(operator).any(sits);
        let Some(entry) = self.entries.get_mut(&id) else {
            return Verdict::Refused(Flag::Unknown);
        };
        match entry.begin(operator, at) {
            Verdict::Done if taken => Verdict::Odd(Flag::TableTaken),
            verdict => verdict,
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

    fn correct(
        &mut self,
        id: EventId,
        (from, until): (DateTime<Utc>, Option<DateTime<Utc>>),
        at: DateTime<Utc>,
    ) -> Verdict {
        if until.is_some_and(|until| until <= from) {
            return Verdict::Refused(Flag::EndBeforeBegin);
        }
        if from > at || until.is_some_and(|until| until > at) {
            return Verdict::Refused(Flag::InFuture);
        }
        // Only one is open at a time.
        if until.is_none() && self.open_incident(at).is_some_and(|it| it.id != id) {
            return Verdict::Refused(Flag::IncidentOpen);
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
