use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::ids::PersonId;
use crate::ports::{OneTimeCodes, SecretToken};
use crate::second_factors::{FactorSecret, SealedSecret};

/// The code of a step is its number, whatever the secret. Secrets and recovery codes count; nothing is encrypted. Its
/// copies count together.
#[derive(Clone, Debug, Default)]
pub struct PlainCodes(Arc<AtomicU64>);

impl PlainCodes {
    /// Starts with `recovery-1`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The code of this step.
    #[must_use]
    pub fn code(step: u64) -> String {
        format!("{:06}", step % 1_000_000)
    }
}

impl OneTimeCodes for PlainCodes {
    fn new_secret(&self) -> FactorSecret {
        let mut secret = [0; 20];
        let number = self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        secret.iter_mut().zip(number).for_each(|(byte, value)| *byte = value);
        FactorSecret(secret)
    }

    fn new_recovery_code(&self) -> SecretToken {
        SecretToken::new(format!("recovery-{}", self.0.fetch_add(1, Ordering::SeqCst) + 1))
    }

    fn matches(&self, _: &FactorSecret, step: u64, code: &str) -> bool {
        code == Self::code(step)
    }

    fn seal(&self, _: PersonId, secret: &FactorSecret) -> SealedSecret {
        SealedSecret(secret.0.to_vec())
    }

    fn open(&self, _: PersonId, sealed: &SealedSecret) -> Option<FactorSecret> {
        sealed.0.clone().try_into().ok().map(FactorSecret)
    }

    fn secret_text(&self, _: &FactorSecret) -> SecretToken {
        SecretToken::new("secret".to_owned())
    }

    fn otpauth_url(&self, _: &FactorSecret, account: &str) -> SecretToken {
        SecretToken::new(format!("otpauth://totp/{account}?secret=secret"))
    }
}
