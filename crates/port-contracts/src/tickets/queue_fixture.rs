//! Tickets in the order of a queue, and tickets that belong to none.

use deskhand_domain::testing::{TicketBuilder, a_ticket, person_id, ticket_id};
use deskhand_domain::ticket::{Priority, Ticket, TicketStatus};

use crate::fixtures::at;

/// In the order in which they are to be assigned; their ids have another order.
pub(super) fn in_order() -> Vec<TicketBuilder> {
    let ticket = |n: u64, priority| a_ticket().number(n).id(ticket_id(100 - n)).priority(priority);
    vec![
        ticket(5, Priority::Urgent).created_at(at(9)),
        ticket(9, Priority::High).created_at(at(1)).status(TicketStatus::Blocked),
        ticket(2, Priority::High).created_at(at(2)),
        ticket(7, Priority::High).created_at(at(2)),
        ticket(1, Priority::Medium).created_at(at(0)),
        ticket(3, Priority::Low).created_at(at(0)),
    ]
}

/// Tickets in final states, which belong to no queue.
pub(super) fn done() -> Vec<Ticket> {
    let states = [TicketStatus::Resolved, TicketStatus::Unresolved, TicketStatus::Closed, TicketStatus::Canceled];
    let done = states.into_iter().zip(30..).flat_map(|(status, number)| {
        let ticket = a_ticket().status(status).priority(Priority::Urgent);
        [ticket.clone().number(number), ticket.number(number + 10).assignee(person_id("engineer"))]
    });
    done.map(TicketBuilder::build).collect()
}
