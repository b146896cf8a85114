use std::sync::Arc;

use super::Ports;
use crate::ports::{Clock, IdGenerator, PeopleQueries, Storage, TicketQueries, Unsupported};

impl Ports {
    /// The ports of a service over one storage, with [`Unsupported`] in the place of every optional one: of the reads for
    /// reports, events, API keys and mails, and of passwords, tokens and secrets. Nobody is told of changes, and a busy
    /// store is tried again at once. Name what the service has, and take the rest from here:
    ///
    /// ```ignore
    /// Ports { reports: storage.clone(), ..Ports::over(storage, clock, ids) }
    /// ```
    #[must_use]
    pub fn over<S>(storage: Arc<S>, clock: Arc<dyn Clock>, ids: Arc<dyn IdGenerator>) -> Self
    where
        S: Storage + TicketQueries + PeopleQueries + 'static,
    {
        let unsupported = Arc::new(Unsupported);
        Self {
            storage: storage.clone(),
            tickets: storage.clone(),
            people: storage,
            reports: unsupported.clone(),
            events: unsupported.clone(),
            api_keys: unsupported.clone(),
            mail: unsupported.clone(),
            clock,
            ids,
            passwords: unsupported.clone(),
            tokens: unsupported.clone(),
            secrets: unsupported.clone(),
            feed: unsupported.clone(),
            pause: unsupported,
        }
    }
}
