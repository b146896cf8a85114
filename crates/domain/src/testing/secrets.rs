use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::ports::{Derivation, SecretDigest, SecretToken, Secrets};

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

    fn derive(&self, from: Derivation) -> SecretToken {
        SecretToken::new(match from {
            Derivation::Mail(mail) => format!("link-{mail}"),
            Derivation::ApiKey(key) => format!("key-{key}"),
            Derivation::Mute { person, ticket } => format!("mute-{person}-{ticket}"),
            Derivation::File { file, expires, reader } => format!("file {file} until {expires} for {reader:?}"),
            Derivation::Solution { person, ticket, solved_at } => format!("solution-{person}-{ticket}-{solved_at}"),
            Derivation::Rating { person, ticket, solved_at } => format!("rating-{person}-{ticket}-{solved_at}"),
        })
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
