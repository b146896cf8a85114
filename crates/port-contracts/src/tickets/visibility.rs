//! No read shows a ticket that the caller may not see.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, TicketFilter, TicketKey, TicketSort, Total};
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket, an_engineer, person_id, search_for};
use deskhand_domain::ticket::Ticket;

use crate::Adapter;

/// Who sees what, with the numbers of the tickets.
fn cases() -> Vec<(TicketVisibility, Vec<u64>)> {
    let (customer, engineer) = (person_id("customer"), person_id("engineer"));
    vec![
        (TicketVisibility::Everything, vec![1, 2, 3, 4, 5]),
        (TicketVisibility::ReportedOrFollowedBy(customer), vec![1, 2, 4]),
        (TicketVisibility::ReportedOrFollowedBy(engineer), vec![1, 3]),
        (TicketVisibility::ReportedOrFollowedBy(person_id("nobody")), vec![]),
        (TicketVisibility::ReportedFollowedOrAssignedTo(engineer), vec![1, 2, 3, 5]),
        (TicketVisibility::ReportedFollowedOrAssignedTo(customer), vec![1, 2, 4]),
    ]
}

pub(crate) async fn a_ticket_that_may_not_be_seen_is_not_found(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    for (sees, expected) in cases() {
        for ticket in &tickets {
            let visible = expected.contains(&ticket.number.get());
            for key in [TicketKey::Id(ticket.id), TicketKey::Number(ticket.number)] {
                let found = adapter.tickets.find(sees, key).await.unwrap();
                assert_eq!(found.is_some(), visible, "{sees:?} {key:?}");
            }
        }
    }
}

pub(crate) async fn a_ticket_that_may_not_be_seen_is_in_no_list_search_or_count(adapter: &Adapter) {
    keep_tickets(adapter).await;
    let everything = TicketFilter::default();
    let searched = TicketFilter { q: Some(search_for("printer")), ..everything.clone() };
    for (sees, expected) in cases() {
        for filter in [&everything, &searched] {
            assert_eq!(adapter.numbers(sees, filter).await, expected, "{sees:?}");
            let limit = PageLimit::parse(1).unwrap();
            let page = adapter.tickets.list(sees, filter.clone(), TicketSort::Number, None, limit, true).await.unwrap();
            assert_eq!(page.total, Some(Total::of(expected.len() as u64)));
            assert_eq!(page.has_more, expected.len() > 1);
        }
    }
}

/// A filter narrows what may be seen; it never widens it.
pub(crate) async fn asking_for_somebody_elses_tickets_shows_none_of_them(adapter: &Adapter) {
    keep_tickets(adapter).await;
    let filter = TicketFilter { reporter: Some(vec![person_id("engineer")]), ..TicketFilter::default() };
    let sees = TicketVisibility::ReportedOrFollowedBy(person_id("customer"));
    assert_eq!(adapter.numbers(sees, &filter).await, []);
}

async fn keep_tickets(adapter: &Adapter) -> Vec<Ticket> {
    let (other_customer, other_engineer) = (a_customer().username("other"), an_engineer().username("other-engineer"));
    let (customer, engineer) = (a_customer().build(), an_engineer().build());
    let (other_customer, other_engineer) = (other_customer.build(), other_engineer.build());
    adapter.keep_people(&[customer.clone(), engineer.clone(), other_customer.clone(), other_engineer.clone()]).await;
    let tickets = [
        a_ticket().number(1).followers([engineer.id]),
        a_ticket().number(2).assignee(engineer.id),
        a_ticket().number(3).reporter(engineer.id).assignee(other_engineer.id),
        a_ticket().number(4).reporter(other_customer.id).followers([customer.id, other_engineer.id]),
        a_ticket().number(5).reporter(other_customer.id).assignee(engineer.id),
    ];
    let tickets = tickets.map(TicketBuilder::build).to_vec();
    adapter.keep_tickets(&tickets).await;
    tickets
}
