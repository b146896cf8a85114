//! Every order visits every ticket once.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{TicketFilter, TicketPosition, TicketSort, TicketView};
use deskhand_domain::testing::person_id;
use deskhand_domain::ticket::{Ticket, TicketStatus};

use super::fixture::{keep_tickets, order};
use crate::Adapter;
use crate::fixtures::{all, at, rows};

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
            let seen = read(adapter, TicketVisibility::ReportedFollowedOrAssignedTo(me), &filter, *sort, limit).await;
            let mut expected = tickets.clone();
            expected.retain(|t| t.assignee == Some(me) || t.reporter == me || t.followers.include(me));
            expected.retain(|t| matches!(t.status, TicketStatus::Open | TicketStatus::Closed));
            assert!(expected.len() > 4);
            assert_order(&seen, expected, *sort);
        }
    }
}

/// A note moves a ticket in the lists of staff only: where it stands would tell its reporter.
pub(crate) async fn a_reporters_list_is_ordered_and_filtered_by_public_changes_only(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    let me = person_id("customer");
    let takes_part = |ticket: &&Ticket| ticket.reporter == me || ticket.followers.include(me);
    let mine: Vec<_> = tickets.iter().filter(takes_part).cloned().collect();
    assert!(mine.iter().any(|ticket| ticket.updated_at != ticket.public_updated_at));
    let since = at(7);
    let filter = TicketFilter { updated_after: Some(since), ..TicketFilter::default() };

    let seen = read(adapter, TicketVisibility::ReportedOrFollowedBy(me), &filter, TicketSort::UpdatedAt, 4).await;

    let mut expected = mine;
    expected.retain(|ticket| ticket.public_updated_at > since);
    expected.sort_by_key(|ticket| (ticket.public_updated_at, ticket.id));
    assert!(expected.len() > 4);
    let seen: Vec<_> = seen.iter().map(|view| view.ticket.number).collect();
    assert_eq!(seen, expected.iter().map(|ticket| ticket.number).collect::<Vec<_>>());
}

#[track_caller]
fn assert_order(seen: &[TicketView], mut expected: Vec<Ticket>, sort: TicketSort) {
    order(&mut expected, sort);
    let seen: Vec<_> = seen.iter().map(|view| view.ticket.number).collect();
    let expected: Vec<_> = expected.iter().map(|ticket| ticket.number).collect();
    assert_eq!(seen, expected, "{sort}");
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
        |view: &TicketView| TicketPosition::of(&view.ticket, sort, sees),
        async |after| adapter.tickets.list(sees, filter.clone(), sort, after, limit, false).await.unwrap(),
    )
    .await
}
