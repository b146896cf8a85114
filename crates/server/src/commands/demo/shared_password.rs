use std::sync::Arc;

use async_trait::async_trait;
use deskhand_domain::people::{Password, PasswordHash};
use deskhand_domain::ports::{HashingError, PasswordHasher};
use tokio::sync::OnceCell;

/// Hashes once and returns the same hash for every user. They share one password, and hashing is slow on purpose.
pub(super) struct SharedPasswordHasher {
    hasher: Arc<dyn PasswordHasher>,
    hash: OnceCell<PasswordHash>,
}

impl SharedPasswordHasher {
    pub(super) fn over(hasher: Arc<dyn PasswordHasher>) -> Self {
        Self { hasher, hash: OnceCell::new() }
    }
}

#[async_trait]
impl PasswordHasher for SharedPasswordHasher {
    async fn hash(&self, password: Password) -> Result<PasswordHash, HashingError> {
        self.hash.get_or_try_init(|| self.hasher.hash(password)).await.cloned()
    }

    async fn verify(&self, password: Password, hash: Option<PasswordHash>) -> Result<bool, HashingError> {
        self.hasher.verify(password, hash).await
    }
}
