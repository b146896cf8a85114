//! Which followers of tickets a unit of work knows.

use std::collections::HashMap;

use deskhand_domain::TicketId;
use deskhand_domain::ticket::{Followers, Ticket};

/// What a unit of work knows of the stored followers: most changes of a ticket leave them as they are.
#[derive(Default)]
pub(crate) struct StoredFollowers(HashMap<TicketId, Followers>);

impl StoredFollowers {
    pub(crate) fn note(&mut self, ticket: &Ticket) {
        self.0.insert(ticket.id, ticket.followers.clone());
    }

    pub(crate) fn are_of(&self, ticket: &Ticket) -> bool {
        self.0.get(&ticket.id) == Some(&ticket.followers)
    }
}
