use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::ids::PersonId;
use crate::second_factors::{SecondFactor, SignInChallenge};
use crate::secrets::SecretDigest;

/// Second factors, recovery codes and sign-ins that wait for a code, within a unit of work. The caller holds the person
/// locked, but for finding a challenge.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait SecondFactorStore: Send {
    /// Keeps the factor in the place of the one that the person had.
    async fn save(&mut self, factor: &SecondFactor) -> Result<(), StorageError>;

    /// The person's factor, confirmed or not.
    async fn find(&mut self, person: PersonId) -> Result<Option<SecondFactor>, StorageError>;

    /// Keeps the digests of these codes in the place of all that the person had.
    async fn replace_recovery_codes(&mut self, person: PersonId, codes: &[SecretDigest]) -> Result<(), StorageError>;

    /// Uses up one code. `false` where the person has no such code. Each MUST be good once.
    async fn use_recovery_code(&mut self, person: PersonId, code: &SecretDigest) -> Result<bool, StorageError>;

    /// How many codes the person has left.
    async fn recovery_codes_left(&mut self, person: PersonId) -> Result<u64, StorageError>;

    /// Forgets the person's factor, recovery codes and challenges.
    async fn remove_of(&mut self, person: PersonId) -> Result<(), StorageError>;

    /// Keeps a challenge, new or changed.
    async fn save_challenge(&mut self, challenge: &SignInChallenge) -> Result<(), StorageError>;

    /// The challenge with this digest, if it is good at `at`.
    async fn find_challenge(
        &mut self,
        digest: &SecretDigest,
        at: OffsetDateTime,
    ) -> Result<Option<SignInChallenge>, StorageError>;

    /// Forgets a challenge.
    async fn drop_challenge(&mut self, digest: &SecretDigest) -> Result<(), StorageError>;

    /// Forgets up to `limit` challenges that are no longer good at `at`, and says how many.
    async fn forget_challenges(&mut self, at: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
