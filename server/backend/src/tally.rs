//! What a year came to, counted from the rows in the plainest way: beside the figures of the pages, and of whoever
//! plays a year.

use crate::Backend;
use crate::db::fetch_all;
use crate::error::Stored;
use chrono::NaiveDate;

/// A year in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Visits whose service day has ended.
    pub held: i64,
    /// Of them, those to which more people came than the target.
    pub above_target: i64,
    /// Bookings that stand or stood until the day.
    pub booked: i64,
    /// Bookings that were called off.
    pub cancelled: i64,
    /// People who came.
    pub came: i64,
    /// Of them, those without a booking.
    pub walk_ins: i64,
    /// Business numbers issued.
    pub issued: i64,
    /// Seconds that operators lost by outages, together.
    pub lost_seconds: i64,
    /// Slots with more people than places: must be 0.
    pub oversold: i64,
    /// Messages that went out.
    pub sent: i64,
    /// Messages that were no longer true in time.
    pub dropped: i64,
    /// Messages that wait, or failed.
    pub unsent: i64,
}

macro_rules! of_year {
    ($what:literal) => {
        concat!("select cast(count(*) as bigint) from ", $what)
    };
}

const HELD: &str = of_year!("visit where state in ('done', 'evaluated') and date between $1 and $2");
const ABOVE: &str =
    of_year!("visit where state in ('done', 'evaluated') and date between $1 and $2 and attended > $3");
const BOOKED: &str = of_year!(
    "booking b join visit v on v.id = b.visit_id where v.date between $1 and $2 and b.state <> 'cancelled'"
);
const CANCELLED: &str = of_year!(
    "booking b join visit v on v.id = b.visit_id where v.date between $1 and $2 and b.state = 'cancelled'"
);
const CAME: &str = of_year!(
    "queue_entry e join visit v on v.id = e.visit_id where v.date between $1 and $2 and e.arrived_at is not null"
);
const WALK_INS: &str = of_year!(
    "queue_entry e join visit v on v.id = e.visit_id where v.date between $1 and $2 and e.arrived_at is not null
    and e.booking_id is null"
);
const ISSUED: &str = of_year!(
    "queue_entry e join visit v on v.id = e.visit_id where v.date between $1 and $2 and e.outcome = 'nib-issued'"
);
const OVERSOLD: &str = of_year!(
    "slot s join visit v on v.id = s.visit_id where v.date between $1 and $2 and s.booked + s.held > s.capacity"
);
const LOST: &str = "select cast(coalesce(sum(i.lost_seconds), 0) as bigint) from incident i
    join visit v on v.id = i.visit_id where v.date between $1 and $2";
const MESSAGES: &str = "select state, cast(count(*) as bigint) from message group by state order by state";

impl Backend {
    /// Counts the visits of these days, and all messages.
    ///
    /// # Errors
    /// Of the store.
    pub async fn tally(&self, from: NaiveDate, until: NaiveDate) -> Stored<Tally> {
        let target = i64::from(self.settings().await?.target);
        let count = async |sql: &'static str| {
            let rows = fetch_all!(self.pool, (i64,), sql, from, until)?;
            Stored::Ok(rows.first().map_or(0, |row| row.0))
        };
        let above = fetch_all!(self.pool, (i64,), ABOVE, from, until, target)?;
        let messages = fetch_all!(self.pool, (String, i64), MESSAGES)?;
        let of = |states: &[&str]| {
            let some = messages
                .iter()
                .filter(|(state, _)| states.contains(&state.as_str()));
            some.map(|(_, number)| number).sum()
        };
        Ok(Tally {
            held: count(HELD).await?,
            above_target: above.first().map_or(0, |row| row.0),
            booked: count(BOOKED).await?,
            cancelled: count(CANCELLED).await?,
            came: count(CAME).await?,
            walk_ins: count(WALK_INS).await?,
            issued: count(ISSUED).await?,
            lost_seconds: count(LOST).await?,
            oversold: count(OVERSOLD).await?,
            sent: of(&["sent"]),
            dropped: of(&["dropped"]),
            unsent: of(&["queued", "sending", "by-hand", "dead"]),
        })
    }
}
