//! Tickets with many ties, and how they are read and ordered.

use std::cmp::Reverse;

use deskhand_domain::ports::TicketSort;
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket, an_engineer, ticket_id};
use deskhand_domain::ticket::{Priority, Ticket, TicketStatus};

use crate::Adapter;
use crate::fixtures::{Random, at};

pub(super) fn order(tickets: &mut [Ticket], sort: TicketSort) {
    match sort {
        TicketSort::CreatedAt => tickets.sort_by_key(|t| (t.created_at, t.id)),
        TicketSort::CreatedAtDesc => tickets.sort_by_key(|t| Reverse((t.created_at, t.id))),
        TicketSort::UpdatedAt => tickets.sort_by_key(|t| (t.updated_at, t.id)),
        TicketSort::UpdatedAtDesc => tickets.sort_by_key(|t| Reverse((t.updated_at, t.id))),
        TicketSort::Priority => tickets.sort_by_key(|t| (Reverse(t.priority), t.id)),
        TicketSort::PriorityDesc => tickets.sort_by_key(|t| Reverse((Reverse(t.priority), t.id))),
        TicketSort::Number => tickets.sort_by_key(|t| t.number),
    }
}

/// Sixty tickets, many of them equal in time or priority; their ids follow neither their numbers nor their times.
pub(super) async fn keep_tickets(adapter: &Adapter) -> Vec<Ticket> {
    let people = [a_customer().build(), an_engineer().build()];
    adapter.keep_people(&people).await;
    let mut random = Random::new(23);
    let mut ids: Vec<u64> = (1..=60).collect();
    random.shuffle(&mut ids);
    let mut ticket = |(number, id): (u64, &u64)| {
        let ticket = a_ticket()
            .number(number)
            .id(ticket_id(*id))
            .status(*random.pick(TicketStatus::ALL))
            .priority(*random.pick(Priority::ALL))
            .reporter(random.pick(&people).id)
            .created_at(at(random.below(5).cast_signed()))
            .updated_at(at(5 + random.below(5).cast_signed()))
            .public_updated_at(at(5 + random.below(5).cast_signed()));
        let ticket = ticket.followers(random.perhaps(|random| random.pick(&people).id));
        let engineer = random.perhaps(|random| random.pick(&people).id);
        engineer.into_iter().fold(ticket, TicketBuilder::assignee).build()
    };
    let tickets: Vec<Ticket> = (1..).zip(&ids).map(&mut ticket).collect();
    adapter.keep_tickets(&tickets).await;
    tickets
}
