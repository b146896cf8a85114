//! The secret that an operator configures, and the keys derived from it. Neither appears in logs or errors.

use secrecy::{ExposeSecret, SecretString};

use crate::derived_key::DerivedKey;
use crate::hmac::hmac_sha256;

/// The configured secret has too few bytes to be safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the secret has {length} bytes and needs at least {}; generate one with `openssl rand -base64 48`",
    MasterSecret::MIN
)]
pub struct SecretTooShort {
    length: usize,
}

/// The secret from which all keys are derived. With it, anyone can sign in as any user. After a rotation the previous secrets
/// come with it: what was made with their keys is accepted until it is renewed or expires.
#[derive(Clone, Debug)]
pub struct MasterSecret {
    current: SecretString,
    /// Newest first.
    previous: Vec<SecretString>,
}

impl MasterSecret {
    /// The minimal length in bytes: the output size of the hash that it keys.
    pub const MIN: usize = 32;

    /// Takes the configured text, without white space at its ends: files often end in a newline.
    ///
    /// # Errors
    /// [`SecretTooShort`] below [`MasterSecret::MIN`] bytes.
    pub fn parse(text: &str) -> Result<Self, SecretTooShort> {
        let text = text.trim();
        if text.len() < Self::MIN {
            return Err(SecretTooShort { length: text.len() });
        }
        Ok(Self { current: SecretString::from(text), previous: Vec::new() })
    }

    /// The same secret, beside which these are accepted, newest first.
    #[must_use]
    pub fn with_previous(mut self, previous: impl IntoIterator<Item = Self>) -> Self {
        self.previous.extend(previous.into_iter().map(|secret| secret.current));
        self
    }

    /// Signs and checks access tokens.
    #[must_use]
    pub fn signing_key(&self) -> DerivedKey {
        self.key_for("access-tokens")
    }

    /// Keys the HMAC of every password before it is hashed. With another secret no password matches.
    #[must_use]
    pub fn pepper(&self) -> DerivedKey {
        self.key_for("passwords")
    }

    /// Derives the tokens of links in mails.
    #[must_use]
    pub fn links_key(&self) -> DerivedKey {
        self.key_for("account-links")
    }

    /// Keys the fingerprints of requests that may contain a password.
    #[must_use]
    pub fn fingerprints_key(&self) -> DerivedKey {
        self.key_for("request-fingerprints")
    }

    /// Encrypts the secrets of second factors.
    #[must_use]
    pub fn second_factors_key(&self) -> DerivedKey {
        self.key_for("second-factors")
    }

    /// Encrypts the keys that webhooks are signed with.
    #[must_use]
    pub fn webhooks_key(&self) -> DerivedKey {
        self.key_for("webhooks")
    }

    /// A key for any other purpose; different purposes give unrelated keys. What is signed, encrypted or derived with it MUST
    /// be read with each of [`DerivedKey::all`].
    #[must_use]
    pub fn key_for(&self, purpose: &str) -> DerivedKey {
        let derive = |secret: &SecretString| hmac_sha256(secret.expose_secret().as_bytes(), purpose.as_bytes());
        DerivedKey::new(derive(&self.current), self.previous.iter().map(derive))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn a_short_secret_is_refused_with_its_length_and_a_way_out() {
        let refusal = MasterSecret::parse(&SECRET[1..]).unwrap_err().to_string();
        assert!(refusal.contains("31 bytes") && refusal.contains("at least 32"), "{refusal}");
    }

    #[test]
    fn white_space_does_not_make_a_secret_longer() {
        assert!(MasterSecret::parse(&format!("short{}", " ".repeat(40))).is_err());
    }

    #[test]
    fn every_purpose_has_its_own_key_and_the_same_one_every_time() {
        let secret = MasterSecret::parse(SECRET).unwrap();
        assert_ne!(secret.signing_key().expose(), secret.pepper().expose());
        assert_eq!(secret.pepper().expose(), MasterSecret::parse(SECRET).unwrap().pepper().expose());
    }

    #[test]
    fn a_previous_secret_gives_the_keys_that_it_gave_when_it_was_the_current_one() {
        let old = MasterSecret::parse(SECRET).unwrap();
        let older = MasterSecret::parse(&"o".repeat(32)).unwrap();
        let new = MasterSecret::parse(&"n".repeat(32)).unwrap().with_previous([old.clone(), older.clone()]);
        let keys: Vec<[u8; 32]> = new.pepper().all().copied().collect();
        assert_eq!(keys[1..], [*old.pepper().expose(), *older.pepper().expose()]);
        assert_eq!(keys[0], *MasterSecret::parse(&"n".repeat(32)).unwrap().pepper().expose());
    }

    #[test]
    fn nothing_of_it_is_shown() {
        let secret = MasterSecret::parse(SECRET).unwrap();
        let with_previous = secret.clone().with_previous([secret.clone()]);
        let shown = format!("{secret:?} {with_previous:?} {:?}", with_previous.pepper());
        assert!(!shown.contains("0123"), "{shown}");
    }
}
