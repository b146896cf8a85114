use async_trait::async_trait;

use super::{
    AccountLinks, ApiKeyStore, AttachmentRepository, CustomerUses, DraftStore, EventTickets, HistoryLog,
    IdempotencyKeys, LinkRequests, MailIntake, MailboxCursors, Maintenance, Outbox, PeopleRepository, SavedViewStore,
    SecondFactorStore, SecurityLog, SessionStore, StorageError, TicketRepository, TransferStore, Unsupported,
    WebhookStore, Workload,
};

/// Where units of work begin. Only the transaction of the use cases calls it.
#[async_trait]
pub trait Storage: Send + Sync {
    /// Begins a unit of work that may write.
    ///
    /// An implementation MUST let what a unit of work reads stay true until it commits, as far as the use cases
    /// rely on it: [`Workload::lock_engineers`] and [`TicketRepository::find`] are the points that they lock on.
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError>;

    /// As [`Storage::begin`], for the short units of work that send mail. A storage in which units of work wait for each other
    /// SHOULD begin these before the others, so that mail goes out while many changes are written.
    async fn begin_ahead(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        self.begin().await
    }
}

/// Everything that happens together or not at all.
///
/// A call without a result may take effect later, but before any later call with one, and before the commit. Its error may
/// appear only there; then the commit MUST fail.
///
/// Dropping it without [`UnitOfWork::commit`] MUST leave nothing behind. `&mut self` lets one port be borrowed at
/// a time: there is one connection under it.
#[async_trait]
pub trait UnitOfWork: Send {
    /// Tickets and their conversations.
    fn tickets(&mut self) -> &mut dyn TicketRepository;
    /// Accounts.
    fn people(&mut self) -> &mut dyn PeopleRepository;
    /// Who has how much to do; the point on which assignment serialises.
    fn workload(&mut self) -> &mut dyn Workload;
    /// The append-only log.
    fn history(&mut self) -> &mut dyn HistoryLog;
    /// Mails to be sent.
    fn outbox(&mut self) -> &mut dyn Outbox;
    /// Sign-ins and their refresh tokens. Optional, as are all below but `commit`.
    fn sessions(&mut self) -> &mut dyn SessionStore {
        Unsupported::lend()
    }
    /// Which requests were carried out under which key.
    fn idempotency_keys(&mut self) -> &mut dyn IdempotencyKeys {
        Unsupported::lend()
    }
    /// Keys of programs.
    fn api_keys(&mut self) -> &mut dyn ApiKeyStore {
        Unsupported::lend()
    }
    /// Links that were mailed and not used yet.
    fn account_links(&mut self) -> &mut dyn AccountLinks {
        Unsupported::lend()
    }
    /// The queue of requests for links.
    fn link_requests(&mut self) -> &mut dyn LinkRequests {
        Unsupported::lend()
    }
    /// Second factors, and sign-ins that wait for a code.
    fn second_factors(&mut self) -> &mut dyn SecondFactorStore {
        Unsupported::lend()
    }
    /// The security log.
    fn security_log(&mut self) -> &mut dyn SecurityLog {
        Unsupported::lend()
    }
    /// What customers have and write.
    fn customer_uses(&mut self) -> &mut dyn CustomerUses {
        Unsupported::lend()
    }
    /// Tickets for event streams that were not used yet.
    fn event_tickets(&mut self) -> &mut dyn EventTickets {
        Unsupported::lend()
    }
    /// Files of tickets and messages.
    fn attachments(&mut self) -> &mut dyn AttachmentRepository {
        Unsupported::lend()
    }
    /// Mail that came in.
    fn mail_intake(&mut self) -> &mut dyn MailIntake {
        Unsupported::lend()
    }
    /// How far mailboxes were read.
    fn mailbox_cursors(&mut self) -> &mut dyn MailboxCursors {
        Unsupported::lend()
    }
    /// What people typed and did not send yet.
    fn drafts(&mut self) -> &mut dyn DraftStore {
        Unsupported::lend()
    }
    /// The views that people saved.
    fn saved_views(&mut self) -> &mut dyn SavedViewStore {
        Unsupported::lend()
    }
    /// What an import brings.
    fn transfer(&mut self) -> &mut dyn TransferStore {
        Unsupported::lend()
    }
    /// Webhooks and what they are sent.
    fn webhooks(&mut self) -> &mut dyn WebhookStore {
        Unsupported::lend()
    }
    /// What an operator does to the whole desk.
    fn maintenance(&mut self) -> &mut dyn Maintenance {
        Unsupported::lend()
    }
    /// Makes everything durable. A failing commit MUST be an error: nothing is acknowledged that is not saved.
    async fn commit(self: Box<Self>) -> Result<(), StorageError>;
    /// Leaves nothing behind, as dropping it does, and returns when its locks are released: of one that was dropped, a
    /// server hears only a moment later. A store that can't be reached undoes it by itself, so this never fails.
    async fn roll_back(self: Box<Self>) {}
}
