use std::sync::Arc;

use crate::ports::{
    AccessTokens, ApiKeyQueries, ChangeSignal, Clock, EventFeed, IdGenerator, MailQueries, PasswordHasher,
    PeopleQueries, ReportQueries, Secrets, Sleeper, Storage, TicketQueries, Unsupported,
};

/// Everything that the use cases need from the world.
#[derive(Clone)]
pub struct Ports {
    /// Where units of work begin.
    pub storage: Arc<dyn Storage>,
    /// Reads of tickets.
    pub tickets: Arc<dyn TicketQueries>,
    /// Reads of people.
    pub people: Arc<dyn PeopleQueries>,
    /// Reads for reports.
    pub reports: Arc<dyn ReportQueries>,
    /// Reads of the log of everything that happened.
    pub events: Arc<dyn EventFeed>,
    /// Reads of API keys.
    pub api_keys: Arc<dyn ApiKeyQueries>,
    /// Reads of mails.
    pub mail: Arc<dyn MailQueries>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn IdGenerator>,
    /// Slow hashes of passwords.
    pub passwords: Arc<dyn PasswordHasher>,
    /// Signed access tokens.
    pub tokens: Arc<dyn AccessTokens>,
    /// Random secrets.
    pub secrets: Arc<dyn Secrets>,
    /// Signals that the history or the outbox has something new.
    pub signal: Arc<dyn ChangeSignal>,
    /// Lets time pass before another try.
    pub sleeper: Arc<dyn Sleeper>,
}

impl Ports {
    /// The ports of a service over one storage, with [`Unsupported`] in the place of every optional one: of the reads for
    /// reports, events, API keys and mails, and of passwords, tokens and secrets. Changes are not signalled, and a busy
    /// store is tried again at once. Name what the service has, and take the rest from here:
    /// `Ports { events: storage.clone(), ..Ports::over(storage, clock, ids) }`.
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
            signal: unsupported.clone(),
            sleeper: unsupported,
        }
    }
}
