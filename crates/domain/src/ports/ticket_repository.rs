use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::assignment::Decision;
use crate::ids::{MessageId, PersonId, TicketId};
use crate::people::Person;
use crate::ticket::{Message, MessageBody, Ticket, TicketNumber};

/// Tickets and their conversations, within a unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait TicketRepository: Send {
    /// The next ticket number. MUST give 1, 2, 3 ... without gap or reuse over all committed units of work, also
    /// after a deletion; one that is rolled back gives its number free.
    async fn next_number(&mut self) -> Result<TicketNumber, StorageError>;

    /// The ticket, locked until the unit of work ends.
    async fn find(&mut self, id: TicketId) -> Result<Option<Ticket>, StorageError>;

    /// The ticket of that number, locked until the unit of work ends.
    async fn find_by_number(&mut self, number: TicketNumber) -> Result<Option<Ticket>, StorageError>;

    /// Keeps a new ticket.
    async fn insert(&mut self, ticket: &Ticket) -> Result<(), StorageError>;

    /// Keeps a changed ticket. MUST fail with [`StorageError::Conflict`] unless the stored version is the one
    /// before `ticket.version`.
    async fn update(&mut self, ticket: &Ticket) -> Result<(), StorageError>;

    /// Removes a ticket with its messages, decisions and followers. Its history stays.
    async fn delete(&mut self, id: TicketId) -> Result<(), StorageError>;

    /// All open and blocked tickets of an engineer: most urgent first, then oldest, then lowest number.
    async fn held_by(&mut self, engineer: PersonId) -> Result<Vec<Ticket>, StorageError>;

    /// Adds a message to a conversation.
    async fn append_message(&mut self, message: &Message) -> Result<(), StorageError>;

    /// How many messages of the ticket come after `seen` and are by others than `writer`; notes only where `with_notes` says so.
    /// `None` where `seen` is no message of the ticket, or a note that may not be read. The caller has locked the ticket, so
    /// MUST include every message that was added before.
    async fn newer_messages(
        &mut self,
        ticket: TicketId,
        with_notes: bool,
        seen: MessageId,
        writer: PersonId,
    ) -> Result<Option<u32>, StorageError>;

    /// Replaces the words of a ticket's first request: the description was edited.
    async fn amend_first_message(&mut self, ticket: TicketId, body: &MessageBody) -> Result<(), StorageError>;

    /// Everybody who wrote a note on the ticket, without repetition.
    async fn note_writers(&mut self, ticket: TicketId) -> Result<Vec<Person>, StorageError>;

    /// Everybody who muted the ticket.
    async fn muted_by(&mut self, ticket: TicketId) -> Result<Vec<PersonId>, StorageError>;

    /// Takes a person who is removed off every ticket that they follow. The tickets keep their versions.
    async fn forget_follower(&mut self, person: PersonId) -> Result<(), StorageError>;

    /// Keeps that a person wants no mails about the ticket, or wants them again.
    async fn set_muted(&mut self, ticket: TicketId, person: PersonId, muted: bool) -> Result<(), StorageError>;

    /// Keeps why a ticket went where it went, and when that was decided.
    async fn keep_decision(&mut self, decision: &Decision, at: OffsetDateTime) -> Result<(), StorageError>;
}
