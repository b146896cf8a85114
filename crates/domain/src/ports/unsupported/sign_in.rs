use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{
    AccessClaims, AccessTokens, HashingError, InvalidAccessToken, PasswordHasher, PasswordStrength, Secrets,
};
use super::Unsupported;
use crate::people::{Password, PasswordHash};
use crate::secrets::{Derivation, SecretDigest, SecretToken};

#[async_trait]
impl PasswordHasher for Unsupported {
    async fn hash(&self, _: Password) -> Result<PasswordHash, HashingError> {
        Err(HashingError::Failed)
    }

    async fn verify(&self, _: Password, _: Option<PasswordHash>) -> Result<bool, HashingError> {
        Err(HashingError::Failed)
    }
}

impl PasswordStrength for Unsupported {
    /// None is refused here: no password can be hashed.
    fn guesses(&self, _: &Password, _: &[String]) -> u64 {
        u64::MAX
    }
}

impl AccessTokens for Unsupported {
    fn issue(&self, _: &AccessClaims) -> String {
        String::new()
    }

    fn read(&self, _: &str, _: OffsetDateTime) -> Result<AccessClaims, InvalidAccessToken> {
        Err(InvalidAccessToken)
    }
}

/// How many digests were asked for.
static DIGESTS: AtomicU64 = AtomicU64::new(0);

impl Secrets for Unsupported {
    fn is_supported(&self) -> bool {
        false
    }

    fn generate(&self) -> SecretToken {
        SecretToken::new(String::new())
    }

    fn derive(&self, _: Derivation) -> SecretToken {
        self.generate()
    }

    fn derive_successor(&self, _: &str) -> SecretToken {
        self.generate()
    }

    /// No two digests are equal, so no presented secret matches a stored one.
    fn reply_digest(&self, _: &[u8]) -> SecretDigest {
        SecretDigest([0; 32])
    }

    fn digest(&self, _: &str) -> SecretDigest {
        let mut digest = [0; 32];
        let number = DIGESTS.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        for (byte, value) in digest.iter_mut().zip(number) {
            *byte = value;
        }
        SecretDigest(digest)
    }

    fn keyed_digest(&self, _: &[u8]) -> SecretDigest {
        self.digest("")
    }
}
