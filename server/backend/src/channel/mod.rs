//! The channels by which messages leave the office, behind one trait: e-mail, WhatsApp, text messages,
//! notifications of the browser.
//!
//! To add one: a value of `domain::message::Channel`, a file here that implements [`Sender`], its place in
//! [`Channels`], and a test against a server that speaks its protocol.

mod email;
mod http;
mod push;
mod sms;
mod whatsapp;

pub(crate) use email::Mailer;
pub use sms::SmsGateway;
pub(crate) use sms::provider_id as sms_provider_id;
pub use whatsapp::WhatsApp;
pub(crate) use whatsapp::reason as whatsapp_reason;

use crate::clock::Clock;
use crate::error::{StoreError, Stored};
use crate::outbox::Claimed;
use crate::secret::Secret;
use async_trait::async_trait;
use domain::message::Channel;
use std::sync::Arc;
use std::time::Duration;

/// How long one message may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A way out of the office.
#[async_trait]
pub(crate) trait Sender: Send + Sync {
    /// Sends one. A refusal says what happened without an address or a text. `answers`: the person wrote to the
    /// office within a day.
    async fn send(&self, message: &Claimed, answers: bool) -> Result<Accepted, Refusal>;

    /// Units that one message costs.
    fn units(&self, _message: &Claimed) -> u32 {
        1
    }
}

/// The channel took it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// The channel's name of it, by which it says later what became of it.
    pub(crate) provider_id: Option<String>,
}

/// The channel did not take it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Worth another try.
    Again(&'static str),
    /// Worth another try, and no message of the channel before that.
    Wait(&'static str, Duration),
    /// No try by this channel will help.
    Final(&'static str),
    /// The channel refuses the office: none of its messages will pass until somebody mends it.
    Paused(&'static str),
}

/// The HTTP channels that messages are sent by, beside the mail server.
#[derive(Debug, Clone, Default)]
pub struct ChannelConfig {
    /// The WhatsApp Cloud API.
    pub whatsapp: Option<WhatsApp>,
    /// A gateway for text messages.
    pub sms: Option<SmsGateway>,
    /// Hosts of the services that take notifications for browsers; none for no notifications.
    pub push_hosts: Vec<String>,
}

/// The channels that are configured.
#[derive(Clone, Default)]
pub(crate) struct Channels {
    email: Option<Arc<dyn Sender>>,
    whatsapp: Option<Arc<dyn Sender>>,
    sms: Option<Arc<dyn Sender>>,
    push: Option<Arc<dyn Sender>>,
    push_key: String,
}

impl Channels {
    /// `site` is the office's public address, by which push services know it.
    pub(crate) fn new(
        mailer: Option<Mailer>,
        config: &ChannelConfig,
        secret: &Secret,
        site: &str,
        clock: &Clock,
    ) -> Stored<Channels> {
        let client = http::client().map_err(|error| StoreError::Channel(error.to_string()))?;
        let push = push::Client::new(
            client.clone(),
            config.push_hosts.clone(),
            secret.push_key()?,
            site,
            clock.clone(),
        );
        let pushes = !config.push_hosts.is_empty();
        Ok(Channels {
            push_key: if pushes { push.public_key() } else { String::new() },
            push: pushes.then(|| Arc::new(push) as Arc<dyn Sender>),
            email: mailer.map(|it| Arc::new(it) as Arc<dyn Sender>),
            whatsapp: config
                .whatsapp
                .clone()
                .map(|it| Arc::new(whatsapp::Client::new(client.clone(), it)) as Arc<dyn Sender>),
            sms: config
                .sms
                .clone()
                .map(|it| Arc::new(sms::Client::new(client.clone(), it)) as Arc<dyn Sender>),
        })
    }

    pub(crate) fn get(&self, channel: Channel) -> Option<Arc<dyn Sender>> {
        match channel {
            Channel::Email => self.email.clone(),
            Channel::WhatsApp => self.whatsapp.clone(),
            Channel::Sms => self.sms.clone(),
            Channel::Push => self.push.clone(),
            Channel::WhatsAppDraft => None,
        }
    }

    /// The office's public key for notifications, base64url; empty where there are none.
    pub(crate) fn push_key(&self) -> &str {
        &self.push_key
    }

    /// Those of the order that are configured.
    pub(crate) fn configured(&self, order: &[Channel]) -> Vec<Channel> {
        let there = order.iter().filter(|channel| self.get(**channel).is_some());
        there.copied().collect()
    }
}
