//! How much of one kind of work a single address may have under way.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use deskhand_domain::security::Network;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

/// After how many addresses those that have nothing under way are dropped.
const FORGET_ABOVE: usize = 1024;

/// A number of slots for each address. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct AddressSlots {
    each: usize,
    taken: Arc<Mutex<HashMap<Network, Weak<Semaphore>>>>,
}

impl AddressSlots {
    pub(crate) fn new(each: usize) -> Self {
        Self { each: each.clamp(1, Semaphore::MAX_PERMITS), taken: Arc::default() }
    }

    /// Waits for a slot of this address, first come, first served.
    pub(crate) async fn acquire(&self, address: IpAddr) -> Result<OwnedSemaphorePermit, AcquireError> {
        self.slots_of(Network::of(address)).acquire_owned().await
    }

    fn slots_of(&self, network: Network) -> Arc<Semaphore> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slots) = taken.get(&network).and_then(Weak::upgrade) {
            return slots;
        }
        if taken.len() > FORGET_ABOVE {
            taken.retain(|_, slots| slots.strong_count() > 0);
        }
        let slots = Arc::new(Semaphore::new(self.each));
        taken.insert(network, Arc::downgrade(&slots));
        slots
    }
}
