//! Secrets: links that cannot be guessed, and sessions.
//!
//! A link's token is `id ‖ HMAC-SHA256(secret, purpose ‖ id)[..16]` in base64url: nothing of it is
//! stored, so a copy of the database opens no ticket (docs/decisions/0005).

use crate::error::{StoreError, Stored};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use p256::ecdsa::SigningKey;
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// The site's secret: 32 bytes or more.
#[derive(Clone)]
pub struct Secret(Arc<[u8]>);

/// What a token opens. A token of one purpose does not open another.
#[derive(Debug, Clone, Copy)]
pub enum Purpose {
    /// A booking, for its holder.
    Ticket,
    /// The answer page of a village.
    Village,
    /// A person on the waiting list.
    Waiting,
    /// A question, for whoever asked it.
    Question,
    /// The survey of whoever was served.
    Survey,
}

/// The secret is too short to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret must have 32 bytes or more")]
pub struct SecretTooShort;

const MAC_BYTES: usize = 16;

impl Secret {
    /// Takes a secret of 32 bytes or more.
    ///
    /// # Errors
    /// Where it is shorter.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Secret, SecretTooShort> {
        if bytes.len() < 32 {
            Err(SecretTooShort)
        } else {
            Ok(Secret(bytes.into()))
        }
    }

    /// Reads the secret from its file; makes one, readable by its owner alone, where there is none.
    ///
    /// # Errors
    /// Where the file cannot be read or made, or holds fewer than 32 bytes.
    pub fn load_or_create(path: &Path) -> io::Result<Secret> {
        match std::fs::read(path) {
            Ok(bytes) => Secret::from_bytes(bytes).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let bytes: [u8; 32] = rand::random();
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder)?;
                }
                create_private(path)?.write_all(&bytes)?;
                Ok(Secret(bytes.to_vec().into()))
            }
            Err(error) => Err(error),
        }
    }

    /// The token that opens `id`.
    pub fn token(&self, purpose: Purpose, id: Uuid) -> String {
        let mut bytes = id.as_bytes().to_vec();
        bytes.extend_from_slice(&self.mac(purpose, id).finalize().into_bytes()[..MAC_BYTES]);
        BASE64.encode(bytes)
    }

    /// The id that a token opens, if it is genuine. Compared in constant time.
    pub fn open(&self, purpose: Purpose, token: &str) -> Option<Uuid> {
        let bytes = BASE64.decode(token).ok()?;
        let (id, mac) = bytes.split_at_checked(16)?;
        let id = Uuid::from_slice(id).ok()?;
        if mac.len() != MAC_BYTES {
            return None;
        }
        self.mac(purpose, id).verify_truncated_left(mac).ok().map(|()| id)
    }

    /// The key that signs for notifications (P-256, RFC 8292). One that is lost with the secret ends all that browsers
    /// gave.
    pub(crate) fn push_key(&self) -> Stored<SigningKey> {
        // Nearly every 32 bytes are a key; those that are not are followed by others.
        let key = |count: u8| {
            let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).ok()?;
            mac.update(b"push");
            mac.update(&[count]);
            SigningKey::from_slice(&mac.finalize().into_bytes()).ok()
        };
        (0..=u8::MAX).find_map(key).ok_or(StoreError::Corrupt("push key"))
    }

    fn mac(&self, purpose: Purpose, id: Uuid) -> Hmac<Sha256> {
        let name: &[u8] = match purpose {
            Purpose::Ticket => b"ticket",
            Purpose::Village => b"village",
            Purpose::Waiting => b"waiting",
            Purpose::Question => b"question",
            Purpose::Survey => b"survey",
        };
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("a key of any length");
        mac.update(name);
        mac.update(id.as_bytes());
        mac
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> io::Result<std::fs::File> {
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
}

/// A fresh secret for a cookie.
pub(crate) fn random_token() -> String {
    BASE64.encode(rand::random::<[u8; 32]>())
}

/// An id that tells nothing, not even when it was made.
pub(crate) fn random_id() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

/// SHA-256 in hexadecimal, for what is stored of a token and to tell requests apart.
pub(crate) fn hash(parts: &[&str]) -> String {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update(part.len().to_le_bytes());
        sha.update(part.as_bytes());
    }
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(byte: u8) -> Secret {
        Secret::from_bytes(vec![byte; 32]).unwrap()
    }

    #[test]
    fn a_token_opens_its_id_and_nothing_else() {
        let id = Uuid::now_v7();
        let token = secret(1).token(Purpose::Ticket, id);
        assert_eq!(token.len(), 43);
        assert_eq!(secret(1).open(Purpose::Ticket, &token), Some(id));
        assert_eq!(secret(1).open(Purpose::Village, &token), None);
        assert_eq!(secret(2).open(Purpose::Ticket, &token), None);
    }

    #[test]
    fn a_changed_or_cut_token_opens_nothing() {
        let token = secret(1).token(Purpose::Ticket, Uuid::now_v7());
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(secret(1).open(Purpose::Ticket, &changed), None, "{at}");
            assert_eq!(secret(1).open(Purpose::Ticket, &token[..at]), None, "{at}");
        }
    }

    #[test]
    fn a_secret_is_made_once_and_read_again() {
        let file = std::env::temp_dir().join(format!("secret-{}", Uuid::now_v7()));
        let id = Uuid::now_v7();
        let first = Secret::load_or_create(&file).unwrap().token(Purpose::Ticket, id);
        assert_eq!(
            Secret::load_or_create(&file).unwrap().token(Purpose::Ticket, id),
            first
        );
        std::fs::remove_file(file).unwrap();
    }

    #[test]
    fn parts_are_told_apart_by_their_lengths() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
    }
}
