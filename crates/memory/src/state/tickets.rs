//! Tickets and conversations in their order, and tickets with the names of their people.

use deskhand_domain::TicketId;
use deskhand_domain::ports::{StorageError, TicketView};
use deskhand_domain::ticket::{Message, Ticket};

use super::State;

impl State {
    /// Most urgent first, then oldest, then lowest number.
    pub(crate) fn tickets_by_urgency(&self, belongs: impl Fn(&Ticket) -> bool) -> Vec<Ticket> {
        let mut tickets: Vec<_> = self.tickets.values().filter(|ticket| belongs(ticket)).cloned().collect();
        tickets.sort_by_key(|ticket| (ticket.priority.number(), ticket.created_at, ticket.number));
        tickets
    }

    pub(crate) fn ticket_view(&self, ticket: &Ticket) -> Result<TicketView, StorageError> {
        let reporter = self.ref_of(ticket.reporter)?;
        let assignee = ticket.assignee.map(|id| self.ref_of(id)).transpose()?;
        Ok(TicketView { ticket: ticket.clone(), reporter, assignee })
    }

    /// The conversation of a ticket, oldest first.
    pub(crate) fn conversation(&self, ticket: TicketId) -> Vec<&Message> {
        let mut messages: Vec<_> = self.messages.iter().filter(|message| message.ticket == ticket).collect();
        messages.sort_by_key(|message| (message.created_at, message.id));
        messages
    }
}
