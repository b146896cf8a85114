use crate::secrets::{Derivation, SecretDigest, SecretToken};

/// Makes secret tokens.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait Secrets: Send + Sync {
    /// Whether it makes secrets at all. Where it does not, nothing that needs one is stored.
    fn is_supported(&self) -> bool {
        true
    }

    /// A new token: 256 bits from the system's random source.
    fn generate(&self) -> SecretToken;

    /// A secret of 256 bits that follows from this and a key that only this help desk has. The same at every call, so that it need not
    /// be stored.
    fn derive(&self, from: Derivation) -> SecretToken;

    /// The secrets that previous secrets of this desk give for it, newest secret first: what was sent before the secret was rotated
    /// has one of them.
    fn derived_before(&self, _from: Derivation) -> Vec<SecretToken> {
        Vec::new()
    }

    /// The refresh token that follows a presented one: 256 bits that follow from that token and a key that only this help
    /// desk has. The same at every call, so that it can be given again although the store has only its digest; who has
    /// the presented token alone cannot compute it.
    fn derive_successor(&self, presented: &str) -> SecretToken;

    /// The keyed digest of a [`ReplyClaim::message`](crate::notification::ReplyClaim::message), from which the check of a reply
    /// address is made: nothing is stored, and the address does not expire.
    fn reply_digest(&self, claim: &[u8]) -> SecretDigest;

    /// The digests that previous secrets of this desk give for that claim, newest secret first.
    fn reply_digests_before(&self, _claim: &[u8]) -> Vec<SecretDigest> {
        Vec::new()
    }

    /// SHA-256 of a presented token.
    fn digest(&self, presented: &str) -> SecretDigest;

    /// HMAC-SHA256 of a message under a key that only this help desk has: what is kept of a message that may contain a
    /// password. From a plain digest it could be guessed.
    fn keyed_digest(&self, message: &[u8]) -> SecretDigest;
}
