//! The evaluation meeting: what stood in the way, what was decided, and what holds the next plan.
//!
//! The study's last finding is that what monitoring shows does not reach the next plan. Therefore every decision that
//! nobody has answered holds the publication of the plans that come after it.

use super::Period;
use crate::field::{Field, FieldError, Problem};
use crate::id::{DecisionId, MeetingId, ObstacleId};
use crate::lang::keyed;
use crate::plan::parse_date;
use crate::text::Line;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

keyed! {
    /// What an obstacle is about: the three indicators of the study.
    Indicator {
        /// People, tools, who does what.
        Organisation = "organisation", "Organisasi", "Organisation";
        /// Whether those who carry it out and those it is for understand it the same way.
        Interpretation = "interpretation", "Interpretasi", "Interpretation";
        /// What is done on the day, and how.
        Application = "application", "Penerapan", "Application";
    }
}

keyed! {
    /// What became of a decision.
    Outcome {
        /// It was done.
        Done = "done", "Sudah dilaksanakan", "Done";
        /// It goes on until another day.
        Continued = "continued", "Dilanjutkan", "Carried on";
        /// It was given up.
        Dropped = "dropped", "Tidak dilaksanakan", "Given up";
    }
}

/// Something that stood in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// Id.
    pub id: ObstacleId,
    /// What it is about.
    pub indicator: Indicator,
    /// In the meeting's words.
    pub words: String,
}

/// What somebody said became of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What.
    pub outcome: Outcome,
    /// In their words.
    pub words: String,
    /// Until when it goes on, where it does.
    pub until: Option<NaiveDate>,
    /// When it was said.
    pub at: DateTime<Utc>,
    /// Who said it: a name of the office.
    pub by: String,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Id.
    pub id: DecisionId,
    /// The meeting that made it.
    pub meeting: MeetingId,
    /// The period which that meeting looked at.
    pub period: Period,
    /// What is to be done.
    pub what: String,
    /// Who sees to it.
    pub owner: String,
    /// By when, as it was decided.
    pub due: NaiveDate,
    /// What was said of it, in the order of time.
    pub replies: Vec<Reply>,
}

impl Decision {
    /// What was said last.
    pub fn reply(&self) -> Option<&Reply> {
        self.replies.last()
    }

    /// By when it is to be done now.
    pub fn due_now(&self) -> NaiveDate {
        self.reply().and_then(|reply| reply.until).unwrap_or(self.due)
    }

    /// Neither done nor given up.
    pub fn is_open(&self) -> bool {
        self.reply()
            .is_none_or(|reply| reply.outcome == Outcome::Continued)
    }

    /// It is open and its day has passed.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.is_open() && self.due_now() < today
    }

    /// Whether it holds the plan of a month (any day of it): the meeting looked at an earlier time, and nobody has said
    /// what became of it, or it was carried on and that time is over when the month begins.
    pub fn holds(&self, month: NaiveDate) -> bool {
        let first = crate::month::first_of(month);
        if first <= self.period.first() {
            return false;
        }
        match self.reply() {
            None => true,
            Some(reply) => {
                reply.outcome == Outcome::Continued && reply.until.is_none_or(|until| until < first)
            }
        }
    }
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Id.
    pub id: MeetingId,
    /// The month it looked at.
    pub period: Period,
    /// When it was held, in WITA.
    pub held_on: NaiveDate,
    /// Who was there.
    pub present: String,
    /// What it proposes beside its decisions.
    pub proposals: Option<String>,
    /// Counts changes.
    pub version: i64,
}

/// A meeting as a form names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMeeting {
    /// The month it looks at.
    pub period: Period,
    /// When it is held, in WITA.
    pub held_on: NaiveDate,
    /// Who is there.
    pub present: Line<300>,
    /// What it proposes.
    pub proposals: Option<Line<600>>,
}

