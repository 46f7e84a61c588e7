//! The worker that empties the outbox: takes due messages, sends them, records how it went. No
//! transaction is open while it sends.

use crate::Backend;
use crate::channel::{Accepted, PATIENCE, Refusal, Sender};
use crate::error::Stored;
use crate::outbox::{self, Claimed, Outcome, Wanted};
use crate::{channel_state, questions, whatsapp_reports};
use chrono::{DateTime, Duration, Utc};
use domain::message::{Channel, MOST_ATTEMPTS, backoff_seconds};
use domain::nyepi::silent_until;
use std::collections::HashSet;
use std::future::Future;
use std::sync::{Arc, PoisonError};
use std::time::Duration as StdDuration;
use tokio::task::JoinSet;

/// How long a worker may hold a message: longer than every timeout of sending it.
const CLAIM_SECONDS: i64 = 120;
const _: () = assert!(CLAIM_SECONDS as u64 > 2 * PATIENCE.as_secs());
/// Messages of a channel that are under way at the same time.
const AT_ONCE: i64 = 50;
/// What is known within so long is recorded together.
const GATHER: StdDuration = StdDuration::from_millis(10);
/// Longest wait between two looks into the outbox.
const IDLE: StdDuration = StdDuration::from_secs(5);
/// Between two looks for reminders that are due.
const REMINDERS_EVERY: Duration = Duration::seconds(60);
/// Between two counts of tables that may have grown.
const COUNT_EVERY: Duration = Duration::hours(1);
/// How long what a channel took is kept, in case it says that it did not arrive.
const KEPT: Duration = Duration::hours(48);

/// A message on its way, with what it is counted for.
struct OnItsWay {
    message: Claimed,
    claimed_at: DateTime<Utc>,
    cost: i64,
}

impl Backend {
    /// Empties the outbox until `stop`, writes the reminders that are due and judges the demand for coming visits. An error of the store is logged and
    /// tried again.
    pub async fn run_outbox(&self, stop: impl Future<Output = ()> + Send) {
        tokio::pin!(stop);
        let (mut reminded, mut counted): (Option<DateTime<Utc>>, Option<DateTime<Utc>>) = (None, None);
        loop {
            let now = self.now();
            if counted.is_none_or(|at| now < at || now - at >= COUNT_EVERY) {
                match self.count_tables().await {
                    Ok(()) => counted = Some(now),
                    Err(error) => tracing::error!(%error, "counting tables"),
                }
            }
            // A clock that was set back does not silence the office.
            if reminded.is_none_or(|at| now < at || now - at >= REMINDERS_EVERY) {
                match self.write_reminders().await {
                    Ok(_) => reminded = Some(now),
                    Err(error) => tracing::error!(%error, "reminders"),
                }
                if let Err(error) = self.judge_demand().await {
                    tracing::error!(%error, "demand");
                }
            }
            let sent = match self.send_due().await {
                Ok(sent) => sent,
                Err(error) => {
                    tracing::error!(%error, "outbox");
                    0
                }
            };
            if sent > 0 {
                tracing::info!(sent, "outbox");
            }
            tokio::select! {
                () = &mut stop => return,
                () = self.outbox_bell.notified() => {}
                () = tokio::time::sleep(self.until_due().await) => {}
            }
        }
    }

    /// Sends what is due; says how many were taken. In the silence of Nyepi none is. Public for tests.
    ///
    /// # Errors
    /// Of the store; what was sent before it is recorded.
    pub async fn send_due(&self) -> Stored<usize> {
        self.clear().await?;
        let (email, whatsapp, sms, push) = tokio::join!(
            self.drain(Channel::Email),
            self.drain(Channel::WhatsApp),
            self.drain(Channel::Sms),
            self.drain(Channel::Push)
        );
        Ok(email? + whatsapp? + sms? + push?)
    }

    /// Lets the database count its tables again where it does not do so by itself. Public for tests.
    ///
    /// # Errors
    /// Of the store.
    pub async fn count_tables(&self) -> Stored<()> {
        self.pool.count_tables().await
    }

