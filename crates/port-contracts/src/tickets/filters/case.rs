//! One filter with its meaning.

use deskhand_domain::ports::TicketFilter;
use deskhand_domain::ticket::Ticket;

/// One filter, and what it means.
#[derive(Clone, Copy)]
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) ask: fn(&mut TicketFilter),
    pub(super) fits: fn(&Ticket) -> bool,
}
