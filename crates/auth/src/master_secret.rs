//! The one secret that an operator configures, and the keys made of it. Neither is ever shown.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha2::Sha256;

/// The configured secret is too short to sign anything with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the secret has {length} bytes, and needs at least {}: make one with `openssl rand -base64 48`",
    MasterSecret::MIN
)]
pub struct SecretTooShort {
    length: usize,
}

/// The secret from which all keys derive. Whoever has it can sign in as anybody.
#[derive(Clone, Debug)]
pub struct MasterSecret(SecretString);

impl MasterSecret {
    /// The fewest bytes: as many as the hash that is keyed with it.
    pub const MIN: usize = 32;

    /// Takes the configured text; white space at the ends comes from files and does not count.
    ///
    /// # Errors
    /// [`SecretTooShort`] below [`MasterSecret::MIN`] bytes.
    pub fn parse(text: &str) -> Result<Self, SecretTooShort> {
        let text = text.trim();
        if text.len() < Self::MIN {
            return Err(SecretTooShort { length: text.len() });
        }
        Ok(Self(SecretString::from(text)))
    }

    /// Signs and checks access tokens.
    #[must_use]
    pub fn signing_key(&self) -> DerivedKey {
        self.key_for("access-tokens")
    }

    /// Mixed into every password before it is hashed. Another secret makes every password wrong.
    #[must_use]
    pub fn pepper(&self) -> DerivedKey {
        self.key_for("passwords")
    }

    /// Makes the tokens of links in mails.
    #[must_use]
    pub fn links_key(&self) -> DerivedKey {
        self.key_for("account-links")
    }

    /// A key for any other purpose; different purposes give unrelated keys.
    #[must_use]
    pub fn key_for(&self, purpose: &str) -> DerivedKey {
        DerivedKey::new(hmac_sha256(self.0.expose_secret().as_bytes(), purpose.as_bytes()))
    }
}

/// 256 bits that derive from the [`MasterSecret`].
pub struct DerivedKey(SecretBox<[u8; 32]>);

impl DerivedKey {
    fn new(key: [u8; 32]) -> Self {
        Self(SecretBox::new(Box::new(key)))
    }

    /// The bytes, for the algorithm that needs them.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }
}

impl Clone for DerivedKey {
    fn clone(&self) -> Self {
        Self::new(*self.expose())
    }
}

impl std::fmt::Debug for DerivedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DerivedKey(***)")
    }
}

pub(crate) fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    keyed(key).chain_update(message).finalize().into_bytes().into()
}

/// Compares in a time that does not depend on where the two differ.
pub(crate) fn is_hmac_sha256(key: &[u8], message: &[u8], presented: &[u8]) -> bool {
    keyed(key).chain_update(message).verify_slice(presented).is_ok()
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    match Hmac::new_from_slice(key) {
        Ok(mac) => mac,
        Err(_) => unreachable!("HMAC takes keys of every length (RFC 2104)"),
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
    fn the_hmac_is_that_of_rfc_4231() {
        let tag = hmac_sha256(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(tag[..4], [0x5b, 0xdc, 0xc1, 0x46]);
        assert!(is_hmac_sha256(b"Jefe", b"what do ya want for nothing?", &tag));
        assert!(!is_hmac_sha256(b"Jefe", b"what do ya want for nothing?", &tag[..31]));
    }

    #[test]
    fn nothing_of_it_is_shown() {
        let secret = MasterSecret::parse(SECRET).unwrap();
        let shown = format!("{secret:?} {:?}", secret.pepper());
        assert!(!shown.contains("0123"), "{shown}");
    }
}
