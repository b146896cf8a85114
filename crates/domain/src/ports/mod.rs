//! What the help desk needs from the world, one trait a file. Adapters implement them; the suites of
//! `deskhand-port-contracts` say, as tests, what an implementation must do.
//!
//! A storage implements the **core**: [`Storage`] and [`UnitOfWork`] with [`TicketRepository`], [`PeopleRepository`],
//! [`Workload`], [`HistoryLog`] and [`Outbox`]; and the reads [`TicketQueries`] and [`PeopleQueries`].
//!
//! The rest is **optional**: [`SessionStore`], [`ApiKeyStore`], [`IdempotencyKeys`], [`AccountLinks`], [`LinkRequests`],
//! [`EventTickets`], [`SecondFactorStore`], [`SecurityLog`], [`CustomerUses`], [`AttachmentRepository`], [`MailIntake`], [`MailboxCursors`],
//! [`DraftStore`], [`SavedViewStore`], [`WebhookStore`], [`TransferStore`] and [`Maintenance`] in the unit of work; the reads [`SessionQueries`], [`ApiKeyQueries`], [`EventFeed`], [`MailQueries`], [`ReportQueries`],
//! [`SecurityQueries`], [`AttachmentQueries`], [`IntakeQueries`], [`DraftQueries`], [`SavedViewQueries`], [`WebhookQueries`] and [`TransferQueries`]; and the [`BlobStore`] for the bytes of files.
//! Where one is missing, [`Unsupported`] takes its place: a use case that needs it answers
//! [`StorageError::Unsupported`].
//!
//! A service also brings a [`Clock`] and an [`IdGenerator`]; for its own sign-in a [`PasswordHasher`],
//! [`PasswordStrength`], [`AccessTokens`], [`Secrets`] and [`OneTimeCodes`]; to send mail a [`Notifier`], to take it in a [`MailReader`]; to send events to other programs a [`WebhookSigner`], [`WebhookPayloads`] and a [`WebhookSender`]. [`Ports::over`](crate::use_cases::Ports::over) puts them together.

mod access_tokens;
mod account_links;
mod api_key_queries;
mod api_key_store;
mod attachments;
mod blob_store;
mod change_signal;
mod clock;
mod customer_uses;
mod drafts;
mod event_feed;
mod event_tickets;
mod history_log;
mod id_generator;
mod idempotency_keys;
mod link_requests;
mod mail_intake;
mod mail_intake_queries;
mod mail_queries;
mod mail_reader;
mod mailbox_cursors;
mod maintenance;
mod notifier;
mod one_time_codes;
mod outbox;
mod outgoing_mail;
mod page;
mod password_hasher;
mod password_strength;
mod people_queries;
mod people_repository;
mod presence_board;
mod report_queries;
mod saved_views;
mod search_text;
mod second_factor_store;
mod secrets;
mod security_log;
mod security_queries;
mod security_reporter;
mod session_queries;
mod session_store;
mod sleeper;
mod storage;
mod storage_error;
mod ticket_queries;
mod ticket_repository;
mod transfer;
mod unsupported;
mod webhook_sender;
mod webhooks;
mod workload;

