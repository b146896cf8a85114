//! Which lists of tickets stand in one index, in their order.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{TicketFilter, TicketSort};

use crate::queries::tickets::list::TicketList;

impl TicketList<'_> {
    /// Whether the list is a stretch of one index, so that one plan is right whatever the values are. Of other lists it is not:
    /// what was changed lately stands at the end of its own index, and what was not is soon met in any order.
    pub(crate) fn is_in_one_index(&self) -> bool {
        // Every field by its name, so that none is forgotten when there are more.
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
        } = self.filter;
        let is_searched = title.is_some() || description.is_some() || q.is_some();
        let by_change = updated_after.is_some() || updated_before.is_some();
        let by_creation = created_after.is_some() || created_before.is_some();
        // For each condition, how many values it lets through.
        let conditions = [
            status.len(),
            priority.len(),
            reporter.as_ref().map_or(0, |people| people.len().max(1)),
            assignee.as_ref().map_or(0, |people| people.len().max(1)),
            usize::from(awaiting.is_some()),
            usize::from(by_creation),
            usize::from(self.sees != TicketVisibility::Everything),
        ];
        let is_usual_order = matches!(self.sort, TicketSort::CreatedAt | TicketSort::CreatedAtDesc);
        match conditions.iter().sum() {
            _ if is_searched || by_change => false,
            0 => true,
            1 => is_usual_order,
            _ => false,
        }
    }
}
