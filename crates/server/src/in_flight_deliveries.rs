//! What one worker is sending at the moment, and to whom: mails to people, deliveries to webhooks.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use tokio::task::{Id, JoinSet};

/// Runs each delivery in a task of its own, so that the worker can claim more meanwhile. Dropping this aborts them.
pub(crate) struct InFlightDeliveries<R> {
    tasks: JoinSet<()>,
    recipients: HashMap<Id, R>,
}

impl<R> Default for InFlightDeliveries<R> {
    fn default() -> Self {
        Self { tasks: JoinSet::default(), recipients: HashMap::default() }
    }
}

impl<R: Copy + Eq + Hash> InFlightDeliveries<R> {
    pub(crate) fn start(&mut self, recipient: R, delivery: impl Future<Output = ()> + Send + 'static) {
        let task = self.tasks.spawn(delivery);
        self.recipients.insert(task.id(), recipient);
    }

    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.recipients.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn count_of(&self, recipient: R) -> u32 {
        let theirs = self.recipients.values().filter(|other| **other == recipient);
        u32::try_from(theirs.count()).unwrap_or(u32::MAX)
    }

    /// Each recipient once.
    pub(crate) fn recipients(&self) -> Vec<R> {
        self.recipients.values().copied().collect::<HashSet<_>>().into_iter().collect()
    }

    /// Waits for one delivery to end; never returns while there is none. Returns true if its recipient has no other
    /// delivery in flight.
    pub(crate) async fn next(&mut self) -> bool {
        let id = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            // Its lease expires, and it is retried like any other.
            Some(Err(error)) => {
                tracing::error!(%error, "A delivery task panicked; the delivery is retried when its lease expires");
                error.id()
            }
            None => std::future::pending().await,
        };
        let recipient = self.recipients.remove(&id);
        recipient.is_some_and(|recipient| !self.recipients.values().any(|other| *other == recipient))
    }

    /// Waits for all deliveries.
    pub(crate) async fn finish(mut self) {
        while !self.recipients.is_empty() {
            self.next().await;
        }
    }
}
