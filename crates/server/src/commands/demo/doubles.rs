use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use deskhand_domain::people::{Password, PasswordHash};
use deskhand_domain::ports::{Clock, HashingError, PasswordHasher};
use time::{Duration, OffsetDateTime};
use tokio::sync::OnceCell;

/// A clock that the stories move through the past.
pub(super) struct DemoClock(AtomicI64);

impl DemoClock {
    pub(super) fn starting_at(at: OffsetDateTime) -> Self {
        Self(AtomicI64::new(millis(at)))
    }

    pub(super) fn set(&self, at: OffsetDateTime) {
        self.0.store(millis(at), Ordering::SeqCst);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::milliseconds(self.0.load(Ordering::SeqCst))
    }
}

fn millis(at: OffsetDateTime) -> i64 {
    i64::try_from((at - OffsetDateTime::UNIX_EPOCH).whole_milliseconds()).unwrap_or_default()
}

/// Hashes once and gives everybody the same hash: these people share one password, and hashing is slow on purpose.
pub(super) struct OneHash {
    hasher: Arc<dyn PasswordHasher>,
    hash: OnceCell<PasswordHash>,
}

impl OneHash {
    pub(super) fn over(hasher: Arc<dyn PasswordHasher>) -> Self {
        Self { hasher, hash: OnceCell::new() }
    }
}

#[async_trait]
impl PasswordHasher for OneHash {
    async fn hash(&self, password: Password) -> Result<PasswordHash, HashingError> {
        self.hash.get_or_try_init(|| self.hasher.hash(password)).await.cloned()
    }

    async fn verify(&self, password: Password, hash: Option<PasswordHash>) -> Result<bool, HashingError> {
        self.hasher.verify(password, hash).await
    }
}
