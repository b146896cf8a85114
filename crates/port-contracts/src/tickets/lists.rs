//! Orders and pages of the ticket list.

use std::cmp::Reverse;

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{TicketFilter, TicketPosition, TicketSort, TicketView};
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket, an_engineer, person_id, ticket_id};
use deskhand_domain::ticket::{Priority, Ticket, TicketStatus};

use crate::Adapter;
use crate::fixtures::at;
use crate::fixtures::pages::{all, rows};
use crate::fixtures::random::Random;

pub(crate) async fn every_order_visits_every_ticket_once_even_with_ties(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    for sort in TicketSort::ALL {
        for limit in [1, 3, 10, 60, 100] {
            let seen = read(adapter, TicketVisibility::Everything, &TicketFilter::default(), *sort, limit).await;
            assert_order(&seen, tickets.clone(), *sort);
        }
    }
}

pub(crate) async fn a_filtered_and_restricted_list_keeps_its_order_over_all_pages(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    let me = person_id("engineer");
    let filter = TicketFilter { status: vec![TicketStatus::Open, TicketStatus::Closed], ..TicketFilter::default() };
    for sort in TicketSort::ALL {
        for limit in [1, 4] {
            let seen = read(adapter, TicketVisibility::ReportedByOrAssignedTo(me), &filter, *sort, limit).await;
            let mut expected = tickets.clone();
            expected.retain(|t| t.assignee == Some(me) || t.reporter == me);
            expected.retain(|t| matches!(t.status, TicketStatus::Open | TicketStatus::Closed));
            assert!(expected.len() > 4);
            assert_order(&seen, expected, *sort);
        }
    }
}

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

/// A page goes on after a place in the order, not after a row.
pub(crate) async fn a_page_goes_on_even_where_the_last_ticket_seen_is_gone(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    for sort in TicketSort::ALL {
        let mut ordered = tickets.clone();
        order(&mut ordered, *sort);
        let gone = ordered.remove(20);
        let mut uow = adapter.begin().await;
        uow.tickets().delete(gone.id).await.unwrap();
        let after = Some(TicketPosition::of(&gone, *sort));
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
    assert_eq!(page.total, Some(expected));
    let after = page.rows.last().map(|view| TicketPosition::of(&view.ticket, sort));
    assert_eq!(list(after, true).await.unwrap().total, Some(expected));
    assert_eq!(list(None, false).await.unwrap().total, None);
}

#[track_caller]
fn assert_order(seen: &[TicketView], mut expected: Vec<Ticket>, sort: TicketSort) {
    order(&mut expected, sort);
    let seen: Vec<_> = seen.iter().map(|view| view.ticket.number).collect();
    let expected: Vec<_> = expected.iter().map(|ticket| ticket.number).collect();
    assert_eq!(seen, expected, "{sort}");
}

fn order(tickets: &mut [Ticket], sort: TicketSort) {
    match sort {
        TicketSort::CreatedAt => tickets.sort_by_key(|t| (t.created_at, t.id)),
        TicketSort::CreatedAtDesc => tickets.sort_by_key(|t| Reverse((t.created_at, t.id))),
        TicketSort::UpdatedAt => tickets.sort_by_key(|t| (t.updated_at, t.id)),
        TicketSort::UpdatedAtDesc => tickets.sort_by_key(|t| Reverse((t.updated_at, t.id))),
        TicketSort::Priority => tickets.sort_by_key(|t| (Reverse(t.priority), t.id)),
        TicketSort::Number => tickets.sort_by_key(|t| t.number),
    }
}

/// Sixty tickets, many of them equal in time or priority; their ids follow neither their numbers nor their times.
async fn keep_tickets(adapter: &Adapter) -> Vec<Ticket> {
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
            .updated_at(at(5 + random.below(5).cast_signed()));
        let engineer = random.perhaps(|random| random.pick(&people).id);
        engineer.into_iter().fold(ticket, TicketBuilder::assignee).build()
    };
    let tickets: Vec<Ticket> = (1..).zip(&ids).map(&mut ticket).collect();
    adapter.keep_tickets(&tickets).await;
    tickets
}

async fn read(
    adapter: &Adapter,
    sees: TicketVisibility,
    filter: &TicketFilter,
    sort: TicketSort,
    limit: u32,
) -> Vec<TicketView> {
    let limit = rows(limit);
    all(
        limit,
        |view: &TicketView| TicketPosition::of(&view.ticket, sort),
        async |after| adapter.tickets.list(sees, filter.clone(), sort, after, limit, false).await.unwrap(),
    )
    .await
}
