use std::fmt;

use crate::ids::{ApiKeyId, MailId};

/// A text of 256 bits that nobody can guess, shown once. Its `Debug` is a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretToken(String);

impl SecretToken {
    /// Wraps what a [`Secrets`] made.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, to be handed to its owner.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretToken(***)")
    }
}

/// SHA-256 of a secret token: what a store keeps of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SecretDigest(pub [u8; 32]);

/// Makes secret tokens.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait Secrets: Send + Sync {
    /// A new token: 256 bits from the system's random source.
    fn generate(&self) -> SecretToken;

    /// The token of the link in this mail: 256 bits that follow from the mail's id and a key that only this help
    /// desk has. The same at every call, so that it need not be kept anywhere until the mail goes out.
    fn derive(&self, mail: MailId) -> SecretToken;

    /// The secret of this API key, which follows from its id in the same way: whoever asks twice for one key, because the
    /// first answer was lost, can be answered the same without its being kept.
    fn derive_for_key(&self, key: ApiKeyId) -> SecretToken;

    /// SHA-256 of a token that somebody presents.
    fn digest(&self, presented: &str) -> SecretDigest;
}
