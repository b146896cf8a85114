//! The check value of a master secret. It is stored in the database, so that a start with another secret is noticed before people
//! are told that their passwords are wrong.

use crate::hmac::{hmac_sha256, is_hmac_sha256};
use crate::master_secret::MasterSecret;
use crate::peppers;

/// A value that follows from a secret, and from which the secret can't be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretCheck(pub [u8; 32]);

/// Which secret a check value is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// Of the current one.
    Current,
    /// Of a previous one.
    Previous,
}

const MESSAGE: &[u8] = b"the secret of this desk";

impl MasterSecret {
    /// The check value of the current secret.
    #[must_use]
    pub fn check_value(&self) -> SecretCheck {
        SecretCheck(hmac_sha256(self.key_for("secret-check").expose(), MESSAGE))
    }

    /// Which of the secrets this check value is of; `None` if of no one.
    #[must_use]
    pub fn recognise(&self, check: &SecretCheck) -> Option<Recognised> {
        let keys = self.key_for("secret-check");
        let position = keys.all().position(|key| is_hmac_sha256(key, MESSAGE, &check.0))?;
        Some(if position == 0 { Recognised::Current } else { Recognised::Previous })
    }

    /// What stored password hashes begin with, by the secret that they need: first those of the current secret.
    #[must_use]
    pub fn password_tags(&self) -> Vec<String> {
        peppers::tags(&self.pepper())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(letter: &str) -> MasterSecret {
        MasterSecret::parse(&letter.repeat(32)).unwrap()
    }

    #[test]
    fn a_secret_recognises_its_check_value_and_that_of_a_previous_secret() {
        let rotated = secret("n").with_previous([secret("p"), secret("o")]);
        assert_eq!(rotated.recognise(&secret("n").check_value()), Some(Recognised::Current));
        assert_eq!(rotated.recognise(&secret("o").check_value()), Some(Recognised::Previous));
        assert_eq!(rotated.recognise(&secret("x").check_value()), None);
        assert_eq!(secret("p").recognise(&rotated.check_value()), None);
    }
}
