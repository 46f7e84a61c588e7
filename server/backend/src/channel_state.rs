//! How the channels stand: which wait for staff, what each has cost this month.

use crate::Backend;
use crate::db::{Pool, Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::services::may;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::calendar::date_in_wita;
use domain::message::Channel;
use domain::service::{Answer, ChannelPause, Spending};
use domain::staff::{Act, Staff};

const PAUSE: &str =
    "insert into channel_pause (channel, since, why) values ($1, $2, $3) on conflict (channel) do nothing";
const RESUME: &str = "delete from channel_pause where channel = $1";
const PAUSED: &str = "select channel, since, why from channel_pause order by channel";
const OPEN_MONTH: &str = "insert into channel_month (channel, month, sent, cost) values ($1, $2, 0, 0)
    on conflict (channel, month) do nothing";
/// Takes the lock of a month without changing it: two workers do not spend the same money.
const LOCK_MONTH: &str =
    "update channel_month set sent = sent where channel = $1 and month = $2 returning cost";
const SPEND: &str =
    "update channel_month set sent = sent + $3, cost = cost + $4 where channel = $1 and month = $2";
const MONTH: &str = "select channel, sent, cost from channel_month where month = $1 order by channel";

/// First day of the month, in WITA.
fn month_of(at: DateTime<Utc>) -> NaiveDate {
    let day = date_in_wita(at);
    day.with_day(1).unwrap_or(day)
}

/// Nothing is sent by this channel until staff say so.
pub(crate) async fn pause(tx: &mut Tx, now: DateTime<Utc>, channel: Channel, why: &str) -> Stored<()> {
    execute!(tx, PAUSE, channel.key(), now, why)?;
    Ok(())
}

/// The channels that wait.
pub(crate) async fn paused(pool: &Pool) -> Stored<Vec<ChannelPause>> {
    let rows = fetch_all!(pool, (String, DateTime<Utc>, String), PAUSED)?;
    let pause = |(channel, since, why): (String, _, _)| {
        let channel = Channel::from_key(&channel).ok_or(StoreError::Corrupt("channel"))?;
        Ok(ChannelPause { channel, since, why })
    };
    rows.into_iter().map(pause).collect()
}

/// What a channel has cost this month, its month locked.
pub(crate) async fn spent(tx: &mut Tx, now: DateTime<Utc>, channel: Channel) -> Stored<i64> {
    let month = month_of(now);
    execute!(tx, OPEN_MONTH, channel.key(), month)?;
    let cost = fetch_optional!(tx, (i64,), LOCK_MONTH, channel.key(), month)?;
    Ok(cost.map_or(0, |(cost,)| cost))
}

/// Adds to a month; less than nothing for what was not sent after all.
pub(crate) async fn spend(
    tx: &mut Tx,
    at: DateTime<Utc>,
    channel: Channel,
    sent: i64,
    cost: i64,
) -> Stored<()> {
    execute!(tx, SPEND, channel.key(), month_of(at), sent, cost)?;
    Ok(())
}

impl Backend {
    /// What was sent this month, by channel.
    pub(crate) async fn spending(&self) -> Stored<Vec<Spending>> {
        let settings = self.settings_now().await?;
        let rows = fetch_all!(self.pool, (String, i64, i64), MONTH, month_of(self.now()))?;
        let spending = |(channel, sent, cost): (String, i64, i64)| {
            let channel = Channel::from_key(&channel).ok_or(StoreError::Corrupt("channel"))?;
            let (_, ceiling) = settings.price(channel);
            let (sent, cost) = (u64::try_from(sent).unwrap_or(0), u64::try_from(cost).unwrap_or(0));
            Ok(Spending {
                channel,
                sent,
                cost,
                ceiling,
            })
        };
        rows.into_iter().map(spending).collect()
    }

    pub(crate) async fn resume(&self, staff: &Staff, channel: Channel) -> Answer<()> {
        may(staff, Act::HandleMessages)?;
        let mut tx = self.pool.begin().await?;
        execute!(tx, RESUME, channel.key())?;
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(())
    }
}
