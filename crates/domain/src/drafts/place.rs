use crate::ids::TicketId;

/// What a draft is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftPlace {
    /// A new ticket.
    NewTicket,
    /// A request or response on this ticket.
    Reply(TicketId),
    /// A note on this ticket.
    Note(TicketId),
}

impl DraftPlace {
    /// The place of a message on this ticket.
    #[must_use]
    pub const fn of_message(ticket: TicketId, note: bool) -> Self {
        if note { Self::Note(ticket) } else { Self::Reply(ticket) }
    }

    /// The ticket that the draft belongs to and is deleted with.
    #[must_use]
    pub const fn ticket(self) -> Option<TicketId> {
        match self {
            Self::NewTicket => None,
            Self::Reply(ticket) | Self::Note(ticket) => Some(ticket),
        }
    }
}
