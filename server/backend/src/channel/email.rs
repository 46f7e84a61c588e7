//! E-mail by SMTP.

use super::{Accepted, PATIENCE, Refusal, Sender};
use crate::error::{StoreError, Stored};
use crate::outbox::Claimed;
use async_trait::async_trait;
use lettre::message::{Mailbox, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

/// The mail server.
#[derive(Clone)]
pub(crate) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// The transport itself waits for ever once it is connected.
    patience: Duration,
}

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
}

#[async_trait]
impl Sender for Mailer {
    async fn send(&self, message: &Claimed, _answers: bool) -> Result<Accepted, Refusal> {
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
            Ok(_) => Ok(Accepted { provider_id: None }),
            // 535, 534: the office's own password is refused, not the recipient.
            Err(error)
                if error
                    .status()
                    .is_some_and(|code| matches!(code.to_string().as_str(), "534" | "535")) =>
            {
                Err(Refusal::Paused("mail server refuses the office's password"))
            }
            Err(error) if error.is_permanent() => Err(Refusal::Final("mail server refused for good")),
            Err(error) if error.is_transient() => Err(Refusal::Again("mail server asks to try later")),
            Err(error) if error.is_timeout() => Err(Refusal::Again("mail server did not answer in time")),
            Err(_) => Err(Refusal::Again("mail server could not be reached")),
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
        mailer.patience = Duration::from_millis(50);
        let message = Claimed {
            to_name: "Ni Wayan".into(),
            recipient: "sari@tabanan.test".into(),
            subject: "Terdaftar".into(),
            body: "GRATIS".into(),
            attempts: 1,
            ..Claimed::default()
        };
        let refusal = mailer.send(&message, false).await.unwrap_err();
        assert_eq!(refusal, Refusal::Again("mail server did not answer in time"));
    }
}
