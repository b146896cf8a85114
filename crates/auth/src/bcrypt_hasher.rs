//! Hashes passwords with bcrypt.
//!
//! bcrypt ignores everything after 72 bytes. It is therefore given `base64(HMAC-SHA256(pepper, password))`: 44 characters
//! that depend on every character of the password. Without the pepper, a stolen hash can't be attacked.

use std::sync::Arc;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use deskhand_domain::people::{Password, PasswordHash};
use deskhand_domain::ports::{HashingError, PasswordHasher};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::derived_key::DerivedKey;
use crate::hashing_settings::{HasherError, HashingSettings};
use crate::hmac::hmac_sha256;
use crate::low_priority_pool::LowPriorityPool;

/// Hashes on low-priority threads, so that sign-ins do not slow down other requests.
pub struct BcryptHasher {
    pepper: DerivedKey,
    cost: u32,
    dummy_hash: PasswordHash,
    /// One permit for each hash that runs or waits.
    admitted: Arc<Semaphore>,
    /// One permit for each hash that runs.
    running: Arc<Semaphore>,
    threads: LowPriorityPool,
}

impl BcryptHasher {
    /// A hasher with the pepper of [`MasterSecret::pepper`](crate::MasterSecret::pepper).
    ///
    /// # Errors
    /// [`HasherError`].
    pub fn new(pepper: DerivedKey, settings: HashingSettings) -> Result<Self, HasherError> {
        if !(4..=31).contains(&settings.cost) {
            return Err(HasherError::CostOutOfRange(settings.cost));
        }
        let at_once = settings.at_once.clamp(1, 1024);
        Ok(Self {
            pepper,
            cost: settings.cost,
            dummy_hash: dummy_hash(settings.cost),
            admitted: Arc::new(Semaphore::new(at_once.saturating_add(settings.waiting.min(100_000)))),
            running: Arc::new(Semaphore::new(at_once)),
            threads: LowPriorityPool::new(at_once).map_err(HasherError::NoThreads)?,
        })
    }

    fn peppered(&self, password: &Password) -> String {
        STANDARD.encode(hmac_sha256(self.pepper.expose(), password.reveal().as_bytes()))
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, bcrypt::BcryptError> + Send + 'static,
    ) -> Result<T, HashingError> {
        let permits = self.acquire_permits().await?;
        let task = self.threads.run(move || {
            // The thread holds the permits, not the request: a client that disconnects does not end its hash.
            let _permits = permits;
            work()
        });
        task.await.map_err(|_| HashingError::Failed)?.map_err(|_| HashingError::Failed)
    }

    async fn acquire_permits(&self) -> Result<(OwnedSemaphorePermit, OwnedSemaphorePermit), HashingError> {
        let admitted = Arc::clone(&self.admitted).try_acquire_owned().map_err(|_| HashingError::Overloaded)?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| HashingError::Failed)?;
        Ok((admitted, running))
    }
}

#[async_trait]
impl PasswordHasher for BcryptHasher {
    async fn hash(&self, password: Password) -> Result<PasswordHash, HashingError> {
        let (peppered, cost) = (self.peppered(&password), self.cost);
        self.run(move || bcrypt::non_truncating_hash(peppered, cost)).await.map(PasswordHash::new)
    }

    async fn verify(&self, password: Password, hash: Option<PasswordHash>) -> Result<bool, HashingError> {
        let has_hash = hash.is_some();
        let peppered = self.peppered(&password);
        let hash = hash.unwrap_or_else(|| self.dummy_hash.clone());
        let equal = self.run(move || bcrypt::verify(peppered, hash.as_str())).await?;
        Ok(equal && has_hash)
    }
}

/// A well-formed hash that no password matches. Comparing with it takes as long as with a real one, so that the time of
/// a sign-in does not reveal whether the user exists.
fn dummy_hash(cost: u32) -> PasswordHash {
    PasswordHash::new(format!("$2b${cost:02}${}", ".".repeat(53)))
}

#[cfg(test)]
mod tests;
