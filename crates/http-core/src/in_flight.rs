use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use deskhand_domain::PersonId;
use deskhand_domain::ports::IdempotencyKey;

/// The owner of an idempotency key, and the key.
type KeyName = (Option<PersonId>, IdempotencyKey);

/// The requests with an `Idempotency-Key` that this instance is carrying out. The storage knows those of other instances.
#[derive(Clone, Default)]
pub struct InFlightRequests(Arc<Mutex<HashSet<KeyName>>>);

impl InFlightRequests {
    /// Enters a request; `None` where one with the same owner and key is being carried out.
    #[must_use]
    pub fn enter(&self, owner: Option<PersonId>, key: IdempotencyKey) -> Option<InFlightEntry> {
        let name = (owner, key);
        self.keys().insert(name.clone()).then(|| InFlightEntry { in_flight: self.clone(), name })
    }

    fn keys(&self) -> MutexGuard<'_, HashSet<KeyName>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that is being carried out. Dropping it, also half way, takes it out again.
pub struct InFlightEntry {
    in_flight: InFlightRequests,
    name: KeyName,
}

impl Drop for InFlightEntry {
    fn drop(&mut self) {
        self.in_flight.keys().remove(&self.name);
    }
}
