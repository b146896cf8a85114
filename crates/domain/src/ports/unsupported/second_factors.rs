use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{OneTimeCodes, SecondFactorStore, StorageError};
use super::{Unsupported, unsupported};
use crate::ids::PersonId;
use crate::second_factors::{FactorSecret, SealedSecret, SecondFactor, SignInChallenge};
use crate::secrets::{SecretDigest, SecretToken};

const FACTORS: &str = "second factors";

#[async_trait]
impl SecondFactorStore for Unsupported {
    async fn save(&mut self, _: &SecondFactor) -> Result<(), StorageError> {
        unsupported(FACTORS)
    }

    async fn find(&mut self, _: PersonId) -> Result<Option<SecondFactor>, StorageError> {
        unsupported(FACTORS)
    }

    async fn replace_recovery_codes(&mut self, _: PersonId, _: &[SecretDigest]) -> Result<(), StorageError> {
        unsupported(FACTORS)
    }

    async fn use_recovery_code(&mut self, _: PersonId, _: &SecretDigest) -> Result<bool, StorageError> {
        unsupported(FACTORS)
    }

    async fn recovery_codes_left(&mut self, _: PersonId) -> Result<u64, StorageError> {
        unsupported(FACTORS)
    }

    async fn remove_of(&mut self, _: PersonId) -> Result<(), StorageError> {
        Ok(())
    }

    async fn save_challenge(&mut self, _: &SignInChallenge) -> Result<(), StorageError> {
        unsupported(FACTORS)
    }

    async fn find_challenge(
        &mut self,
        _: &SecretDigest,
        _: OffsetDateTime,
    ) -> Result<Option<SignInChallenge>, StorageError> {
        unsupported(FACTORS)
    }

    async fn drop_challenge(&mut self, _: &SecretDigest) -> Result<(), StorageError> {
        Ok(())
    }

    async fn forget_challenges(&mut self, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }
}

/// No code is right, and no sealed secret is opened.
impl OneTimeCodes for Unsupported {
    fn is_supported(&self) -> bool {
        false
    }

    fn new_secret(&self) -> FactorSecret {
        FactorSecret([0; 20])
    }

    fn new_recovery_code(&self) -> SecretToken {
        SecretToken::new(String::new())
    }

    fn matches(&self, _: &FactorSecret, _: u64, _: &str) -> bool {
        false
    }

    fn seal(&self, _: PersonId, _: &FactorSecret) -> SealedSecret {
        SealedSecret(Vec::new())
    }

    fn open(&self, _: PersonId, _: &SealedSecret) -> Option<FactorSecret> {
        None
    }

    fn secret_text(&self, _: &FactorSecret) -> SecretToken {
        self.new_recovery_code()
    }

    fn otpauth_url(&self, _: &FactorSecret, _: &str) -> SecretToken {
        self.new_recovery_code()
    }
}
