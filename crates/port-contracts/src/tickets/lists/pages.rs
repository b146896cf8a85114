//! Where a page ends and the next one begins, and how many tickets there are in all.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{TicketFilter, TicketPosition, TicketSort, Total};
use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_domain::ticket::Priority;

use super::fixture::{keep_tickets, order};
use crate::Adapter;
use crate::fixtures::rows;

pub(crate) async fn a_page_that_ends_with_the_last_ticket_says_so(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    adapter.keep_tickets(&[1, 2, 3].map(|n| a_ticket().number(n).build())).await;
    for (limit, full, has_more) in [(2, 2, true), (3, 3, false), (4, 3, false)] {
        let page = adapter
            .tickets
            .list(TicketVisibility::Everything, TicketFilter::default(), TicketSort::Number, None, rows(limit), false)
            .await
            .unwrap();
        assert_eq!((page.rows.len(), page.has_more), (full, has_more));
    }
}

/// A page begins after a position in the order, not after a row.
pub(crate) async fn a_page_goes_on_even_where_the_last_ticket_seen_is_gone(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    for sort in TicketSort::ALL {
        let mut ordered = tickets.clone();
        order(&mut ordered, *sort);
        let gone = ordered.remove(20);
        let mut uow = adapter.begin().await;
        uow.tickets().delete(gone.id).await.unwrap();
        let after = Some(TicketPosition::of(&gone, *sort, TicketVisibility::Everything));
        uow.commit().await.unwrap();

        let everything = (TicketVisibility::Everything, TicketFilter::default());
        let page = adapter.tickets.list(everything.0, everything.1, *sort, after, rows(5), false).await.unwrap();
        let seen: Vec<_> = page.rows.into_iter().map(|view| view.ticket.number).collect();
        let expected: Vec<_> = ordered.iter().skip(20).take(5).map(|ticket| ticket.number).collect();
        assert_eq!(seen, expected, "{sort}");
        adapter.keep_tickets(&[gone]).await;
    }
}

pub(crate) async fn tickets_are_counted_where_asked_whatever_the_page(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    let filter = TicketFilter { priority: vec![Priority::High], ..TicketFilter::default() };
    let expected = tickets.iter().filter(|ticket| ticket.priority == Priority::High).count() as u64;
    let sort = TicketSort::CreatedAt;
    let list =
        |after, count| adapter.tickets.list(TicketVisibility::Everything, filter.clone(), sort, after, rows(2), count);
    let page = list(None, true).await.unwrap();
    assert_eq!(page.total, Some(Total::of(expected)));
    let after = page.rows.last().map(|view| TicketPosition::of(&view.ticket, sort, TicketVisibility::Everything));
    assert_eq!(list(after, true).await.unwrap().total, Some(Total::of(expected)));
    assert_eq!(list(None, false).await.unwrap().total, None);
}
