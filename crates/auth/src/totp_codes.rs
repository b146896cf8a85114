//! One-time codes by `totp-rs`, their secrets encrypted.

use deskhand_domain::PersonId;
use deskhand_domain::ports::{OneTimeCodes, SecretToken};
use deskhand_domain::second_factors::{FactorSecret, SealedSecret, SecondFactor};
use totp_rs::{Builder, Secret, Totp};

use crate::derived_key::DerivedKey;
use crate::random_token::random_bytes;
use crate::sealing;

/// The bytes of a recovery code.
const RECOVERY: usize = 10;

/// Checks codes (RFC 6238) and seals their secrets, each for one person.
pub struct TotpCodes {
    key: DerivedKey,
    issuer: String,
}

impl TotpCodes {
    /// With the key of [`MasterSecret::second_factors_key`](crate::MasterSecret::second_factors_key). `issuer` is the name of the
    /// help desk in authenticator apps.
    #[must_use]
    pub fn new(key: DerivedKey, issuer: &str) -> Self {
        // A colon separates issuer and account.
        let issuer = issuer.replace(':', " ");
        Self { key, issuer: if issuer.trim().is_empty() { "deskhand".to_owned() } else { issuer } }
    }

    fn totp(&self, secret: &FactorSecret, account: &str) -> Totp {
        Builder::new()
            .with_secret(Secret::new_stack(secret.0))
            .with_issuer(Some(self.issuer.as_str()))
            .with_account_name(account)
            .build_noncompliant()
    }
}

impl OneTimeCodes for TotpCodes {
    fn new_secret(&self) -> FactorSecret {
        FactorSecret(random_bytes())
    }

    fn new_recovery_code(&self) -> SecretToken {
        let code = Secret::new(Box::new(random_bytes::<RECOVERY>())).to_base32().to_lowercase();
        let groups: Vec<String> =
            code.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        SecretToken::new(groups.join("-"))
    }

    fn matches(&self, secret: &FactorSecret, step: u64, code: &str) -> bool {
        let time = step.saturating_mul(SecondFactor::STEP.whole_seconds().unsigned_abs());
        // Without skew: the caller says which step it means. The comparison takes the same time for every code.
        let totp = Builder::new().with_secret(Secret::new_stack(secret.0)).with_skew(0).build_noncompliant();
        totp.check(code, time).is_some()
    }

    fn seal(&self, person: PersonId, secret: &FactorSecret) -> SealedSecret {
        SealedSecret(sealing::seal(&self.key, person.as_uuid().as_bytes(), &secret.0))
    }

    fn open(&self, person: PersonId, sealed: &SealedSecret) -> Option<FactorSecret> {
        sealing::open(&self.key, person.as_uuid().as_bytes(), &sealed.0).map(FactorSecret)
    }

    fn secret_text(&self, secret: &FactorSecret) -> SecretToken {
        SecretToken::new(Secret::new_stack(secret.0).to_base32())
    }

    fn otpauth_url(&self, secret: &FactorSecret, account: &str) -> SecretToken {
        // It fails for an account with a colon, which no username has.
        SecretToken::new(self.totp(secret, account).to_url().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
