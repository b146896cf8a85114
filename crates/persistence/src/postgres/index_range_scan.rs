//! Which lists of tickets PostgreSQL reads as one range of one index.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{TicketFilter, TicketSort};

/// Whether one plan is right for the list whatever its values are, so that it need not be planned for each request.
///
/// Not so with a condition on when a ticket was changed: recent changes are at one end of their own index, others are
/// soon found in any order.
pub(crate) fn is_index_range_scan(sees: TicketVisibility, filter: &TicketFilter, sort: TicketSort) -> bool {
    // Every field by its name, so that a new one is not forgotten here.
    let TicketFilter {
        status,
        priority,
        reporter,
        assignee,
        title,
        description,
        q,
        awaiting,
        created_after,
        created_before,
        updated_after,
        updated_before,
    } = filter;
    let is_searched = title.is_some() || description.is_some() || q.is_some();
    let by_change = updated_after.is_some() || updated_before.is_some();
    let by_creation = created_after.is_some() || created_before.is_some();
    // How many values each condition accepts.
    let values = [
        status.len(),
        priority.len(),
        reporter.as_ref().map_or(0, |people| people.len().max(1)),
        assignee.as_ref().map_or(0, |people| people.len().max(1)),
        usize::from(awaiting.is_some()),
        usize::from(by_creation),
        usize::from(sees != TicketVisibility::Everything),
    ];
    match values.iter().sum() {
        _ if is_searched || by_change => false,
        0 => true,
        1 => matches!(sort, TicketSort::CreatedAt | TicketSort::CreatedAtDesc),
        _ => false,
    }
}
