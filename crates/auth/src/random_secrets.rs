//! Tokens that are shown once and kept as digests: refresh tokens, links in mails, API keys.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use deskhand_domain::ports::{SecretDigest, SecretToken, Secrets};
use sha2::{Digest, Sha256};

/// 256 bits from the system's random source, as 43 characters that fit into a URL.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomSecrets;

impl Secrets for RandomSecrets {
    fn generate(&self) -> SecretToken {
        let mut bytes = [0; 32];
        if let Err(error) = getrandom::fill(&mut bytes) {
            // To go on would hand out a token that anybody can guess.
            panic!("the system's random source failed: {error}");
        }
        SecretToken::new(URL_SAFE_NO_PAD.encode(bytes))
    }

    fn digest(&self, presented: &str) -> SecretDigest {
        SecretDigest(Sha256::digest(presented.as_bytes()).into())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_token_is_43_characters_that_fit_into_a_url() {
        let token = RandomSecrets.generate();
        assert_eq!(token.reveal().len(), 43);
        assert!(token.reveal().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    }

    #[test]
    fn no_two_tokens_are_alike() {
        let tokens: HashSet<_> = (0..1000).map(|_| RandomSecrets.generate().reveal().to_owned()).collect();
        assert_eq!(tokens.len(), 1000);
    }

    #[test]
    fn the_digest_is_sha_256_of_the_text() {
        let SecretDigest(digest) = RandomSecrets.digest("abc");
        assert_eq!(digest[..4], [0xba, 0x78, 0x16, 0xbf]);
    }
}
