//! The stored records, in plain maps.

mod files;
mod history;
mod people;
mod queued_mail;
mod records;
mod tickets;
mod webhook_rows;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet};

use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::assignment::Decision;
use deskhand_domain::drafts::{Draft, DraftPlace};
use deskhand_domain::files::{Attachment, BlobDigest};
use deskhand_domain::history::Event;
use deskhand_domain::people::{Person, Username, UsernameReservation};
use deskhand_domain::ports::{
    AccountLink, EventTicket, IdempotencyKey, LinkRequest, MailboxFolder, SecretDigest, StorageError,
};
use deskhand_domain::saved_views::{SavedView, ViewName};
use deskhand_domain::second_factors::{SecondFactor, SignInChallenge};
use deskhand_domain::security::SecurityEvent;
use deskhand_domain::ticket::{Message, Ticket};
use deskhand_domain::{
    ApiKeyId, AttachmentId, DeliveryId, IncomingMailId, MailId, PersonId, SessionId, TicketId, WebhookId,
};
use time::OffsetDateTime;

pub(crate) use queued_mail::{QueuedMail, nth_newest};
pub(crate) use records::{BlobRow, IncomingRow, Load, MailboxRow, Session, StoredAnswer, StoredToken};
pub(crate) use webhook_rows::{DeliveryRow, WebhookRow};

#[derive(Clone, Default)]
pub(crate) struct State {
    pub(crate) tickets: BTreeMap<TicketId, Ticket>,
    /// Separate from the tickets: a number is not used again when its ticket is deleted.
    pub(crate) last_number: u64,
    pub(crate) messages: Vec<Message>,
    pub(crate) decisions: BTreeMap<TicketId, (Decision, OffsetDateTime)>,
    pub(crate) muted: BTreeSet<(TicketId, PersonId)>,
    pub(crate) people: BTreeMap<PersonId, Person>,
    pub(crate) reserved_usernames: BTreeMap<Username, UsernameReservation>,
    pub(crate) loads: BTreeMap<PersonId, Load>,
    /// In the order of appending.
    pub(crate) history: Vec<Event>,
    /// How many events at its beginning came with imports.
    pub(crate) added_events: usize,
    pub(crate) outbox: BTreeMap<MailId, QueuedMail>,
    pub(crate) sessions: BTreeMap<SessionId, Session>,
    pub(crate) tokens: BTreeMap<SecretDigest, StoredToken>,
    pub(crate) answers: BTreeMap<(Option<PersonId>, IdempotencyKey), StoredAnswer>,
    pub(crate) api_keys: BTreeMap<ApiKeyId, ApiKey>,
    pub(crate) links: BTreeMap<SecretDigest, AccountLink>,
    /// When a mailbox that is not verified got its last letter.
    pub(crate) mailboxes: BTreeMap<SecretDigest, OffsetDateTime>,
    pub(crate) link_requests: Vec<LinkRequest>,
    pub(crate) second_factors: BTreeMap<PersonId, SecondFactor>,
    pub(crate) recovery_codes: BTreeSet<(PersonId, SecretDigest)>,
    pub(crate) challenges: BTreeMap<SecretDigest, SignInChallenge>,
    /// The day, and what a person opened and wrote on it.
    pub(crate) daily_use: BTreeMap<PersonId, (i64, u32, u64)>,
    /// In the order of appending.
    pub(crate) security_log: Vec<SecurityEvent>,
    pub(crate) event_tickets: BTreeMap<SecretDigest, EventTicket>,
    pub(crate) attachments: BTreeMap<AttachmentId, Attachment>,
    pub(crate) blobs: BTreeMap<BlobDigest, BlobRow>,
    pub(crate) incoming: BTreeMap<IncomingMailId, IncomingRow>,
    pub(crate) drafts: BTreeMap<(PersonId, DraftPlace), Draft>,
    pub(crate) saved_views: BTreeMap<(PersonId, ViewName), SavedView>,
    pub(crate) mailboxes_read: BTreeMap<MailboxFolder, MailboxRow>,
    pub(crate) webhooks: BTreeMap<WebhookId, WebhookRow>,
    pub(crate) deliveries: BTreeMap<DeliveryId, DeliveryRow>,
    pub(crate) mail_paused_since: Option<OffsetDateTime>,
    /// Assigning the backlog stopped although more could be assigned.
    pub(crate) rest_waits: bool,
}

pub(crate) fn corrupt(table: &'static str, reason: &str) -> StorageError {
    StorageError::Corrupt { table, reason: reason.to_owned() }
}
