//! Hashes passwords with bcrypt.
//!
//! bcrypt ignores everything after 72 bytes. It is therefore given `base64(HMAC-SHA256(pepper, password))`: 44 characters
//! that depend on every character of the password. Without the pepper, a stolen hash can't be attacked.
//!
//! A stored hash begins with the tag of its pepper, see [`peppers`]; or it came from another system, see
//! [`foreign_hash`](crate::foreign_hash).

use std::sync::Arc;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use deskhand_domain::Invalid;
use deskhand_domain::people::{Password, PasswordHash};
use deskhand_domain::ports::{HashingError, PasswordHasher};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::derived_key::DerivedKey;
use crate::foreign_hash::{self, FOREIGN, foreign_part, is_bcrypt};
use crate::hashing_settings::{HasherError, HashingSettings};
use crate::hmac::hmac_sha256;
use crate::low_priority_pool::LowPriorityPool;
use crate::peppers::Peppers;

/// Hashes on low-priority threads, so that sign-ins do not slow down other requests.
pub struct BcryptHasher {
    peppers: Peppers,
    cost: u32,
    dummy_hash: String,
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
    pub fn new(pepper: &DerivedKey, settings: HashingSettings) -> Result<Self, HasherError> {
        if !(4..=31).contains(&settings.cost) {
            return Err(HasherError::CostOutOfRange(settings.cost));
        }
        let at_once = settings.at_once.clamp(1, 1024);
        Ok(Self {
            peppers: Peppers::new(pepper),
            cost: settings.cost,
            dummy_hash: dummy_hash(settings.cost),
            admitted: Arc::new(Semaphore::new(at_once.saturating_add(settings.waiting.min(100_000)))),
            running: Arc::new(Semaphore::new(at_once)),
            threads: LowPriorityPool::new(at_once).map_err(HasherError::NoThreads)?,
        })
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
        let pepper = self.peppers.current();
        let (peppered, cost) = (peppered(pepper.key(), &password), self.cost);
        let hash = self.run(move || bcrypt::non_truncating_hash(peppered, cost)).await?;
        Ok(PasswordHash::new(format!("{}{hash}", pepper.tag())))
    }

    async fn verify(&self, password: Password, hash: Option<PasswordHash>) -> Result<bool, HashingError> {
        if let Some(foreign) = hash.as_ref().and_then(|hash| foreign_part(hash.as_str())) {
            let (password, foreign) = (password.reveal().to_owned(), foreign.to_owned());
            return self.run(move || foreign_hash::verify(&password, &foreign)).await;
        }
        let known = hash.as_ref().and_then(|hash| self.peppers.of(hash.as_str()));
        let can_match = known.is_some();
        let (pepper, hash) = known.unwrap_or((self.peppers.current(), &self.dummy_hash));
        let (peppered, hash) = (peppered(pepper.key(), &password), hash.to_owned());
        let equal = self.run(move || bcrypt::verify(peppered, &hash)).await?;
        Ok(equal && can_match)
    }

    fn is_outdated(&self, hash: &PasswordHash) -> bool {
        let current = format!("{}$2b${:02}$", self.peppers.current().tag(), self.cost);
        !hash.as_str().starts_with(&current)
    }

    /// With the tag of its pepper, also where an old hash has none; one of another system as that wrote it.
    fn export_hash(&self, hash: &PasswordHash) -> Option<String> {
        if let Some(foreign) = foreign_part(hash.as_str()) {
            return Some(foreign.to_owned());
        }
        let (pepper, bare) = self.peppers.of(hash.as_str())?;
        Some(format!("{}{bare}", pepper.tag()))
    }

    fn import_hash(&self, text: &str) -> Result<PasswordHash, Invalid> {
        if is_bcrypt(text) {
            return Ok(PasswordHash::new(format!("{FOREIGN}{text}")));
        }
        let is_own = !text.starts_with('$') && self.peppers.of(text).is_some_and(|(_, bare)| is_bcrypt(bare));
        if is_own {
            return Ok(PasswordHash::new(text.to_owned()));
        }
        Err(Invalid::Format(
            "a bcrypt hash ($2a$, $2b$ or $2y$, cost 4 to 14), or one of a desk whose secret this desk has, too",
        ))
    }
}

fn peppered(pepper: &[u8], password: &Password) -> String {
    STANDARD.encode(hmac_sha256(pepper, password.reveal().as_bytes()))
}

/// A well-formed hash that no password matches. Comparing with it takes as long as with a real one, so that the time of
/// a sign-in does not reveal whether the user exists.
fn dummy_hash(cost: u32) -> String {
    format!("$2b${cost:02}${}", ".".repeat(53))
}

#[cfg(test)]
mod tests;
