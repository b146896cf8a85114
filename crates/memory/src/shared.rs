//! What all copies of a storage share: the committed state, and the lock that lets one unit of work write at a time.

use std::sync::{Arc, PoisonError, RwLock};

use futures::lock::{Mutex, OwnedMutexGuard};

use crate::state::State;

#[derive(Default)]
pub(crate) struct Shared {
    /// Held by the one unit of work that may write. Waiting for it needs no particular runtime.
    writer: Arc<Mutex<()>>,
    committed: RwLock<Arc<State>>,
}

impl Shared {
    /// Waits until no other unit of work holds the lock.
    pub(crate) async fn lock_writer(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.writer).lock_owned().await
    }

    pub(crate) fn committed(&self) -> Arc<State> {
        Arc::clone(&self.committed.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn replace(&self, state: Arc<State>) {
        *self.committed.write().unwrap_or_else(PoisonError::into_inner) = state;
    }
}