pub use access_tokens::{AccessClaims, AccessTokens, InvalidAccessToken, TokenUse};
pub use account_links::{AccountLink, AccountLinks};
pub use api_key_queries::{ApiKeyPosition, ApiKeyQueries};
pub use api_key_store::ApiKeyStore;
pub use attachments::{AttachmentQueries, AttachmentRepository, FileUsage, KnownBlob};
pub use blob_store::{BlobStore, BlobWriter};
pub use change_signal::ChangeSignal;
pub use clock::Clock;
pub use customer_uses::CustomerUses;
pub use drafts::{DraftQueries, DraftStore};
pub use event_feed::{EventFeed, FeedEvent, FeedPage, FeedPosition, FeedTicket, FeedTopic};
pub use event_tickets::{EventTicket, EventTickets};
pub use history_log::HistoryLog;
pub use id_generator::IdGenerator;
pub use idempotency_keys::{IdempotencyKey, IdempotencyKeys, KeyClaim, KeyedRequest};
pub use link_requests::{LinkRequest, LinkRequests};
pub use mail_intake::MailIntake;
pub use mail_intake_queries::{IntakeCounts, IntakeQueries, TakenMailFilter, TakenMailPosition, TakenMailView};
pub use mail_queries::{MailFlow, MailPosition, MailQueries, MailView, OutboxCounts};
pub use mail_reader::MailReader;
pub use mailbox_cursors::{MailboxClaim, MailboxCursor, MailboxCursors, MailboxFolder};
pub use maintenance::Maintenance;
pub use notifier::{Notifier, NotifyError};
pub use one_time_codes::OneTimeCodes;
pub use outbox::{ClaimedBatch, ClaimedMail, Outbox, SentLetter, UnreadableMail};
pub use outgoing_mail::{DeskDigest, FileLink, HeldMail, LetterFile, LetterFiles, MailLink, OutgoingMail, Replies};
pub use page::{MOST_VALUES, Page, PageLimit, Total, check_number_of_values};
pub use password_hasher::{HashingError, PasswordHasher};
pub use password_strength::PasswordStrength;
pub use people_queries::{PeopleFilter, PeopleQueries, PersonKey, PersonPosition, PersonSort, PersonView};
pub use people_repository::PeopleRepository;
pub use presence_board::PresenceBoard;
pub use report_queries::{EngineerFigures, MailQueue, Measure, OpenedCount, ReportQueries, ResolvedPosition};
pub use saved_views::{SavedViewQueries, SavedViewStore};
pub use search_text::{SearchTerm, SearchText};
pub use second_factor_store::SecondFactorStore;
pub use secrets::Secrets;
pub use security_log::SecurityLog;
pub use security_queries::{SecurityEventView, SecurityFilter, SecurityQueries, SecuritySort};
pub use security_reporter::SecurityReporter;
pub use session_queries::{SessionPosition, SessionQueries};
pub use session_store::{Consumed, RefreshToken, SessionStore};
pub use sleeper::Sleeper;
pub use storage::{Storage, UnitOfWork};
pub use storage_error::{StorageError, Unique};
pub use ticket_queries::{
    AssigneeFilter, HistoryView, MessageView, TicketFilter, TicketKey, TicketPosition, TicketQueries, TicketSort,
    TicketView,
};
pub use ticket_repository::TicketRepository;
pub use transfer::{LooseEvents, TransferPosition, TransferQueries, TransferStore};
pub use unsupported::Unsupported;
pub use webhook_sender::{WebhookAnswer, WebhookPayloads, WebhookRequest, WebhookSender, WebhookSigner};
pub use webhooks::{
    AttemptResult, ClaimedDelivery, DeliveryCounts, DeliveryPosition, QueuedDelivery, WebhookPosition, WebhookQueries,
    WebhookStore,
};
pub use workload::{BacklogQuery, Workload};

pub use crate::mail::MailState;
pub use crate::secrets::{Derivation, SecretDigest, SecretToken};
pub use crate::sessions::Session;

/// The mocks of the ports, for [`crate::testing`].
#[cfg(any(test, feature = "testing"))]
pub(crate) mod mocks {
    pub use super::access_tokens::MockAccessTokens;
    pub use super::account_links::MockAccountLinks;
    pub use super::api_key_queries::MockApiKeyQueries;
    pub use super::api_key_store::MockApiKeyStore;
    pub use super::attachments::{MockAttachmentQueries, MockAttachmentRepository};
    pub use super::blob_store::MockBlobStore;
    pub use super::change_signal::MockChangeSignal;
    pub use super::clock::MockClock;
    pub use super::customer_uses::MockCustomerUses;
    pub use super::drafts::{MockDraftQueries, MockDraftStore};
    pub use super::event_feed::MockEventFeed;
    pub use super::event_tickets::MockEventTickets;
    pub use super::history_log::MockHistoryLog;
    pub use super::id_generator::MockIdGenerator;
    pub use super::idempotency_keys::MockIdempotencyKeys;
    pub use super::link_requests::MockLinkRequests;
    pub use super::mail_intake::MockMailIntake;
    pub use super::mail_intake_queries::MockIntakeQueries;
    pub use super::mail_queries::MockMailQueries;
    pub use super::mail_reader::MockMailReader;
    pub use super::mailbox_cursors::MockMailboxCursors;
    pub use super::maintenance::MockMaintenance;
    pub use super::notifier::MockNotifier;
    pub use super::one_time_codes::MockOneTimeCodes;
    pub use super::outbox::MockOutbox;
    pub use super::password_hasher::MockPasswordHasher;
    pub use super::password_strength::MockPasswordStrength;
    pub use super::people_queries::MockPeopleQueries;
    pub use super::people_repository::MockPeopleRepository;
    pub use super::presence_board::MockPresenceBoard;
    pub use super::report_queries::MockReportQueries;
    pub use super::saved_views::{MockSavedViewQueries, MockSavedViewStore};
    pub use super::second_factor_store::MockSecondFactorStore;
    pub use super::secrets::MockSecrets;
    pub use super::security_log::MockSecurityLog;
    pub use super::security_queries::MockSecurityQueries;
    pub use super::security_reporter::MockSecurityReporter;
    pub use super::session_queries::MockSessionQueries;
    pub use super::session_store::MockSessionStore;
    pub use super::sleeper::MockSleeper;
    pub use super::ticket_queries::MockTicketQueries;
    pub use super::ticket_repository::MockTicketRepository;
    pub use super::transfer::{MockTransferQueries, MockTransferStore};
    pub use super::webhook_sender::{MockWebhookPayloads, MockWebhookSender, MockWebhookSigner};
    pub use super::webhooks::{MockWebhookQueries, MockWebhookStore};
    pub use super::workload::MockWorkload;
}
