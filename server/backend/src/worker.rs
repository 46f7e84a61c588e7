//! The worker that empties the outbox: takes due messages, sends them, records how it went. No
//! transaction is open while it sends.

use crate::Backend;
use crate::error::{StoreError, Stored};
use crate::outbox::{self, Claimed};
use chrono::{DateTime, Duration, Utc};
use domain::message::{MOST_ATTEMPTS, backoff_seconds};
use domain::nyepi::silent_until;
use lettre::message::{Mailbox, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::future::Future;
use std::time::Duration as StdDuration;

/// The mail server.
#[derive(Clone)]
pub(crate) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: StdDuration,
}

/// How long a worker may hold a message: longer than every timeout of sending it.
const CLAIM_SECONDS: i64 = 120;
/// How long one message may take: the transport itself waits for ever once it is connected.
const PATIENCE: StdDuration = StdDuration::from_secs(30);
/// Longest wait between two looks into the outbox.
const IDLE: StdDuration = StdDuration::from_secs(5);

impl Mailer {
    /// Reads `smtp://user:password@host:port` or `smtps://…`, and the sender.
    pub(crate) fn new(url: &str, from: &str) -> Stored<Mailer> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| StoreError::Smtp(error.to_string()))?
            .build();
        let from = from
            .parse()
            .map_err(|_| StoreError::Smtp("MAIL_FROM is no address".into()))?;
        Ok(Mailer {
            transport,
            from,
            patience: PATIENCE,
        })
    }

    /// Sends one. The error says what happened without an address or a text.
    async fn send(&self, message: &Claimed) -> Result<(), Refusal> {
        let address = message
            .recipient
            .parse()
            .map_err(|_| Refusal::Final("address cannot be used"))?;
        // The id stays the same when a message goes out twice after a crash: mailboxes show one.
        let mail = Message::builder()
            .message_id(Some(format!("<{}@jemput-izin>", message.id)))
            .from(self.from.clone())
            .to(Mailbox::new(Some(message.to_name.clone()), address))
            .subject(&message.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(message.body.clone())
            .map_err(|_| Refusal::Final("message cannot be written"))?;
        let Ok(sent) = tokio::time::timeout(self.patience, self.transport.send(mail)).await else {
            return Err(Refusal::Again("mail server did not answer in time"));
        };
        match sent {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(Refusal::Final("mail server refused for good")),
            Err(error) if error.is_transient() => Err(Refusal::Again("mail server asks to try later")),
            Err(error) if error.is_timeout() => Err(Refusal::Again("mail server did not answer in time")),
            Err(_) => Err(Refusal::Again("mail server could not be reached")),
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    /// Worth another try.
    Again(&'static str),
    /// No try will help.
    Final(&'static str),
}

impl Backend {
    /// Empties the outbox until `stop`. An error of the store is logged and tried again.
    pub async fn run_outbox(&self, stop: impl Future<Output = ()> + Send) {
        tokio::pin!(stop);
        loop {
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
        let Some(mailer) = &self.mailer else { return Ok(0) };
        let mut taken = 0;
        loop {
            let now = self.now();
            if self.silence().await?.is_some() {
                return Ok(taken);
            }
            let mut tx = self.pool.begin().await?;
            let claimed = outbox::claim(&mut tx, now, now + Duration::seconds(CLAIM_SECONDS)).await?;
            tx.commit().await?;
            if claimed.is_empty() {
                return Ok(taken);
            }
            taken += claimed.len();
            // Some at once, so that one slow recipient does not hold the rest up.
            let mut running = tokio::task::JoinSet::new();
            for message in claimed {
                let mailer = mailer.clone();
                running.spawn(async move {
                    let outcome = mailer.send(&message).await;
                    (message, outcome)
                });
            }
            let mut recorded = Ok(());
            while let Some(done) = running.join_next().await {
                let Ok((message, outcome)) = done else { continue };
                // A message that cannot be recorded must not keep the others from it.
                recorded = recorded.and(self.record(&message, outcome).await);
            }
            recorded?;
        }
    }

    async fn record(&self, message: &Claimed, outcome: Result<(), Refusal>) -> Stored<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        match outcome {
            Ok(()) => outbox::delivered(&mut tx, now, message.id).await?,
            Err(Refusal::Final(why)) => outbox::failed(&mut tx, message.id, None, now, why).await?,
            Err(Refusal::Again(why)) => {
                let attempt = u32::try_from(message.attempts).unwrap_or(u32::MAX);
                let again =
                    (attempt < MOST_ATTEMPTS).then(|| now + Duration::seconds(backoff_seconds(attempt)));
                outbox::failed(&mut tx, message.id, again, now, why).await?;
            }
        }
        tx.commit().await
    }

    /// When the silence of Nyepi ends, if it holds now.
    pub(crate) async fn silence(&self) -> Stored<Option<DateTime<Utc>>> {
        Ok(silent_until(&self.nyepi_now().await?, self.now()))
    }

    async fn until_due(&self) -> StdDuration {
        // What is due waits: looking for it again and again would not help.
        if !matches!(self.silence().await, Ok(None)) {
            return IDLE;
        }
        match outbox::next_due(&self.pool).await {
            Ok(Some(due)) => (due - self.now())
                .to_std()
                .unwrap_or(StdDuration::from_millis(200))
                .clamp(StdDuration::from_millis(200), IDLE),
            _ => IDLE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_mail_server_that_says_nothing_does_not_hold_the_outbox_up() {
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", silent.local_addr().unwrap());
        let mut mailer = Mailer::new(&url, "izin@tabanan.test").unwrap();
        mailer.patience = StdDuration::from_millis(50);
        let message = Claimed {
            id: uuid::Uuid::nil(),
            to_name: "Ni Wayan".into(),
            recipient: "sari@tabanan.test".into(),
            subject: "Terdaftar".into(),
            body: "GRATIS".into(),
            attempts: 1,
        };
        let refusal = mailer.send(&message).await.unwrap_err();
        assert_eq!(refusal, Refusal::Again("mail server did not answer in time"));
    }
}
