//! How news reach the holder of a ticket: by the channel they chose, or in the office's order.

use crate::field::{Field, FieldError, Problem};
use crate::message::Channel;
use crate::service::Ticket;
use crate::text::Email;
use serde::{Deserialize, Serialize};

/// Channels that a person may choose, as they are shown.
pub const CHOICES: [Channel; 4] = [Channel::WhatsApp, Channel::Sms, Channel::Email, Channel::Push];

/// Longest address of a push service, in signs.
const LONGEST_ENDPOINT: usize = 1000;

/// Where a browser takes notifications, and the keys they are encrypted with (RFC 8291).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    endpoint: String,
    p256dh: String,
    auth: String,
}

impl Subscription {
    /// Takes what a browser gives: an address of a push service, its public key (65 bytes) and its secret (16 bytes),
    /// both in base64url.
    ///
    /// # Errors
    /// [`Problem::NotAChoice`] for anything else.
    pub fn parse(endpoint: &str, p256dh: &str, auth: &str) -> Result<Subscription, Problem> {
        let key = |text: &str, signs: usize| {
            let text = text.trim().trim_end_matches('=');
            let is_key = text.len() == signs
                && text
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
            is_key.then(|| text.to_owned()).ok_or(Problem::NotAChoice)
        };
        let endpoint = endpoint.trim();
        let subscription = Subscription {
            endpoint: endpoint.to_owned(),
            p256dh: key(p256dh, 87)?,
            auth: key(auth, 22)?,
        };
        let clean = endpoint.len() <= LONGEST_ENDPOINT && endpoint.bytes().all(|b| b.is_ascii_graphic());
        if clean && subscription.host().is_some() {
            Ok(subscription)
        } else {
            Err(Problem::NotAChoice)
        }
    }

    /// The address of the browser at its push service.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The browser's public key, base64url.
    pub fn p256dh(&self) -> &str {
        &self.p256dh
    }

    /// The browser's secret, base64url.
    pub fn auth(&self) -> &str {
        &self.auth
    }

    /// `https://host`, as the service is named in the office's signature (RFC 8292).
    pub fn origin(&self) -> Option<&str> {
        let end = self.endpoint.find("://")? + 3;
        let rest = self.endpoint.get(end..)?;
        let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        self.endpoint.get(..end + host)
    }

    /// The host; none for an address that is not encrypted, unless it is this machine's own, and for one with a name
    /// and a password in it.
    fn host(&self) -> Option<&str> {
        let (scheme, authority) = self.origin()?.split_once("://")?;
        let host = authority.split_once(':').map_or(authority, |(host, _)| host);
        let safe = scheme == "https" || (scheme == "http" && host == "127.0.0.1");
        (safe && !host.is_empty() && !authority.contains('@')).then_some(host)
    }

    /// Whether the service is one of these hosts or below one: the office calls no address that a stranger made up.
    pub fn is_at(&self, hosts: &[String]) -> bool {
        let Some(host) = self.host() else {
            return false;
        };
        hosts
            .iter()
            .any(|known| host == known || host.strip_suffix(known).is_some_and(|rest| rest.ends_with('.')))
    }
}

/// How a person wants news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReach {
    /// The channel, one of [`CHOICES`].
    pub channel: Channel,
    /// An address in place of the one there is; none keeps that.
    pub email: Option<Email>,
    /// The browser, for [`Channel::Push`].
    pub push: Option<Subscription>,
}

/// The form as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReachForm {
    /// Key of a channel.
    pub channel: String,
    /// An address or empty.
    pub email: String,
    /// What the browser gave, for a notification: address, key, secret.
    pub push: [String; 3],
}

impl ReachForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(&self) -> Result<NewReach, Vec<FieldError>> {
        let mut errors = Vec::new();
        let channel = Channel::from_key(self.channel.trim()).filter(|channel| CHOICES.contains(channel));
        if channel.is_none() {
            let problem = if self.channel.trim().is_empty() {
                Problem::Missing
            } else {
                Problem::NotAChoice
            };
            errors.push(FieldError::new(Field::ReachChannel, problem));
        }
        let email = Email::parse_optional(&self.email).unwrap_or_else(|problem| {
            errors.push(FieldError::new(Field::Email, problem));
            None
        });
        let push = if channel == Some(Channel::Push) {
            let [endpoint, p256dh, auth] = &self.push;
            Subscription::parse(endpoint, p256dh, auth)
                .map_err(|problem| errors.push(FieldError::new(Field::ReachChannel, problem)))
                .ok()
        } else {
            None
        };
        match channel {
            Some(channel) if errors.is_empty() => Ok(NewReach { channel, email, push }),
            _ => Err(errors),
        }
    }
}

/// The page where a person chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachPage {
    /// The ticket.
    pub ticket: Ticket,
    /// Channels there are.
    pub choices: Vec<Channel>,
    /// The one chosen, or the one that would be tried first.
    pub now: Option<Channel>,
    /// End of the number, as in `… 890`: the link may have been passed on.
    pub phone_end: String,
    /// There is an address already.
    pub has_email: bool,
    /// The office's public key, which a browser asks for; empty where there are no notifications.
    pub push_key: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subscription(endpoint: &str) -> Result<Subscription, Problem> {
        Subscription::parse(endpoint, &"B".repeat(87), &"a".repeat(22))
    }

    fn form(channel: &str) -> ReachForm {
        ReachForm {
            channel: channel.into(),
            ..ReachForm::default()
        }
    }

    #[test]
    fn only_addresses_of_known_push_services_are_called() {
        let hosts = ["fcm.googleapis.com".to_owned(), "notify.windows.com".to_owned()];
        for (endpoint, known) in [
            ("https://fcm.googleapis.com/fcm/send/abc:def", true),
            ("https://sg2p.notify.windows.com/w/?token=abc", true),
            ("https://fcm.googleapis.com.jahat.test/x", false),
            ("https://jahatfcm.googleapis.com/x", false),
            ("https://169.254.169.254/latest", false),
        ] {
            let subscription = subscription(endpoint).unwrap();
            assert_eq!(subscription.is_at(&hosts), known, "{endpoint}");
        }
    }

    #[test]
    fn an_address_that_is_not_encrypted_or_holds_a_name_is_none() {
        for endpoint in [
            "http://fcm.googleapis.com/x",
            "https://orang@fcm.googleapis.com/x",
            "file:///etc/passwd",
            "https:///x",
            "",
        ] {
            assert_eq!(subscription(endpoint), Err(Problem::NotAChoice), "{endpoint}");
        }
        assert!(subscription("http://127.0.0.1:9/x").is_ok());
        assert!(Subscription::parse("https://fcm.googleapis.com/x", "B", "a").is_err());
    }

    #[test]
    fn a_channel_has_to_be_chosen_and_a_notification_needs_its_browser() {
        let field = |form: ReachForm| form.parse().unwrap_err().remove(0);
        assert_eq!(
            field(form("")),
            FieldError::new(Field::ReachChannel, Problem::Missing)
        );
        let none = FieldError::new(Field::ReachChannel, Problem::NotAChoice);
        assert_eq!(field(form("whatsapp-draft")), none);
        assert_eq!(field(form("push")), none);
        assert_eq!(form("sms").parse().unwrap().channel, Channel::Sms);
    }
}
