//! Tokens that are shown once and kept as digests: refresh tokens, links in mails, API keys.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use deskhand_domain::ports::{SecretDigest, SecretToken, Secrets};
use deskhand_domain::{ApiKeyId, MailId};
use sha2::{Digest, Sha256};

use crate::master_secret::{DerivedKey, hmac_sha256};

/// 256 bits from the system's random source, as 43 characters that fit into a URL.
#[must_use]
pub fn random_token() -> SecretToken {
    let mut bytes = [0; 32];
    if let Err(error) = getrandom::fill(&mut bytes) {
        // To go on would hand out a token that anybody can guess.
        panic!("the system's random source failed: {error}");
    }
    token_of(bytes)
}

/// Tokens from the system's random source, and those of links, which derive from a key.
#[derive(Clone, Debug)]
pub struct RandomSecrets {
    links: DerivedKey,
}

impl RandomSecrets {
    /// With the key of [`MasterSecret::links_key`](crate::MasterSecret::links_key).
    #[must_use]
    pub const fn new(links: DerivedKey) -> Self {
        Self { links }
    }
}

impl Secrets for RandomSecrets {
    fn generate(&self) -> SecretToken {
        random_token()
    }

    fn derive(&self, notice: MailId) -> SecretToken {
        self.derive_from(b"account link", notice.as_uuid().as_bytes())
    }

    fn derive_for_key(&self, key: ApiKeyId) -> SecretToken {
        self.derive_from(b"api key", key.as_uuid().as_bytes())
    }

    fn digest(&self, presented: &str) -> SecretDigest {
        SecretDigest(Sha256::digest(presented.as_bytes()).into())
    }
}

impl RandomSecrets {
    fn derive_from(&self, purpose: &[u8], id: &[u8]) -> SecretToken {
        let message = [purpose, id].concat();
        token_of(hmac_sha256(self.links.expose(), &message))
    }
}

fn token_of(bytes: [u8; 32]) -> SecretToken {
    SecretToken::new(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use uuid::Uuid;

    use super::*;
    use crate::MasterSecret;

    fn secrets(master: &str) -> RandomSecrets {
        RandomSecrets::new(MasterSecret::parse(master).unwrap().links_key())
    }

    #[test]
    fn a_token_is_43_characters_that_fit_into_a_url() {
        let token = random_token();
        assert_eq!(token.reveal().len(), 43);
        assert!(token.reveal().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    }

    #[test]
    fn no_two_tokens_are_alike() {
        let tokens: HashSet<_> = (0..1000).map(|_| random_token().reveal().to_owned()).collect();
        assert_eq!(tokens.len(), 1000);
    }

    #[test]
    fn the_digest_is_sha_256_of_the_text() {
        let SecretDigest(digest) = secrets(&"s".repeat(32)).digest("abc");
        assert_eq!(digest[..4], [0xba, 0x78, 0x16, 0xbf]);
    }

    #[test]
    fn the_token_of_a_notice_is_the_same_every_time_and_another_for_every_notice_and_desk() {
        let notice = |n| MailId::new(Uuid::from_u128(n));
        let token = secrets(&"s".repeat(32)).derive(notice(1));
        assert_eq!(token, secrets(&"s".repeat(32)).derive(notice(1)));
        assert_eq!(token.reveal().len(), 43);
        assert_ne!(token, secrets(&"s".repeat(32)).derive(notice(2)));
        assert_ne!(token, secrets(&"t".repeat(32)).derive(notice(1)));
        let key = ApiKeyId::new(notice(1).as_uuid());
        assert_ne!(token, secrets(&"s".repeat(32)).derive_for_key(key), "another purpose, another secret");
    }

    #[test]
    fn nothing_of_the_key_is_shown() {
        let shown = format!("{:?} {:?}", secrets(&"s".repeat(32)), secrets(&"s".repeat(32)).generate());
        assert_eq!(shown, "RandomSecrets { links: DerivedKey(***) } SecretToken(***)");
    }
}