impl NewMeeting {
    /// Reads a form; `today` is the day in WITA. A meeting is not held before its month begins, nor ahead of today.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(
        period: Period,
        held_on: &str,
        present: &str,
        proposals: &str,
        today: NaiveDate,
    ) -> Result<NewMeeting, Vec<FieldError>> {
        let held_on = parse_date(held_on).and_then(|date| match date {
            _ if date > today => Err(Problem::InTheFuture),
            _ if date < period.first() => Err(Problem::InThePast),
            _ => Ok(date),
        });
        let held_on = held_on.map_err(|problem| FieldError::new(Field::MeetingDate, problem));
        let present = Line::parse_min(present, 3).map_err(|problem| FieldError::new(Field::Present, problem));
        let proposals =
            Line::parse_optional(proposals).map_err(|problem| FieldError::new(Field::Proposals, problem));
        match (held_on, present, proposals) {
            (Ok(held_on), Ok(present), Ok(proposals)) => Ok(NewMeeting {
                period,
                held_on,
                present,
                proposals,
            }),
            (held_on, present, proposals) => Err([held_on.err(), present.err(), proposals.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

/// An obstacle as a form names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewObstacle {
    /// What it is about.
    pub indicator: Indicator,
    /// In the meeting's words.
    pub words: Line<300>,
}

impl NewObstacle {
    /// Reads a form.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(indicator: &str, words: &str) -> Result<NewObstacle, Vec<FieldError>> {
        let indicator = Indicator::from_key(indicator.trim())
            .ok_or(FieldError::new(Field::Indicator, Problem::NotAChoice));
        let words = Line::parse_min(words, 5).map_err(|problem| FieldError::new(Field::Obstacle, problem));
        match (indicator, words) {
            (Ok(indicator), Ok(words)) => Ok(NewObstacle { indicator, words }),
            (indicator, words) => Err([indicator.err(), words.err()].into_iter().flatten().collect()),
        }
    }
}

/// A decision as a form names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// What is to be done.
    pub what: Line<300>,
    /// Who sees to it.
    pub owner: Line<80>,
    /// By when.
    pub due: NaiveDate,
}

impl NewDecision {
    /// Reads a form. That nothing is due before its meeting is seen where the meeting is known.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(what: &str, owner: &str, due: &str) -> Result<NewDecision, Vec<FieldError>> {
        let what = Line::parse_min(what, 5).map_err(|problem| FieldError::new(Field::Decision, problem));
        let owner = Line::parse_min(owner, 2).map_err(|problem| FieldError::new(Field::Owner, problem));
        let due = parse_date(due).map_err(|problem| FieldError::new(Field::Due, problem));
        match (what, owner, due) {
            (Ok(what), Ok(owner), Ok(due)) => Ok(NewDecision { what, owner, due }),
            (what, owner, due) => Err([what.err(), owner.err(), due.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

/// What becomes of a decision, as a form names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReply {
    /// What.
    pub outcome: Outcome,
    /// In their words.
    pub words: Line<300>,
    /// Until when it goes on: given for what is carried on, for nothing else.
    pub until: Option<NaiveDate>,
}

impl NewReply {
    /// Reads a form; `today` is the day in WITA.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(
        outcome: &str,
        words: &str,
        until: &str,
        today: NaiveDate,
    ) -> Result<NewReply, Vec<FieldError>> {
        let outcome = Outcome::from_key(outcome.trim())
            .ok_or(FieldError::new(Field::DecisionOutcome, Problem::NotAChoice));
        let words = Line::parse_min(words, 5).map_err(|problem| FieldError::new(Field::Reply, problem));
        let until = match outcome {
            Ok(Outcome::Continued) => not_before(until, today)
                .map(Some)
                .map_err(|problem| FieldError::new(Field::ContinuedUntil, problem)),
            _ => Ok(None),
        };
        match (outcome, words, until) {
            (Ok(outcome), Ok(words), Ok(until)) => Ok(NewReply {
                outcome,
                words,
                until,
            }),
            (outcome, words, until) => Err([outcome.err(), words.err(), until.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

fn not_before(text: &str, first: NaiveDate) -> Result<NaiveDate, Problem> {
    let date = parse_date(text)?;
    if date < first {
        return Err(Problem::InThePast);
    }
    Ok(date)
}
