//! What must be true after every operation.

use deskhand_domain::people::Person;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{AssigneeFilter, PageLimit, TicketFilter, TicketSort};
use deskhand_domain::ticket::TicketStatus;

use crate::Adapter;
use crate::fixtures::view;

pub(super) async fn assert_consistent(adapter: &Adapter, people: &[Person]) {
    for person in people {
        let Some(view) = view(adapter, person).await else { continue };
        let name = &person.username;
        let assigned = Some(vec![AssigneeFilter::Person(person.id)]);
        let held = |status| TicketFilter { assignee: assigned.clone(), status, ..TicketFilter::default() };
        let reported = TicketFilter { reporter: Some(vec![person.id]), ..TicketFilter::default() };
        let open = count(adapter, held(vec![TicketStatus::Open])).await;
        assert_eq!(u64::from(view.open_tickets), open, "the load of {name}");
        assert_eq!(u64::from(view.tickets_count), count(adapter, reported).await, "what {name} reported");
        // An engineer is assigned tickets, an admin takes them.
        if !view.person.is_working_engineer() && !view.person.is_working_admin() {
            let active = count(adapter, held(vec![TicketStatus::Open, TicketStatus::Blocked])).await;
            assert_eq!(active, 0, "{name} works neither as engineer nor as admin, and holds tickets");
        }
    }
}

async fn count(adapter: &Adapter, filter: TicketFilter) -> u64 {
    let (sees, one) = (TicketVisibility::Everything, PageLimit::parse(1).unwrap());
    adapter.tickets.list(sees, filter, TicketSort::Number, None, one, true).await.unwrap().total.unwrap().rows()
}
