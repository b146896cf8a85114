//! Second factors, recovery codes and sign-ins that wait for a code, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{SecondFactorStore, SecretDigest, StorageError};
use deskhand_domain::second_factors::{SecondFactor, SignInChallenge};
use time::OffsetDateTime;

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl SecondFactorStore for MemoryUnitOfWork {
    async fn save(&mut self, factor: &SecondFactor) -> Result<(), StorageError> {
        self.write().second_factors.insert(factor.person, factor.clone());
        Ok(())
    }

    async fn find(&mut self, person: PersonId) -> Result<Option<SecondFactor>, StorageError> {
        Ok(self.read().second_factors.get(&person).cloned())
    }

    async fn replace_recovery_codes(&mut self, person: PersonId, codes: &[SecretDigest]) -> Result<(), StorageError> {
        let state = self.write();
        state.recovery_codes.retain(|(owner, _)| *owner != person);
        state.recovery_codes.extend(codes.iter().map(|code| (person, *code)));
        Ok(())
    }

    async fn use_recovery_code(&mut self, person: PersonId, code: &SecretDigest) -> Result<bool, StorageError> {
        Ok(self.write().recovery_codes.remove(&(person, *code)))
    }

    async fn recovery_codes_left(&mut self, person: PersonId) -> Result<u64, StorageError> {
        Ok(self.read().recovery_codes.iter().filter(|(owner, _)| *owner == person).count() as u64)
    }

    async fn remove_of(&mut self, person: PersonId) -> Result<(), StorageError> {
        self.replace_recovery_codes(person, &[]).await?;
        let state = self.write();
        state.challenges.retain(|_, challenge| challenge.person != person);
        state.second_factors.remove(&person);
        Ok(())
    }

    async fn save_challenge(&mut self, challenge: &SignInChallenge) -> Result<(), StorageError> {
        self.write().challenges.insert(challenge.digest, challenge.clone());
        Ok(())
    }

    async fn find_challenge(
        &mut self,
        digest: &SecretDigest,
        at: OffsetDateTime,
    ) -> Result<Option<SignInChallenge>, StorageError> {
        Ok(self.read().challenges.get(digest).filter(|challenge| challenge.expires_at > at).cloned())
    }

    async fn drop_challenge(&mut self, digest: &SecretDigest) -> Result<(), StorageError> {
        self.write().challenges.remove(digest);
        Ok(())
    }

    async fn forget_challenges(&mut self, at: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let expired = self.read().challenges.values().filter(|challenge| challenge.expires_at <= at);
        let expired: Vec<_> = expired.map(|challenge| challenge.digest).take(limit as usize).collect();
        for digest in &expired {
            self.write().challenges.remove(digest);
        }
        Ok(expired.len() as u64)
    }
}
