use std::sync::Arc;

use crate::ports::{
    AccessTokens, ApiKeyQueries, AttachmentQueries, BlobStore, ChangeSignal, Clock, DraftQueries, EventFeed,
    IdGenerator, IntakeQueries, MailQueries, MailReader, OneTimeCodes, PasswordHasher, PasswordStrength, PeopleQueries,
    PresenceBoard, ReportQueries, SavedViewQueries, Secrets, SecurityQueries, SecurityReporter, SessionQueries,
    Sleeper, Storage, TicketQueries, TransferQueries, Unsupported, WebhookPayloads, WebhookQueries, WebhookSigner,
};

/// The adapters that the use cases work with.
#[derive(Clone)]
pub struct Ports {
    /// Begins units of work: all writes, and the reads that writes depend on.
    pub storage: Arc<dyn Storage>,
    /// Reads tickets.
    pub tickets: Arc<dyn TicketQueries>,
    /// Reads people.
    pub people: Arc<dyn PeopleQueries>,
    /// Reads the figures of reports.
    pub reports: Arc<dyn ReportQueries>,
    /// Reads the history as a feed of events.
    pub events: Arc<dyn EventFeed>,
    /// Reads sessions.
    pub sessions: Arc<dyn SessionQueries>,
    /// Reads API keys.
    pub api_keys: Arc<dyn ApiKeyQueries>,
    /// Reads mails and the links in them.
    pub mail: Arc<dyn MailQueries>,
    /// Reads the security log.
    pub security: Arc<dyn SecurityQueries>,
    /// Reads the files of tickets and messages.
    pub attachments: Arc<dyn AttachmentQueries>,
    /// Stores the bytes of files.
    pub blobs: Arc<dyn BlobStore>,
    /// Reads which mails came in.
    pub intake: Arc<dyn IntakeQueries>,
    /// Reads drafts.
    pub drafts: Arc<dyn DraftQueries>,
    /// Knows who is on which ticket just now.
    pub presence: Arc<dyn PresenceBoard>,
    /// Reads saved views.
    pub saved_views: Arc<dyn SavedViewQueries>,
    /// Reads whole people and tickets.
    pub transfer: Arc<dyn TransferQueries>,
    /// Reads webhooks and what they were sent.
    pub webhooks: Arc<dyn WebhookQueries>,
    /// Writes events as webhooks are sent them.
    pub webhook_payloads: Arc<dyn WebhookPayloads>,
    /// Signs what webhooks are sent.
    pub webhook_signer: Arc<dyn WebhookSigner>,
    /// Reads mails as they came in.
    pub mail_reader: Arc<dyn MailReader>,
    /// Reports entries of the security log to operators.
    pub security_reporter: Arc<dyn SecurityReporter>,
    /// Gives the current time.
    pub clock: Arc<dyn Clock>,
    /// Creates UUIDv7 ids.
    pub ids: Arc<dyn IdGenerator>,
    /// Hashes and verifies passwords.
    pub passwords: Arc<dyn PasswordHasher>,
    /// Estimates how soon a password is guessed.
    pub strength: Arc<dyn PasswordStrength>,
    /// Issues and reads signed access tokens.
    pub tokens: Arc<dyn AccessTokens>,
    /// Creates, derives and digests secret tokens.
    pub secrets: Arc<dyn Secrets>,
    /// Checks the one-time codes of second factors.
    pub one_time_codes: Arc<dyn OneTimeCodes>,
    /// Signals new events or mails after a commit.
    pub signal: Arc<dyn ChangeSignal>,
    /// Waits before a retry.
    pub sleeper: Arc<dyn Sleeper>,
}

impl Ports {
    /// The ports of a service with one storage. Every optional port is [`Unsupported`]: the reads of reports, events,
    /// sessions, API keys and mails, and passwords, tokens and secrets. Changes are not signalled, and a busy store is retried
    /// without a wait. To use more, name those ports: `Ports { events: storage.clone(), ..Ports::over(storage, clock,
    /// ids) }`.
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
            sessions: unsupported.clone(),
            api_keys: unsupported.clone(),
            mail: unsupported.clone(),
            security: unsupported.clone(),
            attachments: unsupported.clone(),
            blobs: unsupported.clone(),
            intake: unsupported.clone(),
            drafts: unsupported.clone(),
            presence: unsupported.clone(),
            saved_views: unsupported.clone(),
            transfer: unsupported.clone(),
            webhooks: unsupported.clone(),
            webhook_payloads: unsupported.clone(),
            webhook_signer: unsupported.clone(),
            mail_reader: unsupported.clone(),
            security_reporter: unsupported.clone(),
            clock,
            ids,
            passwords: unsupported.clone(),
            strength: unsupported.clone(),
            tokens: unsupported.clone(),
            secrets: unsupported.clone(),
            one_time_codes: unsupported.clone(),
            signal: unsupported.clone(),
            sleeper: unsupported,
        }
    }
}
