use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use deskhand_domain::ports::SecretToken;

/// 256 bits from the system's random source, as 43 characters that need no escaping in a URL.
#[must_use]
pub fn random_token() -> SecretToken {
    token_of(random_bytes())
}

pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(error) = getrandom::fill(&mut bytes) {
        // A token without randomness could be guessed.
        panic!("the system's random source failed: {error}");
    }
    bytes
}

pub(crate) fn token_of(bytes: [u8; 32]) -> SecretToken {
    SecretToken::new(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

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
}