    /// Drops what is too late, forgets what is no longer needed.
    async fn clear(&self) -> Stored<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let changed = outbox::drop_late(&mut tx, now).await?
            + outbox::forget_sent(&mut tx, now - KEPT).await?
            + whatsapp_reports::forget(&mut tx, now).await?
            + questions::forget(&mut tx, now).await?;
        // What was read before stays true where nothing was changed.
        if changed > 0 {
            tx.commit().await?;
        }
        Ok(())
    }

    /// Sends what is due by one channel. Channels do not wait for one another.
    async fn drain(&self, channel: Channel) -> Stored<usize> {
        let Some(sender) = self.channels.get(channel) else {
            self.divert(channel).await?;
            return Ok(0);
        };
        let mut taken = 0;
        loop {
            let some = self.take(channel, &*sender).await?;
            if some.is_empty() {
                return Ok(taken);
            }
            taken += some.len();
            self.send_some(channel, &sender, some).await?;
        }
    }

    /// What waits for a channel that is no longer configured goes its next way.
    async fn divert(&self, channel: Channel) -> Stored<()> {
        if outbox::next_due(&self.pool, channel).await?.is_none() {
            return Ok(());
        }
        let mut tx = self.pool.begin().await?;
        if outbox::divert_all(&mut tx, self.now(), channel).await? {
            tx.commit().await?;
        }
        Ok(())
    }

    /// Claims messages of a channel as a worker does that dies before it sends them. For tests.
    #[doc(hidden)]
    pub async fn claim_and_die(&self, channel: Channel) -> Stored<usize> {
        match self.channels.get(channel) {
            Some(sender) => Ok(self.take(channel, &*sender).await?.len()),
            None => Ok(0),
        }
    }

    /// Takes some messages of a channel, none where it waits. What the month's money does not reach for goes its
    /// next way.
    async fn take(&self, channel: Channel, sender: &dyn Sender) -> Stored<Vec<OnItsWay>> {
        let now = self.now();
        let paused = channel_state::paused(&self.pool).await?;
        if self.silence().await?.is_some()
            || self.is_held(channel)
            || paused.iter().any(|it| it.channel == channel)
        {
            return Ok(Vec::new());
        }
        let settings = self.settings_now().await?;
        let (price, ceiling) = settings.price(channel);
        let wanted = Wanted {
            channel,
            now,
            until: now + Duration::seconds(CLAIM_SECONDS),
            night_ends: settings.rhythm().quiet.ends_after(now),
            most: AT_ONCE,
        };
        let mut tx = self.pool.begin().await?;
        let mut claimed = outbox::claim(&mut tx, &wanted).await?;
        if claimed.is_empty() {
            return Ok(Vec::new());
        }
        claimed.sort_by_key(|message| message.id);
        let before = channel_state::spent(&mut tx, now, channel).await?;
        let (mut spent, mut some) = (0, Vec::with_capacity(claimed.len()));
        for message in claimed {
            let cost = i64::from(price) * i64::from(sender.units(&message));
            if cost > 0 && ceiling > 0 && before + spent + cost > i64::from(ceiling) {
                outbox::record(&mut tx, now, &message, Outcome::Divert("month's money is spent")).await?;
                continue;
            }
            spent += cost;
            some.push(OnItsWay {
                message,
                claimed_at: now,
                cost,
            });
        }
        let sent = i64::try_from(some.len()).unwrap_or(i64::MAX);
        channel_state::spend(&mut tx, now, channel, sent, spent).await?;
        tx.commit().await?;
        Ok(some)
    }

    /// Sends messages at the same time, and records each as soon as it is known what became of it, so that one slow
    /// recipient does not hold the rest up.
    async fn send_some(&self, channel: Channel, sender: &Arc<dyn Sender>, some: Vec<OnItsWay>) -> Stored<()> {
        let answered: HashSet<String> = match channel {
            Channel::WhatsApp => self.may_be_answered().await?,
            _ => HashSet::new(),
        };
        let mut running = JoinSet::new();
        for sent in some {
            let sender = sender.clone();
            let answers = answered.contains(&sent.message.recipient);
            running.spawn(async move {
                let result = sender.send(&sent.message, answers).await;
                (sent, result)
            });
        }
        let mut recorded = Ok(());
        while let Some(first) = running.join_next().await {
            // What is known at about the same moment is one commit: each waits for the disk.
            tokio::time::sleep(GATHER).await;
            let mut known: Vec<_> = first.into_iter().collect();
            while let Some(more) = running.try_join_next() {
                known.extend(more);
            }
            // A message that cannot be recorded must not keep the others from it.
            recorded = recorded.and(self.record(channel, known).await);
        }
        recorded
    }

    async fn record(
        &self,
        channel: Channel,
        known: Vec<(OnItsWay, Result<Accepted, Refusal>)>,
    ) -> Stored<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        for (sent, result) in known {
            let refused = result.is_err();
            if let Err(Refusal::Paused(why)) = &result {
                tracing::error!(channel = channel.key(), why, "channel is paused");
                channel_state::pause(&mut tx, now, channel, why).await?;
            }
            if let Err(Refusal::Wait(_, wait)) = &result {
                self.hold(channel, now + Duration::from_std(*wait).unwrap_or_default());
            }
            let outcome = outcome(channel, now, &sent.message, result);
            outbox::record(&mut tx, now, &sent.message, outcome).await?;
            if refused {
                channel_state::spend(&mut tx, sent.claimed_at, channel, -1, -sent.cost).await?;
            }
        }
        tx.commit().await
    }

    /// No message of a channel before that moment: it asked for it.
    fn hold(&self, channel: Channel, until: DateTime<Utc>) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let end = held.entry(channel).or_insert(until);
        *end = (*end).max(until);
    }

    fn is_held(&self, channel: Channel) -> bool {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(&channel).is_some_and(|until| self.now() < *until)
    }

    /// When the silence of Nyepi ends, if it holds now.
    pub(crate) async fn silence(&self) -> Stored<Option<DateTime<Utc>>> {
        Ok(silent_until(&self.nyepi_now().await?, self.now()))
    }

    /// When the night ends that holds now.
    pub(crate) async fn night(&self) -> Stored<Option<DateTime<Utc>>> {
        Ok(self.settings_now().await?.rhythm().quiet.ends_after(self.now()))
    }

    async fn until_due(&self) -> StdDuration {
        // What is due waits: looking for it again and again would not help.
        if !matches!((self.silence().await, self.night().await), (Ok(None), Ok(None))) {
            return IDLE;
        }
        let paused = channel_state::paused(&self.pool).await.unwrap_or_default();
        let mut wait = IDLE;
        for channel in [Channel::Email, Channel::WhatsApp, Channel::Sms, Channel::Push] {
            let waits = self.is_held(channel) || paused.iter().any(|it| it.channel == channel);
            if waits || self.channels.get(channel).is_none() {
                continue;
            }
            if let Ok(Some(due)) = outbox::next_due(&self.pool, channel).await {
                let left = (due - self.now()).to_std().unwrap_or_default();
                wait = wait.min(left.max(StdDuration::from_millis(200)));
            }
        }
        wait
    }
}

/// What becomes of a message after a try.
fn outcome(
    channel: Channel,
    now: DateTime<Utc>,
    message: &Claimed,
    result: Result<Accepted, Refusal>,
) -> Outcome {
    let (why, wait) = match result {
        Ok(Accepted { provider_id }) => {
            let reports = matches!(channel, Channel::WhatsApp | Channel::Sms);
            let final_word = !reports || provider_id.is_none();
            return Outcome::Accepted {
                provider_id,
                final_word,
            };
        }
        Err(Refusal::Final(why)) => return Outcome::NextWay(why),
        Err(Refusal::Paused(why)) => return Outcome::Untried(why),
        Err(Refusal::Again(why)) => (why, Duration::zero()),
        Err(Refusal::Wait(why, wait)) => (why, Duration::from_std(wait).unwrap_or_default()),
    };
    let attempt = u32::try_from(message.attempts).unwrap_or(u32::MAX);
    let again = now + wait.max(Duration::seconds(backoff_seconds(attempt)));
    let in_time = message.useful_until.is_none_or(|until| again < until);
    if attempt < MOST_ATTEMPTS && in_time {
        Outcome::Again(again, why)
    } else {
        Outcome::NextWay(why)
    }
}
