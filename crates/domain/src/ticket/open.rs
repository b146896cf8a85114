use time::OffsetDateTime;

use super::{
    Awaiting, Followers, Message, MessageBody, MessageKind, Priority, Ticket, TicketNumber, TicketRecord, Title,
};
use crate::history::{EventKind, Fact};
use crate::ids::{MessageId, PersonId, TicketId};
use crate::state_machine::TicketStatus;

/// What it takes to open a ticket.
#[derive(Clone, Debug)]
pub struct NewTicket {
    /// Made by the [`IdGenerator`](crate::ports::IdGenerator).
    pub id: TicketId,
    /// Taken from the store, in the same unit of work.
    pub number: TicketNumber,
    /// What it is about.
    pub title: Title,
    /// The first request.
    pub description: MessageBody,
    /// How much it presses.
    pub priority: Priority,
    /// Who opens it.
    pub reporter: PersonId,
    /// The older ticket that this one follows.
    pub follow_up_of: Option<TicketId>,
    /// The id of the first request.
    pub first_message: MessageId,
}

impl Ticket {
    /// A new ticket and the first request of its conversation. Nobody has it yet: assignment follows.
    #[must_use]
    pub fn open(new: NewTicket, now: OffsetDateTime) -> (Self, Message, Vec<Fact>) {
        let request = Message {
            id: new.first_message,
            ticket: new.id,
            kind: MessageKind::Request,
            author: new.reporter,
            body: new.description.clone(),
            created_at: now,
            mail: None,
        };
        let ticket = Self(TicketRecord {
            id: new.id,
            number: new.number,
            subject: new.title.clone(),
            title: new.title,
            description: new.description,
            priority: new.priority,
            status: TicketStatus::Open,
            reporter: new.reporter,
            assignee: None,
            followers: Followers::NONE,
            handed_back_by: None,
            taken_at: None,
            first_response_at: None,
            resolved_at: None,
            close_warned_at: None,
            closed_at: None,
            reopen_count: 0,
            rating: None,
            follow_up_of: new.follow_up_of,
            awaiting: Awaiting::Staff,
            message_count: 1,
            note_count: 0,
            created_at: now,
            updated_at: now,
            version: 1,
            public_updated_at: now,
            public_version: 1,
        });
        let fact = Fact::new(EventKind::TicketOpened).text(request.body.as_str());
        (ticket, request, vec![fact])
    }
}
