//! Which searched texts of tickets a unit of work knows.

use std::collections::{HashMap, HashSet};

use deskhand_domain::TicketId;
use deskhand_domain::ticket::{MessageBody, Ticket, Title};

/// What a unit of work knows of the stored texts: most changes of a ticket leave them as they are.
#[derive(Default)]
pub(crate) struct SearchedTexts {
    stored: HashMap<TicketId, (Title, MessageBody)>,
    /// Tickets whose first message, the description, is still to come.
    pub(crate) opened: HashSet<TicketId>,
}

impl SearchedTexts {
    pub(crate) fn note(&mut self, ticket: &Ticket) {
        self.stored.insert(ticket.id, (ticket.title.clone(), ticket.description.clone()));
    }

    pub(crate) fn are_of(&self, ticket: &Ticket) -> bool {
        self.stored
            .get(&ticket.id)
            .is_some_and(|(title, description)| *title == ticket.title && *description == ticket.description)
    }
}
