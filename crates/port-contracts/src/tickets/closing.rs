//! Which resolved tickets are due to be closed automatically.

use deskhand_domain::TicketId;
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket, ticket_id};
use deskhand_domain::ticket::{ClosingDue, TicketStatus};

use crate::Adapter;
use crate::fixtures::{at, sorted};

pub(crate) async fn resolved_tickets_are_found_when_a_step_is_due(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let resolved = |n, minutes| a_ticket().number(n).resolved_at(at(minutes));
    let tickets = [
        resolved(1, 10),
        resolved(2, 11),
        resolved(3, 5).close_warned_at(at(20)),
        resolved(4, 6).close_warned_at(at(20)),
        resolved(5, 5).close_warned_at(at(21)),
        resolved(6, 1).status(TicketStatus::Closed),
        a_ticket().number(7),
    ];
    adapter.keep_tickets(&tickets.map(TicketBuilder::build)).await;
    let due = ClosingDue { unwarned_resolved_by: at(10), warned_by: at(20), warned_resolved_by: at(5) };
    assert_eq!(found(adapter, due, 10).await, [1, 3].map(ticket_id));
    assert_eq!(found(adapter, due, 1).await.len(), 1, "no more than asked for");
    let later = ClosingDue { unwarned_resolved_by: at(11), warned_by: at(21), warned_resolved_by: at(6) };
    assert_eq!(found(adapter, later, 10).await, [1, 2, 3, 4, 5].map(ticket_id));
    let earlier = ClosingDue { unwarned_resolved_by: at(9), warned_by: at(19), warned_resolved_by: at(9) };
    assert_eq!(found(adapter, earlier, 10).await, []);
}

async fn found(adapter: &Adapter, due: ClosingDue, limit: u32) -> Vec<TicketId> {
    sorted(adapter.tickets.due_for_closing(due, limit).await.unwrap())
}
