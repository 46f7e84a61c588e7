//! Short addresses of a visit, one a channel: what comes of each is counted.

use crate::Backend;
use crate::db::{execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use domain::code::BookingCode;
use domain::error::ServiceError;
use domain::id::{BookingId, VisitId};
use domain::outreach::{ChannelCount, OutreachChannel};
use domain::service::{Answer, VisitSummary};
use uuid::Uuid;

/// Whether the code is taken or the channel has one: nothing is written, and the next reading tells.
const ADD: &str = "insert into channel_code (code, visit_id, channel, opened) values ($1, $2, $3, 0)
    on conflict do nothing";
const COUNTS: &str = "select c.channel, c.code, c.opened, (select count(*) from booking_channel k
    join booking b on b.id = k.booking_id where k.code = c.code and b.state <> 'cancelled') as booked
    from channel_code c where c.visit_id = $1 order by c.channel";
const FIND: &str = "select visit_id from channel_code where code = $1";
const COUNT: &str = "update channel_code set opened = opened + 1 where code = $1";
/// Only a code of the booking's own visit, and the first that was told.
const CREDIT: &str = "insert into booking_channel (booking_id, code) select b.id, c.code from booking b
    join channel_code c on c.visit_id = b.visit_id where b.id = $1 and c.code = $2
    on conflict (booking_id) do nothing";

/// Tries to find a free code: with 28 million of them even the second is hardly ever needed.
const TRIES: usize = 5;

#[derive(sqlx::FromRow)]
struct Row {
    channel: String,
    code: String,
    opened: i64,
    booked: i64,
}

impl Backend {
    /// What came of each channel of a visit that the public sees, in the order of the list; codes that are missing
    /// are made.
    pub(crate) async fn channel_counts(&self, visit: &VisitSummary) -> Stored<Vec<ChannelCount>> {
        if !visit.state.is_public() {
            return Ok(Vec::new());
        }
        for _ in 0..TRIES {
            let found = self.read_counts(visit.id).await?;
            let all = OutreachChannel::ALL.iter();
            let missing: Vec<_> = all
                .filter(|channel| found.iter().all(|count| count.channel != **channel))
                .collect();
            if missing.is_empty() {
                return Ok(found);
            }
            let mut tx = self.pool.begin().await?;
            for channel in missing {
                let code = BookingCode::from_random(rand::random()).to_string();
                execute!(tx, ADD, code, visit.id.uuid(), channel.key())?;
            }
            tx.commit().await?;
        }
        Err(StoreError::Corrupt("codes of channels"))
    }

    async fn read_counts(&self, visit: VisitId) -> Stored<Vec<ChannelCount>> {
        let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let rows = fetch_all!(self.pool, Row, COUNTS, visit.uuid())?;
        let mut counts: Vec<ChannelCount> = rows
            .into_iter()
            .filter_map(|row| {
                Some(ChannelCount {
                    channel: OutreachChannel::from_key(&row.channel)?,
                    code: row.code,
                    opened: number(row.opened),
                    booked: number(row.booked),
                })
            })
            .collect();
        counts.sort_by_key(|count| OutreachChannel::ALL.iter().position(|it| *it == count.channel));
        Ok(counts)
    }

    /// The visit of a short address, as people type it; counted for a browser that has not come by it before.
    pub(crate) async fn follow_code(&self, code: &str, is_new: bool) -> Answer<(VisitId, BookingCode)> {
        let code = BookingCode::parse(code).map_err(|_| ServiceError::NotFound)?;
        let text = code.to_string();
        let found = fetch_optional!(self.pool, (Uuid,), FIND, &text)?;
        let (visit,) = found.ok_or(ServiceError::NotFound)?;
        if is_new {
            let mut tx = self.pool.begin().await?;
            execute!(tx, COUNT, &text)?;
            tx.commit().await?;
        }
        Ok((VisitId::new(visit), code))
    }

    /// Notes by which channel the person of a booking came. A code that is none, or of another visit, says nothing.
    pub(crate) async fn credit_channel(&self, booking: BookingId, code: &str) -> Answer<()> {
        let Ok(code) = BookingCode::parse(code) else {
            return Ok(());
        };
        let mut tx = self.pool.begin().await?;
        execute!(tx, CREDIT, booking.uuid(), code.to_string())?;
        Ok(tx.commit().await?)
    }
}
