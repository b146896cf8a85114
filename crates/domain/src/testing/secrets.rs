use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::ids::{ApiKeyId, AttachmentId, MailId, PersonId, TicketId};
use crate::ports::{SecretDigest, SecretToken, Secrets};

/// Tokens that count: `secret-1`, `secret-2` ... Its copies count together.
#[derive(Clone, Debug, Default)]
pub struct CountedSecrets(Arc<AtomicU64>);

impl CountedSecrets {
    /// Starts with `secret-1`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Secrets for CountedSecrets {
    fn generate(&self) -> SecretToken {
        SecretToken::new(format!("secret-{}", self.0.fetch_add(1, Ordering::SeqCst) + 1))
    }

    fn derive(&self, mail: MailId) -> SecretToken {
        SecretToken::new(format!("link-{mail}"))
    }

    fn derive_for_key(&self, key: ApiKeyId) -> SecretToken {
        SecretToken::new(format!("key-{key}"))
    }

    fn derive_for_mute(&self, person: PersonId, ticket: TicketId) -> SecretToken {
        SecretToken::new(format!("mute-{person}-{ticket}"))
    }

    fn derive_for_file(&self, file: AttachmentId, expires: i64) -> SecretToken {
        SecretToken::new(format!("file {file} until {expires}"))
    }

    fn derive_successor(&self, presented: &str) -> SecretToken {
        SecretToken::new(format!("after-{presented}"))
    }

    fn digest(&self, presented: &str) -> SecretDigest {
        let mut digest = [0; 32];
        for (lane, word) in digest.chunks_exact_mut(8).zip(1_u64..) {
            let hash = presented.bytes().fold(word.wrapping_mul(0x9e37_79b9_7f4a_7c15), |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23)
            });
            lane.copy_from_slice(&hash.to_be_bytes());
        }
        SecretDigest(digest)
    }

    fn reply_digest(&self, claim: &[u8]) -> SecretDigest {
        self.digest(&format!("reply {claim:?}"))
    }

    fn keyed_digest(&self, message: &[u8]) -> SecretDigest {
        self.digest(&format!("{message:?}"))
    }
}
