use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::StorageError;
use crate::ids::{IncomingMailId, MessageId, PersonId, TicketId};
use crate::incoming::{HeldBecause, MailDigest, MailVolume, TakenMail};
use crate::people::EmailAddress;

/// Mail that came in, within a unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait MailIntake: Send {
    /// Saves a new mail. Where a mail with its digest is there already it saves nothing, and returns the id of that one. Its raw content was claimed
    /// ([`AttachmentRepository::claim_blob`](super::AttachmentRepository::claim_blob)).
    async fn append(&mut self, mail: &TakenMail) -> Result<Option<IncomingMailId>, StorageError>;

    /// Claims up to `limit` waiting mails that are due for `lease`, oldest first, and counts the attempt. Those that can't be read are
    /// left out.
    ///
    /// MUST NOT give a mail to two workers within its lease. It MUST cost the same however many mails are settled.
    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<TakenMail>, StorageError>;

    /// A mail, locked until the unit of work ends.
    async fn find(&mut self, id: IncomingMailId) -> Result<Option<TakenMail>, StorageError>;

    /// Saves a changed mail, and ends its lease.
    async fn update(&mut self, mail: &TakenMail) -> Result<(), StorageError>;

    /// Saves the recipients of a mail, and leaves its lease as it is.
    async fn set_recipients(&mut self, id: IncomingMailId, recipients: &[EmailAddress]) -> Result<(), StorageError>;

    /// Whether another mail has this content and is no duplicate itself.
    async fn has_content(&mut self, content: MailDigest, but: IncomingMailId) -> Result<bool, StorageError>;

    /// Up to `limit` mails of this person that are held for this reason, locked, in any order; those that can't be read are left out.
    async fn held_of(
        &mut self,
        person: PersonId,
        because: HeldBecause,
        limit: u32,
    ) -> Result<Vec<TakenMail>, StorageError> {
        let _ = (person, because, limit);
        Ok(Vec::new())
    }

    /// How much mail came from this sender, with this subject, and on this ticket, up to `now`.
    async fn volume(
        &mut self,
        sender: &str,
        subject: &str,
        ticket: Option<TicketId>,
        now: OffsetDateTime,
    ) -> Result<MailVolume, StorageError>;

    /// Forgets the words of all mails of a ticket ([`TakenMail::forget_words`]): it is deleted.
    async fn forget_ticket(&mut self, ticket: TicketId, now: OffsetDateTime) -> Result<(), StorageError>;

    /// Forgets the words of the mail that became this message: a file of it was removed.
    async fn forget_message(&mut self, message: MessageId, now: OffsetDateTime) -> Result<(), StorageError>;

    /// Forgets the words of all mails of a person, also of those that came from `address` without being known as theirs: the person is
    /// removed.
    async fn forget_person(
        &mut self,
        person: PersonId,
        address: Option<String>,
        now: OffsetDateTime,
    ) -> Result<(), StorageError>;

    /// Forgets the words of up to `limit` mails that came in before `before`, and says of how many. With `undecided`, of those that are
    /// held or quarantined; else of settled ones.
    async fn forget_words(
        &mut self,
        undecided: bool,
        before: OffsetDateTime,
        limit: u32,
        now: OffsetDateTime,
    ) -> Result<u64, StorageError>;

    /// Forgets up to `limit` settled mails that came in before `before`, whole, and says how many. From then on such a mail would be
    /// taken in again.
    async fn forget(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
