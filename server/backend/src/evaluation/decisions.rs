//! Decisions of meetings and what was said of them, read through a pool or in a transaction.

use crate::Backend;
use crate::db::{Tx, fetch_all};
use crate::error::{StoreError, Stored};
use chrono::{DateTime, NaiveDate, Utc};
use domain::evaluation::{Decision, Outcome, Period, Reply};
use domain::id::{DecisionId, MeetingId};
use std::collections::HashMap;
use uuid::Uuid;

macro_rules! decisions {
    ($where_and_order:literal) => {
        concat!(
            "select d.id, d.meeting_id, m.month, d.what, d.owner, d.due
    from decision d join evaluation_meeting m on m.id = d.meeting_id where ",
            $where_and_order
        )
    };
}
macro_rules! replies {
    ($where:literal) => {
        concat!(
            "select r.decision_id, r.outcome, r.words, r.until_day, r.at, s.name
    from decision_reply r join decision d on d.id = r.decision_id
    join evaluation_meeting m on m.id = d.meeting_id join staff s on s.id = r.staff_id where ",
            $where,
            " order by r.at, r.id"
        )
    };
}

const OF_MONTH: &str = decisions!("m.month = $1 order by d.created_at, d.id");
const REPLIES_OF_MONTH: &str = replies!("m.month = $1");
const OPEN_BEFORE: &str = decisions!("d.is_open and m.month < $1 order by d.due, d.id");
const REPLIES_OF_OPEN: &str = replies!("d.is_open and m.month < $1");

#[derive(sqlx::FromRow)]
struct DecisionRow {
    id: Uuid,
    meeting_id: Uuid,
    month: NaiveDate,
    what: String,
    owner: String,
    due: NaiveDate,
}

#[derive(sqlx::FromRow)]
struct ReplyRow {
    decision_id: Uuid,
    outcome: String,
    words: String,
    until_day: Option<NaiveDate>,
    at: DateTime<Utc>,
    name: String,
}

fn joined(decisions: Vec<DecisionRow>, replies: Vec<ReplyRow>) -> Stored<Vec<Decision>> {
    let mut said: HashMap<Uuid, Vec<Reply>> = HashMap::new();
    for row in replies {
        let outcome = Outcome::from_key(&row.outcome).ok_or(StoreError::Corrupt("reply to a decision"))?;
        said.entry(row.decision_id).or_default().push(Reply {
            outcome,
            words: row.words,
            until: row.until_day,
            at: row.at,
            by: row.name,
        });
    }
    let decision = |row: DecisionRow| {
        Ok(Decision {
            id: DecisionId::new(row.id),
            meeting: MeetingId::new(row.meeting_id),
            period: Period::month(row.month).ok_or(StoreError::Corrupt("month of a meeting"))?,
            what: row.what,
            owner: row.owner,
            due: row.due,
            replies: said.remove(&row.id).unwrap_or_default(),
        })
    };
    decisions.into_iter().map(decision).collect()
}

impl Backend {
    /// What the meeting of a month decided, in the order it did.
    pub(super) async fn decisions_of(&self, month: NaiveDate) -> Stored<Vec<Decision>> {
        let decisions = fetch_all!(self.pool, DecisionRow, OF_MONTH, month)?;
        joined(
            decisions,
            fetch_all!(self.pool, ReplyRow, REPLIES_OF_MONTH, month)?,
        )
    }

    /// Open decisions of the meetings before a month, the first due first.
    pub(crate) async fn open_before(&self, month: NaiveDate) -> Stored<Vec<Decision>> {
        let decisions = fetch_all!(self.pool, DecisionRow, OPEN_BEFORE, month)?;
        joined(
            decisions,
            fetch_all!(self.pool, ReplyRow, REPLIES_OF_OPEN, month)?,
        )
    }
}

/// How many of them hold the plan of a month.
pub(crate) async fn holding(tx: &mut Tx, month: NaiveDate) -> Stored<u32> {
    let decisions = fetch_all!(tx, DecisionRow, OPEN_BEFORE, month)?;
    let open = joined(decisions, fetch_all!(tx, ReplyRow, REPLIES_OF_OPEN, month)?)?;
    let holding = open.iter().filter(|it| it.holds(month)).count();
    Ok(u32::try_from(holding).unwrap_or(u32::MAX))
}
