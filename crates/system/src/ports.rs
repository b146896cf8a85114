use std::sync::Arc;

use deskhand_domain::ports::{PeopleQueries, Storage, TicketQueries};
use deskhand_domain::use_cases::Ports;

use crate::{SilentSignal, SystemClock, ThreadSleeper, UuidV7Ids};

/// [`Ports::over`] one storage, with the adapters of this crate. Passwords, tokens, secrets and the optional reads are
/// left unsupported: name those that the service has.
#[must_use]
pub fn ports_over<S>(storage: Arc<S>) -> Ports
where
    S: Storage + TicketQueries + PeopleQueries + 'static,
{
    Ports {
        signal: Arc::new(SilentSignal),
        sleeper: Arc::new(ThreadSleeper),
        ..Ports::over(storage, Arc::new(SystemClock), Arc::new(UuidV7Ids))
    }
}
