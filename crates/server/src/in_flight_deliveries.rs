//! The letters that one worker is sending now, and to whom.

use std::collections::{HashMap, HashSet};

use deskhand_domain::PersonId;
use tokio::task::{Id, JoinSet};

/// Each has a task of its own, so that they go on while the worker asks the store for more. Dropping this ends them.
#[derive(Default)]
pub(crate) struct InFlightDeliveries {
    letters: JoinSet<()>,
    recipients: HashMap<Id, PersonId>,
}

impl InFlightDeliveries {
    pub(crate) fn begin(&mut self, recipient: PersonId, letter: impl Future<Output = ()> + Send + 'static) {
        let task = self.letters.spawn(letter);
        self.recipients.insert(task.id(), recipient);
    }

    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.recipients.len()).unwrap_or(u32::MAX)
    }

    /// Each of them once.
    pub(crate) fn recipients(&self) -> Vec<PersonId> {
        self.recipients.values().copied().collect::<HashSet<_>>().into_iter().collect()
    }

    /// Waits for one to end, for ever where there is none. Says whether its recipient has no other under way.
    pub(crate) async fn next(&mut self) -> bool {
        let id = match self.letters.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            // It panicked: the lease runs out, and it is tried again as often as any other; the others go on.
            Some(Err(error)) => {
                tracing::error!(%error, "a letter could not be made");
                error.id()
            }
            None => std::future::pending().await,
        };
        let recipient = self.recipients.remove(&id);
        recipient.is_some_and(|recipient| !self.recipients.values().any(|other| *other == recipient))
    }

    /// Waits for all of them.
    pub(crate) async fn finish(mut self) {
        while !self.recipients.is_empty() {
            self.next().await;
        }
    }
}
