//! One page of a list of tickets.

use deskhand_domain::TicketId;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{
    Page, PageLimit, StorageError, TicketFilter, TicketPosition, TicketSort, TicketView, Total,
};
use deskhand_domain::ticket::Ticket;

use super::filter::{is_visible, matches, matches_search};
use crate::queries::page::{cut, in_direction};
use crate::state::State;

pub(super) fn list(
    state: &State,
    sees: TicketVisibility,
    filter: &TicketFilter,
    sort: TicketSort,
    after: Option<TicketPosition>,
    limit: PageLimit,
    count: bool,
) -> Result<Page<TicketView>, StorageError> {
    let descending = matches!(sort, TicketSort::CreatedAtDesc | TicketSort::UpdatedAtDesc | TicketSort::PriorityDesc);
    let place = |ticket: &Ticket| key(TicketPosition::of(ticket, sort, sees));

    let mut tickets: Vec<_> = matching(state, sees, filter).collect();
    let total = count.then(|| Total::of(tickets.len() as u64));
    tickets.sort_by(|a, b| in_direction(descending, &place(a), &place(b)));
    tickets.retain(|ticket| after.is_none_or(|at| in_direction(descending, &place(ticket), &key(at)).is_gt()));

    let page = cut(tickets, limit, total);
    let rows = page.rows.into_iter().map(|ticket| state.ticket_view(ticket)).collect::<Result<_, _>>()?;
    Ok(Page { rows, has_more: page.has_more, total: page.total })
}

/// The tickets on all pages.
pub(super) fn matching<'state>(
    state: &'state State,
    sees: TicketVisibility,
    filter: &'state TicketFilter,
) -> impl Iterator<Item = &'state Ticket> {
    let is_found =
        move |ticket: &Ticket| filter.q.as_ref().is_none_or(|search| matches_search(state, ticket, search, sees));
    let belongs = move |ticket: &&Ticket| is_visible(ticket, sees) && matches(ticket, filter, sees) && is_found(ticket);
    state.tickets.values().filter(belongs)
}

fn key(position: TicketPosition) -> (i64, TicketId) {
    (position.value, position.id)
}
